//! The instances of a service that a certificate can be deployed to, or is: one mechanism for all
//! services, which differ in how an instance is shown.

use std::borrow::Cow;

use super::super::super::tencent::{HostNames, page};
use super::super::errors::Error;
use super::super::state::Account;
use super::super::state::fitting::covers_all;
use super::super::state::resources::{Resource, ResourceType};
use super::super::types::instances::{
    DescribeHostInstanceList, InstanceFilter, SearchedInstanceListReply, ShownInstance,
};
use super::super::types::timestamp::print;
use crate::spec::Refusal;
use crate::store::View;

/// How many instances a page has, where nothing else is said, and how many one has at the most.
const DEFAULT_LIMIT: u64 = 10;
const LARGEST_LIMIT: u64 = 200;

/// A list of a service that looks for instances beside the request, too.
pub(crate) fn describe_searched<I: ShownInstance>(
    view: &View<'_, Account>,
    request: DescribeHostInstanceList,
) -> Result<SearchedInstanceListReply<I>, Refusal<Error>> {
    let found = select(view, &request, I::KIND)?;
    let limit = request.limit.unwrap_or(DEFAULT_LIMIT).min(LARGEST_LIMIT);
    let shown = page(found.iter(), request.offset, limit);
    // Assumption: the search for instances is always over, and has seen all that is listed. From: nothing sure; what a
    // client sees of it is a list that is still short.
    Ok(SearchedInstanceListReply {
        instance_list: shown.map(|resource| I::of(resource)).collect(),
        total_count: found.len(),
        async_total_num: found.len(),
        async_offset: found.len(),
        async_cache_time: print(view.tools.clock.now()),
    })
}

/// The instances that a list has, in the order in which they came.
///
/// Assumption: with a certificate alone these are those that it is for and that do not have it yet, with
/// an old one alone those that have that, with both those that have the old and that the new is for; with
/// neither, `InvalidParam`. From: the vendor's words for the two members, which say nothing of both.
fn select<'a>(
    view: &View<'a, Account>,
    request: &DescribeHostInstanceList,
    kind: ResourceType,
) -> Result<Vec<Cow<'a, Resource>>, Refusal<Error>> {
    let now = view.tools.clock.now();
    let account = view.state;
    let new = request.certificate_id.as_deref().filter(|id| !id.is_empty());
    let old = request.old_certificate_id.as_deref().filter(|id| !id.is_empty());
    if new.is_none() && old.is_none() {
        return Err(Error::InvalidParam.into());
    }
    if !account.service_role {
        return Err(Error::RoleNotFoundAuthorization.into());
    }
    let names = match new {
        None => None,
        Some(id) => {
            let certificate = account.find_permitted(id, now)?;
            let contents = account.available(certificate, now);
            Some(HostNames::of(&contents.ok_or(Error::CertificateNotAvailable)?.facts))
        }
    };
    if let Some(id) = old {
        account.find_permitted(id, now)?;
    }
    let is_for = wants_matching(&request.filters)?;
    let region = view.facts.region.as_deref().filter(|_| kind.is_regional());
    let mut found = account.instances(Some(&[kind]), view.others, now);
    found.retain(|resource| {
        region.is_none_or(|region| resource.region == region)
            && old.is_none_or(|old| resource.has(old))
            && new.is_none_or(|new| !resource.has(new))
            && names.as_ref().is_none_or(|names| covers_all(names, resource) == is_for)
    });
    Ok(found)
}

/// Whether those are wanted that the certificate is for, as they are where nothing else is said.
fn wants_matching(filters: &[InstanceFilter]) -> Result<bool, Error> {
    // The vendor's examples spell it in two ways.
    let is_match = |filter: &&InstanceFilter| filter.filter_key.eq_ignore_ascii_case("domainMatch");
    match filters.iter().find(is_match).map(|filter| filter.filter_value.as_str()) {
        None | Some("1") => Ok(true),
        Some("0") => Ok(false),
        Some(_) => Err(Error::InvalidParam),
    }
}
