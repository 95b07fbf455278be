//! Load balancers and listeners, listed.

use std::borrow::Cow;
use std::collections::HashSet;

use super::super::super::tencent::page;
use super::super::errors::Error;
use super::super::state::load_balancer::LoadBalancer;
use super::super::state::{Account, deployments};
use super::super::types::requests::{DescribeListeners, DescribeLoadBalancers, Filter};
use super::super::types::shown::{
    DescribeListenersReply, DescribeLoadBalancersReply, ShownListener, ShownLoadBalancer,
};
use super::change::region;
use crate::spec::Refusal;
use crate::store::View;

/// The default and the largest page size.
const DEFAULT_LIMIT: i64 = 20;
const LARGEST_LIMIT: i64 = 100;

/// The most ids of a request, the most filters, and the most values of a filter.
const MOST_LOAD_BALANCERS: usize = 20;
const MOST_LISTENERS: usize = 100;
const MOST_FILTERS: usize = 10;
const MOST_VALUES: usize = 100;

/// The filters that no load balancer here passes, and those that all pass with this value.
const EMPTY_FILTERS: [&str; 2] = ["function-name", "master-zone-id"];
const FIXED_FILTERS: [(&str, &str); 5] = [
    ("charge-type", "POSTPAID_BY_HOUR"),
    ("exclusive", "0"),
    ("internet-charge-type", "TRAFFIC_POSTPAID_BY_HOUR"),
    ("sla-type", "others"),
    ("vip-isp", "BGP"),
];

pub(crate) fn describe_load_balancers(
    view: &View<'_, Account>,
    request: DescribeLoadBalancers,
) -> Result<DescribeLoadBalancersReply, Refusal<Error>> {
    if request.load_balancer_ids.len() > MOST_LOAD_BALANCERS {
        return Err(Error::Length.into());
    }
    let offset = u64::try_from(request.offset.unwrap_or(0)).map_err(|_| Error::Range)?;
    let limit = request.limit.unwrap_or(DEFAULT_LIMIT);
    if !(1..=LARGEST_LIMIT).contains(&limit) {
        return Err(Error::Range.into());
    }
    check_filters(&request.filters)?;
    let region = region(view.facts);
    let all = view.state.load_balancers.newest_first(0);
    let mut found: Vec<_> = all.filter(|it| it.region == region && passes(it, &request)).collect();
    sort(&mut found, &request)?;
    let shown = page(found.iter(), Some(offset), limit.unsigned_abs());
    Ok(DescribeLoadBalancersReply {
        load_balancer_set: shown.map(|it| ShownLoadBalancer::of(it)).collect(),
        total_count: found.len(),
    })
}

fn check_filters(filters: &[Filter]) -> Result<(), Error> {
    let is_known = |name: &str| {
        name == "tag-key"
            || name.strip_prefix("tag:").is_some_and(|key| !key.is_empty())
            || EMPTY_FILTERS.contains(&name)
            || FIXED_FILTERS.iter().any(|(known, _)| *known == name)
    };
    let fits = |filter: &Filter| is_known(&filter.name) && filter.values.len() <= MOST_VALUES;
    let right = filters.len() <= MOST_FILTERS && filters.iter().all(fits);
    if right { Ok(()) } else { Err(Error::InvalidFilter) }
}

/// Whether a load balancer passes all filters of a request.
///
/// Assumption: a name has to be the whole name, and what is searched for may be any part of a name or an
/// address. From: the vendor's words for the latter alone, "fuzzy".
fn passes(it: &LoadBalancer, request: &DescribeLoadBalancers) -> bool {
    let is = |wanted: &Option<String>, has: &str| {
        wanted.as_deref().is_none_or(|wanted| wanted.is_empty() || wanted == has)
    };
    let any = |wanted: &[String], has: &dyn Fn(&String) -> bool| {
        wanted.is_empty() || wanted.iter().any(has)
    };
    let key = request.search_key.as_deref().unwrap_or_default();
    // A load balancer outside of a network is selected by 0.
    let vpc = if it.vpc.is_empty() { "0" } else { &it.vpc };
    any(&request.load_balancer_ids, &|id| *id == it.id)
        && is(&request.load_balancer_type, it.kind.word())
        && request.forward.is_none_or(|forward| matches!(forward, -1 | 1))
        && is(&request.load_balancer_name, &it.name)
        && is(&request.domain, "")
        && any(&request.load_balancer_vips, &|vip| it.vips.contains(vip))
        && (it.name.contains(key) || it.vips.iter().any(|vip| vip.contains(key)))
        && request.project_id.is_none_or(|id| u64::try_from(id).is_ok_and(|id| id == it.project_id))
        && is(&request.vpc_id, vpc)
        && request.filters.iter().all(|filter| passes_filter(it, filter))
}

fn passes_filter(it: &LoadBalancer, Filter { name, values }: &Filter) -> bool {
    let is_any = |has: &str| values.iter().any(|value| value == has);
    if let Some(key) = name.strip_prefix("tag:") {
        return it.tags.iter().any(|tag| tag.tag_key == key && is_any(&tag.tag_value));
    }
    if name == "tag-key" {
        return it.tags.iter().any(|tag| is_any(&tag.tag_key));
    }
    FIXED_FILTERS.iter().any(|(known, has)| known == name && is_any(has))
}

/// Sorts load balancers as the request asks. They are given the newest first.
fn sort(found: &mut [&LoadBalancer], request: &DescribeLoadBalancers) -> Result<(), Error> {
    // Ascending first, with the oldest before the others.
    found.reverse();
    match request.order_by.as_deref() {
        None | Some("" | "CreateTime") => found.sort_by_key(|it| it.created),
        Some("LoadBalancerName") => found.sort_by(|one, other| one.name.cmp(&other.name)),
        Some("LoadBalancerType") => found.sort_by_key(|it| it.kind.word()),
        Some("Domain") => {}
        Some(_) => return Err(Error::InvalidParameterValue),
    }
    match request.order_type {
        None | Some(1) => found.reverse(),
        Some(0) => {}
        Some(_) => return Err(Error::Range),
    }
    Ok(())
}

pub(crate) fn describe_listeners(
    view: &View<'_, Account>,
    request: DescribeListeners,
) -> Result<DescribeListenersReply, Refusal<Error>> {
    if request.listener_ids.len() > MOST_LISTENERS {
        return Err(Error::Length.into());
    }
    let now = view.tools.clock.now();
    let deployments = deployments(view.others, now);
    let at = view.state.at(&deployments, now);
    let found = view.state.find(region(view.facts), &request.load_balancer_id, &at);
    let found: Cow<'_, LoadBalancer> = found.ok_or(Error::LBIdNotFound)?;
    let ids: HashSet<_> = request.listener_ids.iter().collect();
    let protocol = request.protocol.filter(|word| !word.is_empty());
    let shown = found.listeners.iter().filter(|listener| {
        (ids.is_empty() || ids.contains(&listener.id))
            && protocol.as_deref().is_none_or(|word| word == listener.protocol.word())
            && request.port.is_none_or(|port| port == i64::from(listener.port))
    });
    let listeners: Vec<_> = shown.map(|listener| ShownListener::of(&found, listener)).collect();
    // A list of the listeners shows whether work on them is in progress, so it counts as a look.
    let task = found.change.as_ref().and_then(|change| view.state.tasks.find(&change.task));
    if let Some(task) = task {
        task.work.look(now);
    }
    let places: Vec<_> = found.instances().map(|resource| resource.place()).collect();
    deployments.look_at_places(places.iter().map(String::as_str), now);
    Ok(DescribeListenersReply { total_count: listeners.len(), listeners })
}
