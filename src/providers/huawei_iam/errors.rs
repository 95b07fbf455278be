//! The errors of IAM.

use crate::protocol::huawei::Mistake;
use crate::spec::ErrorCode;
use crate::spec::catalogue;

catalogue! {
    /// What IAM answers, in its own envelope. Assumption: a body that is no login is a 400 in the
    /// envelope of the 401. From: the 401, which is recorded.
    pub(super) enum Error {
        BadRequest: 400 "400" "Request body is invalid." "请求体错误。",
        Unauthorized: 401 "401" "Unauthorized." "认证失败。",
    }
}

/// What the wire finds wrong with a login.
pub(super) fn refuse(mistake: Mistake) -> &'static dyn ErrorCode {
    match mistake {
        Mistake::EmptyBody | Mistake::MalformedBody => &Error::BadRequest,
        Mistake::ForeignProject | Mistake::NoProject | Mistake::WrongLogin => &Error::Unauthorized,
    }
}
