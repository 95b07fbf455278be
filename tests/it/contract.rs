//! What every row of the operation table keeps to.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::Path;

use certmock::internals::spec::{Credentials, Row};
use certmock::internals::{providers, reference};

use crate::mock::Mock;
use crate::table::{example, rows};
use crate::vendors::{Vendor, admitted, code_of};

#[test]
fn names_of_operations_and_of_errors_are_unique_and_every_row_is_documented() {
    for provider in providers::ALL {
        let mut operations = HashSet::new();
        let mut routes = HashSet::new();
        for Row { resource, operation, .. } in provider.rows() {
            assert!(operations.insert(operation.name), "{} twice", operation.name);
            if let Some(path) = resource.map(|resource| resource.path) {
                for method in operation.methods {
                    assert!(routes.insert((method, path)), "{method} {path} twice");
                }
                assert!(provider.claims(path) || path == "/", "{path} is below no prefix");
            }
            assert!(operation.docs.starts_with("https://"));
            assert!(operation.summary.ends_with('.') && operation.summary.len() < 90);
            let mut names = HashMap::new();
            for error in operation.call.errors() {
                assert!(names.insert(error.name(), error.code()).is_none(), "{}", error.name());
            }
        }
        let mut names = HashSet::new();
        for error in provider.protocol.errors() {
            assert!(names.insert(error.name()), "{} twice", error.name());
        }
    }
}

#[test]
fn every_error_of_a_catalogue_is_documented_by_an_operation() {
    for provider in providers::ALL {
        let documented: HashSet<&str> = provider
            .rows()
            .iter()
            .flat_map(|row| row.operation.call.errors())
            .map(certmock::internals::spec::ErrorCode::name)
            .collect();
        for Row { operation, .. } in provider.rows() {
            for error in operation.call.catalogue() {
                assert!(documented.contains(error.name()), "{} {}", provider.id, error.name());
            }
        }
    }
}

#[test]
fn every_error_has_a_refusals_status_and_words() {
    for row in rows() {
        let provider = row.provider;
        for error in row.errors() {
            let status = error.status().as_u16();
            let refusal = Vendor::of(provider).refusals.contains(&status);
            assert!(refusal, "{} {}: {status}", provider.id, error.name());
            let wordless = error.en().is_empty() && error.zh().is_empty();
            assert!(!wordless, "{} {}", provider.id, error.name());
        }
    }
}

#[test]
fn every_example_can_be_sent_and_is_answered_as_documented() {
    for row in rows() {
        let Row { provider, operation, .. } = row;
        let mock = Mock::start();
        let answer = admitted(provider, example(&mock, &row)).send();
        let code = code_of(provider, &answer);
        // Some services answer refusals with the status of a success, those for one whose operations
        // have no path.
        let errors = row.errors();
        let hides = errors.iter().any(|error| error.status() == operation.success);
        let refused = (row.resource.is_none() || hides) && code.is_some();
        if answer.status == operation.success.as_u16() && !refused {
            continue;
        }
        let documented = operation.call.errors().iter().any(|error| {
            let codes = [error.code(), error.zh()].map(Some);
            error.status().as_u16() == answer.status && codes.contains(&code.as_deref())
        });
        assert!(
            documented,
            "{} {}: {} {}",
            provider.id,
            operation.name,
            answer.status,
            answer.text()
        );
    }
}

#[test]
fn every_provider_refuses_an_unsigned_request_in_its_own_envelope() {
    for row in rows() {
        let Row { provider, operation, .. } = row;
        if operation.credentials != Credentials::Account {
            continue;
        }
        let mock = Mock::start();
        let answer = example(&mock, &row).send();
        let code = code_of(provider, &answer);
        let (status, wanted) = Vendor::of(provider).unsigned;
        let refused = provider.protocol.errors().iter().any(|error| {
            let codes = [error.code(), error.zh()].map(Some);
            error.code() == wanted && codes.contains(&code.as_deref())
        });
        let name = format!("{} {}", provider.id, operation.name);
        assert!(refused && answer.status == status, "{name}: {}", answer.text());
    }
}

#[test]
fn every_provider_refuses_what_it_is_not_asked_for_in_its_own_envelope() {
    for provider in providers::ALL {
        let mock = Mock::start();
        for prefix in provider.prefixes {
            let request = mock.request("GET", &format!("{prefix}/no/such/thing"));
            let answer = admitted(provider, request).send();
            assert!(
                matches!(answer.status, 404 | 405),
                "{} {prefix}: {}",
                provider.id,
                answer.text()
            );
            let vendors = match Vendor::of(provider).unknown_path_page {
                Some(page) => answer.text().contains(page),
                None => code_of(provider, &answer).is_some(),
            };
            assert!(vendors, "{} {prefix}: {}", provider.id, answer.text());
        }
    }
}

#[test]
fn every_operation_with_a_body_refuses_one_that_is_malformed_in_its_own_envelope() {
    for row in rows() {
        let Row { provider, operation, .. } = row;
        if operation.example.body.is_empty() {
            continue;
        }
        for body in [&b"{\"a\": "[..], b"\xff\xfe", b"{\"a\": 1}}"] {
            let mock = Mock::start();
            let answer = admitted(provider, example(&mock, &row).body(body)).send();
            let name = format!("{} {}", provider.id, operation.name);
            let status = if row.resource.is_none() { 200 } else { 400 };
            assert_eq!(answer.status, status, "{name}: {}", answer.text());
            assert!(code_of(provider, &answer).is_some(), "{name}: {}", answer.text());
        }
    }
}

#[test]
fn every_operation_is_named_in_the_tests_of_its_provider() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it");
    for row in rows() {
        let Row { provider, operation, .. } = row;
        let texts = read_folder(&root.join(provider.id));
        let named = has_word(&texts, operation.name);
        assert!(named, "no test of {} names {}", provider.id, operation.name);
    }
}

/// The text of all files in a folder and below it.
fn read_folder(folder: &Path) -> String {
    let entries = fs::read_dir(folder);
    let entries = entries.unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    entries
        .map(|entry| entry.unwrap().path())
        .map(
            |path| {
                if path.is_dir() { read_folder(&path) } else { fs::read_to_string(path).unwrap() }
            },
        )
        .collect()
}

fn has_word(text: &str, word: &str) -> bool {
    let inside = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(word).any(|(at, _)| {
        !text[..at].ends_with(inside) && !text[at + word.len()..].starts_with(inside)
    })
}

#[test]
fn the_catalogue_lists_every_operation_with_its_errors() {
    let mock = Mock::start();
    let catalogue = mock.request("GET", "/_certmock/catalogue").send().expect(200);
    let listed: usize = catalogue["providers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|provider| provider["operations"].as_array().unwrap().len())
        .sum();
    assert_eq!(listed, rows().count());
    for Row { provider, operation, .. } in rows() {
        let page = reference::page(providers::ALL, provider.id).unwrap();
        assert!(page.contains(&format!("\n## {}\n", operation.name)), "{}", operation.name);
    }
}
