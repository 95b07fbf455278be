//! The errors of the service.

#![expect(clippy::enum_variant_names, reason = "the names are the vendor's codes")]

use crate::spec::catalogue;

catalogue! {
    /// The errors of the actions that are emulated, as the official SDK for Go lists them, with the
    /// words of those for Python: `tencentcloud/live/v20180801/errorcodes.py`.
    pub(super) enum Error as 200 {
        AuthError: "FailedOperation.AuthError" "You do not have permission to perform this operation." "请检查是否有权限。",
        CallOtherSvrFailed: "FailedOperation.CallOtherSvrFailed" "Failed to call the internal service." "调用内部服务失败。",
        CannotBeDeletedIssued: "FailedOperation.CannotBeDeletedIssued" "Failed to delete the certificate because it has been issued." "该证书已颁发，不能删除。",
        CannotBeDeletedWithinHour: "FailedOperation.CannotBeDeletedWithinHour" "Free certificates cannot be deleted within one hour of application." "免费证书申请1小时内不允许删除。",
        CertificateExists: "FailedOperation.CertificateExists" "The certificate already exists." "证书已存在。",
        CertificateInvalid: "FailedOperation.CertificateInvalid" "The certificate is invalid." "证书不符合标准。",
        CertificateMismatch: "FailedOperation.CertificateMismatch" "The certificate and the private key do not match." "证书与私钥不对应。",
        CertificateNotFound: "FailedOperation.CertificateNotFound" "The certificate does not exist." "证书不存在。",
        CloudCrtIdError: "InvalidParameter.CloudCrtIdError" "Incorrect Tencent Cloud-hosted certificate ID." "腾讯云证书托管 ID 错误。",
        ConfigCdnFailed: "FailedOperation.ConfigCDNFailed" "CDN configuration failed." "下发CDN平台失败。",
        ConnectDbError: "InternalError.ConnectDbError" "Database connection error." "DB 连接错误。",
        CrtDateInUsing: "InvalidParameter.CrtDateInUsing" "The certificate is in use." "证书使用中。",
        CrtDateInUsingInternal: "InternalError.CrtDateInUsing" "The certificate is in use." "证书使用中。",
        CrtDateNotFound: "ResourceNotFound.CrtDateNotFound" "The certificate does not exist." "证书不存在。",
        CrtDateNotFoundInternal: "InternalError.CrtDateNotFound" "The certificate does not exist." "证书不存在。",
        CrtDateNotFoundParameter: "InvalidParameter.CrtDateNotFound" "The certificate does not exist." "证书不存在。",
        CrtDateNotLegal: "InvalidParameter.CrtDateNotLegal" "The certificate is invalid." "证书内容不合法。",
        CrtDateNotLegalInternal: "InternalError.CrtDateNotLegal" "The certificate is invalid." "证书不合法。",
        CrtDateOverdue: "InvalidParameter.CrtDateOverdue" "The certificate has expired." "证书过期。",
        CrtDateOverdueInternal: "InternalError.CrtDateOverdue" "The certificate has expired." "证书过期。",
        CrtDomainNotFound: "ResourceNotFound.CrtDomainNotFound" "No certificate was found." "未找到证书信息。",
        CrtDomainNotFoundInternal: "InternalError.CrtDomainNotFound" "There is no related domain name." "没有相关域名。",
        CrtDomainNotFoundParameter: "InvalidParameter.CrtDomainNotFound" "Unable to find the domain." "证书没有相关域名。",
        CrtKeyNotMatch: "InvalidParameter.CrtKeyNotMatch" "The certificate key does not match." "证书 Key 不匹配。",
        CrtKeyNotMatchInternal: "InternalError.CrtKeyNotMatch" "The certificate key does not match." "证书 Key 不匹配。",
        CrtOrKeyNotExist: "InvalidParameter.CrtOrKeyNotExist" "The certificate content or private key was not provided." "证书内容或者私钥未提供。",
        DbError: "InternalError.DBError" "DB Execution Error." "DB执行错误。",
        DomainNotExist: "ResourceNotFound.DomainNotExist" "The domain name does not exist or is not matched." "域名不存在或不匹配。",
        DomainNotExistInternal: "InternalError.DomainNotExist" "The domain name does not exist." "域名不存在。",
        EmptyData: "ResourceNotFound.EmptyData" "Data is empty." "数据为空。",
        ExceedsFreeLimit: "FailedOperation.ExceedsFreeLimit" "The number of free certificates exceeded the limit." "免费证书数量超出限制。",
        FailedOperation: "FailedOperation" "Operation failed." "操作失败。",
        ForbidService: "ResourceNotFound.ForbidService" "Disabled user." "用户被禁用。",
        FreezeService: "ResourceNotFound.FreezeService" "User service is frozen." "用户服务被冻结。",
        GetBizidError: "InternalError.GetBizidError" "Error obtaining the user account." "获取用户账号错误。",
        InternalError: "InternalError" "Internal error." "内部错误。",
        InvalidCertificateStatusCode: "FailedOperation.InvalidCertificateStatusCode" "Invalid certificate status." "证书状态不正确。",
        InvalidParam: "FailedOperation.InvalidParam" "Invalid parameter." "参数有误。",
        InvalidParameter: "InvalidParameter" "Parameter error." "参数错误。",
        InvalidParameterValue: "InvalidParameterValue" "Invalid parameter value." "参数取值错误。",
        InvalidUser: "ResourceNotFound.InvalidUser" "The user does not support this API." "用户不支持此接口。",
        InvokeVideoApiFail: "FailedOperation.InvokeVideoApiFail" "An exception occurred while manipulating the VOD API." "操作点播接口异常。",
        MissingParameter: "MissingParameter" "Parameter missing." "缺少参数错误。",
        NetworkError: "FailedOperation.NetworkError" "The CA system is busy. Try again later." "当前 CA 机构访问繁忙，请稍后重试。",
        NetworkErrorInternal: "InternalError.NetworkError" "Internal network error." "内部网络错误。",
        NoProjectPermission: "FailedOperation.NoProjectPermission" "You do not have permission to operate this project." "您没有该项目的操作权限。",
        NoRealNameAuth: "FailedOperation.NoRealNameAuth" "You haven’t completed identity verification." "尚未通过实名认证。",
        RateLimitExceeded: "LimitExceeded.RateLimitExceeded" "Reached the API rate limit." "单位时间内接口请求频率达到限制。",
        StopService: "ResourceNotFound.StopService" "Services for the account has been stopped. Please first top up to enable the service before reoperating." "账号停服，请先冲正开通服务后再操作。",
        UserDisableService: "ResourceNotFound.UserDisableService" "User proactively suspended the service." "用户主动停服。",
    }
}
