//! Huawei Cloud, whatever the service.

mod signatures;

use serde_json::json;

use crate::mock::Answer;

/// Asserts the gateway's envelope.
#[track_caller]
pub(crate) fn refused_by_gateway(answer: &Answer, status: u16, code: &str, message: &str) {
    let id = answer.header("X-Request-Id").unwrap().to_owned();
    let wanted = json!({ "error_msg": message, "error_code": code, "request_id": id });
    assert_eq!(answer.expect(status), wanted);
    assert!(id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit()), "{id}");
    assert_eq!(answer.header("Server"), Some("api-gateway"));
}
