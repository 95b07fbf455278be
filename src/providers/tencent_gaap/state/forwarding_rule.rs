//! The rules that route the requests of a domain.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::super::tencent::words;
use super::error_page::Header;
use super::real_server::{Binding, RealServerType, Scheduler};
use super::status::ListenerStatus;
use super::tasks::{Change, ChangeKind, Changing, Moment};

/// Stands for the host that the client named.
pub(crate) const CLIENTS_HOST: &str = "default";

/// The classes of statuses that an origin can be right with.
pub(crate) const STATUS_CODES: [u64; 5] = [100, 200, 300, 400, 500];

/// The protocol between a proxy and the origins.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum ForwardProtocol {
    #[default]
    Http,
    Https,
}

words! {
    /// The method of health checks.
    enum CheckMethod {
        Get: "GET",
        #[default]
        Head: "HEAD",
    }
}

/// A rule that routes the requests of a domain below a path.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ForwardingRule {
    /// `rule-` and eight letters and digits.
    pub(crate) id: String,
    /// The path that requests begin with.
    #[serde(default = "root")]
    pub(crate) path: String,
    /// How its origins are named: by address or by domain.
    #[serde(default)]
    pub(crate) real_server_type: RealServerType,
    /// How requests are distributed among the origins.
    #[serde(default)]
    pub(crate) scheduler: Scheduler,
    /// Whether they are checked.
    #[serde(default)]
    pub(crate) health_check: bool,
    /// The health checks of the origins.
    #[serde(default)]
    pub(crate) check: RuleCheck,
    /// The protocol between the proxy and the origins; the listener's if absent.
    #[serde(default)]
    pub(crate) forward_protocol: Option<ForwardProtocol>,
    /// The `Host` of requests to origins; `default` stands for the host that the client named.
    #[serde(default = "clients_host")]
    pub(crate) forward_host: String,
    /// The server name in TLS handshakes (SNI), if any.
    #[serde(default)]
    pub(crate) server_name: Option<String>,
    /// The target of the redirect for HTTP requests.
    #[serde(default)]
    pub(crate) forced_redirect: Option<String>,
    /// Its origins.
    #[serde(default)]
    pub(crate) real_servers: Vec<Binding>,
    /// The headers that requests are sent to them with.
    #[serde(default)]
    pub(crate) headers: Vec<Header>,
    /// The change that a task makes to it, if any.
    #[serde(default)]
    pub(crate) change: Option<Change<Self>>,
}

fn root() -> String {
    "/".to_owned()
}

fn clients_host() -> String {
    CLIENTS_HOST.to_owned()
}

/// The health checks of a rule's origins. The default values are those of the vendor's example of a rule.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct RuleCheck {
    /// The time between two checks, in seconds.
    pub(crate) delay_loop: u64,
    /// The timeout of a check, in seconds.
    pub(crate) connect_timeout: u64,
    /// The path of the check; the rule's if absent.
    pub(crate) path: Option<String>,
    /// The method of the check.
    pub(crate) method: CheckMethod,
    /// The classes of statuses that are right.
    pub(crate) status_codes: Vec<u64>,
    /// The host of the check; the rule's domain if absent.
    pub(crate) domain: Option<String>,
    /// The period in which failures are counted.
    pub(crate) failed_count_inter: u64,
    /// The number of failures after which an origin is blocked.
    pub(crate) failed_threshold: u64,
    /// How long an origin is blocked.
    pub(crate) block_inter: u64,
}

impl Default for RuleCheck {
    fn default() -> Self {
        Self {
            delay_loop: 30,
            connect_timeout: 2,
            path: None,
            method: CheckMethod::default(),
            status_codes: STATUS_CODES.to_vec(),
            domain: None,
            failed_count_inter: 0,
            failed_threshold: 0,
            block_inter: 0,
        }
    }
}

impl ForwardingRule {
    /// The status.
    pub(crate) fn status(&self, at: Moment<'_>) -> ListenerStatus {
        match self.pending(at).map(Change::kind) {
            Some(ChangeKind::Creation) => ListenerStatus::Creating,
            Some(ChangeKind::Destruction) => ListenerStatus::Destroying,
            Some(ChangeKind::Modification(before)) => {
                let binds = before.real_servers != self.real_servers;
                if binds { ListenerStatus::AdjustingOrigins } else { ListenerStatus::Changing }
            }
            None => ListenerStatus::Running,
        }
    }

    /// Its bindings of origins, including those before a change in progress, which may be restored.
    pub(crate) fn all_bindings(&self) -> impl Iterator<Item = &Binding> {
        let before = self.change.as_ref().and_then(Change::before);
        let bound = before.into_iter().flat_map(|before| &before.real_servers);
        self.real_servers.iter().chain(bound)
    }
}

impl Changing for ForwardingRule {
    fn change(&self) -> Option<&Change<Self>> {
        self.change.as_ref()
    }

    fn change_mut(&mut self) -> &mut Option<Change<Self>> {
        &mut self.change
    }
}
