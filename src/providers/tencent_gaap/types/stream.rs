//! Listeners of TCP and UDP, and the origins of those.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::state::listener::Protocol;
use super::Done;
use super::real_server::{BindRealServer, RealServerBindSetReq, ShownRealServer};

/// `CreateTCPListeners`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CreateTcpListeners {
    pub(crate) listener_name: String,
    /// A listener for each.
    pub(crate) ports: Vec<u64>,
    /// `rr`, `wrr`, `lc` or `lrtt`.
    pub(crate) scheduler: String,
    pub(crate) health_check: u64,
    /// `IP` or `DOMAIN`.
    pub(crate) real_server_type: String,
    /// This or `GroupId`.
    pub(crate) proxy_id: Option<String>,
    pub(crate) group_id: Option<String>,
    /// In seconds.
    pub(crate) delay_loop: Option<u64>,
    /// In seconds.
    pub(crate) connect_timeout: Option<u64>,
    /// One for each listener, at a proxy of version 1.0 or at a group.
    pub(crate) real_server_ports: Option<Vec<u64>>,
    /// 0: TOA; 1: PROXY protocol.
    #[serde(rename = "ClientIPMethod")]
    pub(crate) client_ip_method: Option<i64>,
    pub(crate) failover_switch: Option<i64>,
    pub(crate) healthy_threshold: Option<u64>,
    pub(crate) unhealthy_threshold: Option<u64>,
}

/// `CreateUDPListeners`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CreateUdpListeners {
    pub(crate) listener_name: String,
    /// A listener for each.
    pub(crate) ports: Vec<u64>,
    /// `rr`, `wrr`, `lc` or `lrtt`.
    pub(crate) scheduler: String,
    /// `IP` or `DOMAIN`.
    pub(crate) real_server_type: String,
    /// This or `GroupId`.
    pub(crate) proxy_id: Option<String>,
    pub(crate) group_id: Option<String>,
    /// One for each listener, at a proxy of version 1.0 or at a group.
    pub(crate) real_server_ports: Option<Vec<u64>>,
    #[serde(flatten)]
    pub(crate) check: UdpCheck,
}

/// The health checks of a UDP listener's origins.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct UdpCheck {
    /// In seconds.
    pub(crate) delay_loop: Option<u64>,
    /// In seconds.
    pub(crate) connect_timeout: Option<u64>,
    pub(crate) healthy_threshold: Option<u64>,
    pub(crate) unhealthy_threshold: Option<u64>,
    pub(crate) failover_switch: Option<i64>,
    pub(crate) health_check: Option<u64>,
    /// `PORT` or `PING`.
    pub(crate) check_type: Option<String>,
    pub(crate) check_port: Option<i64>,
    /// `TEXT`.
    pub(crate) context_type: Option<String>,
    pub(crate) send_context: Option<String>,
    pub(crate) recv_context: Option<String>,
}

/// The reply of both.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CreateStreamListenersReply {
    pub(crate) listener_ids: Vec<String>,
}

/// `DescribeTCPListeners` and `DescribeUDPListeners`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeStreamListeners {
    pub(crate) proxy_id: Option<String>,
    pub(crate) listener_id: Option<String>,
    pub(crate) listener_name: Option<String>,
    pub(crate) port: Option<u64>,
    pub(crate) offset: Option<u64>,
    pub(crate) limit: Option<u64>,
    pub(crate) group_id: Option<String>,
    /// A part of the port or of the name. It cannot be combined with `Port` or `ListenerName`.
    pub(crate) search_value: Option<String>,
}

/// The reply of the first.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeTcpListenersReply {
    pub(crate) total_count: usize,
    pub(crate) listener_set: Vec<TcpListener>,
}

/// The reply of the second.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeUdpListenersReply {
    pub(crate) total_count: usize,
    pub(crate) listener_set: Vec<UdpListener>,
}

/// The members that listeners of both protocols have.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct StreamListener {
    pub(crate) listener_id: String,
    pub(crate) listener_name: String,
    pub(crate) port: u16,
    pub(crate) real_server_type: &'static str,
    pub(crate) protocol: Protocol,
    pub(crate) listener_status: i64,
    pub(crate) scheduler: &'static str,
    pub(crate) connect_timeout: u64,
    pub(crate) delay_loop: u64,
    pub(crate) health_check: u8,
    pub(crate) bind_status: u8,
    pub(crate) real_server_set: Vec<BindRealServer>,
    pub(crate) create_time: i64,
    pub(crate) healthy_threshold: u64,
    pub(crate) unhealthy_threshold: u64,
    pub(crate) failover_switch: u8,
    pub(crate) session_persist: u64,
    /// Null for a group's listener.
    pub(crate) proxy_id: Option<String>,
    /// Null for a proxy's listener.
    pub(crate) group_id: Option<String>,
}

/// A listener of TCP.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct TcpListener {
    #[serde(flatten)]
    pub(crate) listener: StreamListener,
    pub(crate) real_server_port: Option<u16>,
    #[serde(rename = "ClientIPMethod")]
    pub(crate) client_ip_method: i64,
}

/// A listener of UDP.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct UdpListener {
    #[serde(flatten)]
    pub(crate) listener: StreamListener,
    /// 0 if it has none.
    pub(crate) real_server_port: u16,
    pub(crate) check_type: &'static str,
    /// 0 if no port is checked.
    pub(crate) check_port: u16,
    pub(crate) context_type: &'static str,
    pub(crate) send_context: String,
    pub(crate) recv_context: String,
}

/// `ModifyTCPListenerAttribute`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ModifyTcpListenerAttribute {
    pub(crate) listener_id: String,
    /// This or `ProxyId`.
    pub(crate) group_id: Option<String>,
    pub(crate) proxy_id: Option<String>,
    pub(crate) listener_name: Option<String>,
    pub(crate) scheduler: Option<String>,
    /// In seconds.
    pub(crate) delay_loop: Option<u64>,
    /// In seconds.
    pub(crate) connect_timeout: Option<u64>,
    pub(crate) health_check: Option<u64>,
    pub(crate) failover_switch: Option<u64>,
    pub(crate) healthy_threshold: Option<u64>,
    pub(crate) unhealthy_threshold: Option<u64>,
}

/// `ModifyUDPListenerAttribute`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ModifyUdpListenerAttribute {
    pub(crate) listener_id: String,
    /// This or `ProxyId`.
    pub(crate) group_id: Option<String>,
    pub(crate) proxy_id: Option<String>,
    pub(crate) listener_name: Option<String>,
    pub(crate) scheduler: Option<String>,
    #[serde(flatten)]
    pub(crate) check: UdpCheck,
}

/// `BindListenerRealServers`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct BindListenerRealServers {
    pub(crate) listener_id: String,
    /// If absent, all origins are removed.
    pub(crate) real_server_bind_set: Option<Vec<RealServerBindSetReq>>,
}

/// `DescribeListenerRealServers`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeListenerRealServers {
    pub(crate) listener_id: String,
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeListenerRealServersReply {
    /// The number of origins that can be bound.
    pub(crate) total_count: usize,
    pub(crate) real_server_set: Vec<ShownRealServer>,
    pub(crate) bind_real_server_total_count: usize,
    pub(crate) bind_real_server_set: Vec<BindRealServer>,
}

// These have the shape of others.
pub(crate) type ModifyTcpListenerAttributeReply = Done;
pub(crate) type ModifyUdpListenerAttributeReply = Done;
pub(crate) type BindListenerRealServersReply = Done;
