//! Listeners, changed.

use serde_json::{Map, Value};

use super::super::errors::{Error, wrong_value};
use super::super::state::Account;
use super::super::state::bound::Bound;
use super::super::state::listener::{Listener, Protocol};
use super::super::state::load_balancer::ChangeKind;
use super::super::types::requests::ModifyListener;
use super::change::{Asked, Edit, Load, load};
use crate::spec::Refusal;
use crate::store::View;

/// The changes that a request makes to a listener.
pub(crate) struct ListenerEdit {
    name: Option<String>,
    scheduler: Option<String>,
    sni_switch: Option<i64>,
    /// The vendor's members.
    plain: Map<String, Value>,
}

pub(crate) fn load_listener(
    view: &View<'_, Account>,
    request: ModifyListener,
) -> Result<Load<ListenerEdit>, Refusal<Error>> {
    let ModifyListener { load_balancer_id, listener_id, certificate, multi_cert_info, .. } =
        request;
    let edit = ListenerEdit {
        name: request.listener_name,
        scheduler: request.scheduler,
        sni_switch: request.sni_switch,
        plain: request.plain,
    };
    let several = multi_cert_info;
    load(view, Asked { load_balancer_id, listener_id, certificate, several }, edit)
}

impl ListenerEdit {
    fn turns_sni_on(&self, listener: &Listener) -> bool {
        self.sni_switch == Some(1) && !listener.sni
    }
}

impl Edit for ListenerEdit {
    const KIND: ChangeKind = ChangeKind::Listener;

    fn check(&self, listener: &Listener, gives_certificate: bool) -> Result<(), Refusal<Error>> {
        if gives_certificate && !listener.protocol.has_certificates() {
            let words = "Only HTTPS, TCP_SSL and QUIC listeners can have a certificate.";
            return Err(wrong_value(words));
        }
        match self.sni_switch {
            None => Ok(()),
            Some(0) if !listener.tells_domains_apart() => Ok(()),
            Some(0) => Err(wrong_value("SniSwitch cannot be turned off once it is on.")),
            Some(1) if listener.protocol == Protocol::Https => Ok(()),
            Some(1) => Err(wrong_value("Only HTTPS listeners can have SniSwitch on.")),
            Some(_) => Err(wrong_value("SniSwitch must be 0 or 1.")),
        }
    }

    fn is_misplaced(&self, listener: &Listener) -> bool {
        listener.tells_domains_apart()
    }

    /// Assumption: a listener that begins to have a certificate for each domain gives all of them the one
    /// that it has, or that comes with the request. From: nothing sure; no domain is without one then.
    fn apply(&self, listener: &mut Listener, bound: Option<Bound>) {
        if let Some(name) = &self.name {
            name.clone_into(&mut listener.name);
        }
        if self.scheduler.is_some() {
            listener.scheduler.clone_from(&self.scheduler);
        }
        for (member, value) in &self.plain {
            match (listener.config.get_mut(member), value) {
                (Some(Value::Object(known)), Value::Object(given)) => known.extend(given.clone()),
                _ => {
                    listener.config.insert(member.clone(), value.clone());
                }
            }
        }
        if bound.is_some() {
            listener.certificate = bound;
        }
        if self.turns_sni_on(listener) {
            listener.begin_to_tell_domains_apart();
        }
    }
}
