//! Deletes certificates, at once or by a task.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// `DeleteCertificate`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DeleteCertificate {
    pub(crate) certificate_id: String,
    #[serde(default)]
    pub(crate) is_check_resource: bool,
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DeleteCertificateReply {
    pub(crate) delete_result: bool,
    pub(crate) task_id: Option<String>,
}

/// `DeleteCertificates`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DeleteCertificates {
    pub(crate) certificate_ids: Vec<String>,
    #[serde(default)]
    pub(crate) is_sync: bool,
}

/// Its reply.
#[derive(Default, JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DeleteCertificatesReply {
    pub(crate) success: Vec<String>,
    pub(crate) fail: Vec<BatchDeleteFail>,
    pub(crate) cert_task_ids: Vec<CertTaskId>,
}

/// A certificate that stays.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct BatchDeleteFail {
    pub(crate) cert_id: String,
    pub(crate) msg: String,
}

/// A task on a certificate.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CertTaskId {
    pub(crate) cert_id: String,
    pub(crate) task_id: String,
}

/// Names tasks.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Tasks {
    pub(crate) task_ids: Vec<String>,
}

/// The reply of `DescribeDeleteCertificatesTaskResult`.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeDeleteCertificatesTaskResultReply {
    pub(crate) delete_task_result: Vec<DeleteTaskResult>,
}

/// The result of a deletion.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DeleteTaskResult {
    pub(crate) task_id: String,
    pub(crate) cert_id: String,
    pub(crate) status: u64,
    pub(crate) error: &'static str,
    pub(crate) cache_time: String,
    pub(crate) domains: Vec<String>,
}

pub(crate) type DescribeDeleteCertificatesTaskResult = Tasks;
