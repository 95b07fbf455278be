//! A load balancer.

use std::borrow::Cow;
use std::collections::HashSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::super::super::tencent::Tag;
use super::super::super::tencent_ssl::{
    Delivery, Deployments, ListenerRule, Resource, ResourceType,
};
use super::bound::{Bound, take};
use super::listener::{Listener, Rule};
use super::tasks::{Outcome, Tasks};
use crate::store::Identified;

/// A load balancer.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LoadBalancer {
    /// `lb-` and eight letters and digits.
    pub(crate) id: String,
    /// Its name.
    #[serde(default)]
    pub(crate) name: String,
    /// The region that it is in.
    #[serde(default = "guangzhou")]
    pub(crate) region: String,
    /// Whether it is reached from the internet.
    #[serde(default, rename = "type")]
    pub(crate) kind: Kind,
    /// Its addresses.
    #[serde(default)]
    pub(crate) vips: Vec<String>,
    /// The network that it is in, `vpc-…`.
    #[serde(default)]
    pub(crate) vpc: String,
    /// The project that it belongs to; 0 is the default one.
    #[serde(default)]
    pub(crate) project_id: u64,
    /// Its tags.
    #[serde(default)]
    pub(crate) tags: Vec<Tag>,
    /// Its listeners.
    #[serde(default)]
    pub(crate) listeners: Vec<Listener>,
    /// When it was made.
    #[serde(with = "crate::moment")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub(crate) created: OffsetDateTime,
    /// The work in progress.
    #[serde(default)]
    pub(crate) change: Option<Box<Change>>,
}

impl Identified for LoadBalancer {
    const MANY: &'static str = "load balancers";

    fn id(&self) -> &str {
        &self.id
    }
}

/// Whether a load balancer is reached from the internet.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum Kind {
    /// From its own network alone.
    Internal,
    #[default]
    Open,
}

impl Kind {
    /// The vendor's word.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Internal => "INTERNAL",
            Self::Open => "OPEN",
        }
    }
}

/// A task's change of a load balancer.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Change {
    /// The task, by its id.
    pub(crate) task: String,
    /// The service's name of the work, in the error for a request during it.
    #[serde(default)]
    pub(crate) kind: ChangeKind,
    /// The index, from 0, of the change within the task.
    #[serde(default)]
    pub(crate) part: usize,
    /// The changed listeners, in their form after the work.
    #[serde(default)]
    pub(crate) listeners: Vec<Listener>,
}

impl Change {
    /// The certificates of a listener and its rules after the work.
    fn gives(&self, listener: &Listener) -> Vec<String> {
        let changed = self.listeners.iter().filter(|changed| changed.id == listener.id);
        changed.flat_map(Listener::bounds).flat_map(Bound::ids).cloned().collect()
    }
}

/// The service's name of the work on a load balancer.
///
/// Assumption: work on a listener, and on all that has a certificate, has the name `UpdateQLBListener`.
/// From: the one name that is known, `UpdateQLBL7ListenerDomain`, of work on a domain.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub(crate) enum ChangeKind {
    #[serde(rename = "UpdateQLBL7ListenerDomain")]
    Domain,
    #[default]
    #[serde(rename = "UpdateQLBListener")]
    Listener,
}

impl ChangeKind {
    /// The vendor's word.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Domain => "UpdateQLBL7ListenerDomain",
            Self::Listener => "UpdateQLBListener",
        }
    }
}

fn guangzhou() -> String {
    "ap-guangzhou".to_owned()
}

/// A time, with the account's work and SSL's deployments, to tell what has ended.
pub(crate) struct Moment<'a> {
    pub(crate) tasks: &'a Tasks,
    pub(crate) deployments: &'a Deployments<'a>,
    pub(crate) now: OffsetDateTime,
}

impl LoadBalancer {
    /// The present state, with ended work and SSL's deployments applied.
    pub(crate) fn seen(&self, at: &Moment<'_>) -> Cow<'_, Self> {
        let outcome = self.change.as_ref().map(|it| at.tasks.outcome(&it.task, it.part, at.now));
        let is_done = outcome.is_some_and(|outcome| outcome != Outcome::Pending);
        let was_deployed_to = self.listeners.iter().any(|listener| {
            let to_listener = self.later_to_listener(listener, at.deployments);
            if !listener.tells_domains_apart() {
                return to_listener.is_some();
            }
            let mut rules = listener.rules.iter();
            rules.any(|rule| {
                self.later_to_rule(listener, rule, at.deployments, to_listener.as_ref()).is_some()
            })
        });
        if !is_done && !was_deployed_to {
            return Cow::Borrowed(self);
        }
        let mut seen = self.clone();
        if is_done {
            seen.end_change(outcome == Some(Outcome::Succeeded));
        }
        seen.take_deployments(at.deployments);
        Cow::Owned(seen)
    }

    fn end_change(&mut self, succeeded: bool) {
        let changed = self.change.take().filter(|_| succeeded);
        for changed in changed.into_iter().flat_map(|change| change.listeners) {
            if let Some(place) = self.listeners.iter_mut().find(|known| known.id == changed.id) {
                *place = changed;
            }
        }
    }

    /// Applies what SSL has deployed to its listeners and rules since this service last changed them.
    fn take_deployments(&mut self, deployments: &Deployments<'_>) {
        let mut listeners = std::mem::take(&mut self.listeners);
        for listener in &mut listeners {
            let to_listener = self.later_to_listener(listener, deployments);
            if !listener.tells_domains_apart() {
                if let Some(last) = to_listener {
                    take(&mut listener.certificate, &last);
                    listener.deployment = last.record;
                }
                continue;
            }
            let rules = listener.rules.iter();
            let last: Vec<_> = rules
                .map(|rule| self.later_to_rule(listener, rule, deployments, to_listener.as_ref()))
                .collect();
            for (rule, last) in listener.rules.iter_mut().zip(last) {
                if let Some(last) = last {
                    take(&mut rule.certificate, &last);
                    rule.deployment = last.record;
                }
            }
        }
        self.listeners = listeners;
    }

    /// What SSL has deployed to a listener with one certificate for all domains, since this service last
    /// changed it.
    fn later_to_listener<'d>(
        &self,
        listener: &Listener,
        deployments: &Deployments<'d>,
    ) -> Option<Cow<'d, Delivery>> {
        let whole = Resource { sni: false, ..self.resource(listener, None) };
        deployments.to_instance(&whole).filter(|last| last.record > listener.deployment)
    }

    /// What SSL has deployed to a rule since this service last changed it. What was deployed to the listener
    /// while it turned on SNI counts for each rule.
    fn later_to_rule<'d>(
        &self,
        listener: &Listener,
        rule: &Rule,
        deployments: &Deployments<'d>,
        to_listener: Option<&Cow<'d, Delivery>>,
    ) -> Option<Cow<'d, Delivery>> {
        let to_rule = deployments.to_instance(&self.rule(listener, rule));
        let last = to_rule.into_iter().chain(to_listener.cloned()).max_by_key(|last| last.record);
        last.filter(|last| last.record > rule.deployment)
    }

    pub(crate) fn find(&self, listener: &str) -> Option<&Listener> {
        self.listeners.iter().find(|known| known.id == listener)
    }

    /// Whether an SSL deployment to it is in progress.
    pub(crate) fn is_deployed_to(&self, deployments: &Deployments<'_>) -> bool {
        self.instances().any(|resource| deployments.runs_to_place(&resource.place()))
    }

    /// The instances to which SSL deploys: listeners with certificates, or, for a listener with SNI, its
    /// rules.
    pub(crate) fn instances(&self) -> impl Iterator<Item = Resource> {
        self.listeners.iter().filter(|listener| listener.protocol.has_certificates()).flat_map(
            |listener| {
                let apart = listener.tells_domains_apart();
                let whole = (!apart).then(|| self.listener(listener));
                let rules = listener.rules.iter().filter(move |_| apart);
                whole.into_iter().chain(rules.map(|rule| self.rule(listener, rule)))
            },
        )
    }

    /// A listener as SSL sees it.
    fn listener(&self, listener: &Listener) -> Resource {
        let mut seen = HashSet::new();
        let domains = listener.rules.iter().flat_map(|rule| &rule.domains);
        let domains = domains.filter(|domain| seen.insert(*domain)).cloned().collect();
        let of_rule = |rule: &Rule| {
            let Rule { id, url, domains, .. } = rule;
            let (id, url) = (id.clone(), url.clone());
            let show =
                move |domain: String| ListenerRule { id: id.clone(), domain, url: url.clone() };
            domains.clone().into_iter().map(show)
        };
        let rules = listener.rules.iter().flat_map(of_rule).collect();
        let deployment = listener.deployment;
        Resource {
            rules,
            domains,
            deployment,
            ..self.resource(listener, listener.certificate.as_ref())
        }
    }

    /// A rule as SSL sees it.
    fn rule(&self, listener: &Listener, rule: &Rule) -> Resource {
        Resource {
            rule_id: rule.id.clone(),
            rule_url: rule.url.clone(),
            domains: rule.domains.clone(),
            deployment: rule.deployment.max(listener.deployment),
            ..self.resource(listener, rule.certificate.as_ref())
        }
    }

    fn resource(&self, listener: &Listener, bound: Option<&Bound>) -> Resource {
        Resource {
            region: self.region.clone(),
            instance_id: self.id.clone(),
            instance_name: self.name.clone(),
            listener_id: listener.id.clone(),
            listener_name: listener.name.clone(),
            protocol: listener.protocol.word().to_owned(),
            sni: listener.tells_domains_apart(),
            certificate_id: bound.map(|bound| bound.id.clone()),
            further_certificate_ids: bound.into_iter().flat_map(Bound::further).cloned().collect(),
            possible_certificate_ids: self.change.as_deref().map(|change| change.gives(listener)),
            authority_id: bound.and_then(|bound| bound.ca_id.clone()),
            ssl_mode: bound.map(|bound| bound.mode.word().to_owned()).unwrap_or_default(),
            ..Resource::of(ResourceType::Clb)
        }
    }
}
