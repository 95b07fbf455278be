//! Changes proxies: renames, moves to another project, changes limits, opens, closes and destroys them.

use time::Duration;

use super::super::errors::{Error, missing};
use super::super::state::proxy::{Proxy, ProxyStatus, Version};
use super::super::state::tasks::{Change, ChangeKind, Changing, Moment};
use super::super::state::write::{begin, finish};
use super::super::state::{Account, Health};
use super::super::types::proxy::{
    DestroyProxies, DestroyProxiesReply, ModifyProxiesAttribute, ModifyProxiesAttributeReply,
    ModifyProxiesProject, ModifyProxiesProjectReply, ModifyProxyConfiguration,
    ModifyProxyConfigurationReply, SwitchProxies, SwitchProxiesReply,
};
use super::super::types::switch;
use super::create_proxy::{BANDWIDTHS, CONCURRENTS};
use super::proxy::merge;
use crate::pace::Work;
use crate::spec::Refusal;
use crate::store::Context;

/// How old a proxy has to be before it can be destroyed. Assumption: a proxy younger than two
/// minutes is not destroyed (`InvalidStatusInstanceSet`). From: a comment of the Terraform provider,
/// which waits for that.
const LEAST_AGE: Duration = Duration::minutes(2);

/// The longest name that a proxy can be given, in characters.
const LONGEST_NAME: usize = 32;

pub(crate) fn modify_proxies_attribute(
    context: &mut Context<'_, Account>,
    request: ModifyProxiesAttribute,
) -> Result<ModifyProxiesAttributeReply, Refusal<Error>> {
    let account = &*context.state;
    let at = account.at(context.tools.clock.now());
    account.must_be_new(request.client_token.as_deref())?;
    let proxies = find_all(account, &request.proxy_ids, &request.instance_ids, at)?;
    if proxies.iter().any(|proxy| proxy.non_standard) {
        return Err(Error::NonStandardProxy.into());
    }
    let ids = all_idle(&proxies, at)?;
    // Assumption: without a name there is nothing to change, which is `MissingParameter`. From: the
    // description of the action, which changes names alone.
    let name = request.proxy_name.ok_or_else(|| missing("ProxyName"))?;
    if name.is_empty() || name.chars().count() > LONGEST_NAME {
        return Err(Error::InvalidParameterValue.into());
    }
    set_each(context, &ids, |proxy| proxy.name.clone_from(&name));
    context.state.note_token(request.client_token);
    Ok(ModifyProxiesAttributeReply {})
}

pub(crate) fn modify_proxies_project(
    context: &mut Context<'_, Account>,
    request: ModifyProxiesProject,
) -> Result<ModifyProxiesProjectReply, Refusal<Error>> {
    let account = &*context.state;
    let at = account.at(context.tools.clock.now());
    account.must_be_new(request.client_token.as_deref())?;
    let proxies = find_all(account, &request.proxy_ids, &request.instance_ids, at)?;
    must_be_newer(&proxies)?;
    let ids = all_idle(&proxies, at)?;
    // Assumption: a project of somebody else is `InvalidParameterValue` here. From: the errors of the
    // action, which lack the one that `CreateProxy` has for it.
    let project_id = u64::try_from(request.project_id).map_err(|_| Error::InvalidParameterValue)?;
    if account.forbidden_projects.contains(&project_id) {
        return Err(Error::InvalidParameterValue.into());
    }
    set_each(context, &ids, |proxy| proxy.project_id = project_id);
    context.state.note_token(request.client_token);
    Ok(ModifyProxiesProjectReply {})
}

pub(crate) fn modify_proxy_configuration(
    context: &mut Context<'_, Account>,
    request: ModifyProxyConfiguration,
) -> Result<ModifyProxyConfigurationReply, Refusal<Error>> {
    let now = context.tools.clock.now();
    let account = &*context.state;
    let at = account.at(now);
    account.must_be_new(request.client_token.as_deref())?;
    let given = |id: Option<String>| id.filter(|id| !id.is_empty());
    let id = given(request.proxy_id).or(given(request.instance_id));
    let id = id.ok_or_else(|| missing("ProxyId"))?;
    let proxy = account.proxy(&id, at).ok_or(Error::ResourceNotFound)?;
    if proxy.non_standard {
        return Err(Error::NonStandardProxy.into());
    }
    if !proxy.scalable {
        return Err(Error::NotSupportScalar.into());
    }
    if request.bandwidth.is_none() && request.concurrent.is_none() {
        return Err(missing("Bandwidth"));
    }
    let bandwidth = request.bandwidth.unwrap_or(proxy.bandwidth);
    let concurrent = request.concurrent.unwrap_or(proxy.concurrent);
    if !BANDWIDTHS.contains(&bandwidth) || !CONCURRENTS.contains(&concurrent) {
        return Err(Error::InvalidParameterValue.into());
    }
    let billing_type = match request.billing_type {
        None => proxy.billing_type,
        given => u64::from(switch(given)?),
    };
    if !account.balance_sufficient {
        return Err(Error::AccountBalanceInsufficient.into());
    }
    let ids = all_idle(&[proxy], at)?;
    let configured = Some(now);
    change_each(context, ids, |proxy| {
        Some(Proxy { bandwidth, concurrent, billing_type, configured, ..proxy.clone() })
    });
    context.state.note_token(request.client_token);
    Ok(ModifyProxyConfigurationReply {})
}

pub(crate) fn open_proxies(
    context: &mut Context<'_, Account>,
    request: SwitchProxies,
) -> Result<SwitchProxiesReply, Refusal<Error>> {
    if !context.state.balance_sufficient {
        return Err(Error::AccountBalanceInsufficient.into());
    }
    switch_proxies(context, request, ProxyStatus::Closed, ProxyStatus::Running)
}

pub(crate) fn close_proxies(
    context: &mut Context<'_, Account>,
    request: SwitchProxies,
) -> Result<SwitchProxiesReply, Refusal<Error>> {
    switch_proxies(context, request, ProxyStatus::Running, ProxyStatus::Closed)
}

/// Changes the proxies with the status `from` to `to`, and returns the ids of the others.
fn switch_proxies(
    context: &mut Context<'_, Account>,
    request: SwitchProxies,
    from: ProxyStatus,
    to: ProxyStatus,
) -> Result<SwitchProxiesReply, Refusal<Error>> {
    let account = &*context.state;
    let at = account.at(context.tools.clock.now());
    account.must_be_new(request.client_token.as_deref())?;
    let proxies = find_all(account, &request.proxy_ids, &request.instance_ids, at)?;
    must_be_newer(&proxies)?;
    let (going, others): (Vec<_>, Vec<_>) =
        proxies.into_iter().partition(|proxy| proxy.status(at) == from);
    let ids = |proxies: Vec<&Proxy>| proxies.iter().map(|proxy| proxy.id.clone()).collect();
    let invalid_status_instance_set = ids(others);
    let going: Vec<_> = ids(going);
    let operation_failed_instance_set =
        change_each(context, going, |proxy| Some(Proxy { status: to, ..proxy.clone() }));
    context.state.note_token(request.client_token);
    Ok(SwitchProxiesReply { invalid_status_instance_set, operation_failed_instance_set })
}

pub(crate) fn destroy_proxies(
    context: &mut Context<'_, Account>,
    request: DestroyProxies,
) -> Result<DestroyProxiesReply, Refusal<Error>> {
    let now = context.tools.clock.now();
    let at = context.state.at(now);
    context.state.must_be_new(request.client_token.as_deref())?;
    let force = switch(Some(request.force))?;
    let proxies = find_all(context.state, &request.proxy_ids, &request.instance_ids, at)?;
    if proxies.iter().any(|proxy| proxy.non_standard) {
        return Err(Error::NonStandardProxy.into());
    }
    check_together(context.state, &proxies, force, at)?;
    let can_go = |proxy: &&Proxy| {
        matches!(
            proxy.status(at),
            ProxyStatus::Running | ProxyStatus::Closed | ProxyStatus::CreateFailed
        ) && now - proxy.created >= LEAST_AGE
    };
    let (going, others): (Vec<_>, Vec<_>) = proxies.into_iter().partition(can_go);
    let ids = |proxies: Vec<&Proxy>| proxies.iter().map(|proxy| proxy.id.clone()).collect();
    let invalid_status_instance_set = ids(others);
    let going: Vec<_> = ids(going);
    let any = !going.is_empty();
    let operation_failed_instance_set = change_each(context, going, |_| None);
    if any {
        context.state.note_token(request.client_token);
    }
    Ok(DestroyProxiesReply { invalid_status_instance_set, operation_failed_instance_set })
}

/// Refuses to destroy some together.
fn check_together(
    account: &Account,
    proxies: &[&Proxy],
    force: bool,
    at: Moment<'_>,
) -> Result<(), Error> {
    let mut groups = proxies.iter().map(|proxy| &proxy.group_id);
    let first = groups.next();
    if groups.any(|group| Some(group) != first) {
        return Err(Error::BelongDifferentGroup);
    }
    if proxies.iter().any(|proxy| proxy.status(at) == ProxyStatus::Destroying) {
        return Err(Error::ActionIsDoing);
    }
    let tagged = proxies.iter().any(|proxy| !proxy.tags.is_empty());
    if tagged && account.tag_service == Health::Failing {
        return Err(Error::UnTagResourcesFailed);
    }
    let bound = account.listeners(at).any(|listener| {
        listener.is_bound(at)
            && proxies.iter().any(|proxy| listener.proxy_id.as_ref() == Some(&proxy.id))
    });
    if bound && !force { Err(Error::RealServerAlreadyBound) } else { Ok(()) }
}

/// The proxies that a request names, each once. Assumption: one unknown proxy is `ResourceNotFound`,
/// and nothing is done to the others. From: the words of the code.
fn find_all<'a>(
    account: &'a Account,
    newer: &[String],
    older: &[String],
    at: Moment<'a>,
) -> Result<Vec<&'a Proxy>, Refusal<Error>> {
    let ids = merge(newer, older)?;
    if ids.is_empty() {
        return Err(missing("ProxyIds"));
    }
    let find = |id: &String| account.proxy(id, at).ok_or(Error::ResourceNotFound);
    Ok(ids.into_iter().map(find).collect::<Result<_, _>>()?)
}

/// Refuses proxies whose version is too old for the change.
fn must_be_newer(proxies: &[&Proxy]) -> Result<(), Error> {
    let old = proxies.iter().any(|proxy| proxy.version == Version::V1);
    if old { Err(Error::NotSupportOldVersionProxy) } else { Ok(()) }
}

/// The ids of proxies with which nothing goes on. Assumption: a proxy is changed while it runs or is
/// closed; another is `ResourceUnavailable`. From: the words of the code, and the errors of these
/// actions, which have none of a status.
fn all_idle(proxies: &[&Proxy], at: Moment<'_>) -> Result<Vec<String>, Error> {
    let idle = |proxy: &&Proxy| {
        proxy.pending(at).is_none()
            && matches!(proxy.status(at), ProxyStatus::Running | ProxyStatus::Closed)
    };
    if !proxies.iter().all(idle) {
        return Err(Error::ResourceUnavailable);
    }
    Ok(proxies.iter().map(|proxy| proxy.id.clone()).collect())
}

/// Changes of proxies what takes no task. Assumption: a name and a project change at once. From: the
/// Terraform provider, which changes one after the other and waits for neither.
fn set_each(context: &mut Context<'_, Account>, ids: &[String], set: impl Fn(&mut Proxy)) {
    finish(context);
    for id in ids {
        if let Some(proxy) = context.state.proxies.find_mut(id) {
            set(proxy);
        }
    }
}

/// Changes proxies by one task, each as a part of it. A proxy for which `changed` returns nothing is
/// destroyed. Returns the proxies for which the task will fail.
fn change_each(
    context: &mut Context<'_, Account>,
    ids: Vec<String>,
    changed: impl Fn(&Proxy) -> Option<Proxy>,
) -> Vec<String> {
    let mut failed = Vec::new();
    if ids.is_empty() {
        return failed;
    }
    begin(context);
    let task = &context.facts.request_id;
    let account = &mut *context.state;
    let end = account.tasks.find(task).map(Work::end);
    for (part, id) in ids.into_iter().enumerate() {
        if let Some(proxy) = account.proxies.find_mut(&id) {
            let (after, kind) = match changed(proxy) {
                Some(after) => (after, ChangeKind::Modification(Box::new(proxy.clone()))),
                None => (proxy.clone(), ChangeKind::Destruction),
            };
            *proxy = Proxy { change: Some(Change::new(task, kind).with_part(part)), ..after };
        }
        if end.is_some_and(|end| !end.succeeds(part)) {
            failed.push(id);
        }
    }
    finish(context);
    failed
}
