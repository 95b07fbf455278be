//! Listeners.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::state::Account;
use super::super::state::forwarding_rule::ForwardProtocol;
use super::super::state::listener::Protocol;
use super::Done;
use crate::store::View;

/// `CreateHTTPSListener`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CreateHttpsListener {
    pub(crate) listener_name: String,
    pub(crate) port: u64,
    pub(crate) certificate_id: String,
    pub(crate) forward_protocol: String,
    /// This or `GroupId`.
    pub(crate) proxy_id: Option<String>,
    /// 0: one-way; 1: mutual.
    pub(crate) auth_type: Option<u64>,
    pub(crate) client_certificate_id: Option<String>,
    pub(crate) poly_client_certificate_ids: Option<Vec<String>>,
    pub(crate) group_id: Option<String>,
    pub(crate) http3_supported: Option<i64>,
}

/// The authorities of the clients' certificates; none where none is given. Assumption: of one client
/// certificate and a list of them the list stands. From: the list, which is the newer of the two.
pub(crate) fn client_certificates(
    one: Option<String>,
    several: Option<Vec<String>>,
) -> Option<Vec<String>> {
    let one = one.filter(|id| !id.is_empty()).map(|id| vec![id]);
    several.filter(|ids| !ids.is_empty()).or(one)
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CreateHttpsListenerReply {
    pub(crate) listener_id: String,
}

/// `DescribeHTTPSListeners`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeHttpsListeners {
    pub(crate) proxy_id: Option<String>,
    pub(crate) group_id: Option<String>,
    pub(crate) listener_id: Option<String>,
    pub(crate) listener_name: Option<String>,
    pub(crate) port: Option<u64>,
    pub(crate) offset: Option<u64>,
    pub(crate) limit: Option<u64>,
    /// A part of the port or of the name.
    pub(crate) search_value: Option<String>,
    pub(crate) http3_supported: Option<i64>,
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeHttpsListenersReply {
    pub(crate) total_count: usize,
    pub(crate) listener_set: Vec<HttpsListener>,
}

/// A listener.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct HttpsListener {
    pub(crate) listener_id: String,
    pub(crate) listener_name: String,
    pub(crate) port: u16,
    pub(crate) protocol: Protocol,
    pub(crate) listener_status: i64,
    pub(crate) certificate_id: String,
    pub(crate) forward_protocol: ForwardProtocol,
    pub(crate) create_time: i64,
    pub(crate) certificate_alias: String,
    pub(crate) client_certificate_id: Option<String>,
    pub(crate) auth_type: i64,
    pub(crate) client_certificate_alias: Option<String>,
    pub(crate) poly_client_certificate_alias_info: Vec<CertificateAliasInfo>,
    pub(crate) http3_supported: u8,
    /// Null for a group's listener.
    pub(crate) proxy_id: Option<String>,
    /// Null for a proxy's listener.
    pub(crate) group_id: Option<String>,
    #[serde(rename = "TLSSupportVersion")]
    pub(crate) tls_support_version: Vec<String>,
    #[serde(rename = "TLSCiphers")]
    pub(crate) tls_ciphers: String,
}

/// A certificate, by its id and its name.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CertificateAliasInfo {
    pub(crate) certificate_id: String,
    pub(crate) certificate_alias: String,
}

/// Certificates with their names.
pub(crate) fn alias_infos(view: &View<'_, Account>, ids: &[String]) -> Vec<CertificateAliasInfo> {
    let now = view.tools.clock.now();
    let info = |id: &String| CertificateAliasInfo {
        certificate_id: id.clone(),
        certificate_alias: view.state.alias(view.others, id, now),
    };
    ids.iter().map(info).collect()
}

/// `ModifyHTTPSListenerAttribute`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ModifyHttpsListenerAttribute {
    pub(crate) listener_id: String,
    /// Needed for the listener of a proxy.
    pub(crate) proxy_id: Option<String>,
    pub(crate) listener_name: Option<String>,
    pub(crate) forward_protocol: Option<String>,
    pub(crate) certificate_id: Option<String>,
    pub(crate) client_certificate_id: Option<String>,
    pub(crate) poly_client_certificate_ids: Option<Vec<String>>,
}

/// `DeleteListeners`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DeleteListeners {
    pub(crate) listener_ids: Vec<String>,
    /// 1: whatever is bound.
    pub(crate) force: u64,
    /// This or `ProxyId`.
    pub(crate) group_id: Option<String>,
    pub(crate) proxy_id: Option<String>,
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DeleteListenersReply {
    pub(crate) operation_failed_listener_set: Vec<String>,
    pub(crate) operation_succeed_listener_set: Vec<String>,
    /// The listeners that do not exist or belong to another proxy or group.
    pub(crate) invalid_status_listener_set: Vec<String>,
}

pub(crate) type ModifyHttpsListenerAttributeReply = Done;
