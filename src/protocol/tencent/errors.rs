//! The errors of the gateway, which any service can return.

use crate::spec::catalogue;

catalogue! {
    /// The common error codes, in the words that the gateway was seen to use, or else in those of the
    /// vendor's pages: <https://www.tencentcloud.com/document/product/1007/36594> and
    /// <https://cloud.tencent.com/document/api/400/41680>.
    #[expect(clippy::enum_variant_names, reason = "the names are the vendor's")]
    pub(crate) enum Error as 200 {
        ActionOffline: "ActionOffline" "This API has been deprecated." "接口已下线。",
        FailedOperation: "FailedOperation" "Operation failed." "操作失败。",
        InternalError: "InternalError" "An internal error has occurred. Retry your request, but if the problem persists, contact us." "内部错误。",
        InvalidAction: "InvalidAction" "The request `Action` is invalid or not found." "接口不存在。",
        InvalidAuthorization: "AuthFailure.InvalidAuthorization" "The request `Authorization` header does not conform to tencentcloud standards." "请求头部的 Authorization 不符合腾讯云标准。",
        InvalidParameter: "InvalidParameter" "The parameter is incorrect." "参数错误。",
        InvalidParameterValue: "InvalidParameterValue" "Invalid parameter value." "参数取值错误。",
        InvalidRequest: "InvalidRequest" "The multipart format of the request body is incorrect." "请求 body 的 multipart 格式错误。",
        InvalidSecretId: "AuthFailure.InvalidSecretId" "Invalid key (not a TencentCloud API key type)." "密钥非法（不是云 API 密钥类型）。",
        IpInBlacklist: "IpInBlacklist" "Your IP is in uin IP blacklist." "IP地址在黑名单中。",
        IpNotInWhitelist: "IpNotInWhitelist" "Your IP is not in uin IP whitelist." "IP地址不在白名单中。",
        LimitExceeded: "LimitExceeded" "Quota limit exceeded." "超过配额限制。",
        MfaFailure: "AuthFailure.MFAFailure" "MFA failed." "MFA 错误。",
        MissingParameter: "MissingParameter" "A parameter is missing." "缺少参数。",
        NoSuchProduct: "NoSuchProduct" "The product does not exist." "产品不存在。",
        NoSuchVersion: "NoSuchVersion" "The API version does not exist." "接口版本不存在。",
        RequestLimitExceeded: "RequestLimitExceeded" "Your current request times equals to `21` in a second, which exceeds the frequency limit `20` for a second. Please reduce the frequency of calls." "请求的次数超过了频率限制。",
        RequestSizeLimitExceeded: "RequestSizeLimitExceeded" "The request packet exceeds the limit." "请求包超过限制大小。",
        ResourceInUse: "ResourceInUse" "The resource is in use." "资源被占用。",
        ResourceInsufficient: "ResourceInsufficient" "Insufficient resource." "资源不足。",
        ResourceNotFound: "ResourceNotFound" "The resource does not exist." "资源不存在。",
        ResourceUnavailable: "ResourceUnavailable" "The resource is unavailable." "资源不可用。",
        ResponseSizeLimitExceeded: "ResponseSizeLimitExceeded" "The returned packet exceeds the limit." "返回包超过限制大小。",
        SecretIdNotFound: "AuthFailure.SecretIdNotFound" "The SecretId is not found, please ensure that your SecretId is correct." "SecretId不存在，请输入正确的密钥。",
        ServiceUnavailable: "ServiceUnavailable" "The service is unavailable now." "当前服务暂时不可用。",
        SignatureExpire: "AuthFailure.SignatureExpire" "Signature expired. Please use local time and enable NTP service for time synchronization to avoid a deviation between `Timestamp` and the server time." "签名过期。Timestamp 和服务器时间相差不得超过五分钟，请检查本地时间是否和标准时间同步。",
        SignatureFailure: "AuthFailure.SignatureFailure" "The provided credentials could not be validated. Please check your signature is correct." "请求签名验证失败，请检查您的签名计算是否正确。",
        TokenFailure: "AuthFailure.TokenFailure" "Token verification failed, please check if your Token is correct." "token 错误。",
        UnauthorizedOperation: "AuthFailure.UnauthorizedOperation" "You are not authorized to perform this operation. Check your CAM policies, and ensure that you are using the correct access keys." "操作未授权，请检查CAM策略。",
        UnknownParameter: "UnknownParameter" "The parameter is not recognized." "未知参数错误。",
        UnsupportedOperation: "UnsupportedOperation" "The operation is not supported." "操作不支持。",
        UnsupportedProtocol: "UnsupportedProtocol" "HTTPS request method error. Only GET and POST requests are supported." "http(s) 请求协议错误，只支持 GET 和 POST 请求。",
        UnsupportedRegion: "UnsupportedRegion" "The action not support this region." "接口不支持所传地域。",
    }
}
