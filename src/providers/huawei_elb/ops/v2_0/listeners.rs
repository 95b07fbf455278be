//! Listeners, and the tags of listeners and load balancers.

use std::collections::HashSet;

use super::super::super::errors::v2::Error;
use super::super::super::state::{Listener, Project, Protocol, QuotaReached};
use super::super::super::types::members::{Loose, Wrapping, Wrong};
use super::super::super::types::query::{Filter, Paging};
use super::super::super::types::sorting::{Member, Sorting, Value};
use super::super::super::types::v2_0::{
    CreateListener, CreateListenerOption, Link, ListListeners, ListListenersReply, ListenerReply,
    NamedListener, ShowListenerTags, ShowLoadbalancerTags, ShownListener, TagsReply,
    UpdateListener, UpdateListenerOption,
};
use super::super::listening::Misfit;
use super::super::page::{Page, turn_to};
use super::super::replace::{replace, replace_some};
use crate::spec::{NoBody, Refusal};
use crate::store::{Context, View};

/// The largest page size, which is also that of a request without a limit: no list is expected to be longer.
const ALL: usize = 100_000;

/// The members by which listeners can be sorted.
const MEMBERS: &[Member<Listener>] = &[
    ("id", |it| Value::Text(it.id.clone())),
    ("name", |it| Value::Text(it.name.clone())),
    ("description", |it| Value::Text(it.description.clone().unwrap_or_default())),
    ("protocol", |it| Value::Text(it.protocol.name().to_owned())),
    ("protocol_port", |it| Value::Number(it.protocol_port.into())),
    ("loadbalancer_id", |it| Value::Text(it.loadbalancer_id.clone())),
    ("connection_limit", |it| Value::Number(it.settings.connection_limit)),
    ("default_pool_id", |it| text(it.settings.default_pool_id.as_ref())),
    ("default_tls_container_ref", |it| text(it.default_tls_container_ref.as_ref())),
    ("client_ca_tls_container_ref", |it| text(it.client_ca_tls_container_ref.as_ref())),
    ("tls_ciphers_policy", |it| text(it.settings.tls_ciphers_policy.as_ref())),
];

fn text(value: Option<&String>) -> Value {
    Value::Text(value.cloned().unwrap_or_default())
}

/// The UDP port that the network itself uses.
const VXLAN: u16 = 4789;

fn unwrap<T: Wrapping>(Loose(members): Loose<T>) -> Result<T, Refusal<Error>> {
    members.0.map_err(|wrong| match wrong {
        Wrong::NoObject => Error::ListenerNull.into(),
        Wrong::Member(_) | Wrong::Unknown(_) => Error::InvalidParameter.into(),
    })
}

fn required<T>(member: &str, value: Option<T>) -> Result<T, Refusal<Error>> {
    value.ok_or_else(|| {
        let words =
            format!("RequestBody listener[{member}] is null, this is a required parameter.");
        Refusal::saying(Error::MemberMissing, words)
    })
}

/// The error of v2.0 for a listener that is not possible.
fn refuse(misfit: Misfit, listener: &Listener) -> Refusal<Error> {
    match misfit {
        Misfit::CertificateNotFound(_) => Error::CertificateNotFound.into(),
        Misfit::CertificateMissing => Error::CertificateMissing.into(),
        Misfit::LoadBalancerNotFound(_) => Error::LoadBalancerNotFound.into(),
        Misfit::Member(_) => Error::InvalidParameter.into(),
        // The service writes the word so.
        Misfit::PortTaken => Refusal::saying(
            Error::PortTaken,
            format!(
                "Load Balaner {} already has a listener with protocol_port of {}.",
                listener.loadbalancer_id, listener.protocol_port
            ),
        ),
    }
}

pub(crate) fn create_listener(
    context: &mut Context<'_, Project>,
    request: CreateListener,
) -> Result<ListenerReply, Refusal<Error>> {
    let option = unwrap(request.listener)?;
    let protocol = Protocol::from(required("protocol", option.protocol)?);
    let port = required("protocol_port", option.protocol_port)?;
    let loadbalancer_id = required("loadbalancer_id", option.loadbalancer_id.clone())?;
    if option.tenant_id.as_deref().is_some_and(|tenant_id| tenant_id != context.facts.project) {
        return Err(Error::TenantMismatch.into());
    }
    if port == 0 || protocol == Protocol::Udp && port == VXLAN {
        return Err(Error::InvalidParameter.into());
    }
    let change = changes(option);
    check(&change)?;
    // Without the load balancer, the listener is refused below.
    let is_dedicated = context.state.is_dedicated(&loadbalancer_id).unwrap_or_default();
    let now = context.tools.clock.now();
    let mut listener = Listener::new(loadbalancer_id, protocol.at(is_dedicated), port, now);
    apply(&mut listener, change);
    context.state.check_listener(&listener).map_err(|misfit| refuse(misfit, &listener))?;
    let made = context.state.add_listener(listener, context.tools);
    let made = made.map_err(|QuotaReached| Error::ListenerQuotaExceeded)?;
    Ok(ListenerReply { listener: ShownListener::new(made, &context.facts.project) })
}

/// The members of a creation that an update could also have.
fn changes(option: CreateListenerOption) -> UpdateListenerOption {
    UpdateListenerOption {
        name: option.name,
        description: option.description,
        connection_limit: option.connection_limit,
        admin_state_up: option.admin_state_up,
        http2_enable: option.http2_enable,
        default_pool_id: option.default_pool_id.into(),
        default_tls_container_ref: option.default_tls_container_ref.into(),
        client_ca_tls_container_ref: option.client_ca_tls_container_ref.into(),
        sni_container_refs: option.sni_container_refs,
        tls_ciphers_policy: option.tls_ciphers_policy,
    }
}

fn check(option: &UpdateListenerOption) -> Result<(), Refusal<Error>> {
    let is_short =
        |text: Option<&str>| text.is_none_or(|text| text.chars().take(256).count() < 256);
    let pool = option.default_pool_id.value().map(String::as_str);
    let policy = option.tls_ciphers_policy.as_deref();
    let fits = [option.name.as_deref(), option.description.as_deref(), pool, policy]
        .into_iter()
        .all(is_short)
        && option.connection_limit.is_none_or(|most| (-1..=i64::from(i32::MAX)).contains(&most))
        && option.admin_state_up != Some(false);
    if fits { Ok(()) } else { Err(Error::InvalidParameter.into()) }
}

fn apply(listener: &mut Listener, option: UpdateListenerOption) {
    let settings = &mut listener.settings;
    replace(&mut settings.connection_limit, option.connection_limit);
    replace(&mut settings.http2_enable, option.http2_enable);
    replace_some(&mut settings.tls_ciphers_policy, option.tls_ciphers_policy);
    option.default_pool_id.replace(&mut settings.default_pool_id);
    replace(&mut listener.name, option.name);
    replace_some(&mut listener.description, option.description);
    option.default_tls_container_ref.replace(&mut listener.default_tls_container_ref);
    option.client_ca_tls_container_ref.replace(&mut listener.client_ca_tls_container_ref);
    replace(&mut listener.sni_container_refs, option.sni_container_refs);
}

pub(crate) fn list_listeners(
    view: &View<'_, Project>,
    request: ListListeners,
) -> Result<ListListenersReply, Refusal<Error>> {
    let paging = Paging::read(&request.limit, &request.marker, &request.page_reverse, ALL);
    let paging = paging.map_err(|_| Error::SearchInvalid)?;
    let filter = Filter::<Listener>::new([
        (&request.id, |it| it.id.clone()),
        (&request.name, |it| it.name.clone()),
        (&request.description, |it| it.description.clone().unwrap_or_default()),
        (&request.protocol, |it| it.protocol.name().to_owned()),
        (&request.protocol_port, |it| it.protocol_port.to_string()),
        (&request.loadbalancer_id, |it| it.loadbalancer_id.clone()),
        (&request.connection_limit, |it| it.settings.connection_limit.to_string()),
        (&request.default_pool_id, |it| it.settings.default_pool_id.clone().unwrap_or_default()),
        (&request.default_tls_container_ref, |it| {
            it.default_tls_container_ref.clone().unwrap_or_default()
        }),
        (&request.client_ca_tls_container_ref, |it| {
            it.client_ca_tls_container_ref.clone().unwrap_or_default()
        }),
        (&request.tls_ciphers_policy, |it| {
            it.settings.tls_ciphers_policy.clone().unwrap_or_default()
        }),
    ]);
    let certificates: HashSet<_> = request.tls_container_id.iter().collect();
    let names = |listener: &Listener| {
        certificates.is_empty() || listener.certificates().any(|id| certificates.contains(id))
    };
    let passes = |listener: &Listener| filter.lets_pass(listener) && names(listener);
    let sorting = Sorting::read(&request.sort_key, &request.sort_dir, MEMBERS);
    let sorting = sorting.ok_or(Error::SearchInvalid)?;
    let page = turn_to(&view.state.listeners, passes, Some(&sorting), paging);
    let Page { objects, info } = page.ok_or(Error::SearchInvalid)?;
    let limit = request.limit.last();
    let link = |marker: Option<String>, more: &str, rel| {
        let (marker, limit) = (marker?, limit?);
        let href = format!(
            "{}/v2.0/lbaas/listeners?limit={limit}&marker={marker}{}{more}",
            view.facts.origin(),
            sorting.query()
        );
        Some(Link { href, rel })
    };
    let next = link(info.next_marker, "", "next");
    let previous = link(info.previous_marker, "&page_reverse=True", "previous");
    let shown = |listener| ShownListener::new(listener, &view.facts.project);
    Ok(ListListenersReply {
        listeners: objects.into_iter().map(shown).collect(),
        listeners_links: next.into_iter().chain(previous).collect(),
    })
}

fn find<'a>(state: &'a Project, id: &str) -> Result<&'a Listener, Refusal<Error>> {
    Ok(state.listeners.find(id).ok_or(Error::ListenerNotFound)?)
}

pub(crate) fn show_listener(
    view: &View<'_, Project>,
    NamedListener { listener_id }: NamedListener,
) -> Result<ListenerReply, Refusal<Error>> {
    let listener = find(view.state, &listener_id)?;
    Ok(ListenerReply { listener: ShownListener::new(listener, &view.facts.project) })
}

pub(crate) fn update_listener(
    context: &mut Context<'_, Project>,
    request: UpdateListener,
) -> Result<ListenerReply, Refusal<Error>> {
    let option = unwrap(request.listener)?;
    check(&option)?;
    let mut listener = find(context.state, &request.listener_id)?.clone();
    apply(&mut listener, option);
    context.state.check_listener(&listener).map_err(|misfit| refuse(misfit, &listener))?;
    listener.updated_at = context.tools.clock.now();
    let shown = ShownListener::new(&listener, &context.facts.project);
    if let Some(known) = context.state.listeners.find_mut(&request.listener_id) {
        *known = listener;
    }
    Ok(ListenerReply { listener: shown })
}

pub(crate) fn delete_listener(
    context: &mut Context<'_, Project>,
    NamedListener { listener_id: id }: NamedListener,
) -> Result<NoBody, Refusal<Error>> {
    if !find(context.state, &id)?.pool_ids.is_empty() {
        return Err(Error::ListenerInUse.into());
    }
    context.state.listeners.remove(&id);
    Ok(NoBody)
}

pub(crate) fn show_listener_tags(
    view: &View<'_, Project>,
    ShowListenerTags { listener_id }: ShowListenerTags,
) -> Result<TagsReply, Refusal<Error>> {
    Ok(TagsReply { tags: find(view.state, &listener_id)?.settings.tags.clone() })
}

pub(crate) fn show_loadbalancer_tags(
    view: &View<'_, Project>,
    ShowLoadbalancerTags { loadbalancer_id }: ShowLoadbalancerTags,
) -> Result<TagsReply, Refusal<Error>> {
    let balancer = view.state.loadbalancers.find(&loadbalancer_id);
    let balancer = balancer.ok_or(Error::LoadBalancerNotFound)?;
    Ok(TagsReply { tags: balancer.settings.tags.clone() })
}
