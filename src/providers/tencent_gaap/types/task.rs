//! Tasks.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// `DescribeTaskStatus`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeTaskStatus {
    /// The `RequestId` of the write that began the task. The service wants it, though its
    /// description does not say so.
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
