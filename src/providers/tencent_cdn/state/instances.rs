//! The domains as SSL sees them: instances to which it deploys certificates.

use time::OffsetDateTime;

use super::super::super::tencent_ssl::{Deployments, Product, Resource, ResourceType};
use super::Account;
use super::domain::Domain;
use crate::store::Others;

impl Product for Account {
    const KIND: ResourceType = ResourceType::Cdn;

    /// The account's domains, the oldest first, with the certificates that they have.
    ///
    /// Assumption: a domain that is rejected is found as any other. From: the list of SSL's, whose words for
    /// where a domain stands have "rejected" among them; it has its certificate still.
    fn instances(
        &self,
        _: Others<'_>,
        deployments: &Deployments<'_>,
        now: OffsetDateTime,
    ) -> Vec<Resource> {
        let tell = |domain: &Domain| {
            let seen = domain.seen(deployments, now);
            Resource {
                domains: vec![domain.domain.clone()],
                status: seen.status().to_owned(),
                https: Some(i64::from(seen.domain.configured("Https", "Switch") == Some("on"))),
                https_billing: seen.domain.configured("HttpsBilling", "Switch").map(str::to_owned),
                certificate_id: seen.domain.certificate.as_ref().map(|bound| bound.id.clone()),
                possible_certificate_ids: seen.domain.former_certificate_ids(),
                deployment: seen.domain.deployment,
                ..Resource::of(ResourceType::Cdn)
            }
        };
        self.domains.oldest_first().map(tell).collect()
    }
}
