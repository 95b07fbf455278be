//! The domains as SSL sees them: instances whose certificates it replaces.

use time::OffsetDateTime;

use super::super::super::tencent_ssl::{Deployments, Product, Resource, ResourceType};
use super::Account;
use super::domain::CustomDomain;
use crate::store::Others;

impl Product for Account {
    const KIND: ResourceType = ResourceType::Scf;

    /// The account's domains, the oldest first, with the certificates that they have.
    fn instances(
        &self,
        _: Others<'_>,
        deployments: &Deployments<'_>,
        _: OffsetDateTime,
    ) -> Vec<Resource> {
        let tell = |domain: &CustomDomain| {
            let seen = domain.seen(deployments);
            Resource {
                protocol: seen.protocol.word().to_owned(),
                certificate_id: seen.certificate_id.clone(),
                ..seen.instance()
            }
        };
        self.custom_domains.oldest_first().map(tell).collect()
    }
}
