// The header, and which view is shown.

import { api } from "./api.js";
import { certificates } from "./certificates.js";
import { coverage } from "./coverage.js";
import { at, attempt, copier, h, hash, keyed, on, place, set } from "./dom.js";
import { journal } from "./journal.js";
import { ALL, listen } from "./live.js";
import { rules } from "./rules.js";
import { setup } from "./setup.js";
import { count } from "./text.js";

/**
 * A view shows what is wanted, and again what it needs where that has changed.
 * @type {Record<string, {needs: string[], show: (here: ReturnType<typeof place>) => unknown, refresh: () => unknown}>}
 */
const views = { journal, certificates, rules, coverage, setup };

/** How many accounts can be chosen from; any other can stand in the address. */
const MOST = 200;

let account = place().account;

const current = () => (views[place().view] ? place().view : "journal");

async function show() {
  const here = place();
  for (const tab of document.querySelectorAll("nav a")) {
    const view = tab.id.slice(3);
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
  const accounts = await api.accounts();
  accounts.sort((one, other) => (other.last ?? "").localeCompare(one.last ?? "") || one.name.localeCompare(other.name));
  const shown = accounts.slice(0, MOST);
  if (account && !shown.some((it) => it.name === account)) shown.push({ name: account, requests: 0 });
  keyed(at("account"), [{ name: "" }, ...shown], (it) => it.name, (it) => h("option", { value: it.name }), (node, it) => set(node, it.name ? `${it.name} (${count(it.requests, "request")})` : "all"));
  at("account").value = account;
}

async function showArmed() {
  const { rules } = await api.rules("");
  const armed = rules.filter((rule) => rule.armed).length;
  set(at("armed"), armed);
  at("armed").hidden = !armed;
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
    changed(ALL);
  },
  changed,
  say(state, words = state) {
    at("live").className = state;
    set(at("live").lastElementChild, words);
    document.body.classList.toggle("old", state === "waiting" || state === "gone");
  },
});

addEventListener("hashchange", () => attempt(show));
addEventListener("certmock", (event) => changed(/** @type {CustomEvent} */ (event).detail));
on("account", "change", () => (location.hash = hash(current(), "", { ...Object.fromEntries(place().wanted), account: at("account").value })));
on("pause", "click", () => {
  const pause = at("pause").ariaPressed === "false";
  at("pause").ariaPressed = String(pause);
  stream.pause(pause);
});
at("auth").before(copier(location.host, () => location.origin, "The address"));
const turnTheme = () => (document.documentElement.dataset.theme = at("theme").value);
at("theme").value = localStorage.getItem("theme") ?? "system";
on("theme", "change", () => localStorage.setItem("theme", turnTheme()));
turnTheme();
[showAbout, showAccounts, showArmed, show].forEach(attempt);
