//! The protected hosts, which use certificates.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::enterprise_project::default_project;
use crate::store::{Identified, Shelf};

/// A host.
#[derive(Clone, Debug, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Host {
    /// 32 hexadecimal digits.
    pub(crate) id: String,
    /// The host name, which may have a port.
    pub(crate) hostname: String,
    /// How it is protected: in the cloud or by a dedicated instance.
    #[serde(default)]
    pub(crate) waf_type: WafType,
    /// The origin servers. If absent, there is one, and the host accepts HTTPS.
    #[serde(default = "servers")]
    pub(crate) server: Vec<Server>,
    /// The certificate that it uses.
    #[serde(default)]
    pub(crate) certificateid: Option<String>,
    /// The lowest version of TLS.
    #[serde(default = "tls")]
    pub(crate) tls: String,
    /// The suite of ciphers.
    #[serde(default = "cipher")]
    pub(crate) cipher: String,
    /// Whether a proxy is in front of the service.
    #[serde(default)]
    pub(crate) proxy: bool,
    /// Its policy.
    #[serde(default)]
    pub(crate) policyid: String,
    /// -1 if requests bypass the service, 0 if the host is not protected, 1 if it is.
    #[serde(default = "one")]
    pub(crate) protect_status: i32,
    /// 0 if the DNS record does not point to the service yet, 1 if it does.
    #[serde(default = "one")]
    pub(crate) access_status: i32,
    /// The first label of the DNS record's target.
    #[serde(default)]
    pub(crate) access_code: String,
    /// The name of the website.
    #[serde(default)]
    pub(crate) web_tag: String,
    /// The owner's description.
    #[serde(default)]
    pub(crate) description: String,
    /// The region in which it is protected.
    #[serde(default)]
    pub(crate) region: String,
    /// The enterprise project that it is in.
    #[serde(default = "default_project")]
    pub(crate) enterprise_project_id: String,
    /// When it was made.
    #[serde(with = "crate::moment")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub(crate) timestamp: OffsetDateTime,
}

/// How a host is protected.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum WafType {
    /// In the cloud.
    #[default]
    Cloud,
    /// By a dedicated instance.
    Premium,
}

/// An origin server of a host.
#[derive(Clone, Debug, Deserialize, JsonSchema, Serialize)]
pub(crate) struct Server {
    /// The protocol of requests to the host.
    pub(crate) front_protocol: Protocol,
    /// The protocol of requests to the server.
    pub(crate) back_protocol: Protocol,
    /// Its share of the requests.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) weight: Option<u32>,
    /// Its address.
    pub(crate) address: String,
    /// Its port.
    pub(crate) port: u16,
    /// `ipv4` or `ipv6`.
    #[serde(default = "ipv4")]
    pub(crate) r#type: String,
    /// Its network, for a host with a dedicated instance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) vpc_id: Option<String>,
}

/// A protocol.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum Protocol {
    Http,
    Https,
}

impl Host {
    /// Whether the host accepts this protocol.
    pub(crate) fn is_asked_in(&self, protocol: Protocol) -> bool {
        self.server.iter().any(|server| server.front_protocol == protocol)
    }
}

impl Identified for Host {
    const MANY: &'static str = "hosts";

    fn id(&self) -> &str {
        &self.id
    }
}

/// The hosts in order of insertion.
#[derive(Clone, Default)]
pub(crate) struct Hosts(Shelf<Host>);

impl Hosts {
    pub(super) fn new(shelf: Shelf<Host>) -> Self {
        Self(shelf)
    }

    pub(super) fn into_shelf(self) -> Shelf<Host> {
        self.0
    }

    /// Whether there is a host with this id, of any kind.
    pub(crate) fn has(&self, id: &str) -> bool {
        self.0.find(id).is_some()
    }

    pub(crate) fn find(&self, waf_type: WafType, id: &str) -> Option<&Host> {
        self.0.find(id).filter(|host| host.waf_type == waf_type)
    }

    pub(crate) fn find_mut(&mut self, waf_type: WafType, id: &str) -> Option<&mut Host> {
        self.0.find_mut(id).filter(|host| host.waf_type == waf_type)
    }

    /// The hosts of a kind, the newest first.
    pub(crate) fn of(&self, waf_type: WafType) -> impl Iterator<Item = &Host> {
        self.0.newest_first(0).filter(move |host| host.waf_type == waf_type)
    }

    /// The hosts with a certificate, each with its certificate's id, the oldest first.
    pub(crate) fn bound(&self) -> impl Iterator<Item = (&str, &Host)> {
        self.0.oldest_first().filter_map(|host| Some((host.certificateid.as_deref()?, host)))
    }

    /// The hosts with this certificate.
    pub(crate) fn with(&self, certificate: &str) -> impl Iterator<Item = &Host> {
        self.bound().filter(move |(id, _)| *id == certificate).map(|(_, host)| host)
    }
}

fn servers() -> Vec<Server> {
    vec![Server {
        front_protocol: Protocol::Https,
        back_protocol: Protocol::Http,
        weight: None,
        address: "192.0.2.1".to_owned(),
        port: 80,
        r#type: ipv4(),
        vpc_id: None,
    }]
}

fn tls() -> String {
    "TLS v1.0".to_owned()
}

fn cipher() -> String {
    "cipher_default".to_owned()
}

fn ipv4() -> String {
    "ipv4".to_owned()
}

fn one() -> i32 {
    1
}
