//! Huawei Cloud, IAM.

mod discovery;
mod methods;
mod projects;
mod tokens;
mod versions;

use serde_json::{Value, json};

use crate::mock::{Answer, Mock, Request, date};

/// A request that is signed with an access key that nobody declared, as SDKs sign their look-ups: of
/// neither a project nor a domain.
fn signed(mock: &Mock, access_key: &str, method: &str, target: &str) -> Request {
    let signature = "0".repeat(64);
    let authorization = format!(
        "SDK-HMAC-SHA256 Access={access_key}, SignedHeaders=host;x-sdk-date, Signature={signature}"
    );
    mock.request(method, target)
        .header("X-Sdk-Date", &date(time::Duration::ZERO))
        .header("Authorization", &authorization)
}

/// The built-in account's request for an operation.
#[track_caller]
fn ask(mock: &Mock, operation: &str) -> Request {
    mock.operation("huawei_iam", operation, &[]).header("X-Auth-Token", "certmock")
}

/// Asserts the envelope of IAM, in which the code is a number.
#[track_caller]
fn refused(answer: &Answer, status: u16, title: &str, message: &str) {
    let wanted = json!({ "error": { "code": status, "message": message, "title": title } });
    assert_eq!(answer.expect(status), wanted);
    let trace = answer.header("X-IAM-Trace-Id").unwrap();
    assert!(trace.starts_with("token_global_null_"), "{trace}");
}

/// The one object of a list.
#[track_caller]
fn only(list: &Value) -> &Value {
    let list = list.as_array().unwrap();
    assert_eq!(list.len(), 1, "{list:?}");
    &list[0]
}
