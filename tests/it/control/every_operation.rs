//! What holds of every operation of the table, by rules and in the journal.

use std::collections::{HashMap, HashSet};

use certmock::internals::providers;
use serde_json::{Value, json};

use super::arm;
use super::secrets::send_secrets;
use crate::mock::Mock;
use crate::reference::{describes, document};
use crate::table::{example, rows};
use crate::vendors::{admitted, code_of};

#[test]
fn every_documented_error_of_every_operation_is_made_by_a_rule_as_its_openapi_document_has_it() {
    let mock = Mock::start();
    let documents: HashMap<_, _> =
        providers::ALL.iter().map(|provider| (provider.id, document(&mock, provider.id))).collect();
    let mut made = 0;
    for row in rows() {
        let provider = row.provider;
        let mut names = HashSet::new();
        for error in row.errors() {
            // A wire's error may have the name of the operation's own, which then is meant.
            if !names.insert(error.name()) {
                continue;
            }
            arm(
                &mock,
                &json!({
                    "name": "r", "when": { "operation": row.name() },
                    "then": { "error": error.name() },
                }),
            );
            let answer = admitted(provider, example(&mock, &row)).send();
            let what = format!("{} {}: {}", row.name(), error.name(), answer.text());
            assert_eq!(answer.header("X-Certmock-Rule"), Some("r"), "{what}");
            assert_eq!(answer.status, error.status().as_u16(), "{what}");
            // What a vendor's own page or bare text answers has no code in it, and one envelope has
            // words alone.
            if let Some(code) = code_of(provider, &answer) {
                let is_named = error.code().contains(&code) || error.zh() == code;
                assert!(is_named, "{what}");
            } else {
                assert!(row.resource.is_some(), "{what}");
            }
            if let Ok(body) = serde_json::from_slice(&answer.body) {
                let described = describes(&documents[provider.id], &row, answer.status, &body);
                assert!(described, "{what}");
            }
            made += 1;
        }
    }
    println!("{made} errors of {} operations were made by rules", rows().count());
    assert!(made > 2500, "{made}");
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
