//! Listeners and rules, as SSL sees them: instances that it deploys certificates to.

use time::OffsetDateTime;

use super::super::super::tencent_ssl::{Deployments, Resource};
use super::Account;
use super::load_balancer::Moment;
use crate::store::{Given, Others};

/// The account's listeners and rules, with the certificates that they have.
pub(in crate::providers) fn instances(
    others: Others<'_>,
    deployments: &Deployments<'_>,
    now: OffsetDateTime,
) -> Vec<Resource> {
    let Some(account) = others.find::<Account>() else { return Vec::new() };
    let at = Moment { tasks: &account.tasks, deployments, now };
    let mut found = Vec::new();
    for load_balancer in account.load_balancers.oldest_first() {
        found.extend(load_balancer.seen(&at).instances());
    }
    found
}

/// Whether an account is given a state of this service.
pub(in crate::providers) fn is_given(given: &Given<'_>) -> bool {
    given.has::<Account>()
}
