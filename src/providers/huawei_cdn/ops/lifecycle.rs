//! Domains come, go off and on, and go.

use time::OffsetDateTime;

use super::super::errors::{DomainsError, Fault};
use super::super::state::{Account, BusinessType, Domain, DomainStatus, ServiceArea, Source};
use super::super::types::{
    CreateDomain, DomainById, GivenDomain, GivenSource, ListedDomain, ShowDomainDetailReply,
};
use super::change::CONFIGURE_PACE;
use super::domains::{find, is_domain, owner};
use crate::spec::Refusal;
use crate::store::Context;

/// The longest id of an enterprise project, in bytes.
const LONGEST_PROJECT_ID: usize = 36;

/// Assumption: a domain that another account has can be made, and CDN.0120 is for rules. From: accounts
/// of tests, which do not know each other.
pub(crate) fn create_domain(
    context: &mut Context<'_, Account>,
    CreateDomain { domain }: CreateDomain,
) -> Result<ShowDomainDetailReply, Refusal<DomainsError>> {
    let invalid = DomainsError::ParameterInvalid;
    let GivenDomain { domain_name, business_type, service_area, sources, enterprise_project_id } =
        domain.ok_or(invalid)?;
    let name = domain_name.filter(|name| !name.is_empty()).ok_or(invalid)?;
    let business_type = business_type.ok_or(invalid)?;
    let sources = sources.filter(|sources| !sources.is_empty()).ok_or(invalid)?;
    if !is_domain(&name) {
        return Err(DomainsError::DomainNameWrong.into());
    }
    let business_type = BusinessType::read(&business_type);
    let business_type = business_type.ok_or(DomainsError::TypeNotSupported)?;
    let service_area = match service_area {
        Some(word) => ServiceArea::read(&word).ok_or(DomainsError::AreaNotSupported)?,
        None => ServiceArea::default(),
    };
    let enterprise_project_id = enterprise_project_id.filter(|project| !project.is_empty());
    if enterprise_project_id.as_ref().is_some_and(|project| project.len() > LONGEST_PROJECT_ID) {
        return Err(invalid.into());
    }
    let sources = sources.into_iter().map(read_source).collect::<Option<_>>().ok_or(invalid)?;
    let Account { domains, quota, .. } = &mut *context.state;
    if domains.named(&name).is_some() {
        return Err(DomainsError::DomainExists.into());
    }
    if domains.len() >= *quota {
        return Err(DomainsError::TooManyDomains.into());
    }
    let now = context.tools.clock.now();
    let id = context
        .tools
        .ids
        .draw_until_free(|ids| ids.uuid().simple().to_string(), |id| domains.find(id).is_some());
    let mut made = Domain::new(id, name, now);
    made.business_type = business_type;
    made.service_area = service_area;
    made.sources = sources;
    made.enterprise_project_id = enterprise_project_id.unwrap_or(made.enterprise_project_id);
    made.begin(context.tools.paces.begin(CONFIGURE_PACE, now), now);
    let reply = ShowDomainDetailReply {
        domain: ListedDomain::detailed(&made, owner(context.facts), made.status(now)),
    };
    domains.insert(made);
    Ok(reply)
}

fn read_source(given: GivenSource) -> Option<Source> {
    let flag = |number: Option<i64>| match number {
        None | Some(0) => Some(false),
        Some(1) => Some(true),
        Some(_) => None,
    };
    let mut source = Source::at(given.ip_or_domain?);
    source.origin_type = given.origin_type?;
    // 70 is a main source, 30 a standby.
    source.priority = if flag(given.active_standby)? { 70 } else { 30 };
    if flag(given.enable_obs_web_hosting)? {
        "on".clone_into(&mut source.obs_web_hosting_status);
    }
    source.http_port = given.http_port.unwrap_or(source.http_port);
    source.https_port = given.https_port.unwrap_or(source.https_port);
    Some(source)
}

pub(crate) fn enable_domain(
    context: &mut Context<'_, Account>,
    request: DomainById,
) -> Result<ShowDomainDetailReply, Refusal<DomainsError>> {
    turn(context, &request, |status| status == DomainStatus::Offline, DomainStatus::Online)
}

pub(crate) fn disable_domain(
    context: &mut Context<'_, Account>,
    request: DomainById,
) -> Result<ShowDomainDetailReply, Refusal<DomainsError>> {
    let is_on = |status| matches!(status, DomainStatus::ConfigureFailed | DomainStatus::Online);
    turn(context, &request, is_on, DomainStatus::Offline)
}

/// Assumption: to turn a domain on that is not off, or off that is not on, is CDN.0106. From: the words
/// of the code.
fn turn(
    context: &mut Context<'_, Account>,
    request: &DomainById,
    is_right: impl Fn(DomainStatus) -> bool,
    to: DomainStatus,
) -> Result<ShowDomainDetailReply, Refusal<DomainsError>> {
    let now = context.tools.clock.now();
    let domain = find(context.state, &request.domain_id, request.enterprise_project_id.as_deref())?;
    check(domain, is_right, now)?;
    let work = context.tools.paces.begin(CONFIGURE_PACE, now);
    let domain = context.state.domains.find_mut(&request.domain_id);
    let domain = domain.ok_or(DomainsError::DomainNotFound)?;
    domain.domain_status = to;
    domain.begin(work, now);
    let domain = ListedDomain::detailed(domain, owner(context.facts), domain.status(now));
    Ok(ShowDomainDetailReply { domain })
}

/// Assumption: to delete a domain that is neither off nor refused is CDN.0106, and one that can go is
/// gone at once. From: Terraform, which turns a domain off before, and the words of the code.
pub(crate) fn delete_domain(
    context: &mut Context<'_, Account>,
    request: DomainById,
) -> Result<ShowDomainDetailReply, Refusal<DomainsError>> {
    let now = context.tools.clock.now();
    let id = request.domain_id;
    // The service has another error for an id that nobody has here than everywhere else.
    if context.state.domains.find(&id).is_none() {
        return Err(DomainsError::DomainNull.into());
    }
    let domain = find(context.state, &id, request.enterprise_project_id.as_deref())?;
    let can_go = |status| matches!(status, DomainStatus::CheckFailed | DomainStatus::Offline);
    check(domain, can_go, now)?;
    let gone = context.state.domains.remove(&id).ok_or(DomainsError::DomainNull)?;
    let domain = ListedDomain::detailed(&gone, owner(context.facts), DomainStatus::Deleting);
    Ok(ShowDomainDetailReply { domain })
}

fn check(
    domain: &Domain,
    is_right: impl Fn(DomainStatus) -> bool,
    now: OffsetDateTime,
) -> Result<(), Fault> {
    if domain.disabled {
        return Err(Fault::DomainBanned);
    }
    if domain.locked {
        return Err(Fault::DomainLocked);
    }
    if is_right(domain.status(now)) { Ok(()) } else { Err(Fault::WrongState) }
}
