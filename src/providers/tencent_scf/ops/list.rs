//! Domains, shown.

use std::borrow::Cow;

use super::super::super::tencent::page;
use super::super::super::tencent_ssl::{Deployments, ResourceType};
use super::super::errors::Error;
use super::super::state::Account;
use super::super::state::domain::CustomDomain;
use super::super::types::requests::{ListCustomDomains, OneDomain};
use super::super::types::shown::{DomainInfo, ListCustomDomainsReply};
use crate::spec::Refusal;
use crate::store::View;

/// How many domains a page has where nothing else is said, and how many one has at the most. Assumption: a
/// page has up to 100 domains. From: the limit of most of the vendor's lists.
const DEFAULT_LIMIT: u64 = 20;
const LARGEST_LIMIT: u64 = 100;

pub(crate) fn get_custom_domain(
    view: &View<'_, Account>,
    OneDomain { domain }: OneDomain,
) -> Result<DomainInfo, Refusal<Error>> {
    let now = view.tools.clock.now();
    let region = view.facts.region.as_deref().unwrap_or_default();
    let deployments = Deployments::to_instances_of(view.others, ResourceType::Scf, now);
    let seen = view.state.find(region, &domain.unwrap_or_default(), &deployments);
    let seen = seen.ok_or(Error::DomainUnExist)?;
    deployments.look_at([&seen.instance()].into_iter(), now);
    Ok(DomainInfo::of(&seen))
}

/// Assumption: filters leave nothing out, and an unknown order, or an order by something unknown, is
/// `InvalidParameterValue.Order`. From: the vendor's page, whose filters are those of functions; the only
/// error for an order.
pub(crate) fn list_custom_domains(
    view: &View<'_, Account>,
    request: ListCustomDomains,
) -> Result<ListCustomDomainsReply, Refusal<Error>> {
    let limit = request.limit.unwrap_or(DEFAULT_LIMIT);
    if !(1..=LARGEST_LIMIT).contains(&limit) {
        return Err(Error::Limit.into());
    }
    let now = view.tools.clock.now();
    let region = view.facts.region.as_deref().unwrap_or_default();
    let deployments = Deployments::to_instances_of(view.others, ResourceType::Scf, now);
    let domains = view.state.custom_domains.newest_first(0);
    let of_region = domains.filter(|domain| domain.region == region);
    let mut found: Vec<Cow<'_, CustomDomain>> =
        of_region.map(|domain| domain.seen(&deployments)).collect();
    let key: fn(&CustomDomain) -> _ = match request.order_by.as_deref().unwrap_or("AddTime") {
        "AddTime" => |domain| domain.created,
        "ModTime" => |domain| domain.updated,
        _ => return Err(Error::Order.into()),
    };
    // Domains with the same time are in order of insertion, the last first.
    found.reverse();
    found.sort_by_key(|domain| key(domain));
    match request.order.as_deref().unwrap_or("DESC") {
        "DESC" => found.reverse(),
        "ASC" => {}
        _ => return Err(Error::Order.into()),
    }
    let shown: Vec<_> = page(found.iter(), request.offset, limit).collect();
    let instances: Vec<_> = shown.iter().map(|domain| domain.instance()).collect();
    deployments.look_at(instances.iter(), now);
    Ok(ListCustomDomainsReply {
        total: found.len(),
        domains: shown.into_iter().map(|domain| DomainInfo::of(domain)).collect(),
    })
}
