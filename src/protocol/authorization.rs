//! The `Authorization` header of signatures that list the headers they cover: an algorithm, followed by
//! fields such as `Credential=…, SignedHeaders=…, Signature=…`. Tencent Cloud and Huawei Cloud both use this
//! form, which AWS introduced.

use axum::http::HeaderName;
use axum::http::header::HOST;
use serde_json::{Value, json};

use crate::redact;
use crate::spec::Request;

/// The fields of such a header.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields<'a>(&'a str);

impl<'a> Fields<'a> {
    /// The fields that follow the algorithm; nothing if the header has another one.
    pub(super) fn of(header: &'a str, algorithm: &str) -> Option<Self> {
        header.strip_prefix(algorithm)?.strip_prefix(' ').map(Self)
    }

    pub(super) fn find(self, name: &str) -> Option<&'a str> {
        let mut fields = self.0.split(',');
        fields.find_map(|field| field.trim().strip_prefix(name)?.strip_prefix('='))
    }

    /// The signature, if it is an HMAC-SHA256 in hexadecimal digits.
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

/// Finds the headers that a signature covers, by names in any case. Stops at the first name that the request
/// lacks or that is listed twice. The signed text can therefore not be longer than the request, however often
/// the list repeats a name.
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
        // The list is short: it has at most as many names as the request has headers.
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

/// The value of a header. The host may also come from an absolute URL.
fn value_of<'a>(request: &'a Request, name: &HeaderName) -> Option<&'a str> {
    if *name == HOST {
        return Some(request.host()).filter(|host| !host.is_empty());
    }
    let value = request.headers.get(name)?;
    Some(std::str::from_utf8(value.as_bytes()).map(str::trim).unwrap_or_default())
}

/// An error in the list of signed headers: the header's name, and the reason.
pub(super) struct WronglySigned {
    name: String,
    why: &'static str,
}

impl WronglySigned {
    /// The error as an explanation of a wrong signature.
    pub(super) fn explanation(&self) -> Value {
        json!({ "signed_header": self.name, "why": self.why })
    }
}
