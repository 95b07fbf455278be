//! The errors that any request to v2, v2.0 or v3 can cause, in the envelope of each version.

use crate::spec::catalogue;

catalogue! {
    /// A name contains a number if the vendor's pages distinguish its code from others by nothing else.
    pub(super) enum Shared {
        CertificateNull9899: 400 "ELB.9899" "The certificate of a TERMINATED_HTTPS listener cannot be set to null." "监听器的证书不能置空。",
        EnterpriseProject9800: 400 "ELB.9800" "Failed to query the enterprise project." "查询企业项目失败。",
        EnterpriseProject9801: 400 "ELB.9801" "Failed to authenticate the enterprise project." "企业项目鉴权失败。",
        ParameterNull9805: 400 "ELB.9805" "RequestBody is null, this is a required parameter." "缺少必选参数。",
        Policy9802: 403 "ELB.9802" "Policy doesn't allow the action to be performed." "策略不允许执行该操作。",
        Policy9803: 403 "ELB.9803" "Policy doesn't allow the action to be performed." "策略不允许执行该操作。",
        Policy9804: 403 "ELB.9804" "Policy doesn't allow the action to be performed." "策略不允许执行该操作。",
        QuotaExceeded9807: 400 "ELB.9807" "Quota exceeded for resources:['loadbalancer']." "配额不足。",
        RealNameMissing: 401 "ELB.1109" "Authentication failed." "实名认证失败。",
        Token1103: 401 "ELB.1103" "Token invalid" "token非法。",
        Token1104: 401 "ELB.1104" "Token invalid" "token非法。",
        Token1105: 401 "ELB.1105" "Token invalid" "token非法。",
    }
}
