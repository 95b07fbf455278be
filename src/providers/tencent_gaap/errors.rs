//! The errors of the service, and which of them is for which flaw of a certificate.

use crate::protocol::tencent::say_missing;
use crate::spec::Refusal;
use crate::spec::catalogue;
use crate::x509::Flaw;

catalogue! {
    /// The error codes of the emulated actions, some of which the service misspells, with its own
    /// words in Chinese, and in English those of its international SDK for Python,
    /// `tencentcloud/gaap/v20180529/errorcodes.py`.
    #[expect(clippy::enum_variant_names, reason = "the names are the vendor's")]
    pub enum Error as 200 {
        AuthFailure: "AuthFailure" "CAM signature/authentication error." "CAM签名/鉴权错误。",
        NotEnterpriseAuthorization: "AuthFailure.NotEnterpriseAuthorization" "Not an organizational customer." "非企业认证客户。",
        AuthFailureUnauthorizedOperation: "AuthFailure.UnauthorizedOperation" "The sub-account is not authorized for this operation." "子账户未授权操作。",
        FailedOperation: "FailedOperation" "Operation failed." "操作失败。",
        AccountBalanceInsufficient: "FailedOperation.AccountBalanceInsufficient" "Unable to create this connection: insufficient account balance." "账户余额不足，无法创建该通道。",
        ActionIsDoing: "FailedOperation.ActionIsDoing" "The operation is being performed. Do not perform it again." "操作正在执行中，请勿重复操作。",
        ActionOperateTooQuickly: "FailedOperation.ActionOperateTooQuickly" "Too many attempts. Please try again later." "接口操作太频繁，请稍后重试。",
        BelongDifferentGroup: "FailedOperation.BelongDifferentGroup" "Unable to operate in batches: the connections belong to different groups." "该批通道归属于不同的通道组，无法批量操作。",
        CertificateIsUsing: "FailedOperation.CertificateIsUsing" "Unable to operate: the certificate is occupied." "证书正在使用中，无法操作。",
        DomainAlreadyExisted: "FailedOperation.DomainAlreadyExisted" "The domain name is used by a listener." "该域名在监听器下已使用。",
        DomainStatusNotInRunning: "FailedOperation.DomainStatusNotInRunning" "Operation unavailable: the domain name is not running." "域名状态为非运行状态，无法操作。",
        DuplicatedRequest: "FailedOperation.DuplicatedRequest" "Repeated request. Please check the value of ClientToken." "重复的请求，请检查ClientToken的值。",
        GroupStatusNotInRuning: "FailedOperation.GroupStatusNotInRuning" "Unable to operate: the connection group is not running." "通道组状态为非运行状态，无法操作。",
        InstanceStatusNotInRuning: "FailedOperation.InstanceStatusNotInRuning" "Unable to operate: the connection is not running." "通道状态为非运行状态，无法操作。",
        InvalidListenerProtocol: "FailedOperation.InvalidListenerProtocol" "Invalid listener protocol." "无效的监听器协议。",
        LimitNumofListener: "FailedOperation.LimitNumofListener" "Limit on the number of listeners exceeded." "监听器数量超过限制。",
        LimitNumofRules: "FailedOperation.LimitNumofRules" "Limit on the number of forwarding rules exceeded." "转发规则数超过限制。",
        LimitRealServerNum: "FailedOperation.LimitRealServerNum" "Limit on the number of bound origin servers exceeded." "绑定源站数量超过限制。",
        ListenerHasTask: "FailedOperation.ListenerHasTask" "The listener is in operation. Do not repeat the operation." "监听器正在操作中，请勿重复操作。",
        ListenerStatusError: "FailedOperation.ListenerStatusError" "The listener does not support this operation in current status." "监听器当前状态无法支持该操作。",
        Migration: "FailedOperation.Migration" "The acceleration connection is being upgraded. To change the configuration, please submit a ticket." "加速通道在升级中，暂不支持配置变更，请提工单申请。",
        NonStandardProxy: "FailedOperation.NonStandardProxy" "This connection is non-standard and write operations are not allowed." "该通道为非标通道，限制所有写操作。",
        NotSupportOldVersionProxy: "FailedOperation.NotSupportOldVersionProxy" "Only connections of Version 2.0 are supported." "仅支持Version2.0的通道。",
        NotSupportProxyGroup: "FailedOperation.NotSupportProxyGroup" "This operation is not supported for connection groups." "该操作不支持通道组。",
        NotSupportScalar: "FailedOperation.NotSupportScalar" "The configuration change is not supported." "不支持配置变更。",
        OperateLimitNumofListener: "FailedOperation.OperateLimitNumofListener" "Limit on the number of ports for a single operation exceeded." "单次操作端口过多，超过数量上限。",
        ProxySellOut: "FailedOperation.ProxySellOut" "The line is sold out or the resource is insufficient. Please submit a ticket." "线路售罄或资源不足，请提工单申请。",
        ProxyStatusNotInRuning: "FailedOperation.ProxyStatusNotInRuning" "Unable to add listeners: the connection is not running." "通道处于非运行状态，不能添加监听器。",
        ProxyVersionNotSupport: "FailedOperation.ProxyVersionNotSupport" "This version of connection is not supported." "不支持该版本通道。",
        RealServerAlreadyBound: "FailedOperation.RealServerAlreadyBound" "Failed to delete: it's bound to an origin server." "已经绑定了源站，无法删除。",
        ResourceCanNotAccess: "FailedOperation.ResourceCanNotAccess" "This resource is not accessible." "该资源不可访问。",
        ResourceUpgrading: "FailedOperation.ResourceUpgrading" "The resource is being upgraded." "资源升级中。",
        RealServerNotInProject: "FailedOperation.RealServerNotInProject" "The origin server do not belong to this project." "源站不归属于该项目。",
        RuleAlreadyExisted: "FailedOperation.RuleAlreadyExisted" "Rule already exists." "规则已经存在。",
        // The SDK in English lacks this one, and the next that has the same words twice.
        SecretValidateFailed: "FailedOperation.SecretValidateFailed" "签名校验错误。" "签名校验错误。",
        TagResourcesFailed: "FailedOperation.TagResourcesFailed" "Failed to add the tag to the resource." "标签资源绑定失败。",
        UnTagResourcesFailed: "FailedOperation.UnTagResourcesFailed" "Failed to unbind the tag." "标签资源解绑失败。",
        UserNotAuthenticated: "FailedOperation.UserNotAuthenticated" "The current account has not completed identity verification." "用户未认证。",
        // The SDK in English lacks this one, and the two below that have their words twice.
        UserNotInWhitelist: "FailedOperation.UserNotInWhitelist" "该功能为白名单功能，如有需要请联系腾讯云助手。" "该功能为白名单功能，如有需要请联系腾讯云助手。",
        UserNotConfirmProtocol: "FailedOperation.UserNotConfirmProtocol" "Protocol not activated." "未开通协议。",
        InternalError: "InternalError" "Internal error." "内部错误。",
        InvalidParameter: "InvalidParameter" "Incorrect parameter." "参数错误。",
        ConflictParameters: "InvalidParameter.ConflictParameters" "参数之间出现冲突。" "参数之间出现冲突。",
        InvalidParameterValue: "InvalidParameterValue" "Incorrect parameter value." "参数取值错误。",
        CertificateContentNotMatchKey: "InvalidParameterValue.CertificateContentNotMatchKey" "Mismatch between the certificate and the private key." "证书和私钥不匹配。",
        CertificateNotMatchDomain: "InvalidParameterValue.CertificateNotMatchDomain" "The HTTP certificate does not match the domain name." "Https证书与域名不匹配。",
        DomainInIcpBlacklist: "InvalidParameterValue.DomainInIcpBlacklist" "The domain name is blocked for ICP issues." "域名在ICP黑名单内。",
        DomainNotRegister: "InvalidParameterValue.DomainNotRegister" "The domain name does not have an ICP filing." "域名未备案。",
        DuplicatedListenerPort: "InvalidParameterValue.DuplicatedListenerPort" "Listener port already exists." "监听器端口已存在。",
        DuplicateRs: "InvalidParameterValue.DuplicateRS" "The `RealServer` already exists." "RealServer已存在。",
        FeatureConflict: "InvalidParameterValue.FeatureConflict" "The features to be enabled conflict with each other." "无法同时开启所设置的特性。",
        GlobalDomainHitBanBlacklist: "InvalidParameterValue.GlobalDomainHitBanBlacklist" "该默认入口被封禁，无法添加。" "该默认入口被封禁，无法添加。",
        HitBanBlacklist: "InvalidParameterValue.HitBanBlacklist" "The resource has been added to the blocklist." "资源已被录入封禁黑名单。",
        HitBlacklist: "InvalidParameterValue.HitBlacklist" "The header is blocklisted." "header黑名单限制。",
        InvalidBandwidth: "InvalidParameterValue.InvalidBandwidth" "The bandwidth value is not in the range." "带宽值不在可选范围内。",
        InvalidCertificateContent: "InvalidParameterValue.InvalidCertificateContent" "Failed to resolve. Please check the format of certificate content." "解析失败，请检查证书内容格式。",
        InvalidCertificateId: "InvalidParameterValue.InvalidCertificateId" "Certificate unavailable." "证书不可用。",
        InvalidCertificateKey: "InvalidParameterValue.InvalidCertificateKey" "Failed to resolve. Please check the format of certificate key." "解析失败，请检查证书密钥格式。",
        InvalidConcurrency: "InvalidParameterValue.InvalidConcurrency" "The number of concurrences is not in the range." "并发量值不在可选范围内。",
        InvalidListenerPort: "InvalidParameterValue.InvalidListenerPort" "The listener port is not available." "该监听器端口不可用。",
        InvalidTags: "InvalidParameterValue.InvalidTags" "The tag is not found or you have no access permission to it." "未找到或无权限访问该标签",
        L7DomainHitBanBlacklist: "InvalidParameterValue.L7DomainHitBanBlacklist" "The domain name has been blocked and cannot be added." "该域名被封禁，无法添加。",
        ProjectIdNotBelong: "InvalidParameterValue.ProjectIdNotBelong" "The project does not belong to this user." "项目不属于该用户。",
        ProxyAndGroupFeatureConflict: "InvalidParameterValue.ProxyAndGroupFeatureConflict" "Cross-MLC-border connection is not supported in this connection group." "该通道组下无法支持该通道所需的特性。",
        ProxyAndRegionFeatureConflict: "InvalidParameterValue.ProxyAndRegionFeatureConflict" "The configuration of the cross-MLC-border connection is not supported in this region." "该地区不支持通道所设置的特性。",
        RealServerNotBelong: "InvalidParameterValue.RealServerNotBelong" "The origin server does not belong to this user." "源站不属于该用户。",
        UnknownAccessRegion: "InvalidParameterValue.UnknownAccessRegion" "The acceleration region is not found or you have no access permission to it." "未找到或无权限访问的加速区域。",
        UnknownDestRegion: "InvalidParameterValue.UnknownDestRegion" "The origin server region is not found or you have no access permission to it." "未找到或无权限访问的源站区域。",
        LimitExceeded: "LimitExceeded" "The quota limit should not be exceeded." "超过配额限制。",
        DomainLimit: "LimitExceeded.Domain" "域名数量超限制。" "域名数量超限制。",
        TagQuota: "LimitExceeded.TagQuota" "Insufficient tags." "标签配额不足。",
        MissingParameter: "MissingParameter" "Missing parameter." "缺少参数错误。",
        ResourceNotFound: "ResourceNotFound" "The resource does not exist." "资源不存在。",
        ResourceUnavailable: "ResourceUnavailable" "The resource is unavailable." "资源不可用。",
        AccountViolation: "ResourceUnavailable.AccountViolation" "Restricted resources found in your account. Check your inbox and email for details." "账号下存在违规资源，详情请查看站内信或邮件。",
        UnauthorizedOperation: "UnauthorizedOperation" "Unauthorized operation." "未授权操作。",
        CrossBorderInIsolating: "UnauthorizedOperation.CrossBorderInIsolating" "The CUCC cross-MLC-border connection expired and is isolated." "跨境通道的联通带宽处于隔离中。",
        UnknownParameter: "UnknownParameter" "Unknown parameter." "未知参数错误。",
        UnsupportedOperation: "UnsupportedOperation" "Unsupported operation." "操作不支持。",
    }
}

impl From<Flaw> for Refusal<Error> {
    fn from(flaw: Flaw) -> Self {
        let error = match &flaw {
            Flaw::KeyMismatch { .. } => Error::CertificateContentNotMatchKey,
            Flaw::NameMismatch { .. } => Error::CertificateNotMatchDomain,
            Flaw::EncryptedKey { .. } | Flaw::UnreadableKey { .. } => Error::InvalidCertificateKey,
            Flaw::BadPem(_)
            | Flaw::NotPem { .. }
            | Flaw::SurroundingText { .. }
            | Flaw::UnreadableCertificate { .. }
            | Flaw::UnsupportedKey { .. }
            | Flaw::WrongLabel { .. }
            // The service is not known to look at a chain, at validity, at strength or at whom a
            // certificate is for; nor does certmock. Were it to, these would be no right content.
            | Flaw::CaForLeaf { .. }
            | Flaw::ChainOutOfOrder { .. }
            | Flaw::ChainTooLong { .. }
            | Flaw::Expired { .. }
            | Flaw::IssuerMissing { .. }
            | Flaw::LeafForCa { .. }
            | Flaw::NotYetValid { .. }
            | Flaw::TooLittleLeft { .. }
            | Flaw::UnreadableRequest { .. }
            | Flaw::WeakKey { .. }
            | Flaw::WrongChainSignature { .. }
            | Flaw::WrongRequestSignature => Error::InvalidCertificateContent,
        };
        Self::because(error, flaw)
    }
}

/// The error for a parameter that is required under the present circumstances.
pub(super) fn missing(name: &str) -> Refusal<Error> {
    Refusal::saying(Error::MissingParameter, say_missing(name))
}

/// The refusal of a listener's id that clients know by its words.
pub(super) fn no_listener(id: &str) -> Refusal<Error> {
    Refusal::saying(Error::InvalidParameter, format!("ListenerId({id}) Not Exist."))
}

/// The error for a certificate that does not exist.
pub(super) fn no_certificate() -> Refusal<Error> {
    Refusal::saying(Error::ResourceNotFound, "CertificateId not found")
}
