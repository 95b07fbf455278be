//! The errors of Huawei CDN, from the one page that lists them for all operations.
//! <https://support.huaweicloud.com/api-cdn/ErrorCode.html>
//!
//! The service answers what it refuses below `/v1.0/cdn/domains` with 200, as its table says: its
//! clients look for `error` in the body, or meet a success. Newer paths have honest statuses for the
//! same codes, as recorded. So each has a catalogue.
//!
//! Assumption: `config-https-info` refuses a certificate with 200 still. From: the table, and clients
//! that check the body of a success; what it answers today was not recorded.
#![warn(clippy::wildcard_enum_match_arm)]

mod configs;
mod domains;
mod fault;

pub(super) use self::configs::ConfigsError;
pub(super) use self::domains::DomainsError;
pub(super) use self::fault::{Fault, Found};
use crate::protocol::huawei::Mistake;
use crate::spec::ErrorCode;
use crate::spec::catalogue;

catalogue! {
    /// The errors that any request can cause.
    pub(super) enum Common {
        NotAuthenticated: 401 "CDN.0002" "The request is not authenticated." "未认证。",
        NotInWhitelist: 403 "CDN.0004" "the customer is not in the whitelist" "客户不在白名单内。",
        PermissionDenied: 403 "CDN.0021" "The user does not have operation permissions because the fine-grained authentication is not passed." "细粒度鉴权不通过，用户没有操作权限。",
        ProjectForbidden: 403 "CDN.0020" "The user is not authorized to the enterprise project." "用户没有该企业项目的权限。",
        RequestInvalid: 400 "CDN.0001" "The parameter is invalid." "参数非法。",
        ResourceNotFound: 404 "CDN.0003" "The resource does not exist." "资源不存在。",
        SystemFailure: 500 "CDN.0000" "System error." "系统错误。",
    }
}

/// The errors for mistakes that the protocol finds.
pub(super) fn refuse(mistake: Mistake) -> &'static dyn ErrorCode {
    match mistake {
        Mistake::EmptyBody | Mistake::MalformedBody => &Common::RequestInvalid,
        // There are no projects here, and nobody logs in.
        Mistake::ForeignProject | Mistake::NoProject | Mistake::WrongLogin => {
            &Common::NotAuthenticated
        }
    }
}
