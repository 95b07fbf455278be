//! The errors below `/v1.0/cdn/domains`, with the statuses of the vendor's table.

use crate::spec::catalogue;

catalogue! {
    /// By code.
    pub enum DomainsError {
        AreaNotSupported: 200 "CDN.0015" "Service area not supported." "不支持的服务范围。",
        CertificateBroken: 200 "CDN.0407" "The certificate is incorrect." "证书错误。",
        CertificateDeletionFailed: 200 "CDN.0401" "Failed to delete the certificate." "删除证书失败。",
        CertificateExpired: 200 "CDN.0408" "The certificate has expired." "证书已过期。",
        CertificateNotPem: 200 "CDN.0403" "The certificate must be in the PEM format." "证书格式必须为PEM。",
        CertificateNotYetValid: 200 "CDN.0413" "The certificate is not valid yet." "证书尚未生效。",
        CertificateStatusWrong: 200 "CDN.0411" "The certificate status is incorrect." "证书状态不正确。",
        ChainIncomplete: 200 "CDN.0410" "The certificate chain cannot be completed." "证书链无法补齐。",
        DomainBanned: 200 "CDN.0115" "Acceleration domain names are prohibited." "加速域名被禁用。",
        DomainExists: 200 "CDN.0101" "The acceleration domain name already exists." "加速域名已存在。",
        DomainLocked: 200 "CDN.0116" "Acceleration domain names are locked." "加速域名被锁定。",
        DomainNameWrong: 200 "CDN.0127" "The domain name format is incorrect." "域名格式错误。",
        DomainNotEnabled: 200 "CDN.0145" "Only enabled domain names that are not banned or locked support this operation." "只有已开启且未被禁用、未被锁定的域名才支持该操作。",
        DomainNotFound: 200 "CDN.0105" "The acceleration domain name does not exist." "加速域名不存在。",
        DomainNotYours: 200 "CDN.0108" "The URL domain name is not the acceleration domain name of the current tenant." "URL域名不是当前租户的加速域名。",
        DomainNull: 200 "CDN.0000" "domain is null or more than one." "域名为空或多于一个。",
        DomainTaken: 200 "CDN.0120" "The acceleration domain name has been added by another user." "加速域名已被其他用户添加。",
        HttpsNotSupported: 200 "CDN.0142" "The domain name does not support HTTPS." "域名不支持HTTPS。",
        KeyBroken: 200 "CDN.0414" "The private key is incorrect." "私钥错误。",
        KeyMismatch: 200 "CDN.0405" "The certificate and private key do not match." "证书与私钥不匹配。",
        KeyNotPem: 200 "CDN.0404" "The private key must be in the PEM format." "私钥格式必须为PEM。",
        LimitExceeded: 200 "CDN.0005" "The upper limit is exceeded." "超过上限。",
        NameMismatch: 200 "CDN.0406" "The certificate and domain name do not match." "证书与域名不匹配。",
        NotActivated: 200 "CDN.0114" "CDN has not been activated." "未开通CDN服务。",
        NotFiled: 200 "CDN.0102" "The domain name has not been filed or the filing has expired." "域名未备案或备案已过期。",
        PairBlank: 200 "CDN.0402" "The certificate or private key cannot be left blank." "证书或私钥不能为空。",
        PairTooLong: 200 "CDN.0412" "The certificate or private key is too long." "证书或私钥过长。",
        ParameterInvalid: 400 "CDN.0001" "The parameter is invalid." "参数非法。",
        ProjectNotAuthorized: 403 "CDN.0020" "The user is not authorized to the enterprise project." "用户没有该企业项目的权限。",
        ScmDenied: 403 "CDN.00010198" "Insufficient permission to access scm." "没有访问SCM的权限。",
        SpecialConfiguration: 200 "CDN.0163" "The domain name has special background configuration." "域名有后台特殊配置。",
        TooLittleLeft: 200 "CDN.0409" "The certificate will expire in less than 24 hours." "证书有效期不足24小时。",
        TooManyDomains: 200 "CDN.0104" "The number of acceleration domain names has reached the upper limit." "加速域名数量已达上限。",
        TypeNotSupported: 200 "CDN.0016" "This service type is not supported." "不支持的业务类型。",
        WildcardNotVerified: 200 "CDN.0143" "The ownership of the wildcard domain name has not been verified." "泛域名未进行归属权校验。",
        WrongState: 200 "CDN.0106" "This operation is not supported by the domain name in the current state." "域名当前状态不支持该操作。",
    }
}
