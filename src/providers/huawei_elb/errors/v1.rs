//! The errors that the classic API, v1.0, documents for its certificates.
#![warn(clippy::wildcard_enum_match_arm)]

use crate::protocol::huawei::Mistake;
use crate::spec::catalogue;
use crate::spec::{ErrorCode, Refusal, Request};
use crate::x509::Flaw;

catalogue! {
    /// The errors of the operations, sorted by code.
    pub enum Error {
        MissingPair: 400 "ELB.1001" "Request parameters error, private_key or certificate is nil or empty." "请求参数错误，private_key或certificate为空。",
        InvalidParameter: 400 "ELB.1001" "Request parameter is not valid." "请求参数错误。",
        ContentInvalid: 400 "ELB.1011" "Private_key or certificate content is not valid." "私钥或证书内容不合法。",
        VersionNotFound: 404 "ELB.1110" "version not found." "版本不存在。",
        CertificateInUse: 409 "ELB.5002" "The certificate is used by listeners." "证书正在被监听器使用。",
        DeleteFailed: 400 "ELB.5002" "Failed to delete the certificate." "删除证书失败。",
        SearchInvalid: 400 "ELB.5004" "Invalid search criteria." "查询条件非法。",
        IdLengthInvalid: 400 "ELB.5020" "The certificate ID must be 32 characters." "证书ID必须为32个字符。",
        UrlIncorrect: 400 "ELB.5030" "Incorrect certificate URL." "证书URL不正确。",
        UpdateFailed: 400 "ELB.5033" "Failed to update certificate." "更新证书失败。",
        CertificateNotFound: 404 "ELB.5040" "The certificate does not exist." "证书不存在。",
        QuotaQueryFailed: 400 "ELB.5131" "Failed to query the certificate quota." "查询证书配额失败。",
        QuotaExceeded: 400 "ELB.5151" "The certificate quantity exceeds the quota." "证书数量超过配额。",
    }
}

catalogue! {
    /// The errors that any request can cause. The six without a number are from the status table that every
    /// page of the service has, with its texts.
    pub(crate) enum Common {
        ApiResponseInvalid: 400 "ELB.0004" "Api response is null or invaild." "响应为空或非法。",
        AuthFault: 500 "authFault" "内部错误" "内部错误",
        BadRequest: 400 "badRequest" "请求错误" "请求错误",
        EmptyRequest: 400 "ELB.0002" "Api request is null." "请求为空。",
        InvalidParameter: 400 "ELB.1001" "Request parameter is not valid." "请求参数错误。",
        NotFound: 404 "Not Found" "请求的页面不存在" "请求的页面不存在",
        PathTooLong: 400 "ELB.5010" "The certificate URL contains more than four parts." "证书URL超过四段。",
        ProjectEmpty: 400 "ELB.0230" "Tenant_id is empty." "租户ID为空。",
        ProjectMismatch: 400 "ELB.9808" "Tenant_id in token mismatches with tenant_id in url." "token中的租户与URL中的租户不一致。",
        ServiceUnavailable: 503 "serviceUnavailable" "服务不可用" "服务不可用",
        TokenInvalid: 400 "ELB.1102" "Token invalid" "token非法。",
        Unauthorized: 401 "unauthorized" "鉴权失败" "鉴权失败",
        UserDisabled: 403 "userDisabled" "没有权限" "没有权限",
    }
}

/// The errors for mistakes that the protocol finds.
///
/// Assumption: a project that is not the caller's is ELB.9808. From: the words of the code; what the
/// gateway would say was not recorded.
pub(crate) fn refuse(mistake: Mistake) -> &'static dyn ErrorCode {
    match mistake {
        Mistake::EmptyBody => &Common::EmptyRequest,
        Mistake::ForeignProject => &Common::ProjectMismatch,
        Mistake::MalformedBody => &Common::InvalidParameter,
        Mistake::NoProject => &Common::ProjectEmpty,
        // Nobody logs in here.
        Mistake::WrongLogin => &Common::Unauthorized,
    }
}

/// The error for a path with more segments after a certificate's id.
pub(crate) fn unrouted(request: &Request) -> Option<&'static dyn ErrorCode> {
    let segments: Vec<_> = request.raw_path().split('/').skip(1).collect();
    match segments.as_slice() {
        ["v1.0", _, "elbaas", "certificate", _, _, ..] => Some(&Common::PathTooLong),
        _ => None,
    }
}

impl From<Flaw> for Refusal<Error> {
    fn from(flaw: Flaw) -> Self {
        let error = match &flaw {
            Flaw::BadPem(_)
            | Flaw::EncryptedKey { .. }
            | Flaw::KeyMismatch { .. }
            | Flaw::NotPem { .. }
            | Flaw::SurroundingText { .. }
            | Flaw::UnreadableCertificate { .. }
            | Flaw::UnreadableKey { .. }
            | Flaw::UnreadableRequest { .. }
            | Flaw::WrongRequestSignature
            | Flaw::UnsupportedKey { .. }
            | Flaw::WrongLabel { .. }
            // The service does not look at validity, and is not known to look at the rest; nor
            // does `ops`. Were it to, its one code for contents would be the one.
            | Flaw::CaForLeaf { .. }
            | Flaw::ChainOutOfOrder { .. }
            | Flaw::ChainTooLong { .. }
            | Flaw::Expired { .. }
            | Flaw::IssuerMissing { .. }
            | Flaw::LeafForCa { .. }
            | Flaw::NameMismatch { .. }
            | Flaw::NotYetValid { .. }
            | Flaw::TooLittleLeft { .. }
            | Flaw::WeakKey { .. }
            | Flaw::WrongChainSignature { .. } => Error::ContentInvalid,
        };
        Self::because(error, flaw)
    }
}
