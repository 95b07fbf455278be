//! The domains as SSL sees them: instances to which it deploys certificates.

use time::OffsetDateTime;

use super::super::super::tencent_ssl::{Deployments, Product, Resource, ResourceType};
use super::Account;
use super::domain::{Domain, Kind};
use crate::store::Others;

impl Product for Account {
    const KIND: ResourceType = ResourceType::Live;

    /// The account's domains for players, the oldest first, with the certificates that they have.
    fn instances(
        &self,
        _: Others<'_>,
        deployments: &Deployments<'_>,
        _: OffsetDateTime,
    ) -> Vec<Resource> {
        let players = self.domains.oldest_first().filter(|domain| domain.kind == Kind::Play);
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
}
