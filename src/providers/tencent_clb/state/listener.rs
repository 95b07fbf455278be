//! A listener, and its rules for domains.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use time::OffsetDateTime;

use super::super::super::tencent::check_members;
use super::bound::Bound;

/// A listener of a load balancer.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Listener {
    /// `lbl-` and eight letters and digits.
    pub(crate) id: String,
    /// Its name.
    #[serde(default)]
    pub(crate) name: String,
    /// The protocol.
    #[serde(default)]
    pub(crate) protocol: Protocol,
    /// Its port.
    #[serde(default = "https_port")]
    pub(crate) port: u16,
    /// Whether each domain of an HTTPS listener has a certificate of its own, instead of one for the whole
    /// listener.
    #[serde(default)]
    pub(crate) sni: bool,
    /// How requests are distributed, such as `WRR`.
    #[serde(default)]
    pub(crate) scheduler: Option<String>,
    /// The certificates that this service last gave it.
    #[serde(default)]
    pub(crate) certificate: Option<Bound>,
    /// The number of SSL's last deployment to it that had ended when this service last changed it. Later
    /// deployments override this service's values.
    #[serde(default)]
    pub(crate) deployment: u64,
    /// The rules that route requests by domain and path. For HTTP and HTTPS.
    #[serde(default)]
    pub(crate) rules: Vec<Rule>,
    /// The rest of the configuration in the vendor's members, as far as it differs from a new listener's.
    #[serde(default)]
    pub(crate) config: Map<String, Value>,
    /// When it was created; if absent, when its load balancer was.
    #[serde(default, with = "crate::moment::option")]
    #[schemars(with = "Option<String>", extend("format" = "date-time"))]
    pub(crate) created: Option<OffsetDateTime>,
}

/// A rule that routes the requests for some domains and a path.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rule {
    /// `loc-` and eight letters and digits.
    pub(crate) id: String,
    /// The domains; one that begins with `~` is a regular expression.
    pub(crate) domains: Vec<String>,
    /// The path.
    #[serde(default = "root")]
    pub(crate) url: String,
    /// Whether it answers for domains that no rule has.
    #[serde(default)]
    pub(crate) default: bool,
    /// Whether HTTP/2 is spoken.
    #[serde(default)]
    pub(crate) http2: bool,
    /// Whether QUIC is spoken.
    #[serde(default)]
    pub(crate) quic: bool,
    /// The certificates that this service last gave it, if the listener has `sni`.
    #[serde(default)]
    pub(crate) certificate: Option<Bound>,
    /// See the listener's `deployment`.
    #[serde(default)]
    pub(crate) deployment: u64,
    /// When it was created; if absent, when its load balancer was.
    #[serde(default, with = "crate::moment::option")]
    #[schemars(with = "Option<String>", extend("format" = "date-time"))]
    pub(crate) created: Option<OffsetDateTime>,
}

/// The protocol of a listener.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum Protocol {
    Http,
    #[default]
    Https,
    Quic,
    Tcp,
    TcpSsl,
    Udp,
}

impl Protocol {
    /// The vendor's word.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Http => "HTTP",
            Self::Https => "HTTPS",
            Self::Quic => "QUIC",
            Self::Tcp => "TCP",
            Self::TcpSsl => "TCP_SSL",
            Self::Udp => "UDP",
        }
    }

    /// Whether its listeners have rules.
    pub(crate) fn has_rules(self) -> bool {
        matches!(self, Self::Http | Self::Https)
    }

    /// Whether its listeners have certificates.
    pub(crate) fn has_certificates(self) -> bool {
        matches!(self, Self::Https | Self::Quic | Self::TcpSsl)
    }
}

fn https_port() -> u16 {
    443
}

fn root() -> String {
    "/".to_owned()
}

/// The members of the configuration.
const CONFIGURABLE: [&str; 17] = [
    "DataCompressMode",
    "DeregisterTargetRst",
    "HealthCheck",
    "IdleConnectTimeout",
    "KeepaliveEnable",
    "MaxConn",
    "MaxCps",
    "ProxyProtocol",
    "RescheduleExpandTarget",
    "RescheduleInterval",
    "RescheduleStartTime",
    "RescheduleTargetZeroWeight",
    "RescheduleUnhealthy",
    "SessionExpireTime",
    "SessionType",
    "SnatEnable",
    "TargetType",
];

impl Listener {
    /// Refuses a listener of a state that no request could have created. `place` is its place in the state.
    pub(super) fn check(&self, place: &str) -> Result<(), String> {
        let is_configurable = |name: &str| CONFIGURABLE.contains(&name);
        check_members(&format!("{place}.config"), &self.config, is_configurable)?;
        let rules = self.rules.iter().enumerate();
        let nameless = rules.clone().find(|(_, rule)| rule.domains.is_empty());
        match nameless {
            _ if !self.protocol.has_rules() && !self.rules.is_empty() => {
                Err(format!("{place}.rules: a listener of {} has none", self.protocol.word()))
            }
            Some((at, _)) => Err(format!("{place}.rules[{at}].domains: a rule has at least one")),
            None => Ok(()),
        }
    }

    /// Whether its rules have certificates, not the listener itself.
    pub(crate) fn tells_domains_apart(&self) -> bool {
        self.sni && self.protocol == Protocol::Https
    }

    /// All certificates that it and its rules have.
    pub(crate) fn bounds(&self) -> impl Iterator<Item = &Bound> {
        self.certificate
            .iter()
            .chain(self.rules.iter().filter_map(|rule| rule.certificate.as_ref()))
    }

    /// The same, for changing.
    pub(crate) fn bounds_mut(&mut self) -> impl Iterator<Item = &mut Bound> {
        let rules = self.rules.iter_mut().filter_map(|rule| rule.certificate.as_mut());
        self.certificate.iter_mut().chain(rules)
    }

    /// Turns on SNI: each rule gets the listener's certificates as its own.
    pub(crate) fn begin_to_tell_domains_apart(&mut self) {
        self.sni = true;
        let certificate = self.certificate.take();
        for rule in &mut self.rules {
            rule.certificate.clone_from(&certificate);
            rule.deployment = rule.deployment.max(self.deployment);
        }
    }
}

impl Rule {
    /// Whether it is for this domain.
    pub(crate) fn serves(&self, domain: &str) -> bool {
        self.domains.iter().any(|known| known == domain)
    }
}
