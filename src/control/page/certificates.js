// The certificates that accounts hold, the one that ends first at the top.

import { api } from "./api.js";
import { at, button, changed, fill, h, hash, icon, keyed, link, on, place, set, table, tell } from "./dom.js";
import { commonName, count, fromNow, utc } from "./text.js";

/** How many are shown, and how soon is soon, in seconds. */
const MOST = 1000;
const SOON = 30 * 86400;

const hasEnded = (it) => it.left_s !== null && it.left_s < 0;
const isFlawed = (it) => it.flaws.length > Number(hasEnded(it));

function state(it) {
  if (hasEnded(it)) return ["bad", "✕", "expired"];
  if (isFlawed(it)) return ["bad", "▲", "flawed"];
  return it.left_s < SOON ? ["warn", "◔", "soon"] : ["ok", "✓", "good"];
}

/** What follows the leaf, up to who is not there. */
function chain([leaf, ...rest]) {
  const last = rest.at(-1) ?? leaf;
  if (!last) return "–";
  if (last === leaf && leaf.self_issued) return "issued by itself";
  return ["leaf", ...rest.map(({ subject }) => commonName(subject)), ...(last.self_issued ? [] : [commonName(last.issuer)])].join(" → ");
}

function row(it) {
  const [kind, sign, word] = state(it);
  const match = it.key_matches === null ? "no private key" : it.key_matches ? "key matches" : "key does not match";
  return h(
    "tr",
    h("td.even", h("span", { class: kind }, icon(sign), ` ${word}`)),
    h("td", h("b", it.names.join(", ") || it.name || it.id), it.flaws.map((flaw) => (hasEnded(it) && flaw.includes("expired at") ? null : h("p.bad", flaw)))),
    h("td.even", it.not_after ? [h("span", { title: utc(it.not_after) }, it.not_after.slice(0, 10)), h("br"), h("small", { class: kind === "ok" ? "" : kind }, fromNow(it.left_s))] : "–"),
    h("td", it.provider, h("small", ` ${it.account}`), h("br"), h("span.code.dim", it.id), it.name !== it.id && h("small", ` ${it.name}`)),
    h("td.wide.even", it.key ? `${it.key.algorithm}-${it.key.bits}` : "–", h("br"), h("small", match)),
    h("td.wide", chain(it.chain)),
    h("td.wide", it.used_by.slice(0, 5).map((it) => h("div.code", it)), it.used_by.length > 5 && h("small", `and ${it.used_by.length - 5} more`)),
  );
}

const list = table("Certificates, by when they expire", ["State", "Names", "Expires", "Held at", "Key.wide", "Chain.wide", "Used by.wide"]);

async function show() {
  const { account } = place();
  const [{ certificates, next }, accounts] = await Promise.all([api.certificates({ account, limit: MOST, within: at("soon").checked && "30d" }), api.accounts()]);
  const shown = certificates.filter((it) => !at("flawed").checked || isFlawed(it));
  shown.sort((one, other) => (one.left_s ?? -Infinity) - (other.left_s ?? -Infinity));
  set(at("held"), `${count(shown.length, "certificate")}${next ? ", the first of more: choose an account" : ""}`);
  keyed(list.tBodies[0], shown, ({ left_s, ...it }) => JSON.stringify([it, fromNow(left_s)]), row);
  const none = h("div.empty", h("h3", "No certificate"), h("p", "Upload one with your client, or ", link(hash("setup"), "load a fixture"), "."));
  fill(at("certificate-list"), shown.length ? list : none);
  const moved = accounts.filter((it) => (!account || it.name === account) && (it.clock.at || it.clock.offset));
  const who = moved.length > 1 ? count(moved.length, "account") : moved[0]?.name;
  at("moved").className = who ? "note" : "dim actions";
  fill(at("moved"), icon("◷"), who ? ` For ${who} it is ${utc(moved[0].clock.now)}, not the real time. ` : " By the real time. ", button("+30 d", advance), who && [" ", button("The real time", () => turn(api.setClock({}, account), "The real time again"))]);
}

const advance = () => turn(api.advance("30d", place().account), "The clock went on by 30 days");

async function turn(turned, words) {
  await turned;
  changed("clock");
  tell(words);
  await show();
}

for (const id of ["soon", "flawed"]) on(id, "change", show);

export const certificates = { needs: ["state", "clock"], show, refresh: show };
