// What the page asks certmock for, which anybody can ask for.

/** Asks for a method and a path below this document; what is refused is an error, in certmock's words. @param {any} [body] */
async function ask(what, query = {}, body) {
  const [method, path] = what.split(" ");
  const wanted = Object.entries(query).filter(([, value]) => value);
  const parameters = new URLSearchParams(wanted).toString();
  const sent = body === undefined ? {} : { body: JSON.stringify(body), headers: { "Content-Type": "application/json" } };
  const answer = await fetch(`.${path}${parameters && `?${parameters}`}`, { method, ...sent });
  const text = await answer.text();
  const read = text && answer.headers.get("content-type") === "application/json" ? JSON.parse(text) : undefined;
  if (!answer.ok) throw new Error(read?.error ?? `certmock answers ${answer.status}`);
  return read;
}

/**
 * An operation, with the errors that are documented for it.
 * @typedef {{name: string, code: string, status: number, en: string, zh: string}} Documented
 * @typedef {{name: string, provider: any, operation: any, errors: Documented[]}} Row
 */

/** @type {Promise<Map<string, Row>> | undefined} */
let catalogue;

async function readCatalogue() {
  const { providers } = await ask("GET /catalogue");
  const rows = providers.flatMap((provider) => provider.operations.map((operation) => ({ name: `${provider.id}.${operation.name}`, provider, operation, errors: operation.errors })));
  return new Map(rows.map((row) => [row.name, row]));
}

export const api = {
  /** Every operation, by `provider.Operation`; asked for once. */
  catalogue() {
    catalogue ??= readCatalogue();
    catalogue.catch(() => (catalogue = undefined));
    return catalogue;
  },
  about: () => ask("GET /about"),
  accounts: () => ask("GET /accounts"),
  requests: (query) => ask("GET /requests", { brief: true, ...query }),
  request: (id) => ask(`GET /requests/${encodeURIComponent(id)}`),
  forget: (account) => ask("DELETE /requests", { account }),
  certificates: (query) => ask("GET /certificates", query),
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
