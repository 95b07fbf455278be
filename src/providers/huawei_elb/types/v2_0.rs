//! Requests and replies of v2.0, as OpenStack has them: listeners are wrapped, certificates are those
//! of v2.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::state::{Listener, Protocol, Tag};
use super::members::{Loose, Nullable, Wrapping};
use super::moment::print_without_zone;
use super::query::Several;
use super::v3::listener::Reference;

/// Asks to make a listener.
#[derive(Deserialize, JsonSchema)]
pub(crate) struct CreateListener {
    #[serde(default)]
    #[schemars(required)]
    pub(crate) listener: Loose<CreateListenerOption>,
}

/// The new listener.
#[derive(Deserialize, JsonSchema)]
pub(crate) struct CreateListenerOption {
    #[schemars(required)]
    pub(crate) protocol: Option<SharedProtocol>,
    #[schemars(required)]
    pub(crate) protocol_port: Option<u16>,
    #[schemars(required)]
    pub(crate) loadbalancer_id: Option<String>,
    /// The caller's project, if present.
    pub(crate) tenant_id: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) connection_limit: Option<i64>,
    pub(crate) admin_state_up: Option<bool>,
    pub(crate) http2_enable: Option<bool>,
    pub(crate) default_pool_id: Option<String>,
    pub(crate) default_tls_container_ref: Option<String>,
    pub(crate) client_ca_tls_container_ref: Option<String>,
    pub(crate) sni_container_refs: Option<Vec<String>>,
    pub(crate) tls_ciphers_policy: Option<String>,
}

impl Wrapping for CreateListenerOption {
    const NAME: &'static str = "listener";
}

/// The protocol of a listener of a shared load balancer.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum SharedProtocol {
    Tcp,
    Http,
    Udp,
    TerminatedHttps,
}

impl From<SharedProtocol> for Protocol {
    fn from(protocol: SharedProtocol) -> Self {
        match protocol {
            SharedProtocol::Tcp => Self::Tcp,
            SharedProtocol::Http => Self::Http,
            SharedProtocol::Udp => Self::Udp,
            SharedProtocol::TerminatedHttps => Self::TerminatedHttps,
        }
    }
}

/// Asks to change a listener.
#[derive(Deserialize, JsonSchema)]
pub(crate) struct UpdateListener {
    pub(crate) listener_id: String,
    #[serde(default)]
    #[schemars(required)]
    pub(crate) listener: Loose<UpdateListenerOption>,
}

/// The changes. Absent members are not changed.
#[derive(Deserialize, JsonSchema)]
pub(crate) struct UpdateListenerOption {
    pub(crate) name: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) connection_limit: Option<i64>,
    pub(crate) admin_state_up: Option<bool>,
    pub(crate) http2_enable: Option<bool>,
    #[serde(default)]
    pub(crate) default_pool_id: Nullable<String>,
    #[serde(default)]
    pub(crate) default_tls_container_ref: Nullable<String>,
    #[serde(default)]
    pub(crate) client_ca_tls_container_ref: Nullable<String>,
    pub(crate) sni_container_refs: Option<Vec<String>>,
    pub(crate) tls_ciphers_policy: Option<String>,
}

impl Wrapping for UpdateListenerOption {
    const NAME: &'static str = "listener";
}

/// Asks for one listener, or to delete it.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct NamedListener {
    pub(crate) listener_id: String,
}

/// Asks for listeners.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub(crate) struct ListListeners {
    #[schemars(with = "Option<u32>")]
    pub(crate) limit: Several,
    #[schemars(with = "Option<String>")]
    pub(crate) marker: Several,
    #[schemars(with = "Option<bool>")]
    pub(crate) page_reverse: Several,
    /// As many as there are of `sort_dir`.
    pub(crate) sort_key: Several,
    /// `asc` or `desc`, of each `sort_key`.
    pub(crate) sort_dir: Several,
    pub(crate) id: Several,
    pub(crate) name: Several,
    pub(crate) description: Several,
    pub(crate) protocol: Several,
    pub(crate) protocol_port: Several,
    pub(crate) loadbalancer_id: Several,
    pub(crate) connection_limit: Several,
    pub(crate) default_pool_id: Several,
    pub(crate) default_tls_container_ref: Several,
    pub(crate) client_ca_tls_container_ref: Several,
    /// Any certificate of the listener, whatever its purpose.
    pub(crate) tls_container_id: Several,
    pub(crate) tls_ciphers_policy: Several,
}

/// A listener.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "V20ListenerReply")]
pub(crate) struct ListenerReply {
    pub(crate) listener: ShownListener,
}

/// Listeners.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "V20ListListenersReply")]
pub(crate) struct ListListenersReply {
    pub(crate) listeners: Vec<ShownListener>,
    /// Only if the request has a limit.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) listeners_links: Vec<Link>,
}

/// Another page.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct Link {
    pub(crate) href: String,
    pub(crate) rel: &'static str,
}

/// A listener, as v2.0 shows it.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "V20Listener")]
pub(crate) struct ShownListener {
    protocol_port: u16,
    protocol: Protocol,
    description: String,
    client_ca_tls_container_ref: Option<String>,
    default_tls_container_ref: Option<String>,
    admin_state_up: bool,
    http2_enable: bool,
    loadbalancers: [Reference; 1],
    tenant_id: String,
    project_id: String,
    sni_container_refs: Vec<String>,
    connection_limit: i64,
    default_pool_id: Option<String>,
    tags: Vec<String>,
    id: String,
    name: String,
    tls_ciphers_policy: Option<String>,
    created_at: String,
    updated_at: String,
}

impl ShownListener {
    pub(crate) fn new(listener: &Listener, project_id: &str) -> Self {
        let settings = &listener.settings;
        // OpenStack writes a tag as one text.
        let tag = |Tag { key, value }: &Tag| format!("{key}={value}");
        Self {
            protocol_port: listener.protocol_port,
            protocol: listener.protocol,
            description: listener.description.clone().unwrap_or_default(),
            client_ca_tls_container_ref: listener.client_ca_tls_container_ref.clone(),
            default_tls_container_ref: listener.default_tls_container_ref.clone(),
            admin_state_up: true,
            http2_enable: settings.http2_enable,
            loadbalancers: [Reference { id: listener.loadbalancer_id.clone() }],
            tenant_id: project_id.to_owned(),
            project_id: project_id.to_owned(),
            sni_container_refs: listener.sni_container_refs.clone(),
            connection_limit: settings.connection_limit,
            default_pool_id: settings.default_pool_id.clone(),
            tags: settings.tags.iter().map(tag).collect(),
            id: listener.id.clone(),
            name: listener.name.clone(),
            tls_ciphers_policy: settings.tls_ciphers_policy.clone(),
            created_at: print_without_zone(listener.created_at),
            updated_at: print_without_zone(listener.updated_at),
        }
    }
}

/// Asks for the quotas.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct ShowQuota {}

/// The quotas of each kind of object; -1 for no limit.
#[derive(Debug, JsonSchema, Serialize)]
#[schemars(rename = "V20QuotaReply")]
pub(crate) struct ShowQuotaReply {
    pub(crate) quota: Quota,
}

/// The kinds.
#[derive(Debug, JsonSchema, Serialize)]
#[schemars(rename = "V20Quota")]
pub(crate) struct Quota {
    pub(crate) ipgroup_bindings: i64,
    pub(crate) condition_per_policy: i64,
    pub(crate) listeners_per_loadbalancer: i64,
    pub(crate) member: i64,
    pub(crate) free_instance_members_per_pool: i64,
    pub(crate) loadbalancer: i64,
    pub(crate) ipgroup: i64,
    pub(crate) listeners_per_pool: i64,
    pub(crate) certificate: i64,
    pub(crate) healthmonitor: i64,
    pub(crate) ipgroup_max_length: i64,
    pub(crate) l7policy: i64,
    pub(crate) listener: i64,
    pub(crate) free_instance_listeners_per_loadbalancer: i64,
    pub(crate) members_per_pool: i64,
    pub(crate) security_policy: i64,
    pub(crate) pool: i64,
}

/// Asks for the tags of a listener.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct ShowListenerTags {
    pub(crate) listener_id: String,
}

/// Asks for the tags of a load balancer.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct ShowLoadbalancerTags {
    pub(crate) loadbalancer_id: String,
}

/// Tags.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct TagsReply {
    pub(crate) tags: Vec<Tag>,
}
