//! Domains, added, started, stopped and deleted.

use super::super::super::tencent_ssl::{Deployments, ResourceType};
use super::super::errors::Error;
use super::super::state::domain::{Change, Domain, Readonly, Status};
use super::super::state::{Account, DEPLOY_PACE};
use super::super::types::requests::{Done, OneDomain, UpdateDomainConfig};
use super::configure::{Load, load};
use crate::spec::Refusal;
use crate::store::{Context, View};

/// The longest name, in characters.
const LONGEST_NAME: usize = 253;

pub(crate) fn load_addition(
    view: &View<'_, Account>,
    request: UpdateDomainConfig,
) -> Result<Load, Refusal<Error>> {
    check_name(&request.domain)?;
    let now = view.tools.clock.now();
    if view.state.find(&request.domain, view.others, now).is_some() {
        return Err(Error::CdnHostExists.into());
    }
    load(view, request, None, false)
}

/// Refuses a name that is neither a host name nor a wildcard.
fn check_name(name: &str) -> Result<(), Error> {
    if name.len() > LONGEST_NAME {
        return Err(Error::CdnHostTooLongHost);
    }
    let is_label = |label: &str| {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        (1..=63).contains(&label.len())
            && label.bytes().all(is_plain)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let host = name.strip_prefix("*.").unwrap_or(name);
    let is_host = host.contains('.') && host.split('.').all(is_label);
    if is_host { Ok(()) } else { Err(Error::CdnConfigInvalidHost) }
}

/// A domain without work in progress.
fn idle<'a>(
    context: &'a mut Context<'_, Account>,
    name: &str,
) -> Result<&'a mut Domain, Refusal<Error>> {
    let now = context.tools.clock.now();
    let deployments = Deployments::to_instances_of(context.others, ResourceType::Cdn, now);
    let domain = context.state.settle(name, &deployments, now).ok_or(Error::CdnHostNotExists)?;
    if deployments.runs_to(&domain.domain) || domain.change.is_some() {
        return Err(Error::CdnOpInProgress.into());
    }
    if domain.readonly != Readonly::Normal {
        return Err(Error::CdnHostIsLocked.into());
    }
    Ok(domain)
}

/// Begins to change a domain's status from `from` to `status`, which it has when the work has ended.
fn turn(
    context: &mut Context<'_, Account>,
    name: &str,
    from: Status,
    status: Status,
) -> Result<Done, Refusal<Error>> {
    let now = context.tools.clock.now();
    let work = context.tools.paces.begin(DEPLOY_PACE, now);
    let domain = idle(context, name)?;
    if domain.status != from {
        return Err(Error::CdnStatusInvalidDomain.into());
    }
    let (former, former_config) = (domain.certificate.clone(), domain.config.clone());
    domain.updated = now;
    domain.change = Some(Box::new(Change { status, former, former_config, work }));
    Ok(Done {})
}

pub(crate) fn start_cdn_domain(
    context: &mut Context<'_, Account>,
    OneDomain { domain }: OneDomain,
) -> Result<Done, Refusal<Error>> {
    turn(context, &domain, Status::Offline, Status::Online)
}

pub(crate) fn stop_cdn_domain(
    context: &mut Context<'_, Account>,
    OneDomain { domain }: OneDomain,
) -> Result<Done, Refusal<Error>> {
    turn(context, &domain, Status::Online, Status::Offline)
}

/// Assumption: a domain that was stopped is gone at once. From: clients, who read on until it is.
pub(crate) fn delete_cdn_domain(
    context: &mut Context<'_, Account>,
    OneDomain { domain }: OneDomain,
) -> Result<Done, Refusal<Error>> {
    let found = idle(context, &domain)?;
    if found.status != Status::Offline {
        return Err(Error::CdnHostIsNotOffline.into());
    }
    let name = found.domain.clone();
    context.state.domains.remove(&name);
    Ok(Done {})
}
