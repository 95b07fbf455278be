//! Requests and replies, as the vendor writes them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// `GetCallerIdentity`
#[derive(Deserialize, JsonSchema)]
pub(crate) struct GetCallerIdentity {}

/// Its reply: all texts, the numbers included.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct GetCallerIdentityReply {
    pub(crate) arn: String,
    /// The number of the account's owner.
    pub(crate) account_id: String,
    pub(crate) user_id: String,
    pub(crate) principal_id: String,
    pub(crate) r#type: &'static str,
}
