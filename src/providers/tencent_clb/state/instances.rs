//! Listeners and rules as SSL sees them: instances to which it deploys certificates.

use time::OffsetDateTime;

use super::super::super::tencent_ssl::{Deployments, Product, Resource, ResourceType};
use super::Account;
use super::load_balancer::Moment;
use crate::store::Others;

impl Product for Account {
    const KIND: ResourceType = ResourceType::Clb;

    /// The account's listeners and rules, with the certificates that they have.
    fn instances(
        &self,
        _: Others<'_>,
        deployments: &Deployments<'_>,
        now: OffsetDateTime,
    ) -> Vec<Resource> {
        let at = Moment { tasks: &self.tasks, deployments, now };
        let mut found = Vec::new();
        for load_balancer in self.load_balancers.oldest_first() {
            found.extend(load_balancer.seen(&at).instances());
        }
        found
    }
}
