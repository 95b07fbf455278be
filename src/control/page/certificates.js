// The certificates that accounts hold, the one that ends first at the top.

import { api } from "./api.js";
import { at, button, count, fill, fromNow, h, hash, icon, keyed, link, on, place, set, table, utc } from "./dom.js";
import { advance, showRealTime } from "./setup.js";

const MOST = 1000;

/** What stands beside a certificate's state. */
const STATES = { expired: ["bad", "✕"], flawed: ["bad", "▲"], soon: ["warn", "◔"], good: ["ok", "✓"] };

function row(it) {
	const [kind, sign] = STATES[it.state];
	const match = it.key_matches === null ? "no private key" : it.key_matches ? "key matches" : "key does not match";
	// That it has expired is said beside.
	const flaws = it.flaws.filter((flaw) => it.state !== "expired" || !flaw.includes("expired at"));
	const chain = it.chain.map(({ subject, not_after }) => h("p.code", `${subject}, until ${not_after.slice(0, 10)}`));
	return h(
		"tr",
		h("td.even", h("span", { class: kind }, icon(sign), ` ${it.state}`)),
		h("td", h("b", it.names.join(", ") || it.name || it.id), flaws.map((flaw) => h("p.bad", flaw))),
		h("td.even", it.not_after ? [h("span", { title: utc(it.not_after) }, it.not_after.slice(0, 10)), h("br"), h("small", { class: kind !== "ok" && kind }, fromNow(it.left_s))] : "–"),
		h("td", it.provider, h("small", ` ${it.account}`), h("br"), h("span.code.dim", it.id), it.name !== it.id && h("small", ` ${it.name}`)),
		h("td.wide.even", it.key ? `${it.key.algorithm}-${it.key.bits}` : "–", h("br"), h("small", match)),
		h("td.wide", chain.length ? h("details", h("summary", it.issuers.length ? ["leaf", ...it.issuers].join(" → ") : "issued by itself"), chain) : "–"),
		h("td.wide", it.used_by.slice(0, 5).map((it) => h("div.code", it)), it.used_by.length > 5 && h("small", `and ${it.used_by.length - 5} more`)),
	);
}

const list = table("Certificates, by when they expire", ["State", "Names", "Expires", "Held at", "Key.wide", "Chain.wide", "Used by.wide"]);

async function show() {
	const { account } = place();
	const [{ certificates, next }, accounts] = await Promise.all([api.certificates({ account, limit: MOST, within: at("soon").checked && "30d", flawed: at("flawed").checked }), api.accounts()]);
	certificates.sort((one, other) => (one.left_s ?? -Infinity) - (other.left_s ?? -Infinity));
	set(at("held"), `${count(certificates.length, "certificate")}${next ? ", the first of more: choose an account" : ""}`);
	keyed(list.tBodies[0], certificates, ({ left_s, ...it }) => JSON.stringify([it, fromNow(left_s)]), row);
	const none = h("div.empty", h("h3", "No certificate"), h("p", "Upload one with your client, or ", link(hash("setup"), "load a fixture"), "."));
	fill(at("certificate-list"), certificates.length ? list : none);
	const moved = accounts.filter((it) => (!account || it.name === account) && (it.clock.at || it.clock.offset));
	const who = moved.length > 1 ? count(moved.length, "account") : moved[0]?.name;
	at("moved").className = who ? "card note" : "dim actions";
	fill(at("moved"), icon("◷"), who ? ` For ${who} it is ${utc(moved[0].clock.now)}, not the real time. ` : " By the real time. ", button("+30 d", () => advance(30)), who && [" ", button("The real time", showRealTime)]);
}

for (const id of ["soon", "flawed"]) on(id, "change", show);

export const certificates = { needs: ["state", "clock"], show, refresh: show };
