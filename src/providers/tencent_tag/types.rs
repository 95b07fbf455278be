//! Requests and replies, as the vendor writes them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// `DescribeResourceTagsByResourceIds`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeResourceTagsByResourceIds {
    /// `ssl` or `gaap`.
    pub(crate) service_type: String,
    /// `certificate` or `proxy`.
    pub(crate) resource_prefix: String,
    pub(crate) resource_ids: Vec<String>,
    pub(crate) offset: Option<u64>,
    pub(crate) limit: Option<u64>,
    /// `Custom`, `System` or `All`.
    pub(crate) category: Option<String>,
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeResourceTagsByResourceIdsReply {
    pub(crate) total_count: usize,
    pub(crate) offset: u64,
    pub(crate) limit: u64,
    pub(crate) tags: Vec<TagResource>,
}

/// A tag of a resource.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct TagResource {
    pub(crate) tag_key: String,
    pub(crate) tag_value: String,
    pub(crate) resource_id: String,
    /// MD5 (RFC 1321), as hexadecimal digits.
    pub(crate) tag_key_md5: String,
    pub(crate) tag_value_md5: String,
    pub(crate) service_type: String,
    pub(crate) category: &'static str,
}

/// `ModifyResourceTags`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ModifyResourceTags {
    /// In six parts, `qcs::ssl::uin/:certificate/a91hoLqi`.
    pub(crate) resource: String,
    pub(crate) replace_tags: Option<Vec<GivenTag>>,
    pub(crate) delete_tags: Option<Vec<TagKeyObject>>,
}

/// A tag to be set. Its category makes no difference.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct GivenTag {
    pub(crate) tag_key: String,
    pub(crate) tag_value: String,
}

/// The name of a tag.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct TagKeyObject {
    pub(crate) tag_key: String,
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
pub(crate) struct ModifyResourceTagsReply {}
