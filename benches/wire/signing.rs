//! Requests as the vendors' clients sign them.

use aws_lc_rs::{digest, hmac};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE;
use certmock::ids::hex;
use time::OffsetDateTime;
use time::macros::format_description;

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

/// The headers of a request to Huawei Cloud, signed with an AK and SK. The path ends with `/` as it
/// is signed, and there is no query.
pub(crate) fn sdk_hmac(key: &str, path: &str) -> Vec<(&'static str, String)> {
    let date = format_description!("[year][month][day]T[hour][minute][second]Z");
    let date = OffsetDateTime::now_utc().format(date).expect("a date has these fields");
    let canonical = format!(
        "GET\n{path}/\n\nhost:{HOST}\nx-sdk-date:{date}\n\nhost;x-sdk-date\n{}",
        sha256("")
    );
    let to_sign = format!("SDK-HMAC-SHA256\n{date}\n{}", sha256(&canonical));
    let signature = hex(&mac(hmac::HMAC_SHA256, key.as_bytes(), &to_sign));
    let authorization = format!(
        "SDK-HMAC-SHA256 Access={key}, SignedHeaders=host;x-sdk-date, Signature={signature}"
    );
    vec![("X-Sdk-Date", date), ("Authorization", authorization)]
}

/// The header of a request to Qiniu, which signs its path and query.
pub(crate) fn qbox(key: &str, target: &str) -> Vec<(&'static str, String)> {
    let signature =
        mac(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, key.as_bytes(), &format!("{target}\n"));
    vec![("Authorization", format!("QBox {key}:{}", URL_SAFE.encode(signature)))]
}

fn sha256(text: &str) -> String {
    hex(digest::digest(&digest::SHA256, text.as_bytes()).as_ref())
}

fn mac(algorithm: hmac::Algorithm, key: &[u8], text: &str) -> Vec<u8> {
    hmac::sign(&hmac::Key::new(algorithm, key), text.as_bytes()).as_ref().to_vec()
}
