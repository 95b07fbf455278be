//! Retries the failed items of a deployment.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// `DeployCertificateRecordRetry`, and the same for updates. One of the two numbers is given.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct RecordRetry {
    /// The record; all its failed items are retried.
    pub(crate) deploy_record_id: Option<i64>,
    /// The single item to be retried.
    pub(crate) deploy_record_detail_id: Option<i64>,
}

/// Their reply.
#[derive(JsonSchema, Serialize)]
pub(crate) struct RecordRetryReply {}

// These have the same form.
pub(crate) type DeployCertificateRecordRetry = RecordRetry;
pub(crate) type UpdateCertificateRecordRetry = RecordRetry;
pub(crate) type UploadUpdateCertificateRecordRetry = RecordRetry;
