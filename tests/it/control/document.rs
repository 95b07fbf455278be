//! The OpenAPI document of the control API itself.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{arm, upload};
use crate::mock::Mock;
use crate::reference::{document, fits};
use crate::tencent::client::Client;

const METHODS: [&str; 5] = ["GET", "POST", "PUT", "DELETE", "PATCH"];

/// The methods and paths of the document, with what it says of each.
fn described(document: &Value) -> Vec<(String, String, &Value)> {
    let mut all = Vec::new();
    for (path, operations) in document["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            all.push((method.to_ascii_uppercase(), path.clone(), operation));
        }
    }
    all
}

#[test]
fn every_method_and_path_of_the_document_is_answered_and_no_other_method_is() {
    let mock = Mock::start();
    let document = document(&mock, "control");
    let all = described(&document);
    assert!(all.len() >= 30, "{}", all.len());
    for (_, path, _) in &all {
        for method in METHODS {
            // Nothing that waits or goes on is to begin.
            let target = path.replace("{id}", "0").replace("{file}", "qiniu.json");
            let target = format!("{}?after=x&timeout=1ms", target.replace("{provider}", "qiniu"));
            let answer = mock.request(method, &target).send();
            let is_described = all.iter().any(|(known, at, _)| known == method && at == path);
            let words = String::from_utf8_lossy(&answer.body);
            assert_eq!(answer.status != 405, is_described, "{method} {path}: {words}");
            assert!(!words.contains("certmock has no"), "{method} {path}: {words}");
        }
    }
    let ids: BTreeSet<_> = all.iter().map(|(_, _, it)| it["operationId"].to_string()).collect();
    assert_eq!(ids.len(), all.len());
    for (method, path, operation) in &all {
        let summary = operation["summary"].as_str().unwrap();
        assert!(summary.len() < 90 && summary.ends_with('.'), "{method} {path}: {summary}");
    }
}

#[test]
fn the_page_of_the_project_has_a_row_for_what_the_document_has_and_for_nothing_else() {
    let text = include_str!("../../../docs/control.md");
    let (_, section) = text.split_once("\n## Control\n").unwrap();
    let (table, _) = section.split_once("\n## ").unwrap();
    let named: BTreeSet<_> = table
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.split(" | ").next())
        .flat_map(|cell| cell.split('`').map(str::to_owned).collect::<Vec<_>>())
        .filter(|word| word.contains(" /_certmock"))
        .collect();
    let document = document(&Mock::start(), "control");
    let known: BTreeSet<_> =
        described(&document).iter().map(|(method, path, _)| format!("{method} {path}")).collect();
    // A page for people is none of this API.
    let page = |row: &&String| ["GET /_certmock/", "GET /_certmock"].contains(&row.as_str());
    let surplus: Vec<_> = named.difference(&known).filter(|row| !page(row)).collect();
    assert!(surplus.is_empty(), "not described: {surplus:?}");
    let missing: Vec<_> = known.difference(&named).collect();
    assert!(missing.is_empty(), "without a row: {missing:?}");
}

#[test]
fn answers_are_as_the_document_has_them() {
    let ssl = Client::ssl();
    let mock = &*ssl.mock;
    upload(mock, "a", "x").expect(200);
    ssl.ask("DescribeCertificates", &json!({}));
    mock.qiniu_as("certmock", "GET", "/sslcert").send();
    mock.request("GET", "http://elsewhere.example.com/").send();
    let when = json!({ "operation": "qiniu.DeleteCertificate", "account": "qiniu:b" });
    arm(
        mock,
        &json!({ "name": "r", "when": when, "calls": { "first": 1 }, "ttl": "1h", "then": { "error": "400611" } }),
    );
    mock.qiniu_as("a", "DELETE", "/sslcert/000000000000000000000000").send();
    let document = document(mock, "control");
    let id = mock.request("GET", "/_certmock/requests").send().expect(200);
    let id = id["requests"][0]["id"].as_str().unwrap().to_owned();
    let one = format!("requests/{id}");
    let fixture = json!({ "certmock": 1 });
    for (method, path, target, body) in [
        ("GET", "health", "health", None),
        ("GET", "ready", "ready", None),
        ("GET", "about", "about", None),
        ("GET", "accounts", "accounts", None),
        ("GET", "certificates", "certificates?limit=1", None),
        ("GET", "catalogue", "catalogue", None),
        ("GET", "openapi/{file}", "openapi/control.json", None),
        ("GET", "openapi/{file}", "openapi/none.json", None),
        ("GET", "state", "state", None),
        ("GET", "fixtures", "fixtures", None),
        ("POST", "fixtures", "fixtures", Some(fixture)),
        ("POST", "fixtures", "fixtures?name=none", None),
        ("GET", "rules", "rules", None),
        ("POST", "rules", "rules", Some(json!([]))),
        ("GET", "strays", "strays", None),
        ("GET", "clock", "clock", None),
        ("PUT", "clock", "clock?account=x", Some(json!({ "offset": "1d" }))),
        ("POST", "clock/advance", "clock/advance", Some(json!({ "by": "1d" }))),
        ("POST", "clock/advance", "clock/advance", Some(json!({ "by": 1 }))),
        ("GET", "requests", "requests", None),
        ("GET", "requests", "requests?brief=true&limit=1", None),
        ("GET", "requests/wait", "requests/wait", None),
        ("GET", "requests/{id}", &one, None),
        ("GET", "accounts", "accounts?latest=1", None),
        ("GET", "requests/{id}", "requests/none", None),
        ("GET", "coverage", "coverage", None),
        ("DELETE", "rules", "rules", None),
        ("DELETE", "strays", "strays", None),
    ] {
        let mut request = mock.request(method, &format!("/_certmock/{target}"));
        if let Some(body) = &body {
            request = request.json(body);
        }
        let answer = request.send();
        let operation = &document["paths"][format!("/_certmock/{path}")][method.to_lowercase()];
        let responses = &operation["responses"];
        let status = answer.status.to_string();
        let own = responses.get(&status).unwrap_or(&document["components"]["responses"]["Refused"]);
        let schema = &own["content"]["application/json"]["schema"];
        assert!(schema.is_object(), "{method} {target} {status}: {responses}");
        let body = answer.json();
        assert!(fits(&document, schema, &body), "{method} {target} {status}: {body:#}\n{schema:#}");
    }
}

#[test]
fn the_parameters_of_a_query_are_described_as_they_are_read() {
    let mock = Mock::start();
    let document = document(&mock, "control");
    for (method, path) in [
        ("GET", "requests"),
        ("GET", "requests/{id}"),
        ("GET", "accounts"),
        ("GET", "certificates"),
        ("GET", "events"),
        ("POST", "fixtures"),
    ] {
        let operation = &document["paths"][format!("/_certmock/{path}")][method.to_lowercase()];
        let parameters = operation["parameters"].as_array().unwrap().iter();
        let described: BTreeSet<_> = parameters
            .filter(|parameter| parameter["in"] == "query")
            .map(|parameter| parameter["name"].as_str().unwrap())
            .collect();
        let target = format!("/_certmock/{path}?colour=red");
        let refused = mock.request(method, &target).send().expect(400);
        let error = refused["error"].as_str().unwrap();
        let (_, read) = error.split_once("unknown field `colour`, expected ").unwrap();
        let read: BTreeSet<_> = read.split('`').skip(1).step_by(2).collect();
        assert_eq!(described, read, "{path}");
    }
}
