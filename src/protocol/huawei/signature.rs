//! Three signatures: two that share the name `SDK-HMAC-SHA256`, and `V11-HMAC-SHA256`.
//!
//! The older `SDK-HMAC-SHA256` has a scope, `Credential=AK/date/region/service/sdk_request`, and derives its
//! key from it. The newer one has only the access key, `Access=AK`, and signs with the secret itself.
//! `V11-HMAC-SHA256` has `AK/date/region/service` and derives its key by HKDF; the SDKs do not use it by
//! default for any emulated service. The canonical request is the same for all three.
//! <https://support.huaweicloud.com/devg-apisign/api-sign-algorithm.html>

use aws_lc_rs::hkdf::{self, KeyType};
use aws_lc_rs::hmac;
use serde_json::{Value, json};
use time::format_description::FormatItem;
use time::macros::format_description;
use time::{Duration, OffsetDateTime, PrimitiveDateTime};

use super::canonical::{Canonical, Order};
use super::incorrect;
use crate::ids::hex;
use crate::protocol::authorization::Fields;
use crate::redact;
use crate::secret::constant_time_eq;
use crate::spec::{Failure, Request};

const PLAIN: &str = "SDK-HMAC-SHA256";
const DERIVED: &str = "V11-HMAC-SHA256";
/// Algorithms of the vendor that are not emulated.
const OTHER_ALGORITHMS: [&str; 3] = ["SDK-ECDSA-P256-SHA256", "SDK-HMAC-SM3", "SDK-SM2-SM3"];

const DATE_HEADER: &str = "x-sdk-date";
const SCOPE_END: &str = "sdk_request";

/// The largest accepted difference between the date and the current time, in either direction.
const TOLERANCE: Duration = Duration::minutes(15);

const DATE: &[FormatItem<'_>] = format_description!("[year][month][day]T[hour][minute][second]Z");

/// The content of an `Authorization` header.
#[derive(Debug)]
pub(super) struct Authorization<'a> {
    pub(super) access_key: &'a str,
    scheme: Scheme<'a>,
    signed_headers: &'a str,
    signature: &'a str,
}

/// How the signing key is derived from the secret.
#[derive(Clone, Copy, Debug)]
enum Scheme<'a> {
    /// The secret itself is the key.
    Secret,
    /// Derived from `date/region/service/sdk_request`. Some clients leave parts of it empty.
    Scope(&'a str),
    /// Derived from `date/region/service` by HKDF.
    Derived(&'a str),
}

impl<'a> Authorization<'a> {
    /// Reads a header of any of the three signatures.
    pub(super) fn read(header: &'a str) -> Option<Self> {
        let (fields, is_derived) = match Fields::of(header, PLAIN) {
            Some(fields) => (fields, false),
            None => (Fields::of(header, DERIVED)?, true),
        };
        let (access_key, scheme) = match (fields.find("Access"), fields.find("Credential")) {
            (Some(access_key), _) if !is_derived => (access_key, Scheme::Secret),
            (_, Some(credential)) => {
                let (access_key, scope) = credential.split_once('/')?;
                let parts: Vec<_> = scope.split('/').collect();
                match *parts {
                    [_, _, _, end] if !is_derived && end == SCOPE_END => {
                        (access_key, Scheme::Scope(scope))
                    }
                    [_, _, _] if is_derived => (access_key, Scheme::Derived(scope)),
                    _ => return None,
                }
            }
            _ => return None,
        };
        (!access_key.is_empty()).then_some(Self {
            access_key,
            scheme,
            signed_headers: fields.find("SignedHeaders")?,
            signature: fields.signature()?,
        })
    }

    /// Refuses a signature that was not made with this secret.
    pub(super) fn verify(&self, request: &Request, secret_key: &str) -> Result<(), Failure> {
        let (canonical, signed) = Canonical::of(request, self.signed_headers);
        // Assumption: a header that is signed twice, or that the request does not have, is answered
        // as a wrong signature is. From: what a signature is worth that names what is not there.
        if let Err(wrong) = signed {
            return Err(wrong_signature(&canonical, wrong.explanation()));
        }
        let date = request.header(DATE_HEADER).unwrap_or_default();
        let key = self.key(secret_key);
        let (algorithm, scope) = (self.scheme.algorithm(), self.scheme.scope());
        let is_signed = |order| {
            let text = to_sign(algorithm, date, scope, &canonical.hash(order));
            constant_time_eq(hex(&sign(&key, &text)).as_bytes(), self.signature.as_bytes())
        };
        let same_body = canonical.has_declared_body();
        let is_right =
            || is_signed(Order::Decoded) || canonical.has_two_orders() && is_signed(Order::Encoded);
        if same_body && is_right() {
            return Ok(());
        }
        let date = redact::header(DATE_HEADER, date);
        let scope = scope.map(redact::text);
        let hash = canonical.hash(Order::Decoded);
        let explanation = json!({
            "string_to_sign": to_sign(algorithm, &date, scope.as_deref(), &hash),
            "body_is_as_declared": same_body,
        });
        Err(wrong_signature(&canonical, explanation))
    }

    /// The signing key.
    fn key(&self, secret_key: &str) -> Vec<u8> {
        match self.scheme {
            Scheme::Secret => secret_key.as_bytes().to_vec(),
            Scheme::Scope(scope) => {
                let secret = format!("SDK{secret_key}").into_bytes();
                scope.split('/').fold(secret, |key, part| sign(&key, part))
            }
            // The service takes the digits of the key, not its bytes.
            Scheme::Derived(scope) => hex(&derive(secret_key, self.access_key, scope)).into_bytes(),
        }
    }
}

impl<'a> Scheme<'a> {
    fn algorithm(self) -> &'static str {
        if matches!(self, Self::Derived(_)) { DERIVED } else { PLAIN }
    }

    fn scope(self) -> Option<&'a str> {
        match self {
            Self::Secret => None,
            Self::Scope(scope) | Self::Derived(scope) => Some(scope),
        }
    }
}

/// The string to sign. It contains the scope, if there is one.
fn to_sign(algorithm: &str, date: &str, scope: Option<&str>, hash: &str) -> String {
    match scope {
        None => format!("{algorithm}\n{date}\n{hash}"),
        Some(scope) => format!("{algorithm}\n{date}\n{scope}\n{hash}"),
    }
}

/// 32 bytes by HKDF with SHA-256 (RFC 5869).
fn derive(secret: &str, salt: &str, info: &str) -> [u8; 32] {
    struct Length;
    impl KeyType for Length {
        fn len(&self) -> usize {
            32
        }
    }
    let mut key = [0; 32];
    let secret = hkdf::Salt::new(hkdf::HKDF_SHA256, salt.as_bytes()).extract(secret.as_bytes());
    let info = [info.as_bytes()];
    let derived = secret.expand(&info, Length).and_then(|okm| okm.fill(&mut key));
    derived.expect("it may have 255 times as many bytes");
    key
}

/// The refusal of a wrong signature, with the canonical request and further explanation.
fn wrong_signature(canonical: &Canonical<'_>, mut explanation: Value) -> Failure {
    let shown = canonical.shown();
    let line = shown.replace('\n', "|");
    explanation["canonical_request"] = shown.into();
    incorrect(&format!("verify aksk signature fail, canonicalRequest:{line}"))
        .explained(explanation)
}

/// The refusal of a header that is not a valid signature. An algorithm that is not emulated is named in the
/// message, because the real service would have accepted it.
pub(super) fn unread(header: &str) -> Failure {
    match OTHER_ALGORITHMS.into_iter().find(|algorithm| header.starts_with(algorithm)) {
        Some(algorithm) => {
            let words =
                format!("{algorithm} is not emulated: certmock reads {PLAIN} and {DERIVED}");
            incorrect(&words).explained(json!({ "algorithm": words }))
        }
        None => incorrect("Unauthorized"),
    }
}

/// Refuses a date that is missing, malformed or too far from the current time.
pub(super) fn check_date(request: &Request, now: OffsetDateTime) -> Result<(), Failure> {
    let date = request.header(DATE_HEADER).unwrap_or_default();
    let signed = PrimitiveDateTime::parse(date, DATE).map_err(|_| incorrect("Unauthorized"))?;
    if (signed.assume_utc() - now).abs() <= TOLERANCE {
        return Ok(());
    }
    // The wording was recorded from the service:
    // https://github.com/huaweicloud/huaweicloud-sdk-java-v3/issues/44.
    let server = now.format(DATE).unwrap_or_default();
    let times = format!("signature time:{date},server time:{server}");
    Err(incorrect(&format!("calc aksk signature fail:signature expired, {times}")))
}

fn sign(key: &[u8], text: &str) -> Vec<u8> {
    let key = hmac::Key::new(hmac::HMAC_SHA256, key);
    hmac::sign(&key, text.as_bytes()).as_ref().to_vec()
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue, Method};

    use super::*;

    /// The request of the test vectors that the current core of the vendor's SDK made.
    fn sent(method: Method, query: &str, body: &'static str) -> Request {
        let path = "/v3/ed9edbc66b8b47c09f5d2fcd89430b33/elb/certificates";
        let mut headers = HeaderMap::new();
        for (name, value) in [
            ("content-type", "application/json"),
            ("host", "127.0.0.1:18080"),
            ("x-project-id", "ed9edbc66b8b47c09f5d2fcd89430b33"),
            ("x-sdk-date", "20240102T030405Z"),
        ] {
            headers.insert(name, HeaderValue::from_static(value));
        }
        let uri = format!("{path}{query}").parse().unwrap();
        Request::new(method, uri, headers, body.into())
    }

    const PLAIN_FIELDS: &str = "SDK-HMAC-SHA256 Access=AKTEST";
    const DERIVED_FIELDS: &str = "V11-HMAC-SHA256 Credential=AKTEST/20240102/cn-north-4/elb";

    fn is_verified(fields: &str, signature: &str, request: &Request) -> bool {
        let signed = "content-type;host;x-project-id;x-sdk-date";
        let header = format!("{fields}, SignedHeaders={signed}, Signature={signature}");
        Authorization::read(&header).unwrap().verify(request, "SKTEST").is_ok()
    }

    #[test]
    fn the_vectors_of_todays_sdk_are_verified() {
        let body = r#"{"certificate":{"name":"c1"}}"#;
        let query = "?limit=2&name=a%20b&name=%C3%A9&page_reverse=true";
        for (fields, signature, method, query, body) in [
            (
                PLAIN_FIELDS,
                "c79fa8707b1a797770aaa26a7cad2c5d18fb4b56604bc59d59966d1cca460346",
                Method::GET,
                "",
                "",
            ),
            (
                PLAIN_FIELDS,
                "dda412e499c7d93c490da62718d623b2cd1c82572c69bdc8c25e777979815f70",
                Method::POST,
                "",
                body,
            ),
            (
                PLAIN_FIELDS,
                "1e2d638856b5bf802941d3e1c892a6169dc84accda3728478c2ac405a78283ce",
                Method::GET,
                query,
                "",
            ),
            // The same request with the query sorted in its encoded form, as older signers do.
            (
                PLAIN_FIELDS,
                "602bb1eae5284d12a7d58dd7403449deb421ad16a5b3420cd51d8201e0b6a1ce",
                Method::GET,
                query,
                "",
            ),
            // As the vendor's SDK for Node sends it.
            (
                PLAIN_FIELDS,
                "0387662f5dd8ef014dfb2ea8eca578b6a338773a9a49d9108f84cf66cfda21d6",
                Method::GET,
                "",
                "{}",
            ),
            (
                DERIVED_FIELDS,
                "b52308da097ee323d6c3cc6963f26f22057186c69857254eb160844e48df0bd0",
                Method::GET,
                "",
                "",
            ),
            (
                DERIVED_FIELDS,
                "5b8cce4ff9749db2b2da10151c6e140ebd7acd7f139bb81b30c3e57df020be1c",
                Method::POST,
                "",
                body,
            ),
        ] {
            let request = sent(method.clone(), query, body);
            assert!(is_verified(fields, signature, &request), "{fields} {method} {query}");
            let other = signature.replace('0', "1");
            assert!(!is_verified(fields, &other, &request), "{fields} {method} {query}");
            let tampered = sent(method.clone(), query, "tampered");
            assert!(!is_verified(fields, signature, &tampered), "{fields} {method} {query}");
        }
    }
}
