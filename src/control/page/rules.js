// The rules that are armed, and an error armed with two clicks.

import { api } from "./api.js";
import { at, attempt, button, changed, fill, h, keyed, link, place, table, tell } from "./dom.js";
import { count, number, span, yaml } from "./text.js";

/** How many rules are shown, and how many operations. */
const MOST = 200;
const FOUND = 12;

const words = (value) => Object.entries(value).map(([name, it]) => `${name} ${typeof it === "string" ? it : JSON.stringify(it)}`).join(", ");

function cells({ name, when, then, calls, ...it }) {
  const by = Object.entries(it.accounts).map(([name, it]) => `${name || "nobody"}: ${it.hits} of ${it.calls}`);
  const hits = `${number(it.hits)} of ${number(it.calls_seen)}`;
  const { member, request, wanted, found } = it.nearest ?? {};
  return [
    h("td", h("b", name), !it.armed && h("small", " its time is over")),
    h("td", h("span.code", when.operation), when.account && h("small", ` ${when.account}`), when.request && h("div.code.dim", JSON.stringify(when.request))),
    h("td", h("span.code", words(then)), h("small", ` ${calls ? words(calls) : "always"}`)),
    h("td.figure", it.hits ? h("a", { href: link("journal", "", { rule: name }), title: by.join("\n") }, hits) : hits),
    h("td.figure.wide", it.left_s === undefined ? "–" : span(it.left_s)),
    h("td.wide", member && [h("a", { href: link("journal", request) }, member), h("small", ` wanted ${JSON.stringify(wanted)}, found ${JSON.stringify(found)}`)]),
  ];
}

function row({ name, when }) {
  const disarm = async () => {
    const next = node.nextElementSibling ?? node.previousElementSibling;
    await api.disarm(name, when.account);
    tell(`${name} is disarmed`);
    changed("rules");
    await list();
    (next?.querySelector("button") ?? at("search")).focus();
  };
  const node = h("tr", h("td.figure", button("Disarm", disarm, { "aria-label": `Disarm ${name}` })));
  return node;
}

const armed = table("Rules, in the order in which they are asked", ["Rule", "When", "Then", "Hits.figure", "Left.figure.wide", "Nearest miss.wide", "Disarm"]);

async function list() {
  const { account, id } = place();
  const { rules } = await api.rules(account);
  const shown = rules.filter(({ when }) => !account || !when.account || when.account === account);
  keyed(armed.tBodies[0], shown.slice(0, MOST), (rule) => JSON.stringify([rule.name, rule.when.account]), row, (node, rule) => {
    while (node.children.length > 1) node.firstChild.remove();
    node.prepend(...cells(rule));
    node.className = rule.name === id ? "chosen" : "";
  });
  const none = h("div.empty", h("h3", "No rule is armed"), h("p", "Every request is answered as the service would. Arm an error below, in two clicks."));
  fill(at("rule-list"), shown.length ? h("div.scroll", armed, shown.length > MOST && h("p.dim", `and ${number(shown.length - MOST)} more`)) : none);
  return shown.length;
}

async function find() {
  const wanted = at("search").value.toLowerCase().split(/\s+/);
  const all = [...(await api.catalogue()).values()];
  const found = all.filter(({ name, provider }) => wanted.every((word) => `${name} ${provider.title}`.toLowerCase().includes(word)));
  at("found").hidden = !wanted[0] || at("search").value === place().wanted.get("operation");
  keyed(at("found"), found.slice(0, FOUND), ({ name }) => name, ({ name, operation, provider }) => h("li", h("a", { href: link("rules", "", { operation: name }) }, operation.name, h("small", ` ${provider.title}. ${operation.summary}`))));
}

const field = (label, name, properties = {}, known = []) => h("label", `${label} `, h("input", { name, size: 9, list: `for-${name}`, ...properties }), h("datalist", { id: `for-${name}` }, known.map((value) => h("option", { value }))));
const choice = (label, name, ...all) => h("label", `${label} `, h("select", { name }, all.map(([value, label]) => h("option", { value }, label))));

/** What is armed beside the error. */
const more = h(
  "form",
  { submit: (event) => event.preventDefault(), input: () => preview() },
  choice("Calls", "calls", ["first", "the first"], ["every", "each so-manieth"], ["after", "all after"], ["", "always"]),
  field("How many", "many", { type: "number", min: 1, value: 1 }),
  field("Stays for", "ttl", { value: "10m" }),
  field("Delay", "delay", { placeholder: "200ms" }),
  field("Transport", "transport", {}, ["close", "reset", "hang", "garbage", "empty", '{"truncate": 20}']),
  field("TLS", "tls", {}, ["expired", "not_yet_valid", "wrong_host", "untrusted", "incomplete", "abort", "reset", "hang"]),
  choice("Done", "applied", ["", "as ever"], ["true", "all the same"], ["false", "not"]),
);
const shown = h("div.cards");

/** The rule that is armed. */
function rule(error) {
  const operation = place().wanted.get("operation") ?? "";
  const { calls, many, applied, ttl, ...rest } = Object.fromEntries([...new FormData(more)].map(([name, value]) => [name, String(value) || undefined]));
  const read = (text) => (/^[[{]/.test(text ?? "") ? JSON.parse(text ?? "") : text);
  const then = { error, ...Object.fromEntries(Object.entries(rest).map(([name, text]) => [name, read(text)])), applied: applied && applied === "true" };
  const name = `${error ?? words(JSON.parse(JSON.stringify(then)))} at ${operation}`;
  return { name, when: { operation: rest.tls ? operation.replace(/\..*/, ".*") : operation }, calls: calls && { [calls]: Number(many) }, ttl, then };
}

function preview() {
  attempt(() => {
    const it = JSON.parse(JSON.stringify(rule("…")));
    const block = (label, text) => h("pre", { tabindex: 0, "aria-label": label }, text);
    fill(shown, block("As JSON", JSON.stringify(it, null, 2)), block("As YAML", yaml({ rules: [it] })));
  });
}

async function arm(error) {
  const it = rule(error?.name);
  await api.arm(it, place().account);
  tell(`Armed: ${it.name}`);
  changed("rules");
  await list();
}

/** What the errors that are there are of. */
let shownFor = "";

async function choose() {
  const { account, wanted } = place();
  const name = wanted.get("operation") ?? "";
  const it = (await api.catalogue()).get(name);
  const key = JSON.stringify([account, name, wanted.get("error")]);
  if (key === shownFor) return;
  shownFor = key;
  at("search").value = name;
  if (!it) return fill(at("errors"), name && h("p.bad", `There is no operation ${name}.`));
  const { accounts } = await api.coverage(account);
  const met = Object.assign({}, ...Object.values(accounts).map((operations) => operations[name]));
  const line = (error) => {
    const armIt = button([error.code, !error.code.endsWith(error.name) && h("small", ` ${error.name}`)], () => arm(error), { "data-name": error.name });
    return h("li", armIt, h("span.dim.figure", error.status), h("span", error.en || error.zh, met[error.code] && h("small", " met already")));
  };
  const block = (title, errors) => [h("h5", title), h("ul.errors", errors.sort((one, other) => Number(one.code in met) - Number(other.code in met)).map(line))];
  const wire = it.provider.errors.filter(({ name }) => !it.errors.some((own) => own.name === name));
  fill(
    at("errors"),
    h("h4", "2. What the next call answers"),
    h("p", it.operation.summary, h("small", ` The next call of ${account || "each account"} meets it, within ten minutes; the one after does not.`)),
    h("details", h("summary", "More…"), more, shown, button("Arm without an error", () => arm())),
    it.errors.length > 0 && block(`${count(it.errors.length, "error")} of this operation`, [...it.errors]),
    block("Of any operation", wire),
  );
  preview();
  const buttons = [...at("errors").querySelectorAll(".errors button")];
  (buttons.find((node) => node.dataset.name === wanted.get("error")) ?? buttons[0])?.focus();
}

at("search").addEventListener("input", () => attempt(find));

export const rules = {
  needs: ["rules", "requests"],
  async show(here) {
    const some = await list();
    await choose();
    await find();
    if (!some && !here.wanted.get("operation")) at("search").focus();
    at("rule-list").querySelector(".chosen")?.scrollIntoView({ block: "nearest" });
  },
  refresh: list,
};
