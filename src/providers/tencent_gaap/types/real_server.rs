//! Origins and their bindings.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::super::tencent::Tag;
use super::Done;
use super::proxy::Filter;

/// An origin to be bound.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct RealServerBindSetReq {
    pub(crate) real_server_id: String,
    pub(crate) real_server_port: u64,
    #[serde(rename = "RealServerIP")]
    pub(crate) real_server_ip: String,
    pub(crate) real_server_weight: Option<u64>,
    /// `master` or `slave`, if one origin is the standby of the other.
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

/// `AddRealServers`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct AddRealServers {
    pub(crate) project_id: u64,
    /// Addresses or host names.
    #[serde(rename = "RealServerIP")]
    pub(crate) real_server_ip: Vec<String>,
    pub(crate) real_server_name: String,
    #[serde(default)]
    pub(crate) tag_set: Vec<Tag>,
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct AddRealServersReply {
    pub(crate) real_server_set: Vec<NewRealServer>,
}

/// An origin that was added.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct NewRealServer {
    pub(crate) real_server_id: String,
    #[serde(rename = "RealServerIP")]
    pub(crate) real_server_ip: String,
}

/// `DescribeRealServers`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeRealServers {
    /// -1: every project.
    pub(crate) project_id: i64,
    /// A part of the address or of the host name.
    pub(crate) search_value: Option<String>,
    pub(crate) offset: Option<u64>,
    pub(crate) limit: Option<u64>,
    /// Any of these.
    #[serde(default)]
    pub(crate) tag_set: Vec<Tag>,
    #[serde(default)]
    pub(crate) filters: Vec<Filter>,
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeRealServersReply {
    pub(crate) real_server_set: Vec<BindRealServerInfo>,
    pub(crate) total_count: usize,
}

/// An origin in a list.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct BindRealServerInfo {
    #[serde(rename = "RealServerIP")]
    pub(crate) real_server_ip: String,
    pub(crate) real_server_id: String,
    pub(crate) real_server_name: String,
    pub(crate) project_id: u64,
    pub(crate) tag_set: Vec<Tag>,
}

/// `ModifyRealServerName`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ModifyRealServerName {
    pub(crate) real_server_name: String,
    pub(crate) real_server_id: String,
}

/// `RemoveRealServers`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct RemoveRealServers {
    pub(crate) real_server_ids: Vec<String>,
}

/// `DescribeRealServersStatus`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeRealServersStatus {
    pub(crate) real_server_ids: Vec<String>,
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeRealServersStatusReply {
    pub(crate) total_count: usize,
    pub(crate) real_server_status_set: Vec<RealServerStatus>,
}

/// Whether an origin is bound.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct RealServerStatus {
    pub(crate) real_server_id: String,
    pub(crate) bind_status: u8,
    /// Empty if it is not bound to a proxy's listener.
    pub(crate) proxy_id: String,
    /// Empty if it is not bound to a group's listener.
    pub(crate) group_id: String,
}

// These have the shape of others.
pub(crate) type ModifyRealServerNameReply = Done;
pub(crate) type RemoveRealServersReply = Done;
