// Clocks, fixtures, reset, what went astray, and what this server is.

import { api } from "./api.js";
import { at, button, bytes, copier, count, done, fill, h, hash, icon, keyed, link, number, place, span, sure, table, timeOfDay, utc } from "./dom.js";

/** How many clocks and strays are shown. */
const MOST = 20;

async function turn(act) {
	await act(place().account);
	done("The clock is turned", "clock");
}

export const advance = (days) => turn((account) => api.advance(`${days}d`, account));
export const showRealTime = () => turn((account) => api.setClock({}, account));

const clocks = table("Clocks", ["Account", "Shows.figure", "Mode"]);
const whose = h("p.dim");
const moment = h("input", { type: "datetime-local", step: 1 });
fill(
	at("clocks"),
	h("h3", "Clocks"),
	clocks,
	whose,
	h("p.actions", [1, 30, 60].map((days) => button(`+${days} d`, () => advance(days))), button("The real time again", showRealTime)),
	h("p.actions", h("label", "Stand at, in UTC ", moment), button("Set", () => moment.value && turn((account) => api.setClock({ at: `${moment.value.padEnd(19, ":00")}Z` }, account)))),
);

async function showClocks() {
	const { account } = place();
	const { accounts = {}, ...own } = await api.clock(account);
	const all = Object.entries({ [account || "a new account"]: own, ...accounts });
	keyed(clocks.tBodies[0], all.slice(0, MOST), ([name]) => name, () => h("tr"), (node, [name, { now, at, offset }]) =>
		fill(node, h("td", name), h("td.figure", utc(now)), at || offset ? h("td.warn.even", icon("◷"), at ? " stands" : ` runs, ${offset}`) : h("td.dim.even", "the real time")));
	fill(whose, all.length > MOST && `And ${number(all.length - MOST)} more. `, `What is turned here: ${account ? `the clock of ${account}` : "the clocks of all"}.`);
}

async function load(name) {
	await api.load(name);
	done(`${name} is loaded`, "rules", "state", "clock");
}

async function showFixtures() {
	const folders = Map.groupBy(await api.fixtures(), ({ name }) => name.split("/").at(-2));
	const line = ({ name, title }) => h("li", button("Load", () => load(name), { "aria-label": `Load ${name}` }), h("span", h("b", name), h("br"), h("small", title)));
	fill(at("fixtures"), h("h3", "Fixtures"), h("p.dim", "What one says takes the place of what is there of the same name."), [...folders].map(([folder, fixtures]) => h("details", { open: !folder }, h("summary", folder ?? "For all services", h("small", ` ${fixtures.length}`)), h("ul.lines", fixtures.map(line)))));
}

async function showStrays() {
	const { strays } = await api.strays();
	const row = (it) => h("tr", h("td.dim.even", { title: utc(it.at) }, timeOfDay(it.at)), h("td", h("span.code", it.host + (it.port ? `:${it.port}` : "")), h("small", ` ${it.words} ${it.detail ?? ""}`), it.rule && link(hash("rules", it.rule), it.rule)), h("td.figure", `×${number(it.count)}`));
	const command = `eval "$(certmock env --at ${location.origin})"`;
	fill(
		at("strays"),
		h("h3", "Strays"),
		h("p.dim", "Who connected and brought no request to answer."),
		strays.length ? [table("Strays, the latest first", [], strays.slice(-MOST).reverse().map(row)), h("p.actions", button("Forget them", () => api.forgetStrays().then(showStrays)))] : h("p", "None."),
		h("small", "To have unmodified clients ask this server, and trust it:"),
		h("p.actions", h("code", command), copier("Copy", () => command, "The command")),
	);
}

async function reset() {
	const { account } = place();
	if (!(await sure(account ? `Reset ${account}?` : "Reset everything?", "What was posted, put, armed and set since the start is gone then, and so is the journal."))) return;
	await api.reset(account);
	done("It begins again", "rules", "state", "clock", "journal");
	await show();
}

async function showAbout() {
	const { account } = place();
	const { journal, ...it } = await api.about();
	const facts = {
		"Listens on": it.addresses.join(", "),
		"Runs for": span(it.uptime_ms / 1000),
		Ids: it.seed_fixed ? "the same in every run (--seed)" : "others in every run",
		Journal: journal.entries ? `${number(journal.kept.entries)} of ${count(journal.entries, "request")}, ${bytes(journal.kept.bytes)} of ${bytes(journal.bytes)}` : "keeps nothing (--journal-entries 0)",
	};
	fill(
		at("about"),
		h("h3", "This server"),
		h("dl", Object.entries(facts).map(([name, value]) => [h("dt", name), h("dd", value)])),
		h("p.actions", ["ca.pem", "ca.p12", "catalogue"].map((name) => link(name, name))),
		h("details", h("summary", "OpenAPI documents"), h("p.actions", link("openapi/control.json", "this control API"), it.services.map(({ id, title }) => link(`openapi/${id}.json`, title)))),
		h("details", h("summary", `Answers for ${count(it.answers_for.length, "host")}`), h("p.code", it.answers_for.join(", "))),
		h("p.actions", button(`Reset ${account || "everything"}…`, reset, { class: "bad" })),
	);
}

const refresh = () => Promise.all([showClocks(), showStrays()]);
const show = () => Promise.all([refresh(), showAbout(), at("fixtures").firstChild || showFixtures()]);

export const setup = { needs: ["clock", "strays"], show, refresh };
