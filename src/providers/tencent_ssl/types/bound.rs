//! The resources that certificates are deployed to.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// `DescribeDeployedResources`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeDeployedResources {
    pub(crate) certificate_ids: Vec<String>,
    /// `clb`, `cdn`, `live`, `vod`, `waf`, `antiddos` or `teo`.
    pub(crate) resource_type: String,
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeDeployedResourcesReply {
    pub(crate) deployed_resources: Vec<DeployedResources>,
}

/// The resources that a certificate is deployed to.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DeployedResources {
    pub(crate) certificate_id: String,
    pub(crate) count: usize,
    pub(crate) r#type: String,
    /// The older name of the next.
    pub(crate) resource_ids: Vec<String>,
    pub(crate) resources: Vec<String>,
}

/// `DescribeHostUploadUpdateRecord`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeHostUploadUpdateRecord {
    pub(crate) offset: Option<u64>,
    pub(crate) limit: Option<u64>,
    pub(crate) old_certificate_id: Option<String>,
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeHostUploadUpdateRecordReply {
    pub(crate) total_count: usize,
    pub(crate) deploy_record_list: Vec<UploadUpdateRecordInfo>,
}

/// An update in place.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct UploadUpdateRecordInfo {
    pub(crate) id: u64,
    pub(crate) old_cert_id: String,
    pub(crate) resource_types: Vec<&'static str>,
    pub(crate) status: u64,
    pub(crate) create_time: String,
    pub(crate) update_time: String,
}
