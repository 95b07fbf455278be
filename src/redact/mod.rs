//! Hides secrets in what is shown of a request: in the journal, the log, near misses, explanations and
//! errors.
//!
//! A secret is recognized by its name ([`is_secret`]), which covers everything below it, or by its contents:
//! a private key is recognized under any name. A secret text is replaced by its fingerprint, so that it can
//! be compared with another one. Other secret values are shown as hidden. The cost is linear in the size of
//! what is shown.

mod keys;
mod names;

use std::borrow::Cow;

use percent_encoding::percent_decode_str;
use serde::ser::{SerializeMap as _, SerializeSeq as _};
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

pub use self::names::is_secret;
use crate::ids::fingerprint;

/// Shown in place of a secret that is not a text.
const HIDDEN: &str = "(hidden)";

/// The headers whose values are shown. Values of dates are shown as well.
const PLAIN_HEADERS: [&str; 12] = [
    "accept",
    "content-encoding",
    "content-length",
    "content-md5",
    "content-type",
    "host",
    "x-sdk-content-sha256",
    "x-tc-action",
    "x-tc-content-sha256",
    "x-tc-language",
    "x-tc-region",
    "x-tc-version",
];

/// The longest name, and the longest value of a header or a pair, that is shown.
const LONGEST: usize = 300;

/// The most pairs, and the longest text, that are shown.
const MOST_PAIRS: usize = 100;
const LONGEST_TEXT: usize = 8 << 10;

fn mark(text: &str) -> String {
    format!("sha256:{}", fingerprint(text))
}

/// Whether a text is so short and plain that it contains neither a key nor a name with a value. Most texts
/// are.
fn is_plain(text: &str) -> bool {
    text.len() < keys::SHORTEST
        && text.bytes().all(|byte| {
            byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'/')
        })
}

/// Whether a text contains a secret, whatever its name.
fn holds_secret(text: &str) -> bool {
    if is_plain(text) {
        return false;
    }
    if keys::holds_one(text) || names::gives_one(text) || is_credential(text) {
        return true;
    }
    text.contains('%') && {
        let decoded = percent_decode_str(text).decode_utf8_lossy();
        names::gives_one(&decoded) || is_credential(&decoded)
    }
}

/// Whether a text looks like the value of an `Authorization` header.
fn is_credential(text: &str) -> bool {
    let (scheme, rest) = text.trim().split_once([' ', '+']).unwrap_or_default();
    let is_bare = matches!(&*scheme.to_ascii_lowercase(), "basic" | "bearer" | "qbox" | "qiniu")
        && !rest.contains(' ');
    is_bare || text.contains("-HMAC-SHA256 ")
}

/// Shows a text; its fingerprint if it contains a secret.
pub(crate) fn text(text: &str) -> Cow<'_, str> {
    if holds_secret(text) { mark(text).into() } else { cut(text, LONGEST_TEXT) }
}

/// Shows a text line by line, so that a secret hides only its own line.
pub(crate) fn lines(lines: &str) -> String {
    lines.split('\n').map(text).collect::<Vec<_>>().join("\n")
}

/// Shows the name of a member, a header or an account; its fingerprint if it contains a secret or is too long
/// for a name.
pub(crate) fn name(name: &str) -> Cow<'_, str> {
    let is_shown = name.len() <= LONGEST && !holds_secret(name);
    if is_shown { name.into() } else { mark(name).into() }
}

/// Shows a path of names such as `request.a.0.b`, up to the first secret name.
pub(crate) fn names(path: &str) -> Cow<'_, str> {
    if !path.contains('.') {
        return name(path);
    }
    let mut end = 0;
    for part in path.split('.') {
        end += part.len();
        if is_secret(part) && end < path.len() {
            let known = &path[..end];
            return format!("{}.…", name(known)).into();
        }
        end += 1;
    }
    name(path)
}

/// Shortens a text. Secrets have to be hidden first, because half of a secret may not be recognized.
pub(crate) fn cut(text: &str, longest: usize) -> Cow<'_, str> {
    if text.len() <= longest {
        return text.into();
    }
    let begins = (0..=longest).rev().find(|end| text.is_char_boundary(*end)).unwrap_or_default();
    format!("{}… ({} bytes)", &text[..begins], text.len()).into()
}

/// Shows a header's value, if the header is known to hold no secrets and the value contains none.
pub(crate) fn header<'a>(name: &str, value: &'a str) -> Cow<'a, str> {
    let ends = |end: &str| {
        let begin = name.len().checked_sub(end.len());
        begin.and_then(|begin| name.get(begin..)).is_some_and(|it| it.eq_ignore_ascii_case(end))
    };
    let is_shown = PLAIN_HEADERS.iter().any(|plain| plain.eq_ignore_ascii_case(name))
        || ends("date")
        || ends("timestamp");
    // A host may have a user and a password before it.
    if value.is_empty() || is_shown && value.len() <= LONGEST && !value.contains('@') {
        return text(value);
    }
    mark(value).into()
}

/// Shows a host, which may have a port behind it. A port is no secret, whatever the name before it.
pub(crate) fn host(host: &str) -> Cow<'_, str> {
    let is_port = |port: &str| port.len() <= 5 && port.bytes().all(|byte| byte.is_ascii_digit());
    let name = host.rsplit_once(':').filter(|(_, port)| is_port(port)).map(|(name, _)| name);
    if is_plain(name.unwrap_or(host)) { host.into() } else { header("host", host) }
}

/// Shows a pair of a query or a form, encoded or decoded.
pub(crate) fn pair(name: &str, value: &str) -> String {
    pair_beside(false, name, value)
}

/// Shows a pair. `is_told` says that a pair beside it names a secret.
fn pair_beside(is_told: bool, name: &str, value: &str) -> String {
    let shown = self::name(name);
    let is_secret = is_secret(name) || is_told && names::is_told_of(name);
    let value = if is_secret || holds_secret(value) {
        mark(&percent_decode_str(value).decode_utf8_lossy()).into()
    } else {
        cut(value, LONGEST)
    };
    format!("{shown}={value}")
}

/// Shows pairs, joined as in a query.
pub(crate) fn pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut pairs = pairs.into_iter();
    let shown: Vec<_> = pairs.by_ref().take(MOST_PAIRS).collect();
    // The pairs that are not shown can also name a secret.
    let (mut more, mut is_told) = (0, false);
    for (name, value) in shown.iter().copied().chain(pairs.inspect(|_| more += 1)) {
        is_told = is_told || names::tells_of_a_secret(name, value);
    }
    let shown: Vec<_> = shown.into_iter().map(|(n, v)| pair_beside(is_told, n, v)).collect();
    let more = if more > 0 { format!("&… ({more} pairs more)") } else { String::new() };
    shown.join("&") + &more
}

/// Shows an encoded query.
pub(crate) fn query(query: &str) -> String {
    if !query.contains('=') {
        return text(query).into_owned();
    }
    let shown = pairs(query.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, ""))));
    // A key in Base64 may have been split at its own `=`.
    if keys::holds_one(&shown) { mark(query) } else { shown }
}

/// Shows an encoded path, up to the first segment with a secret.
pub(crate) fn path(path: &str) -> Cow<'_, str> {
    let mut begin = 0;
    for segment in path.split('/') {
        if holds_secret(segment) {
            return format!("{}{}", &path[..begin], mark(&path[begin..])).into();
        }
        begin += segment.len() + 1;
    }
    if holds_secret(path) { mark(path).into() } else { path.into() }
}

/// A value to be serialized without its secrets.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Redacted<'a> {
    value: &'a Value,
    /// Whether the value is below a secret name.
    is_secret: bool,
}

impl<'a> Redacted<'a> {
    /// A value with this name, or at this path of names.
    pub(crate) fn new(name: &str, value: &'a Value) -> Self {
        Self { value, is_secret: is_secret(name) }
    }
}

impl Serialize for Redacted<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let is_secret = self.is_secret;
        match self.value {
            Value::Null => serializer.serialize_unit(),
            Value::String(text) if is_secret || holds_secret(text) => {
                serializer.serialize_str(&mark(text))
            }
            Value::Array(items) => {
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                for value in items {
                    list.serialize_element(&Redacted { value, is_secret })?;
                }
                list.end()
            }
            _ if is_secret => serializer.serialize_str(HIDDEN),
            Value::Object(members) => Members(members).serialize(serializer),
            plain => plain.serialize(serializer),
        }
    }
}

/// The members of an object, or parameters, to be serialized without their secrets.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Members<'a>(pub &'a Map<String, Value>);

impl Serialize for Members<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(Some(self.0.len()))?;
        let is_told = self.0.iter().any(|(name, value)| {
            value.as_str().is_some_and(|text| names::tells_of_a_secret(name, text))
        });
        for (name, value) in self.0 {
            let is_secret = is_secret(name) || is_told && names::is_told_of(name);
            object.serialize_entry(&*names(name), &Redacted { value, is_secret })?;
        }
        object.end()
    }
}

/// A value with this name as JSON, without its secrets.
pub(crate) fn value(name: &str, value: &Value) -> Value {
    serde_json::to_value(Redacted::new(name, value)).unwrap_or_else(|_| HIDDEN.into())
}

/// The quotation marks that messages use.
const QUOTES: [char; 8] = ['`', '"', '\'', '“', '”', '(', ')', '['];

/// A message without private keys that it repeats from the request. Each part between quotation marks that
/// contains a key is replaced by its fingerprint. A key that spans several parts hides the whole message.
pub(crate) fn message(words: &str) -> Cow<'_, str> {
    if !keys::holds_one(words) {
        return words.into();
    }
    let parts = words.split_inclusive(QUOTES).map(|part| {
        let inside = part.trim_end_matches(QUOTES);
        let quote = &part[inside.len()..];
        if keys::holds_one(inside) { mark(inside) + quote } else { part.to_owned() }
    });
    let shown: String = parts.collect();
    if keys::holds_one(&shown) { mark(words).into() } else { shown.into() }
}

/// A member of an error's body without private keys that it repeats from the request.
pub(crate) fn detail(value: Value) -> Value {
    match value {
        Value::String(text) => message(&text).into(),
        Value::Array(items) => items.into_iter().map(detail).collect(),
        Value::Object(members) => {
            let show =
                |(name, value): (String, Value)| (message(&name).into_owned(), detail(value));
            Value::Object(members.into_iter().map(show).collect())
        }
        plain => plain,
    }
}

#[cfg(test)]
mod tests;
