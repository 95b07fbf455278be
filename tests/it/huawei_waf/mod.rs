//! Huawei Cloud, WAF.

mod certificates;
mod hosts;
mod lists;
mod refusals;

use serde_json::{Value, json};

use crate::material::pair;
use crate::mock::{Answer, Mock, Request};

/// The built-in account's request for an operation, below its project.
#[track_caller]
pub(crate) fn ask(mock: &Mock, operation: &str, parameters: &[&str]) -> Request {
    let parameters = [&["certmock"][..], parameters].concat();
    mock.operation("huawei_waf", operation, &parameters).header("X-Auth-Token", "certmock")
}

/// Asserts the service's envelope.
#[track_caller]
pub(crate) fn refused(answer: &Answer, status: u16, code: &str, message: &str) {
    let code = format!("WAF.000{code}");
    assert_eq!(answer.expect(status), json!({ "error_code": code, "error_msg": message }));
    assert_eq!(answer.header("X-Request-Id").map(str::len), Some(32));
}

pub(crate) fn creation(name: &str, material: &str) -> Value {
    let (content, key) = pair(material);
    json!({ "name": name, "content": content, "key": key })
}

/// Creates a certificate; its id.
#[track_caller]
fn create(mock: &Mock, name: &str, material: &str) -> String {
    let created = ask(mock, "CreateCertificate", &[]).json(&creation(name, material)).send();
    created.expect(200)["id"].as_str().unwrap().to_owned()
}

fn names(body: &Value) -> Vec<&str> {
    body.as_object().unwrap().keys().map(String::as_str).collect()
}

/// The id of that letter.
fn id(letter: &str) -> String {
    letter.repeat(32)
}

/// Has the built-in account's project hold that.
#[track_caller]
fn put(mock: &Mock, project: &Value) {
    let state = json!({ "certmock": { "huawei_waf": project } });
    mock.request("PUT", "/_certmock/state").json(&state).send().expect(204);
}
