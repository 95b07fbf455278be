//! The header of signatures that name what they signed: an algorithm, and behind it fields as
//! `Credential=…, SignedHeaders=…, Signature=…`. Two vendors took it from a third.

use axum::http::{HeaderMap, HeaderName};

/// The fields of such a header.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields<'a>(&'a str);

impl<'a> Fields<'a> {
    /// The fields behind that algorithm.
    pub(super) fn of(header: &'a str, algorithm: &str) -> Option<Self> {
        header.strip_prefix(algorithm)?.strip_prefix(' ').map(Self)
    }

    pub(super) fn find(self, name: &str) -> Option<&'a str> {
        let mut fields = self.0.split(',');
        fields.find_map(|field| field.trim().strip_prefix(name)?.strip_prefix('='))
    }

    /// The signature, where it is an HMAC-SHA256 in hexadecimal digits.
    pub(super) fn signature(self) -> Option<&'a str> {
        let hex =
            |text: &&str| text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        self.find("Signature").filter(hex)
    }
}

/// Reads the names of signed headers, matched in lower case, up to the first that the request does
/// not have or that was named before: so what is signed is no longer than the request, however often
/// it names its parts.
pub(super) fn signed_headers(
    names: &str,
    headers: &HeaderMap,
) -> (Vec<HeaderName>, Result<(), WronglySigned>) {
    let mut signed = Vec::new();
    for name in names.split(';') {
        let known = HeaderName::from_bytes(name.as_bytes()).ok();
        let Some(known) = known.filter(|name| headers.contains_key(name)) else {
            return (signed, Err(WronglySigned::Absent(shorten(name))));
        };
        // There are no more of them than the request has headers, which is not many.
        if signed.contains(&known) {
            return (signed, Err(WronglySigned::Twice(shorten(name))));
        }
        signed.push(known);
    }
    (signed, Ok(()))
}

/// What is wrong with the list of the headers that are signed.
#[derive(Debug, thiserror::Error)]
pub(super) enum WronglySigned {
    #[error("the header {0:?} is said to be signed, and the request does not have it")]
    Absent(String),
    #[error("the header {0:?} is said to be signed twice")]
    Twice(String),
}

/// The beginning of a text that a client made up, to be shown.
fn shorten(text: &str) -> String {
    text.chars().take(64).collect()
}
