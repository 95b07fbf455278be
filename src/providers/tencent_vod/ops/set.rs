//! Domains, given certificates.

use time::OffsetDateTime;

use super::super::super::tencent_ssl::{Deployments, ResourceType, find_hosted};
use super::super::errors::Error;
use super::super::state::domain::Change;
use super::super::state::{Account, DEPLOY_PACE};
use super::super::types::requests::{Done, SetVodDomainCertificate};
use crate::spec::Refusal;
use crate::store::{Context, Others};

/// Assumption: whatever is wrong with a request, but where the domain stands, is `InvalidParameterValue`.
/// From: the list of errors, which has no other.
pub(crate) fn set_vod_domain_certificate(
    context: &mut Context<'_, Account>,
    request: SetVodDomainCertificate,
) -> Result<Done, Refusal<Error>> {
    let now = context.tools.clock.now();
    let deployments = Deployments::to_instances_of(context.others, ResourceType::Vod, now);
    let place = context.state.place(request.sub_app_id);
    let application = place.and_then(|place| context.state.applications.get_mut(place));
    let application = application.ok_or(Error::InvalidParameterValue)?;
    let name = request.domain.to_lowercase();
    let domain = application.domains.find(&name).ok_or(Error::InvalidParameterValue)?;
    if !domain.seen(&deployments, now).is_writable() {
        return Err(Error::DomainDeploying.into());
    }
    let certificate_id = match request.operation.as_str() {
        "Set" => {
            let id = request.cert_id.ok_or(Error::InvalidParameterValue)?;
            check_hosted(context.others, &id, &name, now)?;
            Some(id)
        }
        "Clear" => None,
        _ => return Err(Error::InvalidParameterValue.into()),
    };
    let domain =
        application.settle(&name, &deployments, now).ok_or(Error::InvalidParameterValue)?;
    let work = context.tools.paces.begin(DEPLOY_PACE, now);
    domain.change = Some(Box::new(Change { certificate_id, work }));
    Ok(Done {})
}

/// Refuses a certificate of SSL's that the domain cannot have.
fn check_hosted(
    others: Others<'_>,
    id: &str,
    domain: &str,
    now: OffsetDateTime,
) -> Result<(), Refusal<Error>> {
    let hosted = find_hosted(others, id, now);
    let contents = hosted.and_then(|hosted| hosted.for_a_server());
    let contents = contents.ok_or(Error::InvalidParameterValue)?;
    contents.covers(domain).map_err(|flaw| Refusal::because(Error::InvalidParameterValue, flaw))
}
