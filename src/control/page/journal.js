// What was asked, and how it was answered.

import { api } from "./api.js";
import { at, attempt, button, copier, fill, h, icon, keyed, link, place, set, sure } from "./dom.js";
import { bytes, count, curl, fromNow, number, timeOfDay, utc, yaml } from "./text.js";

/** How many requests are in the document, and how many are asked for at a time. */
const MOST = 500;
const PAGE = 100;

/** How much of a text is shown at first, and how many members of a value. */
const LONG = 240;
const MANY = 100;

/** Requests and gaps, the newest first: those in the table, and those that wait to be there. @type {any[]} */
let rows = [];
/** @type {any[]} */
let waiting = [];
let [newest, shownFor, shownId, isCut] = [0, "", "", false];
/** What to ask for as `before`, where there is more. */
let next;

const filters = () => Object.fromEntries(["operation", "outcome", "text", "rule"].map((name) => [name, place().wanted.get(name)]));
const isFiltered = () => Object.values(filters()).some(Boolean);
const isHeld = () => shownId !== "" || at("rows").scrollTop > 8;
const sizeOf = (list) => list.reduce((sum, it) => sum + (it.to ? it.to - it.from + 1 : 1), 0);
const oldest = (it) => it.from ?? it.number;

/** The requests that are wanted, the newest first, and a gap where there are more than are asked for. */
async function ask(query) {
  const { requests, next } = await api.requests({ ...filters(), account: place().account, limit: PAGE, ...query });
  return { requests: requests.reverse(), next };
}

function outcome(it) {
  const isError = it.outcome !== "success" && !(it.outcome.startsWith("respond ") && it.status < 400);
  const name = it.error && !it.outcome.endsWith(it.error) && h("small", ` ${it.error}`);
  return isError ? h("span.bad", icon("✕"), ` ${it.outcome}`, name) : h("span.ok", icon("✓"), ` ${it.outcome}`);
}

function row(it) {
  if (it.to) return h("tr.gap", h("td", { colspan: 8 }, button(`and ${number(sizeOf([it]))} more`, () => open(it))));
  const name = h("a", { href: link("journal", it.id, filters()) }, it.operation ?? "–");
  return h(
    "tr",
    { click: (event) => event.target.closest("a") || getSelection()?.toString() || name.click() },
    h("td.dim", { title: utc(it.at) }, timeOfDay(it.at).slice(0, 8), h("small", timeOfDay(it.at).slice(8))),
    h("td", name, h("small", ` ${it.provider}`), it.unread > 0 && h("span.tag.warn", { title: "members that no operation read" }, `${it.unread} unread`)),
    h("td.wide.code", `${it.method} ${it.path.slice(0, LONG)}`),
    h("td.figure", it.status ?? "–"),
    h("td", outcome(it)),
    h("td.wide", it.rule && h("a", { href: link("rules", it.rule) }, it.rule)),
    h("td.wide.account", it.account ?? "–"),
    h("td.figure.wide", it.elapsed_ms.toFixed(1)),
  );
}

const nodeOf = (id) => [...at("entries").children].find((node) => node.dataset.key === id);

function draw() {
  if (rows.length > MOST) next = oldest(rows[(rows.length = MOST) - 1]);
  keyed(at("entries"), rows, (it) => it.id ?? `to ${it.to}`, row);
  at("entries").querySelector(".chosen")?.classList.remove("chosen");
  nodeOf(shownId)?.classList.add("chosen");
  at("older").hidden = next === undefined;
  at("newer").hidden = !waiting.length;
  set(at("newer"), `${number(sizeOf(waiting))} newer`);
  at("entries").parentElement.hidden = !rows.length;
  at("empty").hidden = rows.length > 0;
  if (!rows.length) attempt(sayNone);
}

async function sayNone() {
  const say = (title, ...rest) => fill(at("empty"), h("h3", title), rest);
  if (isFiltered()) return say("No such request", h("p", "Nothing in the journal is what the filters want."));
  if (at("empty").querySelector("pre")) return;
  const { journal } = await api.about();
  if (!journal.entries) return say("Nothing is kept", h("p", "certmock was started with ", h("code", "--journal-entries 0"), "."));
  const all = [...(await api.catalogue()).values()].filter(({ operation }) => !operation.example.body.includes("{{"));
  const first = new Map(all.reverse().map((it) => [it.provider.title, it.operation]));
  const service = h("select", { "aria-label": "Service", change: () => choose() }, [...first.keys()].reverse().map((title) => h("option", title)));
  const command = h("pre", { tabindex: 0 });
  const choose = () => {
    const { name, methods, example, docs } = first.get(service.value);
    set(command, curl({ operation: name, method: methods[0], path: example.target, parameters: JSON.parse(example.body || "{}") }, location.origin, docs));
  };
  choose();
  if (!rows.length && !isFiltered()) say("No request yet", h("p", "Ask it for something of ", service, " and see it here:"), command, copier("Copy", () => command.textContent, "The command"));
}

async function load() {
  const wanted = shownFor;
  const found = await ask({});
  if (wanted !== shownFor) return;
  [rows, waiting, isCut, next] = [found.requests, [], false, found.next];
  newest = Math.max(newest, rows[0]?.number ?? 0);
  draw();
}

async function older() {
  const found = await ask({ before: next });
  rows.push(...found.requests);
  next = found.next;
  wait([], rows.splice(0, Math.max(rows.length - MOST, 0)));
  draw();
}

async function open(gap) {
  const { requests, next } = await ask({ after: gap.from - 1, before: gap.to + 1 });
  rows.splice(rows.indexOf(gap), 1, ...requests, ...(next ? [{ from: gap.from, to: next - 1 }] : []));
  draw();
}

/** Keeps what is to be above the table, as much of it as can be shown. */
function wait(newer, older = []) {
  waiting = [...newer, ...waiting, ...older];
  if (waiting.length > MOST) [waiting.length, isCut] = [MOST, true];
}

function showWaiting() {
  if (isCut) return load();
  [rows, waiting] = [[...waiting, ...rows], []];
  draw();
}

let [unsaid, saying, asking] = [0, 0, 0];

/** Takes what is new, and says how much that is, once a second at most. */
function take(items) {
  unsaid += sizeOf(items);
  saying ||= setTimeout(() => {
    set(at("said"), count(unsaid, "new request"));
    [unsaid, saying] = [0, 0];
  }, 1000);
  wait(items);
  if (isHeld()) draw();
  else showWaiting();
}

async function takeWanted() {
  asking = 0;
  const after = newest;
  const { requests, next } = await ask({ after });
  if (after !== newest || !requests.length) return;
  newest = requests[0].number;
  take([...requests, ...(next ? [{ from: after + 1, to: next - 1 }] : [])]);
}

/** A value as a tree, of which what is long is shown when it is asked for. */
function tree(value, unread = new Set(), path = "") {
  if (typeof value === "string") {
    const short = value.split("\n", 1)[0].slice(0, LONG);
    const node = h("span.code", short);
    const all = short !== value && button(`… ${bytes(value.length)}`, () => (fill(node, value), all.remove()), { class: "plain", "aria-label": `Show all ${bytes(value.length)}` });
    return [node, all];
  }
  const members = Object.entries(value ?? {});
  if (!members.length) return h("span.code.literal", JSON.stringify(value));
  const list = h("ul.tree");
  const more = (from) => {
    for (const [name, member] of members.slice(from, from + MANY)) {
      const here = path + name;
      list.append(h("li", h("span.key", `${name}: `), unread.has(here) && h("span.tag.warn", "not read"), tree(member, unread, `${here}.`)));
    }
    if (members.length <= from + MANY) return;
    const item = h("li", button(`${number(members.length - from - MANY)} more`, () => (item.remove(), more(from + MANY)), { class: "plain" }));
    list.append(item);
  };
  more(0);
  return list;
}

const part = (title, ...children) => children.some(Boolean) && h("section", h("h4", title), children);
const block = (title, text) => text && [h("h5", title), h("pre", { tabindex: 0 }, text)];

async function showEntry() {
  const { id } = place();
  const was = shownId;
  shownId = id;
  at("entry").hidden = !id;
  at("entry").parentElement.classList.toggle("shown", id !== "");
  draw();
  if (!id) return nodeOf(was)?.querySelector("a").focus();
  const close = h("a.button", { href: link("journal", "", filters()), "aria-label": "Close" }, "✕");
  const entry = await api.request(id).catch((error) => fill(at("entry"), close, h("p.empty", error.message)));
  if (!entry || shownId !== id) return;
  drawEntry(entry, close);
  at("entry").scrollTop = 0;
  const row = (await api.catalogue()).get(`${entry.provider}.${entry.operation}`);
  if (row && shownId === id) drawEntry(entry, close, row);
}

const WAYS = { direct: "directly", absolute: "through a proxy, by a whole URL", tunnel: "through a proxy, in a tunnel" };

function drawEntry(entry, close, row) {
  const errors = row ? [...row.errors, ...row.provider.errors] : [];
  const error = errors.find((it) => it.name === entry.error);
  const { name, operation } = row ?? { name: "", operation: { docs: "" } };
  const rule = { rules: [{ name: `${entry.operation} again`, when: { operation: name }, calls: { first: 1 }, then: { error: entry.error ?? errors[0]?.name } }] };
  const { canonical_request: canonical, string_to_sign: signed, ...rest } = entry.explanation ?? {};
  const { type, bytes: size, cut, body } = entry.answer ?? {};
  fill(
    at("entry"),
    h("div.bar", h("h3", entry.operation ?? "No operation", h("small", ` ${row?.provider.title ?? entry.provider}`)), h("span.grow"), close),
    h("p.big", `${entry.status ?? "No answer"} `, outcome(entry)),
    h("p.actions", row && h("a.button", { href: link("rules", "", { operation: name }) }, "Arm an error for this operation"), errors.length > 0 && copier("Copy as fixture rule", () => `${yaml(rule)}\n`, "The rule"), copier("Copy as curl", () => curl(entry, location.origin, operation.docs), "The command, without credentials,")),
    part(
      "Why",
      entry.rule && h("p", "The rule ", h("a", { href: link("rules", entry.rule) }, entry.rule), " answered."),
      error && h("p", h("b", error.code, !error.code.endsWith(error.name) && ` ${error.name}`), h("br"), error.en, h("br"), h("span", { lang: "zh" }, error.zh)),
      entry.flaw && h("p", entry.flaw),
      signed && h("p", "Compare what your client signs with this. The server read the host ", h("code", entry.host), "."),
      block("Canonical request", canonical),
      block("String to sign", signed),
      Object.keys(rest).length > 0 && [h("h5", "Beside"), tree(rest)],
    ),
    part(
      "Asked",
      h("p.code", `${entry.method} `, tree(entry.path)),
      h("p.dim", `${entry.scheme}, ${WAYS[entry.via]}, host ${entry.host}`, h("br"), entry.account === null ? "no account" : `account ${entry.account}${entry.verified ? ", verified" : ""}`, h("br"), h("span", { title: utc(entry.at) }, `${timeOfDay(entry.at)}, ${fromNow((Date.parse(entry.at) - Date.now()) / 1000)}`), `, took ${entry.elapsed_ms.toFixed(2)} ms, number ${entry.number}`),
      entry.unread && h("p.warn", icon("▲"), ` No operation read ${count(entry.unread.length, "member")} of it.`),
      entry.parameters && tree(entry.parameters, new Set(entry.unread)),
    ),
    part("Answered", h("p.dim", entry.answer ? [type, bytes(size), cut && "cut here"].filter(Boolean).join(", ") : "No answer left."), body !== undefined && tree(body), /^https:/.test(operation.docs) && h("p", h("a", { href: operation.docs, rel: "noreferrer", target: "_blank" }, "The vendor's page"), " of this operation.")),
  );
}

at("filters").addEventListener("input", () => {
  clearTimeout(asking);
  const { rule } = filters();
  asking = setTimeout(() => {
    asking = 0;
    location.hash = link("journal", shownId, { ...Object.fromEntries(new FormData(at("filters"))), rule });
  }, 250);
});
at("filters").addEventListener("submit", (event) => event.preventDefault());
at("clear").addEventListener("click", () => (location.hash = link("journal", shownId)));
at("older").addEventListener("click", () => attempt(older));
at("newer").addEventListener("click", async () => {
  await attempt(showWaiting);
  at("rows").scrollTop = 0;
  at("entries").querySelector("a")?.focus();
});
at("rows").addEventListener("scroll", () => waiting.length && !isHeld() && attempt(showWaiting));
at("forget").addEventListener("click", async () => {
  const { account } = place();
  if (await sure("Forget the journal?", `The requests of ${account || "all accounts"} are forgotten.`)) attempt(() => api.forget(account).then(load));
});
at("in-journal").addEventListener("keydown", (event) => {
  if (event.target.matches("input, select")) return;
  if (event.key === "Escape" && shownId) location.hash = link("journal", "", filters());
  const links = [...at("entries").querySelectorAll("td:nth-child(2) a, button")];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || !links.includes(event.target)) return;
  event.preventDefault();
  links[links.indexOf(event.target) + step]?.focus();
});

export const journal = {
  needs: ["journal"],

  async show(here) {
    const wanted = JSON.stringify([here.account, filters()]);
    at("clear").hidden = !isFiltered();
    for (const field of at("filters").querySelectorAll("input")) {
      if (field !== document.activeElement) field.value = here.wanted.get(field.name) ?? "";
    }
    if (wanted !== shownFor) {
      shownFor = wanted;
      at("rows").scrollTop = 0;
      at("entries").replaceChildren();
      await load();
    }
    if (here.id !== shownId) await showEntry();
  },

  refresh: load,

  /** Begins with a server that has written so many entries, where that is known. */
  async begin(written) {
    if (!shownFor || written === newest) return;
    newest = written ?? 0;
    await load();
  },

  /** Takes what has come. */
  arrive(name, data) {
    if (!shownFor) return;
    if (isFiltered()) return (asking ||= setTimeout(() => attempt(takeWanted), 1000));
    if (name === "gap") return take([data]);
    const requests = data.requests.filter((it) => it.number > newest);
    newest = data.requests.at(-1).number;
    if (requests.length) take(requests.reverse());
  },
};
