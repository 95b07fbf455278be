//! The errors of IAM, in an envelope of its own.

use serde_json::{Value, json};

use crate::protocol::huawei::Mistake;
use crate::spec::catalogue;
use crate::spec::{ErrorCode, Failure};

catalogue! {
    /// What IAM answers, in its own envelope. Assumption: a body that is no login is a 400 in the
    /// envelope of the 401. From: the 401, which is recorded.
    pub(super) enum Error {
        BadRequest: 400 "400" "Request body is invalid." "请求体错误。",
        Unauthorized: 401 "401" "Unauthorized." "认证失败。",
    }
}

/// `{"error": {"message": …, "code": …, "title": …}}`, with a number where the other services have
/// a text.
pub(super) fn envelope(failure: &Failure, _: &str) -> Value {
    let status = failure.error.status();
    let title = status.canonical_reason();
    json!({ "error": { "message": failure.en(), "code": status.as_u16(), "title": title } })
}

/// What the wire finds wrong with a login.
pub(super) fn refuse(mistake: Mistake) -> &'static dyn ErrorCode {
    match mistake {
        Mistake::EmptyBody | Mistake::MalformedBody => &Error::BadRequest,
        Mistake::ForeignProject | Mistake::NoProject | Mistake::WrongLogin => &Error::Unauthorized,
    }
}
