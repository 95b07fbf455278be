//! What failed of a deployment, tried again.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// `DeployCertificateRecordRetry`, and the same of updates. One of the two numbers is given.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct RecordRetry {
    /// The record, all failed items of which are tried again.
    pub(crate) deploy_record_id: Option<i64>,
    /// The one item that is.
    pub(crate) deploy_record_detail_id: Option<i64>,
}

/// Their reply.
#[derive(JsonSchema, Serialize)]
pub(crate) struct RecordRetryReply {}

// These have the same shape.
pub(crate) type DeployCertificateRecordRetry = RecordRetry;
pub(crate) type UpdateCertificateRecordRetry = RecordRetry;
pub(crate) type UploadUpdateCertificateRecordRetry = RecordRetry;
