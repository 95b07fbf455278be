//! The domains, as SSL sees them: instances that it deploys certificates to.

use time::OffsetDateTime;

use super::super::super::tencent_ssl::{Deployments, Resource, ResourceType};
use super::Account;
use super::domain::{Domain, Kind};
use crate::store::{Given, Others};

/// The account's domains for players, the oldest first, with the certificates that they have.
pub(in crate::providers) fn instances(
    others: Others<'_>,
    deployments: &Deployments<'_>,
    _: OffsetDateTime,
) -> Vec<Resource> {
    let Some(account) = others.find::<Account>() else { return Vec::new() };
    let players = account.domains.oldest_first().filter(|domain| domain.kind == Kind::Play);
    let tell = |domain: &Domain| {
        let seen = domain.seen(deployments);
        let bound = seen.certificate.as_ref();
        Resource {
            domains: vec![domain.name.clone()],
            https: Some(bound.map_or(-1, |bound| i64::from(bound.https))),
            certificate_id: bound.map(|bound| bound.id.clone()),
            deployment: seen.deployment,
            ..Resource::of(ResourceType::Live)
        }
    };
    players.map(tell).collect()
}

/// Whether an account is given a state of this service.
pub(in crate::providers) fn is_given(given: &Given<'_>) -> bool {
    given.has::<Account>()
}
