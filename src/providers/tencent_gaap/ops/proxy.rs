//! Proxies, shown.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap, HashSet};

use time::OffsetDateTime;

use super::super::super::tencent::page;
use super::super::errors::{Error, missing};
use super::super::state::Account;
use super::super::state::place::Place;
use super::super::state::proxy::{IpVersion, NetworkType, PackageType, Proxy, ProxyStatus};
use super::super::state::tasks::{Change, Changing, Moment};
use super::super::types::DEFAULT_LIMIT;
use super::super::types::proxy::{
    DescribeProxies, DescribeProxiesReply, DescribeProxiesStatus, DescribeProxiesStatusReply,
    DescribeProxyDetail, DescribeProxyDetailReply, Filter, IpDetail, ProxyInfo,
    ProxyStatus as ShownStatus,
};
use super::region::show_region;
use crate::ids::fingerprint;
use crate::spec::Refusal;
use crate::store::View;

/// The largest page.
const LARGEST_LIMIT: u64 = 100;
/// How many proxies a request may name. Assumption: every action takes up to 100 ids of proxies. From:
/// `DescribeProxies`, which documents it.
const MOST_IDS: usize = 100;
const MOST_FILTERS: usize = 10;
const MOST_VALUES: usize = 5;
const MOST_TAGS: usize = 5;

pub(crate) fn describe_proxies(
    view: &View<'_, Account>,
    request: DescribeProxies,
) -> Result<DescribeProxiesReply, Refusal<Error>> {
    let at = view.state.at(view.tools.clock.now());
    let DescribeProxies { filters, tag_set, .. } = &request;
    let ids = merge(&request.proxy_ids, &request.instance_ids)?;
    let limit = request.limit.unwrap_or(DEFAULT_LIMIT);
    let too_many = limit > LARGEST_LIMIT
        || filters.len() > MOST_FILTERS
        || filters.iter().any(|filter| filter.values.len() > MOST_VALUES)
        || tag_set.len() > MOST_TAGS;
    if too_many || !matches!(request.independent, None | Some(0 | 1)) {
        return Err(Error::InvalidParameterValue.into());
    }
    if !ids.is_empty() && !filters.is_empty() {
        return Err(Error::InvalidParameter.into());
    }
    let mut found = Vec::new();
    for proxy in view.state.proxies(at) {
        let in_group = proxy.group_id.is_some();
        let wanted = (ids.is_empty() || ids.contains(&&proxy.id))
            && request.independent.is_none_or(|alone| (alone == 0) == in_group)
            && (tag_set.is_empty() || tag_set.iter().any(|tag| proxy.tags.contains(tag)));
        if wanted && pass(filters, proxy)? {
            found.push(proxy);
        }
    }
    if !ids.is_empty() && found.is_empty() {
        // The Terraform provider knows by this that a proxy is gone.
        return Err(Error::ResourceNotFound.into());
    }
    sort(&mut found, request.order_field.as_deref(), request.order.as_deref())?;
    let total_count = found.len();
    let shown: Vec<_> = page(found.into_iter(), request.offset, limit).collect();
    let led = view.state.global_domains_by_proxy(at);
    let instance_set: Vec<_> = shown.iter().map(|proxy| show(proxy, &led, at)).collect();
    at.look(shown.iter().filter_map(|proxy| proxy.pending(at)).map(Change::task));
    Ok(DescribeProxiesReply { total_count, proxy_set: instance_set.clone(), instance_set })
}

/// The ids of a parameter that also has an older name, without repetitions.
pub(super) fn merge<'a>(
    newer: &'a [String],
    older: &'a [String],
) -> Result<Vec<&'a String>, Error> {
    if newer.len() + older.len() > MOST_IDS {
        return Err(Error::InvalidParameterValue);
    }
    let mut seen = HashSet::new();
    Ok(newer.iter().chain(older).filter(|id| seen.insert(*id)).collect())
}

/// Whether a proxy passes every filter.
fn pass(filters: &[Filter], proxy: &Proxy) -> Result<bool, Error> {
    for Filter { name, values } in filters {
        let is = |found: &str| values.iter().any(|value| value == found);
        let passes = match name.as_str() {
            "ProjectId" => is(&proxy.project_id.to_string()),
            "AccessRegion" => is(&proxy.access_region),
            "RealServerRegion" => is(&proxy.real_server_region),
            "GroupId" => is(proxy.group_id.as_deref().unwrap_or_default()),
            "IPAddressVersion" => is(match proxy.ip_version {
                IpVersion::IPv4 => "IPv4",
                IpVersion::IPv6 => "IPv6",
            }),
            "PackageType" => is(match proxy.package_type {
                PackageType::Accelerator => "Accelerator",
                PackageType::CrossBorder => "CrossBorder",
                PackageType::Thunder => "Thunder",
            }),
            _ => return Err(Error::InvalidParameterValue),
        };
        if !passes {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Sorts by the requested field, descending by default.
fn sort(proxies: &mut Vec<&Proxy>, field: Option<&str>, order: Option<&str>) -> Result<(), Error> {
    match field {
        // They come so, the newest first.
        None | Some("" | "create_time") => {
            proxies.sort_by_key(|proxy| Reverse(proxy.created));
        }
        Some("proxy_id") => proxies.sort_by_key(|proxy| Reverse(&proxy.id)),
        Some("bandwidth") => proxies.sort_by_key(|proxy| Reverse(proxy.bandwidth)),
        Some("concurrent_connections") => proxies.sort_by_key(|proxy| Reverse(proxy.concurrent)),
        Some(_) => return Err(Error::InvalidParameterValue),
    }
    match order {
        None | Some("" | "desc") => {}
        Some("asc") => proxies.reverse(),
        Some(_) => return Err(Error::InvalidParameterValue),
    }
    Ok(())
}

/// A proxy in the form of the reply. `led` has the global domains that lead to each proxy.
fn show(proxy: &Proxy, led: &HashMap<&str, BTreeSet<String>>, at: Moment<'_>) -> ProxyInfo {
    let status = proxy.status(at);
    let made = has_address(status);
    let ipv6 = proxy.ip_version == IpVersion::IPv6;
    let ip = if made { address(&proxy.id, ipv6) } else { String::new() };
    let bandwidth = proxy.bandwidth;
    ProxyInfo {
        instance_id: proxy.id.clone(),
        create_time: proxy.created.unix_timestamp(),
        project_id: proxy.project_id,
        proxy_name: proxy.name.clone(),
        access_region: proxy.access_region.clone(),
        real_server_region: proxy.real_server_region.clone(),
        bandwidth,
        concurrent: proxy.concurrent,
        status,
        // Assumption: a proxy's domain is its id below `gaapqcloud.com`. From: the names of
        // proxies that are in use; no page has them.
        domain: if made { format!("{}.gaapqcloud.com", proxy.id) } else { String::new() },
        ip: ip.clone(),
        version: proxy.version,
        proxy_id: proxy.id.clone(),
        scalarable: u8::from(proxy.scalable),
        support_protocols: ["TCP", "UDP", "HTTP", "HTTPS"],
        group_id: proxy.group_id.clone(),
        policy_id: None,
        access_region_info: show_region(&proxy.access_region),
        real_server_region_info: show_region(&proxy.real_server_region),
        forward_ip: ip.clone(),
        tag_set: proxy.tags.clone(),
        support_security: 1,
        billing_type: proxy.billing_type,
        related_global_domains: led.get(proxy.id.as_str()).cloned().unwrap_or_default(),
        modify_config_time: proxy.configured.map(OffsetDateTime::unix_timestamp),
        proxy_type: 100,
        client_ip_method: [0],
        ip_address_version: proxy.ip_version,
        network_type: proxy.network_type,
        package_type: proxy.package_type,
        ban_status: proxy.ban_status,
        ip_list: if made { vec![ip_detail(ip, bandwidth)] } else { Vec::new() },
        http3_supported: u8::from(!ipv6),
        in_ban_blacklist: u8::from(proxy.ban_status.is_banned()),
        feature_bitmap: features(proxy),
        is_auto_scale_proxy: 0,
        is_support_tls_choice: u8::from(Place::Proxy(proxy).has_tls_choice()),
    }
}

/// Whether a proxy with this status can be reached.
pub(super) fn has_address(status: ProxyStatus) -> bool {
    !matches!(status, ProxyStatus::Creating | ProxyStatus::Cloning | ProxyStatus::CreateFailed)
}

/// The features of a proxy, as bits: layers 4 and 7, HTTP/3, IPv6, the premium network, the three-carrier
/// network, quality of service.
fn features(proxy: &Proxy) -> u8 {
    let network = match proxy.network_type {
        NetworkType::Normal | NetworkType::SecureEip => 0,
        NetworkType::Cn2 => 1 << 4,
        NetworkType::Triple => 1 << 5,
    };
    ip_features(proxy.ip_version) | network | 1 << 6
}

/// The bits for features of the IP version: layers 4 and 7, and HTTP/3 or IPv6.
pub(super) fn ip_features(version: IpVersion) -> u8 {
    match version {
        IpVersion::IPv4 => 0b111,
        IpVersion::IPv6 => 0b1011,
    }
}

/// An address of a proxy, reachable through every carrier.
pub(super) fn ip_detail(ip: String, bandwidth: u64) -> IpDetail {
    IpDetail { ip, provider: "BGP", bandwidth }
}

/// An address for documentation (RFC 5737, RFC 3849), always the same for the same proxy.
pub(super) fn address(id: &str, ipv6: bool) -> String {
    let print = fingerprint(id);
    let byte = |at: usize| u8::from_str_radix(&print[at..at + 2], 16).unwrap_or_default();
    if ipv6 {
        format!("2001:db8::{}:{}", &print[..4], &print[4..8])
    } else {
        format!("203.0.113.{}", byte(0))
    }
}

pub(crate) fn describe_proxy_detail(
    view: &View<'_, Account>,
    request: DescribeProxyDetail,
) -> Result<DescribeProxyDetailReply, Refusal<Error>> {
    let at = view.state.at(view.tools.clock.now());
    if request.proxy_id.is_empty() {
        return Err(missing("ProxyId"));
    }
    let proxy = view.state.proxy(&request.proxy_id, at).ok_or(Error::ResourceNotFound)?;
    let proxy_detail = show(proxy, &view.state.global_domains_by_proxy(at), at);
    at.look(proxy.pending(at).map(Change::task).into_iter());
    Ok(DescribeProxyDetailReply { proxy_detail })
}

pub(crate) fn describe_proxies_status(
    view: &View<'_, Account>,
    request: DescribeProxiesStatus,
) -> Result<DescribeProxiesStatusReply, Refusal<Error>> {
    let at = view.state.at(view.tools.clock.now());
    let ids = merge(&request.proxy_ids, &request.instance_ids)?;
    if ids.is_empty() {
        return Err(missing("ProxyIds"));
    }
    let found: Vec<_> = ids.iter().filter_map(|id| view.state.proxy(id, at)).collect();
    if found.is_empty() {
        return Err(Error::ResourceNotFound.into());
    }
    let status =
        |proxy: &&Proxy| ShownStatus { instance_id: proxy.id.clone(), status: proxy.status(at) };
    let instance_status_set = found.iter().map(status).collect();
    at.look(found.iter().filter_map(|proxy| proxy.pending(at)).map(Change::task));
    Ok(DescribeProxiesStatusReply { instance_status_set })
}
