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
    /// The load balancer that it belongs to.
    pub(crate) loadbalancer_id: String,
    /// The protocol that it accepts.
    #[serde(default)]
    pub(crate) protocol: Protocol,
    /// The port that it listens on.
    #[serde(default = "https_port")]
    pub(crate) protocol_port: u16,
    /// Its name.
    #[serde(default)]
    pub(crate) name: String,
    /// The owner's description.
    #[serde(default)]
    pub(crate) description: Option<String>,
    /// The server certificate.
    #[serde(default)]
    pub(crate) default_tls_container_ref: Option<String>,
    /// The authority that clients' certificates are checked by.
    #[serde(default)]
    pub(crate) client_ca_tls_container_ref: Option<String>,
    /// The server certificates for SNI.
    #[serde(default)]
    pub(crate) sni_container_refs: Vec<String>,
    /// Settings that are only stored and shown.
    #[serde(default)]
    pub(crate) settings: Settings,
    /// The pools that use it. No request creates them.
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

/// The protocol of a listener.
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

/// The settings of a listener that are only stored and shown.
#[derive(Clone, Debug, Deserialize, JsonSchema, Serialize)]
#[serde(default, deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "they are the vendor's")]
pub(crate) struct Settings {
    /// The most connections; -1 for no limit.
    pub(crate) connection_limit: i64,
    /// How long it waits for the response of a member, in seconds.
    pub(crate) member_timeout: Option<u32>,
    /// How long it waits for a client's request, in seconds.
    pub(crate) client_timeout: Option<u32>,
    /// How long it keeps an idle connection, in seconds.
    pub(crate) keepalive_timeout: Option<u32>,
    /// The pool that requests go to.
    pub(crate) default_pool_id: Option<String>,
    /// The addresses that may come, or may not.
    pub(crate) ipgroup: Option<Map<String, Value>>,
    /// The name of the TLS cipher policy.
    pub(crate) tls_ciphers_policy: Option<String>,
    /// Its tags.
    pub(crate) tags: Vec<Tag>,
    /// Whether it speaks HTTP/2.
    pub(crate) http2_enable: bool,
    /// Whether it retries at another member if one fails.
    pub(crate) enable_member_retry: bool,
    /// The headers that it adds to requests.
    pub(crate) insert_headers: Map<String, Value>,
    /// Whether members see the clients' addresses.
    pub(crate) transparent_client_ip_enable: bool,
    /// How clients are directed to QUIC.
    pub(crate) quic_config: Option<Map<String, Value>>,
    /// How it selects a certificate by its domain.
    pub(crate) sni_match_algo: Option<String>,
    /// The id of the TLS security policy.
    pub(crate) security_policy_id: Option<String>,
    /// Whether it sends the client's address to members by the PROXY protocol.
    pub(crate) proxy_protocol_enable: bool,
    /// Whether its policies may do more.
    pub(crate) enhance_l7policy_enable: bool,
    /// Whether it is protected against changes in the console.
    pub(crate) protection_status: ProtectionStatus,
    /// The reason for the protection.
    pub(crate) protection_reason: String,
    /// Whether it compresses answers.
    pub(crate) gzip_enable: bool,
    /// The port ranges, if it listens on several ports.
    pub(crate) port_ranges: Option<Vec<PortRange>>,
    /// Whether it takes TLS early data.
    pub(crate) ssl_early_data_enable: bool,
    /// The most new connections per second; 0 for no limit.
    pub(crate) cps: u32,
    /// The most concurrent connections; 0 for no limit.
    pub(crate) connection: u32,
    /// Whether it translates IPv6 to IPv4.
    pub(crate) nat64_enable: bool,
    /// The enterprise project that it belongs to.
    pub(crate) enterprise_project_id: String,
}

/// A tag.
#[derive(Clone, Debug, Deserialize, JsonSchema, Serialize)]
pub(crate) struct Tag {
    /// The tag's key.
    #[serde(default)]
    pub(crate) key: String,
    /// The tag's value.
    #[serde(default)]
    pub(crate) value: String,
}

/// A range of ports.
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

impl Protocol {
    /// The service's name of the value.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Tcp => "TCP",
            Self::Udp => "UDP",
            Self::Http => "HTTP",
            Self::Https => "HTTPS",
            Self::TerminatedHttps => "TERMINATED_HTTPS",
            Self::Quic => "QUIC",
            Self::Tls => "TLS",
            Self::Ip => "IP",
        }
    }
}

impl Listener {
    /// A listener without a certificate and with default settings. [`super::Project::add_listener`] sets its
    /// id.
    ///
    /// Assumption: one that ends TLS takes the policy `tls-1-2`. From: the newer pages; the older ones
    /// have `tls-1-0`.
    pub(crate) fn new(
        loadbalancer_id: String,
        protocol: Protocol,
        protocol_port: u16,
        now: OffsetDateTime,
    ) -> Self {
        let is_http =
            matches!(protocol, Protocol::Http | Protocol::Https | Protocol::TerminatedHttps);
        let is_quic = protocol == Protocol::Quic;
        let has_tls =
            matches!(protocol, Protocol::Https | Protocol::TerminatedHttps | Protocol::Tls);
        let settings = Settings {
            member_timeout: is_http.then_some(60),
            client_timeout: is_http.then_some(60),
            keepalive_timeout: Some(if is_http { 60 } else { 300 }),
            tls_ciphers_policy: has_tls.then(|| "tls-1-2".to_owned()),
            sni_match_algo: (has_tls || is_quic).then(|| "wildcard".to_owned()),
            http2_enable: is_quic,
            ..Settings::default()
        };
        Self {
            id: String::new(),
            loadbalancer_id,
            protocol,
            protocol_port,
            name: String::new(),
            description: None,
            default_tls_container_ref: None,
            client_ca_tls_container_ref: None,
            sni_container_refs: Vec::new(),
            settings,
            pool_ids: Vec::new(),
            created_at: now,
            updated_at: now,
        }
    }

    /// Whether it uses the certificate with this id, as any of its three kinds of certificate.
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
