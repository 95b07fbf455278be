//! The errors that the vendor documents for the emulated actions of its SSL service.
#![warn(clippy::wildcard_enum_match_arm)]
#![expect(clippy::enum_variant_names, reason = "the names are the vendor's codes")]

use crate::spec::Refusal;
use crate::spec::catalogue;
use crate::x509::Flaw;

catalogue! {
    /// In the vendor's Chinese and, where its international SDK has them, English words; where it has
    /// none, the Chinese are given in both. Those of `FailedOperation` go without its name.
    pub enum Error as 200 {
        AuthFailure: "AuthFailure" "A CAM signature/authentication error occurred." "CAM签名/鉴权错误。",
        AuthFailureUnauthorizedOperation: "AuthFailure.UnauthorizedOperation" "The operation is unauthorized." "操作未授权。",
        FailedOperation: "FailedOperation" "Operation failed." "操作失败。",
        AuthError: "FailedOperation.AuthError" "You do not have permission to perform this operation." "请检查是否有权限。",
        BoundResources: "FailedOperation.BoundResources" "Cannot be deleted when there are unbound cloud resources." "有未解绑的云资源，不能被删除。",
        CamAuthorizedFail: "FailedOperation.CAMAuthorizedFail" "A CAM authentication error occurred." "CAM鉴权出现错误。",
        CancelAuditCertificateFailed: "FailedOperation.CancelAuditCertificateFailed" "由于未知原因证书取消失败，请您刷新页面后重试" "由于未知原因证书取消失败，请您刷新页面后重试",
        CancelOrderFailed: "FailedOperation.CancelOrderFailed" "Failed to cancel the order." "取消订单失败。",
        CannotBeDeletedIssued: "FailedOperation.CannotBeDeletedIssued" "Failed to delete the certificate because it has been issued." "该证书已颁发， 不能删除。",
        CannotBeDeletedWithinHour: "FailedOperation.CannotBeDeletedWithinHour" "Free certificates cannot be deleted within 1 hour after being applied for." "免费证书申请1小时内不允许删除。",
        CannotGetOrder: "FailedOperation.CannotGetOrder" "Failed to get order information. Try again later." "获取订单信息失败，请稍后重试。",
        CertificateCaError: "FailedOperation.CertificateCaError" "Note: the uploaded certificate content does not conform to the standard format of CA certificates. Please check whether the certificate type is incorrect." "温馨提示：上传的证书内容不符合CA证书的标准格式，请您核对证书类型是否有误",
        CertificateCancelFailedMulti: "FailedOperation.CertificateCancelFailedMulti" "多年期证书非首年无法终止审核，如您暂时不用证书，无需验证域名即可" "多年期证书非首年无法终止审核，如您暂时不用证书，无需验证域名即可",
        CertificateChainError: "FailedOperation.CertificateChainError" "温馨提示：证书链检测异常，请核对每段证书是否存在异常" "温馨提示：证书链检测异常，请核对每段证书是否存在异常",
        CertificateCsrParseFailed: "FailedOperation.CertificateCsrParseFailed" "CSR解析失败。" "CSR解析失败。",
        CertificateDeployDetailRollbackStatusInvalid: "FailedOperation.CertificateDeployDetailRollbackStatusInvalid" "This operation can be performed only when the record status is Complete." "记录状态必须完结才可以执行该操作。",
        CertificateDeployHasPendingRecord: "FailedOperation.CertificateDeployHasPendingRecord" "There is a running certificate deployment task. Please try again after the deployment is complete." "证书部署有正在进行中的任务，请部署完成后再重试。",
        CertificateDeployInstanceEmpty: "FailedOperation.CertificateDeployInstanceEmpty" "There is no instance for the selected cloud resource. Updating failed. Please try again after checking it." "已选择的云资源无实例，无法更新，请重新核对后重试。",
        CertificateDeployInstanceFormatError: "FailedOperation.CertificateDeployInstanceFormatError" "部署格式错误" "部署格式错误",
        CertificateDeployNotExist: "FailedOperation.CertificateDeployNotExist" "The certificate deployment record does not exist." "证书部署记录不存在。",
        CertificateDeployRetryStatusInvalid: "FailedOperation.CertificateDeployRetryStatusInvalid" "This operation can be performed only when the record status is Failed." "记录状态必须失败才可以执行该操作。",
        CertificateDeployRollbackStatusInvalid: "FailedOperation.CertificateDeployRollbackStatusInvalid" "A rollback can be performed only when there is a record indicating successful deployment." "必须有部署成功的记录才可以回滚。",
        CertificateDownloadServiceTypeNotSupport: "FailedOperation.CertificateDownloadServiceTypeNotSupport" "证书下载服务类型不支持。" "证书下载服务类型不支持。",
        CertificateEncryptInvalid: "FailedOperation.CertificateEncryptInvalid" "The certificate is suspected to be an SM2 certificate and does not comply with the selected certificate standard. Please check whether the selected certificate standard and the content of the certificate are correct." "证书内容疑似国密证书，与所选证书标准不符，请您核对选择的证书标准和证书内容是否有误",
        CertificateExists: "FailedOperation.CertificateExists" "The certificate already exists." "证书已存在。",
        CertificateHostDeployCanNotAllow: "FailedOperation.CertificateHostDeployCanNotAllow" "The current certificate is not allowed to use the one-click update function." "当前证书不允许使用一键更新的功能。",
        CertificateHostResourceInnerInterrupt: "FailedOperation.CertificateHostResourceInnerInterrupt" "Unable to use the deployment feature because the login account is an internal account with too many instance resources. Please contact us to handle it." "当前为内部账号，账号涉及实例资源较多，无法使用部署功能，请联系SSL证书特殊处理。",
        CertificateHostResourceInstanceHugeLimit: "FailedOperation.CertificateHostResourceInstanceHugeLimit" "There are too many instances under the current account. Loading cannot be performed properly. Please switch the loading mode. After switching, click \"Refresh List\" and wait for a period of time. Then, all the instances can be loaded." "当前账号下实例数量过多，无法正常加载，请您切换加载方式。切换后点击“刷新列表”等待一段时间后即可全部加载。",
        CertificateHostResourceTypeInvalid: "FailedOperation.CertificateHostResourceTypeInvalid" "The cloud resource type is invalid." "云资源类型无效。",
        CertificateInfoSubmitContactEmailEmpty: "FailedOperation.CertificateInfoSubmitContactEmailEmpty" "Mailbox cannot be empty" "邮箱不能为空",
        CertificateInfoSubmitDomainInvalid: "FailedOperation.CertificateInfoSubmitDomainInvalid" "The input domain name %s is in incorrect format. Please check and resubmit." "您输入的域名%s格式有误，请您核对后重新提交",
        CertificateInfoSubmitStatusInvalid: "FailedOperation.CertificateInfoSubmitStatusInvalid" "Certificate status does not allow submitting documentation." "当前证书状态不可以提交资料",
        CertificateInvalid: "FailedOperation.CertificateInvalid" "The certificate is invalid." "证书不符合标准。",
        CertificateMatchError: "FailedOperation.CertificateMatchError" "Note: the certificate content and private key do not match. please check (pay attention to whether there are extra spaces)." "温馨提示：证书内容和私钥不匹配，请您核对（请留意是否有多余的空格）",
        CertificateMismatch: "FailedOperation.CertificateMismatch" "The certificate and the private key do not match." "证书与私钥不对应。",
        CertificateNotAllowDownload: "FailedOperation.CertificateNotAllowDownload" "该证书已设置成不允许下载。" "该证书已设置成不允许下载。",
        CertificateNotAvailable: "FailedOperation.CertificateNotAvailable" "The certificate is not available. Please check and try again." "证书不可用，请检查后再试。",
        CertificateNotDeployInstance: "FailedOperation.CertificateNotDeployInstance" "The certificate is not allowed to be deployed under the instance list." "证书不可以部署到实例列表下。",
        CertificateNotFound: "FailedOperation.CertificateNotFound" "Certificate does not exist." "证书不存在。",
        CertificateNotFoundOrAudited: "FailedOperation.CertificateNotFoundOrAudited" "该证书不存在或已签发。" "该证书不存在或已签发。",
        CertificateNotFoundOrCantCancel: "FailedOperation.CertificateNotFoundOrCantCancel" "The certificate does not exist, or the review cannot be canceled." "该证书不存在或不可取消。",
        CertificateOrderSubmitProcessing: "FailedOperation.CertificateOrderSubmitProcessing" "Your order is being processed. Please wait patiently." "订单正在处理中，请您耐心等待",
        CertificateOrderSubmitRootCaInvalid: "FailedOperation.CertificateOrderSubmitRootCAInvalid" "The currently selected root certificate is invalid. Please reselect." "当前选择的根证书无效，请您重新选择",
        CertificateParseError: "FailedOperation.CertificateParseError" "Parsing failed. check if the certificate meets the standard and pay attention to whether there are extra spaces." "解析失败，请检查证书是否符合标准，请留意是否有多余的空格",
        CertificatePreVerifyEmailInvalid: "FailedOperation.CertificatePreVerifyEmailInvalid" "The format of the entered email address is incorrect. Please check and resubmit." "您输入的邮箱格式有误，请您核对后重新提交",
        CertificateStatusNotAllowDownload: "FailedOperation.CertificateStatusNotAllowDownload" "当前证书状态不允许下载。" "当前证书状态不允许下载。",
        CertificateStatusNotAllowResubmit: "FailedOperation.CertificateStatusNotAllowResubmit" "You cannot re-submit a review application for a certificate in this status." "证书状态不允许重新申请。",
        CertificateStatusNotAllowVerify: "FailedOperation.CertificateStatusNotAllowVerify" "The certificate status does not allow domain name verification." "证书当前状态不允许进行域名验证。",
        CertificateSubmitHostingCertError: "FailedOperation.CertificateSubmitHostingCertError" "Uploaded certificate managed renewal cannot submit order manually" "上传证书的托管续费证书不能手动提交订单",
        CertificateSyncTaskCertificateIdCountInvalid: "FailedOperation.CertificateSyncTaskCertificateIdCountInvalid" "证书操作参数无效，证书ID数量超过100。" "证书操作参数无效，证书ID数量超过100。",
        CertificateSyncTaskIdInvalid: "FailedOperation.CertificateSyncTaskIdInvalid" "The cert associated with the cloud resource query task id is invalid." "证书关联云资源查询任务ID无效",
        CertificateTypeInfoNotFound: "FailedOperation.CertificateTypeInfoNotFound" "无法查到当前证书类型详情。" "无法查到当前证书类型详情。",
        CertificateWhiteFuncError: "FailedOperation.CertificateWhiteFuncError" "当前为白名单功能，非白名单用户无法使用该功能，请联系SSL证书特殊处理。" "当前为白名单功能，非白名单用户无法使用该功能，请联系SSL证书特殊处理。",
        ConfirmLetterTooLarge: "FailedOperation.ConfirmLetterTooLarge" "The confirmation letter file cannot exceed 1.4 MB." "证书确认函文件过大（需小于1.4M）。",
        ConfirmLetterTooSmall: "FailedOperation.ConfirmLetterTooSmall" "The confirmation letter file cannot be smaller than 1 KB." "证书确认函文件过小（需大于1KB）。",
        DeleteFailedTimeNotUp: "FailedOperation.DeleteFailedTimeNotUp" "Cannot be deleted when the free cert application time has not exceeded 1 hour." "免费证书申请时间未超过1小时，不能被删除。",
        DeleteResourceFailed: "FailedOperation.DeleteResourceFailed" "The certificate is associated with a Tencent Cloud resource and cannot be deleted." "证书已关联云资源，无法删除。",
        ExceedsFreeLimit: "FailedOperation.ExceedsFreeLimit" "The number of free certificates exceeds the maximum value." "免费证书数量超出限制。",
        FileTooLarge: "FailedOperation.FileTooLarge" "文件尺寸太大（需小于1.4MB）。" "文件尺寸太大（需小于1.4MB）。",
        FileTooSmall: "FailedOperation.FileTooSmall" "文件尺寸太小，请上传清晰图片。" "文件尺寸太小，请上传清晰图片。",
        GenCsrFail: "FailedOperation.GenCSRFail" "生产CSR失败" "生产CSR失败",
        IllegalManagerStatus: "FailedOperation.IllegalManagerStatus" "公司管理人状态错误。" "公司管理人状态错误。",
        InvalidCertificateSource: "FailedOperation.InvalidCertificateSource" "Certificate source error." "证书来源错误。",
        InvalidCertificateStatusCode: "FailedOperation.InvalidCertificateStatusCode" "The certificate status is incorrect." "证书状态不正确。",
        InvalidConfirmLetterFormat: "FailedOperation.InvalidConfirmLetterFormat" "The format of the confirmation letter file is invalid (JPG, JPEG, PNG, and PDF are supported)." "证书确认函格式错误（支持格式为jpg、jpeg、png、pdf）。",
        InvalidConfirmLetterFormatWosign: "FailedOperation.InvalidConfirmLetterFormatWosign" "The format of the confirmation letter file is invalid (JPG, PDF, and GIF are supported)." "证书确认函格式错误（支持格式为jpg、pdf、gif）。",
        InvalidFileType: "FailedOperation.InvalidFileType" "文件格式错误，请重新上传。" "文件格式错误，请重新上传。",
        InvalidParam: "FailedOperation.InvalidParam" "Incorrect parameters." "参数有误。",
        MainDomainCertificateCountLimit: "FailedOperation.MainDomainCertificateCountLimit" "The number of free certificates applied for under the primary domain name (%s) has reached the upper limit of %s. Please purchase a paid certificate." "该主域（%s）下申请的免费证书数量已达到%s个上限，请购买付费证书。",
        ManagerCanNotDeleteCa: "FailedOperation.ManagerCanNotDeleteCa" "管理人信息已提交CA，不可以删除。" "管理人信息已提交CA，不可以删除。",
        ManagerCanNotDeleteCert: "FailedOperation.ManagerCanNotDeleteCert" "管理人信息已关联证书，不可以删除。" "管理人信息已关联证书，不可以删除。",
        NetworkError: "FailedOperation.NetworkError" "The CA system is busy. Try again later." "当前 CA 机构访问繁忙，请稍后重试。",
        NoProjectPermission: "FailedOperation.NoProjectPermission" "You do not have the permission to operate on this project." "您没有该项目的操作权限。",
        NoRealNameAuth: "FailedOperation.NoRealNameAuth" "You have not completed the identity verification." "尚未通过实名认证。",
        OrderAlreadyReplaced: "FailedOperation.OrderAlreadyReplaced" "This order has already been replaced." "该订单已重签发。",
        OrderReplaceFailed: "FailedOperation.OrderReplaceFailed" "Failed to reissue a certificate." "重颁发失败。",
        PackageCountLimit: "FailedOperation.PackageCountLimit" "The remaining benefit points are insufficient." "剩余权益点不足。",
        PackageExpired: "FailedOperation.PackageExpired" "The benefit package has expired." "权益包已过期。",
        PackageNotFound: "FailedOperation.PackageNotFound" "The benefit package does not exist." "权益包不存在。",
        RenewNotIssued: "FailedOperation.RenewNotIssued" "Cannot perform deletion when the renewed cert has not been issued." "续费证书未颁发，无法执行删除操作。",
        RevokeFailed: "FailedOperation.RevokeFailed" "Certificate revocation failed." "证书吊销失败。",
        RevokeResourceFailed: "FailedOperation.RevokeResourceFailed" "The cert is bound to cloud resources and cannot be revoked." "证书已关联云资源，无法吊销。",
        RoleNotFoundAuthorization: "FailedOperation.RoleNotFoundAuthorization" "The role does not exist. Please authorize the role first." "角色不存在，请前往授权。",
        SystemError: "FailedOperation.SystemError" "A system error occurred." "系统错误。",
        TradeError: "FailedOperation.TradeError" "计费中心错误。" "计费中心错误。",
        UploadConfirmCertificateNotSupport: "FailedOperation.UploadConfirmCertificateNotSupport" "当前接口不支持上传确认函功能，请去腾讯云控制台进行操作" "当前接口不支持上传确认函功能，请去腾讯云控制台进行操作",
        UploadConfirmCertificateNotSupportDv: "FailedOperation.UploadConfirmCertificateNotSupportDV" "当前证书是DV证书，不支持上传确认函" "当前证书是DV证书，不支持上传确认函",
        InternalError: "InternalError" "Internal error." "内部错误。",
        InternalErrorBackendResponseEmpty: "InternalError.BackendResponseEmpty" "The backend service response is empty." "后端服务响应为空。",
        InternalErrorBackendResponseError: "InternalError.BackendResponseError" "An error occurred with the backend service response." "后端服务响应错误。",
        InvalidParameter: "InvalidParameter" "The parameter is incorrect." "参数错误。",
        InvalidParameterCertificateIdNumberLimit: "InvalidParameter.CertificateIdNumberLimit" "查询的证书ID不能超过50个。" "查询的证书ID不能超过50个。",
        InvalidParameterCertificateStatusNotAllowResubmit: "InvalidParameter.CertificateStatusNotAllowResubmit" "You cannot re-submit a review application for a certificate in this status." "当前证书状态不允许重新提交申请。",
        InvalidParameterCertificatesNumberExceeded: "InvalidParameter.CertificatesNumberExceeded" "Number of certificates exceed the limit." "证书数量超出限制。",
        InvalidParameterContainsInvalidCertificateId: "InvalidParameter.ContainsInvalidCertificateId" "包含无效的证书ID。" "包含无效的证书ID。",
        InvalidParameterDomainCountInvalid: "InvalidParameter.DomainCountInvalid" "域名数量无效。" "域名数量无效。",
        InvalidParameterDomainInvalid: "InvalidParameter.DomainInvalid" "域名无效，请重新输入。" "域名无效，请重新输入。",
        InvalidParameterMissMatchPrivateKey: "InvalidParameter.MissMatchPrivateKey" "There is no matching private key." "没有匹配的私钥。",
        InvalidParameterPackageIdsInvalid: "InvalidParameter.PackageIdsInvalid" "The list of benefit point IDs is invalid." "权益点ID列表无效。",
        InvalidParameterPeriodInvalid: "InvalidParameter.PeriodInvalid" "证书期限无效。" "证书期限无效。",
        InvalidParameterProductPidInvalid: "InvalidParameter.ProductPidInvalid" "产品PID无效。" "产品PID无效。",
        InvalidParameterRegionNotEmpty: "InvalidParameter.RegionNotEmpty" "Region不允许为空" "Region不允许为空",
        InvalidParameterRenewAlgorithmInvalid: "InvalidParameter.RenewAlgorithmInvalid" "The algorithm is invalid." "算法无效。",
        InvalidParameterRenewCsrInvalid: "InvalidParameter.RenewCsrInvalid" "CSR无效。" "CSR无效。",
        InvalidParameterRenewGenCsrMethodInvalid: "InvalidParameter.RenewGenCsrMethodInvalid" "生成CSR方式无效。" "生成CSR方式无效。",
        InvalidParameterWithDetailReason: "InvalidParameter.WithDetailReason" "The parameter is incorrect." "参数有误。",
        InvalidParameterValue: "InvalidParameterValue" "Invalid parameter value." "参数取值错误。",
        InvalidParameterValueCertificateDomainMaxLengthInvalid: "InvalidParameterValue.CertificateDomainMaxLengthInvalid" "证书域名过长： 域名不能超过64位，请您重新输入" "证书域名过长： 域名不能超过64位，请您重新输入",
        InvalidParameterValueCertificateEmailParseInvalid: "InvalidParameterValue.CertificateEmailParseInvalid" "邮箱格式有误，请您重新输入" "邮箱格式有误，请您重新输入",
        InvalidParameterValueIntermediateCertNotSame: "InvalidParameterValue.IntermediateCertNotSame" "Intermediate certificate inconsistent." "中间证书不一致",
        LimitExceededRateLimitExceeded: "LimitExceeded.RateLimitExceeded" "The API rate limit is reached." "单位时间内接口请求频率达到限制。",
        MissingParameter: "MissingParameter" "Missing parameter." "缺少参数错误。",
        ResourceNotFoundManager: "ResourceNotFound.Manager" "The manager of the company does not exist." "公司管理人不存在。",
        UnauthorizedOperation: "UnauthorizedOperation" "未授权操作。" "未授权操作。",
        UnknownParameter: "UnknownParameter" "未知参数错误。" "未知参数错误。",
    }
}

impl From<Flaw> for Refusal<Error> {
    fn from(flaw: Flaw) -> Self {
        let error = match &flaw {
            Flaw::BadPem(_)
            | Flaw::EncryptedKey { .. }
            | Flaw::NotPem { .. }
            | Flaw::SurroundingText { .. }
            | Flaw::UnreadableCertificate { .. }
            | Flaw::UnreadableKey { .. }
            | Flaw::WrongLabel { .. } => Error::CertificateParseError,
            // The service takes a curve of SM2 for a certificate of the other standard.
            Flaw::UnsupportedKey { algorithm } if algorithm == SM2 => {
                Error::CertificateEncryptInvalid
            }
            Flaw::KeyMismatch { .. } => Error::CertificateMatchError,
            Flaw::LeafForCa { .. } => Error::CertificateCaError,
            Flaw::ChainOutOfOrder { .. }
            | Flaw::ChainTooLong { .. }
            | Flaw::IssuerMissing { .. }
            | Flaw::WrongChainSignature { .. } => Error::CertificateChainError,
            Flaw::WrongRequestSignature => Error::CertificateMismatch,
            // The service is not known to look at validity, names or strength of what is uploaded;
            // nor does certmock. Were it to, these would be no certificate by its standard.
            Flaw::UnsupportedKey { .. }
            | Flaw::UnreadableRequest { .. }
            | Flaw::CaForLeaf { .. }
            | Flaw::Expired { .. }
            | Flaw::NameMismatch { .. }
            | Flaw::NotYetValid { .. }
            | Flaw::TooLittleLeft { .. }
            | Flaw::WeakKey { .. } => Error::CertificateInvalid,
        };
        Self::because(error, flaw)
    }
}

/// The curve of SM2 (GB/T 33560).
const SM2: &str = "1.2.156.10197.1.301";

/// The message for a request that needs an SM2 certificate.
pub(super) const NO_SM2: &str = "certmock does not issue certificates for SM2.";

/// The message for a request to encrypt a private key.
pub(super) const NO_PASSWORD: &str =
    "certmock does not encrypt private keys: leave the key's password out.";
