//! Domains: listed and shown. They are not made here; they are state.

use super::super::errors::{ConfigsError, DomainsError};
use super::super::state::{Account, BusinessType, Domain, DomainStatus, ServiceArea};
use super::super::types::{
    DomainById, DomainByName, ListDomains, ListDomainsReply, ListedDomain, NamedDomain, Page,
    ShowDomainDetailByNameReply, ShowDomainDetailReply, is_in, word,
};
use crate::spec::Refusal;
use crate::store::{Facts, View};

pub(crate) fn list_domains(
    view: &View<'_, Account>,
    request: ListDomains,
) -> Result<ListDomainsReply, Refusal<DomainsError>> {
    let page = Page::read(request.page_size.as_deref(), request.page_number.as_deref())?;
    let business_type = word(request.business_type.as_deref(), BusinessType::read)?;
    let service_area = word(request.service_area.as_deref(), ServiceArea::read)?;
    let status = word(request.domain_status.as_deref(), DomainStatus::read)?;
    let is_exact = flag(request.exact_match.as_deref())?;
    let with_tags = flag(request.show_tags.as_deref())?;
    let now = view.tools.clock.now();
    let name = request.domain_name.unwrap_or_default();
    let is_named = |domain: &Domain| {
        let is_whole = !is_exact || name.is_empty() || domain.domain_name == name;
        is_whole && domain.domain_name.contains(&name)
    };
    let is_wanted = |domain: &&Domain| {
        is_named(domain)
            && business_type.is_none_or(|wanted| domain.business_type == wanted)
            && service_area.is_none_or(|wanted| domain.service_area == wanted)
            && status.is_none_or(|wanted| domain.status(now) == wanted)
            && is_in(request.enterprise_project_id.as_deref(), &domain.enterprise_project_id)
    };
    // Assumption: lists begin with the newest. From: nothing; no client depends on the order.
    let (found, total) = page.of(view.state.domains.newest_first().filter(is_wanted));
    let show = |domain: &Domain| {
        let tags = with_tags.then(Vec::new);
        ListedDomain { tags, ..ListedDomain::new(domain, domain.look(now)) }
    };
    Ok(ListDomainsReply { total, domains: found.into_iter().map(show).collect() })
}

fn flag(text: Option<&str>) -> Result<bool, Refusal<DomainsError>> {
    let read = |text: &str| match text {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    };
    Ok(word(text, read)?.unwrap_or_default())
}

pub(crate) fn show_domain_detail(
    view: &View<'_, Account>,
    request: DomainById,
) -> Result<ShowDomainDetailReply, Refusal<DomainsError>> {
    let asked = request.enterprise_project_id.as_deref();
    let domain = find(view.state, &request.domain_id, asked)?;
    let status = domain.look(view.tools.clock.now());
    Ok(ShowDomainDetailReply { domain: ListedDomain::detailed(domain, owner(view.facts), status) })
}

/// The vendor's id of the account.
pub(super) fn owner(facts: &Facts) -> String {
    facts.tenant.as_ref().map(|tenant| tenant.domain_id.clone()).unwrap_or_default()
}

pub(crate) fn show_domain_detail_by_name(
    view: &View<'_, Account>,
    request: DomainByName,
) -> Result<ShowDomainDetailByNameReply, Refusal<ConfigsError>> {
    let asked = request.enterprise_project_id.as_deref();
    let domain = find_named(view.state, &request.domain_name, asked)?;
    Ok(ShowDomainDetailByNameReply { domain: NamedDomain::new(domain, view.tools.clock.now()) })
}

/// Assumption: an id that nobody has is CDN.0105, another account's CDN.0108, and one of another
/// enterprise project than the one that is asked for CDN.0020. From: the words of the codes.
pub(super) fn find<'a>(
    account: &'a Account,
    id: &str,
    asked: Option<&str>,
) -> Result<&'a Domain, Refusal<DomainsError>> {
    let domain = account.domains.find(id).ok_or_else(|| {
        Refusal::unless_elsewhere(DomainsError::DomainNotFound, id, DomainsError::DomainNotYours)
    })?;
    if is_in(asked, &domain.enterprise_project_id) {
        return Ok(domain);
    }
    Err(DomainsError::ProjectNotAuthorized.into())
}

pub(super) fn find_named<'a>(
    account: &'a Account,
    name: &str,
    asked: Option<&str>,
) -> Result<&'a Domain, Refusal<ConfigsError>> {
    let domain = account.domains.named(name).ok_or(ConfigsError::DomainNotExist)?;
    if is_in(asked, &domain.enterprise_project_id) {
        return Ok(domain);
    }
    Err(ConfigsError::NotOfEnterpriseProject.into())
}

/// Labels of letters, digits, `-` and `_`, the first of which may be `*`.
pub(super) fn is_domain(name: &str) -> bool {
    let name = name.strip_prefix("*.").unwrap_or(name);
    let is_label = |label: &str| {
        let is_inside = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_');
        !label.is_empty() && label.chars().all(is_inside)
    };
    name.len() <= 255 && name.contains('.') && name.split('.').all(is_label)
}
