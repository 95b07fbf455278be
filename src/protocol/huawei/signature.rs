//! Two signatures that share the name `SDK-HMAC-SHA256`.
//!
//! The older names a scope, as in `Credential=AK/date/region/service/sdk_request`, and derives its
//! key from it; the newer names the key alone, as in `Access=AK`, and signs with the secret itself.
//! What is signed of the request is the same.
//! <https://support.huaweicloud.com/devg-apisign/api-sign-algorithm.html>

use aws_lc_rs::hmac;
use serde_json::{Value, json};
use time::format_description::FormatItem;
use time::macros::format_description;
use time::{Duration, OffsetDateTime, PrimitiveDateTime};

use super::canonical::Canonical;
use super::incorrect;
use crate::ids::hex;
use crate::protocol::authorization::Fields;
use crate::redact;
use crate::secret::constant_time_eq;
use crate::spec::{Failure, Request};

const ALGORITHM: &str = "SDK-HMAC-SHA256";
/// Algorithms of the same vendor that are not emulated.
const OTHER_ALGORITHMS: [&str; 4] =
    ["SDK-ECDSA-P256-SHA256", "SDK-HMAC-SM3", "SDK-SM2-SM3", "V11-HMAC-SHA256"];

const DATE_HEADER: &str = "x-sdk-date";
const SCOPE_END: &str = "sdk_request";

/// A difference above 15 minutes, either way, is refused.
const TOLERANCE: Duration = Duration::minutes(15);

const DATE: &[FormatItem<'_>] = format_description!("[year][month][day]T[hour][minute][second]Z");

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
        let (canonical, signed) = Canonical::of(request, self.signed_headers);
        // Assumption: a header that is signed twice, or that the request does not have, is answered
        // as a wrong signature is. From: what a signature is worth that names what is not there.
        if let Err(wrong) = signed {
            return Err(wrong_signature(&canonical, wrong.explanation()));
        }
        let date = request.header(DATE_HEADER).unwrap_or_default();
        let hash = canonical.hash();
        let key = match self.scope {
            None => secret_key.as_bytes().to_vec(),
            Some(scope) => {
                let secret = format!("SDK{secret_key}").into_bytes();
                scope.split('/').fold(secret, |key, part| sign(&key, part))
            }
        };
        let expected = hex(&sign(&key, &to_sign(date, self.scope, &hash)));
        let same_body = canonical.has_declared_body();
        if same_body && constant_time_eq(expected.as_bytes(), self.signature.as_bytes()) {
            return Ok(());
        }
        let date = redact::header(DATE_HEADER, date);
        let explanation = json!({
            "string_to_sign": to_sign(&date, self.scope.map(redact::text).as_deref(), &hash),
            "body_is_as_declared": same_body,
        });
        Err(wrong_signature(&canonical, explanation))
    }
}

/// The refusal of a signature, with the request that was to be signed and what else explains it.
fn wrong_signature(canonical: &Canonical<'_>, mut explanation: Value) -> Failure {
    let shown = canonical.shown();
    let line = shown.replace('\n', "|");
    explanation["canonical_request"] = shown.into();
    incorrect(&format!("verify aksk signature fail, canonicalRequest:{line}"))
        .explained(explanation)
}

/// What is signed: with the scope, where there is one.
fn to_sign(date: &str, scope: Option<&str>, hash: &str) -> String {
    match scope {
        None => format!("{ALGORITHM}\n{date}\n{hash}"),
        Some(scope) => format!("{ALGORITHM}\n{date}\n{scope}\n{hash}"),
    }
}

/// The refusal of a header that is no signature, or none of an algorithm that is read.
pub(super) fn unread(header: &str) -> Failure {
    let failure = incorrect("Unauthorized");
    match OTHER_ALGORITHMS.into_iter().find(|algorithm| header.starts_with(algorithm)) {
        Some(algorithm) => {
            let words = format!("{algorithm} is not emulated: certmock reads {ALGORITHM}");
            failure.explained(json!({ "algorithm": words }))
        }
        None => failure,
    }
}

/// Refuses a date that is absent or off.
pub(super) fn check_date(request: &Request, now: OffsetDateTime) -> Result<(), Failure> {
    let date = request.header(DATE_HEADER).unwrap_or_default();
    let signed = PrimitiveDateTime::parse(date, DATE).map_err(|_| incorrect("Unauthorized"))?;
    if (signed.assume_utc() - now).abs() <= TOLERANCE {
        return Ok(());
    }
    // Recorded of the service: https://github.com/huaweicloud/huaweicloud-sdk-java-v3/issues/44.
    let server = now.format(DATE).unwrap_or_default();
    let times = format!("signature time:{date},server time:{server}");
    Err(incorrect(&format!("calc aksk signature fail:signature expired, {times}")))
}

fn sign(key: &[u8], text: &str) -> Vec<u8> {
    let key = hmac::Key::new(hmac::HMAC_SHA256, key);
    hmac::sign(&key, text.as_bytes()).as_ref().to_vec()
}
