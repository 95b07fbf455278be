//! The older signature, version 1: HMAC-SHA1 or HMAC-SHA256 over all parameters.

use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use super::errors::Error;
use super::parameters::find;
use crate::redact;
use crate::secret::constant_time_eq;
use crate::spec::{Failure, Pair, Request};

/// Refuses a signature that was not made with this secret.
pub(super) fn verify(
    request: &Request,
    pairs: &[Pair],
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
            let mut context = hmac::Context::with_key(&key);
            context.update(beginning.as_bytes());
            context.update(text.as_bytes());
            constant_time_eq(STANDARD.encode(context.sign()).as_bytes(), given.as_bytes())
        })
    });
    if right {
        return Ok(());
    }
    let shown = redact::pairs(signed.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    let beginnings: Vec<_> = beginnings.iter().map(|beginning| redact::text(beginning)).collect();
    let to_sign = format!("{}{shown}", beginnings[0]);
    let explanation = json!({ "string_to_sign": to_sign, "tried": beginnings });
    Err(Failure::new(&Error::SignatureFailure).explained(explanation))
}

/// The pairs as they are signed: sorted and not encoded. Two SDKs sign `.` in place of each `_` in a name.
fn spell(pairs: &[&Pair], dotted: bool) -> String {
    let spell = |(name, value): &&Pair| {
        let name = if dotted { name.replace('_', ".") } else { name.clone() };
        format!("{name}={value}")
    };
    pairs.iter().map(spell).collect::<Vec<_>>().join("&")
}

/// What a client may sign before the parameters: method, host and path.
fn beginnings(request: &Request, pairs: &[Pair], service: &str) -> Vec<String> {
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
    // One SDK, with the service in its path, takes the first segment of the path for the host.
    if let Some(word) = path.split('/').find(|word| !word.is_empty()) {
        beginnings.push(format!("{method}{word}/?"));
    }
    beginnings
}

#[cfg(test)]
mod tests {
    //! Test vectors with dates long past, which a server would refuse as expired.

    use axum::http::{HeaderMap, HeaderValue, Method, Uri, header};
    use bytes::Bytes;

    use super::*;

    fn request(method: Method, host: &'static str, target: &str, body: &str) -> Request {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, HeaderValue::from_static(host));
        let form = HeaderValue::from_static("application/x-www-form-urlencoded");
        headers.insert(header::CONTENT_TYPE, form);
        let uri = target.parse::<Uri>().unwrap();
        Request::new(method, uri, headers, Bytes::copy_from_slice(body.as_bytes()))
    }

    fn is_right(request: &Request, service: &str, secret_key: &str) -> bool {
        verify(request, request.pairs(), service, secret_key).is_ok()
    }

    #[test]
    fn the_published_vector_is_verified_and_a_changed_one_is_not() {
        let target = "/?Action=DescribeInstances&InstanceIds.0=ins-09dx96dg&Limit=20&Nonce=11886&Offset=0&Region=ap-guangzhou&SecretId=AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE&Timestamp=1465185768&Version=2017-03-12&Signature=EliP9YW3pW28FpsEdkXt%2F%2BWcGeI%3D";
        let host = "cvm.tencentcloudapi.com";
        let secret_key = "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE";
        assert!(is_right(&request(Method::GET, host, target, ""), "cvm", secret_key));
        let changed = target.replace("Limit=20", "Limit=21");
        assert!(!is_right(&request(Method::GET, host, &changed, ""), "cvm", secret_key));
        assert!(!is_right(&request(Method::GET, host, target, ""), "cvm", "Gu5t9x"));
    }

    #[test]
    fn the_recorded_form_of_the_python_sdk_is_verified() {
        let body = "CertificateId=a91hoLqi&ValidType=DNS&Reason=%E4%B8%8D%E6%83%B3%E8%A6%81%E4%BA%86&UseCrossSignRoot=True&Action=ReplaceCertificate&RequestClient=SDK_PYTHON_3.1.33&Nonce=537345399545692088&Timestamp=1795299605&Version=2019-12-05&SecretId=AKIDEXAMPLE&SignatureMethod=HmacSHA256&Language=zh-CN&Signature=LRlhhDWVaLwYhj8B3XfPZArt2zSUruh2CwSjFwca0e0%3D";
        let request = request(Method::POST, "127.0.0.1:18081", "/", body);
        assert!(is_right(&request, "ssl", "SKEXAMPLE"));
        assert!(!is_right(&request, "ssl", "SKEXAMPLF"));
    }
}
