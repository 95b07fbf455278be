//! The state of an account at the firewall.

pub(super) mod domain;
pub(super) mod instances;

use std::borrow::Cow;
use std::collections::HashSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use self::domain::{Bound, DEFAULT, Domain, Place};
use super::super::tencent::{check_members, settle};
use super::super::tencent_ssl::{Deployments, ResourceType};
use crate::accounts::Declaration;
use crate::store::{Held, Shelf, State, View};

/// The account, as `GET /_certmock/state` exports it.
#[derive(Clone, Default, Deserialize, JsonSchema, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::providers) struct Account {
    /// Domains.
    pub(super) domains: Shelf<Domain>,
}

impl State for Account {
    fn open(_: Option<&Declaration>) -> Self {
        Self::default()
    }

    /// Checks that a firewall instance has no domain twice.
    fn check(&self) -> Result<(), String> {
        let mut seen = HashSet::new();
        for (number, domain) in self.domains.oldest_first().enumerate() {
            let place = format!("domains[{number}]");
            let name = domain.domain.to_lowercase();
            if !seen.insert((&domain.region, &domain.instance_id, name)) {
                let Domain { domain, instance_id, .. } = domain;
                return Err(format!("{place}.domain: {domain:?} is twice behind {instance_id:?}"));
            }
            check_members(&format!("{place}.config"), &domain.config, |name| {
                DEFAULT.contains_key(name)
            })?;
        }
        Ok(())
    }

    /// The certificates that were given with their keys. They have no ids.
    fn certificates(view: &View<'_, Self>) -> Vec<Held> {
        let now = view.tools.clock.now();
        let deployments = Deployments::to_instances_of(view.others, ResourceType::Waf, now);
        let held = |domain: &Domain| match &domain.seen(&deployments).certificate {
            Some(Bound::Own(contents)) => Some(Held {
                id: domain.domain_id.clone(),
                name: domain.domain.clone(),
                certificate: contents.certificate.clone(),
                private_key: contents.private_key.clone(),
                used_by: vec![domain.instance().place()],
            }),
            _ => None,
        };
        view.state.domains.oldest_first().filter_map(held).collect()
    }
}

impl Account {
    /// A domain as it is now, with the certificate that was last configured here or deployed by SSL.
    pub(super) fn find(
        &self,
        place: &Place<'_>,
        deployments: &Deployments<'_>,
    ) -> Option<Cow<'_, Domain>> {
        let domain = self.domains.find(place.domain_id).filter(|domain| domain.is_at(place))?;
        Some(domain.seen(deployments))
    }

    /// A domain to be changed. What was deployed to it is applied first.
    pub(super) fn settle(
        &mut self,
        place: &Place<'_>,
        deployments: &Deployments<'_>,
    ) -> Option<&mut Domain> {
        self.domains.find(place.domain_id).filter(|domain| domain.is_at(place))?;
        settle(&mut self.domains, place.domain_id, |domain| domain.seen(deployments))
    }
}
