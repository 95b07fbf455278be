//! Listeners, the domains that they serve, and the rules of those.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::super::tencent::Identified;
use super::numbered::numbered;
use super::proxy::BanStatus;
use super::tasks::{Change, ChangeKind, Changing, Moment};

/// In the place of a certificate's id: that of the listener. It is kept as this word, so that a
/// domain follows its listener when that is given another.
pub(super) const DEFAULT: &str = "default";

numbered! {
    /// Where a listener stands.
    pub(super) enum ListenerStatus {
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
    pub(super) enum DomainStatus {
        Running = 0,
        Changing = 1,
        Deleting = 2,
    }
}

numbered! {
    /// Who has to show a certificate.
    pub(super) enum AuthType {
        /// The listener.
        OneWay = 0,
        /// The listener and the client.
        Mutual = 1,
    }
}

/// A listener of a proxy or of a group.
#[derive(Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Listener {
    /// `listener-` and eight letters and digits.
    pub(super) id: String,
    #[serde(default)]
    pub(super) name: String,
    pub(super) port: u16,
    #[serde(default)]
    pub(super) protocol: Protocol,
    #[serde(default)]
    pub(super) forward_protocol: ForwardProtocol,
    /// Whose it is: this or `group_id`.
    #[serde(default)]
    pub(super) proxy_id: Option<String>,
    #[serde(default)]
    pub(super) group_id: Option<String>,
    /// The server's certificate.
    #[serde(default)]
    pub(super) certificate_id: String,
    #[serde(default = "one_way")]
    pub(super) auth_type: AuthType,
    /// The authorities of the clients' certificates.
    #[serde(default)]
    pub(super) client_certificate_ids: Vec<String>,
    #[serde(default)]
    pub(super) http3: bool,
    #[serde(default)]
    pub(super) tls: Tls,
    #[serde(with = "time::serde::rfc3339")]
    pub(super) created: OffsetDateTime,
    /// Where it stands, tasks aside.
    #[serde(default = "listener_running")]
    pub(super) status: ListenerStatus,
    #[serde(default)]
    pub(super) domains: Vec<Domain>,
    #[serde(default)]
    pub(super) change: Option<Change<Self>>,
}

fn one_way() -> AuthType {
    AuthType::OneWay
}

fn listener_running() -> ListenerStatus {
    ListenerStatus::Running
}

impl Listener {
    /// Where it stands: one whose domains are being changed is so itself.
    pub(super) fn status(&self, at: Moment<'_>) -> ListenerStatus {
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
    pub(super) fn is_changing(&self) -> bool {
        self.change.is_some() || self.domains.iter().any(|domain| domain.change.is_some())
    }

    /// The domains that are there.
    pub(super) fn domains<'a>(&'a self, at: Moment<'a>) -> impl Iterator<Item = &'a Domain> {
        self.domains.iter().filter_map(move |domain| domain.seen(at))
    }

    /// The domain of that name.
    pub(super) fn domain<'a>(&'a self, name: &str, at: Moment<'a>) -> Option<&'a Domain> {
        self.domains(at).find(|domain| domain.name == name)
    }

    /// Whether a rule has an origin.
    pub(super) fn is_bound(&self) -> bool {
        self.domains.iter().any(Domain::is_bound)
    }

    /// The certificates that it uses, those of its domains included.
    pub(super) fn certificate_ids(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.certificate_id)
            .chain(&self.client_certificate_ids)
            .map(String::as_str)
            .chain(self.domains.iter().flat_map(Domain::certificate_ids))
    }

    /// The tasks that go on here.
    pub(super) fn tasks<'a>(&'a self, at: Moment<'a>) -> impl Iterator<Item = &'a str> {
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
pub(super) enum Protocol {
    Http,
    #[default]
    Https,
    Tcp,
    Udp,
}

impl Protocol {
    /// Whether it serves domains.
    pub(super) fn is_layer_7(self) -> bool {
        matches!(self, Self::Http | Self::Https)
    }
}

/// What a proxy speaks with origins.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub(super) enum ForwardProtocol {
    #[default]
    Http,
    Https,
}

/// The versions of TLS and the suites that are spoken.
#[derive(Clone, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Tls {
    pub(super) versions: Vec<String>,
    pub(super) ciphers: String,
}

/// A domain that a listener serves.
#[derive(Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Domain {
    pub(super) name: String,
    /// The server's certificate, or [`DEFAULT`].
    #[serde(default = "default_id")]
    pub(super) certificate_id: String,
    /// The authorities of the clients' certificates, or [`DEFAULT`].
    #[serde(default = "default_ids")]
    pub(super) client_certificate_ids: Vec<String>,
    #[serde(default)]
    pub(super) authentication: Authentication,
    #[serde(default)]
    pub(super) tls: Tls,
    #[serde(default)]
    pub(super) http3: bool,
    #[serde(default)]
    pub(super) is_default_server: bool,
    /// Where it stands, tasks aside.
    #[serde(default = "domain_running")]
    pub(super) status: DomainStatus,
    #[serde(default)]
    pub(super) ban_status: BanStatus,
    #[serde(default)]
    pub(super) rules: Vec<Rule>,
    #[serde(default)]
    pub(super) change: Option<Change<Self>>,
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
    pub(super) fn new(name: String) -> Self {
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

    pub(super) fn status(&self, at: Moment<'_>) -> DomainStatus {
        match self.pending(at).map(Change::kind) {
            Some(ChangeKind::Creation | ChangeKind::Modification(_)) => DomainStatus::Changing,
            Some(ChangeKind::Destruction) => DomainStatus::Deleting,
            None => self.status,
        }
    }

    /// Whether a rule has an origin.
    pub(super) fn is_bound(&self) -> bool {
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
#[derive(Clone, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Authentication {
    /// The configuration of basic authentication.
    pub(super) basic_auth: Option<String>,
    /// The certificate that the proxy shows.
    pub(super) gaap: Option<String>,
    /// The authorities of the origins' certificates.
    pub(super) real_server: Vec<String>,
    /// The name in the origins' certificates. The vendor has retired it.
    pub(super) real_server_domain: Option<String>,
}

/// Where a domain's requests go. Only a state can say so: rules are not emulated.
#[derive(Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rule {
    /// `rule-` and eight letters and digits.
    pub(super) id: String,
    #[serde(default = "root")]
    pub(super) path: String,
    #[serde(default)]
    pub(super) real_servers: Vec<RealServer>,
}

fn root() -> String {
    "/".to_owned()
}

/// An origin.
#[derive(Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RealServer {
    /// `rs-` and eight letters and digits.
    pub(super) id: String,
    /// An address or a host name.
    pub(super) ip: String,
    #[serde(default = "http_port")]
    pub(super) port: u16,
    #[serde(default = "equal_weight")]
    pub(super) weight: u32,
}

fn http_port() -> u16 {
    80
}

fn equal_weight() -> u32 {
    1
}
