//! Listeners.

use serde_json::{Map, Value};

use super::super::super::errors::v3::Error;
use super::super::super::state::{Listener, Project, Protocol, Settings, Tag};
use super::super::super::types::query::{Filter, Paging, Several};
use super::super::super::types::v3::listener::{
    CreateListener, Creation, ListListeners, ListListenersReply, ListenerReply, NamedListener,
    ShownListener, UpdateListener, UpdateListenerOption,
};
use super::super::listening::Misfit;
use super::super::page::{Page, turn_to};
use super::super::replace::{replace, replace_some};
use super::certificates::LONGEST_PAGE;
use super::{check_enterprise_project, check_length, check_reason};
use crate::spec::{NoBody, Refusal};
use crate::store::{Context, Facts, View};

/// How many tags and ranges of ports there may be, and how many headers are added. Assumption: twenty
/// tags, ten ranges, fifty headers. From: the limit of tags of the vendor's other services; of the
/// others nothing is said.
const MOST_TAGS: usize = 20;
const MOST_RANGES: usize = 10;
const MOST_HEADERS: usize = 50;

/// The error of v3 for a listener that is not possible.
fn refuse(misfit: Misfit, listener: &Listener) -> Refusal<Error> {
    match misfit {
        Misfit::CertificateNotFound(id) => Error::not_found("certificate", &id),
        Misfit::CertificateMissing => Error::invalid("default_tls_container_ref"),
        Misfit::LoadBalancerNotFound(id) => Error::not_found("loadbalancer", &id),
        Misfit::Member(member) => Error::invalid(member),
        Misfit::PortTaken => Refusal::saying(
            Error::Conflict,
            format!(
                "Load Balancer {} already has a listener with protocol_port of {}.",
                listener.loadbalancer_id, listener.protocol_port
            ),
        ),
    }
}

pub(crate) fn create_listener(
    context: &mut Context<'_, Project>,
    request: CreateListener,
) -> Result<ListenerReply, Refusal<Error>> {
    let (creation, option) = request.listener.strict()?.split();
    let Creation { loadbalancer_id, protocol, protocol_port, port_ranges, tags, .. } = creation;
    let loadbalancer_id = loadbalancer_id.ok_or_else(|| Error::invalid("loadbalancer_id"))?;
    let protocol = protocol.ok_or_else(|| Error::invalid("protocol"))?;
    let protocol_port = protocol_port.ok_or_else(|| Error::invalid("protocol_port"))?;
    let ranges = port_ranges.as_ref().map_or(0, Vec::len);
    let has_ranges =
        matches!(protocol, Protocol::Tcp | Protocol::Udp | Protocol::Tls) && ranges > 0;
    if protocol_port == 0 && !has_ranges && protocol != Protocol::Ip {
        return Err(Error::invalid("protocol_port"));
    }
    if ranges > MOST_RANGES {
        return Err(Error::invalid("port_ranges"));
    }
    check_tags(tags.as_deref())?;
    check_enterprise_project(creation.enterprise_project_id.as_deref())?;
    check(&option)?;
    // Without the load balancer, the listener is refused below.
    let is_dedicated = context.state.is_dedicated(&loadbalancer_id).unwrap_or(true);
    let now = context.tools.clock.now();
    let mut listener =
        Listener::new(loadbalancer_id, protocol.at(is_dedicated), protocol_port, now);
    listener.settings.port_ranges = port_ranges;
    replace(&mut listener.settings.tags, tags);
    replace(&mut listener.settings.enterprise_project_id, creation.enterprise_project_id);
    apply(&mut listener, option);
    context.state.check_listener(&listener).map_err(|misfit| refuse(misfit, &listener))?;
    let added = context.state.add_listener(listener, context.tools);
    let id = added.map_err(|_| Error::quota("listener"))?.id.clone();
    show(context.state, context.facts, &id)
}

fn show(state: &Project, facts: &Facts, id: &str) -> Result<ListenerReply, Refusal<Error>> {
    let listener = state.listeners.find(id).ok_or_else(|| Error::not_found("listener", id))?;
    Ok(ListenerReply {
        listener: ShownListener::new(listener, &facts.project),
        request_id: facts.request_id.clone(),
    })
}

/// Checks what does not depend on the project.
fn check(option: &UpdateListenerOption) -> Result<(), Refusal<Error>> {
    check_length("name", option.name.as_deref(), 255)?;
    check_length("description", option.description.as_deref(), 255)?;
    check_length("tls_ciphers_policy", option.tls_ciphers_policy.as_deref(), 255)?;
    check_length("security_policy_id", option.security_policy_id.as_deref(), 255)?;
    let pool = option.default_pool_id.value().map(String::as_str);
    check_length("default_pool_id", pool, 255)?;
    check_reason(option.protection_reason.as_deref())?;
    if option.admin_state_up == Some(false) {
        return Err(Error::invalid("admin_state_up"));
    }
    if option.enable_member_retry == Some(false) {
        return Err(Error::invalid("enable_member_retry"));
    }
    if option.connection.is_some_and(|most| most > 1_000_000) {
        return Err(Error::invalid("connection"));
    }
    let are_switches = |value: &Value| value.is_boolean() || is_short(value);
    check_object("insert_headers", option.insert_headers.as_ref(), are_switches)?;
    let are_plain = |value: &Value| value.is_boolean() || is_short(value) || value.is_null();
    check_object("ipgroup", option.ipgroup.as_ref(), are_plain)?;
    check_object("quic_config", option.quic_config.as_ref(), are_plain)
}

fn is_short(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.len() <= 255)
}

fn check_object(
    member: &str,
    object: Option<&Map<String, Value>>,
    takes: impl Fn(&Value) -> bool,
) -> Result<(), Refusal<Error>> {
    let fits = object.is_none_or(|object| {
        object.len() <= MOST_HEADERS
            && object.iter().all(|(name, value)| name.len() <= 255 && takes(value))
    });
    if fits { Ok(()) } else { Err(Error::invalid(member)) }
}

pub(super) fn check_tags(tags: Option<&[Tag]>) -> Result<(), Refusal<Error>> {
    let tags = tags.unwrap_or_default();
    let is_short = |text: &str| text.len() <= 255;
    let fits = tags.len() <= MOST_TAGS
        && tags.iter().all(|tag| is_short(&tag.key) && is_short(&tag.value));
    if fits { Ok(()) } else { Err(Error::invalid("tags")) }
}

fn apply(listener: &mut Listener, option: UpdateListenerOption) {
    replace(&mut listener.name, option.name);
    replace_some(&mut listener.description, option.description);
    option.default_tls_container_ref.replace(&mut listener.default_tls_container_ref);
    option.client_ca_tls_container_ref.replace(&mut listener.client_ca_tls_container_ref);
    replace(&mut listener.sni_container_refs, option.sni_container_refs);
    let settings = &mut listener.settings;
    let matching = option.sni_match_algo.map(|matching| matching.name().to_owned());
    replace_some(&mut settings.sni_match_algo, matching);
    replace_some(&mut settings.tls_ciphers_policy, option.tls_ciphers_policy);
    replace_some(&mut settings.security_policy_id, option.security_policy_id);
    replace(&mut settings.http2_enable, option.http2_enable);
    option.default_pool_id.replace(&mut settings.default_pool_id);
    replace(&mut settings.insert_headers, option.insert_headers);
    replace(&mut settings.enable_member_retry, option.enable_member_retry);
    replace_some(&mut settings.keepalive_timeout, option.keepalive_timeout);
    replace_some(&mut settings.client_timeout, option.client_timeout);
    replace_some(&mut settings.member_timeout, option.member_timeout);
    replace_some(&mut settings.ipgroup, option.ipgroup);
    replace(&mut settings.transparent_client_ip_enable, option.transparent_client_ip_enable);
    replace(&mut settings.proxy_protocol_enable, option.proxy_protocol_enable);
    replace(&mut settings.enhance_l7policy_enable, option.enhance_l7policy_enable);
    replace_some(&mut settings.quic_config, option.quic_config);
    replace(&mut settings.protection_status, option.protection_status);
    replace(&mut settings.protection_reason, option.protection_reason);
    replace(&mut settings.gzip_enable, option.gzip_enable);
    replace(&mut settings.ssl_early_data_enable, option.ssl_early_data_enable);
    replace(&mut settings.cps, option.cps);
    replace(&mut settings.connection, option.connection);
    replace(&mut settings.nat64_enable, option.nat64_enable);
}

pub(crate) fn list_listeners(
    view: &View<'_, Project>,
    request: ListListeners,
) -> Result<ListListenersReply, Refusal<Error>> {
    let paging = Paging::read(&request.limit, &request.marker, &request.page_reverse, LONGEST_PAGE);
    let paging = paging.map_err(Error::invalid)?;
    let bools =
        |member: &str, values: &Several| values.as_bools().ok_or_else(|| Error::invalid(member));
    let is_up = bools("admin_state_up", &request.admin_state_up)?;
    let http2 = bools("http2_enable", &request.http2_enable)?;
    let retries = bools("enable_member_retry", &request.enable_member_retry)?;
    let transparent = bools("transparent_client_ip_enable", &request.transparent_client_ip_enable)?;
    let proxies = bools("proxy_protocol_enable", &request.proxy_protocol_enable)?;
    let filter = Filter::<Listener>::new([
        (&request.id, |it| it.id.clone()),
        (&request.name, |it| it.name.clone()),
        (&request.description, |it| it.description.clone().unwrap_or_default()),
        (&request.protocol, |it| it.protocol.name().to_owned()),
        (&request.protocol_port, |it| it.protocol_port.to_string()),
        (&request.default_tls_container_ref, |it| said(it.default_tls_container_ref.as_ref())),
        (&request.client_ca_tls_container_ref, |it| said(it.client_ca_tls_container_ref.as_ref())),
        (&request.default_pool_id, |it| said(it.settings.default_pool_id.as_ref())),
        (&request.loadbalancer_id, |it| it.loadbalancer_id.clone()),
        (&request.tls_ciphers_policy, |it| said(it.settings.tls_ciphers_policy.as_ref())),
        (&request.connection_limit, |it| it.settings.connection_limit.to_string()),
        (&request.keepalive_timeout, |it| counted(it.settings.keepalive_timeout)),
        (&request.client_timeout, |it| counted(it.settings.client_timeout)),
        (&request.member_timeout, |it| counted(it.settings.member_timeout)),
        (&request.enterprise_project_id.unless_all(), |it| {
            of(it, |it| it.enterprise_project_id.clone())
        }),
        (&request.protection_status, |it| of(it, |it| it.protection_status.name().to_owned())),
        // All of them are up.
        (&is_up, |_| true.to_string()),
        (&http2, |it| of(it, |it| it.http2_enable.to_string())),
        (&retries, |it| of(it, |it| it.enable_member_retry.to_string())),
        (&transparent, |it| of(it, |it| it.transparent_client_ip_enable.to_string())),
        (&proxies, |it| of(it, |it| it.proxy_protocol_enable.to_string())),
    ]);
    let page = turn_to(&view.state.listeners, |it| filter.lets_pass(it), None, paging);
    let Page { objects, info } = page.ok_or_else(|| Error::invalid("marker"))?;
    let shown = |listener: &Listener| ShownListener::new(listener, &view.facts.project);
    Ok(ListListenersReply {
        listeners: objects.into_iter().map(shown).collect(),
        page_info: info,
        request_id: view.facts.request_id.clone(),
    })
}

fn said(text: Option<&String>) -> String {
    text.cloned().unwrap_or_default()
}

fn counted(seconds: Option<u32>) -> String {
    seconds.map(|seconds| seconds.to_string()).unwrap_or_default()
}

fn of(listener: &Listener, say: impl Fn(&Settings) -> String) -> String {
    say(&listener.settings)
}

pub(crate) fn show_listener(
    view: &View<'_, Project>,
    NamedListener { listener_id }: NamedListener,
) -> Result<ListenerReply, Refusal<Error>> {
    show(view.state, view.facts, &listener_id)
}

pub(crate) fn update_listener(
    context: &mut Context<'_, Project>,
    request: UpdateListener,
) -> Result<ListenerReply, Refusal<Error>> {
    let option = request.listener.strict()?;
    check(&option)?;
    let id = request.listener_id;
    let known = context.state.listeners.find(&id);
    let mut listener = known.ok_or_else(|| Error::not_found("listener", &id))?.clone();
    apply(&mut listener, option);
    context.state.check_listener(&listener).map_err(|misfit| refuse(misfit, &listener))?;
    listener.updated_at = context.tools.clock.now();
    if let Some(known) = context.state.listeners.find_mut(&id) {
        *known = listener;
    }
    show(context.state, context.facts, &id)
}

pub(crate) fn delete_listener(
    context: &mut Context<'_, Project>,
    NamedListener { listener_id: id }: NamedListener,
) -> Result<NoBody, Refusal<Error>> {
    let known = context.state.listeners.find(&id);
    let known = known.ok_or_else(|| Error::not_found("listener", &id))?;
    if let Some(pool) = known.pool_ids.first() {
        return Err(Error::in_use("pool", pool, "listener"));
    }
    context.state.listeners.remove(&id);
    Ok(NoBody)
}

/// Also deletes the listener's pools and policies.
pub(crate) fn delete_listener_force(
    context: &mut Context<'_, Project>,
    NamedListener { listener_id: id }: NamedListener,
) -> Result<NoBody, Refusal<Error>> {
    let removed = context.state.listeners.remove(&id);
    removed.map(|_| NoBody).ok_or_else(|| Error::not_found("listener", &id))
}
