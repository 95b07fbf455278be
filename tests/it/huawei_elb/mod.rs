//! Huawei Cloud, ELB.

mod certificates;
mod versions;

use serde_json::json;

use crate::mock::Answer;

/// Asserts the service's envelope.
#[track_caller]
pub(crate) fn refused(answer: &Answer, status: u16, code: &str, message: &str) {
    assert_eq!(answer.expect(status), json!({ "error": { "message": message, "code": code } }));
}
