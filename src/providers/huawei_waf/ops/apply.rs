//! Assigns certificates to hosts.

use time::OffsetDateTime;

use super::super::errors::Error;
use super::super::state::{Host, Project, Protocol, WafType};
use super::super::types::{AppliedCertificate, ApplyCertificateToHost};
use super::certificates::{check_id, find};
use crate::spec::Refusal;
use crate::store::Context;
use crate::x509::Flaw;

/// Assigns a certificate to hosts. A host has one certificate, so its previous one is replaced.
pub(crate) fn apply_certificate_to_host(
    context: &mut Context<'_, Project>,
    request: ApplyCertificateToHost,
) -> Result<AppliedCertificate, Refusal<Error>> {
    let ApplyCertificateToHost { certificate_id, cloud_host_ids, premium_host_ids } = request;
    let now = context.tools.clock.now();
    let in_cloud = cloud_host_ids.unwrap_or_default().into_iter().map(|id| (WafType::Cloud, id));
    let premium = premium_host_ids.unwrap_or_default().into_iter().map(|id| (WafType::Premium, id));
    let wanted: Vec<(WafType, String)> = in_cloud.chain(premium).collect();
    let not_after = find(context.state, &certificate_id)?.contents.not_after;
    if wanted.is_empty() {
        return Err(Error::BodyIllegal.into());
    }
    // Assumption: where one host cannot use a certificate, none of those named with it is given it.
    // From: nothing.
    for (waf_type, id) in &wanted {
        check_id(id)?;
        let host = context.state.hosts.find(*waf_type, id).ok_or(Error::NotFound)?;
        check_use(host, not_after, now)?;
    }
    for (waf_type, id) in &wanted {
        if let Some(host) = context.state.hosts.find_mut(*waf_type, id) {
            host.certificateid = Some(certificate_id.clone());
        }
    }
    let certificate = find(context.state, &certificate_id)?;
    Ok(AppliedCertificate::new(certificate, context.state.hosts.with(&certificate_id)))
}

/// Checks that the host can use a certificate that expires at this time.
///
/// Assumption: a host that is not asked over HTTPS is refused with WAF.00014008, a certificate whose
/// validity is over with WAF.00011021. From: the guide, which asks for both, and the words of the codes.
pub(super) fn check_use(
    host: &Host,
    not_after: OffsetDateTime,
    now: OffsetDateTime,
) -> Result<(), Refusal<Error>> {
    if not_after < now {
        return Err(Flaw::Expired { not_after, now }.into());
    }
    if !host.is_asked_in(Protocol::Https) {
        return Err(Error::CertInconsistent.into());
    }
    Ok(())
}
