//! Tasks.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// `DescribeTaskStatus`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeTaskStatus {
    /// The `RequestId` of the request that began the task. The service requires it, although its description
    /// does not say so.
    #[serde(default)]
    pub(crate) task_id: String,
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeTaskStatusReply {
    /// `RUNNING`, `SUCCESS` or `FAIL`.
    pub(crate) status: &'static str,
    pub(crate) task_id: String,
}
