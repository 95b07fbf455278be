//! Origins, and what binds them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// An origin that is to be bound.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct RealServerBindSetReq {
    pub(crate) real_server_id: String,
    pub(crate) real_server_port: u64,
    #[serde(rename = "RealServerIP")]
    pub(crate) real_server_ip: String,
    pub(crate) real_server_weight: Option<u64>,
    /// `master` or `slave`, where one origin stands in for the other.
    pub(crate) real_server_failover_role: Option<String>,
}

/// An origin that is bound.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct BindRealServer {
    pub(crate) real_server_id: String,
    #[serde(rename = "RealServerIP")]
    pub(crate) real_server_ip: String,
    pub(crate) real_server_weight: u64,
    pub(crate) real_server_status: u8,
    pub(crate) real_server_port: u16,
    #[serde(rename = "DownIPList")]
    pub(crate) down_ip_list: Vec<String>,
    pub(crate) real_server_failover_role: &'static str,
}

/// An origin that can be bound.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ShownRealServer {
    #[serde(rename = "RealServerIP")]
    pub(crate) real_server_ip: String,
    pub(crate) real_server_id: String,
    pub(crate) real_server_name: String,
    pub(crate) project_id: u64,
    pub(crate) in_ban_blacklist: u8,
}
