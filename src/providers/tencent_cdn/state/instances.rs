//! The domains, as SSL sees them: instances that it deploys certificates to.

use time::OffsetDateTime;

use super::super::super::tencent_ssl::{Deployments, Resource, ResourceType};
use super::Account;
use super::domain::{Domain, Status};
use crate::store::{Given, Others};

/// The account's domains, the oldest first, with the certificates that they have.
///
/// Assumption: SSL finds no domain that is rejected. From: nothing sure; nothing can be deployed to one.
pub(in crate::providers) fn instances(
    others: Others<'_>,
    deployments: &Deployments<'_>,
    now: OffsetDateTime,
) -> Vec<Resource> {
    let Some(account) = others.find::<Account>() else { return Vec::new() };
    let domains = account.domains.oldest_first();
    let served = domains.filter(|domain| domain.status != Status::Rejected);
    let tell = |domain: &Domain| {
        let seen = domain.seen(deployments, now);
        Resource {
            domains: vec![domain.domain.clone()],
            status: seen.status().to_owned(),
            https: Some(i64::from(seen.domain.configured("Https", "Switch") == Some("on"))),
            https_billing: seen.domain.configured("HttpsBilling", "Switch").map(str::to_owned),
            certificate_id: seen.domain.certificate.as_ref().map(|bound| bound.id.clone()),
            deployment: seen.domain.deployment,
            ..Resource::of(ResourceType::Cdn)
        }
    };
    served.map(tell).collect()
}

/// Whether an account is given a state of this service.
pub(in crate::providers) fn is_given(given: &Given<'_>) -> bool {
    given.has::<Account>()
}
