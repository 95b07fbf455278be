//! The constraints of a state.

use std::collections::{BTreeSet, HashSet};

use super::countries::find_country;
use super::dns_record::DnsRecord;
use super::global_domain::GlobalDomain;
use super::listener::Listener;
use super::proxy::{Group, Proxy};
use super::real_server::{Binding, RealServer, RealServerType};
use crate::store::Shelf;

/// Every listener is somewhere.
pub(super) fn check_places(
    listeners: &Shelf<Listener>,
    proxies: &Shelf<Proxy>,
    groups: &Shelf<Group>,
) -> Result<(), String> {
    for Listener { id, proxy_id, group_id, .. } in listeners.oldest_first() {
        match (proxy_id, group_id) {
            (Some(proxy), None) if proxies.find(proxy).is_some() => {}
            (None, Some(group)) if groups.find(group).is_some() => {}
            (Some(proxy), None) => return Err(format!("{id}: there is no proxy {proxy:?}")),
            (None, Some(group)) => return Err(format!("{id}: there is no group {group:?}")),
            _ => return Err(format!("{id}: a listener has a `proxy_id` or a `group_id`")),
        }
    }
    Ok(())
}

/// Checks that ids of rules and error pages are unique, and that bound origins exist and have the right type.
pub(super) fn check_origins(
    listeners: &Shelf<Listener>,
    real_servers: &Shelf<RealServer>,
) -> Result<(), String> {
    let mut ids = HashSet::new();
    for listener in listeners.oldest_first() {
        let serves_domains = listener.protocol.is_layer_7();
        if !serves_domains && !listener.domains.is_empty() {
            return Err(format!("{}: no listener of TCP or UDP has domains", listener.id));
        }
        if serves_domains && listener.stream.is_some() {
            return Err(format!("{}: no listener of HTTP or HTTPS has a `stream`", listener.id));
        }
        if let Some(stream) = &listener.stream {
            let kind = stream.real_server_type;
            check_bindings(&listener.id, kind, listener.own_bindings(), real_servers)?;
        }
        for page in listener.all_pages() {
            if !ids.insert(&page.id) {
                return Err(format!("two error pages have the id {:?}", page.id));
            }
        }
        for rule in listener.all_rules() {
            if !ids.insert(&rule.id) {
                return Err(format!("two rules have the id {:?}", rule.id));
            }
            check_bindings(&rule.id, rule.real_server_type, rule.all_bindings(), real_servers)?;
        }
    }
    Ok(())
}

fn check_bindings<'a>(
    id: &str,
    kind: RealServerType,
    bindings: impl Iterator<Item = &'a Binding>,
    real_servers: &Shelf<RealServer>,
) -> Result<(), String> {
    for Binding { id: bound, .. } in bindings {
        let Some(server) = real_servers.find(bound) else {
            return Err(format!("{id}: there is no real server {bound:?}"));
        };
        if server.kind() != kind {
            return Err(format!("{id}: the real server {bound:?} is no {}", kind.word()));
        }
    }
    Ok(())
}

/// Checks that the records of global domains have unique numbers, lead to existing proxies, and have
/// countries that no other record of the domain has.
pub(super) fn check_global_domains(
    global_domains: &Shelf<GlobalDomain>,
    proxies: &Shelf<Proxy>,
) -> Result<(), String> {
    let mut numbers = HashSet::new();
    for domain in global_domains.oldest_first() {
        for record in domain.all_records() {
            check_record(&domain.id, record, proxies)?;
        }
        let mut led = HashSet::new();
        for record in &domain.dns_records {
            if !numbers.insert(record.id) {
                return Err(format!("two DNS records have the id {}", record.id));
            }
            let versions = record.versions().flat_map(|version| &version.countries);
            for country in versions.collect::<BTreeSet<_>>() {
                must_stand_once(&domain.id, "country", country, &mut led)?;
            }
        }
    }
    Ok(())
}

fn check_record(id: &str, record: &DnsRecord, proxies: &Shelf<Proxy>) -> Result<(), String> {
    if record.countries.is_empty() {
        return Err(format!("{id}: the DNS record {} is for no country", record.id));
    }
    check_countries(id, &record.countries, &mut HashSet::new())?;
    let mut named = HashSet::new();
    for proxy in &record.proxy_ids {
        if proxies.find(proxy).is_none() {
            return Err(format!("{id}: there is no proxy {proxy:?}"));
        }
        must_stand_once(id, "proxy", proxy, &mut named)?;
    }
    Ok(())
}

/// Checks that there are countries, and that each of them is used only once.
fn check_countries<'a>(
    id: &str,
    countries: &'a [String],
    led: &mut HashSet<&'a String>,
) -> Result<(), String> {
    for country in countries {
        if find_country(country).is_none() {
            return Err(format!("{id}: there is no country {country:?}"));
        }
        must_stand_once(id, "country", country, led)?;
    }
    Ok(())
}

fn must_stand_once<'a>(
    id: &str,
    kind: &str,
    name: &'a String,
    seen: &mut HashSet<&'a String>,
) -> Result<(), String> {
    if seen.insert(name) { Ok(()) } else { Err(format!("{id}: the {kind} {name:?} stands twice")) }
}

/// Checks that the domain of a group has each region and each country only once.
pub(super) fn check_group_domains(groups: &Shelf<Group>) -> Result<(), String> {
    for Group { id, domain, .. } in groups.oldest_first() {
        let (mut regions, mut led) = (HashSet::new(), HashSet::new());
        for region in domain.iter().flat_map(|domain| &domain.access_regions) {
            must_stand_once(id, "region", &region.id, &mut regions)?;
            check_countries(id, &region.countries, &mut led)?;
        }
    }
    Ok(())
}
