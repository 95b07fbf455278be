//! Huawei Cloud, ELB.

mod certificates;
mod versions;

use serde_json::json;

use crate::mock::{Answer, Mock, Request};

/// The built-in account's request for an operation, below its project.
#[track_caller]
fn ask(mock: &Mock, operation: &str, parameters: &[&str]) -> Request {
    let parameters = [&["certmock"][..], parameters].concat();
    mock.operation("huawei_elb", operation, &parameters).header("X-Auth-Token", "certmock")
}

/// Asserts the service's envelope.
#[track_caller]
pub(crate) fn refused(answer: &Answer, status: u16, code: &str, message: &str) {
    assert_eq!(answer.expect(status), json!({ "error": { "message": message, "code": code } }));
}
