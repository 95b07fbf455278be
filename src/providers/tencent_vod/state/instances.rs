//! The domains as SSL sees them: instances to which it deploys certificates.

use time::OffsetDateTime;

use super::super::super::tencent_ssl::{Deployments, Product, Resource, ResourceType};
use super::Account;
use super::domain::Domain;
use crate::store::Others;

impl Product for Account {
    const KIND: ResourceType = ResourceType::Vod;

    /// The account's domains by application, the oldest first, with their certificates. A certificate that is
    /// being deployed counts as bound.
    ///
    /// Assumption: a domain that is locked is found as any other. From: nothing sure; what it has counts while
    /// it has it.
    fn instances(
        &self,
        _: Others<'_>,
        deployments: &Deployments<'_>,
        now: OffsetDateTime,
    ) -> Vec<Resource> {
        let tell = |domain: &Domain| {
            let seen = domain.seen(deployments, now);
            let change = seen.domain.change.as_deref();
            Resource {
                domains: vec![domain.name.clone()],
                status: seen.status().to_owned(),
                certificate_id: seen.domain.certificate_id.clone(),
                further_certificate_ids: change
                    .and_then(|change| change.certificate_id.clone())
                    .into_iter()
                    .collect(),
                deployment: seen.domain.deployment,
                ..Resource::of(ResourceType::Vod)
            }
        };
        self.applications.iter().flat_map(|it| it.domains.oldest_first()).map(tell).collect()
    }
}
