//! Requests as the vendors' clients sign them.

use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE;
use certmock::internals::ids::hex;
use time::OffsetDateTime;
use time::macros::format_description;

pub(crate) use super::tc3::{HOST, tc3};
use super::tc3::{mac, sha256};

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
