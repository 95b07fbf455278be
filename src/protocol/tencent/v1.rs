//! The older signature, version 1: HMAC-SHA1 or HMAC-SHA256 over all parameters.
//! <https://cloud.tencent.com/document/api/400/41661>

use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tracing::debug;

use super::common::{Pair, find};
use super::errors::Error;
use super::redact::redact;
use crate::secret::constant_time_eq;
use crate::spec::{Failure, Request};

/// Refuses a signature that is not the secret's.
pub(super) fn verify(
    request: &Request,
    pairs: &[Pair<'_>],
    service: &str,
    secret_key: &str,
) -> Result<(), Failure> {
    let algorithm = match find(pairs, "SignatureMethod") {
        None | Some("" | "HmacSHA1") => hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY,
        Some("HmacSHA256") => hmac::HMAC_SHA256,
        Some(_) => return Err(Failure::new(&Error::SignatureFailure)),
    };
    let key = hmac::Key::new(algorithm, secret_key.as_bytes());
    let mut signed: Vec<_> = pairs.iter().filter(|(name, _)| name != "Signature").collect();
    signed.sort();
    let texts = [spell(&signed, false), spell(&signed, true)];
    let given = find(pairs, "Signature").unwrap_or_default();
    let beginnings = beginnings(request, pairs, service);
    let right = beginnings.iter().any(|beginning| {
        texts.iter().any(|text| {
            let signature = hmac::sign(&key, format!("{beginning}{text}").as_bytes());
            constant_time_eq(STANDARD.encode(signature).as_bytes(), given.as_bytes())
        })
    });
    if right {
        return Ok(());
    }
    let shown: Vec<_> =
        signed.iter().map(|(name, value)| format!("{name}={}", redact(name, value))).collect();
    let to_sign = format!("{}{}", beginnings[0], shown.join("&"));
    debug!(to_sign, tried = ?beginnings, "a signature is wrong");
    Err(Failure::new(&Error::SignatureFailure))
}

/// The pairs as they are signed: sorted, not encoded. Two SDKs sign `.` for each `_` in a name.
fn spell(pairs: &[&Pair<'_>], dotted: bool) -> String {
    let spell = |(name, value): &&Pair<'_>| {
        let name = if dotted { name.replace('_', ".") } else { name.clone().into_owned() };
        format!("{name}={value}")
    };
    pairs.iter().map(spell).collect::<Vec<_>>().join("&")
}

/// What a client may sign before its parameters: method, host and path.
fn beginnings(request: &Request, pairs: &[Pair<'_>], service: &str) -> Vec<String> {
    let (method, host, path) = (&request.method, request.host(), request.raw_path());
    let region = find(pairs, "Region").filter(|region| !region.is_empty());
    let mut beginnings = vec![format!("{method}{host}/?"), format!("{method}{host}{path}?")];
    if let Some((name, _)) = host.rsplit_once(':') {
        beginnings.push(format!("{method}{name}/?"));
    }
    for between in ["", "intl.", "internal."] {
        beginnings.push(format!("{method}{service}.{between}tencentcloudapi.com/?"));
    }
    beginnings
        .extend(region.map(|region| format!("{method}{service}.{region}.tencentcloudapi.com/?")));
    // One SDK, with the service in its path, takes the first word of the path for the host.
    if let Some(word) = path.split('/').find(|word| !word.is_empty()) {
        beginnings.push(format!("{method}{word}/?"));
    }
    beginnings
}
