//! The hosts as SSL sees them: instances to which it deploys certificates.

use time::OffsetDateTime;

use super::super::super::tencent_ssl::{Deployments, Product, Resource, ResourceType, find_hosted};
use super::Account;
use super::host::Host;
use super::zone::Zone;
use crate::store::Others;

impl Product for Account {
    const KIND: ResourceType = ResourceType::Teo;

    /// The account's hosts, zone by zone, the oldest first, with the certificates that they have.
    ///
    /// Assumption: a host whose zone is paused or locked is found as any other. From: nothing sure; what it has
    /// counts while it has it.
    fn instances(
        &self,
        others: Others<'_>,
        deployments: &Deployments<'_>,
        now: OffsetDateTime,
    ) -> Vec<Resource> {
        let tell = |(zone, host): (&Zone, &Host)| {
            let seen = host.seen(deployments, now);
            let host = &*seen.host;
            let first = host.certificates.first();
            let mut own = host.ssl_certificates().cloned();
            let certificate_id = own.next();
            let hosted = certificate_id.as_ref().and_then(|id| find_hosted(others, id, now));
            let algorithm = hosted.and_then(|hosted| hosted.contents);
            Resource {
                domains: vec![host.name.clone()],
                zone_id: zone.id.clone(),
                status: first.map_or("", |bound| seen.certificate_status(bound)).to_owned(),
                algorithm: algorithm
                    .map(|contents| contents.facts.key_type())
                    .unwrap_or_default()
                    .to_owned(),
                certificate_id,
                paired_certificate_ids: own.collect(),
                further_certificate_ids: host.further_certificates().cloned().collect(),
                possible_certificate_ids: host.former_certificate_ids(),
                deployment: host.deployment,
                ..Resource::of(ResourceType::Teo)
            }
        };
        let zones = self.zones.oldest_first();
        let hosts =
            zones.flat_map(|zone| zone.domains.oldest_first().map(move |host| (zone, host)));
        hosts.map(tell).collect()
    }
}
