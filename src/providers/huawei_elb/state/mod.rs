//! The state of a project at Huawei ELB, which all versions of the API share.
//!
//! Assumption: the four versions show the same certificates, by the same ids. From: the form of the ids,
//! which is one, and a client whose calls of v2.0 give it the certificates of ELB.

mod certificate;
mod listener;
mod load_balancer;

use std::collections::HashSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub(crate) use self::certificate::{
    Certificate, CertificateType, Contents, Leaf, ProtectionStatus,
};
pub(crate) use self::listener::{Listener, PortRange, Protocol, Settings, Tag};
pub(crate) use self::load_balancer::{LoadBalancer, LoadBalancerSettings};
use crate::accounts::Declaration;
use crate::store::{Held, Shelf, State, Tools, Users, View};

/// The project, as `GET /_certmock/state` exports it.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Project {
    /// The most certificates that the project can have.
    pub(crate) quota: usize,
    /// The most listeners that the project can have.
    pub(crate) listener_quota: usize,
    /// The most load balancers that the project can have.
    pub(crate) loadbalancer_quota: usize,
    /// Whether v3 shows private keys.
    pub(crate) private_key_echo: bool,
    /// Certificates.
    pub(crate) certificates: Shelf<Certificate>,
    /// Listeners, which use certificates.
    pub(crate) listeners: Shelf<Listener>,
    /// Load balancers, which have listeners.
    pub(crate) loadbalancers: Shelf<LoadBalancer>,
}

impl Default for Project {
    fn default() -> Self {
        Self {
            quota: 120,
            listener_quota: 1500,
            loadbalancer_quota: 100_000,
            private_key_echo: true,
            certificates: Shelf::default(),
            listeners: Shelf::default(),
            loadbalancers: Shelf::default(),
        }
    }
}

impl State for Project {
    fn open(_: Option<&Declaration>) -> Self {
        Self::default()
    }

    fn holds(&self, id: &str) -> bool {
        self.certificates.find(id).is_some()
    }

    fn certificates(view: &View<'_, Self>) -> Vec<Held> {
        let Self { certificates, listeners, .. } = view.state;
        let named = listeners.oldest_first().flat_map(|listener| {
            listener.certificates().map(|id| (id, format!("listener {}", listener.id)))
        });
        let said = certificates.oldest_first().flat_map(|it| {
            it.listener_ids.iter().map(|listener| (it.id.as_str(), format!("listener {listener}")))
        });
        let users: Users = said.chain(named).collect();
        let held = |certificate: &Certificate| Held {
            id: certificate.id.clone(),
            name: certificate.name.clone(),
            certificate: certificate.certificate.pem.clone(),
            private_key: Some(certificate.private_key.clone()).filter(|key| !key.is_empty()),
            used_by: users.of(&certificate.id),
        };
        certificates.oldest_first().map(held).collect()
    }
}

/// There are as many as there may be.
#[derive(Debug)]
pub(crate) struct QuotaReached;

impl Project {
    /// Keeps a new certificate, under an id of its own.
    pub(crate) fn add_certificate(
        &mut self,
        mut certificate: Certificate,
        tools: Tools<'_>,
    ) -> Result<&Certificate, QuotaReached> {
        if self.certificates.len() >= self.quota {
            return Err(QuotaReached);
        }
        certificate.id = tools.ids.draw_until_free(
            |ids| ids.uuid().simple().to_string(),
            |id| self.certificates.find(id).is_some(),
        );
        certificate.create_time = tools.clock.now();
        certificate.update_time = certificate.create_time;
        let number = self.certificates.insert(certificate);
        Ok(self.certificates.get(number).expect("it was just put there"))
    }

    /// Keeps a new listener, under an id of its own.
    pub(crate) fn add_listener(
        &mut self,
        mut listener: Listener,
        tools: Tools<'_>,
    ) -> Result<&Listener, QuotaReached> {
        if self.listeners.len() >= self.listener_quota {
            return Err(QuotaReached);
        }
        listener.id = draw_uuid(tools, |id| self.listeners.find(id).is_some());
        let number = self.listeners.insert(listener);
        Ok(self.listeners.get(number).expect("it was just put there"))
    }

    /// Keeps a new load balancer, under an id of its own.
    pub(crate) fn add_load_balancer(
        &mut self,
        mut balancer: LoadBalancer,
        tools: Tools<'_>,
    ) -> Result<&LoadBalancer, QuotaReached> {
        if self.loadbalancers.len() >= self.loadbalancer_quota {
            return Err(QuotaReached);
        }
        balancer.id = draw_uuid(tools, |id| self.loadbalancers.find(id).is_some());
        let number = self.loadbalancers.insert(balancer);
        Ok(self.loadbalancers.get(number).expect("it was just put there"))
    }

    /// The ids of the certificates that listeners use.
    pub(crate) fn used_certificates(&self) -> HashSet<String> {
        let said = self.certificates.oldest_first().filter(|it| !it.listener_ids.is_empty());
        let named = self.listeners.oldest_first().flat_map(Listener::certificates);
        said.map(|it| it.id.clone()).chain(named.map(str::to_owned)).collect()
    }

    /// The listeners that use a certificate: those that name it, and those in its own `listener_ids`.
    pub(crate) fn users_of(&self, certificate: &Certificate) -> Vec<String> {
        let own = certificate.listener_ids.iter().cloned();
        let naming = self.listeners.oldest_first().filter(|it| it.names(&certificate.id));
        let mut seen = HashSet::new();
        own.chain(naming.map(|listener| listener.id.clone()))
            .filter(|id| seen.insert(id.clone()))
            .collect()
    }
}

/// A UUID with hyphens, which the ids of certificates do not have.
fn draw_uuid(tools: Tools<'_>, is_taken: impl Fn(&str) -> bool) -> String {
    tools.ids.draw_until_free(|ids| ids.uuid().to_string(), |id| is_taken(id))
}
