//! The errors of the certificate manager, by their codes.
#![warn(clippy::wildcard_enum_match_arm)]

use crate::protocol::huawei::Mistake;
use crate::spec::ErrorCode;
use crate::spec::catalogue;

catalogue! {
    /// The errors of the operations.
    pub(crate) enum Error {
        ParameterIncorrect: 400 "SCM.0005" "Incorrect request parameter." "请求参数错误。",
        CertificateUnreadable: 400 "SCM.0006" "The uploaded certificate failed to be resolved. Ensure that the uploaded certificate has been issued." "上传证书解析失败，请确认上传的是已签发的证书。",
        DownloadFailed: 500 "SCM.0007" "Failed to download the certificate." "下载证书失败。",
        IdAbnormal: 400 "SCM.0008" "Abnormal certificate ID" "证书ID异常。",
        NoDomain: 400 "SCM.0009" "Failed to upload the certificate because no domain name is bound to the certificate." "上传的证书未绑定域名，上传失败。",
        NotAllowed: 400 "SCM.0010" "This operation is not allowed by the current certificate type or status." "当前证书类型或状态不允许执行此操作。",
        FreeQuotaReached: 400 "SCM.0011" "The max number of free certificates for the current user has been reached." "当前用户的免费证书数量已达上限。",
        KeyUnreadable: 400 "SCM.0012" "The uploaded private key failed to be resolved. Ensure that the certificate has been issued." "上传的私钥解析失败。",
        ChainUnreadable: 400 "SCM.0013" "The uploaded certificate chain failed to be resolved. Ensure that the certificate has been issued." "上传的证书链解析失败。",
        KeyMismatch: 400 "SCM.0014" "The uploaded certificate does not match the private key." "上传的证书与私钥不匹配。",
        DomainsRefused: 400 "SCM.0015" "The number or format of domain names entered does not meet the requirements of the your certificate." "填写的域名数量或格式不符合证书要求。",
        NotFound: 404 "SCM.0020" "Incorrect certificate ID." "证书ID错误。",
        IdIncorrect: 400 "SCM.0020" "Incorrect certificate ID." "证书ID错误。",
        PushRefused: 400 "SCM.0028" "Push cert error" "推送证书失败。",
        ServiceUnknown: 400 "SCM.0030" "Certificates cannot be pushed to this service." "不支持推送到该服务。",
        ParsingFailed: 400 "SCM.0031" "Certificate parsing error." "证书解析错误。",
        NameIncorrect: 400 "SCM.0032" "Incorrect certificate name." "证书名称错误。",
        EncryptionFailed: 500 "SCM.0037" "Failed to encrypt the certificate." "证书加密失败。",
        DecryptionFailed: 500 "SCM.0038" "Failed to decrypt the certificate." "证书解密失败。",
        KeyEmpty: 400 "SCM.0059" "The certificate private key is empty." "证书私钥为空。",
        NoProject: 400 "SCM.0069" "No projects found." "未找到项目。",
        DomainIncorrect: 400 "SCM.0070" "Incorrect format of the domain bound to the certificate to be uploaded." "上传的证书绑定的域名格式错误。",
        RefusedByElb: 400 "SCM.0201" "Failed to push to ELB." "推送到ELB失败。",
        NoRightAtElb: 400 "SCM.0202" "Failed to push to ELB: insufficient permissions." "推送到ELB失败：权限不足。",
        FailedAtElb: 400 "SCM.0203" "Failed to push the certificate to ELB." "推送证书到ELB失败。",
        RefusedByCdn: 400 "SCM.0211" "Failed to push to CDN." "推送到CDN失败。",
        NoRightAtCdn: 400 "SCM.0212" "Failed to push to CDN: insufficient permissions." "推送到CDN失败：权限不足。",
        FailedAtCdn: 500 "SCM.0213" "Failed to push the certificate to CDN." "推送证书到CDN失败。",
        RefusedByWaf: 400 "SCM.0221" "Failed to push to WAF." "推送到WAF失败。",
        NoRightAtWaf: 400 "SCM.0222" "Failed to push to WAF: insufficient permissions." "推送到WAF失败：权限不足。",
        FailedAtWaf: 500 "SCM.0223" "Failed to push the certificate to WAF." "推送证书到WAF失败。",
    }
}

catalogue! {
    /// The errors that any request can cause.
    pub(super) enum Common {
        AccountFrozen: 401 "SCM.1010" "The account is frozen." "帐号已冻结。",
        AccountRestricted: 401 "SCM.1009" "The account is restricted." "帐号受限。",
        KeyFormatIncorrect: 400 "SCM.0023" "Modify key format error." "标签键格式错误。",
        NoPermission: 401 "SCM.4002" "You do not have permission to perform this operation." "没有操作权限。",
        NoPrivilege: 400 "SCM.0003" "Tenant has no privilege." "租户没有权限。",
        NotInBeta: 401 "SCM.1004" "The OBT has not been applied for." "未申请公测。",
        OrderFailed: 400 "SCM.0016" "Failed to order." "下单失败。",
        ParameterIncorrect: 400 "SCM.0005" "Incorrect request parameter." "请求参数错误。",
        PolicyFailed: 500 "SCM.4001" "An error occurred when accessing the PDP API." "访问PDP接口异常。",
        TenantIncorrect: 403 "SCM.0002" "Incorrect tenant ID." "租户ID错误。",
        TokenRefused: 401 "SCM.1000" "The token of the request fails to be authenticated" "请求token认证失败。",
        ValueFormatIncorrect: 400 "SCM.0024" "Modify value format error." "标签值格式错误。",
    }
}

/// The errors for mistakes that the protocol finds.
pub(super) fn refuse(mistake: Mistake) -> &'static dyn ErrorCode {
    match mistake {
        Mistake::EmptyBody | Mistake::MalformedBody => &Common::ParameterIncorrect,
        Mistake::ForeignProject | Mistake::NoProject => &Common::TenantIncorrect,
        // Nobody logs in here.
        Mistake::WrongLogin => &Common::TokenRefused,
    }
}
