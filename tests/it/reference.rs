//! The reference: OpenAPI documents, evidence and assumptions.

use std::path::Path;

use certmock::internals::spec::Row;
use certmock::internals::{providers, reference};
use serde_json::Value;

use crate::mock::Mock;

/// The names of the documents: those of the providers, and that of the control API.
fn documents() -> impl Iterator<Item = &'static str> {
    providers::ALL.iter().map(|provider| provider.id).chain(["control"])
}

pub(crate) fn document(mock: &Mock, id: &str) -> Value {
    mock.request("GET", &format!("/_certmock/openapi/{id}.json")).send().expect(200)
}

#[test]
fn every_operation_is_described_with_every_status_that_it_may_answer() {
    let mock = Mock::start();
    for provider in providers::ALL {
        let document = document(&mock, provider.id);
        assert_eq!(document["openapi"], "3.1.0");
        for row in provider.rows() {
            let Row { resource, operation, .. } = row;
            let (methods, path) = match resource {
                Some(resource) => (operation.methods, resource.path.to_owned()),
                None => (&operation.methods[..1], format!("/#{}", operation.name)),
            };
            for method in methods {
                let described = &document["paths"][&path][method.as_str().to_lowercase()];
                let name = described["operationId"].as_str().unwrap();
                assert!(name.starts_with(operation.name), "{name}");
                let answers = described["responses"].as_object().unwrap();
                assert!(answers.contains_key(operation.success.as_str()), "{name}");
                for error in row.errors() {
                    // OpenAPI knows no status beyond 599.
                    let status = error.status();
                    let key = if status.as_u16() < 600 { status.as_str() } else { "default" };
                    assert!(answers.contains_key(key), "{name}: {status}");
                }
            }
        }
    }
}

#[test]
fn a_document_that_is_not_there_is_refused_with_the_names_of_those_that_are() {
    let mock = Mock::start();
    for file in ["qiniu", "qiniu.yaml", "other.json", ".json"] {
        let answer = mock.request("GET", &format!("/_certmock/openapi/{file}")).send().expect(404);
        let names = providers::ALL.iter().map(|provider| format!("{}.json", provider.id));
        let names = names.collect::<Vec<_>>().join(", ");
        assert!(answer["error"].as_str().unwrap().contains(&names), "{answer}");
    }
}

#[test]
fn what_a_wire_makes_itself_is_no_parameter_of_a_request() {
    let mock = Mock::start();
    for (id, path, made) in [
        ("tencent_gaap", "/#CreateDomain", "request_id"),
        ("tencent_ssl", "/#DescribeDownloadCertificateUrl", "account"),
    ] {
        let document = document(&mock, id);
        let body = &document["paths"][path]["post"]["requestBody"]["content"]["application/json"];
        assert!(body["example"].is_object(), "{body}");
        let members = body["schema"]["properties"].as_object().unwrap();
        assert!(!members.is_empty() && !members.contains_key(made), "{members:?}");
    }
    let versions = &document(&mock, "huawei_elb")["paths"]["/"]["get"];
    assert_eq!(versions["parameters"], Value::Array(Vec::new()));
}

#[test]
fn every_reference_in_a_document_leads_somewhere_and_every_schema_is_used() {
    let mock = Mock::start();
    for id in documents() {
        let document = document(&mock, id);
        let mut references = Vec::new();
        collect(&document, &mut references);
        for reference in &references {
            assert!(document.pointer(&reference[1..]).is_some(), "{id}: {reference}");
        }
        for name in document["components"]["schemas"].as_object().unwrap().keys() {
            let reference = format!("#/components/schemas/{name}");
            assert!(references.contains(&reference), "{id}: {name} is not used");
        }
    }
}

#[test]
fn every_default_in_a_document_is_of_a_type_that_its_schema_takes() {
    let mock = Mock::start();
    for id in documents() {
        check_defaults(&document(&mock, id), id);
    }
}

fn check_defaults(value: &Value, place: &str) {
    if let (Some(default), Some(types)) = (value.get("default"), value.get("type")) {
        let kind = match default {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Number(number) if number.is_f64() => "number",
            Value::Number(_) => "integer",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        };
        let is_taken = match types {
            Value::Array(types) => types.iter().any(|each| each == kind),
            one => one == kind,
        };
        assert!(is_taken, "{place}: {default} is none of {types}");
    }
    match value {
        Value::Object(members) => members
            .iter()
            .for_each(|(name, value)| check_defaults(value, &format!("{place}/{name}"))),
        Value::Array(values) => values.iter().for_each(|value| check_defaults(value, place)),
        _ => {}
    }
}

fn collect(value: &Value, references: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            references.extend(members.get("$ref").and_then(Value::as_str).map(str::to_owned));
            members.values().for_each(|value| collect(value, references));
        }
        Value::Array(values) => values.iter().for_each(|value| collect(value, references)),
        _ => {}
    }
}

#[test]
fn the_catalogue_says_what_leads_to_an_error_and_who_drives_an_operation() {
    let catalogue: Value =
        serde_json::from_str(&reference::json(providers::ALL, reference::ORIGIN)).unwrap();
    let find = |list: &Value, member: &str, wanted: &str| {
        let list = list.as_array().unwrap();
        list.iter().find(|each| each[member] == wanted).unwrap().clone()
    };
    let qiniu = find(&catalogue["providers"], "id", "qiniu");
    let upload = find(&qiniu["operations"], "name", "UploadCertificate");
    assert_eq!(upload["driven_by"][0], "qiniu (PyPI)");
    let met_by = |errors: &Value, name: &str| find(errors, "name", name)["met_by"].clone();
    assert_eq!(met_by(&upload["errors"], "KeyMismatch")[0], "request or state");
    assert_eq!(met_by(&qiniu["errors"], "TooManyRequests")[0], "rule");
    // All services of a vendor have one wire, so that what one of them shows holds of the others.
    for provider in providers::ALL.iter().filter(|provider| provider.id.starts_with("tencent_")) {
        let provider = find(&catalogue["providers"], "id", provider.id);
        let met_by = met_by(&provider["errors"], "SignatureFailure");
        assert_eq!(met_by[0], "request or state", "{}", provider["id"]);
    }
}

#[test]
fn the_page_of_assumptions_is_what_the_sources_say() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let printed = reference::assumptions_markdown(providers::ALL);
    let page = std::fs::read_to_string(root.join("docs/assumptions.md")).unwrap();
    assert!(page == printed, "put what `certmock catalogue --assumptions` prints there");
    let list: Value = serde_json::from_str(&reference::assumptions_json(providers::ALL)).unwrap();
    for assumption in list["assumptions"].as_array().unwrap() {
        let source = root.join(assumption["file"].as_str().unwrap());
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let source = words(&std::fs::read_to_string(source).unwrap().replace(['/', '!'], " "));
        let first: String = words(&assumption["what"].as_str().unwrap().replace(['/', '!'], " "))
            .chars()
            .take(20)
            .collect();
        assert!(source.contains(&format!("Assumption: {first}")), "{assumption}");
    }
}

/// Whether a document describes such an answer of an operation.
pub(crate) fn describes(document: &Value, row: &Row, status: u16, body: &Value) -> bool {
    let path =
        row.resource.map_or_else(|| format!("/#{}", row.operation.name), |it| it.path.into());
    let method = row.operation.methods[0].as_str().to_lowercase();
    let key = if status < 600 { status.to_string() } else { "default".to_owned() };
    let response = &document["paths"][path][method]["responses"][key];
    let response = resolved(document, response);
    fits(document, &response["content"]["application/json"]["schema"], body)
}

/// What a reference leads to; what is none, itself.
fn resolved<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    match value["$ref"].as_str() {
        Some(reference) => document.pointer(&reference[1..]).unwrap(),
        None => value,
    }
}

/// Whether a value is as a schema has it: its members, their types and their words.
pub(crate) fn fits(document: &Value, schema: &Value, value: &Value) -> bool {
    let schema = resolved(document, schema);
    if let Some(schemas) = schema["anyOf"].as_array() {
        return schemas.iter().any(|schema| fits(document, schema, value));
    }
    let words = schema["enum"].as_array();
    let is_one = words.is_none_or(|words| words.contains(value));
    let members = schema["properties"].as_object();
    let has_all = schema["required"].as_array().is_none_or(|required| {
        required.iter().all(|name| value.get(name.as_str().unwrap()).is_some())
    });
    let are_known = match (members, value.as_object()) {
        (Some(known), Some(members)) => members.iter().all(|(name, value)| {
            known.get(name).is_some_and(|schema| fits(document, schema, value))
        }),
        (Some(_), None) => false,
        (None, _) => !schema.is_null(),
    };
    let are_items = match (schema.get("items"), value.as_array()) {
        (Some(items), Some(values)) => values.iter().all(|value| fits(document, items, value)),
        _ => true,
    };
    is_one && has_all && are_known && are_items
}
