// Asks `/_certmock/…`.

import http from "node:http";
import { CertmockError } from "./errors.js";

/** Asks the control API of a server: directly, whatever proxy is set. */
export class Control {
  #agent = new http.Agent();

  constructor(url) {
    const address = URL.canParse(url) ? new URL(url) : undefined;
    if (address?.protocol !== "http:") {
      throw new CertmockError(`${JSON.stringify(url)} is no address of a server: write one like http://127.0.0.1:8080`);
    }
    this.url = address.origin;
  }

  /** The status and the text of an answer. */
  async ask(method, path, query = {}, body = undefined) {
    const target = new URL(`/_certmock${path}`, this.url);
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined && value !== null) target.searchParams.set(name, String(value));
    }
    const data = body === undefined || typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const failed = (cause) => reject(new CertmockError(`no certmock answers at ${this.url}: ${cause.message || cause.code}`, undefined, { cause }));
      const request = http.request(target, { method, agent: this.#agent }, (answer) => {
        const pieces = [];
        answer.on("data", (piece) => pieces.push(piece));
        answer.on("error", failed);
        answer.on("end", () => resolve({ status: answer.statusCode, text: Buffer.concat(pieces).toString() }));
      });
      request.on("error", failed);
      request.end(data);
    });
  }

  /** The JSON of an answer; nothing where there is none. A refusal is thrown. */
  async call(method, path, query, body) {
    const { status, text } = await this.ask(method, path, query, body);
    if (status >= 400) throw refusal(status, text, `${method} ${path}`);
    return text ? JSON.parse(text) : undefined;
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
  return new CertmockError(error ?? `${what} was answered ${status}`, status);
}
