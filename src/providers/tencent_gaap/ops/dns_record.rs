//! The DNS records of global domains: made, shown, changed, deleted; and the countries that they are for.

use super::super::super::tencent::once;
use super::super::errors::Error;
use super::super::state::Account;
use super::super::state::countries::{COUNTRIES, find_country};
use super::super::state::dns_record::DnsRecord;
use super::super::state::global_domain::GlobalDomain;
use super::super::state::proxy::{IpVersion, NetworkType, Proxy, ProxyStatus};
use super::super::state::regions::describe;
use super::super::state::tasks::{Change, ChangeKind, Changing as _, Moment};
use super::super::state::write::{begin, finish};
use super::super::types::dns_record::{
    CountryAreaMap, CreateGlobalDomainDns, CreateGlobalDomainDnsReply, DeleteGlobalDomainDns,
    DeleteGlobalDomainDnsReply, DescribeCountryAreaMapping, DescribeCountryAreaMappingReply,
    DescribeGlobalDomainDns, DescribeGlobalDomainDnsReply, GlobalDns, ModifyGlobalDomainDns,
    ModifyGlobalDomainDnsReply, ProxyAccessInfo,
};
use super::global_domain::{idle, no_domain, unfit};
use super::proxy::{address, has_address, ip_detail};
use super::region::DATA_CENTRE;
use crate::spec::Refusal;
use crate::store::{Context, View};

/// The refusal of a record that is not there.
fn no_record() -> Refusal<Error> {
    unfit("The DNS record does not exist.")
}

pub(crate) fn create_global_domain_dns(
    context: &mut Context<'_, Account>,
    request: CreateGlobalDomainDns,
) -> Result<CreateGlobalDomainDnsReply, Refusal<Error>> {
    finish(context);
    let account = &*context.state;
    let at = account.at(context.tools.clock.now());
    let domain = idle(account, &request.domain_id)?;
    let record = DnsRecord {
        id: account.new_record_number(context.tools.ids),
        countries: once(request.nation_country_inner_codes),
        proxy_ids: once(request.proxy_id_list),
        change: Some(Change::new(&context.facts.request_id, ChangeKind::Creation)),
    };
    check(account, domain, &record, Error::HitBanBlacklist, at)?;
    begin(context);
    if let Some(domain) = context.state.global_domains.find_mut(&request.domain_id) {
        domain.dns_records.push(record);
    }
    finish(context);
    Ok(CreateGlobalDomainDnsReply {})
}

/// Refuses a record that the domain cannot have. Assumption: a DNS record leads clients of known countries,
/// for which the domain has no other record, to proxies that can be reached. From: what it is for; the actions
/// have `FailedOperation` alone for what does not fit.
fn check(
    account: &Account,
    domain: &GlobalDomain,
    record: &DnsRecord,
    banned: Error,
    at: Moment<'_>,
) -> Result<(), Refusal<Error>> {
    if record.countries.is_empty() {
        return Err(unfit("NationCountryInnerCodes is empty."));
    }
    if record.proxy_ids.is_empty() {
        return Err(unfit("ProxyIdList is empty."));
    }
    for code in &record.countries {
        find_country(code).ok_or_else(|| unfit("There is no country with such a code."))?;
        let claims = |other: &DnsRecord| other.id != record.id && other.claims(code);
        if domain.dns_records.iter().any(claims) {
            return Err(unfit("The domain has another DNS record for the country."));
        }
    }
    for id in &record.proxy_ids {
        let proxy = account.proxy(id, at).ok_or_else(|| unfit("There is no such proxy."))?;
        let status = proxy.status(at);
        if !has_address(status) || status == ProxyStatus::Destroying {
            return Err(unfit("The proxy cannot be reached."));
        }
        if proxy.ban_status.is_banned() {
            return Err(banned.into());
        }
    }
    Ok(())
}

pub(crate) fn describe_global_domain_dns(
    view: &View<'_, Account>,
    request: DescribeGlobalDomainDns,
) -> Result<DescribeGlobalDomainDnsReply, Refusal<Error>> {
    let at = view.state.at(view.tools.clock.now());
    let domain = view.state.global_domains.find(&request.domain_id);
    let domain = domain.and_then(|domain| domain.seen(at)).ok_or_else(no_domain)?;
    let show = |record: &DnsRecord| {
        let proxies = record.proxy_ids.iter().filter_map(|id| view.state.proxy(id, at));
        let access_list: Vec<_> = proxies.map(show_proxy).collect();
        let countries = record.countries.iter().filter_map(|code| find_country(code));
        GlobalDns {
            dns_record_id: record.id,
            country_area_list: countries.map(CountryAreaMap::from).collect(),
            status: record.status(at, access_list.is_empty()).code(),
            access_list,
        }
    };
    let global_dns_list = domain.dns_records(at).map(show).collect();
    at.look(domain.dns_records.iter().filter_map(|record| record.pending(at)).map(Change::task));
    Ok(DescribeGlobalDomainDnsReply { global_dns_list })
}

fn show_proxy(proxy: &Proxy) -> ProxyAccessInfo {
    let (region_name, _) = describe(&proxy.access_region);
    let vip = address(&proxy.id, proxy.ip_version == IpVersion::IPv6);
    let vip_list = match proxy.network_type {
        NetworkType::Triple => vec![ip_detail(vip.clone(), proxy.bandwidth)],
        NetworkType::Normal | NetworkType::Cn2 | NetworkType::SecureEip => Vec::new(),
    };
    ProxyAccessInfo {
        region_id: proxy.access_region.clone(),
        region_name: region_name.to_owned(),
        proxy_id: proxy.id.clone(),
        vip,
        vip_list,
        source_region_idc_type: DATA_CENTRE,
    }
}

pub(crate) fn modify_global_domain_dns(
    context: &mut Context<'_, Account>,
    request: ModifyGlobalDomainDns,
) -> Result<ModifyGlobalDomainDnsReply, Refusal<Error>> {
    finish(context);
    let account = &*context.state;
    let at = account.at(context.tools.clock.now());
    let domain = idle(account, &request.domain_id)?;
    let before = idle_record(domain, request.dns_record_id)?.clone();
    let mut changed = DnsRecord {
        id: request.dns_record_id,
        countries: once(request.nation_country_inner_codes),
        proxy_ids: once(request.proxy_id_list),
        change: None,
    };
    // This action documents no error for a banned proxy.
    check(account, domain, &changed, Error::FailedOperation, at)?;
    let kind = ChangeKind::Modification(Box::new(before));
    changed.change = Some(Change::new(&context.facts.request_id, kind));
    begin(context);
    put(context, &request.domain_id, changed);
    Ok(ModifyGlobalDomainDnsReply {})
}

pub(crate) fn delete_global_domain_dns(
    context: &mut Context<'_, Account>,
    request: DeleteGlobalDomainDns,
) -> Result<DeleteGlobalDomainDnsReply, Refusal<Error>> {
    finish(context);
    let has_it = |domain: &&GlobalDomain| {
        domain.dns_records.iter().any(|record| record.id == request.dns_record_id)
    };
    let domain = context.state.global_domains.oldest_first().find(has_it).ok_or_else(no_record)?;
    let domain = idle(context.state, &domain.id)?;
    let record = idle_record(domain, request.dns_record_id)?.clone();
    let change = Some(Change::new(&context.facts.request_id, ChangeKind::Destruction));
    let domain_id = domain.id.clone();
    begin(context);
    put(context, &domain_id, DnsRecord { change, ..record });
    Ok(DeleteGlobalDomainDnsReply {})
}

/// The record, which must have no change in progress. Ended changes have been settled.
fn idle_record(domain: &GlobalDomain, id: u64) -> Result<&DnsRecord, Refusal<Error>> {
    let record = domain.dns_records.iter().find(|record| record.id == id).ok_or_else(no_record)?;
    match record.change {
        None => Ok(record),
        Some(_) => Err(unfit("The DNS record is being changed.")),
    }
}

/// Replaces a record, and ends the write.
fn put(context: &mut Context<'_, Account>, domain_id: &str, record: DnsRecord) {
    if let Some(domain) = context.state.global_domains.find_mut(domain_id) {
        for known in domain.dns_records.iter_mut().filter(|known| known.id == record.id) {
            *known = record.clone();
        }
    }
    finish(context);
}

pub(crate) fn describe_country_area_mapping(
    _: &View<'_, Account>,
    _: DescribeCountryAreaMapping,
) -> Result<DescribeCountryAreaMappingReply, Refusal<Error>> {
    let country_area_mapping_list = COUNTRIES.iter().map(CountryAreaMap::from).collect();
    Ok(DescribeCountryAreaMappingReply { country_area_mapping_list })
}
