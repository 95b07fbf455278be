// A running certmock.

import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { constants, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as after } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { inspect, promisify } from "node:util";
import { Account, declare } from "./account.js";
import { findBinary } from "./binary.js";
import { Control, refusal, SLOW } from "./control.js";
import { Desk } from "./desk.js";
import { ArgumentError, CertmockError, EndedError, StartError } from "./errors.js";

/** How long the server may take to end, in milliseconds: it has 5 s for requests that are running. */
const GRACE = 8000;

/** How long it may take to start. */
const PATIENCE = 30_000;

/** How much of what a server says is kept, and how many lines are shown of one that ended by itself. */
const KEPT = 16 << 10;
const LAST_LINES = 10;

/** Reads what nobody writes until this process is gone, whatever ended it, and then ends the server. */
const WATCH = 'read -r _; kill "$1"; rm -rf "$2"';

/** What is to be ended with this process, whoever forgot it. */
const running = new Set();
process.on("exit", () => running.forEach((end) => end()));

const wordOf = (value) => (value === true ? "on" : value === false ? "off" : value instanceof URL ? fileURLToPath(value) : value);

/** The options of the command line: `{ answerFor: ["a", "b"] }` is `--answer-for=a --answer-for=b`. */
function argumentsOf(options) {
  return Object.entries(options).flatMap(([name, value]) => {
    const option = `--${name.replaceAll(/[A-Z_]/g, (letter) => (letter === "_" ? "-" : `-${letter.toLowerCase()}`))}`;
    return [value].flat().filter((one) => one !== undefined && one !== null).map((one) => `${option}=${wordOf(one)}`);
  });
}

/** The words of a command line. */
function wordsOf(args) {
  if (Array.isArray(args)) return args.map(String);
  if (typeof args !== "string") throw new ArgumentError(`args: ${inspect(args)}: write command-line options, such as ["--auth", "strict"]`);
  const words = args.match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? [];
  return words.map((word) => word.replaceAll(/"([^"]*)"|'([^']*)'/g, (_, double, single) => double ?? single));
}

/** Ends a server when this process is gone, which may be killed and cannot do it then. */
function watcherOf(child, folder) {
  // A group of its own: what ends this process and its children is not to end the watcher first.
  const watcher = spawn("sh", ["-c", WATCH, "certmock-watcher", String(child.pid), folder], { stdio: ["pipe", "ignore", "ignore"], detached: true });
  // Without a shell a process that is killed leaves its server.
  watcher.on("error", () => {});
  watcher.stdin.on("error", () => {});
  watcher.unref();
  watcher.stdin.unref();
  return watcher;
}

/** A certmock, until it is stopped. */
export class Server extends Desk {
  #accounts = new Map();
  #binary;
  #child;
  #folder;
  #end;
  #stopped;
  #watcher;

  /** Use `Server.start()` or `Server.at()`. */
  constructor(url, binary, child, closed, lastWords) {
    super(new Control(url, async () => (child && !this.#stopped ? endOf(child, closed, lastWords) : undefined)), undefined);
    this.#binary = binary;
    this.#folder = mkdtempSync(join(tmpdir(), "certmock-"));
    this.#watcher = child && watcherOf(child, this.#folder);
    this.#end = () => {
      this.#watcher?.kill("SIGKILL");
      child?.kill("SIGKILL");
      rmSync(this.#folder, { recursive: true, force: true });
    };
    running.add(this.#end);
    this.#child = child;
  }

  /** Starts one. Every option of `certmock --help` is a member, in camel case. */
  static async start({ args = [], binary = undefined, ...options } = {}) {
    const command = [binary ?? findBinary(), ...argumentsOf({ log: "warn", listen: "127.0.0.1:0", ...options }), ...wordsOf(args)];
    // What this process is told is not meant for it.
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("CERTMOCK_")));
    const child = spawn(command[0], command.slice(1), { stdio: ["ignore", "pipe", "pipe"], env });
    const kill = () => child.kill("SIGKILL");
    running.add(kill);
    const late = setTimeout(kill, PATIENCE);
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (text) => (said = (said + text).slice(-KEPT)));
    const closed = once(child, "close").catch((error) => (said ||= error.message));
    const lines = createInterface({ input: child.stdout });
    const line = await Promise.race([once(lines, "line").then(([first]) => first), closed.then(() => undefined)]);
    running.delete(kill);
    clearTimeout(late);
    if (!line?.includes("listens on http://")) {
      kill();
      await closed;
      throw new StartError(`${command.join(" ")} did not start: ${said.trim() || line || "it printed nothing"}`);
    }
    // Whoever does not stop it does not wait for it, either.
    for (const handle of [child, child.stdout, child.stderr]) handle.unref();
    return new Server(line.split(" ").at(-1), binary, child, closed, () => said);
  }

  /** One that runs already, and goes on when it is stopped here. */
  static async at(url) {
    const server = new Server(url);
    try {
      await server._control.call("GET", "/health");
    } catch (error) {
      await server.stop();
      throw error;
    }
    return server;
  }

  /** Ends it, if it was started here. */
  stop() {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  async #stop() {
    const child = this.#child;
    // Before the server, whose number may be another's soon.
    this.#watcher?.kill("SIGKILL");
    if (child && child.exitCode === null && child.signalCode === null) {
      const ended = once(child, "exit");
      child.ref();
      child.kill("SIGTERM");
      const late = setTimeout(() => child.kill("SIGKILL"), GRACE);
      await ended;
      clearTimeout(late);
    }
    this.#end();
    running.delete(this.#end);
  }

  async [Symbol.asyncDispose]() {
    await this.stop();
  }

  /** Where it is asked: `http://127.0.0.1:40123`. */
  get url() {
    return this._control.url;
  }

  /** The certificate that clients are to trust, as PEM. */
  async authority() {
    const { status, text } = await this._control.ask("GET", "/ca.pem");
    if (status !== 200) throw refusal(status, text, "GET /ca.pem");
    return text;
  }

  /** An account with fresh credentials, made up: `"qiniu"`, `"tencent"`, `"huawei"`, `"rainbond"`. */
  async account(provider, name) {
    const account = new Account(this._control, provider, name, () => this.#accounts.delete(account.name));
    await declare(this._control, [account]);
    this.#accounts.set(account.name, account);
    return account;
  }

  /** Loads shipped fixtures by their names, files (`URL`) and fixtures as objects; the accounts that they name. */
  async load(...fixtures) {
    const accounts = [];
    for (const fixture of fixtures) {
      const isName = typeof fixture === "string";
      const body = isName ? undefined : fixture instanceof URL ? readFileSync(fixture) : fixture;
      if (!isName && (typeof body !== "object" || body === null || Array.isArray(body))) {
        throw new ArgumentError(`${inspect(fixture)} is not a fixture: write its name, a URL, or an object; pass several as separate arguments`);
      }
      const done = await this._control.call("POST", "/fixtures", { name: isName ? fixture : undefined }, body, SLOW);
      accounts.push(...done.accounts);
    }
    return accounts;
  }

  /** Has everything be as it was started. Accounts that were taken here keep their credentials. */
  async reset() {
    await this._control.call("POST", "/reset", {}, undefined, SLOW);
    if (this.#accounts.size) await declare(this._control, [...this.#accounts.values()]);
  }

  /** The version, the addresses, the hosts that it answers for. */
  async about() {
    return this._control.call("GET", "/about");
  }

  /** What connected and brought no request: another's host, or a client that does not trust certmock. */
  async strays() {
    return (await this._control.call("GET", "/strays")).strays;
  }

  /** The variables that have unmodified clients of another process ask this server. */
  async env({ without = [] } = {}) {
    if (this.#stopped) throw new CertmockError("the server was stopped");
    const options = ["env", "--at", this.url, "--format", "json", "--dir", join(this.#folder, "env")];
    if (without.length) options.push("--without", without.join(","));
    try {
      const { stdout } = await promisify(execFile)(this.#binary ?? findBinary(), options);
      return Object.fromEntries(Object.entries(JSON.parse(stdout)).filter(([, value]) => value !== null));
    } catch (error) {
      throw new CertmockError(error.stderr?.trim() || error.message, undefined, { cause: error });
    }
  }
}

/** How a server ended by itself, where it did, with what it said last. */
async function endOf(child, closed, lastWords) {
  // A connection breaks a moment before its process is gone and its output is read to the end.
  await Promise.race([closed, after(200)]);
  const { exitCode, signalCode } = child;
  if (exitCode === null && signalCode === null) return undefined;
  const lines = lastWords().trim().split("\n").slice(-LAST_LINES).join("\n");
  const how = signalCode === null ? `exit code ${exitCode}` : `signal ${constants.signals[signalCode]}`;
  return new EndedError(`the server ended (${how})${lines ? `; its last output:\n${lines}` : "; it printed nothing"}`);
}
