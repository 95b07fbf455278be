//! The errors of Huawei WAF, from the one page that lists them for all operations.
//! <https://support.huaweicloud.com/api-waf/ErrorCode.html>
//!
//! Assumption: `error_msg` is the word of the page. From: the page; no answer of today's service was
//! recorded. Assumption: of codes that mean the same, the first is answered (WAF.00011003 and not
//! WAF.00021003), but for what is not there, which is WAF.00022001. From: the page, whose second
//! hundred is of the system's inside; clients take 404 for gone, which no other code has.
//! Assumption: the Chinese of WAF.00010003, .10004, .14011 to .14014 and, but for .21015 to .21017, of
//! what is new in the second hundred says what the English page does. From: the English page; of the
//! Chinese one these rows were not at hand.
#![warn(clippy::wildcard_enum_match_arm)]

use crate::protocol::huawei::Mistake;
use crate::spec::catalogue;
use crate::spec::{ErrorCode, Refusal};
use crate::x509::Flaw;

catalogue! {
    /// The errors that operations on certificates and hosts can cause.
    pub enum Error {
        AccessFailed: 400 "WAF.00014004" "access.failed" "接入失败",
        AccessStatusIllegal: 400 "WAF.00011009" "access.status.illegal" "接入状态非法",
        AlreadyExists: 400 "WAF.00014002" "resource.already.exists" "资源已存在",
        BeingUsed: 400 "WAF.00022003" "resource.is.being.used" "资源正在被使用",
        BodyIllegal: 400 "WAF.00011003" "request.body.illegal" "请求Body格式错误：Body中的参数缺失、值非法",
        BypassFailed: 400 "WAF.00014005" "bypass.failed" "bypass失败",
        CertExpired: 400 "WAF.00011021" "cert.expired" "证书过期",
        CertIllegal: 400 "WAF.00011019" "cert.illegal" "证书非法",
        CertInconsistent: 400 "WAF.00014008" "cert.inconsistent" "证书不一致",
        DescriptionIllegal: 400 "WAF.00011013" "description.illegal" "描述格式非法",
        EpsAllNotSupport: 400 "WAF.00012010" "eps.all.not.support" "不支持所有企业项目",
        HostConflict: 400 "WAF.00014007" "host.conflict" "域名冲突",
        HostIllegal: 400 "WAF.00011006" "host.illegal" "域名非法",
        IdIllegal: 400 "WAF.00011004" "id.illegal" "ID非法",
        InnerBodyIllegal: 400 "WAF.00021003" "request.body.illegal" "请求Body格式错误",
        InnerCertIllegal: 400 "WAF.00021013" "cert.illegal" "HTTPS证书过期",
        InnerIdIllegal: 400 "WAF.00021004" "id.illegal" "ID非法",
        InnerNameIllegal: 400 "WAF.00021005" "name.illegal" "名称长度应小于64",
        InsufficientQuota: 400 "WAF.00013001" "insufficient.quota" "配额不足",
        InsufficientTenantQuota: 400 "WAF.00013007" "insufficient.tenant.quota" "租户配额不足",
        IpIllegal: 400 "WAF.00011007" "ip.illegal" "IP非法",
        Ipv6NotSupport: 400 "WAF.00013006" "ipv6.not.support" "不支持IPv6",
        NameDuplicate: 400 "WAF.00011016" "name.duplicate" "名称重复",
        NameIllegal: 400 "WAF.00011005" "name.illegal" "Name非法",
        NotFound: 404 "WAF.00022001" "resource.not.found" "资源不存在",
        OpenProtectFailed: 400 "WAF.00014003" "open.protect.failed" "开启防护失败",
        OuterNotFound: 400 "WAF.00014001" "resource.not.found" "资源未找到",
        PageIllegal: 400 "WAF.00011011" "pageOrPageSize.illegal" "页码或每页条数非法",
        PortIllegal: 400 "WAF.00011007" "port.illegal" "端口非法",
        PortNotSupport: 400 "WAF.00013003" "port.not.support" "端口不支持",
        PortProtocolMismatch: 400 "WAF.00014010" "port.protocol.mismatch" "端口和协议不匹配",
        ProtectStatusIllegal: 400 "WAF.00011008" "protect.status.illegal" "防护状态非法",
        ProtocolNotSupport: 400 "WAF.00013004" "protocol.not.support" "协议不支持",
        ProxyConfigWrong: 400 "WAF.00014006" "proxy.config.error" "代理配置错误",
        QuotaForbidden: 403 "WAF.00022005" "insufficient.quota" "配额不足",
        StoredAlready: 400 "WAF.00022002" "resource.already.exists" "资源已存在",
        UrlParamIllegal: 400 "WAF.00011002" "url.param.illegal" "URL格式不正确",
        WildcardDomainNotSupport: 400 "WAF.00013005" "wildcard.domain.not.support" "泛域名不支持",
    }
}

catalogue! {
    /// The errors that any request can cause.
    pub(super) enum Common {
        AccountFrozen: 400 "WAF.00012004" "account.frozen" "账号冻结",
        ActionIllegal: 400 "WAF.00021014" "action.illegal" "防护动作非法",
        ActionTypeIllegal: 400 "WAF.00011018" "action.type.illegal" "非法的动作类型",
        BadRequest: 400 "WAF.00011001" "bad.request" "非法请求",
        CnameFailed: 500 "WAF.00010003" "cname.failed" "创建或修改CNAME失败",
        CveNumberIllegal: 400 "WAF.00011020" "cve.num.illegal" "CVE编号非法",
        ExclusiveIpConfigWrong: 400 "WAF.00014013" "exclusive.ip.config.error" "独享IP配置错误",
        ExclusiveIpWrong: 400 "WAF.00014014" "exclusive.ip.config.error" "独享IP配置错误",
        FeatureNotSupport: 400 "WAF.00013002" "feature.not.support" "功能不支持",
        HostBlacklisted: 400 "WAF.00014011" "host.blacklist" "禁止添加防护网站，域名在黑名单中",
        InnerDescriptionIllegal: 400 "WAF.00021016" "description.illegal" "描述异常",
        InnerHostIllegal: 400 "WAF.00021006" "host.illegal" "域名格式不正确",
        InnerInternalError: 500 "WAF.00020001" "internal.error" "内部错误",
        InnerIpIllegal: 400 "WAF.00021009" "ip.illegal" "IP格式不正确",
        InnerOffsetOrLimitIllegal: 400 "WAF.00021020" "offsetOrLimit.illegal" "分页参数错误",
        InnerPortIllegal: 400 "WAF.00021008" "port.illegal" "源站端口格式不正确",
        InnerSystemBusy: 500 "WAF.00020002" "system.busy" "系统繁忙",
        InnerUrlParamIllegal: 400 "WAF.00021002" "url.param.illegal" "URL格式不正确",
        InterfaceNotFound: 400 "WAF.00014009" "api.not.found" "接口不存在",
        InternalFailure: 500 "WAF.00010001" "internal.error" "内部异常",
        InvalidProject: 400 "WAF.00012002" "invalid.project" "project_id和token中的不一致",
        InvalidToken: 400 "WAF.00012001" "invalid.token" "token非法",
        Ipv6SwitchIllegal: 400 "WAF.00011017" "ipv6.switch.illegal" "ipv6 防护不可关闭",
        JwtDisabled: 400 "WAF.00012007" "jwt.authentication.disabled" "JWT认证未开启",
        JwtFailed: 400 "WAF.00012009" "jwt.authentication.failed" "JWT认证失败",
        JwtInvalidToken: 400 "WAF.00012008" "jwt.authentication.invalid.token" "JWT token非法",
        LinkFailed: 500 "WAF.00010004" "cname.failed" "获取OBS文件下载链接失败",
        NotSubscribe: 400 "WAF.00012005" "not.subscribe" "未订阅",
        OffsetOrLimitIllegal: 400 "WAF.00011010" "offsetOrLimit.illegal" "起始行或限制条数非法",
        ParamExceedsLimit: 400 "WAF.00021021" "param.exceed.limit" "参数超出限制",
        PathIllegal: 400 "WAF.00021012" "path.illegal" "规则配置中的URL格式不正确",
        PdpPermissionDenied: 400 "WAF.00012006" "pdp.permission.denied" "细粒度权限不足",
        PermissionDenied: 400 "WAF.00012003" "permission.denied" "没有权限",
        ProtocolIllegal: 400 "WAF.00021007" "protocol.illegal" "后端协议格式不正确",
        ReferenceTableConfigIncorrect: 400 "WAF.00021018" "incorrect.reference.table.config" "不正确的引用表配置",
        RequestBodyIllegal: 400 "WAF.00011003" "request.body.illegal" "请求Body格式错误：Body中的参数缺失、值非法",
        RequestHeaderIllegal: 400 "WAF.00011014" "request.header.illegal" "请求Header格式错误：Header中的参数缺失、值非法",
        RouteConfigIncorrect: 400 "WAF.00021019" "incorrect.route.config" "不正确的线路配置",
        RuleConfigIncorrect: 400 "WAF.00021017" "incorrect.rule.config" "不正确的规则配置",
        RuleConflict: 400 "WAF.00022004" "rule.conflict" "规则冲突",
        RuleStatusIllegal: 400 "WAF.00021015" "rule.status.illegal" "规则状态非法",
        ServerAddressIllegal: 400 "WAF.00021010" "server.address.illegal" "服务器配置异常",
        SpecCodeIllegal: 400 "WAF.00011015" "spec.code.illegal" "WAF规格不合法",
        StandardViolated: 400 "WAF.00011012" "standard.violated" "参数非法",
        SystemBusy: 500 "WAF.00010002" "system.busy" "系统繁忙",
        TenantQuotaInsufficient: 400 "WAF.00014012" "insufficient.tenant.quota" "租户配额不足",
        WebsiteNotRegistered: 400 "WAF.00011014" "website.not.register" "网站未备案",
    }
}

/// The errors for mistakes that the protocol finds.
pub(super) fn refuse(mistake: Mistake) -> &'static dyn ErrorCode {
    match mistake {
        Mistake::EmptyBody | Mistake::MalformedBody => &Common::RequestBodyIllegal,
        Mistake::ForeignProject | Mistake::NoProject => &Common::InvalidProject,
        // Nobody logs in here.
        Mistake::WrongLogin => &Common::InvalidToken,
    }
}

impl From<Flaw> for Refusal<Error> {
    fn from(flaw: Flaw) -> Self {
        let error = match &flaw {
            Flaw::Expired { .. } => Error::CertExpired,
            Flaw::BadPem(_)
            | Flaw::ChainTooLong { .. }
            | Flaw::EncryptedKey { .. }
            | Flaw::KeyMismatch { .. }
            | Flaw::NotPem { .. }
            | Flaw::SurroundingText { .. }
            | Flaw::UnreadableCertificate { .. }
            | Flaw::UnreadableKey { .. }
            | Flaw::UnreadableRequest { .. }
            | Flaw::UnsupportedKey { .. }
            | Flaw::WrongLabel { .. }
            | Flaw::WrongRequestSignature
            // The service does not look at these; nor does `ops`. Were it to, this would be its code.
            | Flaw::CaForLeaf { .. }
            | Flaw::ChainOutOfOrder { .. }
            | Flaw::IssuerMissing { .. }
            | Flaw::LeafForCa { .. }
            | Flaw::NameMismatch { .. }
            | Flaw::NotYetValid { .. }
            | Flaw::TooLittleLeft { .. }
            | Flaw::WeakKey { .. }
            | Flaw::WrongChainSignature { .. } => Error::CertIllegal,
        };
        Self::because(error, flaw)
    }
}
