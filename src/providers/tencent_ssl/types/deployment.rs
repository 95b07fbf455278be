//! Certificates deployed to instances of other services.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::super::tencent::Tag;

/// `DeployCertificateInstance`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DeployCertificateInstance {
    pub(crate) certificate_id: String,
    pub(crate) instance_id_list: Vec<String>,
    pub(crate) resource_type: Option<String>,
    /// HTTPS after the deployment: 1 on, 0 off, -1 not changed. For live.
    pub(crate) status: Option<i64>,
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DeployCertificateInstanceReply {
    pub(crate) deploy_record_id: u64,
    pub(crate) deploy_status: i64,
}

/// `UpdateCertificateInstance`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct UpdateCertificateInstance {
    pub(crate) old_certificate_id: String,
    pub(crate) resource_types: Vec<String>,
    pub(crate) certificate_id: Option<String>,
    #[serde(default)]
    pub(crate) resource_types_regions: Vec<ResourceTypeRegions>,
    pub(crate) certificate_public_key: Option<String>,
    pub(crate) certificate_private_key: Option<String>,
    pub(crate) expiring_notification_switch: Option<u64>,
    pub(crate) repeatable: Option<bool>,
    pub(crate) allow_download: Option<bool>,
    #[serde(default)]
    pub(crate) tags: Vec<Tag>,
    #[serde(default)]
    pub(crate) project_id: u64,
}

/// The regions of a service.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ResourceTypeRegions {
    #[serde(default)]
    pub(crate) resource_type: String,
    #[serde(default)]
    pub(crate) regions: Vec<String>,
}

/// `UploadUpdateCertificateInstance`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct UploadUpdateCertificateInstance {
    pub(crate) old_certificate_id: String,
    pub(crate) resource_types: Vec<String>,
    pub(crate) certificate_public_key: String,
    pub(crate) certificate_private_key: String,
    #[serde(default)]
    pub(crate) resource_types_regions: Vec<ResourceTypeRegions>,
}

/// The reply of both.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct UpdateCertificateInstanceReply {
    pub(crate) deploy_record_id: u64,
    pub(crate) deploy_status: i64,
    pub(crate) update_sync_progress: Option<Vec<UpdateSyncProgress>>,
}

/// The progress of the search for instances of one service.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct UpdateSyncProgress {
    pub(crate) resource_type: String,
    pub(crate) update_sync_progress_regions: Vec<UpdateSyncProgressRegion>,
    pub(crate) status: i64,
}

/// The same in one region.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct UpdateSyncProgressRegion {
    pub(crate) region: String,
    pub(crate) total_count: usize,
    pub(crate) offset_count: usize,
    pub(crate) status: i64,
}

/// `DescribeHostDeployRecord`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeHostDeployRecord {
    pub(crate) certificate_id: String,
    pub(crate) offset: Option<u64>,
    pub(crate) limit: Option<u64>,
    pub(crate) resource_type: Option<String>,
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeHostDeployRecordReply {
    pub(crate) total_count: usize,
    pub(crate) deploy_record_list: Vec<DeployRecordInfo>,
}

/// A deployment.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DeployRecordInfo {
    pub(crate) id: u64,
    pub(crate) cert_id: String,
    pub(crate) resource_type: String,
    pub(crate) region: String,
    pub(crate) status: u64,
    pub(crate) create_time: String,
    pub(crate) update_time: String,
}

/// `DescribeHostDeployRecordDetail`. The service requires the number as a text here.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeHostDeployRecordDetail {
    pub(crate) deploy_record_id: String,
    pub(crate) offset: Option<u64>,
    pub(crate) limit: Option<u64>,
}

/// The numbers of a record's instances by status.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ShownTotals {
    pub(crate) total_count: usize,
    pub(crate) success_total_count: usize,
    pub(crate) failed_total_count: usize,
    pub(crate) running_total_count: usize,
    pub(crate) pending_total_count: usize,
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeHostDeployRecordDetailReply {
    #[serde(flatten)]
    pub(crate) totals: ShownTotals,
    pub(crate) deploy_record_detail_list: Vec<DeployRecordDetail>,
}

/// The members of each record of an instance.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ShownItem {
    pub(crate) id: u64,
    pub(crate) old_cert_id: String,
    pub(crate) instance_id: String,
    pub(crate) instance_name: String,
    pub(crate) listener_id: String,
    pub(crate) listener_name: String,
    pub(crate) domains: Vec<String>,
    pub(crate) protocol: String,
    pub(crate) status: u64,
    pub(crate) error_msg: &'static str,
    pub(crate) create_time: String,
    pub(crate) update_time: String,
    pub(crate) sni_switch: u64,
    pub(crate) bucket: String,
    pub(crate) namespace: String,
    pub(crate) secret_name: String,
    pub(crate) port: u16,
    pub(crate) region: String,
}

/// The members that two of the three kinds of records also have.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ShownEnvironment {
    pub(crate) cert_id: String,
    pub(crate) env_id: String,
    #[serde(rename = "TCBType")]
    pub(crate) tcb_type: String,
    pub(crate) algorithm: String,
    pub(crate) old_algorithm: String,
    pub(crate) instance_status: String,
    pub(crate) listener_status: String,
}

/// An instance of a deployment.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DeployRecordDetail {
    #[serde(flatten)]
    pub(crate) item: ShownItem,
    #[serde(flatten)]
    pub(crate) environment: ShownEnvironment,
    pub(crate) url: Vec<String>,
}

/// `DescribeHostUpdateRecord`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeHostUpdateRecord {
    pub(crate) offset: Option<u64>,
    pub(crate) limit: Option<u64>,
    pub(crate) certificate_id: Option<String>,
    pub(crate) old_certificate_id: Option<String>,
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeHostUpdateRecordReply {
    pub(crate) total_count: usize,
    pub(crate) deploy_record_list: Vec<UpdateRecordInfo>,
}

/// An update.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct UpdateRecordInfo {
    pub(crate) id: u64,
    pub(crate) cert_id: String,
    pub(crate) old_cert_id: String,
    pub(crate) resource_types: Vec<&'static str>,
    pub(crate) regions: Vec<String>,
    pub(crate) status: u64,
    pub(crate) create_time: String,
    pub(crate) update_time: String,
}

/// `DescribeHostUpdateRecordDetail`. The service requires all its numbers as texts.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeHostUpdateRecordDetail {
    pub(crate) deploy_record_id: String,
    pub(crate) limit: Option<String>,
    pub(crate) offset: Option<String>,
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeHostUpdateRecordDetailReply {
    #[serde(flatten)]
    pub(crate) totals: ShownTotals,
    pub(crate) record_detail_list: Vec<UpdateRecordDetails>,
}

/// The instances of one service.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct UpdateRecordDetails {
    pub(crate) resource_type: &'static str,
    pub(crate) list: Vec<UpdateRecordDetail>,
    pub(crate) total_count: usize,
}

/// An instance of an update.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct UpdateRecordDetail {
    #[serde(flatten)]
    pub(crate) item: ShownItem,
    #[serde(flatten)]
    pub(crate) environment: ShownEnvironment,
    pub(crate) resource_type: &'static str,
    pub(crate) url: String,
}

/// `DescribeHostUploadUpdateRecordDetail`. The service requires the number as a number here.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeHostUploadUpdateRecordDetail {
    pub(crate) deploy_record_id: i64,
    pub(crate) limit: Option<i64>,
    pub(crate) offset: Option<i64>,
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeHostUploadUpdateRecordDetailReply {
    pub(crate) deploy_record_detail: Vec<DeployRecord>,
}

/// An update in place, or its rollback.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DeployRecord {
    #[serde(flatten)]
    pub(crate) totals: ShownTotals,
    /// 0: a deployment; 1: a rollback.
    pub(crate) r#type: i64,
    pub(crate) record_detail_list: Vec<DeployRecordList>,
    pub(crate) status: u64,
    pub(crate) create_time: String,
}

/// The instances of one service.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DeployRecordList {
    pub(crate) resource_type: &'static str,
    pub(crate) list: Vec<DeployRecordItem>,
    pub(crate) total_count: usize,
}

/// An instance of an update in place.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DeployRecordItem {
    #[serde(flatten)]
    pub(crate) item: ShownItem,
    pub(crate) forward: i64,
    #[serde(rename = "SSLMode")]
    pub(crate) ssl_mode: &'static str,
    pub(crate) resource_type: &'static str,
}

// These have the shape of others.
pub(crate) type UploadUpdateCertificateInstanceReply = UpdateCertificateInstanceReply;
