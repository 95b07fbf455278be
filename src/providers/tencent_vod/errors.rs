//! The errors of the service.

use crate::spec::catalogue;

catalogue! {
    /// The errors of the actions that are emulated, as the official SDK for Go lists them, with the
    /// words of those for Python: `tencentcloud/vod/v20180717/errorcodes.py`.
    pub(super) enum Error as 200 {
        DomainDeploying: "FailedOperation.DomainDeploying" "Configuration cannot be changed during domain name deployment." "域名部署中，不能变更配置。",
        FailedOperation: "FailedOperation" "Operation failed." "操作失败。",
        InvalidParameter: "InvalidParameter" "Parameter error." "参数错误。",
        InvalidParameterValue: "InvalidParameterValue" "Parameter value error." "参数取值错误。",
        InvalidVodUser: "FailedOperation.InvalidVodUser" "VOD service is not enabled." "没有开通点播业务。",
        Limit: "InvalidParameterValue.Limit" "Parameter error: Limit." "参数错误：Limit。",
        LimitTooLarge: "InvalidParameterValue.LimitTooLarge" "Parameter value error: Limit is too large." "参数值错误：Limit 过大。",
        Offset: "InvalidParameterValue.Offset" "Parameter value error: Offset is invalid." "参数值错误：Offset 无效。",
        OffsetTooLarge: "InvalidParameterValue.OffsetTooLarge" "Invalid parameter value: Offset is too large." "参数值错误：Offset 过大。",
    }
}
