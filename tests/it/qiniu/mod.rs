//! Qiniu.

mod certificates;
mod domains;
mod ids;
mod lists;
mod signatures;

use serde_json::json;

use crate::mock::{Answer, Mock, Request};
use crate::vendors::Vendor;

pub(crate) static VENDOR: Vendor = Vendor {
    prefix: "qiniu",
    admit: |request| signed(request, "tester"),
    code_of: |body| body.get("code"),
    refusals: 400..=612,
    unsigned: (401, "401"),
    unknown_path_page: None,
};

/// The request with a token that is well formed, of an account that nobody declared.
fn signed(request: Request, access_key: &str) -> Request {
    let token = format!("QBox {access_key}:{}=", "A".repeat(27));
    request.header("Authorization", &token)
}

/// The tester's request for an operation.
#[track_caller]
fn ask(mock: &Mock, operation: &str, parameters: &[&str]) -> Request {
    (VENDOR.admit)(mock.operation("qiniu", operation, parameters))
}

impl Mock {
    /// A request that is admitted at Qiniu, unverified.
    pub(crate) fn qiniu(&self, method: &str, target: &str) -> Request {
        self.qiniu_as("tester", method, target)
    }

    pub(crate) fn qiniu_as(&self, access_key: &str, method: &str, target: &str) -> Request {
        signed(self.request(method, target), access_key)
    }
}

/// Asserts the envelope of what is handed on to the storage, which has no code.
#[track_caller]
fn refused_by_storage(answer: &Answer, status: u16, error: &str) {
    assert_eq!(answer.expect(status), json!({ "error": error }));
    assert_eq!(answer.header("content-type"), Some("application/json"));
}

/// Asserts the service's envelope; a code of six digits begins with the status.
#[track_caller]
fn refused(answer: &Answer, code: u64, error: &str) {
    let status = u16::try_from(if code >= 1000 { code / 1000 } else { code }).unwrap();
    assert_eq!(answer.expect(status), json!({ "code": code, "error": error }));
    assert_eq!(answer.header("content-type"), Some("application/json"));
}
