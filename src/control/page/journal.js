// What was asked, and how it was answered.

import { api } from "./api.js";
import { at, attempt, button, bytes, codes, copier, count, fill, h, hash, icon, keyed, link, number, on, place, set, sure, table, timeOfDay, utc } from "./dom.js";

/** How many requests are in the document, and how many are asked for at a time: of older ones, of new ones. */
const MOST = 500;
const PAGE = 100;
const NEW = 50;

/** How much of a text is shown at first, and how many members of a value. */
const LONG = 240;
const MANY = 100;

/** How long the table stays as it is, in milliseconds, however much comes. */
const REST = 500;

/** The requests in the table and the gaps between them, the newest first. @type {any[]} */
let rows = [];
let [newest, shownFor, shownId, resting, isBehind, unsaid, saying] = [0, "", "", 0, false, 0, 0];
/** What to ask for as `before`, where there is more. */
let next;

const list = table("Requests, the newest first", ["Time", "Operation", "Request.wide", "Status.figure", "Outcome", "Rule.wide", "Account.wide.account", "ms.figure.wide"]);
const entries = list.tBodies[0];
entries.id = "entries";
at("rows").prepend(list);
const pane = at("entry");

function filters() {
	const { wanted } = place();
	return Object.fromEntries(["operation", "outcome", "text", "rule"].map((name) => [name, wanted.get(name)]));
}

const isFiltered = () => Object.values(filters()).some(Boolean);
const sizeOf = (list) => list.reduce((sum, it) => sum + (it.to ? it.to - it.from + 1 : 1), 0);

/** The requests that are wanted, the newest first, with the gap behind them; or what to ask for as `before`. */
async function ask(wanted) {
	const { operation, ...rest } = filters();
	const named = operation && !/\*/.test(operation) ? `*${operation}*` : operation;
	const { requests, next } = await api.requests({ ...rest, operation: named, account: place().account, limit: PAGE, ...wanted });
	requests.reverse();
	if (next && wanted.after !== undefined) requests.push({ from: wanted.after + 1, to: next - 1 });
	return { requests, next };
}

function outcome({ outcome: words, status, error }) {
	const isFine = !error && status > 0 && status < 400;
	return isFine ? h("span.ok", icon("✓"), ` ${words}`) : h("span.bad", icon("✕"), ` ${words}`, error && !words.endsWith(error) && h("small", ` ${error}`));
}

function row(it) {
	if (it.to) return h("tr.gap", h("td", { colspan: 8 }, button(`and ${number(sizeOf([it]))} more`, () => open(it))));
	const name = link(hash("journal", it.id, filters()), it.operation ?? "–");
	const time = timeOfDay(it.at);
	return h(
		"tr",
		{ click: (event) => event.target.closest("a") || getSelection()?.toString() || name.click() },
		h("td.dim.even", { title: utc(it.at) }, time.slice(0, 8), h("small", time.slice(8))),
		h("td", name, h("small", ` ${it.provider}`), it.unread > 0 && h("span.tag.warn", { title: "members that no operation read" }, `${it.unread} unread`)),
		h("td.wide.code", `${it.method} ${it.path.slice(0, LONG)}`),
		h("td.figure", it.status ?? "–"),
		h("td", { title: it.outcome }, outcome(it)),
		h("td.wide", it.rule && link(hash("rules", it.rule), it.rule)),
		h("td.wide.account", it.account ?? "–"),
		h("td.figure.wide", it.elapsed_ms.toFixed(1)),
	);
}

const nodeOf = (id) => [...entries.children].find((node) => node.dataset.key === id);

function draw() {
	if (rows.length > MOST) {
		rows.length = MOST;
		next = rows[MOST - 1].from ?? rows[MOST - 1].number;
	}
	keyed(entries, rows, (it) => it.id ?? `to ${it.to}`, row);
	entries.querySelector(".chosen")?.classList.remove("chosen");
	nodeOf(shownId)?.classList.add("chosen");
	at("older").hidden = next === undefined;
	list.hidden = !rows.length;
	at("empty").hidden = rows.length > 0;
	if (!rows.length) attempt(sayNone);
}

async function sayNone() {
	const say = (title, ...rest) => fill(at("empty"), h("h3", title), rest);
	if (isFiltered()) return say("No such request", h("p", "Nothing in the journal is what the filters want."));
	if (at("empty").querySelector("pre")) return;
	const { journal, services } = await api.about();
	if (!journal.entries) return say("Nothing is kept", h("p", "certmock was started with --journal-entries 0."));
	const choose = () => set(command, service.value);
	const service = h("select", { "aria-label": "Service", change: choose }, services.map(({ title, curl }) => curl && h("option", { value: curl }, title)));
	const command = h("pre", { tabindex: 0 });
	choose();
	if (!rows.length && !isFiltered()) say("No request yet", h("p", "Ask it for something of ", service, " and see it here:"), command, copier("Copy", () => command.textContent, "The command"));
}

async function load() {
	const wanted = shownFor;
	const found = await ask({});
	if (wanted !== shownFor) return;
	[rows, next] = [found.requests, found.next];
	newest = Math.max(newest, rows[0]?.number ?? 0);
	at("newer").hidden = true;
	draw();
}

async function older() {
	const found = await ask({ before: next });
	rows = [...rows, ...found.requests].slice(-MOST);
	next = found.next;
	newest = rows[0].to ?? rows[0].number;
	draw();
	await take(true);
}

async function open(gap) {
	const { requests } = await ask({ after: gap.from - 1, before: gap.to + 1 });
	rows.splice(rows.indexOf(gap), 1, ...requests);
	draw();
}

/** Asks for what is new, at once or when the table has rested. It waits where somebody reads. */
async function follow() {
	if (!shownFor || at("in-journal").hidden || at("pause").ariaPressed === "true") return;
	isBehind = resting > 0;
	if (isBehind) return;
	resting = setTimeout(() => {
		resting = 0;
		if (isBehind) attempt(follow);
	}, REST);
	await take(shownId !== "" || at("rows").scrollTop > 8);
}

/** Shows what is new, or how much that is; says so once a second at most. */
async function take(isHeld) {
	const after = newest;
	const { requests } = await ask({ after, limit: NEW });
	if (after !== newest) return;
	const size = sizeOf(requests);
	at("newer").hidden = !isHeld || !size;
	set(at("newer"), `${number(size)} newer`);
	unsaid = isHeld ? size : unsaid + size;
	saying ||= setTimeout(() => {
		if (unsaid) set(at("said"), count(unsaid, "new request"));
		[unsaid, saying] = [0, 0];
	}, 1000);
	if (isHeld || !size) return;
	newest = requests[0].number;
	rows.unshift(...requests);
	draw();
}

/** A value as a tree, of which what is long is shown when it is asked for. */
function tree(value, unread = new Set(), path = "") {
	if (typeof value === "string") {
		const short = value.split("\n", 1)[0].slice(0, LONG);
		const node = h("span.code.block", short);
		const all = short !== value && button(`… ${bytes(value.length)}`, () => (fill(node, value), all.remove()), { class: "plain", "aria-label": `Show all ${bytes(value.length)}` });
		return [node, all];
	}
	const members = Object.entries(value ?? {});
	if (!members.length) return h("span.code.literal", JSON.stringify(value));
	const list = h("ul.tree");
	const more = (from) => {
		for (const [name, member] of members.slice(from, from + MANY)) {
			list.append(h("li", h("span.code.dim", `${name}: `), unread.has(path + name) && h("span.tag.warn", "not read"), tree(member, unread, `${path}${name}.`)));
		}
		const left = members.length - from - MANY;
		const item = h("li", button(`${number(left)} more`, () => (item.remove(), more(from + MANY)), { class: "plain" }));
		if (left > 0) list.append(item);
	};
	more(0);
	return list;
}

const part = (title, ...children) => children.some(Boolean) && h("section", h("h4", title), children);
const block = (title, text) => text && [h("h5", title), h("pre", { tabindex: 0 }, text)];

async function showEntry(id) {
	const was = shownId;
	shownId = id;
	pane.hidden = !id;
	draw();
	if (!id) return nodeOf(was)?.querySelector("a").focus();
	const close = h("a.button.end", { href: hash("journal", "", filters()), "aria-label": "Close" }, "✕");
	try {
		const entry = await api.request(id);
		if (shownId === id) drawEntry(entry, close);
	} catch (error) {
		fill(pane, close, h("p.empty", error.message));
	}
	pane.scrollTop = 0;
}

function drawEntry(entry, close) {
	const { service, docs, error } = entry.documented ?? {};
	const { canonical_request: canonical, string_to_sign: signed, tried, ...rest } = entry.explanation ?? {};
	const { type, bytes: size, cut, body } = entry.answer ?? {};
	fill(
		pane,
		h("div.bar", h("h3", entry.operation ?? "No operation", h("small", ` ${service ?? entry.provider}`)), close),
		h("p.big", `${entry.status ?? "No answer"} `, outcome(entry)),
		h(
			"p.actions",
			entry.documented && [h("a.button", { href: hash("rules", "", { operation: `${entry.provider}.${entry.operation}` }) }, "Arm an error for this operation"), copier("Copy as fixture rule", () => api.request(entry.id, "fixture"), "The rule")],
			copier("Copy as curl", () => api.request(entry.id, "curl"), "The command, without credentials and secrets,"),
		),
		part(
			"Why",
			entry.rule && h("p", "The rule ", link(hash("rules", entry.rule), entry.rule), " answered."),
			error && [h("p", codes(error)), h("p", error.en), h("p", { lang: "zh" }, error.zh)],
			entry.flaw && h("p", entry.flaw),
			signed && h("p", "The signature that came is not the one that the secret gives: the secret is another, or the client signed something else than this. The server read the host ", h("code", entry.host), "."),
			block("Canonical request", canonical),
			block("String to sign", signed),
			Object.keys(rest).length > 0 && tree(rest),
			tried && h("details", h("summary", `Tried, and not it either: ${count(tried.length, "reading")} of the request`), tree(tried)),
		),
		part(
			"Asked",
			h("p.code", `${entry.method} `, tree(entry.path)),
			h("p.dim", `${entry.scheme}, ${entry.via}, host ${entry.host}`, h("br"), entry.account === null ? "no account" : `account ${entry.account}${entry.verified ? ", verified" : ""}`, h("br"), h("span", { title: utc(entry.at) }, timeOfDay(entry.at)), `, took ${entry.elapsed_ms.toFixed(2)} ms, number ${entry.number}`),
			entry.unread && h("p.warn", icon("▲"), ` No operation read ${count(entry.unread.length, "member")} of it.`),
			entry.parameters && tree(entry.parameters, new Set(entry.unread)),
		),
		part("Answered", h("p.dim", entry.answer ? [type, bytes(size), cut && "cut here"].filter(Boolean).join(", ") : "No answer left."), body !== undefined && tree(body), docs?.startsWith("https:") && h("p", h("a", { href: docs, rel: "noreferrer", target: "_blank" }, "The vendor's page"), " of this operation.")),
	);
}

on("filters", "submit", (event) => event.preventDefault());
let asking = 0;
on("filters", "input", () => {
	clearTimeout(asking);
	const { rule } = filters();
	asking = setTimeout(() => {
		location.hash = hash("journal", shownId, { ...Object.fromEntries(new FormData(at("filters"))), rule });
	}, 250);
});
on("clear", "click", () => (location.hash = hash("journal", shownId)));
on("older", "click", older);
on("newer", "click", async () => {
	await take(false);
	at("rows").scrollTop = 0;
	entries.querySelector("a")?.focus();
});
on("rows", "scroll", () => at("newer").hidden || follow());
on("forget", "click", async () => {
	const { account } = place();
	if (await sure("Forget the journal?", `The requests of ${account || "all accounts"} are forgotten.`)) await api.forget(account).then(load);
});
on("in-journal", "keydown", (event) => {
	if (event.target.matches("input, select")) return;
	if (event.key === "Escape" && shownId) location.hash = hash("journal", "", filters());
	const links = [...entries.querySelectorAll("td:nth-child(2) a, button")];
	const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
	if (!step || !links.includes(event.target)) return;
	event.preventDefault();
	links[links.indexOf(event.target) + step]?.focus();
});

export const journal = {
	needs: ["journal"],

	async show({ account, id, wanted }) {
		const asked = JSON.stringify([account, filters()]);
		at("clear").hidden = !isFiltered();
		for (const field of at("filters")) {
			if (field !== document.activeElement) field.value = wanted.get(field.name) ?? "";
		}
		if (asked !== shownFor) {
			shownFor = asked;
			at("rows").scrollTop = 0;
			entries.replaceChildren();
			await load();
		}
		if (id !== shownId) await showEntry(id);
		attempt(follow);
	},

	refresh: load,

	/** Begins with a server that counts anew. */
	begin() {
		newest = 0;
		if (shownFor) attempt(load);
	},

	follow: () => attempt(follow),
};
