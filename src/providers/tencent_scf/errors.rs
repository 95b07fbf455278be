//! The errors of the service.

use crate::spec::catalogue;

catalogue! {
    /// The errors of the actions that are emulated, as the official SDK for Go lists them, with the
    /// words of those for Python: `tencentcloud/scf/v20180416/errorcodes.py`. Where the vendor has no
    /// English, the Chinese stands for both.
    pub(super) enum Error as 200 {
        Alias: "ResourceNotFound.Alias" "The alias does not exist." "别名不存在。",
        AliasValue: "InvalidParameterValue.Alias" "The default alias cannot be deleted. Please check and try again." "不支持删除默认别名，请修正后重试。",
        Cname: "FailedOperation.CNAME" "CNAME解析错误" "CNAME解析错误",
        DeleteAlias: "FailedOperation.DeleteAlias" "Failed to delete the alias." "删除别名失败。",
        Domain: "InvalidParameterValue.Domain" "域名参数非法" "域名参数非法",
        DomainUnExist: "FailedOperation.Domain.UnExist" "自定义域名不存在" "自定义域名不存在",
        Function: "ResourceNotFound.Function" "Function does not exist." "函数不存在。",
        FunctionName: "ResourceNotFound.FunctionName" "Function does not exist." "函数不存在。",
        FunctionNameValue: "InvalidParameterValue.FunctionName" "The function does not exist." "函数不存在。",
        InvokeType: "InvalidParameterValue.InvokeType" "The `InvokeType` value does not conform to the specification. Please fix it and try again." "InvokeType取值与规范不符，请修正后再试。",
        Limit: "InvalidParameterValue.Limit" "Limit error." "Limit传入错误。",
        Name: "InvalidParameterValue.Name" "Incorrect `Name` parameter." "Name参数传入错误。",
        Namespace: "ResourceNotFound.Namespace" "Namespace does not exist." "Namespace不存在。",
        NamespaceValue: "InvalidParameterValue.Namespace" "Namespace parameter error." "Namespace参数传入错误。",
        Order: "InvalidParameterValue.Order" "Order input error." "Order传入错误。",
        Ssl: "FailedOperation.Ssl" "更新自定义域名失败，SSL异常。" "更新自定义域名失败，SSL异常。",
        Status: "InvalidParameterValue.Status" "The `Status` value does not conform to the specification. Please fix it and try again." "Status取值与规范不符，请修正后再试。",
        System: "InternalError.System" "Internal system error." "内部系统错误。",
        Version: "ResourceNotFound.Version" "The version does not exist." "版本不存在。",
    }
}
