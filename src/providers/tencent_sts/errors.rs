//! The errors of the service.

#![expect(clippy::enum_variant_names, reason = "the names are the vendor's codes")]

use crate::spec::catalogue;

catalogue! {
    /// The errors of the one action that is emulated, as the official SDK for Go lists them, with the
    /// words of those for Python: `tencentcloud/sts/v20180813/errorcodes.py`.
    pub(super) enum Error as 200 {
        AccessKeyIllegal: "AuthFailure.AccessKeyIllegal" "Invalid key." "密钥不合法。",
        AccessKeyNotSupport: "InvalidParameter.AccessKeyNotSupport" "This type of key is not supported." "不支持该类型密钥。",
        GetSeedTokenError: "InternalError.GetSeedTokenError" "Failed to obtain the token." "获取token失败。",
    }
}
