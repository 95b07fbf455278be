/** Milliseconds, or a text as certmock reads it: `"200ms"`, `"5s"`, `"60d"`. */
export type Duration = number | string;

/** A vendor, or a provider of it: `tencent_ssl`. */
export type Provider = "huawei" | "qiniu" | "rainbond" | "tencent" | `huawei_${string}` | `tencent_${string}`;

/** A request of the journal, with its answer. */
export interface Request {
  number: number;
  id: string;
  at: string;
  account: string | null;
  verified: boolean;
  provider: string;
  operation: string | null;
  method: string;
  scheme: string;
  via: string;
  host: string;
  path: string;
  status: number | null;
  /** `success`, the error's code, or what a rule did. */
  outcome: string;
  /** The error's name in the catalogue. */
  error?: string;
  /** The rule that answered. */
  rule?: string | null;
  elapsed_ms: number;
  /** What it said, with fingerprints for what is secret. */
  parameters?: Record<string, unknown>;
  /** The members that nothing read; how many, where it was asked for in brief. */
  unread?: string[] | number;
  /** What is wrong with a certificate, its chain or its key. */
  flaw?: string;
  /** Why a signature is wrong. */
  explanation?: unknown;
  answer?: { type?: string; bytes: number; body?: unknown; cut?: boolean };
}

export interface Wanted {
  /** `qiniu.*`, `UploadCertificate`, `tencent_ssl.DescribeCertificates`. */
  operation?: string;
  /** `success`, `error`, or an error's code. */
  outcome?: string;
  rule?: string;
  text?: string;
  since?: string;
  after?: number;
  before?: number;
  limit?: number;
  brief?: boolean;
}

export interface Certificate {
  account: string;
  provider: string;
  id: string;
  name: string;
  names: string[];
  not_before: string | null;
  not_after: string | null;
  /** How long it lasts yet by the account's clock, in seconds. */
  left_s: number | null;
  flaws: string[];
  used_by: string[];
  [member: string]: unknown;
}

export interface Clock {
  now: string;
  at?: string;
  offset?: string;
}

/** What is answered: `docs/fixtures.md` has all members. */
export type Then = Record<string, unknown>;

export interface Rule {
  /** `provider.Operation`, in which `*` stands for anything; every operation where nothing is said. */
  operation?: string;
  /** Members that the request has to have. */
  request?: Record<string, unknown>;
  /** Which calls: `2` for the first two, `{ nth: [1, 3] }`, `{ after: 2 }`, `{ every: 2 }`. */
  calls?: number | { first: number } | { nth: number[] } | { after: number } | { every: number };
  name?: string;
  ttl?: Duration;
}

/** What a server, or one account of it, can be told and asked. */
declare class Desk {
  /**
   * Arms a documented error, by its code or its name; the rule's name. At an account without an operation it is armed
   * at each operation of the vendor that documents it, by rules of one name, each with calls of its own.
   */
  arm(error: string, rule?: Rule): Promise<string>;
  /** Arms whatever a rule can answer. */
  arm(rule: Rule & { then: Then }): Promise<string>;
  /** Disarms the rule of that name, or all; how many there were. */
  disarm(name?: string): Promise<number>;
  /** The rules, with their hits and the request that came nearest to each. */
  rules(): Promise<Record<string, unknown>[]>;
  /** The journal. */
  requests(wanted?: Wanted): Promise<Request[]>;
  /** Waits until so many requests have come, and throws `WaitTimeout` where they do not. */
  wait(operation?: string, options?: Wanted & { count?: number; timeout?: Duration }): Promise<Request[]>;
  /** Advances the clock: `"60d"`. */
  advance(by: Duration): Promise<Clock>;
  /** Has the clock stand at a moment, or run with an offset; with neither it shows the real time. */
  setClock(setting?: { at?: string | Date; offset?: Duration }): Promise<Clock>;
  /** The certificates that are held. */
  certificates(wanted?: { provider?: string; within?: string }): Promise<Certificate[]>;
  /** What is held, by account and provider, private keys included. */
  state(): Promise<Record<string, Record<string, unknown>>>;
  /** Has it begin again. */
  reset(): Promise<void>;
}

/** An account of its own at one vendor. The server knows its credentials and verifies signatures by them. */
export class Account extends Desk implements AsyncDisposable {
  private constructor();
  readonly vendor: "huawei" | "qiniu" | "rainbond" | "tencent";
  /** What it is called in the journal and by `?account=`. */
  readonly name: string;
  /** The access key; at Tencent Cloud the SecretId, at Rainbond the token. */
  readonly key: string;
  /** The secret key; at Rainbond the token again. */
  readonly secret: string;
  /** At Huawei Cloud: the project's id, the names of the domain and the user, and what the user logs in with. */
  readonly project?: string;
  readonly domain?: string;
  readonly user?: string;
  readonly password?: string;
  readonly token?: string;
  /** At Rainbond: the name of the team, and its id. */
  readonly team?: string;
  readonly teamId?: string;
  /** The variables by which the vendor's own SDKs are given credentials; none where they read none. */
  env(): Record<string, string>;
  /** Gives it what it holds, by provider: `{ qiniu: { domains: […] } }`. */
  load(state: Record<string, unknown>): Promise<void>;
  /** Has the server forget it, with its credentials. */
  forget(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

type Option = string | number | boolean | URL | null | undefined;

export interface Options {
  /** Shipped fixtures by name, files and folders. */
  fixture?: string | URL | (string | URL)[];
  auth?: "known" | "strict" | "off";
  seed?: number;
  answerFor?: string | string[];
  /** Options of the command line, as they are; a text is parted at its spaces, but for what is quoted. */
  args?: string | string[];
  /** Another binary than that of the package. */
  binary?: string;
  /** Every other option of `certmock --help`, in camel case. */
  [option: string]: Option | Option[];
}

/** A certmock, until it is stopped. */
export class Server extends Desk implements AsyncDisposable {
  private constructor();
  /** Starts one on a free port of this machine. */
  static start(options?: Options): Promise<Server>;
  /** One that runs already, and goes on when it is stopped here. */
  static at(url: string): Promise<Server>;
  /** Ends it, if it was started here. */
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
  /** Where it is asked: `http://127.0.0.1:40123`. */
  readonly url: string;
  /** The certificate that clients are to trust, as PEM. */
  authority(): Promise<string>;
  /** An account with fresh credentials, made up. */
  account(provider: Provider, name?: string): Promise<Account>;
  /** Loads shipped fixtures by name, files (`URL`) and fixtures as objects; the accounts that they name. */
  load(...fixtures: (string | URL | Record<string, unknown>)[]): Promise<string[]>;
  /** The version, the addresses, the hosts that it answers for. */
  about(): Promise<Record<string, unknown>>;
  /** What connected and brought no request. */
  strays(): Promise<Record<string, unknown>[]>;
  /** The variables that have unmodified clients of another process ask this server. */
  env(options?: { without?: ("python" | "node" | "java" | "php")[] }): Promise<Record<string, string>>;
}

/** The control API refuses something, in certmock's own words. */
export class CertmockError extends Error {
  readonly status?: number;
}

/** Something was given that cannot be meant; nothing was asked of the server. */
export class ArgumentError extends CertmockError {}

/** The server ended by itself; the message has how, and what it said last. */
export class EndedError extends CertmockError {}

/** A server did not start; the message has what it said. */
export class StartError extends CertmockError {}

/** The requests that were waited for did not come. */
export class WaitTimeout extends CertmockError {
  /** Those that came. */
  readonly requests: Request[];
}

/** The binary: that of CERTMOCK_BINARY, or the one that came in the package for this platform. */
export function findBinary(): string;
