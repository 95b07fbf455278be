//! HTTP listeners, and the TLS settings of HTTPS listeners.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::state::listener::Protocol;
use super::Done;

/// `CreateHTTPListener`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CreateHttpListener {
    pub(crate) listener_name: String,
    pub(crate) port: u64,
    /// This or `GroupId`.
    pub(crate) proxy_id: Option<String>,
    pub(crate) group_id: Option<String>,
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CreateHttpListenerReply {
    pub(crate) listener_id: String,
}

/// `DescribeHTTPListeners`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeHttpListeners {
    pub(crate) proxy_id: Option<String>,
    pub(crate) group_id: Option<String>,
    pub(crate) listener_id: Option<String>,
    pub(crate) listener_name: Option<String>,
    pub(crate) port: Option<u64>,
    pub(crate) offset: Option<u64>,
    pub(crate) limit: Option<u64>,
    /// A part of the port or of the name. It cannot be combined with `Port` or `ListenerName`.
    pub(crate) search_value: Option<String>,
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeHttpListenersReply {
    pub(crate) total_count: usize,
    pub(crate) listener_set: Vec<HttpListener>,
}

/// A listener.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct HttpListener {
    pub(crate) listener_id: String,
    pub(crate) listener_name: String,
    pub(crate) port: u16,
    pub(crate) create_time: i64,
    pub(crate) protocol: Protocol,
    pub(crate) listener_status: i64,
    /// Null for a group's listener.
    pub(crate) proxy_id: Option<String>,
    /// Null for a proxy's listener.
    pub(crate) group_id: Option<String>,
}

/// `ModifyHTTPListenerAttribute`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ModifyHttpListenerAttribute {
    pub(crate) listener_id: String,
    pub(crate) listener_name: String,
    pub(crate) proxy_id: Option<String>,
}

/// `SetTlsVersion`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct SetTlsVersion {
    pub(crate) listener_id: String,
    #[serde(rename = "TLSSupportVersion")]
    pub(crate) tls_support_version: Vec<String>,
    #[serde(rename = "TLSCiphers")]
    pub(crate) tls_ciphers: String,
}

// These have the shape of others.
pub(crate) type ModifyHttpListenerAttributeReply = Done;
pub(crate) type SetTlsVersionReply = Done;
