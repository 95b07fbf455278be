//! What a state has to keep to.

use std::collections::HashSet;

use super::listener::Listener;
use super::proxy::{Group, Proxy};
use super::real_server::RealServer;
use crate::store::Shelf;

/// Every listener is somewhere.
pub(super) fn check_places(
    listeners: &Shelf<Listener>,
    proxies: &Shelf<Proxy>,
    groups: &Shelf<Group>,
) -> Result<(), String> {
    for Listener { id, proxy_id, group_id, .. } in listeners.oldest_first() {
        match (proxy_id, group_id) {
            (Some(proxy), None) if proxies.find(proxy).is_some() => {}
            (None, Some(group)) if groups.find(group).is_some() => {}
            (Some(proxy), None) => return Err(format!("{id}: there is no proxy {proxy:?}")),
            (None, Some(group)) => return Err(format!("{id}: there is no group {group:?}")),
            _ => return Err(format!("{id}: a listener has a `proxy_id` or a `group_id`")),
        }
    }
    Ok(())
}

/// Every rule has its own id, and origins that are there, of its type.
pub(super) fn check_rules(
    listeners: &Shelf<Listener>,
    real_servers: &Shelf<RealServer>,
) -> Result<(), String> {
    let mut ids = HashSet::new();
    for listener in listeners.oldest_first() {
        if !listener.protocol.is_layer_7() && !listener.domains.is_empty() {
            return Err(format!("{}: no listener of TCP or UDP has domains", listener.id));
        }
        for rule in listener.all_rules() {
            if !ids.insert(&rule.id) {
                return Err(format!("two rules have the id {:?}", rule.id));
            }
            for binding in rule.all_bindings() {
                let Some(server) = real_servers.find(&binding.id) else {
                    return Err(format!("{}: there is no real server {:?}", rule.id, binding.id));
                };
                if server.kind() != rule.real_server_type {
                    let (id, kind) = (&binding.id, rule.real_server_type.word());
                    return Err(format!("{}: the real server {id:?} is no {kind}", rule.id));
                }
            }
        }
    }
    Ok(())
}
