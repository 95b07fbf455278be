//! The domains that listeners serve.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::error_page::ErrorPage;
use super::forwarding_rule::ForwardingRule;
use super::numbered::numbered;
use super::proxy::BanStatus;
use super::tasks::{Change, ChangeKind, Changing, Moment};
use super::tls::Tls;

/// Stands for the id of the listener's certificate. The word itself is stored, so that the domain has the new
/// certificate when the listener gets another one.
pub(crate) const DEFAULT: &str = "default";

numbered! {
    /// The status of a domain.
    pub(crate) enum DomainStatus {
        Running = 0,
        Changing = 1,
        Deleting = 2,
    }
}

/// A domain that a listener serves.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Domain {
    /// The host name.
    pub(crate) name: String,
    /// The id of the server's certificate; `default` stands for the listener's.
    #[serde(default = "default_id")]
    pub(crate) certificate_id: String,
    /// The ids of the authorities of the clients' certificates; `default` stands for the listener's.
    #[serde(default = "default_ids")]
    pub(crate) client_certificate_ids: Vec<String>,
    /// Authentication between clients, origins and the proxy.
    #[serde(default)]
    pub(crate) authentication: Authentication,
    /// The versions of TLS and the suites that are spoken.
    #[serde(default)]
    pub(crate) tls: Tls,
    /// Whether HTTP/3 is spoken.
    #[serde(default)]
    pub(crate) http3: bool,
    /// Whether it answers requests for names without a domain.
    #[serde(default)]
    pub(crate) is_default_server: bool,
    /// The status while no task changes it.
    #[serde(default = "domain_running")]
    pub(crate) status: DomainStatus,
    /// Whether it is banned.
    #[serde(default)]
    pub(crate) ban_status: BanStatus,
    /// The rules that route its requests.
    #[serde(default)]
    pub(crate) rules: Vec<ForwardingRule>,
    /// The error pages.
    #[serde(default)]
    pub(crate) error_pages: Vec<ErrorPage>,
    /// The change that a task makes to it, if any.
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
            error_pages: Vec::new(),
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

    /// The rules that are there.
    pub(crate) fn rules<'a>(&'a self, at: Moment<'a>) -> impl Iterator<Item = &'a ForwardingRule> {
        self.rules.iter().filter_map(move |rule| rule.seen(at))
    }

    /// The error pages that are there.
    pub(crate) fn error_pages<'a>(&'a self, at: Moment<'a>) -> impl Iterator<Item = &'a ErrorPage> {
        self.error_pages.iter().filter_map(move |page| page.seen(at))
    }

    /// Whether a rule has an origin.
    pub(crate) fn is_bound(&self, at: Moment<'_>) -> bool {
        self.rules(at).any(|rule| !rule.real_servers.is_empty())
    }

    /// Whether it, or one of its rules and error pages, has a change that is not settled yet.
    pub(crate) fn is_changing(&self) -> bool {
        self.change.is_some()
            || self.rules.iter().any(|rule| rule.change.is_some())
            || self.error_pages.iter().any(|page| page.change.is_some())
    }

    /// The domain and its rules and pages, with ended changes settled.
    pub(crate) fn all_settled(self, at: Moment<'_>) -> Option<Self> {
        let mut domain = self.settled(at)?;
        let rules = std::mem::take(&mut domain.rules).into_iter();
        domain.rules = rules.filter_map(|rule| rule.settled(at)).collect();
        let pages = std::mem::take(&mut domain.error_pages).into_iter();
        domain.error_pages = pages.filter_map(|page| page.settled(at)).collect();
        Some(domain)
    }

    /// The domain and its parts, with this task's changes referring to the task's new id.
    pub(crate) fn with_tasks_renamed(self, id: &str, other: &str) -> Self {
        let mut domain = self.with_task_renamed(id, other);
        let rules = std::mem::take(&mut domain.rules).into_iter();
        domain.rules = rules.map(|rule| rule.with_task_renamed(id, other)).collect();
        let pages = std::mem::take(&mut domain.error_pages).into_iter();
        domain.error_pages = pages.map(|page| page.with_task_renamed(id, other)).collect();
        domain
    }

    /// The certificates that it uses.
    pub(crate) fn certificate_ids(&self) -> impl Iterator<Item = &str> {
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

/// Authentication between a domain's clients, its origins and the proxy. Each kind is on if there is a
/// certificate for it.
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
