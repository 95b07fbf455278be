//! The state of an account at the load balancers' service.

pub(super) mod bound;
pub(super) mod instances;
pub(super) mod listener;
pub(super) mod load_balancer;
pub(super) mod tasks;

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use self::load_balancer::{LoadBalancer, Moment};
use self::tasks::Tasks;
use super::super::tencent::Once;
use super::super::tencent_ssl::{Deployments, ResourceType};
use crate::accounts::Declaration;
use crate::store::{Others, Shelf, State};

/// The account, as `GET /_certmock/state` exports it.
#[derive(Clone, Default, Deserialize, JsonSchema, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::providers) struct Account {
    /// Load balancers, of all regions.
    pub(super) load_balancers: Shelf<LoadBalancer>,
    /// The tasks of requests that changed something, by their `RequestId`s.
    pub(super) tasks: Tasks,
}

impl State for Account {
    fn open(_: Option<&Declaration>) -> Self {
        Self::default()
    }

    /// Listeners and rules are found in their load balancer.
    fn check(&self) -> Result<(), String> {
        for (number, load_balancer) in self.load_balancers.oldest_first().enumerate() {
            let (mut listeners, mut rules) = (Once::default(), Once::default());
            for (at, listener) in load_balancer.listeners.iter().enumerate() {
                let place = format!("load_balancers[{number}].listeners[{at}]");
                listener.check(&place)?;
                listeners.check(&format!("{place}.id"), &listener.id)?;
                for (at, rule) in listener.rules.iter().enumerate() {
                    rules.check(&format!("{place}.rules[{at}].id"), &rule.id)?;
                }
            }
            let changed = load_balancer.change.iter().flat_map(|change| &change.listeners);
            for (at, listener) in changed.enumerate() {
                let place = format!("load_balancers[{number}].change.listeners[{at}]");
                listener.check(&place)?;
                if load_balancer.find(&listener.id).is_none() {
                    let id = &listener.id;
                    return Err(format!("{place}.id: the load balancer has no listener {id:?}"));
                }
            }
        }
        Ok(())
    }
}

/// SSL's deployments to listeners and rules.
pub(super) fn deployments(others: Others<'_>, now: OffsetDateTime) -> Deployments<'_> {
    Deployments::to_instances_of(others, ResourceType::Clb, now)
}

impl Account {
    /// A moment in the account's life.
    pub(super) fn at<'a>(
        &'a self,
        deployments: &'a Deployments<'a>,
        now: OffsetDateTime,
    ) -> Moment<'a> {
        Moment { tasks: &self.tasks, deployments, now }
    }

    /// A load balancer of a region at present: what this service configured or what SSL deployed counts,
    /// whichever is later.
    pub(super) fn find<'a>(
        &'a self,
        region: &str,
        id: &str,
        at: &Moment<'_>,
    ) -> Option<Cow<'a, LoadBalancer>> {
        let load_balancer = self.load_balancers.find(id)?;
        (load_balancer.region == region).then(|| load_balancer.seen(at))
    }

    /// Applies the ended work of a load balancer.
    pub(super) fn settle(&mut self, id: &str, deployments: &Deployments<'_>, now: OffsetDateTime) {
        let at = Moment { tasks: &self.tasks, deployments, now };
        let seen = self.load_balancers.find(id).map(|load_balancer| load_balancer.seen(&at));
        if let Some(Cow::Owned(settled)) = seen
            && let Some(load_balancer) = self.load_balancers.find_mut(id)
        {
            *load_balancer = settled;
        }
    }
}
