//! Deployments, taken back.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// `DeployCertificateRecordRollback`, and the same for updates.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct RecordRollback {
    pub(crate) deploy_record_id: Option<i64>,
}

/// Their reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct RecordRollbackReply {
    /// The record of the rollback.
    pub(crate) deploy_record_id: u64,
}

/// `UploadUpdateCertificateRecordRollback`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct UploadUpdateCertificateRecordRollback {
    pub(crate) deploy_record_id: i64,
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
pub(crate) struct UploadUpdateCertificateRecordRollbackReply {}

// These have the same form.
pub(crate) type DeployCertificateRecordRollback = RecordRollback;
pub(crate) type UpdateCertificateRecordRollback = RecordRollback;
