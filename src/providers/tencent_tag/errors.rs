//! What the service refuses with.

use crate::spec::catalogue;

catalogue! {
    /// The errors of the one action that is emulated, as the official SDK for Go lists them, with the
    /// words of those for Python: `tencentcloud/tag/v20180813/errorcodes.py`.
    pub(super) enum Error as 200 {
        FailedOperation: "FailedOperation" "The operation failed." "操作失败。",
        RegionInvalid: "InvalidParameterValue.RegionInvalid" "Region error." "地域错误。",
        ResourceIdInvalid: "InvalidParameterValue.ResourceIdInvalid" "Resource ID error." "资源Id错误。",
        ResourcePrefixInvalid: "InvalidParameterValue.ResourcePrefixInvalid" "Resource prefix error." "资源前缀错误。",
        ServiceTypeInvalid: "InvalidParameterValue.ServiceTypeInvalid" "Service type error." "业务类型错误。",
        UinInvalid: "InvalidParameterValue.UinInvalid" "Invalid `Uin`." "Uin参数不合法。",
        UnsupportedOperation: "UnsupportedOperation" "The operation is not supported." "操作不支持。",
    }
}
