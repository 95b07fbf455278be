//! Quotas, availability zones and flavors, which Terraform requests before it creates anything.

use super::super::super::errors::v3::Error;
use super::super::super::state::Project;
use super::super::super::types::query::{Filter, PageInfo};
use super::super::super::types::v3::quota::{
    AvailabilityZone, Flavor, FlavorInfo, ListAvailabilityZones, ListAvailabilityZonesReply,
    ListFlavors, ListFlavorsReply, ListQuotaDetails, ListQuotaDetailsReply, QuotaDetail,
    QuotaOfProject, ShowQuota, ShowQuotaReply,
};
use crate::spec::Refusal;
use crate::store::View;

/// A number that may be as large as anything here.
fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// The usage and the quota of each kind of object. The quotas are those of the documentation's example,
/// except those that the state contains.
fn quotas(state: &Project) -> [(&'static str, usize, i64); 20] {
    let Project { certificates, listeners, loadbalancers, .. } = state;
    [
        ("member", 0, 10_000),
        ("members_per_pool", 0, 1000),
        ("certificate", certificates.len(), number(state.quota)),
        ("l7policy", 0, 2000),
        ("listener", listeners.len(), number(state.listener_quota)),
        ("loadbalancer", loadbalancers.len(), number(state.loadbalancer_quota)),
        ("healthmonitor", 0, -1),
        ("pool", 0, 5000),
        ("ipgroup", 0, 1000),
        ("ipgroup_bindings", 0, 50),
        ("ipgroup_max_length", 0, 300),
        ("security_policy", 0, 50),
        ("condition_per_policy", 0, 10),
        ("listeners_per_pool", 0, 50),
        ("free_instance_listeners_per_loadbalancer", 0, 50),
        ("free_instance_members_per_pool", 0, 50),
        ("listeners_per_loadbalancer", 0, 50),
        ("pools_per_l7policy", 0, 50),
        ("l7policies_per_listener", 0, 50),
        ("ipgroups_per_listener", 0, 50),
    ]
}

pub(crate) fn show_quota(
    view: &View<'_, Project>,
    _: ShowQuota,
) -> Result<ShowQuotaReply, Refusal<Error>> {
    let quotas = quotas(view.state);
    let limit = |key: &str| {
        quotas.iter().find_map(|(known, _, limit)| (*known == key).then_some(*limit)).unwrap_or(-1)
    };
    Ok(ShowQuotaReply {
        request_id: view.facts.request_id.clone(),
        quota: QuotaOfProject {
            member: limit("member"),
            members_per_pool: limit("members_per_pool"),
            certificate: limit("certificate"),
            l7policy: limit("l7policy"),
            listener: limit("listener"),
            loadbalancer: limit("loadbalancer"),
            healthmonitor: limit("healthmonitor"),
            pool: limit("pool"),
            ipgroup: limit("ipgroup"),
            ipgroup_bindings: limit("ipgroup_bindings"),
            ipgroup_max_length: limit("ipgroup_max_length"),
            security_policy: limit("security_policy"),
            condition_per_policy: limit("condition_per_policy"),
            listeners_per_pool: limit("listeners_per_pool"),
            free_instance_listeners_per_loadbalancer: limit(
                "free_instance_listeners_per_loadbalancer",
            ),
            free_instance_members_per_pool: limit("free_instance_members_per_pool"),
            listeners_per_loadbalancer: limit("listeners_per_loadbalancer"),
            pools_per_l7policy: limit("pools_per_l7policy"),
            l7policies_per_listener: limit("l7policies_per_listener"),
            ipgroups_per_listener: limit("ipgroups_per_listener"),
            project_id: view.facts.project.clone(),
        },
    })
}

/// Assumption: a key that no quota has is refused. From: the keys that the page lists.
pub(crate) fn list_quota_details(
    view: &View<'_, Project>,
    ListQuotaDetails { quota_key }: ListQuotaDetails,
) -> Result<ListQuotaDetailsReply, Refusal<Error>> {
    let quotas = quotas(view.state);
    let is_known = |wanted: &str| quotas.iter().any(|(key, ..)| *key == wanted);
    if !quota_key.iter().all(is_known) {
        return Err(Error::invalid("quota_key"));
    }
    let filter = Filter::new([(&quota_key, |detail: &QuotaDetail| detail.quota_key.to_owned())]);
    let details = quotas.into_iter().map(|(quota_key, used, quota_limit)| QuotaDetail {
        quota_key,
        used,
        quota_limit,
        unit: "count",
    });
    Ok(ListQuotaDetailsReply {
        request_id: view.facts.request_id.clone(),
        quotas: details.filter(|detail| filter.lets_pass(detail)).collect(),
    })
}

/// Two zones; a load balancer may be in both. Their region is the one that the host names.
pub(crate) fn list_availability_zones(
    view: &View<'_, Project>,
    _: ListAvailabilityZones,
) -> Result<ListAvailabilityZonesReply, Refusal<Error>> {
    let zone = |letter: &str| AvailabilityZone {
        code: format!("{}{letter}", region_of(&view.facts.host)),
        state: "ACTIVE",
        protocol: ["L4", "L7"],
        public_border_group: "center",
        category: 0,
    };
    Ok(ListAvailabilityZonesReply {
        request_id: view.facts.request_id.clone(),
        availability_zones: vec![["a", "b"].map(zone).into()],
    })
}

/// The region in a host such as `elb.cn-north-4.myhuaweicloud.com`; `cn-north-4` if there is none.
fn region_of(host: &str) -> &str {
    let second = host.split('.').nth(1).filter(|label| label.matches('-').count() == 2);
    second.unwrap_or("cn-north-4")
}

/// One flavor of each kind, the same in every project.
pub(crate) fn list_flavors(
    view: &View<'_, Project>,
    ListFlavors { id, name, r#type }: ListFlavors,
) -> Result<ListFlavorsReply, Refusal<Error>> {
    let flavor = |id: &str, name, r#type, qps| Flavor {
        id: id.to_owned(),
        info: FlavorInfo { connection: 500_000, cps: 10_000, qps, bandwidth: 50_000 },
        name,
        shared: true,
        project_id: "8d53f081ea24444aa95e2bfa942ef6ee".to_owned(),
        r#type,
        flavor_sold_out: false,
    };
    let all = [
        flavor("636ad4c2-2b8b-4f0c-8f42-6e0d3b0bd8a1", "L4_flavor.elb.s1.small", "L4", None),
        flavor("e8a0a0d9-51b4-4f6a-a7a5-2fb3f1e8e2c0", "L7_flavor.elb.s1.small", "L7", Some(2000)),
    ];
    let filter = Filter::<Flavor>::new([
        (&id, |it| it.id.clone()),
        (&name, |it| it.name.to_owned()),
        (&r#type, |it| it.r#type.to_owned()),
    ]);
    let flavors: Vec<_> = all.into_iter().filter(|flavor| filter.lets_pass(flavor)).collect();
    let previous_marker = flavors.first().map(|flavor| flavor.id.clone());
    let page_info = PageInfo { previous_marker, next_marker: None, current_count: flavors.len() };
    Ok(ListFlavorsReply { request_id: view.facts.request_id.clone(), flavors, page_info })
}
