//! What of a request may be shown in a log.

use std::borrow::Cow;

/// The parameters that hold secrets: private keys, the passwords of keys and their hashes, session
/// tokens.
pub(super) const SECRETS: [&str; 9] = [
    "CertificateContent",
    "CertificateKey",
    "CertificatePrivateKey",
    "CsrKeyPassword",
    "CsrkeyPassword",
    "KeyPass",
    "KeyPassword",
    "Signature",
    "Token",
];

const HIDDEN: &str = "(hidden)";

/// The value of a parameter, or that it is hidden.
pub(super) fn redact<'a>(name: &str, value: &'a str) -> &'a str {
    if SECRETS.contains(&name) { HIDDEN } else { value }
}

/// The value of a header, or that it is hidden.
pub(super) fn redact_header<'a>(name: &str, value: &'a str) -> Cow<'a, str> {
    let hidden = matches!(name, "x-tc-token" | "authorization");
    if hidden { HIDDEN.into() } else { value.into() }
}

/// A query as it was sent, its secrets hidden.
pub(super) fn redact_query(query: &str) -> String {
    let show = |pair: &str| {
        let Some((name, value)) = pair.split_once('=') else { return pair.to_owned() };
        let plain = percent_encoding::percent_decode_str(name).decode_utf8_lossy();
        format!("{name}={}", redact(&plain, value))
    };
    query.split('&').map(show).collect::<Vec<_>>().join("&")
}
