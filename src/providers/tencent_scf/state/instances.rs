//! The domains, as SSL sees them: instances that it moves from one certificate to another.

use time::OffsetDateTime;

use super::super::super::tencent_ssl::{Deployments, Resource};
use super::Account;
use super::domain::CustomDomain;
use crate::store::{Given, Others};

/// The account's domains, the oldest first, with the certificates that they have.
pub(in crate::providers) fn instances(
    others: Others<'_>,
    deployments: &Deployments<'_>,
    _: OffsetDateTime,
) -> Vec<Resource> {
    let Some(account) = others.find::<Account>() else { return Vec::new() };
    let tell = |domain: &CustomDomain| {
        let seen = domain.seen(deployments);
        Resource {
            protocol: seen.protocol.word().to_owned(),
            certificate_id: seen.certificate_id.clone(),
            ..seen.instance()
        }
    };
    account.custom_domains.oldest_first().map(tell).collect()
}

/// Whether an account is given a state of this service.
pub(in crate::providers) fn is_given(given: &Given<'_>) -> bool {
    given.has::<Account>()
}
