// Elements from values. Children are nodes or text, never markup.

import { readHash, visible, writeHash } from "./text.js";

export * from "./text.js";

/**
 * An element, by its name and classes: `td.figure`. Functions among the properties are listeners.
 * @param {string} what @param {...any} rest properties, where there are some, and children @returns {any}
 */
export function h(what, ...rest) {
	const [tag, ...classes] = what.split(".");
	const node = document.createElement(tag);
	node.classList.add(...classes);
	const properties = rest[0]?.constructor === Object ? rest.shift() : {};
	for (const [name, value] of Object.entries(properties)) {
		if (typeof value === "function") node.addEventListener(name, value);
		else if (value != null && value !== false) node.setAttribute(name, value === true ? "" : value);
	}
	fill(node, ...rest);
	return node;
}

/** Has an element these children and no others; what is nothing, or false, is none. */
export function fill(node, ...children) {
	const there = children.flat(9).filter((child) => child || child === 0);
	node.replaceChildren(...there.map((child) => (child instanceof Node ? child : visible(child))));
}

/** Writes a text where it is another. */
export function set(node, text) {
	const shown = visible(text);
	if (node.textContent !== shown) node.textContent = shown;
}

/** Has a list a child for each item, in their order. Those that are there stay, with focus and selection. */
export function keyed(list, items, key, make, update) {
	const known = new Map([...list.children].map((child) => [child.dataset.key, child]));
	const nodes = items.map((item) => {
		const its = key(item);
		const node = known.get(its) ?? make(item);
		known.delete(its);
		node.dataset.key = its;
		update?.(node, item);
		return node;
	});
	const focused = /** @type {any} */ (document.activeElement);
	for (const node of known.values()) node.remove();
	let next = list.firstElementChild;
	for (const node of nodes) {
		if (node === next) next = next.nextElementSibling;
		else list.insertBefore(node, next);
	}
	if (list.contains(focused)) focused.focus();
}

/** The element of that id. @returns {any} */
export const at = (id) => document.getElementById(id);

/** A sign beside a word that says the same. */
export const icon = (sign) => h("span", { "aria-hidden": "true" }, sign);

/** An error's code, and its name where that is another. */
export const codes = ({ code, name }) => [h("b", code), !code.endsWith(name) && h("small", ` ${name}`)];

/** A table with such columns, by name and classes: `Status.figure`. */
export const table = (caption, columns, rows = []) =>
	h("table", h("caption.unseen", caption), columns.length > 0 && h("thead", h("tr", columns.map((it) => h(it.replace(/^[^.]*/, "th"), it.split(".")[0])))), h("tbody", rows));

/** Where the reader is: the view, what of it, and what is wanted there. */
export const place = () => readHash(location.hash);

/** Where something else is shown, for the same account. */
export const hash = (view, id = "", wanted = {}) => writeHash(view, id, { account: place().account, ...wanted });

export const link = (href, ...words) => h("a", { href }, words);

/** A button that does what takes time, and says so while it lasts. */
export function button(label, act, properties = {}) {
	const click = async () => {
		node.ariaBusy = "true";
		await attempt(act);
		node.ariaBusy = null;
	};
	const node = h("button", { click, ...properties }, label);
	return node;
}

export const on = (id, event, act) => at(id).addEventListener(event, (it) => attempt(() => act(it)));

/** Does something, or tells why not. */
export async function attempt(act) {
	try {
		await act();
	} catch (error) {
		tell(error.message, true);
	}
}

let forgetting = 0;

/** Tells what happened, for a while. */
export function tell(words, isError = false) {
	const told = at("told");
	set(told, words);
	told.hidden = false;
	told.className = isError ? "bad" : "";
	clearTimeout(forgetting);
	forgetting = setTimeout(() => (told.hidden = true), isError ? 12000 : 4000);
}

/** Tells what was done, and has shown again what that changed. */
export function done(words, ...what) {
	tell(words);
	dispatchEvent(new CustomEvent("certmock", { detail: what }));
}

/** Asks whether something is to be done. */
export function sure(question, words) {
	const ask = at("ask");
	set(at("question"), question);
	set(at("question").nextElementSibling, words);
	ask.returnValue = "no";
	ask.showModal();
	return new Promise((resolve) => ask.addEventListener("close", () => resolve(ask.returnValue === "yes"), { once: true }));
}

export const copier = (label, text, what) =>
	button(label, async () => {
		await navigator.clipboard.writeText(await text());
		tell(`${what} is copied`);
	});
