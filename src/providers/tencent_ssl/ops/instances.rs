//! Lists the instances of a service that a certificate can be or is deployed to. All services share this
//! code; they differ in the form of an instance.

use std::borrow::Cow;

use super::super::super::tencent::{HostNames, page};
use super::super::errors::Error;
use super::super::state::Account;
use super::super::state::fitting::is_candidate;
use super::super::state::resource_type::ResourceType;
use super::super::state::resources::Resource;
use super::super::types::instances::servers::ApiGatewayInstanceDetail;
use super::super::types::instances::{
    Asked, CountedInstanceListReply, DescribeHostApiGatewayInstanceList, DescribeHostInstanceList,
    InstanceFilter, SearchedInstanceListReply, ShownInstance, WholeInstanceListReply, by_instance,
};
use super::super::types::timestamp::print;
use crate::spec::Refusal;
use crate::store::View;

/// The default and the largest page size.
const DEFAULT_LIMIT: u64 = 10;
const LARGEST_LIMIT: u64 = 200;

/// The list of a service that also searches for instances in the background.
pub(crate) fn describe_searched<I: ShownInstance>(
    view: &View<'_, Account>,
    request: DescribeHostInstanceList,
) -> Result<SearchedInstanceListReply<I>, Refusal<Error>> {
    let (instance_list, total_count) = list(view, &request, &Pages::Some)?;
    // Assumption: the search for instances is always over, and has seen all that is listed. From: nothing sure; what a
    // client sees of it is a list that is still short.
    Ok(SearchedInstanceListReply {
        instance_list,
        total_count,
        async_total_num: total_count,
        async_offset: total_count,
        async_cache_time: print(view.tools.clock.now()),
    })
}

/// The list of a service that does not search in the background.
pub(crate) fn describe_counted<I: ShownInstance>(
    view: &View<'_, Account>,
    request: DescribeHostInstanceList,
) -> Result<CountedInstanceListReply<I>, Refusal<Error>> {
    let (instance_list, total_count) = list(view, &request, &Pages::Some)?;
    Ok(CountedInstanceListReply { instance_list, total_count })
}

/// The list of a service without pages.
pub(crate) fn describe_all<I: ShownInstance>(
    view: &View<'_, Account>,
    request: DescribeHostInstanceList,
) -> Result<CountedInstanceListReply<I>, Refusal<Error>> {
    let (instance_list, total_count) = list(view, &request, &Pages::None)?;
    Ok(CountedInstanceListReply { instance_list, total_count })
}

/// The list of a service without pages and without a count.
pub(crate) fn describe_whole<I: ShownInstance>(
    view: &View<'_, Account>,
    request: DescribeHostInstanceList,
) -> Result<WholeInstanceListReply<I>, Refusal<Error>> {
    let (instance_list, _) = list(view, &request, &Pages::None)?;
    Ok(WholeInstanceListReply { instance_list })
}

/// Assumption: an `Offset` that is no number is `InvalidParam`. From: the action's codes.
pub(crate) fn describe_api_gateway(
    view: &View<'_, Account>,
    request: DescribeHostApiGatewayInstanceList,
) -> Result<CountedInstanceListReply<ApiGatewayInstanceDetail>, Refusal<Error>> {
    let offset = request.offset.as_deref().filter(|offset| !offset.is_empty()).map(str::parse);
    let request = DescribeHostInstanceList {
        certificate_id: request.certificate_id,
        old_certificate_id: request.old_certificate_id,
        filters: request.filters,
        offset: offset.transpose().map_err(|_| Error::InvalidParam)?,
        limit: request.limit,
    };
    describe_counted(view, request)
}

/// Whether a list comes page by page.
enum Pages {
    Some,
    None,
}

/// A page of a list, and the number of instances.
fn list<I: ShownInstance>(
    view: &View<'_, Account>,
    request: &DescribeHostInstanceList,
    pages: &Pages,
) -> Result<(Vec<I>, usize), Refusal<Error>> {
    let (found, asked) = select(view, request, I::KIND)?;
    let instances = by_instance::<I>(found.iter().map(Cow::as_ref));
    let limit = match pages {
        Pages::Some => request.limit.unwrap_or(DEFAULT_LIMIT).min(LARGEST_LIMIT),
        Pages::None => u64::MAX,
    };
    let shown = page(instances.iter(), request.offset, limit);
    Ok((shown.map(|found| I::of(found, &asked)).collect(), instances.len()))
}

/// The instances that pass the filters, in order of insertion.
///
/// Assumption: with a certificate alone these are those that it is for and that do not have it yet, with
/// an old one alone those that have that, with both those that have the old and that the new is for; with
/// neither, `InvalidParam`. From: the vendor's words for the two members, which say nothing of both.
fn select<'a>(
    view: &View<'a, Account>,
    request: &'a DescribeHostInstanceList,
    kind: ResourceType,
) -> Result<(Vec<Cow<'a, Resource>>, Asked<'a>), Refusal<Error>> {
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
            let contents = account.deployable(account.find_permitted(id)?, now)?;
            Some(HostNames::of(&contents.facts))
        }
    };
    if let Some(id) = old {
        account.find_permitted(id)?;
    }
    let is_for = wants_matching(&request.filters)?;
    let region = view.facts.region.as_deref().filter(|_| kind.is_regional());
    let mut found = account.instances(Some(&[kind]), view.others, now);
    found.retain(|resource| {
        region.is_none_or(|region| resource.region == region)
            && old.is_none_or(|old| resource.has(old))
            && new.is_none_or(|new| !resource.has(new))
            && names.as_ref().is_none_or(|names| is_candidate(names, resource) == is_for)
    });
    Ok((found, Asked::new(account, names, old, now)))
}

/// Whether the request selects the instances that the certificate covers, which is the default.
fn wants_matching(filters: &[InstanceFilter]) -> Result<bool, Error> {
    // The vendor's examples spell it in two ways.
    let is_match = |filter: &&InstanceFilter| filter.filter_key.eq_ignore_ascii_case("domainMatch");
    match filters.iter().find(is_match).map(|filter| filter.filter_value.as_str()) {
        None | Some("1") => Ok(true),
        Some("0") => Ok(false),
        Some(_) => Err(Error::InvalidParam),
    }
}
