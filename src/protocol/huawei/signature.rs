//! Two signatures that share the name `SDK-HMAC-SHA256`.
//!
//! The older names a scope, as in `Credential=AK/date/region/service/sdk_request`, and derives its
//! key from it; the newer names the key alone, as in `Access=AK`, and signs with the secret itself.
//! What is signed of the request is the same.
//! <https://support.huaweicloud.com/devg-apisign/api-sign-algorithm.html>

use std::fmt::Write as _;

use aws_lc_rs::{digest, hmac};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde_json::json;
use time::format_description::FormatItem;
use time::macros::format_description;
use time::{Duration, OffsetDateTime, PrimitiveDateTime};

use super::incorrect;
use crate::ids::hex;
use crate::protocol::authorization::Fields;
use crate::redact;
use crate::secret::constant_time_eq;
use crate::spec::{Failure, Request};

const ALGORITHM: &str = "SDK-HMAC-SHA256";
const SCOPE_END: &str = "sdk_request";

/// A difference above 15 minutes, either way, is refused.
const TOLERANCE: Duration = Duration::minutes(15);

const DATE: &[FormatItem<'_>] = format_description!("[year][month][day]T[hour][minute][second]Z");

/// All but the unreserved characters of RFC 3986.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// What an `Authorization` header holds.
#[derive(Debug)]
pub(super) struct Authorization<'a> {
    pub(super) access_key: &'a str,
    /// `date/region/service/sdk_request`, of the older signature. Clients leave parts of it empty.
    scope: Option<&'a str>,
    signed_headers: &'a str,
    signature: &'a str,
}

impl<'a> Authorization<'a> {
    /// Reads a header of either kind.
    pub(super) fn read(header: &'a str) -> Option<Self> {
        let fields = Fields::of(header, ALGORITHM)?;
        let (access_key, scope) = match (fields.find("Access"), fields.find("Credential")) {
            (Some(access_key), _) => (access_key, None),
            (None, Some(credential)) => {
                let (access_key, scope) = credential.split_once('/')?;
                let parts: Vec<_> = scope.split('/').collect();
                if parts.len() != 4 || parts[3] != SCOPE_END {
                    return None;
                }
                (access_key, Some(scope))
            }
            (None, None) => return None,
        };
        (!access_key.is_empty()).then_some(Self {
            access_key,
            scope,
            signed_headers: fields.find("SignedHeaders")?,
            signature: fields.signature()?,
        })
    }

    /// Refuses a signature that is not the secret's.
    pub(super) fn verify(&self, request: &Request, secret_key: &str) -> Result<(), Failure> {
        let canonical = canonical_request(request, self.signed_headers, Shown::Whole);
        let date = request.header("x-sdk-date").unwrap_or_default();
        let hash = sha256(canonical.as_bytes());
        let (key, to_sign) = match self.scope {
            None => (secret_key.as_bytes().to_vec(), format!("{ALGORITHM}\n{date}\n{hash}")),
            Some(scope) => {
                let secret = format!("SDK{secret_key}").into_bytes();
                let key = scope.split('/').fold(secret, |key, part| sign(&key, part));
                (key, format!("{ALGORITHM}\n{date}\n{scope}\n{hash}"))
            }
        };
        let expected = hex(&sign(&key, &to_sign));
        let same_body = request.header("x-sdk-content-sha256").is_none_or(|declared| {
            declared == "UNSIGNED-PAYLOAD" || declared == sha256(&request.body)
        });
        if same_body && constant_time_eq(expected.as_bytes(), self.signature.as_bytes()) {
            return Ok(());
        }
        let shown = canonical_request(request, self.signed_headers, Shown::Redacted);
        let line = shown.replace('\n', "|");
        let explanation = json!({
            "canonical_request": shown,
            "string_to_sign": redact::lines(&to_sign),
            "body_is_as_declared": same_body,
        });
        let failure = incorrect(&format!("verify aksk signature fail, canonicalRequest:{line}"));
        Err(failure.explained(explanation))
    }
}

/// Refuses a date that is absent or off.
pub(super) fn check_date(request: &Request, now: OffsetDateTime) -> Result<(), Failure> {
    let date = request.header("x-sdk-date").unwrap_or_default();
    let signed = PrimitiveDateTime::parse(date, DATE).map_err(|_| incorrect("Unauthorized"))?;
    if (signed.assume_utc() - now).abs() <= TOLERANCE {
        return Ok(());
    }
    // Assumption: a date that is off is APIGW.0301 with "signature expired, …". From: the words of
    // another way to authenticate, APIGW.0303, which were recorded.
    let server = now.format(DATE).unwrap_or_default();
    Err(incorrect(&format!("signature expired, signature time:{date},server time:{server}")))
}

#[derive(Clone, Copy, Eq, PartialEq)]
enum Shown {
    Whole,
    Redacted,
}

/// The request as it is signed, or as that may be shown.
fn canonical_request(request: &Request, signed_headers: &str, shown: Shown) -> String {
    let whole = shown == Shown::Whole;
    let mut headers = String::new();
    for name in signed_headers.split(';') {
        let value = request.header(name).unwrap_or_default();
        let shown = if whole { value.into() } else { redact::header(name, value) };
        let name = if whole { name.into() } else { redact::name(name) };
        // Writing to a string cannot fail.
        let _ = writeln!(headers, "{name}:{shown}");
    }
    let body = match request.header("x-sdk-content-sha256") {
        Some(declared) if whole => declared.to_owned(),
        Some(declared) => redact::header("x-sdk-content-sha256", declared).into_owned(),
        None => sha256(&request.body),
    };
    let path = canonical_path(request.raw_path());
    let query = canonical_query(request.raw_query().unwrap_or_default());
    let (path, query, signed_headers) = if whole {
        (path.into(), query, signed_headers.into())
    } else {
        (redact::path(&path), redact::query(&query), redact::text(signed_headers))
    };
    format!("{}\n{path}\n{query}\n{headers}\n{signed_headers}\n{body}", request.method)
}

/// Every segment encoded anew. The service's signers end the path with `/`, though no request does.
fn canonical_path(path: &str) -> String {
    let encoded: Vec<_> = path.split('/').map(encode_again).collect();
    let path = encoded.join("/");
    if path.ends_with('/') { path } else { path + "/" }
}

/// The pairs encoded anew, in the order of their keys and then of their values.
fn canonical_query(query: &str) -> String {
    let mut pairs: Vec<(String, String)> = query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(key, value)| (encode_again(key), encode_again(value)))
        .collect();
    pairs.sort();
    let pairs: Vec<_> = pairs.iter().map(|(key, value)| format!("{key}={value}")).collect();
    pairs.join("&")
}

fn encode_again(text: &str) -> String {
    let decoded = percent_decode_str(text).decode_utf8_lossy();
    utf8_percent_encode(&decoded, RESERVED).to_string()
}

fn sign(key: &[u8], text: &str) -> Vec<u8> {
    let key = hmac::Key::new(hmac::HMAC_SHA256, key);
    hmac::sign(&key, text.as_bytes()).as_ref().to_vec()
}

fn sha256(bytes: &[u8]) -> String {
    hex(digest::digest(&digest::SHA256, bytes).as_ref())
}
