//! Listeners.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::super::super::state::{Listener, PortRange, ProtectionStatus, Protocol, Settings, Tag};
use super::super::members::{Nullable, Wrapped, Wrapping};
use super::super::moment::print_with_zone;
use super::super::query::{PageInfo, Several};

/// Asks to make a listener.
#[derive(Deserialize, JsonSchema)]
pub(crate) struct CreateListener {
    #[serde(default)]
    #[schemars(required)]
    pub(crate) listener: Wrapped<CreateListenerOption>,
}

/// Declares the members of a listener in requests: those that only a creation has, and those that an update
/// has as well.
macro_rules! options {
    (
        creation { $($(#[$only_meta:meta])* $only:ident: $only_kind:ty,)* }
        both { $($(#[$meta:meta])* $member:ident: $kind:ty,)* }
    ) => {
        /// The new listener.
        #[derive(Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        pub(crate) struct CreateListenerOption {
            $($(#[$only_meta])* pub(crate) $only: $only_kind,)*
            $($(#[$meta])* pub(crate) $member: $kind,)*
        }

        /// The changes. Absent members are not changed.
        #[derive(Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        pub(crate) struct UpdateListenerOption {
            $($(#[$meta])* pub(crate) $member: $kind,)*
        }

        impl CreateListenerOption {
            /// Splits off the members that an update also has. [`Creation`] has the rest.
            pub(crate) fn split(self) -> (Creation, UpdateListenerOption) {
                let creation = Creation { $($only: self.$only,)* };
                (creation, UpdateListenerOption { $($member: self.$member,)* })
            }
        }

        /// The members that only the creation of a listener has.
        #[expect(dead_code, reason = "the path says the project, and not the body")]
        pub(crate) struct Creation {
            $(pub(crate) $only: $only_kind,)*
        }
    };
}

options! {
    creation {
        #[schemars(required)]
        loadbalancer_id: Option<String>,
        #[schemars(required)]
        protocol: Option<Protocol>,
        #[schemars(required)]
        protocol_port: Option<u16>,
        port_ranges: Option<Vec<PortRange>>,
        tags: Option<Vec<Tag>>,
        /// Without effect: the path's counts.
        project_id: Option<String>,
        enterprise_project_id: Option<String>,
    }
    both {
        name: Option<String>,
        description: Option<String>,
        admin_state_up: Option<bool>,
        #[serde(default)]
        default_tls_container_ref: Nullable<String>,
        #[serde(default)]
        client_ca_tls_container_ref: Nullable<String>,
        sni_container_refs: Option<Vec<String>>,
        sni_match_algo: Option<SniMatching>,
        tls_ciphers_policy: Option<String>,
        security_policy_id: Option<String>,
        http2_enable: Option<bool>,
        #[serde(default)]
        default_pool_id: Nullable<String>,
        insert_headers: Option<Map<String, Value>>,
        enable_member_retry: Option<bool>,
        keepalive_timeout: Option<u32>,
        client_timeout: Option<u32>,
        member_timeout: Option<u32>,
        ipgroup: Option<Map<String, Value>>,
        transparent_client_ip_enable: Option<bool>,
        proxy_protocol_enable: Option<bool>,
        enhance_l7policy_enable: Option<bool>,
        quic_config: Option<Map<String, Value>>,
        protection_status: Option<ProtectionStatus>,
        protection_reason: Option<String>,
        gzip_enable: Option<bool>,
        ssl_early_data_enable: Option<bool>,
        cps: Option<u32>,
        connection: Option<u32>,
        nat64_enable: Option<bool>,
    }
}

/// How a listener finds a certificate by its domain.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SniMatching {
    Wildcard,
    LongestSuffix,
}

impl SniMatching {
    /// As the service writes it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Wildcard => "wildcard",
            Self::LongestSuffix => "longest_suffix",
        }
    }
}

impl Wrapping for CreateListenerOption {
    const NAME: &'static str = "listener";
}

impl Wrapping for UpdateListenerOption {
    const NAME: &'static str = "listener";
}

/// Asks to change a listener.
#[derive(Deserialize, JsonSchema)]
pub(crate) struct UpdateListener {
    pub(crate) listener_id: String,
    #[serde(default)]
    #[schemars(required)]
    pub(crate) listener: Wrapped<UpdateListenerOption>,
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
    #[schemars(with = "Option<u32>", range(max = 2000))]
    pub(crate) limit: Several,
    #[schemars(with = "Option<String>")]
    pub(crate) marker: Several,
    #[schemars(with = "Option<bool>")]
    pub(crate) page_reverse: Several,
    pub(crate) id: Several,
    pub(crate) name: Several,
    pub(crate) description: Several,
    pub(crate) protocol: Several,
    pub(crate) protocol_port: Several,
    pub(crate) default_tls_container_ref: Several,
    pub(crate) client_ca_tls_container_ref: Several,
    pub(crate) default_pool_id: Several,
    pub(crate) loadbalancer_id: Several,
    pub(crate) tls_ciphers_policy: Several,
    pub(crate) connection_limit: Several,
    pub(crate) keepalive_timeout: Several,
    pub(crate) client_timeout: Several,
    pub(crate) member_timeout: Several,
    pub(crate) enterprise_project_id: Several,
    pub(crate) protection_status: Several,
    #[schemars(with = "Option<bool>")]
    pub(crate) admin_state_up: Several,
    #[schemars(with = "Option<bool>")]
    pub(crate) http2_enable: Several,
    #[schemars(with = "Option<bool>")]
    pub(crate) enable_member_retry: Several,
    #[schemars(with = "Option<bool>")]
    pub(crate) transparent_client_ip_enable: Several,
    #[schemars(with = "Option<bool>")]
    pub(crate) proxy_protocol_enable: Several,
}

/// A listener.
#[derive(JsonSchema, Serialize)]
pub(crate) struct ListenerReply {
    pub(crate) listener: ShownListener,
    pub(crate) request_id: String,
}

/// Listeners.
#[derive(JsonSchema, Serialize)]
pub(crate) struct ListListenersReply {
    pub(crate) listeners: Vec<ShownListener>,
    pub(crate) page_info: PageInfo,
    pub(crate) request_id: String,
}

/// An object, named by its id.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct Reference {
    pub(crate) id: String,
}

/// A listener, as v3 shows it.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "V3Listener")]
pub(crate) struct ShownListener {
    id: String,
    name: String,
    protocol_port: u16,
    protocol: Protocol,
    description: Option<String>,
    default_tls_container_ref: Option<String>,
    admin_state_up: bool,
    loadbalancers: [Reference; 1],
    client_ca_tls_container_ref: Option<String>,
    project_id: String,
    sni_container_refs: Vec<String>,
    #[serde(flatten)]
    settings: Settings,
    created_at: String,
    updated_at: String,
}

impl ShownListener {
    pub(crate) fn new(listener: &Listener, project_id: &str) -> Self {
        Self {
            id: listener.id.clone(),
            name: listener.name.clone(),
            protocol_port: listener.protocol_port,
            protocol: listener.protocol,
            description: listener.description.clone(),
            default_tls_container_ref: listener.default_tls_container_ref.clone(),
            admin_state_up: true,
            loadbalancers: [Reference { id: listener.loadbalancer_id.clone() }],
            client_ca_tls_container_ref: listener.client_ca_tls_container_ref.clone(),
            project_id: project_id.to_owned(),
            sni_container_refs: listener.sni_container_refs.clone(),
            settings: listener.settings.clone(),
            created_at: print_with_zone(listener.created_at),
            updated_at: print_with_zone(listener.updated_at),
        }
    }
}
