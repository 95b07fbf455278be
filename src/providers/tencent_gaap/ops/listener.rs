//! Listeners: made, shown, changed, deleted.

use super::super::super::tencent::{once, page};
use super::super::errors::{Error, missing, no_listener};
use super::super::state::Account;
use super::super::state::certificate::CertificateType;
use super::super::state::forwarding_rule::ForwardProtocol;
use super::super::state::listener::{AuthType, Listener, Protocol};
use super::super::state::proxy::Version;
use super::super::state::status::ListenerStatus;
use super::super::state::tasks::{Change, ChangeKind, Moment};
use super::super::state::tls::Tls;
use super::super::state::write::{begin, finish};
use super::super::types::listener::{
    CreateHttpsListener, CreateHttpsListenerReply, DeleteListeners, DeleteListenersReply,
    DescribeHttpsListeners, DescribeHttpsListenersReply, HttpsListener,
    ModifyHttpsListenerAttribute, ModifyHttpsListenerAttributeReply, alias_infos,
    client_certificates,
};
use super::super::types::{DEFAULT_LIMIT, switch};
use super::domain::must_have_no_task;
use super::site::{Site, insert};
use crate::pace::Work;
use crate::spec::Refusal;
use crate::store::{Context, Others, View};

pub(crate) fn create_https_listener(
    context: &mut Context<'_, Account>,
    request: CreateHttpsListener,
) -> Result<CreateHttpsListenerReply, Refusal<Error>> {
    let now = context.tools.clock.now();
    let (account, others) = (&*context.state, context.others);
    let at = account.at(now);
    let (proxy_id, group_id) = (request.proxy_id.as_deref(), request.group_id.as_deref());
    let place = account.place(proxy_id, group_id, at)?;
    let site = Site::find(account, place, request.port, request.http3_supported, at)?;
    let forward_protocol = read_forward_protocol(&request.forward_protocol)?;
    let unfit = Error::InvalidCertificateId;
    account
        .certificate(others, &request.certificate_id, CertificateType::Server, now)
        .map_err(|why| why.refuse(unfit, unfit))?;
    let (auth_type, clients) = match (
        request.auth_type,
        client_certificates(request.client_certificate_id, request.poly_client_certificate_ids),
    ) {
        (None | Some(0), None) => (AuthType::OneWay, Vec::new()),
        (Some(1), Some(clients)) => (AuthType::Mutual, clients),
        (Some(1), None) => return Err(missing("ClientCertificateId")),
        // Clients need certificates only with mutual authentication.
        _ => return Err(Error::InvalidParameterValue.into()),
    };
    for id in &clients {
        account
            .certificate(others, id, CertificateType::ClientCa, now)
            .map_err(|why| why.refuse(unfit, unfit))?;
    }
    let listener = Listener {
        forward_protocol,
        certificate_id: request.certificate_id,
        auth_type,
        client_certificate_ids: clients,
        tls: Tls::of_a_listener(),
        ..site.listener(request.listener_name, Protocol::Https)
    };
    Ok(CreateHttpsListenerReply { listener_id: insert(context, listener) })
}

fn read_forward_protocol(text: &str) -> Result<ForwardProtocol, Error> {
    match text {
        "HTTP" => Ok(ForwardProtocol::Http),
        "HTTPS" => Ok(ForwardProtocol::Https),
        _ => Err(Error::InvalidParameterValue),
    }
}

pub(crate) fn describe_https_listeners(
    view: &View<'_, Account>,
    request: DescribeHttpsListeners,
) -> Result<DescribeHttpsListenersReply, Refusal<Error>> {
    let at = view.state.at(view.tools.clock.now());
    let http3 = request.http3_supported.map(|value| switch(Some(value))).transpose()?;
    let search = Search {
        protocol: Protocol::Https,
        proxy_id: request.proxy_id,
        group_id: request.group_id,
        listener_id: request.listener_id,
        name: request.listener_name,
        port: request.port,
        part: request.search_value,
        http3,
    };
    let (total_count, shown) = search.page(view.state, request.offset, request.limit, at)?;
    let listener_set = shown.iter().map(|listener| show(view, listener, at)).collect();
    at.look(shown.iter().flat_map(|listener| listener.tasks(at)));
    Ok(DescribeHttpsListenersReply { total_count, listener_set })
}

/// The filters of a list of listeners.
pub(super) struct Search {
    pub(super) protocol: Protocol,
    pub(super) proxy_id: Option<String>,
    pub(super) group_id: Option<String>,
    pub(super) listener_id: Option<String>,
    pub(super) name: Option<String>,
    pub(super) port: Option<u64>,
    /// A part of the name or of the port.
    pub(super) part: Option<String>,
    pub(super) http3: Option<bool>,
}

impl Search {
    /// Refuses a part beside what is whole. Assumption: a part beside the whole name or port is
    /// `InvalidParameter`. From: the description of the parameter, which forbids it.
    pub(super) fn must_be_whole_or_part(&self) -> Result<(), Error> {
        let is_given = |text: &Option<String>| text.as_ref().is_some_and(|text| !text.is_empty());
        let whole = is_given(&self.name) || self.port.is_some();
        if whole && is_given(&self.part) { Err(Error::InvalidParameter) } else { Ok(()) }
    }

    /// The number of listeners, and a page of them.
    pub(super) fn page<'a>(
        &self,
        account: &'a Account,
        offset: Option<u64>,
        limit: Option<u64>,
        at: Moment<'a>,
    ) -> Result<(usize, Vec<&'a Listener>), Refusal<Error>> {
        let found = self.find(account, at)?;
        let total_count = found.len();
        let shown = page(found.into_iter(), offset, limit.unwrap_or(DEFAULT_LIMIT));
        Ok((total_count, shown.collect()))
    }

    /// The listeners, of a place or by their id. Assumption: the id of a listener that speaks another
    /// protocol finds none; an id that no listener has is refused. From: what the Terraform provider
    /// does with either answer, which asks for HTTP first and then for HTTPS.
    fn find<'a>(
        &self,
        account: &'a Account,
        at: Moment<'a>,
    ) -> Result<Vec<&'a Listener>, Refusal<Error>> {
        let text = |member: &Option<String>| member.clone().filter(|text| !text.is_empty());
        let (name, part) = (text(&self.name), text(&self.part));
        let (proxy_id, group_id) = (text(&self.proxy_id), text(&self.group_id));
        let place = match (proxy_id.as_deref(), group_id.as_deref()) {
            (None, None) => None,
            (proxy_id, group_id) => Some(account.place(proxy_id, group_id, at)?),
        };
        let is_old = place.is_some_and(|place| place.version() == Version::V1);
        if is_old && self.protocol.is_layer_7() {
            return Err(Error::NotSupportOldVersionProxy.into());
        }
        let wanted = |listener: &&Listener| {
            listener.protocol == self.protocol
                && place.is_none_or(|place| place.has(listener))
                && name.as_ref().is_none_or(|name| listener.name == *name)
                && self.port.is_none_or(|port| u64::from(listener.port) == port)
                && self.http3.is_none_or(|http3| listener.http3 == http3)
                && part.as_ref().is_none_or(|part| {
                    listener.name.contains(part) || listener.port.to_string().contains(part)
                })
        };
        match text(&self.listener_id) {
            Some(id) => {
                let listener = account.listener(&id, at).ok_or_else(|| no_listener(&id))?;
                Ok(std::iter::once(listener).filter(wanted).collect())
            }
            None if place.is_none() => Err(missing("ProxyId")),
            None => Ok(account.listeners(at).filter(wanted).collect()),
        }
    }
}

fn show(view: &View<'_, Account>, listener: &Listener, at: Moment<'_>) -> HttpsListener {
    let clients = alias_infos(view, &listener.client_certificate_ids);
    let client = clients.first();
    HttpsListener {
        listener_id: listener.id.clone(),
        listener_name: listener.name.clone(),
        port: listener.port,
        protocol: listener.protocol,
        listener_status: listener.status(at).code(),
        certificate_id: listener.certificate_id.clone(),
        forward_protocol: listener.forward_protocol,
        create_time: listener.created.unix_timestamp(),
        certificate_alias: view.state.alias(view.others, &listener.certificate_id, at.now),
        client_certificate_id: client.map(|client| client.certificate_id.clone()),
        auth_type: listener.auth_type.code(),
        client_certificate_alias: client.map(|client| client.certificate_alias.clone()),
        poly_client_certificate_alias_info: clients,
        http3_supported: u8::from(listener.http3),
        proxy_id: listener.proxy_id.clone(),
        group_id: listener.group_id.clone(),
        tls_support_version: listener.tls.versions.clone(),
        tls_ciphers: listener.tls.ciphers.clone(),
    }
}

pub(crate) fn modify_https_listener_attribute(
    context: &mut Context<'_, Account>,
    request: ModifyHttpsListenerAttribute,
) -> Result<ModifyHttpsListenerAttributeReply, Refusal<Error>> {
    let now = context.tools.clock.now();
    let at = context.state.at(now);
    let listener = context.state.https_listener(&request.listener_id, at);
    let listener = listener.ok_or_else(|| no_listener(&request.listener_id))?;
    let place = context.state.place_of(listener, at)?;
    // Assumption: a group's listener is modified without a ProxyId. From: the description of the
    // parameter and the vendor's client; the action's own introduction says otherwise.
    match (&listener.proxy_id, request.proxy_id.as_ref().filter(|id| !id.is_empty())) {
        (Some(_), None) => return Err(missing("ProxyId")),
        (own, Some(given)) if own.as_ref() != Some(given) => {
            return Err(Error::InvalidParameter.into());
        }
        _ => {}
    }
    if place.version() == Version::V1 {
        return Err(Error::NotSupportOldVersionProxy.into());
    }
    place.must_be_standard()?;
    place.must_run(at, Error::InstanceStatusNotInRuning, Error::GroupStatusNotInRuning)?;
    must_have_no_task(listener, at)?;
    let changed = read_changes(context.state, context.others, listener, &request, at)?;
    let clients =
        client_certificates(request.client_certificate_id, request.poly_client_certificate_ids);
    context.state.check_clients(context.others, listener, clients.as_deref(), at)?;
    let client_certificate_ids = clients.unwrap_or(changed.client_certificate_ids);
    change_listener(context, Listener { client_certificate_ids, ..changed });
    Ok(ModifyHttpsListenerAttributeReply {})
}

/// Changes a listener by a task. `changed` is its new form.
pub(super) fn change_listener(context: &mut Context<'_, Account>, changed: Listener) {
    begin(context);
    if let Some(listener) = context.state.listeners.find_mut(&changed.id) {
        let before = Box::new(listener.clone());
        let domains = std::mem::take(&mut listener.domains);
        let change = Change::new(&context.facts.request_id, ChangeKind::Modification(before));
        *listener = Listener { domains, change: Some(change), ..changed };
    }
    finish(context);
}

/// The changed listener, apart from the certificates for clients.
fn read_changes(
    account: &Account,
    others: Others<'_>,
    listener: &Listener,
    request: &ModifyHttpsListenerAttribute,
    at: Moment<'_>,
) -> Result<Listener, Refusal<Error>> {
    let mut changed = listener.clone();
    if let Some(name) = &request.listener_name {
        changed.name.clone_from(name);
    }
    if let Some(protocol) = &request.forward_protocol {
        changed.forward_protocol = read_forward_protocol(protocol)?;
    }
    if let Some(id) = request.certificate_id.as_ref().filter(|id| !id.is_empty()) {
        let unfit = Error::InvalidParameterValue;
        account
            .certificate(others, id, CertificateType::Server, at.now)
            .map_err(|why| why.refuse(unfit, unfit))?;
        changed.certificate_id.clone_from(id);
    }
    Ok(changed)
}

pub(crate) fn delete_listeners(
    context: &mut Context<'_, Account>,
    request: DeleteListeners,
) -> Result<DeleteListenersReply, Refusal<Error>> {
    let at = context.state.at(context.tools.clock.now());
    let account = &*context.state;
    let force = switch(Some(request.force))?;
    let place = account.place(request.proxy_id.as_deref(), request.group_id.as_deref(), at)?;
    place.must_be_standard()?;
    place.must_run(at, Error::InstanceStatusNotInRuning, Error::GroupStatusNotInRuning)?;
    if request.listener_ids.is_empty() {
        return Err(missing("ListenerIds"));
    }
    let ids = once(request.listener_ids).into_iter();
    let (going, invalid_status_listener_set): (Vec<_>, Vec<_>) =
        ids.partition(|id| account.listener(id, at).is_some_and(|each| place.has(each)));
    for id in &going {
        let listener = account.listener(id, at).ok_or_else(|| no_listener(id))?;
        if listener.status(at) != ListenerStatus::Running {
            return Err(Error::ListenerHasTask.into());
        }
        if listener.is_bound(at) && !force {
            return Err(Error::RealServerAlreadyBound.into());
        }
    }
    let mut reply = DeleteListenersReply {
        operation_failed_listener_set: Vec::new(),
        operation_succeed_listener_set: Vec::new(),
        invalid_status_listener_set,
    };
    if going.is_empty() {
        return Ok(reply);
    }
    begin(context);
    let account = &mut *context.state;
    let end = account.tasks.find(&context.facts.request_id).map(Work::end);
    for (part, id) in going.into_iter().enumerate() {
        if let Some(listener) = account.listeners.find_mut(&id) {
            let change = Change::new(&context.facts.request_id, ChangeKind::Destruction);
            listener.change = Some(change.with_part(part));
        }
        if end.is_some_and(|end| !end.succeeds(part)) {
            reply.operation_failed_listener_set.push(id);
        } else {
            reply.operation_succeed_listener_set.push(id);
        }
    }
    finish(context);
    Ok(reply)
}
