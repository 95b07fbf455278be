//! Whatever is sent, the answer is one that the vendor documents.

use std::sync::LazyLock;

use axum::http::HeaderValue;
use percent_encoding::{NON_ALPHANUMERIC, percent_encode};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::material::pem;
use crate::mock::{Answer, Mock};
use crate::table::provider;

/// One server for all, because no case needs another's absence.
static MOCK: LazyLock<Mock> = LazyLock::new(Mock::start);

/// Asserts that the status is a success or one that an error of the provider travels with.
fn documented(id: &str, answer: &Answer) -> Result<(), TestCaseError> {
    let provider = provider(id);
    let known = provider.rows().iter().any(|row| {
        row.operation.success.as_u16() == answer.status
            || row.errors().iter().any(|error| {
                // The emulator's own failure is never a right answer here.
                error.status().as_u16() == answer.status && error.name() != "InternalError"
            })
    });
    let internal = answer.text().contains("internal error");
    prop_assert!(known && !internal, "{id}: {} {}", answer.status, answer.text());
    Ok(())
}

/// Texts of every kind: any characters, what looks like PEM, PEM with a change, and real PEM.
fn texts() -> impl Strategy<Value = String> {
    let real = prop::sample::select(vec![
        "rsa-2048.crt",
        "rsa-2048.key",
        "ec-p256.crt",
        "ec-p256.sec1.key",
        "ed25519.key",
        "encrypted.pkcs1.key",
        "garbage.crt",
        "secp256k1.key",
    ])
    .prop_map(pem);
    let changed = (real.clone(), any::<prop::sample::Index>(), any::<char>()).prop_map(
        |(text, place, letter)| {
            let mut letters: Vec<char> = text.chars().collect();
            let place = place.index(letters.len());
            letters[place] = letter;
            letters.into_iter().collect()
        },
    );
    let cut = (real.clone(), any::<prop::sample::Index>())
        .prop_map(|(text, place)| text.chars().take(place.index(text.len())).collect());
    let blocks = ("[A-Z ]{0,20}", "[A-Za-z0-9+/=\n -]{0,200}").prop_map(|(label, body)| {
        format!("-----BEGIN {label}-----\n{body}\n-----END {label}-----\n")
    });
    prop_oneof![any::<String>(), blocks, changed, cut, real]
}

/// Any bytes, as text where they are UTF-8 and mangled where they are not: JSON has no others.
fn bytes_as_text() -> impl Strategy<Value = String> {
    prop::collection::vec(any::<u8>(), 0..300)
        .prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_as_certificate_and_key_is_taken_or_refused_as_documented(
        certificate in prop_oneof![texts(), bytes_as_text()],
        private_key in prop_oneof![texts(), bytes_as_text()],
        alias in any::<String>(),
    ) {
        let body = json!({ "ca": certificate, "pri": private_key, "name": alias });
        documented("qiniu", &MOCK.qiniu("POST", "/sslcert").json(&body).send())?;
        let body = json!({ "certificate": certificate, "private_key": private_key, "name": alias });
        documented("huawei_elb", &MOCK.huawei("POST", "certificate").json(&body).send())?;
        let body = json!({ "certificate": certificate, "private_key": private_key, "alias": alias, "certificate_type": alias });
        documented("rainbond", &MOCK.rainbond("POST", "/certificates").json(&body).send())?;
    }

    #[test]
    fn any_json_value_as_any_member_is_taken_or_refused_as_documented(
        value in prop_oneof![
            Just(Value::Null), any::<bool>().prop_map(Value::from), any::<i64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from), Just(json!([])), Just(json!({})), Just(json!([["x", { "a": null }]])),
        ],
        member in 0..4usize,
    ) {
        let with = |names: [&str; 4]| {
            let mut body = json!({});
            for (place, name) in names.into_iter().enumerate() {
                body[name] = if place == member { value.clone() } else { pem("ec-p256.crt").into() };
            }
            body
        };
        let body = with(["ca", "pri", "name", "common_name"]);
        documented("qiniu", &MOCK.qiniu("POST", "/sslcert").json(&body).send())?;
        let body = with(["certificate", "private_key", "name", "description"]);
        documented("huawei_elb", &MOCK.huawei("POST", "certificate").json(&body).send())?;
        let body = with(["certificate", "private_key", "alias", "certificate_type"]);
        documented("rainbond", &MOCK.rainbond("POST", "/certificates").json(&body).send())?;
        documented("rainbond", &MOCK.rainbond("PUT", "/certificates/1").json(&body).send())?;
    }

    #[test]
    fn any_body_is_answered_as_documented(body in prop::collection::vec(any::<u8>(), 0..200), form in any::<bool>()) {
        let kind = if form { "application/x-www-form-urlencoded" } else { "multipart/form-data; boundary=b" };
        documented("qiniu", &MOCK.qiniu("POST", "/sslcert").body(body.clone()).send())?;
        documented("huawei_elb", &MOCK.huawei("POST", "certificate").body(body.clone()).send())?;
        let request = MOCK.rainbond("POST", "/certificates").header("Content-Type", kind);
        documented("rainbond", &request.body(body.clone()).send())?;
        documented("huawei_iam", &MOCK.request("POST", "/v3/auth/tokens").body(body).send())?;
    }

    #[test]
    fn any_header_is_answered_as_documented(
        value in "[ -~]{0,80}",
        scheme in prop::sample::select(vec!["", "QBox ", "Qiniu ", "SDK-HMAC-SHA256 ", "SDK-HMAC-SHA256 Access=", "SDK-HMAC-SHA256 Credential=certmock/"]),
    ) {
        let value = format!("{scheme}{value}");
        prop_assume!(HeaderValue::from_str(&value).is_ok());
        for (id, target) in [("qiniu", "/sslcert"), ("huawei_elb", "/v1.0/p/elbaas/certificate"), ("rainbond", "/openapi/v1/teams/t/certificates")] {
            for header in ["Authorization", "X-Auth-Token", "X-Internal-Token", "X-Qiniu-Date", "X-Sdk-Date", "Content-Type", "Accept"] {
                let request = MOCK.request("GET", target).header(header, &value);
                documented(id, &request.send())?;
            }
        }
    }

    #[test]
    fn any_path_and_query_is_answered_as_documented(path in prop::collection::vec(any::<u8>(), 0..40), query in "[!-~]{0,40}") {
        let path = percent_encode(&path, NON_ALPHANUMERIC).to_string();
        let query = query.replace('#', "");
        let requests = [
            ("qiniu", MOCK.qiniu("GET", &format!("/sslcert/{path}?{query}"))),
            ("qiniu", MOCK.qiniu("GET", &format!("/sslcert?{query}"))),
            ("huawei_elb", MOCK.huawei("DELETE", &format!("certificate/{path}?{query}"))),
            ("rainbond", MOCK.rainbond("GET", &format!("/certificates/{path}?{query}"))),
            ("rainbond", MOCK.rainbond("GET", &format!("/certificates?page={path}&{query}"))),
        ];
        for (id, request) in requests {
            documented(id, &request.send())?;
        }
    }
}
