//! Signatures as the vendor's pages describe them, made apart from the code under test.

use std::fmt::Write as _;

use aws_lc_rs::{digest, hmac};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use time::OffsetDateTime;
use time::macros::format_description;

/// What is signed with TC3-HMAC-SHA256.
pub(crate) struct Tc3<'a> {
    pub(crate) secret_id: &'a str,
    pub(crate) secret_key: &'a str,
    pub(crate) timestamp: i64,
    /// As the scope has it.
    pub(crate) service: &'a str,
    pub(crate) method: &'a str,
    pub(crate) path: &'a str,
    pub(crate) query: &'a str,
    /// Names and values, in the order of their names.
    pub(crate) headers: &'a [(&'a str, &'a str)],
    pub(crate) payload: &'a str,
}

impl Tc3<'_> {
    pub(crate) fn date(&self) -> String {
        let day = OffsetDateTime::from_unix_timestamp(self.timestamp).unwrap().date();
        day.format(format_description!("[year]-[month]-[day]")).unwrap()
    }

    /// The `Authorization` header.
    pub(crate) fn header(&self) -> String {
        self.header_of(&self.date())
    }

    /// The same with a scope of that day.
    pub(crate) fn header_of(&self, date: &str) -> String {
        let names: Vec<_> = self.headers.iter().map(|(name, _)| *name).collect();
        let names = names.join(";");
        let mut canonical = format!("{}\n{}\n{}\n", self.method, self.path, self.query);
        for (name, value) in self.headers {
            let _ = writeln!(canonical, "{name}:{value}");
        }
        let _ = write!(canonical, "\n{names}\n{}", sha256(self.payload));
        let scope = format!("{date}/{}/tc3_request", self.service);
        let to_sign =
            format!("TC3-HMAC-SHA256\n{}\n{scope}\n{}", self.timestamp, sha256(&canonical));
        let key = mac(format!("TC3{}", self.secret_key).as_bytes(), date);
        let key = mac(&mac(&key, self.service), "tc3_request");
        let signature = hex(&mac(&key, &to_sign));
        format!(
            "TC3-HMAC-SHA256 Credential={}/{scope}, SignedHeaders={names}, Signature={signature}",
            self.secret_id
        )
    }
}

/// A signature of version 1.
pub(crate) fn v1(
    secret_key: &str,
    method: &str,
    host_and_path: &str,
    parameters: &[(String, String)],
    sha256: bool,
) -> String {
    let mut sorted = parameters.to_vec();
    sorted.sort();
    let text: Vec<_> = sorted.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let to_sign = format!("{method}{host_and_path}?{}", text.join("&"));
    let algorithm = if sha256 { hmac::HMAC_SHA256 } else { hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY };
    STANDARD
        .encode(hmac::sign(&hmac::Key::new(algorithm, secret_key.as_bytes()), to_sign.as_bytes()))
}

fn mac(key: &[u8], text: &str) -> Vec<u8> {
    hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), text.as_bytes()).as_ref().to_vec()
}

fn sha256(text: &str) -> String {
    hex(digest::digest(&digest::SHA256, text.as_bytes()).as_ref())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[test]
fn the_signer_of_these_tests_makes_the_published_signatures() {
    let tc3 = Tc3 {
        secret_id: "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE",
        secret_key: "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE",
        timestamp: 1_551_113_065,
        service: "cvm",
        method: "POST",
        path: "/",
        query: "",
        headers: &[
            ("content-type", "application/json; charset=utf-8"),
            ("host", "cvm.tencentcloudapi.com"),
        ],
        payload: r#"{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}"#,
    };
    let wanted = "72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168";
    assert!(tc3.header().ends_with(wanted), "{}", tc3.header());
    let parameters = [
        ("Action", "DescribeInstances"),
        ("InstanceIds.0", "ins-09dx96dg"),
        ("Limit", "20"),
        ("Nonce", "11886"),
        ("Offset", "0"),
        ("Region", "ap-guangzhou"),
        ("SecretId", "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE"),
        ("Timestamp", "1465185768"),
        ("Version", "2017-03-12"),
    ];
    let parameters = parameters.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let secret_key = "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE";
    let signature = v1(secret_key, "GET", "cvm.tencentcloudapi.com/", &parameters, false);
    assert_eq!(signature, "EliP9YW3pW28FpsEdkXt/+WcGeI=");
}
