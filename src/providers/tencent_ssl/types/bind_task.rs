//! Searches for the resources that certificates are bound to.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::deletion::{CertTaskId, Tasks};
use super::instances::domains::{
    CdnInstanceDetail, CosInstanceDetail, LiveInstanceDetail, ScfInstanceDetail, TeoInstanceDetail,
    VodInstanceDetail, WafInstanceDetail,
};
use super::instances::listeners::{ClbInstanceDetail, GaapInstanceDetail, TseInstanceDetail};
use super::instances::secrets::{TcbEnvironments, TkeInstanceDetail};
use super::instances::servers::{
    ApiGatewayInstanceDetail, DdosInstanceDetail, MqttInstanceDetail, TdmqInstanceDetail,
};

/// `CreateCertificateBindResourceSyncTask`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CreateCertificateBindResourceSyncTask {
    pub(crate) certificate_ids: Vec<String>,
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CreateCertificateBindResourceSyncTaskReply {
    pub(crate) cert_task_ids: Vec<CertTaskId>,
}

/// The reply of `DescribeCertificateBindResourceTaskResult`.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeCertificateBindResourceTaskResultReply {
    pub(crate) sync_task_bind_resource_result: Vec<BindResourceTaskResult>,
}

/// The resources that a certificate is bound to.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct BindResourceTaskResult {
    pub(crate) task_id: String,
    pub(crate) bind_resource_result: Vec<BindResourceResult>,
    /// 0: in progress; 1: done; 2: failed.
    pub(crate) status: u64,
    pub(crate) error: Option<TaskError>,
    pub(crate) cache_time: String,
}

/// Why a search failed.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct TaskError {
    pub(crate) code: &'static str,
    pub(crate) message: &'static str,
}

/// The instances of one service.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct BindResourceResult {
    pub(crate) resource_type: &'static str,
    pub(crate) bind_resource_region_result: Vec<BindResourceRegionResult>,
}

/// The same in one region.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct BindResourceRegionResult {
    pub(crate) region: String,
    pub(crate) total_count: usize,
    pub(crate) error: &'static str,
}

/// `DescribeCertificateBindResourceTaskDetail`. The service takes the page as text. Each service and region
/// has a page of its own.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeCertificateBindResourceTaskDetail {
    pub(crate) task_id: String,
    pub(crate) limit: Option<String>,
    pub(crate) offset: Option<String>,
    /// The services that are wanted, or all.
    #[serde(default)]
    pub(crate) resource_types: Vec<String>,
    /// The regions that are wanted, or all. Only for services with regions.
    #[serde(default)]
    pub(crate) regions: Vec<String>,
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) struct DescribeCertificateBindResourceTaskDetailReply {
    pub(crate) clb: Vec<RegionalInstances<ClbInstanceDetail>>,
    pub(crate) cdn: Vec<Instances<CdnInstanceDetail>>,
    pub(crate) waf: Vec<RegionalInstances<WafInstanceDetail>>,
    pub(crate) ddos: Vec<Instances<DdosInstanceDetail>>,
    pub(crate) live: Vec<Instances<LiveInstanceDetail>>,
    pub(crate) vod: Vec<Instances<VodInstanceDetail>>,
    pub(crate) tke: Vec<RegionalInstances<TkeInstanceDetail>>,
    pub(crate) apigateway: Vec<RegionalInstances<ApiGatewayInstanceDetail>>,
    pub(crate) tcb: Vec<RegionalEnvironments>,
    pub(crate) teo: Vec<Instances<TeoInstanceDetail>>,
    pub(crate) tse: Vec<RegionalInstances<TseInstanceDetail>>,
    pub(crate) cos: Vec<RegionalInstances<CosInstanceDetail>>,
    pub(crate) tdmq: Vec<RegionalInstances<TdmqInstanceDetail>>,
    pub(crate) mqtt: Vec<RegionalInstances<MqttInstanceDetail>>,
    pub(crate) gaap: Vec<Instances<GaapInstanceDetail>>,
    pub(crate) scf: Vec<RegionalInstances<ScfInstanceDetail>>,
    /// 0: in progress; 1: done; 2: failed.
    #[serde(rename = "Status")]
    pub(crate) status: u64,
    #[serde(rename = "CacheTime")]
    pub(crate) cache_time: String,
}

/// Instances of a service that has no regions.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Instances<I> {
    pub(crate) total_count: usize,
    pub(crate) instance_list: Vec<I>,
    pub(crate) error: &'static str,
}

/// The instances in a region.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct RegionalInstances<I> {
    pub(crate) region: String,
    pub(crate) instance_list: Vec<I>,
    pub(crate) total_count: usize,
    pub(crate) error: &'static str,
}

/// The environments in a region. The service does not count them.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct RegionalEnvironments {
    pub(crate) region: String,
    pub(crate) environments: Vec<TcbEnvironments>,
    pub(crate) error: &'static str,
}

// This request has the form of another.
pub(crate) type DescribeCertificateBindResourceTaskResult = Tasks;
