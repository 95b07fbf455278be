// Asks `/_certmock/…`.

import http from "node:http";
import { ArgumentError, CertmockError } from "./errors.js";

/** How long an answer may take, in milliseconds: as a rule, and where much is read or written. */
export const PATIENCE = 5000;
export const SLOW = 60_000;

/** Asks the control API of a server: directly, whatever proxy is set. */
export class Control {
  #agent = new http.Agent();
  #catalogue;
  #ended;

  /** `ended` says what there is to say where nobody answers. */
  constructor(url, ended = async () => undefined) {
    const address = URL.canParse(url) ? new URL(url) : undefined;
    if (address?.protocol !== "http:") {
      throw new ArgumentError(`${JSON.stringify(url)} is not the address of a server: write one like http://127.0.0.1:8080`);
    }
    this.url = address.origin;
    this.#ended = ended;
  }

  /** The status and the text of an answer. */
  async ask(method, path, query = {}, body = undefined, patience = PATIENCE) {
    const target = new URL(`/_certmock${path}`, this.url);
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined && value !== null) target.searchParams.set(name, String(value));
    }
    const data = body === undefined || typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body);
    return new Promise((resolve, reject) => {
      let late = false;
      const failed = async (cause) => {
        clearTimeout(timer);
        const ended = await this.#ended();
        const why = late ? `${method} ${path} got no answer from ${this.url} within ${patience / 1000} s` : `no certmock server answers at ${this.url}: ${cause.message || cause.code}`;
        reject(ended ?? new CertmockError(why, undefined, { cause }));
      };
      const request = http.request(target, { method, agent: this.#agent }, (answer) => {
        const pieces = [];
        answer.on("data", (piece) => pieces.push(piece));
        answer.on("error", failed);
        answer.on("end", () => {
          clearTimeout(timer);
          resolve({ status: answer.statusCode, text: Buffer.concat(pieces).toString() });
        });
      });
      const timer = setTimeout(() => {
        late = true;
        request.destroy(new Error("it took too long"));
      }, patience);
      request.on("error", failed);
      request.end(data);
    });
  }

  /** The JSON of an answer; nothing where there is none. A refusal is thrown. */
  async call(method, path, query, body, patience) {
    const { status, text } = await this.ask(method, path, query, body, patience);
    if (status >= 400) throw refusal(status, text, `${method} ${path}`);
    return text ? JSON.parse(text) : undefined;
  }

  /** Every provider with its operations and their errors, asked for once. */
  async catalogue() {
    this.#catalogue ??= (await this.call("GET", "/catalogue")).providers;
    return this.#catalogue;
  }
}

/** What an answer that is none says. */
export function refusal(status, text, what) {
  let error;
  try {
    ({ error } = JSON.parse(text));
  } catch {
    // It is no JSON.
  }
  return new CertmockError(error ?? `${what} returned the status ${status}`, status);
}
