//! A listener of a load balancer.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use time::OffsetDateTime;

use super::certificate::{ProtectionStatus, no_enterprise_project};
use crate::store::Identified;

/// A listener, its members as v3 names them.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Listener {
    /// A UUID.
    pub(crate) id: String,
    /// The load balancer that it listens at.
    pub(crate) loadbalancer_id: String,
    /// What it speaks.
    #[serde(default)]
    pub(crate) protocol: Protocol,
    /// Where.
    #[serde(default = "https_port")]
    pub(crate) protocol_port: u16,
    /// Its name.
    #[serde(default)]
    pub(crate) name: String,
    /// What its owner says of it.
    #[serde(default)]
    pub(crate) description: Option<String>,
    /// The certificate that it shows.
    #[serde(default)]
    pub(crate) default_tls_container_ref: Option<String>,
    /// The authority that clients' certificates are checked by.
    #[serde(default)]
    pub(crate) client_ca_tls_container_ref: Option<String>,
    /// The certificates that it shows to those who ask for their domains.
    #[serde(default)]
    pub(crate) sni_container_refs: Vec<String>,
    /// What is kept to be shown, and has no behaviour here.
    #[serde(default)]
    pub(crate) settings: Settings,
    /// The pools that use it, which no request makes.
    #[serde(default)]
    pub(crate) pool_ids: Vec<String>,
    /// When it was made.
    #[serde(with = "crate::moment")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub(crate) created_at: OffsetDateTime,
    /// When it was last changed.
    #[serde(with = "crate::moment")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub(crate) updated_at: OffsetDateTime,
}

/// What a listener speaks.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum Protocol {
    Tcp,
    Udp,
    Http,
    #[default]
    Https,
    TerminatedHttps,
    Quic,
    Tls,
    Ip,
}

/// What of a listener is kept to be shown, and has no behaviour here.
#[derive(Clone, Debug, Deserialize, JsonSchema, Serialize)]
#[serde(default, deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "they are the vendor's")]
pub(crate) struct Settings {
    /// How many connections it takes; -1 for any number.
    pub(crate) connection_limit: i64,
    /// How long it waits for a member's answer, in seconds.
    pub(crate) member_timeout: Option<u32>,
    /// How long it waits for a client's request, in seconds.
    pub(crate) client_timeout: Option<u32>,
    /// How long it keeps an idle connection, in seconds.
    pub(crate) keepalive_timeout: Option<u32>,
    /// The pool that requests go to.
    pub(crate) default_pool_id: Option<String>,
    /// The addresses that may come, or may not.
    pub(crate) ipgroup: Option<Map<String, Value>>,
    /// The ciphers that it takes, by the name of a policy.
    pub(crate) tls_ciphers_policy: Option<String>,
    /// Its tags.
    pub(crate) tags: Vec<Tag>,
    /// Whether it speaks HTTP/2.
    pub(crate) http2_enable: bool,
    /// Whether it asks another member where one fails.
    pub(crate) enable_member_retry: bool,
    /// The headers that it adds to requests.
    pub(crate) insert_headers: Map<String, Value>,
    /// Whether members see the clients' addresses.
    pub(crate) transparent_client_ip_enable: bool,
    /// How clients are led to QUIC.
    pub(crate) quic_config: Option<Map<String, Value>>,
    /// How it finds a certificate by its domain.
    pub(crate) sni_match_algo: Option<String>,
    /// The ciphers that it takes, by the id of a policy.
    pub(crate) security_policy_id: Option<String>,
    /// Whether it tells members of clients by the PROXY protocol.
    pub(crate) proxy_protocol_enable: bool,
    /// Whether its policies may do more.
    pub(crate) enhance_l7policy_enable: bool,
    /// Whether the console may change it.
    pub(crate) protection_status: ProtectionStatus,
    /// Why not.
    pub(crate) protection_reason: String,
    /// Whether it compresses answers.
    pub(crate) gzip_enable: bool,
    /// The ports that it listens at, where they are several.
    pub(crate) port_ranges: Option<Vec<PortRange>>,
    /// Whether it takes TLS early data.
    pub(crate) ssl_early_data_enable: bool,
    /// How many connections a second it takes; 0 for any number.
    pub(crate) cps: u32,
    /// How many connections it takes at once; 0 for any number.
    pub(crate) connection: u32,
    /// Whether it translates IPv6 to IPv4.
    pub(crate) nat64_enable: bool,
    /// The enterprise project that it belongs to.
    pub(crate) enterprise_project_id: String,
}

/// A tag.
#[derive(Clone, Debug, Deserialize, JsonSchema, Serialize)]
pub(crate) struct Tag {
    /// What it says something about.
    #[serde(default)]
    pub(crate) key: String,
    /// What it says.
    #[serde(default)]
    pub(crate) value: String,
}

/// Ports from one to another.
#[derive(Clone, Debug, Deserialize, JsonSchema, Serialize)]
pub(crate) struct PortRange {
    /// The first.
    pub(crate) start_port: u16,
    /// The last.
    pub(crate) end_port: u16,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            connection_limit: -1,
            member_timeout: None,
            client_timeout: None,
            keepalive_timeout: None,
            default_pool_id: None,
            ipgroup: None,
            tls_ciphers_policy: None,
            tags: Vec::new(),
            http2_enable: false,
            enable_member_retry: true,
            insert_headers: Map::new(),
            transparent_client_ip_enable: false,
            quic_config: None,
            sni_match_algo: None,
            security_policy_id: None,
            proxy_protocol_enable: false,
            enhance_l7policy_enable: false,
            protection_status: ProtectionStatus::NonProtection,
            protection_reason: String::new(),
            gzip_enable: false,
            port_ranges: None,
            ssl_early_data_enable: false,
            cps: 0,
            connection: 0,
            nat64_enable: false,
            enterprise_project_id: no_enterprise_project(),
        }
    }
}

impl Listener {
    /// Whether it uses the certificate of that id, in any of the three places.
    pub(crate) fn names(&self, certificate: &str) -> bool {
        self.certificates().any(|named| named == certificate)
    }

    /// The certificates that it uses.
    pub(crate) fn certificates(&self) -> impl Iterator<Item = &str> {
        let single = [&self.default_tls_container_ref, &self.client_ca_tls_container_ref];
        single.into_iter().flatten().chain(&self.sni_container_refs).map(String::as_str)
    }
}

impl Identified for Listener {
    const MANY: &'static str = "listeners";

    fn id(&self) -> &str {
        &self.id
    }
}

fn https_port() -> u16 {
    443
}
