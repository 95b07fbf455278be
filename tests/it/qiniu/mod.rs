//! Qiniu.

mod certificates;
mod domains;
mod signatures;

use serde_json::json;

use crate::mock::Answer;

/// Asserts the service's envelope; a code of six digits begins with the status.
#[track_caller]
fn refused(answer: &Answer, code: u64, error: &str) {
    let status = u16::try_from(if code >= 1000 { code / 1000 } else { code }).unwrap();
    assert_eq!(answer.expect(status), json!({ "code": code, "error": error }));
    assert_eq!(answer.header("content-type"), Some("application/json"));
}
