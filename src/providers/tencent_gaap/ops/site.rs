//! Creates listeners at a proxy or a group.

use std::collections::HashSet;

use time::OffsetDateTime;

use super::super::errors::Error;
use super::super::state::Account;
use super::super::state::forwarding_rule::ForwardProtocol;
use super::super::state::listener::{AuthType, Listener, Protocol};
use super::super::state::place::Place;
use super::super::state::status::ListenerStatus;
use super::super::state::tasks::{Change, ChangeKind, Moment};
use super::super::state::tls::Tls;
use super::super::state::write::{begin, finish};
use super::super::types::switch;
use crate::store::Context;

/// The possible ports of a listener: all of these except the FTP port.
/// <https://tencentcloud.com/document/product/608/42345>
const PORTS: std::ops::RangeInclusive<u64> = 1..=64999;
const FTP: u64 = 21;

/// The proxy or group and the port of a new listener.
pub(super) struct Site<'a> {
    place: Place<'a>,
    port: u16,
    http3: bool,
}

impl<'a> Site<'a> {
    /// The site, if a listener is possible there.
    pub(super) fn find(
        account: &Account,
        place: Place<'a>,
        port: u64,
        http3: Option<i64>,
        at: Moment<'_>,
    ) -> Result<Self, Error> {
        place.must_be_standard()?;
        place.must_run(at, Error::ProxyStatusNotInRuning, Error::GroupStatusNotInRuning)?;
        let http3 = switch(http3)?;
        if http3 && !place.speaks_http3() {
            return Err(Error::InvalidParameterValue);
        }
        let port = read_port(port)?;
        must_have_room(account, place, 1, at)?;
        must_be_free(account, place, &[port], Protocol::Https, http3, at)?;
        Ok(Self { place, port, http3 })
    }

    /// The sites of several TCP or UDP listeners, if all of them are possible.
    pub(super) fn find_all(
        account: &Account,
        place: Place<'a>,
        ports: &[u64],
        protocol: Protocol,
        at: Moment<'_>,
    ) -> Result<Vec<Self>, Error> {
        let ports = ports.iter().map(|port| read_port(*port)).collect::<Result<Vec<_>, _>>()?;
        must_have_room(account, place, ports.len(), at)?;
        let mut seen = HashSet::new();
        if !ports.iter().all(|port| seen.insert(*port)) {
            return Err(Error::DuplicatedListenerPort);
        }
        must_be_free(account, place, &ports, protocol, false, at)?;
        Ok(ports.into_iter().map(|port| Self { place, port, http3: false }).collect())
    }

    /// A listener at this site without an id and a certificate.
    pub(super) fn listener(self, name: String, protocol: Protocol) -> Listener {
        let (proxy_id, group_id) = match self.place {
            Place::Proxy(proxy) => (Some(proxy.id.clone()), None),
            Place::Group(group) => (None, Some(group.id.clone())),
        };
        Listener {
            id: String::new(),
            name,
            port: self.port,
            protocol,
            forward_protocol: ForwardProtocol::default(),
            proxy_id,
            group_id,
            certificate_id: String::new(),
            auth_type: AuthType::OneWay,
            client_certificate_ids: Vec::new(),
            http3: self.http3,
            tls: Tls::default(),
            created: OffsetDateTime::UNIX_EPOCH,
            status: ListenerStatus::Running,
            domains: Vec::new(),
            stream: None,
            change: None,
        }
    }
}

/// Creates listeners by one task, each as a part of it, and returns their ids.
pub(super) fn insert_all(
    context: &mut Context<'_, Account>,
    listeners: Vec<Listener>,
) -> Vec<String> {
    begin(context);
    let parts = listeners.into_iter().enumerate();
    let ids = parts.map(|(part, listener)| insert_part(context, listener, part)).collect();
    finish(context);
    ids
}

/// Creates a listener by a task, and returns its id.
pub(super) fn insert(context: &mut Context<'_, Account>, listener: Listener) -> String {
    begin(context);
    let id = insert_part(context, listener, 0);
    finish(context);
    id
}

fn insert_part(context: &mut Context<'_, Account>, listener: Listener, part: usize) -> String {
    let id = context.state.new_id(context.tools.ids, "listener");
    let change = Change::new(&context.facts.request_id, ChangeKind::Creation).with_part(part);
    context.state.listeners.insert(Listener {
        id: id.clone(),
        created: context.tools.clock.now(),
        change: Some(change),
        ..listener
    });
    id
}

/// A port that listeners may have.
fn read_port(port: u64) -> Result<u16, Error> {
    let wanted = u16::try_from(port).ok().filter(|_| PORTS.contains(&port) && port != FTP);
    wanted.ok_or(Error::InvalidListenerPort)
}

/// Refuses more listeners than the quota of a proxy or group allows.
fn must_have_room(
    account: &Account,
    place: Place<'_>,
    more: usize,
    at: Moment<'_>,
) -> Result<(), Error> {
    let count = account.listeners(at).filter(|listener| place.has(listener)).count();
    if count + more > account.listener_quota { Err(Error::LimitNumofListener) } else { Ok(()) }
}

/// Refuses ports that another listener of the proxy or group uses. HTTP/3 uses the UDP port in addition to
/// the TCP port.
fn must_be_free(
    account: &Account,
    place: Place<'_>,
    ports: &[u16],
    protocol: Protocol,
    http3: bool,
    at: Moment<'_>,
) -> Result<(), Error> {
    let takes_tcp = |protocol: Protocol| protocol != Protocol::Udp;
    let takes_udp = |protocol: Protocol, http3: bool| protocol == Protocol::Udp || http3;
    let is_in_the_way = |listener: &Listener| {
        let by_tcp = takes_tcp(protocol) && takes_tcp(listener.protocol);
        let by_udp = takes_udp(protocol, http3) && takes_udp(listener.protocol, listener.http3);
        ports.contains(&listener.port) && (by_tcp || by_udp)
    };
    let mut listeners = account.listeners(at).filter(|listener| place.has(listener));
    if listeners.any(is_in_the_way) { Err(Error::DuplicatedListenerPort) } else { Ok(()) }
}
