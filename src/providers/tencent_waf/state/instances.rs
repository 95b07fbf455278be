//! The domains, as SSL sees them: instances that it deploys certificates to.

use serde_json::Value;
use time::OffsetDateTime;

use super::super::super::tencent_ssl::{Deployments, Resource};
use super::Account;
use super::domain::{Bound, Domain};
use crate::store::{Given, Others};

/// The account's domains, the oldest first, with the certificates of SSL's that they have.
pub(in crate::providers) fn instances(
    others: Others<'_>,
    deployments: &Deployments<'_>,
    _: OffsetDateTime,
) -> Vec<Resource> {
    let Some(account) = others.find::<Account>() else { return Vec::new() };
    let tell = |domain: &Domain| {
        let seen = domain.seen(deployments);
        let certificate_id = match &seen.certificate {
            Some(Bound::SslId(id)) => Some(id.clone()),
            _ => None,
        };
        let keepalive = seen.member("IsKeepAlive").and_then(Value::as_u64);
        Resource { keepalive, certificate_id, ..seen.instance() }
    };
    account.domains.oldest_first().map(tell).collect()
}

/// Whether an account is given a state of this service.
pub(in crate::providers) fn is_given(given: &Given<'_>) -> bool {
    given.has::<Account>()
}
