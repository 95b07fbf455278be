//! Huawei Cloud, CDN.

mod certificates;
mod clients;
mod configs;
mod domains;
mod https_info;
mod lifecycle;
mod refusals;
mod scm;
mod states;

use serde_json::{Value, json};

use crate::material::pair;
use crate::mock::{Answer, Mock, Request};

/// The built-in account's request for an operation.
#[track_caller]
pub(crate) fn ask(mock: &Mock, operation: &str, parameters: &[&str]) -> Request {
    mock.operation("huawei_cdn", operation, parameters).header("X-Auth-Token", "certmock")
}

/// Asserts the service's envelope.
#[track_caller]
pub(crate) fn refused(answer: &Answer, status: u16, code: &str, message: &str) {
    let code = format!("CDN.{code}");
    let error = json!({ "error_code": code, "error_msg": message });
    assert_eq!(answer.expect(status), json!({ "error": error }));
    assert_eq!(answer.header("X-Request-Id").map(str::len), Some(32));
}

fn names(body: &Value) -> Vec<&str> {
    body.as_object().unwrap().keys().map(String::as_str).collect()
}

/// Has the built-in account hold these domains.
#[track_caller]
fn put(mock: &Mock, domains: &Value) {
    let state = json!({ "certmock": { "huawei_cdn": { "domains": domains } } });
    mock.request("PUT", "/_certmock/state").json(&state).send().expect(204);
}

/// A server whose built-in account has domains of these names, the first of them made first.
fn with_domains(names: &[&str]) -> Mock {
    let mock = Mock::start();
    let domains: Vec<Value> = names.iter().map(|name| json!({ "domain_name": name })).collect();
    put(&mock, &json!(domains));
    mock
}

/// What gives domains a certificate of `fixtures/certificates`.
fn https(domains: &str, material: &str) -> Value {
    let (certificate, private_key) = pair(material);
    json!({
        "domain_name": domains, "https_switch": 1, "cert_name": "c1",
        "certificate": certificate, "private_key": private_key,
    })
}

#[track_caller]
pub(crate) fn set(mock: &Mock, https: &Value) -> Answer {
    ask(mock, "UpdateDomainMultiCertificates", &[]).json(&json!({ "https": https })).send()
}

/// The section of a domain's configuration.
#[track_caller]
fn section(mock: &Mock, domain: &str, name: &str) -> Value {
    let configs = ask(mock, "ShowDomainFullConfig", &[domain]).send().expect(200);
    configs["configs"][name].clone()
}

#[track_caller]
fn configure(mock: &Mock, domain: &str, configs: &Value) -> Answer {
    let body = json!({ "configs": configs });
    ask(mock, "UpdateDomainFullConfig", &[domain]).json(&body).send()
}

fn with(value: &Value, member: &str, new: Value) -> Value {
    let mut value = value.clone();
    value[member] = new;
    value
}
