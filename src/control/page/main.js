// The header, and which view is shown.

import { api } from "./api.js";
import { certificates } from "./certificates.js";
import { coverage } from "./coverage.js";
import { at, attempt, copier, count, h, hash, keyed, on, place, readHash, set } from "./dom.js";
import { journal } from "./journal.js";
import { listen } from "./live.js";
import { rules } from "./rules.js";
import { setup } from "./setup.js";

/** A view shows what is wanted, and again where what it needs has changed. @type {Record<string, {needs: string[], show: Function, refresh: () => any}>} */
const views = { journal, certificates, rules, coverage, setup };

/** How many accounts can be chosen from; any other can stand in the address. */
const MOST = 200;

let account = place().account;

const current = () => (views[place().view] ? place().view : "journal");

async function show() {
	const here = place();
	for (const tab of document.querySelectorAll("nav a")) {
		const { view } = readHash(tab.getAttribute("href"));
		const isCurrent = view === current();
		at(`in-${view}`).hidden = !isCurrent;
		tab.setAttribute("href", hash(view));
		tab.ariaCurrent = isCurrent ? "page" : null;
	}
	document.title = `certmock: ${current()}`;
	document.body.classList.toggle("one-account", here.account !== "");
	if (account !== here.account) {
		account = here.account;
		stream.again();
		attempt(showAccounts);
	}
	await views[current()].show(here);
}

async function showAbout() {
	const { version, auth } = await api.about();
	set(at("version"), version);
	set(at("auth"), `auth ${auth}`);
}

async function showAccounts() {
	const shown = await api.accounts({ latest: MOST });
	if (account && !shown.some((it) => it.name === account)) shown.push({ name: account, requests: 0 });
	keyed(at("account"), [{ name: "" }, ...shown], (it) => it.name, (it) => h("option", { value: it.name }), (node, it) => set(node, it.name ? `${it.name} (${count(it.requests, "request")})` : "all"));
	at("account").value = account;
}

async function showArmed() {
	const { rules } = await api.rules("");
	set(at("armed"), rules.filter(({ armed }) => armed).length || "");
}

/** What has changed since it was shown. */
let stale = new Set();
let timer = 0;

/** Has what changed shown again, once a second at most; requests are shown at once. */
function changed(what) {
	if (what.includes("requests")) journal.follow();
	what.forEach((it) => stale.add(it));
	timer ||= setTimeout(async () => {
		const has = (...names) => names.some((it) => old.has(it));
		const old = stale;
		stale = new Set();
		await attempt(() => Promise.all([has("requests", "journal", "state", "clock") && showAccounts(), has("rules") && showArmed(), has(...views[current()].needs) && views[current()].refresh()]));
		timer = 0;
		if (stale.size) changed([]);
	}, 1000);
}

const stream = listen({
	account: () => account,
	begin() {
		journal.begin();
		attempt(showAbout);
	},
	changed,
	say(state, words = state) {
		at("live").className = state;
		set(at("live").lastElementChild, words);
	},
});

addEventListener("hashchange", () => attempt(show));
addEventListener("certmock", (/** @type {any} */ event) => {
	changed(event.detail);
	attempt(views[current()].refresh);
});
on("account", "change", () => (location.hash = hash(current(), "", { ...Object.fromEntries(place().wanted), account: at("account").value })));
on("pause", "click", () => {
	const pause = at("pause").ariaPressed === "false";
	at("pause").ariaPressed = String(pause);
	stream.pause(pause);
});
at("auth").before(copier(location.host, () => location.origin, "The address"));
const turnTheme = () => (document.documentElement.style.colorScheme = at("theme").value);
at("theme").value = localStorage.getItem("theme") ?? "";
on("theme", "change", () => localStorage.setItem("theme", turnTheme()));
turnTheme();
[showAbout, showAccounts, showArmed, show].forEach(attempt);
