//! Operations of the certificate manager, SCM, on CDN's domains.

use super::super::errors::DomainsError;
use super::super::state::Account;
use super::change::{CONFIGURE_PACE, Wanted};
use crate::spec::Refusal;
use crate::store::Context;

/// Makes a domain use the manager's certificate with this id, as if the domain's owner had asked for it.
pub(crate) fn deploy(
    context: &mut Context<'_, Account>,
    domain_name: &str,
    scm_certificate_id: &str,
) -> Result<(), Refusal<DomainsError>> {
    let now = context.tools.clock.now();
    let id = Some(scm_certificate_id);
    let wanted = Wanted::of_scm(context.state, context.others, id, None)?;
    wanted.check_validity(now)?;
    let domain = context.state.domains.named_mut(domain_name);
    let domain = domain.ok_or(DomainsError::DomainNotFound)?;
    wanted.check_for(domain, now)?;
    wanted.give_to(domain);
    domain.begin(context.tools.paces.begin(CONFIGURE_PACE, now), now);
    Ok(())
}
