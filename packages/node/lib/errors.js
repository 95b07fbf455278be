// What can go wrong, in certmock's own words.

/** The control API refuses something. */
export class CertmockError extends Error {
  name = "CertmockError";

  constructor(message, status, options) {
    super(message, options);
    /** The HTTP status, where there was an answer. */
    this.status = status;
  }
}

/** Something was given that cannot be meant; nothing was asked of the server. */
export class ArgumentError extends CertmockError {
  name = "ArgumentError";
}

/** The server ended by itself; the message has how, and what it said last. */
export class EndedError extends CertmockError {
  name = "EndedError";
}

/** A server did not start; the message has what it said. */
export class StartError extends CertmockError {
  name = "StartError";
}

/** The requests that were waited for did not come. */
export class WaitTimeout extends CertmockError {
  name = "WaitTimeout";

  constructor(message, requests) {
    super(message, 408);
    /** Those that came. */
    this.requests = requests;
  }
}
