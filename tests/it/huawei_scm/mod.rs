//! Huawei Cloud, SCM.

mod deploy;
mod errors;
mod imports;
mod life;
mod lists;
mod push;
mod states;

use serde_json::{Value, json};

use crate::material::pair;
use crate::mock::{Answer, Mock, Request};

/// The built-in account's request for an operation.
#[track_caller]
fn ask(mock: &Mock, operation: &str, parameters: &[&str]) -> Request {
    mock.operation("huawei_scm", operation, parameters).header("X-Auth-Token", "certmock")
}

/// What an import says.
fn creation(name: &str, material: &str) -> Value {
    let (certificate, private_key) = pair(material);
    json!({ "name": name, "certificate": certificate, "private_key": private_key })
}

fn import(mock: &Mock, body: &Value) -> Answer {
    ask(mock, "ImportCertificate", &[]).json(body).send()
}

/// Imports a certificate; its id.
#[track_caller]
fn imported(mock: &Mock, name: &str, material: &str) -> String {
    let answer = import(mock, &creation(name, material)).expect(200);
    answer["certificate_id"].as_str().unwrap().to_owned()
}

fn list(mock: &Mock, query: &str) -> Value {
    ask(mock, "ListCertificates", &[]).query(query).send().expect(200)
}

/// The names of the certificates on a page.
fn names(list: &Value) -> Vec<&str> {
    let listed = list["certificates"].as_array().unwrap().iter();
    listed.map(|certificate| certificate["name"].as_str().unwrap()).collect()
}

/// Asserts the service's envelope, which the id of the request is not in.
#[track_caller]
fn refused(answer: &Answer, status: u16, code: &str, message: &str) {
    let wanted = json!({ "error_code": code, "error_msg": message });
    assert_eq!(answer.expect(status).to_string(), wanted.to_string());
    assert!(answer.header("X-Request-Id").is_some());
}
