//! Domains and their certificates, shown.

use std::borrow::Cow;
use std::cmp::Reverse;

use super::super::super::tencent::page;
use super::super::super::tencent_ssl::{Deployments, ResourceType};
use super::super::errors::Error;
use super::super::state::Account;
use super::super::state::domain::{Domain, Kind, PlayType};
use super::super::types::requests::{
    DescribeLiveDomainCertBindings, DescribeLiveDomains, OneDomain,
};
use super::super::types::shown::{
    DescribeLiveDomainCertBindingsReply, DescribeLiveDomainCertReply, DescribeLiveDomainReply,
    DescribeLiveDomainsReply, DomainInfo, Shown,
};
use crate::spec::Refusal;
use crate::store::View;

/// The smallest page size, which is also the default, and the largest.
const SMALLEST_PAGE: u64 = 10;
const LARGEST_PAGE: u64 = 100;

/// The default page size.
const DEFAULT_LENGTH: u64 = 50;

/// How many domains an account may have. Assumption: an account has up to 100 domains. From: nothing sure;
/// the vendor's reply says how many more there may be.
const MOST_DOMAINS: usize = 100;

/// Assumption: a page that is too small or too large is as small or as large as one may be, and no domains
/// are no error. From: the errors that the vendor lists, which have none for a page; clients that go on
/// until a page is empty.
pub(crate) fn describe_live_domains(
    view: &View<'_, Account>,
    request: DescribeLiveDomains,
) -> Result<DescribeLiveDomainsReply, Refusal<Error>> {
    let size = request.page_size.unwrap_or(SMALLEST_PAGE).clamp(SMALLEST_PAGE, LARGEST_PAGE);
    let offset = request.page_num.unwrap_or(1).saturating_sub(1).saturating_mul(size);
    let domains = &view.state.domains;
    let mut play_type_count = [0; 3];
    for domain in domains.oldest_first().filter(|it| it.kind == Kind::Play && it.enabled) {
        let place = match domain.play_type {
            PlayType::Mainland => 0,
            PlayType::Global => 1,
            PlayType::Overseas => 2,
        };
        play_type_count[place] += 1;
    }
    let found: Vec<_> = domains.oldest_first().filter(|domain| passes(domain, &request)).collect();
    Ok(DescribeLiveDomainsReply {
        all_count: found.len(),
        domain_list: page(found.into_iter(), Some(offset), size).map(DomainInfo::of).collect(),
        create_limit_count: MOST_DOMAINS.saturating_sub(domains.len()),
        play_type_count,
    })
}

/// Whether a domain passes the filters of a request. Without a filter for delayed streams, only domains
/// without delay pass. The filter for the place of playback counts only if playback domains are requested.
fn passes(domain: &Domain, request: &DescribeLiveDomains) -> bool {
    let DescribeLiveDomains { domain_status, domain_type, domain_prefix, .. } = request;
    let is = |wanted: Option<u64>, has: u64| wanted.is_none_or(|wanted| wanted == has);
    let prefix = domain_prefix.as_deref().unwrap_or_default().to_lowercase();
    let play_type = request.play_type.filter(|_| *domain_type == Some(Kind::Play as u64));
    is(*domain_status, domain.enabled.into())
        && is(*domain_type, domain.kind as u64)
        && is(Some(request.is_delay_live.unwrap_or(0)), domain.delay.into())
        && is(play_type, domain.play_type as u64)
        && domain.name.starts_with(&prefix)
}

pub(crate) fn describe_live_domain(
    view: &View<'_, Account>,
    OneDomain { domain_name }: OneDomain,
) -> Result<DescribeLiveDomainReply, Refusal<Error>> {
    let domain = view.state.domains.find(&domain_name.to_lowercase());
    let domain = domain.ok_or(Error::DomainNotExist)?;
    Ok(DescribeLiveDomainReply { domain_info: DomainInfo::of(domain) })
}

/// Assumption: a domain without a certificate has no entry; a page that cannot be, and an unknown order, are
/// `InvalidParameter`. From: the list's name and the vendor's words; the error is the only one that fits.
pub(crate) fn describe_live_domain_cert_bindings(
    view: &View<'_, Account>,
    request: DescribeLiveDomainCertBindings,
) -> Result<DescribeLiveDomainCertBindingsReply, Refusal<Error>> {
    let now = view.tools.clock.now();
    let read = |number: Option<i64>, default: u64| match number {
        None => Ok(default),
        Some(number) => u64::try_from(number).map_err(|_| Error::InvalidParameter),
    };
    let (offset, length) = (read(request.offset, 0)?, read(request.length, DEFAULT_LENGTH)?);
    let given = |text: Option<String>| text.map(|text| text.to_lowercase()).unwrap_or_default();
    let (part, name) = (given(request.domain_search), given(request.domain_name));
    let deployments = Deployments::to_instances_of(view.others, ResourceType::Live, now);
    let is_asked =
        |domain: &&Domain| domain.name.contains(&part) && (name.is_empty() || domain.name == name);
    let asked: Vec<_> = view.state.domains.oldest_first().filter(is_asked).collect();
    let seen: Vec<_> = asked.iter().map(|domain| domain.seen(&deployments)).collect();
    let mut bound: Vec<_> =
        seen.iter().filter_map(|domain| Shown::of(domain, view.others, now)).collect();
    match request.order_by.as_deref().unwrap_or_default() {
        "" => {}
        "ExpireTimeAsc" => bound.sort_by_key(Shown::not_after),
        "ExpireTimeDesc" => bound.sort_by_key(|shown| Reverse(shown.not_after())),
        _ => return Err(Error::InvalidParameter.into()),
    }
    // A domain without an entry was seen as well.
    deployments.look(asked.iter().map(|domain| &*domain.name), now);
    Ok(DescribeLiveDomainCertBindingsReply {
        total_num: bound.len(),
        live_domain_cert_bindings: page(bound.iter(), Some(offset), length)
            .map(Shown::binding)
            .collect(),
    })
}

/// Assumption: of a domain that is not there, no certificate is found either. From: the errors that the
/// vendor lists for the action.
pub(crate) fn describe_live_domain_cert(
    view: &View<'_, Account>,
    OneDomain { domain_name }: OneDomain,
) -> Result<DescribeLiveDomainCertReply, Refusal<Error>> {
    let now = view.tools.clock.now();
    let deployments = Deployments::to_instances_of(view.others, ResourceType::Live, now);
    let domain = view.state.find(&domain_name, &deployments).ok_or(Error::CrtDomainNotFound)?;
    deployments.look([&*domain.name].into_iter(), now);
    let domain: Cow<'_, Domain> = domain;
    let shown = Shown::of(&domain, view.others, now).ok_or(Error::CrtDomainNotFound)?;
    Ok(DescribeLiveDomainCertReply { domain_cert_info: shown.info() })
}
