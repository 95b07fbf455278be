// Accounts with credentials that are made up.

import { randomBytes } from "node:crypto";
import { inspect } from "node:util";
import { SLOW } from "./control.js";
import { Desk } from "./desk.js";
import { ArgumentError } from "./errors.js";

const VENDORS = ["huawei", "qiniu", "rainbond", "tencent"];

const hex = (bytes) => randomBytes(bytes).toString("hex");
const word = () => randomBytes(30).toString("base64url");

/** The vendor of a provider, which may be named by itself: `tencent_ssl`, or `tencent`. */
function vendorOf(provider) {
  const vendor = String(provider).split("_")[0];
  if (!VENDORS.includes(vendor)) {
    throw new ArgumentError(`there is no vendor ${JSON.stringify(provider)}: write one of ${VENDORS.join(", ")}`);
  }
  return vendor;
}

/** An account of its own at one vendor. The server knows its credentials and verifies signatures by them. */
export class Account extends Desk {
  #forgotten;
  #secrets;

  constructor(control, provider, name, forgotten) {
    const vendor = vendorOf(provider);
    // Neither what stands for anything in a rule, nor what parts the names of made-up keys.
    const own = `${(name ?? vendor).replaceAll(/[^A-Za-z0-9_.-]+/g, "-").slice(0, 200)}.${hex(4)}`;
    super(control, own, vendor);
    this.vendor = vendor;
    this.name = own;
    this.key = { huawei: hex(10).toUpperCase(), qiniu: word(), rainbond: hex(20), tencent: `AKID${hex(16)}` }[vendor];
    // Private, so that nothing that prints an object prints them.
    this.#secrets = { secret: vendor === "rainbond" ? this.key : word() };
    if (vendor === "rainbond") Object.defineProperty(this, "key", { enumerable: false });
    if (vendor === "huawei") {
      this.project = hex(16);
      this.domain = this.user = own;
      this.#secrets = { ...this.#secrets, password: hex(8), token: hex(16) };
    }
    if (vendor === "rainbond") {
      this.team = "team";
      this.teamId = hex(16);
    }
    this.#forgotten = forgotten;
  }

  get secret() {
    return this.#secrets.secret;
  }

  get password() {
    return this.#secrets.password;
  }

  get token() {
    return this.#secrets.token;
  }

  /** How a fixture declares it. Not for others. */
  _declaration() {
    const { name, vendor, key, secret, project, domain, user, password, token } = this;
    const credentials = {
      huawei: { access_key: key, secret_key: secret, project_id: project, user, password, domain, token },
      qiniu: { access_key: key, secret_key: secret },
      rainbond: { token: key, teams: [{ id: this.teamId, name: this.team }] },
      tencent: { secret_id: key, secret_key: secret },
    };
    return { name, [vendor]: credentials[vendor] };
  }

  /** The variables by which the vendor's own SDKs are given credentials; none where they read none. */
  env() {
    const { vendor, key, secret, project } = this;
    if (vendor === "tencent") return { TENCENTCLOUD_SECRET_ID: key, TENCENTCLOUD_SECRET_KEY: secret };
    if (vendor !== "huawei") return {};
    return { HUAWEICLOUD_SDK_AK: key, HUAWEICLOUD_SDK_SK: secret, HUAWEICLOUD_SDK_PROJECT_ID: project };
  }

  /** Gives it what it holds, by provider, as `state` in a fixture. */
  async load(state) {
    if (typeof state !== "object" || state === null || Array.isArray(state)) {
      throw new ArgumentError(`${inspect(state)} is not a state of an account: write { ${this.vendor}: {…} }, or load a fixture with server.load()`);
    }
    await this._control.call("POST", "/fixtures", {}, { certmock: 1, state: { [this.name]: state } }, SLOW);
  }

  /** Has it begin again: holding nothing, its rules and its journal gone. The credentials stay. */
  async reset() {
    await this._control.call("POST", "/reset", this._of, undefined, SLOW);
    await declare(this._control, [this]);
  }

  /** Has the server forget it, with its credentials. */
  async forget() {
    this.#forgotten(this);
    await this._control.call("POST", "/reset", this._of, undefined, SLOW);
  }

  async [Symbol.asyncDispose]() {
    await this.forget();
  }
}

/** Has the server know accounts. */
export async function declare(control, accounts) {
  const declarations = accounts.map((account) => account._declaration());
  await control.call("POST", "/fixtures", {}, { certmock: 1, accounts: declarations }, SLOW);
}
