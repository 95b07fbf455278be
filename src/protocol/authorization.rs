//! The header of signatures that name what they signed: an algorithm, and behind it fields as
//! `Credential=…, SignedHeaders=…, Signature=…`. Two vendors took it from a third.

use axum::http::HeaderName;
use axum::http::header::HOST;
use serde_json::{Value, json};

use crate::redact;
use crate::spec::Request;

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

/// A header that is signed.
pub(super) struct Signed<'a> {
    pub(super) name: HeaderName,
    pub(super) value: &'a str,
}

/// Finds the headers that are signed, by their names in any case, up to the first that the request
/// does not have or that was named before: so what is signed is no longer than the request, however
/// often it names its parts.
pub(super) fn signed_headers<'a>(
    names: &str,
    request: &'a Request,
) -> (Vec<Signed<'a>>, Result<(), WronglySigned>) {
    let mut signed: Vec<Signed<'_>> = Vec::new();
    for named in names.split(';') {
        let wrong = |why| {
            let name = redact::name(named).into_owned();
            Err(WronglySigned { name, why })
        };
        let Ok(name) = HeaderName::from_bytes(named.as_bytes()) else {
            return (signed, wrong("it is no name of a header"));
        };
        // There are no more of them than the request has headers, which is not many.
        if signed.iter().any(|known| known.name == name) {
            return (signed, wrong("it is named twice"));
        }
        let Some(value) = value_of(request, &name) else {
            return (signed, wrong("the request has no such header"));
        };
        signed.push(Signed { name, value });
    }
    (signed, Ok(()))
}

/// The value of a header; of the host also where an absolute target names it.
fn value_of<'a>(request: &'a Request, name: &HeaderName) -> Option<&'a str> {
    if *name == HOST {
        return Some(request.host()).filter(|host| !host.is_empty());
    }
    let is_there = request.headers.contains_key(name);
    is_there.then(|| request.header(name.as_str()).unwrap_or_default())
}

/// What is wrong with the list of the headers that are signed: with one of them, and why.
pub(super) struct WronglySigned {
    name: String,
    why: &'static str,
}

impl WronglySigned {
    /// The same for whoever asks why a signature is not right.
    pub(super) fn explanation(&self) -> Value {
        json!({ "signed_header": self.name, "why": self.why })
    }
}
