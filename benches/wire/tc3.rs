//! TC3-HMAC-SHA256 as Tencent Cloud's clients sign with it, for both benchmarks.

use aws_lc_rs::{digest, hmac};
use certmock::internals::ids::hex;
use time::OffsetDateTime;

/// The host that every request names and signs, wherever it is sent.
pub(crate) const HOST: &str = "127.0.0.1:8080";

/// The headers of an action of Tencent Cloud, signed with TC3-HMAC-SHA256.
pub(crate) fn tc3(
    key: &str,
    service: &str,
    version: &str,
    action: &str,
    body: &str,
) -> Vec<(&'static str, String)> {
    let now = OffsetDateTime::now_utc();
    let (timestamp, date) = (now.unix_timestamp().to_string(), now.date().to_string());
    let canonical = format!(
        "POST\n/\n\ncontent-type:application/json\nhost:{HOST}\n\ncontent-type;host\n{}",
        sha256(body)
    );
    let scope = format!("{date}/{service}/tc3_request");
    let to_sign = format!("TC3-HMAC-SHA256\n{timestamp}\n{scope}\n{}", sha256(&canonical));
    let secret = format!("TC3{key}").into_bytes();
    let derived = scope.split('/').fold(secret, |key, part| mac(hmac::HMAC_SHA256, &key, part));
    let signature = hex(&mac(hmac::HMAC_SHA256, &derived, &to_sign));
    vec![
        ("Content-Type", "application/json".into()),
        ("X-TC-Action", action.into()),
        ("X-TC-Version", version.into()),
        ("X-TC-Timestamp", timestamp),
        (
            "Authorization",
            format!(
                "TC3-HMAC-SHA256 Credential={key}/{scope}, SignedHeaders=content-type;host, Signature={signature}"
            ),
        ),
    ]
}

pub(crate) fn sha256(text: &str) -> String {
    hex(digest::digest(&digest::SHA256, text.as_bytes()).as_ref())
}

pub(crate) fn mac(algorithm: hmac::Algorithm, key: &[u8], text: &str) -> Vec<u8> {
    hmac::sign(&hmac::Key::new(algorithm, key), text.as_bytes()).as_ref().to_vec()
}
