//! The errors of the service.

#![expect(clippy::enum_variant_names, reason = "the names are the vendor's codes")]

use crate::spec::{Refusal, catalogue};

catalogue! {
    /// The errors of the actions that are emulated, as the official SDK for Go lists them, with the
    /// words of those for Python: `tencentcloud/clb/v20180317/errorcodes.py`.
    pub(super) enum Error as 200 {
        FailedOperation: "FailedOperation" "Operation failed." "操作失败。",
        FormatError: "InvalidParameter.FormatError" "Incorrect parameter format." "参数格式错误。",
        InternalError: "InternalError" "Internal error." "内部错误。",
        InvalidFilter: "InvalidParameterValue.InvalidFilter" "Filter parameter input error." "Filter参数输入错误。",
        InvalidParameter: "InvalidParameter" "Parameter error." "参数错误。",
        InvalidParameterValue: "InvalidParameterValue" "Parameter value error." "参数取值错误。",
        LBIdNotFound: "InvalidParameter.LBIdNotFound" "CLB instance ID error." "负载均衡实例ID错误。",
        Length: "InvalidParameterValue.Length" "Invalid parameter length." "参数长度错误。",
        LimitExceeded: "LimitExceeded" "The quota limit is exceeded." "超过配额限制。",
        MissingParameter: "MissingParameter" "Parameters are missing." "缺少参数错误。",
        Range: "InvalidParameterValue.Range" "Invalid parameter value range." "参数取值范围错误。",
        RegionNotFound: "InvalidParameter.RegionNotFound" "Invalid region." "地域无效。",
        ResourceInOperating: "FailedOperation.ResourceInOperating" "The specified resource is currently being operated. Please try again later." "正在操作指定的资源，请稍后重试。",
        UnauthorizedOperation: "UnauthorizedOperation" "Unauthorized operation." "未授权操作。",
        UnsupportedOperation: "UnsupportedOperation" "The operation is not supported." "操作不支持。",
    }
}

/// The error for a wrong value. The service has one code for most such errors, and its message says what is
/// wrong.
///
/// Assumption: it says so in English, whatever language is asked for. From: the words that clients and
/// trackers have of it, all of which are English.
pub(super) fn wrong_value(words: impl Into<String>) -> Refusal<Error> {
    Refusal::saying(Error::InvalidParameterValue, words)
}
