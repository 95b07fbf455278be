//! The errors of the service.

#![expect(clippy::enum_variant_names, reason = "the names are the vendor's codes")]

use crate::spec::catalogue;

catalogue! {
    /// The errors of the actions that are emulated, as the official SDK for Go lists them, with the
    /// words of those for Python: `tencentcloud/waf/v20180125/errorcodes.py`.
    pub(super) enum Error as 200 {
        AsynchronousCallFailed: "InternalError.AsynchronousCallFailed" "Asynchronous call failed." "异步调用失败",
        AuthFailure: "AuthFailure" "CAM signature/authentication error." "CAM签名/鉴权错误。",
        CertificationParameterErr: "InvalidParameter.CertificationParameterErr" "Certificate information parameter error" "证书信息参数错误",
        DbErr: "InternalError.DBErr" "DBErr" "DBErr",
        DryRunOperation: "DryRunOperation" "DryRun operation means the request will be successful, but the DryRun parameter is passed." "DryRun 操作，代表请求将会是成功的，只是多传了 DryRun 参数。",
        FailedOperation: "FailedOperation" "Operation failed." "操作失败。",
        InternalError: "InternalError" "Internal error." "内部错误。",
        InvalidCertificate: "InvalidParameter.InvalidCertificate" "Invalid certificate content." "证书内容非法。",
        InvalidParameter: "InvalidParameter" "Parameter error." "参数错误。",
        InvalidParameterValue: "InvalidParameterValue" "Invalid parameter value." "参数取值错误。",
        LimitExceeded: "LimitExceeded" "The quota limit is exceeded." "超过配额限制。",
        MissingParameter: "MissingParameter" "Parameters are missing" "缺少参数错误。",
        MysqlDbOperationFailed: "FailedOperation.MysqlDBOperationFailed" "Failed to operate the MySQL database." "操作Mysql数据库失败",
        OperationDenied: "OperationDenied" "Operation denied." "操作被拒绝。",
        PortParameterErr: "InvalidParameter.PortParameterErr" "Port information parameter error" "端口信息参数错误",
        ProtectionDomainParameterErr: "InvalidParameter.ProtectionDomainParameterErr" "Protective domain parameter error" "防护域名参数错误",
        QueryCertBySslIdFailed: "InvalidParameter.QueryCertBySSLIDFailed" "Failed to query certificate by ID." "根据ID查询证书失败。",
        RequestLimitExceeded: "RequestLimitExceeded" "Too frequent requests" "请求的次数超过了频率限制。",
        ResourceInUse: "ResourceInUse" "Resources are occupied." "资源被占用。",
        ResourceInsufficient: "ResourceInsufficient" "Insufficient resources." "资源不足。",
        ResourceNotFound: "ResourceNotFound" "Resources do not exist." "资源不存在。",
        ResourceUnavailable: "ResourceUnavailable" "Resources are unavailable." "资源不可用。",
        ResourcesSoldOut: "ResourcesSoldOut" "Resources are sold out." "资源售罄。",
        SupportTlsConfFailed: "InvalidParameter.SupportTLSConfFailed" "The current instance version does not support enabling TLS by definition. Please upgrade to the Advanced Edition or above." "当前实例版本不支持开启TLS自定义，请升级到高级版及以上",
        TlsParameterErr: "InvalidParameter.TLSParameterErr" "TLS or encryption suite parameter error" "TLS或加密套件参数错误",
        UnauthorizedOperation: "UnauthorizedOperation" "Unauthorized operation." "未授权操作。",
        UnknownParameter: "UnknownParameter" "Unknown parameter." "未知参数错误。",
        UnsupportedOperation: "UnsupportedOperation" "The operation is not supported." "操作不支持。",
        UpstreamParameterErr: "InvalidParameter.UpstreamParameterErr" "Origin information parameter error" "回源信息参数错误",
    }
}
