//! The errors below `/v1.1/cdn` and of requests for a domain by its name. Where the vendor's table has the
//! status 200, these have 400.
//!
//! Assumption: 400 goes with every code of the table that has 200 there. From: a recording of a refused
//! certificate without its code, and those of CDN.0170 and CDN.00010182.

use crate::spec::catalogue;

catalogue! {
    /// By code.
    pub enum ConfigsError {
        CertificateBroken: 400 "CDN.0407" "The certificate is incorrect." "证书错误。",
        CertificateDeletionFailed: 400 "CDN.0401" "Failed to delete the certificate." "删除证书失败。",
        CertificateExpired: 400 "CDN.0408" "The certificate has expired." "证书已过期。",
        CertificateNotPem: 400 "CDN.0403" "The certificate must be in the PEM format." "证书格式必须为PEM。",
        CertificateNotYetValid: 400 "CDN.0413" "The certificate is not valid yet." "证书尚未生效。",
        CertificateStatusWrong: 400 "CDN.0411" "The certificate status is incorrect." "证书状态不正确。",
        ChainIncomplete: 400 "CDN.0410" "The certificate chain cannot be completed." "证书链无法补齐。",
        DomainBanned: 400 "CDN.0115" "Acceleration domain names are prohibited." "加速域名被禁用。",
        DomainLocked: 400 "CDN.0116" "Acceleration domain names are locked." "加速域名被锁定。",
        DomainNotEnabled: 400 "CDN.0145" "Only enabled domain names that are not banned or locked support this operation." "只有已开启且未被禁用、未被锁定的域名才支持该操作。",
        DomainNotExist: 400 "CDN.0170" "domain not exist!" "域名不存在！",
        HttpsNotSupported: 400 "CDN.0142" "The domain name does not support HTTPS." "域名不支持HTTPS。",
        KeyBroken: 400 "CDN.0414" "The private key is incorrect." "私钥错误。",
        KeyMismatch: 400 "CDN.0405" "The certificate and private key do not match." "证书与私钥不匹配。",
        KeyNotPem: 400 "CDN.0404" "The private key must be in the PEM format." "私钥格式必须为PEM。",
        NameMismatch: 400 "CDN.0406" "The certificate and domain name do not match." "证书与域名不匹配。",
        NotActivated: 400 "CDN.0114" "CDN has not been activated." "未开通CDN服务。",
        NotOfEnterpriseProject: 400 "CDN.00010182" "The resource is not belong to the enterprise project." "资源不属于该企业项目。",
        PairBlank: 400 "CDN.0402" "The certificate or private key cannot be left blank." "证书或私钥不能为空。",
        PairTooLong: 400 "CDN.0412" "The certificate or private key is too long." "证书或私钥过长。",
        ParameterInvalid: 400 "CDN.0001" "The parameter is invalid." "参数非法。",
        ScmDenied: 403 "CDN.00010198" "Insufficient permission to access scm." "没有访问SCM的权限。",
        SpecialConfiguration: 400 "CDN.0163" "The domain name has special background configuration." "域名有后台特殊配置。",
        SystemError: 500 "CDN.0000" "System error." "系统错误。",
        TooLittleLeft: 400 "CDN.0409" "The certificate will expire in less than 24 hours." "证书有效期不足24小时。",
        WildcardNotVerified: 400 "CDN.0143" "The ownership of the wildcard domain name has not been verified." "泛域名未进行归属权校验。",
        WrongState: 400 "CDN.0106" "This operation is not supported by the domain name in the current state." "域名当前状态不支持该操作。",
    }
}
