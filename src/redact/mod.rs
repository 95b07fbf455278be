//! What of a request may be shown: in the journal, the log, near misses, explanations and errors.
//!
//! A secret is known by its name ([`is_secret`]), with all that is below it, or by what is in it: a
//! private key, whatever it goes by. Of a text that is secret a fingerprint is shown, so that one
//! can be held against another; of anything else, that it is hidden. It costs what is looked at.

mod keys;
mod names;

use std::borrow::Cow;

use percent_encoding::percent_decode_str;
use serde::ser::{SerializeMap as _, SerializeSeq as _};
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

pub use self::names::is_secret;
use crate::ids::fingerprint;

/// What is shown of a secret that is no text.
const HIDDEN: &str = "(hidden)";

/// The headers whose values are shown; dates are, too.
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

/// The longest name, and the longest value of a header or a pair, that is repeated.
const LONGEST: usize = 300;

/// The most pairs and the longest list of names that are repeated.
const MOST_PAIRS: usize = 100;
const LONGEST_TEXT: usize = 8 << 10;

fn mark(text: &str) -> String {
    format!("sha256:{}", fingerprint(text))
}

/// Whether a text is so short and plain that no key is in it, and no name with a value: most are.
fn is_plain(text: &str) -> bool {
    text.len() < keys::SHORTEST
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte))
}

/// Whether a text is secret whatever it goes by.
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

/// Whether a text is what an `Authorization` header holds.
fn is_credential(text: &str) -> bool {
    let (scheme, rest) = text.trim().split_once([' ', '+']).unwrap_or_default();
    let is_bare = matches!(&*scheme.to_ascii_lowercase(), "basic" | "bearer" | "qbox" | "qiniu")
        && !rest.contains(' ');
    is_bare || text.contains("-HMAC-SHA256 ")
}

/// A text, or its fingerprint where it holds a secret.
pub(crate) fn text(text: &str) -> Cow<'_, str> {
    if holds_secret(text) { mark(text).into() } else { cut(text, LONGEST_TEXT) }
}

/// A text whose lines are shown each by itself.
pub(crate) fn lines(lines: &str) -> String {
    lines.split('\n').map(text).collect::<Vec<_>>().join("\n")
}

/// The name of a member, a header or an account; a fingerprint where it is too long for one, too.
pub(crate) fn name(name: &str) -> Cow<'_, str> {
    let is_shown = name.len() <= LONGEST && !holds_secret(name);
    if is_shown { name.into() } else { mark(name).into() }
}

/// A path of names, `request.a.0.b`, up to the first that is secret.
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

/// A text, up to that length. What is secret is to be hidden before: half of it may not be known as such.
pub(crate) fn cut(text: &str, longest: usize) -> Cow<'_, str> {
    if text.len() <= longest {
        return text.into();
    }
    let begins = (0..=longest).rev().find(|end| text.is_char_boundary(*end)).unwrap_or_default();
    format!("{}… ({} bytes)", &text[..begins], text.len()).into()
}

/// A header's value: that of a header which is known to hold none, unless there is a secret in it
/// all the same.
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

/// A pair of a query or a form, as it was sent or decoded.
pub(crate) fn pair(name: &str, value: &str) -> String {
    pair_beside(false, name, value)
}

/// The same beside a pair that tells whether this one is secret.
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

/// Pairs in their order, joined as in a query.
pub(crate) fn pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut pairs = pairs.into_iter();
    let shown: Vec<_> = pairs.by_ref().take(MOST_PAIRS).collect();
    // Behind those that are shown, too.
    let (mut more, mut is_told) = (0, false);
    for (name, value) in shown.iter().copied().chain(pairs.inspect(|_| more += 1)) {
        is_told = is_told || names::tells_of_a_secret(name, value);
    }
    let shown: Vec<_> = shown.into_iter().map(|(n, v)| pair_beside(is_told, n, v)).collect();
    let more = if more > 0 { format!("&… ({more} pairs more)") } else { String::new() };
    shown.join("&") + &more
}

/// A query as it was sent.
pub(crate) fn query(query: &str) -> String {
    if !query.contains('=') {
        return text(query).into_owned();
    }
    let shown = pairs(query.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, ""))));
    // A key in base64 may have come apart at its own `=`.
    if keys::holds_one(&shown) { mark(query) } else { shown }
}

/// A path as it was sent, up to the segment that holds a secret.
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

/// A value under a name, as it may be shown.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Redacted<'a> {
    value: &'a Value,
    /// Whether it stands below a secret name.
    is_secret: bool,
}

impl<'a> Redacted<'a> {
    /// A value under that name, or at that path of names.
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

/// The members of an object, or parameters, as they may be shown.
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

/// The same as JSON, of a value.
pub(crate) fn value(name: &str, value: &Value) -> Value {
    serde_json::to_value(Redacted::new(name, value)).unwrap_or_else(|_| HIDDEN.into())
}

/// The marks that a text is quoted with.
const QUOTES: [char; 8] = ['`', '"', '\'', '“', '”', '(', ')', '['];

/// What an answer says, without a private key that it repeats: of a quotation, or, where none is,
/// from where the key begins.
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

/// A detail of an answer, without private keys that it repeats.
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
