//! Global domains: made, shown, changed, opened, closed, deleted.

use std::collections::HashSet;

use super::super::super::tencent::{MOST_TAGS, page};
use super::super::errors::Error;
use super::super::state::global_domain::GlobalDomain;
use super::super::state::proxy::BanStatus;
use super::super::state::tasks::{Change, ChangeKind, Changing as _, Moment};
use super::super::state::write::{begin, finish};
use super::super::state::{Account, DomainRefusal, Health};
use super::super::types::global_domain::{
    CreateGlobalDomain, CreateGlobalDomainReply, DeleteGlobalDomainReply, DescribeGlobalDomains,
    DescribeGlobalDomainsReply, DisableGlobalDomainReply, EnableGlobalDomainReply,
    ModifyGlobalDomainAttribute, ModifyGlobalDomainAttributeReply, NamedGlobalDomain,
    ShownGlobalDomain,
};
use super::super::types::proxy::Filter;
use super::domain::is_host_name;
use crate::spec::Refusal;
use crate::store::{Context, View};

/// The most tags that one request can filter by.
const MOST_WANTED_TAGS: usize = 5;

/// The refusal of a global domain that is not there, in the words of the vendor's example of
/// `DisableGlobalDomain`.
pub(super) fn no_domain() -> Refusal<Error> {
    Refusal::saying(Error::FailedOperation, "domain not exits")
}

/// Assumption: what these actions cannot do with a parameter is `FailedOperation`. From: their errors, which
/// have nothing nearer.
pub(super) fn unfit(words: &str) -> Refusal<Error> {
    Refusal::saying(Error::FailedOperation, words)
}

pub(crate) fn create_global_domain(
    context: &mut Context<'_, Account>,
    request: CreateGlobalDomain,
) -> Result<CreateGlobalDomainReply, Refusal<Error>> {
    let account = &*context.state;
    if !account.global_domains_allowed {
        return Err(Error::UserNotInWhitelist.into());
    }
    let project_id = u64::try_from(request.project_id).ok();
    let project_id = project_id.filter(|id| !account.forbidden_projects.contains(id));
    let project_id = project_id.ok_or_else(|| unfit("The project is not the account's."))?;
    check_default(account, &request.default_value)?;
    if request.tag_set.len() > MOST_TAGS {
        return Err(Error::TagQuota.into());
    }
    if !request.tag_set.is_empty() && account.tag_service == Health::Failing {
        return Err(Error::TagResourcesFailed.into());
    }
    if account.global_domains.len() >= account.global_domain_quota {
        return Err(Error::DomainLimit.into());
    }
    let id = account.new_id(context.tools.ids, "dm");
    context.state.global_domains.insert(GlobalDomain {
        id: id.clone(),
        alias: request.alias.unwrap_or_default(),
        project_id,
        default_value: request.default_value,
        // Assumption: a new one is open. From: the vendor's example of one.
        open: true,
        tags: request.tag_set,
        ban_status: BanStatus::default(),
        created: context.tools.clock.now(),
        updated: None,
        dns_records: Vec::new(),
        change: None,
    });
    Ok(CreateGlobalDomainReply { domain_id: id })
}

/// Refuses an invalid default target of a global domain.
fn check_default(account: &Account, value: &str) -> Result<(), Refusal<Error>> {
    if account.refused_domains.get(value) == Some(&DomainRefusal::Banned) {
        return Err(Error::GlobalDomainHitBanBlacklist.into());
    }
    if leads_somewhere(value) {
        Ok(())
    } else {
        Err(unfit("DefaultValue is no address and no host name."))
    }
}

/// Whether a domain can lead there: to an address or a host name.
pub(super) fn leads_somewhere(value: &str) -> bool {
    is_address(value) || is_host_name(value)
}

fn is_address(value: &str) -> bool {
    value.parse::<std::net::IpAddr>().is_ok()
}

pub(crate) fn describe_global_domains(
    view: &View<'_, Account>,
    request: DescribeGlobalDomains,
) -> Result<DescribeGlobalDomainsReply, Refusal<Error>> {
    let at = view.state.at(view.tools.clock.now());
    if request.tag_set.len() > MOST_WANTED_TAGS {
        return Err(Error::InvalidTags.into());
    }
    let tags = &request.tag_set;
    let wanted = |domain: &&GlobalDomain| {
        (request.project_id == -1 || u64::try_from(request.project_id) == Ok(domain.project_id))
            && (tags.is_empty() || tags.iter().any(|tag| domain.tags.contains(tag)))
            && request.filters.iter().all(|filter| passes(filter, domain))
    };
    let domains = view.state.global_domains.newest_first(0);
    let found: Vec<_> = domains.filter_map(|domain| domain.seen(at)).filter(wanted).collect();
    let show = |domain: &GlobalDomain| ShownGlobalDomain {
        domain_id: domain.id.clone(),
        full_domain: domain.full_name(),
        alias: domain.alias.clone(),
        kind: if is_address(&domain.default_value) { "IP" } else { "DOMAIN" },
        status: domain.status(at).code(),
        project_id: domain.project_id,
        default_value: domain.default_value.clone(),
        proxy_count: count_proxies(view.state, domain, at),
        create_time: domain.created.unix_timestamp(),
        update_time: domain.updated.map(time::OffsetDateTime::unix_timestamp),
        tag_set: domain.tags.clone(),
        ban_status: domain.ban_status,
    };
    let total_count = found.len();
    let shown: Vec<_> = page(found.into_iter(), Some(request.offset), request.limit).collect();
    let domains = shown.iter().map(|domain| show(domain)).collect();
    at.look(shown.iter().filter_map(|domain| domain.pending(at)).map(Change::task));
    Ok(DescribeGlobalDomainsReply { domains, total_count })
}

/// The number of proxies that a domain leads to.
fn count_proxies(account: &Account, domain: &GlobalDomain, at: Moment<'_>) -> usize {
    let ids: HashSet<_> = domain.dns_records(at).flat_map(|record| &record.proxy_ids).collect();
    ids.into_iter().filter(|id| account.proxy(id, at).is_some()).count()
}

/// Whether a domain passes a filter. Assumption: the filters are members of the reply, and one of another
/// name finds nothing. From: the filters of `DescribeRealServers`, which are so; those of this action are
/// named nowhere, and its errors have none for a wrong one.
fn passes(filter: &Filter, domain: &GlobalDomain) -> bool {
    let found = match filter.name.as_str() {
        "DomainId" => &domain.id,
        "Alias" => &domain.alias,
        "DefaultValue" => &domain.default_value,
        _ => return false,
    };
    filter.values.contains(found)
}

pub(crate) fn modify_global_domain_attribute(
    context: &mut Context<'_, Account>,
    request: ModifyGlobalDomainAttribute,
) -> Result<ModifyGlobalDomainAttributeReply, Refusal<Error>> {
    finish(context);
    let now = context.tools.clock.now();
    idle(context.state, &request.domain_id)?;
    let default_value = request.default_value.filter(|value| !value.is_empty());
    if let Some(value) = &default_value {
        check_default(context.state, value)?;
    }
    if context.state.forbidden_projects.contains(&request.project_id) {
        return Err(unfit("The project is not the account's."));
    }
    if let Some(domain) = context.state.global_domains.find_mut(&request.domain_id) {
        domain.project_id = request.project_id;
        domain.updated = Some(now);
        if let Some(value) = default_value {
            domain.default_value = value;
        }
        if let Some(alias) = request.alias {
            domain.alias = alias;
        }
    }
    Ok(ModifyGlobalDomainAttributeReply {})
}

/// The domain, which must have no change in progress. Ended changes have been settled.
pub(super) fn idle<'a>(account: &'a Account, id: &str) -> Result<&'a GlobalDomain, Refusal<Error>> {
    let domain = account.global_domains.find(id).ok_or_else(no_domain)?;
    if domain.change.is_some() { Err(unfit("The domain is being changed.")) } else { Ok(domain) }
}

pub(crate) fn delete_global_domain(
    context: &mut Context<'_, Account>,
    request: NamedGlobalDomain,
) -> Result<DeleteGlobalDomainReply, Refusal<Error>> {
    finish(context);
    let domain = idle(context.state, &request.domain_id)?;
    if !domain.tags.is_empty() && context.state.tag_service == Health::Failing {
        return Err(Error::UnTagResourcesFailed.into());
    }
    // Assumption: the DNS records of a global domain go with it. From: the errors of the action, which have none
    // for what is in use.
    context.state.global_domains.remove(&request.domain_id);
    Ok(DeleteGlobalDomainReply {})
}

pub(crate) fn enable_global_domain(
    context: &mut Context<'_, Account>,
    request: NamedGlobalDomain,
) -> Result<EnableGlobalDomainReply, Refusal<Error>> {
    turn(context, &request.domain_id, true)?;
    Ok(EnableGlobalDomainReply {})
}

pub(crate) fn disable_global_domain(
    context: &mut Context<'_, Account>,
    request: NamedGlobalDomain,
) -> Result<DisableGlobalDomainReply, Refusal<Error>> {
    turn(context, &request.domain_id, false)?;
    Ok(DisableGlobalDomainReply {})
}

/// Opens or closes a domain by a task. Nothing happens if it already is open or closed.
fn turn(context: &mut Context<'_, Account>, id: &str, open: bool) -> Result<(), Refusal<Error>> {
    finish(context);
    if idle(context.state, id)?.has_changing_record() {
        return Err(unfit("A DNS record of the domain is being changed."));
    }
    begin(context);
    let updated = Some(context.tools.clock.now());
    let task = &context.facts.request_id;
    if let Some(domain) = context.state.global_domains.find_mut(id).filter(|it| it.open != open) {
        let before = ChangeKind::Modification(Box::new(domain.clone()));
        domain.open = open;
        domain.updated = updated;
        domain.change = Some(Change::new(task, before));
    }
    finish(context);
    Ok(())
}
