//! Where the requests of a domain go.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::super::tencent::words;
use super::error_page::Header;
use super::real_server::{Binding, RealServerType, Scheduler};
use super::status::ListenerStatus;
use super::tasks::{Change, ChangeKind, Changing, Moment};

/// In the place of a host: the one that the client has named.
pub(crate) const CLIENTS_HOST: &str = "default";

/// The classes of statuses that an origin can be right with.
pub(crate) const STATUS_CODES: [u64; 5] = [100, 200, 300, 400, 500];

/// What a proxy speaks with origins.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum ForwardProtocol {
    #[default]
    Http,
    Https,
}

words! {
    /// What origins are checked with.
    enum CheckMethod {
        Get: "GET",
        #[default]
        Head: "HEAD",
    }
}

/// Where a domain's requests go that begin with a path.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ForwardingRule {
    /// `rule-` and eight letters and digits.
    pub(crate) id: String,
    /// The path that requests begin with.
    #[serde(default = "root")]
    pub(crate) path: String,
    /// What its origins are named by.
    #[serde(default)]
    pub(crate) real_server_type: RealServerType,
    /// Which of them a request goes to.
    #[serde(default)]
    pub(crate) scheduler: Scheduler,
    /// Whether they are checked.
    #[serde(default)]
    pub(crate) health_check: bool,
    /// How they are checked.
    #[serde(default)]
    pub(crate) check: RuleCheck,
    /// What the proxy speaks with them; none: as the listener has it.
    #[serde(default)]
    pub(crate) forward_protocol: Option<ForwardProtocol>,
    /// The host that they are asked for, or [`CLIENTS_HOST`].
    #[serde(default = "clients_host")]
    pub(crate) forward_host: String,
    /// The name that TLS is begun with; none where it names none.
    #[serde(default)]
    pub(crate) server_name: Option<String>,
    /// Where requests of HTTP are sent instead.
    #[serde(default)]
    pub(crate) forced_redirect: Option<String>,
    /// Its origins.
    #[serde(default)]
    pub(crate) real_servers: Vec<Binding>,
    /// The headers that requests are sent to them with.
    #[serde(default)]
    pub(crate) headers: Vec<Header>,
    /// What a task makes of it.
    #[serde(default)]
    pub(crate) change: Option<Change<Self>>,
}

fn root() -> String {
    "/".to_owned()
}

fn clients_host() -> String {
    CLIENTS_HOST.to_owned()
}

/// How the origins of a rule are checked. Where nothing is said of it, as in the vendor's example of a
/// rule.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct RuleCheck {
    /// The time between two checks, in seconds.
    pub(crate) delay_loop: u64,
    /// How long an answer may take, in seconds.
    pub(crate) connect_timeout: u64,
    /// The path that is asked for; none: the rule's.
    pub(crate) path: Option<String>,
    /// What it is asked with.
    pub(crate) method: CheckMethod,
    /// The classes of statuses that are right.
    pub(crate) status_codes: Vec<u64>,
    /// The host that is asked for; none: the rule's domain.
    pub(crate) domain: Option<String>,
    /// How often failures are counted.
    pub(crate) failed_count_inter: u64,
    /// How many of them are too many.
    pub(crate) failed_threshold: u64,
    /// How long an origin is left out then.
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
    /// Where it stands.
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

    /// What binds origins to it, and what did before a change that goes on: it may again.
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
