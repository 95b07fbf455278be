//! The hosts that are protected, which are here for the certificates that they use.

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
    /// Where it is protected.
    #[serde(default)]
    pub(crate) waf_type: WafType,
    /// The servers behind it; one that is asked over HTTPS where they are absent.
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
    /// Whether a proxy stands before the service.
    #[serde(default)]
    pub(crate) proxy: bool,
    /// Its policy.
    #[serde(default)]
    pub(crate) policyid: String,
    /// -1 where it is passed by, 0 where it is not protected, 1 where it is.
    #[serde(default = "one")]
    pub(crate) protect_status: i32,
    /// 0 where its DNS record does not lead to the service yet, 1 where it does.
    #[serde(default = "one")]
    pub(crate) access_status: i32,
    /// The first label of what its DNS record leads to.
    #[serde(default)]
    pub(crate) access_code: String,
    /// The name of the website.
    #[serde(default)]
    pub(crate) web_tag: String,
    /// What its owner says of it.
    #[serde(default)]
    pub(crate) description: String,
    /// Where it is protected, in the cloud.
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

/// Where a host is protected.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum WafType {
    /// By what all share.
    #[default]
    Cloud,
    /// By an instance of one's own.
    Premium,
}

/// A server behind a host.
#[derive(Clone, Debug, Deserialize, JsonSchema, Serialize)]
pub(crate) struct Server {
    /// What the host is asked in.
    pub(crate) front_protocol: Protocol,
    /// What the server is asked in.
    pub(crate) back_protocol: Protocol,
    /// How much of the requests it is handed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) weight: Option<u32>,
    /// Its address.
    pub(crate) address: String,
    /// Its port.
    pub(crate) port: u16,
    /// `ipv4` or `ipv6`.
    #[serde(default = "ipv4")]
    pub(crate) r#type: String,
    /// The network that it is in, of a host with an instance of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) vpc_id: Option<String>,
}

/// What is spoken.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum Protocol {
    Http,
    Https,
}

impl Host {
    /// Whether it is asked in that protocol.
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

/// Hosts, in the order in which they came.
#[derive(Clone, Default)]
pub(crate) struct Hosts(Shelf<Host>);

impl Hosts {
    pub(super) fn new(shelf: Shelf<Host>) -> Self {
        Self(shelf)
    }

    pub(super) fn into_shelf(self) -> Shelf<Host> {
        self.0
    }

    /// Whether there is one of that id, of whichever kind.
    pub(crate) fn has(&self, id: &str) -> bool {
        self.0.find(id).is_some()
    }

    pub(crate) fn find(&self, waf_type: WafType, id: &str) -> Option<&Host> {
        self.0.find(id).filter(|host| host.waf_type == waf_type)
    }

    pub(crate) fn find_mut(&mut self, waf_type: WafType, id: &str) -> Option<&mut Host> {
        self.0.find_mut(id).filter(|host| host.waf_type == waf_type)
    }

    /// Those of a kind, the newest first.
    pub(crate) fn of(&self, waf_type: WafType) -> impl Iterator<Item = &Host> {
        self.0.newest_first(0).filter(move |host| host.waf_type == waf_type)
    }

    /// Those with a certificate, and which it is, the oldest first.
    pub(crate) fn bound(&self) -> impl Iterator<Item = (&str, &Host)> {
        self.0.oldest_first().filter_map(|host| Some((host.certificateid.as_deref()?, host)))
    }

    /// Those with that certificate.
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
