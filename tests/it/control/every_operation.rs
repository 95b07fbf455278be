//! What holds of every operation of the table, by rules and in the journal.

use std::collections::HashSet;

use certmock::spec::{Credentials, Route};
use serde_json::{Value, json};
use time::Duration;

use super::arm;
use crate::contract::{admitted, code_of, example, rows};
use crate::material::pair;
use crate::mock::{Mock, date};

#[test]
fn every_documented_error_of_every_operation_is_made_by_a_rule() {
    let mock = Mock::start();
    let mut made = 0;
    for (provider, operation) in rows() {
        let mut names = HashSet::new();
        for error in provider.errors_of(operation) {
            // A wire's error may have the name of the operation's own, which then is meant.
            if !names.insert(error.name()) {
                continue;
            }
            arm(
                &mock,
                &json!({
                    "name": "r", "when": { "operation": format!("{}.{}", provider.id, operation.name) },
                    "then": { "error": error.name() },
                }),
            );
            let answer = admitted(provider, example(&mock, operation)).send();
            let what =
                format!("{}.{} {}: {}", provider.id, operation.name, error.name(), answer.text());
            assert_eq!(answer.header("X-Certmock-Rule"), Some("r"), "{what}");
            assert_eq!(answer.status, error.status().as_u16(), "{what}");
            // What a vendor's own page or bare text answers has no code in it.
            if let Some(code) = code_of(provider, &answer) {
                assert!(code == error.code() || error.code().contains(&code), "{what}");
            } else {
                assert!(!operation.route.eq(&Route::Action), "{what}");
            }
            made += 1;
        }
    }
    println!("{made} errors of {} operations were made by rules", rows().count());
    assert!(made > 2500, "{made}");
}

/// Sends every operation with secrets that are known again; those are what is given back.
pub(crate) fn send_secrets(mock: &Mock) -> Vec<String> {
    let (_, private_key) = pair("rsa-2048");
    for (provider, operation) in rows() {
        admitted(provider, example(mock, operation)).send();
        if operation.credentials == Credentials::Account {
            // Refused before anything is known, too.
            example(mock, operation).header("X-Auth-Token", "t0ken-secret").send();
        }
    }
    let secret = json!({
        "auth": { "identity": { "methods": ["password"], "password": { "user": {
            "name": "certmock", "password": "passw0rd-secret", "domain": { "name": "certmock" } } } } }
    });
    mock.request("POST", "/v3/auth/tokens").json(&secret).send();
    // Of an account that is declared, so that the signatures are wrong and are explained.
    mock.qiniu_as("certmock", "GET", "/sslcert").send().expect(401);
    let signature = format!(
        "SDK-HMAC-SHA256 Access=certmock, SignedHeaders=host;x-sdk-date, Signature={}",
        "0".repeat(64)
    );
    mock.request("GET", "/v1.0/certmock/elbaas/certificate")
        .header("X-Sdk-Date", &date(Duration::ZERO))
        .header("Authorization", &signature)
        .send();
    let inside = private_key.lines().nth(3).unwrap().to_owned();
    let signatures = ["A".repeat(27), "0".repeat(64)];
    let words = ["passw0rd-secret", "t0ken-secret", "PRIVATE KEY"].map(str::to_owned);
    words.into_iter().chain(signatures).chain([inside]).collect()
}

#[test]
fn no_secret_that_any_operation_is_sent_is_in_the_journal() {
    let mock = Mock::start();
    let secrets = send_secrets(&mock);
    let entries = mock.request("GET", "/_certmock/requests?limit=10000").send();
    let (text, entries) = (entries.text(), entries.expect(200));
    assert!(entries["count"].as_u64().unwrap() > 150);
    let admitted: Vec<&Value> = entries["requests"].as_array().unwrap().iter().collect();
    assert!(admitted.iter().any(|entry| entry["parameters"]["CertificatePrivateKey"].is_string()));
    for secret in secrets {
        assert!(!text.contains(&secret), "{secret}");
    }
}
