//! The errors of v2 and v2.0, which are the same API at two paths.
#![warn(clippy::wildcard_enum_match_arm)]

use std::sync::LazyLock;

use serde_json::{Value, json};

use super::shared::Shared;
use crate::protocol::huawei::{Mistake, envelope};
use crate::spec::catalogue;
use crate::spec::{ErrorCode, Failure, Request};

/// The error body of OpenStack's code behind v2.0, as it was recorded.
struct Neutron;

catalogue! {
    /// The errors of the operations.
    ///
    /// Assumption: v2 and v2.0 refuse in the envelope of the classic API. From: the SDKs, which read
    /// it; the pages show no body of a refusal.
    pub(crate) enum Error {
        CaInvalid: 400 "ELB.5051" "CA certificate content is not valid." "CA证书内容不合法。",
        CertificateInUse: 409 "ELB.8907" "The certificate is used by listeners." "证书正在被监听器使用。",
        CertificateMissing: 400 "ELB.9899" "The certificate of a TERMINATED_HTTPS listener cannot be set to null." "监听器的证书不能置空。",
        CertificateNotFound: 404 "ELB.5040" "The certificate does not exist." "证书不存在。",
        ContentInvalid: 400 "ELB.1011" "Invalid private key or certificate content." "私钥或证书内容不合法。",
        DeleteFailed: 400 "ELB.5002" "Failed to delete the certificate." "删除证书失败。",
        IdLengthInvalid: 400 "ELB.5020" "The certificate ID must be 32 characters." "证书ID必须为32个字符。",
        InvalidParameter: 400 "ELB.1001" "Request parameters invalid." "请求参数错误。",
        ListenerInUse: 409 "ELB.8907" "The listener is used by pools." "监听器正在被后端服务器组使用。",
        ListenerNotFound: 404 "HTTPNotFound" "The resource could not be found." "资源不存在。" { Neutron },
        ListenerNull: 400 "ELB.0002" "Listener is null, request is invalid." "监听器为空。",
        ListenerQuotaExceeded: 400 "ELB.9807" "Quota exceeded for resources:['listener']." "监听器数量超过配额。",
        LoadBalancerNotFound: 404 "HTTPNotFound" "The resource could not be found." "资源不存在。" { Neutron },
        MemberMissing: 400 "ELB.9805" "RequestBody listener is null, this is a required parameter." "缺少必选参数。",
        PortTaken: 400 "ELB.6200" "Load Balaner already has a listener with protocol_port of the same number." "监听器端口重复。",
        QuotaExceeded: 400 "ELB.5151" "The certificate quantity exceeds the quota." "证书数量超过配额。",
        QuotaQueryFailed: 400 "ELB.5131" "Failed to query the certificate quota." "查询证书配额失败。",
        QuotaUseQueryFailed: 400 "ELB.5141" "Failed to query the used certificate quota." "查询证书已用配额失败。",
        SearchInvalid: 400 "ELB.5004" "Invalid search criteria." "查询条件非法。",
        TenantMismatch: 400 "ELB.9808" "Tenant_id in token mismatches with tenant_id in url." "token中的租户与请求中的租户不一致。",
        UpdateFailed: 400 "ELB.5033" "Failed to update certificate." "更新证书失败。",
        UpdatedCaInvalid: 400 "ELB.5053" "CA certificate content is not valid." "CA证书内容不合法。",
        UpdatedContentInvalid: 400 "ELB.5013" "Invalid private key or certificate content." "私钥或证书内容不合法。",
        UrlIncorrect: 400 "ELB.5030" "Incorrect certificate URL." "证书URL不正确。",
    }
}

catalogue! {
    /// The errors that any request to either version can cause.
    enum Common {
        BodyNull: 400 "ELB.0002" "The request body is null or empty." "请求体为空。",
        BodyShapeInvalid: 400 "ELB.1001" "Request parameters invalid." "请求参数错误。",
        TenantEmpty: 400 "ELB.0230" "Tenant_id is empty." "租户ID为空。",
        TenantForeign: 400 "ELB.9808" "Tenant_id in token mismatches with tenant_id in url." "token中的租户与URL中的租户不一致。",
        TokenError: 401 "ELB.1102" "Token is error, Authentication required." "token错误，需要鉴权。",
        UrlTooLong: 400 "ELB.5010" "The certificate URL contains more than four parts." "证书URL超过四段。",
    }
}

/// The errors that any request to either version can cause, in addition to the gateway's.
pub(crate) fn common() -> &'static [&'static dyn ErrorCode] {
    static ALL: LazyLock<Vec<&dyn ErrorCode>> =
        LazyLock::new(|| [Common::all(), Shared::all()].concat());
    &ALL
}

/// The envelope of the classic API, or OpenStack's own.
pub(crate) fn envelope(failure: &Failure, request_id: &str) -> Value {
    if failure.shape::<Neutron>().is_none() {
        return envelope::nested(failure, request_id);
    }
    json!({
        "NeutronError": {
            "type": failure.error.code(),
            "message": failure.en(),
            "detail": "",
        },
    })
}

/// The errors for mistakes that the protocol finds.
pub(crate) fn refuse(mistake: Mistake) -> &'static dyn ErrorCode {
    match mistake {
        Mistake::EmptyBody => &Common::BodyNull,
        Mistake::ForeignProject => &Common::TenantForeign,
        Mistake::MalformedBody => &Common::BodyShapeInvalid,
        Mistake::NoProject => &Common::TenantEmpty,
        // Nobody logs in here.
        Mistake::WrongLogin => &Common::TokenError,
    }
}

/// The error for a path with more segments after a certificate's id.
pub(crate) fn unrouted(request: &Request) -> Option<&'static dyn ErrorCode> {
    let segments: Vec<_> = request.raw_path().split('/').skip(1).collect();
    match segments.as_slice() {
        ["v2.0", "lbaas", "certificates", _, _, ..]
        | ["v2", _, "elb", "certificates", _, _, ..] => Some(&Common::UrlTooLong),
        _ => None,
    }
}
