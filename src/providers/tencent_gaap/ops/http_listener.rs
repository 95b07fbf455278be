//! HTTP listeners, and the TLS settings of HTTPS listeners.

use super::super::errors::{Error, missing, no_listener};
use super::super::state::Account;
use super::super::state::listener::{Listener, Protocol};
use super::super::state::proxy::Version;
use super::super::state::status::ListenerStatus;
use super::super::state::tls::{TLS_CIPHERS, TLS_VERSIONS, Tls};
use super::super::types::http_listener::{
    CreateHttpListener, CreateHttpListenerReply, DescribeHttpListeners, DescribeHttpListenersReply,
    HttpListener, ModifyHttpListenerAttribute, ModifyHttpListenerAttributeReply, SetTlsVersion,
    SetTlsVersionReply,
};
use super::listener::{Search, change_listener};
use super::site::{Site, insert};
use crate::spec::Refusal;
use crate::store::{Context, View};

pub(crate) fn create_http_listener(
    context: &mut Context<'_, Account>,
    request: CreateHttpListener,
) -> Result<CreateHttpListenerReply, Refusal<Error>> {
    let at = context.state.at(context.tools.clock.now());
    let (proxy_id, group_id) = (request.proxy_id.as_deref(), request.group_id.as_deref());
    let place = context.state.place(proxy_id, group_id, at)?;
    let site = Site::find(context.state, place, request.port, None, at)?;
    let listener = site.listener(request.listener_name, Protocol::Http);
    Ok(CreateHttpListenerReply { listener_id: insert(context, listener) })
}

pub(crate) fn describe_http_listeners(
    view: &View<'_, Account>,
    request: DescribeHttpListeners,
) -> Result<DescribeHttpListenersReply, Refusal<Error>> {
    let at = view.state.at(view.tools.clock.now());
    let search = Search {
        protocol: Protocol::Http,
        proxy_id: request.proxy_id,
        group_id: request.group_id,
        listener_id: request.listener_id,
        name: request.listener_name,
        port: request.port,
        part: request.search_value,
        http3: None,
    };
    search.must_be_whole_or_part()?;
    let (total_count, shown) = search.page(view.state, request.offset, request.limit, at)?;
    let show = |listener: &&Listener| HttpListener {
        listener_id: listener.id.clone(),
        listener_name: listener.name.clone(),
        port: listener.port,
        create_time: listener.created.unix_timestamp(),
        protocol: listener.protocol,
        listener_status: listener.status(at).code(),
        proxy_id: listener.proxy_id.clone(),
        group_id: listener.group_id.clone(),
    };
    let listener_set = shown.iter().map(show).collect();
    at.look(shown.iter().flat_map(|listener| listener.tasks(at)));
    Ok(DescribeHttpListenersReply { total_count, listener_set })
}

pub(crate) fn modify_http_listener_attribute(
    context: &mut Context<'_, Account>,
    request: ModifyHttpListenerAttribute,
) -> Result<ModifyHttpListenerAttributeReply, Refusal<Error>> {
    let at = context.state.at(context.tools.clock.now());
    let id = &request.listener_id;
    let listener = context.state.listener(id, at);
    let listener = listener.filter(|listener| listener.protocol == Protocol::Http);
    let listener = listener.ok_or_else(|| no_listener(id))?;
    let place = context.state.place_of(listener, at)?;
    let given = request.proxy_id.as_ref().filter(|id| !id.is_empty());
    if given.is_some() && listener.proxy_id.as_ref() != given {
        return Err(Error::InvalidParameter.into());
    }
    if place.version() == Version::V1 {
        return Err(Error::NotSupportOldVersionProxy.into());
    }
    place.must_be_standard()?;
    // Assumption: a listener of HTTP is renamed whether its proxy runs or not, and only while nothing
    // else goes on with it. From: the errors of the action, of which `ListenerStatusError` alone is
    // about that.
    if listener.status(at) != ListenerStatus::Running {
        return Err(Error::ListenerStatusError.into());
    }
    let changed = Listener { name: request.listener_name, ..listener.clone() };
    change_listener(context, changed);
    Ok(ModifyHttpListenerAttributeReply {})
}

pub(crate) fn set_tls_version(
    context: &mut Context<'_, Account>,
    request: SetTlsVersion,
) -> Result<SetTlsVersionReply, Refusal<Error>> {
    let at = context.state.at(context.tools.clock.now());
    let id = &request.listener_id;
    let listener = context.state.https_listener(id, at).ok_or_else(|| no_listener(id))?;
    let place = context.state.place_of(listener, at)?;
    let tls = read_tls(request.tls_support_version, request.tls_ciphers)?;
    // Assumption: what says `IsSupportTLSChoice` 0, and a listener that is being changed, are
    // `ResourceUnavailable`. From: the errors of the action, which have no nearer one.
    if !place.has_tls_choice() {
        return Err(Error::ResourceUnavailable.into());
    }
    let stopped = Error::InstanceStatusNotInRuning;
    place.must_run(at, stopped, stopped)?;
    if listener.status(at) != ListenerStatus::Running {
        return Err(Error::ResourceUnavailable.into());
    }
    let changed = Listener { tls, ..listener.clone() };
    change_listener(context, changed);
    Ok(SetTlsVersionReply {})
}

/// The TLS versions and cipher suites, all of which are required.
fn read_tls(versions: Vec<String>, ciphers: String) -> Result<Tls, Refusal<Error>> {
    if versions.is_empty() {
        return Err(missing("TLSSupportVersion"));
    }
    if ciphers.is_empty() {
        return Err(missing("TLSCiphers"));
    }
    let known = |version: &String| TLS_VERSIONS.contains(&version.as_str());
    if !versions.iter().all(known) || !TLS_CIPHERS.contains(&ciphers.as_str()) {
        return Err(Error::InvalidParameterValue.into());
    }
    // Without repetitions, in order.
    let named = |version: &&str| versions.iter().any(|given| given == version);
    let versions = TLS_VERSIONS.into_iter().filter(named).map(str::to_owned).collect();
    Ok(Tls { versions, ciphers })
}
