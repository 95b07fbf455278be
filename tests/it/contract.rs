//! What every row of the operation table keeps to.

use std::collections::{HashMap, HashSet};

use axum::http::Method;
use certmock::providers;
use certmock::reference;
use certmock::spec::{Credentials, Operation, Provider, Route};
use serde_json::Value;

use crate::material::pair;
use crate::mock::{Answer, Mock, Request, date};
use crate::tencent::client::signed;

pub(crate) fn rows() -> impl Iterator<Item = (&'static Provider, &'static Operation)> {
    providers::ALL.iter().flat_map(|provider| {
        provider.operations.iter().map(move |operation| (*provider, operation))
    })
}

fn method_of(operation: &Operation) -> &'static Method {
    &operation.methods()[0]
}

/// The example of an operation, without credentials.
pub(crate) fn example(mock: &Mock, operation: &Operation) -> Request {
    let inside = |text: &str| {
        let quoted = Value::from(text).to_string();
        quoted[1..quoted.len() - 1].to_owned()
    };
    let (certificate, private_key) = pair("rsa-2048");
    let body = operation
        .example
        .body
        .replace("{{certificate}}", &inside(&certificate))
        .replace("{{private_key}}", &inside(&private_key));
    let mut request = mock.request(method_of(operation).as_str(), operation.example.target);
    if operation.route == Route::Action {
        let version = version_of(operation);
        request = request.header("X-TC-Action", operation.name).header("X-TC-Version", &version);
    }
    if body.is_empty() {
        request
    } else {
        request.header("Content-Type", "application/json").body(body)
    }
}

/// The version of its service, as the link to its page has it.
fn version_of(operation: &Operation) -> String {
    let (_, version) = operation.docs.split_once("Version=").unwrap();
    version.split('&').next().unwrap().to_owned()
}

/// The request with credentials that are admitted.
pub(crate) fn admitted(provider: &Provider, request: Request) -> Request {
    match provider.id {
        "qiniu" => request.header("Authorization", &format!("QBox tester:{}=", "A".repeat(27))),
        "huawei_elb" => request.header("X-Sdk-Date", &date(time::Duration::ZERO)).header(
            "Authorization",
            &format!("SDK-HMAC-SHA256 Access=AK, SignedHeaders=host, Signature={}", "0".repeat(64)),
        ),
        "rainbond" => request.header("Authorization", "certmock"),
        "tencent_ssl" | "tencent_gaap" | "tencent_tag" => signed(request, "tester"),
        other => panic!("how is a request to {other} admitted?"),
    }
}

/// The code that a vendor's envelope carries, as text.
pub(crate) fn code_of(provider: &Provider, answer: &Answer) -> Option<String> {
    let body: Value = serde_json::from_slice(&answer.body).ok()?;
    let code = match provider.id {
        "huawei_elb" => body.get("error_code").or_else(|| body["error"].get("code")),
        "tencent_ssl" | "tencent_gaap" | "tencent_tag" => body["Response"]["Error"].get("Code"),
        _ => body.get("code"),
    };
    Some(code?.to_string().trim_matches('"').to_owned())
}

#[test]
fn names_of_operations_and_of_errors_are_unique_and_every_row_is_documented() {
    for provider in providers::ALL {
        let mut operations = HashSet::new();
        let mut routes = HashSet::new();
        for operation in provider.operations {
            assert!(operations.insert(operation.name), "{} twice", operation.name);
            if let Route::Rest(methods, path) = operation.route {
                for method in methods {
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
            .operations
            .iter()
            .flat_map(|operation| operation.call.errors())
            .map(certmock::spec::ErrorCode::name)
            .collect();
        for operation in provider.operations {
            for error in operation.call.catalogue() {
                assert!(documented.contains(error.name()), "{} {}", provider.id, error.name());
            }
        }
    }
}

#[test]
fn every_error_has_a_refusals_status_and_words() {
    for (provider, operation) in rows() {
        for error in provider.errors_of(operation) {
            let status = error.status().as_u16();
            // Tencent Cloud answers everything with 200.
            let refusal = (400..=612).contains(&status);
            assert!(refusal != provider.id.starts_with("tencent"), "{}", error.name());
            let wordless = error.en().is_empty() && error.zh().is_empty();
            assert!(!wordless, "{} {}", provider.id, error.name());
        }
    }
}

#[test]
fn every_example_can_be_sent_and_is_answered_as_documented() {
    for (provider, operation) in rows() {
        let mock = Mock::start();
        let answer = admitted(provider, example(&mock, operation)).send();
        let code = code_of(provider, &answer);
        // A wire whose operations have no path answers its refusals with the same status.
        let refused = operation.route == Route::Action && code.is_some();
        if answer.status == operation.success.as_u16() && !refused {
            continue;
        }
        let documented = operation.call.errors().iter().any(|error| {
            error.status().as_u16() == answer.status && Some(error.code()) == code.as_deref()
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
    for (provider, operation) in rows() {
        if operation.credentials != Credentials::Account {
            continue;
        }
        let mock = Mock::start();
        let answer = example(&mock, operation).send();
        let code = code_of(provider, &answer);
        let wanted = match provider.id {
            "huawei_elb" => (401, Some("APIGW.0305")),
            "tencent_ssl" | "tencent_gaap" | "tencent_tag" => (200, Some("MissingParameter")),
            _ => (401, Some("401")),
        };
        let found = (answer.status, code.as_deref());
        assert_eq!(found, wanted, "{} {}", provider.id, operation.name);
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
            let vendors = match provider.id {
                // Django's page for an address that it does not have.
                "rainbond" => answer.text().contains("<h1>Not Found</h1>"),
                _ => code_of(provider, &answer).is_some(),
            };
            assert!(vendors, "{} {prefix}: {}", provider.id, answer.text());
        }
    }
}

#[test]
fn every_operation_with_a_body_refuses_one_that_is_malformed_in_its_own_envelope() {
    for (provider, operation) in rows() {
        if operation.example.body.is_empty() {
            continue;
        }
        for body in [&b"{\"a\": "[..], b"\xff\xfe", b"{\"a\": 1}}"] {
            let mock = Mock::start();
            let answer = admitted(provider, example(&mock, operation).body(body)).send();
            let name = format!("{} {}", provider.id, operation.name);
            let status = if operation.route == Route::Action { 200 } else { 400 };
            assert_eq!(answer.status, status, "{name}: {}", answer.text());
            assert!(code_of(provider, &answer).is_some(), "{name}: {}", answer.text());
        }
    }
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
    let markdown = reference::markdown(providers::ALL);
    for (_, operation) in rows() {
        assert!(markdown.contains(&format!("[{}](", operation.name)), "{}", operation.name);
    }
}
