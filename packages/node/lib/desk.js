// The control API, of a whole server or of one account.

import { randomBytes } from "node:crypto";
import { inspect } from "node:util";
import { PATIENCE, refusal, SLOW } from "./control.js";
import { ArgumentError, CertmockError, WaitTimeout } from "./errors.js";

const UNITS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const LONGEST_WAIT = 300_000;

/** How many requests the message of a wait in vain names. */
const NAMED = 5;

/** Milliseconds, or a text as certmock reads it. */
function written(duration) {
  if (typeof duration === "number" && Number.isFinite(duration)) return `${Math.round(duration)}ms`;
  if (typeof duration === "string") return duration;
  throw new ArgumentError(`${inspect(duration)} is not a duration: write milliseconds, or a text like "60d"`);
}

/** How long a duration is, in milliseconds; the longest where only the server can tell. */
function lengthOf(duration) {
  const [, number, unit] = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(duration) ?? [];
  return unit ? number * UNITS[unit] : LONGEST_WAIT;
}

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** A rule; or an error that says what cannot be meant. */
function ruleOf(error, options) {
  if (typeof error !== "string" && !isObject(error)) {
    throw new ArgumentError(`${inspect(error)} is not an error code: write arm("ErrorCode", …) or arm({ then: {…}, … })`);
  }
  const { then, operation, request, calls, name, ttl } = typeof error === "string" ? { ...options, then: { error } } : error;
  if (then === undefined || (typeof error === "string" && options.then)) {
    throw new ArgumentError('write arm("ErrorCode", …) or arm({ then: {…}, … }), one of the two');
  }
  if (!isObject(then)) throw new ArgumentError(`then: ${inspect(then)}: write the answer, such as { transport: "reset" }`);
  if (request !== undefined && !isObject(request)) {
    throw new ArgumentError(`request: ${inspect(request)}: write the members that a request must have, such as { Alias: "web-*" }`);
  }
  if (calls !== undefined && !Number.isInteger(calls) && !isObject(calls)) {
    throw new ArgumentError(`calls: ${inspect(calls)}: write 2 for the first two, or { nth: [1, 3] }, { after: 2 }, { every: 2 }`);
  }
  return {
    name,
    when: { operation: operation ?? "*", request },
    calls: typeof calls === "number" ? { first: calls } : calls,
    ttl: ttl === undefined ? undefined : written(ttl),
    then,
  };
}

/** How many letters have to change for one word to become another. */
function distance(one, other) {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row.at(-1);
}

/** The rule for each operation of a vendor that documents the error, for a whole provider where all do. */
function narrowed(rule, error, vendor, catalogue) {
  const known = new Set();
  const operations = catalogue.filter(({ id }) => id.split("_")[0] === vendor).flatMap((provider) => {
    const named = provider.operations.filter(({ errors }) => {
      const words = errors.flatMap(({ name, code }) => [name, String(code)]);
      words.forEach((word) => known.add(word));
      return words.includes(error);
    });
    const names = named.length === provider.operations.length ? ["*"] : named.map(({ name }) => name);
    return names.map((name) => `${provider.id}.${name}`);
  });
  if (!operations.length) {
    const far = (word) => distance(word.toLowerCase(), error.toLowerCase());
    const near = [...known].filter((word) => far(word) <= error.length / 2).sort((one, other) => far(one) - far(other)).slice(0, 3);
    const hint = near.length ? `: did you mean ${near.join(", ")}?` : "";
    throw new CertmockError(`no operation of ${vendor} documents an error ${JSON.stringify(error)}${hint}`);
  }
  // One name, by which all of them are disarmed.
  const name = rule.name ?? (operations.length > 1 ? `${error}-${randomBytes(4).toString("hex")}` : undefined);
  return operations.map((operation) => ({ ...rule, name, when: { ...rule.when, operation } }));
}

/** What a server, or one account of it, can be told and asked. */
export class Desk {
  /** Asks the control API. Not for others. */
  _control;
  /** What narrows a question to the account. Not for others. */
  _of;

  constructor(control, account, vendor) {
    this._control = control;
    // What narrows an error to the operations that can meet it.
    Object.defineProperty(this, "_vendor", { value: vendor });
    this._of = { account };
  }

  /** Arms a rule; its name. `calls: 2` stands for the first two. */
  async arm(error, options = {}) {
    const rule = ruleOf(error, options);
    const anywhere = typeof error === "string" && options.operation === undefined && this._vendor !== undefined;
    const rules = anywhere ? narrowed(rule, error, this._vendor, await this._control.catalogue()) : rule;
    return (await this._control.call("POST", "/rules", this._of, rules)).armed[0];
  }

  /** Disarms the rule of that name, or all; how many there were. */
  async disarm(name) {
    return (await this._control.call("DELETE", "/rules", { ...this._of, name })).disarmed;
  }

  /** The rules, with their hits and the request that came nearest to each. */
  async rules() {
    return (await this._control.call("GET", "/rules", this._of)).rules;
  }

  /** The journal. */
  async requests(wanted = {}) {
    return (await this._control.call("GET", "/requests", { ...this._of, ...wanted })).requests;
  }

  /** Waits until so many requests have come, and throws `WaitTimeout` where they do not. */
  async wait(operation, { count = 1, timeout = "5s", ...wanted } = {}) {
    const query = { ...this._of, ...wanted, operation, count, timeout: written(timeout) };
    const patience = lengthOf(query.timeout) + PATIENCE;
    const { status, text } = await this._control.ask("GET", "/requests/wait", query, undefined, patience);
    if (status !== 200 && status !== 408) throw refusal(status, text, "the wait");
    const { error, requests } = JSON.parse(text);
    if (status !== 408) return requests;
    const came = await this.requests({ brief: true, limit: NAMED });
    const names = came.map((one) => `${one.operation ? `${one.provider}.${one.operation}` : one.path} (${one.outcome})`);
    const meanwhile = names.length ? `the last requests: ${names.join(", ")}` : "no requests arrived";
    throw new WaitTimeout(`${error} of ${operation ?? "any operation"}; ${meanwhile}`, requests);
  }

  /** Advances the clock; the clock, as it is then. */
  async advance(by) {
    return this._control.call("POST", "/clock/advance", this._of, { by: written(by) });
  }

  /** Has the clock stand at a moment, or run with an offset; with neither it shows the real time. */
  async setClock({ at, offset } = {}) {
    const isDate = at instanceof Date && !Number.isNaN(at.getTime());
    if (at !== undefined && typeof at !== "string" && !isDate) {
      throw new ArgumentError(`${inspect(at)} is not a time: write a Date, or a text like "2026-01-15T08:00:00Z"`);
    }
    const setting = { at: isDate ? at.toISOString() : at, offset: offset === undefined ? undefined : written(offset) };
    return this._control.call("PUT", "/clock", this._of, setting);
  }

  /** The certificates that are held. */
  async certificates(wanted = {}) {
    const found = [];
    let after;
    do {
      const listed = await this._control.call("GET", "/certificates", { ...this._of, after, ...wanted });
      found.push(...listed.certificates);
      after = listed.next;
    } while (after);
    return found;
  }

  /** What is held, by account and provider, private keys included. */
  async state() {
    return this._control.call("GET", "/state", this._of, undefined, SLOW);
  }
}
