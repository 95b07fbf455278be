//! The errors of v3.
#![warn(clippy::wildcard_enum_match_arm)]

use std::sync::LazyLock;

use super::shared::Shared;
use crate::protocol::huawei::Mistake;
use crate::spec::catalogue;
use crate::spec::{ErrorCode, Refusal};

catalogue! {
    /// The errors of the operations.
    pub enum Error {
        AddressNotFree: 400 "ELB.8934" "No more IP addresses are available in the subnet." "子网中没有可用的IP地址。",
        Conflict: 409 "ELB.8907" "Data conflict." "数据冲突。",
        EnterpriseProjectEmpty: 400 "ELB.1202" "enterprise_project_id cannot be empty." "企业项目ID不能为空。",
        EnterpriseProjectUnbound: 400 "ELB.1204" "Binding failed." "绑定失败。",
        FlavorChangeInvalid: 400 "ELB.8959" "The flavor cannot be changed so." "规格变更非法。",
        InvalidInput: 400 "ELB.8902" "Invalid input." "输入参数非法。",
        Ipv6NotSupported: 400 "ELB.8932" "The subnet does not support IPv6." "子网不支持IPv6。",
        IpMemberInvalid8938: 400 "ELB.8938" "The IP address cannot be added as a member." "该IP地址不能作为后端服务器。",
        IpMemberInvalid8939: 400 "ELB.8939" "The IP address cannot be added as a member." "该IP地址不能作为后端服务器。",
        IpVersionMismatch: 400 "ELB.8931" "The IP versions of the subnets are different." "子网的IP版本不一致。",
        MemberIpv6NotSupported: 400 "ELB.8933" "The member does not support IPv6." "后端服务器不支持IPv6。",
        QuotaExceeded: 409 "ELB.8905" "Quota exceeded for resources." "配额不足。",
        ResourceNotFound: 404 "ELB.8904" "The resource could not be found." "资源不存在。",
        ResourcesNotAllocated: 400 "ELB.8950" "Resources cannot be allocated." "无法分配资源。",
        SeveralDomains: 400 "ELB.8909" "Certificates with multiple domains are not supported by dedicated load balancers." "独享型负载均衡不支持多域名证书。",
        UnrecognizedAttributes: 400 "ELB.8902" "Unrecognized attribute(s)" "无法识别的属性。",
    }
}

catalogue! {
    /// The errors that any request can cause.
    enum Common {
        AccessDenied: 403 "SYS.0403" "Authentication required." "没有权限。",
        AuthenticationRequired: 401 "SYS.0401" "Authentication required." "需要认证。",
        BodyInvalid: 400 "ELB.8902" "Invalid input for 'body'." "请求体非法。",
        FeatureNotSupported: 403 "ELB.8962" "The feature is not supported." "不支持该特性。",
        InternalServerError: 500 "ELB.8906" "Internal server error." "内部错误。",
        ResourceForbidden: 403 "ELB.8903" "The URI or resource could not be found." "URI或资源不存在。",
    }
}

/// The errors that any request can cause, in addition to the gateway's.
pub(crate) fn common() -> &'static [&'static dyn ErrorCode] {
    static ALL: LazyLock<Vec<&dyn ErrorCode>> =
        LazyLock::new(|| [Common::all(), Shared::all()].concat());
    &ALL
}

/// The errors for mistakes that the protocol finds.
///
/// Assumption: a project that is not the caller's is SYS.0403 in v3. From: the code's place in the
/// table of statuses; no such answer was recorded.
pub(crate) fn refuse(mistake: Mistake) -> &'static dyn ErrorCode {
    match mistake {
        Mistake::EmptyBody | Mistake::MalformedBody => &Common::BodyInvalid,
        Mistake::ForeignProject | Mistake::NoProject => &Common::AccessDenied,
        // Nobody logs in here.
        Mistake::WrongLogin => &Common::AuthenticationRequired,
    }
}

impl Error {
    /// The error for a member with an invalid value.
    ///
    /// Assumption: v3 refuses a certificate's content, and a key that is not its own, as it does any
    /// other member, with 400 ELB.8902. From: the table of codes, where nothing else fits.
    pub(crate) fn invalid(member: &str) -> Refusal<Self> {
        Refusal::saying(Self::InvalidInput, format!("Invalid input for '{member}'."))
    }

    /// Something that is not there.
    ///
    /// Assumption: what a listener names and is not there is a 404, a certificate or a load balancer.
    /// From: a recorded answer that says so of a subnet.
    pub(crate) fn not_found(kind: &str, id: &str) -> Refusal<Self> {
        Refusal::saying(Self::ResourceNotFound, format!("{kind} {id} could not be found."))
    }

    /// The error for an object that another one uses.
    ///
    /// Assumption: what is in use is refused in v3 with `<kind> <id> is using this <kind>`, and
    /// without `listener_ids`. From: the recorded answer of a listener that a pool uses; an older SDK
    /// of the vendor's cannot read a list beside the code.
    pub(crate) fn in_use(user: &str, id: &str, kind: &str) -> Refusal<Self> {
        Refusal::saying(Self::Conflict, format!("{user} {id} is using this {kind}"))
    }

    /// There are as many as there may be.
    pub(crate) fn quota(kind: &str) -> Refusal<Self> {
        Refusal::saying(Self::QuotaExceeded, format!("Quota exceeded for resources: ['{kind}']"))
    }
}
