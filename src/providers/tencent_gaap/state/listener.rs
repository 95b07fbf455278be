//! Listeners.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::domain::Domain;
use super::error_page::ErrorPage;
use super::forwarding_rule::{ForwardProtocol, ForwardingRule};
use super::numbered::numbered;
use super::real_server::Binding;
use super::status::ListenerStatus;
use super::stream::Stream;
use super::tasks::{Change, ChangeKind, Changing, Moment};
use super::tls::Tls;
use crate::store::Identified;

numbered! {
    /// Which sides have to present a certificate.
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
    /// The protocol.
    #[serde(default)]
    pub(crate) protocol: Protocol,
    /// The protocol between the proxy and the origins.
    #[serde(default)]
    pub(crate) forward_protocol: ForwardProtocol,
    /// The proxy that it belongs to; this or `group_id` is present.
    #[serde(default)]
    pub(crate) proxy_id: Option<String>,
    /// The group that it belongs to; this or `proxy_id` is present.
    #[serde(default)]
    pub(crate) group_id: Option<String>,
    /// The server's certificate.
    #[serde(default)]
    pub(crate) certificate_id: String,
    /// Which sides have to present a certificate.
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
    /// The status while no task changes it.
    #[serde(default = "listener_running")]
    pub(crate) status: ListenerStatus,
    /// The domains that it serves.
    #[serde(default)]
    pub(crate) domains: Vec<Domain>,
    /// The settings for origins of a TCP or UDP listener.
    #[serde(default)]
    pub(crate) stream: Option<Stream>,
    /// The change that a task makes to it, if any.
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
    /// The status. A listener is being changed while one of its domains or rules is.
    pub(crate) fn status(&self, at: Moment<'_>) -> ListenerStatus {
        match self.pending(at).map(Change::kind) {
            Some(ChangeKind::Creation) => ListenerStatus::Creating,
            Some(ChangeKind::Destruction) => ListenerStatus::Destroying,
            Some(ChangeKind::Modification(before)) => {
                let binds = before.bound() != self.bound();
                if binds { ListenerStatus::AdjustingOrigins } else { ListenerStatus::Changing }
            }
            None if self.domains.iter().any(|domain| domain.pending(at).is_some()) => {
                ListenerStatus::Changing
            }
            None => match self.all_rules().find(|rule| rule.pending(at).is_some()) {
                // Assumption: a listener is being changed while a rule of it is, and its origins are
                // being adjusted while those of a rule are. From: the statuses of both, which are
                // the same, and `ListenerHasTask`, which the actions on rules have.
                Some(rule) if rule.status(at) == ListenerStatus::AdjustingOrigins => {
                    ListenerStatus::AdjustingOrigins
                }
                Some(_) => ListenerStatus::Changing,
                None if self.all_pages().any(|page| page.pending(at).is_some()) => {
                    ListenerStatus::Changing
                }
                None => self.status,
            },
        }
    }

    /// Whether it, one of its domains, or one of their rules and error pages has a change that is not settled
    /// yet.
    pub(crate) fn is_changing(&self) -> bool {
        self.change.is_some() || self.domains.iter().any(Domain::is_changing)
    }

    /// The listener and all parts of it, with ended changes settled.
    pub(crate) fn all_settled(self, at: Moment<'_>) -> Option<Self> {
        let mut listener = self.settled(at)?;
        let domains = std::mem::take(&mut listener.domains).into_iter();
        listener.domains = domains.filter_map(|domain| domain.all_settled(at)).collect();
        Some(listener)
    }

    /// The listener and all parts of it, with this task's changes referring to the task's new id.
    pub(crate) fn with_tasks_renamed(self, id: &str, other: &str) -> Self {
        let mut listener = self.with_task_renamed(id, other);
        let domains = std::mem::take(&mut listener.domains).into_iter();
        listener.domains = domains.map(|domain| domain.with_tasks_renamed(id, other)).collect();
        listener
    }

    /// The domains that are there.
    pub(crate) fn domains<'a>(&'a self, at: Moment<'a>) -> impl Iterator<Item = &'a Domain> {
        self.domains.iter().filter_map(move |domain| domain.seen(at))
    }

    /// The domain of that name.
    pub(crate) fn domain<'a>(&'a self, name: &str, at: Moment<'a>) -> Option<&'a Domain> {
        self.domains(at).find(|domain| domain.name == name)
    }

    /// The rules of all domains, whatever tasks make of them.
    pub(crate) fn all_rules(&self) -> impl Iterator<Item = &ForwardingRule> {
        self.domains.iter().flat_map(|domain| &domain.rules)
    }

    /// Its own bindings of origins, without those of its rules.
    pub(crate) fn bound(&self) -> &[Binding] {
        self.stream.as_ref().map_or(&[], |stream| &stream.real_servers)
    }

    /// Its bindings of origins, including those of its rules.
    pub(crate) fn bindings<'a>(&'a self, at: Moment<'a>) -> impl Iterator<Item = &'a Binding> {
        self.bound().iter().chain(self.rules(at).flat_map(|(_, rule)| &rule.real_servers))
    }

    /// Its own bindings of origins, including those before a change in progress.
    pub(crate) fn own_bindings(&self) -> impl Iterator<Item = &Binding> {
        let before = self.change.as_ref().and_then(Change::before);
        self.bound().iter().chain(before.into_iter().flat_map(Self::bound))
    }

    /// All that binds origins here, and all that did before changes that go on.
    pub(crate) fn all_bindings(&self) -> impl Iterator<Item = &Binding> {
        self.own_bindings().chain(self.all_rules().flat_map(ForwardingRule::all_bindings))
    }

    /// The error pages of all domains, whatever tasks make of them.
    pub(crate) fn all_pages(&self) -> impl Iterator<Item = &ErrorPage> {
        self.domains.iter().flat_map(|domain| &domain.error_pages)
    }

    /// Whether a rule or an error page has that id.
    pub(crate) fn has(&self, id: &str) -> bool {
        self.all_rules().any(|rule| rule.id == id) || self.all_pages().any(|page| page.id == id)
    }

    /// The rules that are there, with their domains.
    pub(crate) fn rules<'a>(
        &'a self,
        at: Moment<'a>,
    ) -> impl Iterator<Item = (&'a Domain, &'a ForwardingRule)> {
        self.domains(at).flat_map(move |domain| domain.rules(at).map(move |rule| (domain, rule)))
    }

    /// If this domain is the default one, makes all other domains not the default.
    pub(crate) fn take_default_from_others(&mut self, domain: &Domain) {
        if domain.is_default_server {
            for other in &mut self.domains {
                other.is_default_server = false;
            }
        }
    }

    /// Whether it or a rule has an origin.
    pub(crate) fn is_bound(&self, at: Moment<'_>) -> bool {
        self.bindings(at).next().is_some()
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
        let domains = self.domains.iter().filter_map(move |domain| domain.pending(at));
        let rules = self.all_rules().filter_map(move |rule| rule.pending(at));
        let pages = self.all_pages().filter_map(move |page| page.pending(at));
        let inside = domains.map(Change::task).chain(rules.map(Change::task));
        own.into_iter().chain(inside).chain(pages.map(Change::task))
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

/// The protocol of a listener.
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
