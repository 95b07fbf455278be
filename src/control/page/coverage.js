// Which operations and which of their errors were met.

import { api } from "./api.js";
import { at, fill, h, hash, keyed, link, number, place, set, table } from "./dom.js";

/** What was met, by operation. @type {Record<string, {requests: number, errors: Record<string, string>}>} */
let met = {};
/** @type {Map<string, any>} */
let catalogue;

const WORDS = { earned: "met by itself", ruled: "met by a rule", never: "never met" };

/** By what an operation's error was met. */
const how = (operation, error) => met[operation]?.errors[error] ?? "never";

function line({ name, operation, errors }) {
	const times = met[name]?.requests;
	const chip = (error) => {
		const kind = how(name, error.name);
		return h(`a.chip.${kind}`, { href: hash("rules", "", { operation: name, error: error.name }), title: `${error.en || error.zh}\nChoose it to arm it.`, "aria-label": `${error.name}, ${WORDS[kind]}` }, error.name);
	};
	return h("tr", h("td", link(hash("journal", "", { operation: name }), operation.name)), h("td.figure", times ? number(times) : "–"), h("td", errors.map(chip)));
}

function drawOperations(node, id) {
	const rows = [...catalogue.values()].filter(({ provider }) => provider.id === id);
	if (node.open) keyed(node.querySelector("tbody"), rows, ({ name }) => JSON.stringify([name, met[name]]), line);
}

function draw(node, { id, title, operations, errors, earned }) {
	fill(node.firstChild, h("b", title), h("span.even.dim", `operations met ${operations.met}/${operations.all}`), h("progress", { max: operations.all, value: operations.met, "aria-hidden": "true" }), h("span.even.dim", `errors met ${errors.met}/${errors.all} (${earned} earned)`));
	drawOperations(node, id);
}

async function show() {
	catalogue = await api.catalogue();
	const { by_operation, services, operations, errors } = await api.coverage(place().account);
	met = by_operation;
	set(at("totals"), `${number(operations.met)} of ${number(operations.all)} operations met, ${number(errors.met)} of ${number(errors.all)} errors`);
	const make = ({ id, title }) => h("details.card", { toggle: (event) => drawOperations(event.target, id) }, h("summary"), table(title, ["Operation", "Met.figure", "Errors"]));
	keyed(at("providers"), services, ({ id }) => id, make, draw);
}

export const coverage = { needs: ["requests"], show, refresh: show };
