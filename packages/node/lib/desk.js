// The control API, of a whole server or of one account.

import { refusal } from "./control.js";
import { WaitTimeout } from "./errors.js";

/** Milliseconds, or a text as certmock reads it. */
const written = (duration) => (typeof duration === "number" ? `${Math.round(duration)}ms` : duration);

/** What a server, or one account of it, can be told and asked. */
export class Desk {
  /** Asks the control API. Not for others. */
  _control;
  /** What narrows a question to the account. Not for others. */
  _of;

  constructor(control, account) {
    this._control = control;
    this._of = { account };
  }

  /** Arms a rule; its name. `calls: 2` stands for the first two. */
  async arm(error, options = {}) {
    const { then, operation = "*", request, calls, name, ttl } = typeof error === "string" ? { ...options, then: { error } } : error;
    if (!then || (typeof error === "string" && options.then)) {
      throw new TypeError('arm("ErrorCode", …) or arm({ then: {…}, … }): one of the two');
    }
    const rule = {
      name,
      when: { operation, request },
      calls: typeof calls === "number" ? { first: calls } : calls,
      ttl: written(ttl),
      then,
    };
    return (await this._control.call("POST", "/rules", this._of, rule)).armed[0];
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
    const { status, text } = await this._control.ask("GET", "/requests/wait", query);
    if (status !== 200 && status !== 408) throw refusal(status, text, "the wait");
    const { error, requests } = JSON.parse(text);
    if (status === 408) throw new WaitTimeout(error, requests);
    return requests;
  }

  /** Advances the clock; the clock, as it is then. */
  async advance(by) {
    return this._control.call("POST", "/clock/advance", this._of, { by: written(by) });
  }

  /** Has the clock stand at a moment, or run with an offset; with neither it shows the real time. */
  async setClock({ at, offset } = {}) {
    return this._control.call("PUT", "/clock", this._of, { at, offset });
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
    return this._control.call("GET", "/state", this._of);
  }
}
