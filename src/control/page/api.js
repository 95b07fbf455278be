// What the page asks certmock for, which anybody can ask for.

import { query } from "./text.js";

/** Asks for a method and a path below this document; what is refused is an error, in certmock's words. @param {any} [body] */
async function ask(what, wanted = {}, body) {
	const [method, path] = what.split(" ");
	const sent = body && { body: JSON.stringify(body), headers: { "Content-Type": "application/json" } };
	const answer = await fetch(`.${path}${query(wanted)}`, { method, ...sent });
	const text = await answer.text();
	const read = answer.headers.get("content-type") === "application/json" ? JSON.parse(text) : text;
	if (!answer.ok) throw new Error(read.error ?? `certmock answers ${answer.status}`);
	return read;
}

/** @type {Map<string, any> | undefined} */
let catalogue;

async function readCatalogue() {
	const { providers } = await ask("GET /catalogue");
	const rows = providers.flatMap((provider) => provider.operations.map((operation) => ({ name: `${provider.id}.${operation.name}`, provider, operation, errors: operation.errors })));
	return new Map(rows.map((row) => [row.name, row]));
}

export const api = {
	/** Every operation, its provider and its errors, by `provider.Operation`; asked for once. */
	catalogue: async () => (catalogue ??= await readCatalogue()),
	about: () => ask("GET /about"),
	accounts: (wanted) => ask("GET /accounts", wanted),
	requests: (wanted) => ask("GET /requests", { brief: true, ...wanted }),
	request: (id, format = "json") => ask(`GET /requests/${encodeURIComponent(id)}`, { format }),
	forget: (account) => ask("DELETE /requests", { account }),
	certificates: (wanted) => ask("GET /certificates", wanted),
	rules: (account) => ask("GET /rules", { account }),
	arm: (rule, account) => ask("POST /rules", { account }, rule),
	disarm: (name, account) => ask("DELETE /rules", { name, account }),
	coverage: (account) => ask("GET /coverage", { account }),
	clock: (account) => ask("GET /clock", { account }),
	advance: (by, account) => ask("POST /clock/advance", { account }, { by }),
	setClock: (clock, account) => ask("PUT /clock", { account }, clock),
	fixtures: () => ask("GET /fixtures"),
	load: (name) => ask("POST /fixtures", { name }),
	reset: (account) => ask("POST /reset", { account }),
	strays: () => ask("GET /strays"),
	forgetStrays: () => ask("DELETE /strays"),
};
