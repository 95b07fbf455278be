//! Load balancers, as far as listeners need them.

use std::collections::HashMap;

use time::OffsetDateTime;

use super::super::super::errors::v3::Error;
use super::super::super::state::{LoadBalancer, LoadBalancerSettings, Project, QuotaReached};
use super::super::super::types::query::{Filter, Paging};
use super::super::super::types::v3::load_balancer::{
    CreateLoadBalancer, CreateLoadBalancerOption, ListLoadBalancers, ListLoadBalancersReply,
    LoadBalancerReply, NamedLoadBalancer, ShownLoadBalancer, UpdateLoadBalancer,
};
use super::super::page::{Page, turn_to};
use super::super::replace::{replace, replace_some};
use super::certificates::LONGEST_PAGE;
use super::listeners::check_tags;
use super::{check_enterprise_project, check_length, check_reason};
use crate::spec::{NoBody, Refusal};
use crate::store::{Context, Facts, View};

/// How many zones and subnets a load balancer may be in. Assumption: twenty. From: nothing; regions
/// have fewer.
const MOST_PLACES: usize = 20;

pub(crate) fn create_load_balancer(
    context: &mut Context<'_, Project>,
    request: CreateLoadBalancer,
) -> Result<LoadBalancerReply, Refusal<Error>> {
    let option = request.loadbalancer.strict()?;
    let balancer = read(option, context.tools.clock.now())?;
    let added = context.state.add_load_balancer(balancer, context.tools);
    let id = added.map_err(|QuotaReached| Error::quota("loadbalancer"))?.id.clone();
    show(context.state, context.facts, &id)
}

/// Assumption: it wants its zones and one of the three that say where its address is, and one that is
/// paid in advance is refused. From: the page; orders are not emulated.
fn read(
    option: CreateLoadBalancerOption,
    now: OffsetDateTime,
) -> Result<LoadBalancer, Refusal<Error>> {
    let zones = option.availability_zone_list.filter(|zones| !zones.is_empty());
    let zones = zones.ok_or_else(|| Error::invalid("availability_zone_list"))?;
    let places = [&option.vpc_id, &option.vip_subnet_cidr_id, &option.ipv6_vip_virsubnet_id];
    if places.iter().all(|place| place.is_none()) {
        return Err(Error::invalid("vip_subnet_cidr_id"));
    }
    if option.guaranteed == Some(false) {
        return Err(Error::invalid("guaranteed"));
    }
    if option.prepaid_options.is_some() {
        return Err(Error::invalid("prepaid_options"));
    }
    for (member, text) in [
        ("name", &option.name),
        ("description", &option.description),
        ("vpc_id", &option.vpc_id),
        ("vip_subnet_cidr_id", &option.vip_subnet_cidr_id),
        ("ipv6_vip_virsubnet_id", &option.ipv6_vip_virsubnet_id),
        ("vip_address", &option.vip_address),
        ("ipv6_vip_address", &option.ipv6_vip_address),
        ("l4_flavor_id", &option.l4_flavor_id),
        ("l7_flavor_id", &option.l7_flavor_id),
    ] {
        check_length(member, text.as_deref(), 255)?;
    }
    check_places("availability_zone_list", &zones)?;
    let subnets = option.elb_virsubnet_ids.unwrap_or_default();
    check_places("elb_virsubnet_ids", &subnets)?;
    check_tags(option.tags.as_deref())?;
    check_reason(option.protection_reason.as_deref())?;
    check_enterprise_project(option.enterprise_project_id.as_deref())?;
    let mut settings = LoadBalancerSettings {
        vip_address: option.vip_address,
        vpc_id: option.vpc_id,
        availability_zone_list: zones,
        ipv6_vip_address: option.ipv6_vip_address,
        ipv6_vip_virsubnet_id: option.ipv6_vip_virsubnet_id,
        elb_virsubnet_ids: subnets,
        l4_flavor_id: option.l4_flavor_id,
        l7_flavor_id: option.l7_flavor_id,
        vip_subnet_cidr_id: option.vip_subnet_cidr_id,
        ..LoadBalancerSettings::default()
    };
    replace(&mut settings.description, option.description);
    replace(&mut settings.tags, option.tags);
    replace(&mut settings.ip_target_enable, option.ip_target_enable);
    let action = option.waf_failure_action.map(|action| action.name().to_owned());
    replace(&mut settings.waf_failure_action, action);
    replace(&mut settings.protection_status, option.protection_status);
    replace(&mut settings.protection_reason, option.protection_reason);
    replace(&mut settings.enterprise_project_id, option.enterprise_project_id);
    Ok(LoadBalancer {
        id: String::new(),
        name: option.name.unwrap_or_default(),
        settings,
        deletion_protection_enable: option.deletion_protection_enable.unwrap_or_default(),
        created_at: now,
        updated_at: now,
    })
}

fn check_places(member: &str, places: &[String]) -> Result<(), Refusal<Error>> {
    let fits = places.len() <= MOST_PLACES && places.iter().all(|place| place.len() <= 255);
    if fits { Ok(()) } else { Err(Error::invalid(member)) }
}

fn find<'a>(state: &'a Project, id: &str) -> Result<&'a LoadBalancer, Refusal<Error>> {
    state.loadbalancers.find(id).ok_or_else(|| Error::not_found("loadbalancer", id))
}

fn show(state: &Project, facts: &Facts, id: &str) -> Result<LoadBalancerReply, Refusal<Error>> {
    let balancer = find(state, id)?;
    let own = state.listeners.oldest_first().filter(|listener| listener.loadbalancer_id == id);
    let ids = own.map(|listener| listener.id.clone());
    Ok(LoadBalancerReply {
        loadbalancer: ShownLoadBalancer::new(balancer, ids, &facts.project),
        request_id: facts.request_id.clone(),
    })
}

pub(crate) fn list_load_balancers(
    view: &View<'_, Project>,
    request: ListLoadBalancers,
) -> Result<ListLoadBalancersReply, Refusal<Error>> {
    let paging = Paging::read(&request.limit, &request.marker, &request.page_reverse, LONGEST_PAGE);
    let paging = paging.map_err(Error::invalid)?;
    let guaranteed = request.guaranteed.as_bools();
    let guaranteed = guaranteed.ok_or_else(|| Error::invalid("guaranteed"))?;
    let is_kept = request.deletion_protection_enable.as_bools();
    let is_kept = is_kept.ok_or_else(|| Error::invalid("deletion_protection_enable"))?;
    let filter = Filter::<LoadBalancer>::new([
        (&request.id, |it| it.id.clone()),
        (&request.name, |it| it.name.clone()),
        (&request.description, |it| it.settings.description.clone()),
        (&request.vpc_id, |it| it.settings.vpc_id.clone().unwrap_or_default()),
        (&request.vip_address, |it| it.settings.vip_address.clone().unwrap_or_default()),
        (&request.vip_subnet_cidr_id, |it| {
            it.settings.vip_subnet_cidr_id.clone().unwrap_or_default()
        }),
        (&request.l4_flavor_id, |it| it.settings.l4_flavor_id.clone().unwrap_or_default()),
        (&request.l7_flavor_id, |it| it.settings.l7_flavor_id.clone().unwrap_or_default()),
        (&request.enterprise_project_id.unless_all(), |it| {
            it.settings.enterprise_project_id.clone()
        }),
        (&guaranteed, |it| it.settings.guaranteed.to_string()),
        (&is_kept, |it| it.deletion_protection_enable.to_string()),
    ]);
    let page = turn_to(&view.state.loadbalancers, |it| filter.lets_pass(it), None, paging);
    let Page { objects, info } = page.ok_or_else(|| Error::invalid("marker"))?;
    let mut listeners: HashMap<&str, Vec<&str>> = HashMap::new();
    for listener in view.state.listeners.oldest_first() {
        listeners.entry(&listener.loadbalancer_id).or_default().push(&listener.id);
    }
    let shown = |balancer: &LoadBalancer| {
        let own = listeners.get(balancer.id.as_str()).into_iter().flatten();
        let ids = own.map(|id| (*id).to_owned());
        ShownLoadBalancer::new(balancer, ids, &view.facts.project)
    };
    Ok(ListLoadBalancersReply {
        loadbalancers: objects.into_iter().map(shown).collect(),
        page_info: info,
        request_id: view.facts.request_id.clone(),
    })
}

pub(crate) fn show_load_balancer(
    view: &View<'_, Project>,
    NamedLoadBalancer { loadbalancer_id }: NamedLoadBalancer,
) -> Result<LoadBalancerReply, Refusal<Error>> {
    show(view.state, view.facts, &loadbalancer_id)
}

pub(crate) fn update_load_balancer(
    context: &mut Context<'_, Project>,
    request: UpdateLoadBalancer,
) -> Result<LoadBalancerReply, Refusal<Error>> {
    let option = request.loadbalancer.strict()?;
    if option.prepaid_options.is_some() {
        return Err(Error::invalid("prepaid_options"));
    }
    for (member, text) in [
        ("name", &option.name),
        ("description", &option.description),
        ("vip_subnet_cidr_id", &option.vip_subnet_cidr_id),
        ("ipv6_vip_virsubnet_id", &option.ipv6_vip_virsubnet_id),
        ("vip_address", &option.vip_address),
        ("l4_flavor_id", &option.l4_flavor_id),
        ("l7_flavor_id", &option.l7_flavor_id),
    ] {
        check_length(member, text.as_deref(), 255)?;
    }
    check_places("elb_virsubnet_ids", option.elb_virsubnet_ids.as_deref().unwrap_or_default())?;
    check_reason(option.protection_reason.as_deref())?;
    let id = request.loadbalancer_id;
    let known = context.state.loadbalancers.find_mut(&id);
    let known = known.ok_or_else(|| Error::not_found("loadbalancer", &id))?;
    replace(&mut known.name, option.name);
    replace(&mut known.deletion_protection_enable, option.deletion_protection_enable);
    let settings = &mut known.settings;
    replace(&mut settings.description, option.description);
    replace_some(&mut settings.vip_subnet_cidr_id, option.vip_subnet_cidr_id);
    replace_some(&mut settings.ipv6_vip_virsubnet_id, option.ipv6_vip_virsubnet_id);
    replace_some(&mut settings.vip_address, option.vip_address);
    replace_some(&mut settings.l4_flavor_id, option.l4_flavor_id);
    replace_some(&mut settings.l7_flavor_id, option.l7_flavor_id);
    replace(&mut settings.elb_virsubnet_ids, option.elb_virsubnet_ids);
    replace(&mut settings.ip_target_enable, option.ip_target_enable);
    replace(&mut settings.protection_status, option.protection_status);
    replace(&mut settings.protection_reason, option.protection_reason);
    let action = option.waf_failure_action.map(|action| action.name().to_owned());
    replace(&mut settings.waf_failure_action, action);
    known.updated_at = context.tools.clock.now();
    show(context.state, context.facts, &id)
}

/// Assumption: a load balancer that has listeners, or that is protected from deletion, is refused with
/// 409 ELB.8907. From: the page, which has listeners deleted first, and the code of other conflicts.
pub(crate) fn delete_load_balancer(
    context: &mut Context<'_, Project>,
    NamedLoadBalancer { loadbalancer_id: id }: NamedLoadBalancer,
) -> Result<NoBody, Refusal<Error>> {
    let balancer = find(context.state, &id)?;
    if balancer.deletion_protection_enable {
        let words = format!("loadbalancer {id} is protected from deletion");
        return Err(Refusal::saying(Error::Conflict, words));
    }
    let mut listeners = context.state.listeners.oldest_first();
    if let Some(listener) = listeners.find(|listener| listener.loadbalancer_id == id) {
        return Err(Error::in_use("listener", &listener.id, "loadbalancer"));
    }
    drop(listeners);
    context.state.loadbalancers.remove(&id);
    Ok(NoBody)
}
