//! Groups of proxies, shown, and their domains: made, shown, changed.

use std::collections::{HashMap, HashSet};

use super::super::super::tencent::owner_uin;
use super::super::errors::{Error, missing};
use super::super::state::Account;
use super::super::state::countries::{country_of, find_country};
use super::super::state::group_domain::{AccessRegion, GroupDomain};
use super::super::state::place::Place;
use super::super::state::proxy::{Group, GroupStatus, IpVersion, Proxy};
use super::super::state::regions::describe;
use super::super::state::tasks::Moment;
use super::super::state::write::finish;
use super::super::types::group::{
    AccessRegionDomainConf, CreateProxyGroupDomain, CreateProxyGroupDomainReply,
    DescribeGroupDomainConfig, DescribeGroupDomainConfigReply, DescribeProxyGroupDetails,
    DescribeProxyGroupDetailsReply, DomainAccessRegionDict, ModifyGroupDomainConfig,
    ModifyGroupDomainConfigReply, NationCountryInnerInfo, ProxyGroupDetail, ProxyIdDict,
};
use super::global_domain::leads_somewhere;
use super::proxy::{address, ip_features};
use super::region::show_region;
use crate::spec::Refusal;
use crate::store::{Context, View};

pub(crate) fn describe_proxy_group_details(
    view: &View<'_, Account>,
    request: DescribeProxyGroupDetails,
) -> Result<DescribeProxyGroupDetailsReply, Refusal<Error>> {
    let at = view.state.at(view.tools.clock.now());
    let group = find(view.state, &request.group_id)?;
    let proxy_num = proxies(view.state, group, at).count();
    let uin = owner_uin(view.tools.ids);
    let proxy_group_detail = ProxyGroupDetail {
        create_time: group.created.unix_timestamp(),
        project_id: group.project_id,
        proxy_num,
        status: number(group.status),
        owner_uin: uin.clone(),
        create_uin: uin,
        group_name: group.name.clone(),
        dns_default_ip: match &group.domain {
            Some(domain) => domain.default_value.clone(),
            None => default_address(group),
        },
        // Assumption: a group's domain is its id below `gaapqcloud.com`. From: the names of proxies, which
        // are made alike; no page has a group's.
        domain: group.domain.as_ref().map(|_| format!("{}.gaapqcloud.com", group.id)),
        real_server_region_info: show_region(&group.real_server_region),
        is_old_group: false,
        group_id: group.id.clone(),
        tag_set: group.tags.clone(),
        policy_id: "",
        version: group.version,
        client_ip_method: [0],
        ip_address_version: group.ip_version,
        package_type: group.package_type,
        http3_supported: u8::from(group.ip_version == IpVersion::IPv4),
        feature_bitmap: ip_features(group.ip_version),
        is_support_tls_choice: u8::from(Place::Group(group).has_tls_choice()),
    };
    Ok(DescribeProxyGroupDetailsReply { proxy_group_detail })
}

/// The number of a status. Assumption: a group that is closed has the number of one that is partly
/// deployed, as one that is being changed. From: the list of numbers, which has none for either.
fn number(status: GroupStatus) -> u8 {
    match status {
        GroupStatus::Running => 0,
        GroupStatus::Creating => 1,
        GroupStatus::Destroying => 4,
        GroupStatus::Moving => 11,
        GroupStatus::Changing | GroupStatus::Closed => 12,
    }
}

/// The group that a request names.
fn find<'a>(account: &'a Account, id: &str) -> Result<&'a Group, Refusal<Error>> {
    if id.is_empty() {
        return Err(missing("GroupId"));
    }
    Ok(account.groups.find(id).ok_or(Error::ResourceNotFound)?)
}

/// The same, where its domain can be worked on. Assumption: the domain of a group that does not run is
/// `ResourceUnavailable`. From: the words of the code, and the errors of the actions, which have none of a
/// group's status.
fn find_running<'a>(account: &'a Account, id: &str) -> Result<&'a Group, Refusal<Error>> {
    let group = find(account, id)?;
    if group.status == GroupStatus::Running {
        Ok(group)
    } else {
        Err(Error::ResourceUnavailable.into())
    }
}

/// The proxies of a group, the newest first.
fn proxies<'a>(
    account: &'a Account,
    group: &'a Group,
    at: Moment<'a>,
) -> impl Iterator<Item = &'a Proxy> {
    account.proxies(at).filter(|proxy| proxy.group_id.as_ref() == Some(&group.id))
}

/// The address of a group that has no domain. A new domain of the group leads there by default.
fn default_address(group: &Group) -> String {
    address(&group.id, group.ip_version == IpVersion::IPv6)
}

pub(crate) fn create_proxy_group_domain(
    context: &mut Context<'_, Account>,
    request: CreateProxyGroupDomain,
) -> Result<CreateProxyGroupDomainReply, Refusal<Error>> {
    finish(context);
    let account = &*context.state;
    let at = account.at(context.tools.clock.now());
    let group = find_running(account, &request.group_id)?;
    // Assumption: a group's domain is made once. From: the vendor's page, by which the service is opened once and
    // configured then.
    if group.domain.is_some() {
        return Err(Refusal::saying(Error::FailedOperation, "The group has a domain."));
    }
    let mut seen = HashSet::new();
    let regions: Vec<_> = proxies(account, group, at).map(|proxy| &proxy.access_region).collect();
    let regions = regions.into_iter().rev().filter(|region| seen.insert(*region));
    let mut led = HashSet::new();
    // Assumption: a group's domain leads to a region at first from the country that it lies in, to the first
    // where several do.
    // From: the page <https://cloud.tencent.com/document/product/608/18950>, by which the service chooses
    // what is near.
    let lead_to = |id: &String| {
        let near = country_of(id).map(|country| country.code).filter(|code| led.insert(*code));
        AccessRegion { id: id.clone(), countries: near.into_iter().map(str::to_owned).collect() }
    };
    let access_regions = regions.map(lead_to).collect();
    let domain = GroupDomain { default_value: default_address(group), access_regions };
    if let Some(group) = context.state.groups.find_mut(&request.group_id) {
        group.domain = Some(domain);
    }
    Ok(CreateProxyGroupDomainReply { group_id: request.group_id })
}

/// Assumption: what is asked of the domain of a group without one is `ResourceUnavailable`. From: the words of
/// the code, and `ResourceNotFound`, which is the group's.
fn no_domain() -> Refusal<Error> {
    Refusal::saying(Error::ResourceUnavailable, "The group has no domain.")
}

pub(crate) fn describe_group_domain_config(
    view: &View<'_, Account>,
    request: DescribeGroupDomainConfig,
) -> Result<DescribeGroupDomainConfigReply, Refusal<Error>> {
    let at = view.state.at(view.tools.clock.now());
    let group = find(view.state, &request.group_id)?;
    // Assumption: a group is being upgraded while it moves. From: the words of `FailedOperation.Migration`,
    // which calls a migration an upgrade.
    if group.status == GroupStatus::Moving {
        return Err(Error::ResourceUpgrading.into());
    }
    let domain = group.domain.as_ref().ok_or_else(no_domain)?;
    let mut by_region: HashMap<&str, Vec<ProxyIdDict>> = HashMap::new();
    for proxy in proxies(view.state, group, at) {
        let here = by_region.entry(&proxy.access_region).or_default();
        here.push(ProxyIdDict { proxy_id: proxy.id.clone() });
    }
    let show = |region: &AccessRegion| {
        let countries = region.countries.iter();
        let country = country_of(&region.id);
        DomainAccessRegionDict {
            nation_country_inner_list: countries.filter_map(|code| show_country(code)).collect(),
            proxy_list: by_region.remove(region.id.as_str()).unwrap_or_default(),
            region_id: region.id.clone(),
            geographical_zone_inner_code: country.map_or("", |country| country.zone_code()),
            continent_inner_code: country.map_or("", |country| country.continent_code()),
            region_name: describe(&region.id).0.to_owned(),
        }
    };
    // A region is gone with its last proxy.
    let is_there = |region: &DomainAccessRegionDict| !region.proxy_list.is_empty();
    let access_region_list: Vec<_> =
        domain.access_regions.iter().map(show).filter(is_there).collect();
    Ok(DescribeGroupDomainConfigReply {
        default_dns_ip: domain.default_value.clone(),
        group_id: request.group_id,
        access_region_count: access_region_list.len(),
        access_region_list,
    })
}

fn show_country(code: &str) -> Option<NationCountryInnerInfo> {
    let country = find_country(code)?;
    Some(NationCountryInnerInfo {
        nation_country_name: country.name,
        nation_country_inner_code: country.code,
    })
}

pub(crate) fn modify_group_domain_config(
    context: &mut Context<'_, Account>,
    request: ModifyGroupDomainConfig,
) -> Result<ModifyGroupDomainConfigReply, Refusal<Error>> {
    finish(context);
    let account = &*context.state;
    let at = account.at(context.tools.clock.now());
    let group = find_running(account, &request.group_id)?;
    let known = group.domain.as_ref().ok_or_else(no_domain)?;
    if !leads_somewhere(&request.default_dns_ip) {
        return Err(Error::InvalidParameterValue.into());
    }
    let access_regions = match request.access_region_list {
        // Assumption: where no list is given, the regions of a group's domain stay. From: the list, which is
        // not required.
        None => known.access_regions.clone(),
        Some(given) => {
            let there: HashSet<_> =
                proxies(account, group, at).map(|proxy| proxy.access_region.as_str()).collect();
            read_regions(given, &there)?
        }
    };
    let domain = GroupDomain { default_value: request.default_dns_ip, access_regions };
    if let Some(group) = context.state.groups.find_mut(&request.group_id) {
        group.domain = Some(domain);
    }
    Ok(ModifyGroupDomainConfigReply {})
}

/// The regions that a domain is to lead to. Assumption: a group's domain leads to regions in which the group
/// has a proxy, and from a known country to one of them; else it is `InvalidParameterValue`. From: the reply of
/// `DescribeGroupDomainConfig`, which has the proxies of each region, and the words of the code.
fn read_regions(
    given: Vec<AccessRegionDomainConf>,
    there: &HashSet<&str>,
) -> Result<Vec<AccessRegion>, Error> {
    let (mut seen, mut led) = (HashSet::new(), HashSet::new());
    let mut regions = Vec::new();
    for AccessRegionDomainConf { region_id: id, nation_country_inner_list: countries } in given {
        let fits = there.contains(id.as_str())
            && seen.insert(id.clone())
            && countries
                .iter()
                .all(|code| find_country(code).is_some_and(|country| led.insert(country.code)));
        if !fits {
            return Err(Error::InvalidParameterValue);
        }
        regions.push(AccessRegion { id, countries });
    }
    Ok(regions)
}
