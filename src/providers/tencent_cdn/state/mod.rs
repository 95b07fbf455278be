//! The state of an account at the network.

pub(super) mod config;
pub(super) mod domain;
pub(super) mod instances;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use time::OffsetDateTime;

use self::config::is_configurable;
use self::domain::{Domain, Seen};
use super::super::tencent::{check_lower_case, check_members, settle};
use super::super::tencent_ssl::{Deployments, ResourceType};
use crate::accounts::Declaration;
use crate::store::{Others, Shelf, State};

/// The pace at which a domain is configured, started and stopped.
pub(super) const DEPLOY_PACE: &str = "tencent_cdn.deploy";

/// The account, as `GET /_certmock/state` exports it.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::providers) struct Account {
    /// Whether the service was activated. Otherwise it refuses every request.
    pub(super) activated: bool,
    /// The projects; 0 is the default one.
    pub(super) projects: Vec<i64>,
    /// Domains.
    pub(super) domains: Shelf<Domain>,
}

impl Default for Account {
    fn default() -> Self {
        Self { activated: true, projects: vec![0], domains: Shelf::default() }
    }
}

impl State for Account {
    fn open(_: Option<&Declaration>) -> Self {
        Self::default()
    }

    fn check(&self) -> Result<(), String> {
        for (number, domain) in self.domains.oldest_first().enumerate() {
            let place = format!("domains[{number}]");
            check_lower_case(&format!("{place}.domain"), &domain.domain)?;
            if !self.has_project(domain.project_id) {
                let project = domain.project_id;
                return Err(format!("{place}.project_id: `projects` has no {project}"));
            }
            let change = domain.change.as_deref();
            let former = change.map(|change| ("change.former_config", &change.former_config));
            for (name, config) in [("config", &domain.config)].into_iter().chain(former) {
                let place = format!("{place}.{name}");
                check_members(&place, config, is_configurable)?;
                if let Some(https) = config.get("Https").and_then(Value::as_object) {
                    let is_own = |name: &str| !matches!(name, "CertInfo" | "SslStatus");
                    check_members(&format!("{place}.Https"), https, is_own)?;
                }
            }
        }
        Ok(())
    }
}

impl Account {
    /// Whether the project exists.
    pub(super) fn has_project(&self, project: i64) -> bool {
        project == 0 || self.projects.contains(&project)
    }

    /// A domain at present: what this service configured or what SSL deployed counts, whichever is later.
    pub(super) fn find(
        &self,
        name: &str,
        others: Others<'_>,
        now: OffsetDateTime,
    ) -> Option<Seen<'_>> {
        let domain = self.domains.find(&name.to_lowercase())?;
        let deployments = Deployments::to_instances_of(others, ResourceType::Cdn, now);
        Some(domain.seen(&deployments, now))
    }

    /// All of them, the newest first.
    pub(super) fn newest_first<'a>(
        &'a self,
        deployments: &'a Deployments<'a>,
        now: OffsetDateTime,
    ) -> impl Iterator<Item = Seen<'a>> {
        self.domains.newest_first(0).map(move |domain| domain.seen(deployments, now))
    }

    /// A domain to be changed. Ended work is applied first.
    pub(super) fn settle(
        &mut self,
        name: &str,
        deployments: &Deployments<'_>,
        now: OffsetDateTime,
    ) -> Option<&mut Domain> {
        settle(&mut self.domains, &name.to_lowercase(), |domain| {
            domain.seen(deployments, now).domain
        })
    }
}
