// The rules that are armed, and an error armed with two clicks.

import { api } from "./api.js";
import { at, button, codes, copier, count, done, fill, h, hash, keyed, link, number, on, place, span, table } from "./dom.js";

/** How many rules are shown, and how many operations. */
const MOST = 200;
const FOUND = 12;

const words = (value) => Object.entries(value).map(([name, it]) => `${name} ${typeof it === "string" ? it : JSON.stringify(it)}`).join(", ");

function cells({ name, when, then, calls, ...it }) {
	const by = Object.entries(it.accounts).map(([name, it]) => `${name || "nobody"}: ${it.hits} of ${it.calls}`);
	const hits = `${number(it.hits)} of ${number(it.calls_seen)}`;
	const { member, request, wanted, found } = it.nearest ?? {};
	return [
		h("td", h("b", name), !it.armed && h("small", " its time is over"), it.used_up && h("small", " used up")),
		h("td", h("span.code", when.operation), when.account && h("small", ` ${when.account}`), when.request && h("div.code.dim", JSON.stringify(when.request))),
		h("td", h("span.code", words(then)), h("small", ` ${calls ? words(calls) : "always"}`)),
		h("td.figure", it.hits ? h("a", { href: hash("journal", "", { rule: name }), title: by.join("\n") }, hits) : hits),
		h("td.figure.wide", it.left_s === undefined ? "–" : span(it.left_s)),
		h("td.wide", member && [link(hash("journal", request), member), h("small", ` wanted ${JSON.stringify(wanted)}, found ${JSON.stringify(found)}`)]),
	];
}

function row({ name, when }) {
	const disarm = async () => {
		const next = node.nextElementSibling ?? node.previousElementSibling;
		await api.disarm(name, when.account);
		done(`${name} is disarmed`, "rules");
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
	fill(at("rule-list"), shown.length ? h("div.scroll", armed, shown.length > MOST && h("p.dim", `and ${number(shown.length - MOST)} more`)) : h("p.dim.bar", h("b", "No rule is armed."), " Every request is answered as the service would."));
	return shown.length;
}

async function find() {
	const wanted = at("search").value.toLowerCase().split(/\s+/);
	const all = [...(await api.catalogue()).values()];
	const found = all.filter(({ name, provider }) => wanted.every((word) => `${name} ${provider.title}`.toLowerCase().includes(word)));
	at("found").hidden = !wanted[0] || at("search").value === place().wanted.get("operation");
	keyed(at("found"), found.slice(0, FOUND), ({ name }) => name, ({ name, operation, provider }) => h("li", link(hash("rules", "", { operation: name }), operation.name, h("small", ` ${provider.title}. ${operation.summary}`))));
}

/** What a rule may say instead, by the words of a button. */
const CHANGES = {
	"Every second call": { calls: { every: 2 } },
	"All after the third": { calls: { after: 3 } },
	"Every call": { calls: undefined },
	"For good": { ttl: undefined },
	"Late": { then: { delay: "2s" } },
	"Broken off": { then: { transport: "close" } },
	"Done all the same": { then: { applied: true } },
	"Expired in TLS": { then: { tls: "expired" } },
};

/** The rule that is armed; a click on an error puts that error in. */
const draft = h("textarea", { rows: 12, "aria-label": "The rule" });
const more = [
	h("p.actions", Object.entries(CHANGES).map(([words, change]) => button(words, () => write(change)))),
	draft,
	h("p.actions", button("Arm without an error", () => arm()), copier("Copy as fixture", () => JSON.stringify({ certmock: 1, rules: [read()] }, null, 2), "The fixture")),
];

/** The rule as it is written, with a name of its own where it has none. @param {any} [error] */
function read(error) {
	const { name, then, ...rule } = JSON.parse(draft.value);
	const all = error ? { error: error.name, ...then } : then;
	return { name: name ?? `${error?.name ?? words(then)} at ${rule.when.operation}`, ...rule, then: all };
}

function write(change, rule = JSON.parse(draft.value)) {
	const it = { ...rule, ...change, then: { ...rule.then, ...change.then } };
	if (it.then.tls) it.when.operation = it.when.operation.replace(/\..*/, ".*");
	draft.value = JSON.stringify(it, null, 2);
}

async function arm(error) {
	const rule = read(error);
	await api.arm(rule, place().account);
	done(`Armed: ${rule.name}`, "rules");
	// What was clicked stays under the pointer though the list above it grows.
	const [view, top] = [at("in-rules"), at("errors").offsetTop];
	await list();
	view.scrollTop += at("errors").offsetTop - top;
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
	const met = (await api.coverage(account)).by_operation[name]?.errors ?? {};
	const line = (error) => h("li", button(codes(error), () => arm(error), { "data-name": error.name }), h("span.dim.figure", error.status), h("span", error.en || error.zh, met[error.name] && h("small", " met already")));
	const block = (title, errors) => errors.length > 0 && [h("h5", title), h("ul.errors", errors.map(line))];
	write({}, { when: { operation: name }, calls: { first: 1 }, ttl: "10m" });
	fill(
		at("errors"),
		h("h4", "2. What the next call answers: a click on an error arms it"),
		h("p", it.operation.summary, h("small", ` The next call of ${account || "each account"} meets it, within ten minutes; the one after does not.`)),
		h("details", h("summary", "More…"), more),
		block(`${count(it.errors.length, "error")} of this operation`, it.errors),
		block("Of any operation", it.provider.errors.filter(({ name }) => !it.errors.some((own) => own.name === name))),
	);
	const buttons = [...at("errors").querySelectorAll(".errors button")];
	(buttons.find((node) => node.dataset.name === wanted.get("error")) ?? buttons[0])?.focus();
}

on("search", "input", find);
on("search", "keydown", (event) => event.key === "Enter" && at("found").querySelector("a")?.click());

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
