//! The errors of IAM. The code of each is its HTTP status.

use crate::protocol::huawei::Mistake;
use crate::spec::ErrorCode;
use crate::spec::catalogue;

catalogue! {
    /// The errors of IAM, in its own envelope.
    ///
    /// Assumption: what IAM finds wrong with a request is a 400, 404 or 409 in the envelope of its 401.
    /// From: the 401, which is recorded, and the table of the statuses of its pages.
    pub(super) enum Error {
        BadRequest: 400 "400" "The request body is invalid" "请求体错误。",
        Conflict: 409 "409" "Conflict occurred when attempting to store project." "请求的资源冲突。",
        Forbidden: 403 "403" "You are not authorized to perform the requested action." "没有操作权限。",
        Internal: 500 "500" "An unexpected error prevented the server from fulfilling your request." "系统错误。",
        TokenNotFound: 404 "404" "Could not find token." "未找到资源。",
        Throttled: 429 "429" "The throttling threshold has been reached." "请求过于频繁。",
        Unauthorized: 401 "401" "The username or password is wrong." "认证失败。",
    }
}

/// The errors for mistakes that the protocol finds.
pub(super) fn refuse(mistake: Mistake) -> &'static dyn ErrorCode {
    match mistake {
        Mistake::EmptyBody | Mistake::MalformedBody => &Error::BadRequest,
        Mistake::ForeignProject | Mistake::NoProject | Mistake::WrongLogin => &Error::Unauthorized,
    }
}
