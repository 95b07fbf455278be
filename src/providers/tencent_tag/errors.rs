//! The errors of the service.

#![expect(clippy::enum_variant_names, reason = "the names are the vendor's codes")]

use crate::spec::catalogue;

catalogue! {
    /// The errors of the actions that are emulated, as the official SDK for Go lists them, with the
    /// words of those for Python: `tencentcloud/tag/v20180813/errorcodes.py`.
    pub(super) enum Error as 200 {
        DeleteTagsParamError: "InvalidParameterValue.DeleteTagsParamError" "`DeleteTags` cannot contain the elements in `ReplaceTags` or `AddTags`." "DeleteTags中不能包含ReplaceTags或AddTags中元素。",
        FailedOperation: "FailedOperation" "The operation failed." "操作失败。",
        PolicyEnforcedInvalid: "FailedOperation.PolicyEnforcedInvalid" "Enforcement restrictions in the tag policy." "标签策略强制打标签限制",
        Quota: "LimitExceeded.Quota" "The quota limit is reached." "超过配额限制。",
        RegionInvalid: "InvalidParameterValue.RegionInvalid" "Region error." "地域错误。",
        ReservedTagKey: "InvalidParameter.ReservedTagKey" "System reserved tag keys `qcloud`, `tencent` and `project` cannot be created." "系统预留标签键 qcloud、tencent和project 禁止创建。",
        ResourceAttachedTags: "LimitExceeded.ResourceAttachedTags" "The number of tags associated with the resource exceeds the limit." "资源关联的标签数超过限制。",
        ResourceDescriptionError: "InvalidParameterValue.ResourceDescriptionError" "Resource description error." "资源描述错误。",
        ResourceIdInvalid: "InvalidParameterValue.ResourceIdInvalid" "Resource ID error." "资源Id错误。",
        ResourcePrefixInvalid: "InvalidParameterValue.ResourcePrefixInvalid" "Resource prefix error." "资源前缀错误。",
        ServiceTypeInvalid: "InvalidParameterValue.ServiceTypeInvalid" "Service type error." "业务类型错误。",
        Tag: "InvalidParameter.Tag" "`Tag` parameter error." "Tag参数错误。",
        TagKey: "LimitExceeded.TagKey" "The number of created tag keys reaches the limit of 1,000." "用户创建标签键达到上限数 1000。",
        TagKeyCharacterIllegal: "InvalidParameterValue.TagKeyCharacterIllegal" "Tag key contains illegal characters." "标签键包含非法字符。",
        TagKeyEmpty: "InvalidParameterValue.TagKeyEmpty" "Tag key cannot be empty." "标签键不能为空值。",
        TagKeyLengthExceeded: "InvalidParameterValue.TagKeyLengthExceeded" "Tag key length exceeds limit." "标签键长度超过限制。",
        TagValue: "LimitExceeded.TagValue" "Each tag key can have up to 1,000 values." "单个标签键对应标签值达到上限数 1000。",
        TagValueCharacterIllegal: "InvalidParameterValue.TagValueCharacterIllegal" "Tag value contains illegal characters." "标签值包含非法字符。",
        TagValueLengthExceeded: "InvalidParameterValue.TagValueLengthExceeded" "Tag value length exceeds limit." "标签值长度超过限制。",
        UinInvalid: "InvalidParameterValue.UinInvalid" "`Uin` parameter is invalid." "Uin参数不合法。",
        UnsupportedOperation: "UnsupportedOperation" "Unsupported operation." "操作不支持。",
    }
}
