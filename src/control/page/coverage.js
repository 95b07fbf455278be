// Which operations and which of their errors were met.

import { api } from "./api.js";
import { at, fill, h, hash, keyed, link, place, set, table } from "./dom.js";
import { number } from "./text.js";

/** How often which outcome of which operation was met, and which errors no rule made. */
let [outcomes, earned] = [{}, {}];

const WORDS = { earned: "met by itself", ruled: "met by a rule", never: "never met" };

function how({ name, errors }, error) {
  const own = earned[name] ?? [];
  if (own.includes(error.name)) return "earned";
  const isOther = errors.some((it) => it.code === error.code && own.includes(it.name));
  return outcomes[name]?.[error.code] && !isOther ? "ruled" : "never";
}

function line(row) {
  const times = Object.values(outcomes[row.name] ?? {}).reduce((sum, it) => sum + it, 0);
  const chips = row.errors.map((error) => {
    const kind = how(row, error);
    return h(`a.chip.${kind}`, { href: hash("rules", "", { operation: row.name, error: error.name }), title: `${error.en || error.zh}\nChoose it to arm it.`, "aria-label": `${error.name}, ${WORDS[kind]}` }, error.name);
  });
  return h("tr", h("td", link(hash("journal", "", { operation: row.name }), row.operation.name)), h("td.figure", times ? number(times) : "–"), h("td", chips));
}

function draw(node, rows) {
  const met = rows.filter((row) => outcomes[row.name]).length;
  const { never = [], earned: own = [], ruled = [] } = Object.groupBy(rows.flatMap((row) => row.errors.map((error) => how(row, error))), (kind) => kind);
  const errors = own.length + ruled.length;
  fill(node.firstChild, h("b", rows[0].provider.title), h("span.even.dim", `operations met ${met}/${rows.length}`), h("progress", { max: rows.length, value: met, "aria-hidden": "true" }), h("span.even.dim", `errors met ${errors}/${errors + never.length} (${own.length} earned)`));
  if (node.open) keyed(node.querySelector("tbody"), rows, ({ name }) => JSON.stringify([name, outcomes[name], earned[name]]), line);
}

async function show() {
  const [catalogue, coverage] = await Promise.all([api.catalogue(), api.coverage(place().account)]);
  [outcomes, earned] = [{}, coverage.earned];
  for (const [name, counts] of Object.values(coverage.accounts).flatMap(Object.entries)) {
    const sum = (outcomes[name] ??= {});
    for (const [outcome, times] of Object.entries(counts)) sum[outcome] = (sum[outcome] ?? 0) + times;
  }
  const { operations, errors } = coverage;
  set(at("totals"), `${number(operations.met)} of ${number(operations.all)} operations met, ${number(errors.met)} of ${number(errors.all)} errors`);
  const providers = [...Map.groupBy(catalogue.values(), ({ provider }) => provider.id)];
  const make = ([, rows]) => h("details.card", { toggle: (event) => draw(event.target, rows) }, h("summary"), table(rows[0].provider.title, ["Operation", "Met.figure", "Errors"]));
  keyed(at("providers"), providers, ([id]) => id, make, (node, [, rows]) => draw(node, rows));
}

export const coverage = { needs: ["requests"], show, refresh: show };
