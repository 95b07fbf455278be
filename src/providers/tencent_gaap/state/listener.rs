//! Listeners, the domains that they serve, and the rules of those.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::numbered::numbered;
use super::proxy::BanStatus;
use super::tasks::{Change, ChangeKind, Changing, Moment};
use crate::store::Identified;

/// In the place of a certificate's id: that of the listener. It is kept as this word, so that a
/// domain follows its listener when that is given another.
pub(crate) const DEFAULT: &str = "default";

/// The versions of TLS that can be spoken.
pub(crate) const TLS_VERSIONS: [&str; 4] = ["TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"];

/// The suites. The service's page spells the last two in its own way; the Terraform provider has
/// them as the first is spelt.
pub(crate) const TLS_CIPHERS: [&str; 5] = [
    "GAAP_TLS_CIPHERS_WIDE",
    "GAAP_TLS_CIPHERS_GENERAL",
    "GAAP_TLS_CIPHERS_STRICT",
    "GAAPTLS_CIPHERS_GENERAL",
    "GAAPTLS_CIPHERS_STRICT",
];

numbered! {
    /// Where a listener stands.
    pub(crate) enum ListenerStatus {
        Running = 0,
        Creating = 1,
        Destroying = 2,
        /// Origins are being bound or unbound.
        AdjustingOrigins = 3,
        Changing = 4,
    }
}

numbered! {
    /// Where a domain stands.
    pub(crate) enum DomainStatus {
        Running = 0,
        Changing = 1,
        Deleting = 2,
    }
}

numbered! {
    /// Who has to show a certificate.
    pub(crate) enum AuthType {
        /// The listener.
        OneWay = 0,
        /// The listener and the client.
        Mutual = 1,
    }
}

/// A listener of a proxy or of a group.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Listener {
    /// `listener-` and eight letters and digits.
    pub(crate) id: String,
    /// Its name.
    #[serde(default)]
    pub(crate) name: String,
    /// The port that it listens on.
    pub(crate) port: u16,
    /// What it speaks.
    #[serde(default)]
    pub(crate) protocol: Protocol,
    /// What the proxy speaks with origins.
    #[serde(default)]
    pub(crate) forward_protocol: ForwardProtocol,
    /// Whose it is: this or `group_id`.
    #[serde(default)]
    pub(crate) proxy_id: Option<String>,
    /// Whose it is: this or `proxy_id`.
    #[serde(default)]
    pub(crate) group_id: Option<String>,
    /// The server's certificate.
    #[serde(default)]
    pub(crate) certificate_id: String,
    /// Who has to show a certificate.
    #[serde(default = "one_way")]
    pub(crate) auth_type: AuthType,
    /// The authorities of the clients' certificates.
    #[serde(default)]
    pub(crate) client_certificate_ids: Vec<String>,
    /// Whether HTTP/3 is spoken.
    #[serde(default)]
    pub(crate) http3: bool,
    /// The versions of TLS and the suites that are spoken.
    #[serde(default)]
    pub(crate) tls: Tls,
    /// When it was made.
    #[serde(with = "crate::moment")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub(crate) created: OffsetDateTime,
    /// Where it stands, tasks aside.
    #[serde(default = "listener_running")]
    pub(crate) status: ListenerStatus,
    /// The domains that it serves.
    #[serde(default)]
    pub(crate) domains: Vec<Domain>,
    /// What a task makes of it.
    #[serde(default)]
    pub(crate) change: Option<Change<Self>>,
}

fn one_way() -> AuthType {
    AuthType::OneWay
}

fn listener_running() -> ListenerStatus {
    ListenerStatus::Running
}

impl Listener {
    /// Where it stands: one whose domains are being changed is so itself.
    pub(crate) fn status(&self, at: Moment<'_>) -> ListenerStatus {
        match self.pending(at).map(Change::kind) {
            Some(ChangeKind::Creation) => ListenerStatus::Creating,
            Some(ChangeKind::Destruction) => ListenerStatus::Destroying,
            Some(ChangeKind::Modification(_)) => ListenerStatus::Changing,
            None if self.domains.iter().any(|domain| domain.pending(at).is_some()) => {
                ListenerStatus::Changing
            }
            None => self.status,
        }
    }

    /// Whether a change of it, or of one of its domains, is not made final yet.
    pub(crate) fn is_changing(&self) -> bool {
        self.change.is_some() || self.domains.iter().any(|domain| domain.change.is_some())
    }

    /// The domains that are there.
    pub(crate) fn domains<'a>(&'a self, at: Moment<'a>) -> impl Iterator<Item = &'a Domain> {
        self.domains.iter().filter_map(move |domain| domain.seen(at))
    }

    /// The domain of that name.
    pub(crate) fn domain<'a>(&'a self, name: &str, at: Moment<'a>) -> Option<&'a Domain> {
        self.domains(at).find(|domain| domain.name == name)
    }

    /// Leaves one default domain, if that is the one.
    pub(crate) fn take_default_from_others(&mut self, domain: &Domain) {
        if domain.is_default_server {
            for other in &mut self.domains {
                other.is_default_server = false;
            }
        }
    }

    /// Whether a rule has an origin.
    pub(crate) fn is_bound(&self) -> bool {
        self.domains.iter().any(Domain::is_bound)
    }

    /// The certificates that it uses, those of its domains included.
    pub(crate) fn certificate_ids(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.certificate_id)
            .chain(&self.client_certificate_ids)
            .map(String::as_str)
            .chain(self.domains.iter().flat_map(Domain::certificate_ids))
    }

    /// The tasks that go on here.
    pub(crate) fn tasks<'a>(&'a self, at: Moment<'a>) -> impl Iterator<Item = &'a str> {
        let own = self.pending(at).map(Change::task);
        let pending = move |domain: &'a Domain| domain.pending(at).map(Change::task);
        own.into_iter().chain(self.domains.iter().filter_map(pending))
    }
}

impl Identified for Listener {
    const MANY: &'static str = "listeners";

    fn id(&self) -> &str {
        &self.id
    }
}

impl Changing for Listener {
    fn change(&self) -> Option<&Change<Self>> {
        self.change.as_ref()
    }

    fn change_mut(&mut self) -> &mut Option<Change<Self>> {
        &mut self.change
    }
}

/// What a listener speaks.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum Protocol {
    Http,
    #[default]
    Https,
    Tcp,
    Udp,
}

impl Protocol {
    /// Whether it serves domains.
    pub(crate) fn is_layer_7(self) -> bool {
        matches!(self, Self::Http | Self::Https)
    }
}

/// What a proxy speaks with origins.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum ForwardProtocol {
    #[default]
    Http,
    Https,
}

/// The versions of TLS and the suites that are spoken.
#[derive(Clone, Default, Deserialize, JsonSchema, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Tls {
    /// As `TLSv1.2`.
    pub(crate) versions: Vec<String>,
    /// As `GAAP_TLS_CIPHERS_WIDE`.
    pub(crate) ciphers: String,
}

impl Tls {
    /// What a new listener speaks. Assumption: a new listener speaks every version of TLS that
    /// the parameter knows. From: the description of the parameter, which restricts them.
    pub(crate) fn of_a_listener() -> Self {
        Self {
            versions: TLS_VERSIONS.map(str::to_owned).to_vec(),
            ciphers: TLS_CIPHERS[0].to_owned(),
        }
    }
}

/// A domain that a listener serves.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Domain {
    /// The host name.
    pub(crate) name: String,
    /// The server's certificate, or [`DEFAULT`].
    #[serde(default = "default_id")]
    pub(crate) certificate_id: String,
    /// The authorities of the clients' certificates, or [`DEFAULT`].
    #[serde(default = "default_ids")]
    pub(crate) client_certificate_ids: Vec<String>,
    /// How clients, origins and the proxy are known to each other.
    #[serde(default)]
    pub(crate) authentication: Authentication,
    /// The versions of TLS and the suites that are spoken.
    #[serde(default)]
    pub(crate) tls: Tls,
    /// Whether HTTP/3 is spoken.
    #[serde(default)]
    pub(crate) http3: bool,
    /// Whether it answers for names that no domain has.
    #[serde(default)]
    pub(crate) is_default_server: bool,
    /// Where it stands, tasks aside.
    #[serde(default = "domain_running")]
    pub(crate) status: DomainStatus,
    /// Whether it is banned.
    #[serde(default)]
    pub(crate) ban_status: BanStatus,
    /// Where its requests go.
    #[serde(default)]
    pub(crate) rules: Vec<ForwardingRule>,
    /// What a task makes of it.
    #[serde(default)]
    pub(crate) change: Option<Change<Self>>,
}

fn default_id() -> String {
    DEFAULT.to_owned()
}

fn default_ids() -> Vec<String> {
    vec![default_id()]
}

fn domain_running() -> DomainStatus {
    DomainStatus::Running
}

impl Domain {
    /// A domain that follows its listener in everything.
    pub(crate) fn new(name: String) -> Self {
        Self {
            name,
            certificate_id: default_id(),
            client_certificate_ids: default_ids(),
            authentication: Authentication::default(),
            tls: Tls::default(),
            http3: false,
            is_default_server: false,
            status: DomainStatus::Running,
            ban_status: BanStatus::default(),
            rules: Vec::new(),
            change: None,
        }
    }

    pub(crate) fn status(&self, at: Moment<'_>) -> DomainStatus {
        match self.pending(at).map(Change::kind) {
            Some(ChangeKind::Creation | ChangeKind::Modification(_)) => DomainStatus::Changing,
            Some(ChangeKind::Destruction) => DomainStatus::Deleting,
            None => self.status,
        }
    }

    /// Whether a rule has an origin.
    pub(crate) fn is_bound(&self) -> bool {
        self.rules.iter().any(|rule| !rule.real_servers.is_empty())
    }

    fn certificate_ids(&self) -> impl Iterator<Item = &str> {
        let Authentication { basic_auth, gaap, real_server, .. } = &self.authentication;
        std::iter::once(&self.certificate_id)
            .chain(&self.client_certificate_ids)
            .chain(basic_auth)
            .chain(gaap)
            .chain(real_server)
            .map(String::as_str)
    }
}

impl Changing for Domain {
    fn change(&self) -> Option<&Change<Self>> {
        self.change.as_ref()
    }

    fn change_mut(&mut self) -> &mut Option<Change<Self>> {
        &mut self.change
    }
}

/// How a domain's clients, its origins and the proxy are known to each other: a kind of it is on
/// where there is a certificate for it.
#[derive(Clone, Default, Deserialize, JsonSchema, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Authentication {
    /// The configuration of basic authentication.
    pub(crate) basic_auth: Option<String>,
    /// The certificate that the proxy shows.
    pub(crate) gaap: Option<String>,
    /// The authorities of the origins' certificates.
    pub(crate) real_server: Vec<String>,
    /// The name in the origins' certificates. The vendor has retired it.
    pub(crate) real_server_domain: Option<String>,
}

/// Where a domain's requests go. Only a state can say so: rules are not emulated.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ForwardingRule {
    /// `rule-` and eight letters and digits.
    pub(crate) id: String,
    /// The path that requests begin with.
    #[serde(default = "root")]
    pub(crate) path: String,
    /// Its origins.
    #[serde(default)]
    pub(crate) real_servers: Vec<RealServer>,
}

fn root() -> String {
    "/".to_owned()
}

/// An origin.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RealServer {
    /// `rs-` and eight letters and digits.
    pub(crate) id: String,
    /// An address or a host name.
    pub(crate) ip: String,
    /// Its port.
    #[serde(default = "http_port")]
    pub(crate) port: u16,
    /// Its share of the requests.
    #[serde(default = "equal_weight")]
    pub(crate) weight: u32,
}

fn http_port() -> u16 {
    80
}

fn equal_weight() -> u32 {
    1
}
