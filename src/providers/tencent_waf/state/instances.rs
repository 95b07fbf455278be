//! The domains as SSL sees them: instances to which it deploys certificates.

use serde_json::Value;
use time::OffsetDateTime;

use super::super::super::tencent_ssl::{Deployments, Product, Resource, ResourceType};
use super::Account;
use super::domain::{Bound, Domain};
use crate::store::Others;

impl Product for Account {
    const KIND: ResourceType = ResourceType::Waf;

    /// The account's domains, the oldest first, with the certificates of SSL's that they have.
    fn instances(
        &self,
        _: Others<'_>,
        deployments: &Deployments<'_>,
        _: OffsetDateTime,
    ) -> Vec<Resource> {
        let tell = |domain: &Domain| {
            let seen = domain.seen(deployments);
            let certificate_id = match &seen.certificate {
                Some(Bound::SslId(id)) => Some(id.clone()),
                _ => None,
            };
            let keepalive = seen.member("IsKeepAlive").and_then(Value::as_u64);
            Resource { keepalive, certificate_id, ..seen.instance() }
        };
        self.domains.oldest_first().map(tell).collect()
    }
}
