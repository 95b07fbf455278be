//! Listeners of TCP and UDP: made, shown, changed.

use super::super::super::tencent::read_word;
use super::super::errors::{Error, missing, no_listener};
use super::super::state::Account;
use super::super::state::listener::{Listener, Protocol};
use super::super::state::place::Place;
use super::super::state::proxy::Version;
use super::super::state::real_server::{Binding, RealServerType};
use super::super::state::stream::{CheckType, ClientIpMethod, Stream};
use super::super::state::tasks::Moment;
use super::super::types::stream::{
    CreateStreamListenersReply, CreateTcpListeners, CreateUdpListeners, DescribeStreamListeners,
    DescribeTcpListenersReply, DescribeUdpListenersReply, ModifyTcpListenerAttribute,
    ModifyTcpListenerAttributeReply, ModifyUdpListenerAttribute, ModifyUdpListenerAttributeReply,
    StreamListener, TcpListener, UdpCheck, UdpListener,
};
use super::super::types::switch;
use super::change_rule::{check_times, read_scheduler, read_type};
use super::domain::must_have_no_task;
use super::listener::{Search, change_listener};
use super::real_server::show_bound;
use super::site::{Site, insert_all};
use crate::spec::Refusal;
use crate::store::{Context, View};

/// The most listeners that one request can create: <https://tencentcloud.com/document/product/608/42345>.
const MOST_PORTS: usize = 20;

/// The possible numbers of checks after which an origin counts as healthy or unhealthy.
const THRESHOLDS: std::ops::RangeInclusive<u64> = 1..=10;

/// The only format of data sent to a port.
const TEXT: &str = "TEXT";

/// The settings of new listeners.
struct Order {
    protocol: Protocol,
    name: String,
    ports: Vec<u64>,
    real_server_ports: Option<Vec<u64>>,
    real_server_type: String,
    client_ip_method: ClientIpMethod,
    wanted: Wanted,
}

pub(crate) fn create_tcp_listeners(
    context: &mut Context<'_, Account>,
    request: CreateTcpListeners,
) -> Result<CreateStreamListenersReply, Refusal<Error>> {
    let method = ClientIpMethod::try_from(request.client_ip_method.unwrap_or_default());
    let at = context.state.at(context.tools.clock.now());
    let (proxy_id, group_id) = (request.proxy_id.as_deref(), request.group_id.as_deref());
    let place = context.state.place(proxy_id, group_id, at)?;
    place.must_be_standard()?;
    place.must_run(at, Error::ProxyStatusNotInRuning, Error::GroupStatusNotInRuning)?;
    let order = Order {
        protocol: Protocol::Tcp,
        name: request.listener_name,
        ports: request.ports,
        real_server_ports: request.real_server_ports,
        real_server_type: request.real_server_type,
        client_ip_method: method.map_err(|_| Error::InvalidParameterValue)?,
        wanted: Wanted {
            scheduler: Some(request.scheduler),
            health_check: Some(request.health_check),
            delay_loop: request.delay_loop,
            connect_timeout: request.connect_timeout,
            healthy_threshold: request.healthy_threshold,
            unhealthy_threshold: request.unhealthy_threshold,
            failover: request.failover_switch.map(|value| switch(Some(value))).transpose()?,
            ..Wanted::default()
        },
    };
    let listeners = order.read(context.state, place, at)?;
    Ok(CreateStreamListenersReply { listener_ids: insert_all(context, listeners) })
}

pub(crate) fn create_udp_listeners(
    context: &mut Context<'_, Account>,
    request: CreateUdpListeners,
) -> Result<CreateStreamListenersReply, Refusal<Error>> {
    let at = context.state.at(context.tools.clock.now());
    let (proxy_id, group_id) = (request.proxy_id.as_deref(), request.group_id.as_deref());
    let place = context.state.place(proxy_id, group_id, at)?;
    place.must_be_standard()?;
    place.must_run(at, Error::InstanceStatusNotInRuning, Error::GroupStatusNotInRuning)?;
    let order = Order {
        protocol: Protocol::Udp,
        name: request.listener_name,
        ports: request.ports,
        real_server_ports: request.real_server_ports,
        real_server_type: request.real_server_type,
        client_ip_method: ClientIpMethod::Toa,
        wanted: Wanted::of_udp(request.check, Some(request.scheduler))?,
    };
    let listeners = order.read(context.state, place, at)?;
    Ok(CreateStreamListenersReply { listener_ids: insert_all(context, listeners) })
}

impl Order {
    /// The new listeners, without their ids.
    fn read(
        self,
        account: &Account,
        place: Place<'_>,
        at: Moment<'_>,
    ) -> Result<Vec<Listener>, Refusal<Error>> {
        if self.ports.is_empty() {
            return Err(missing("Ports"));
        }
        if self.ports.len() > MOST_PORTS {
            return Err(Error::OperateLimitNumofListener.into());
        }
        let stream = self.wanted.put(Stream {
            real_server_type: read_type(&self.real_server_type)?,
            client_ip_method: self.client_ip_method,
            ..Stream::default()
        })?;
        let origins = read_ports(self.real_server_ports, place, self.ports.len())?;
        let sites = Site::find_all(account, place, &self.ports, self.protocol, at)?;
        let listener = |(site, real_server_port): (Site<'_>, Option<u16>)| Listener {
            stream: Some(Stream { real_server_port, ..stream.clone() }),
            ..site.listener(self.name.clone(), self.protocol)
        };
        Ok(sites.into_iter().zip(origins).map(listener).collect())
    }
}

/// The port of each listener's origins. The service has such ports only at old proxies and at groups.
///
/// Assumption: at other proxies they are not looked at; as many as there are listeners have to be given.
/// From: the description of the parameter.
fn read_ports(
    ports: Option<Vec<u64>>,
    place: Place<'_>,
    count: usize,
) -> Result<Vec<Option<u16>>, Error> {
    let has_them = place.version() == Version::V1 || matches!(place, Place::Group(_));
    let Some(ports) = ports.filter(|ports| has_them && !ports.is_empty()) else {
        return Ok(vec![None; count]);
    };
    if ports.len() != count {
        return Err(Error::InvalidParameterValue);
    }
    ports.into_iter().map(|port| Ok(Some(read_port(port)?))).collect()
}

fn read_port(port: impl TryInto<u16>) -> Result<u16, Error> {
    let port = port.try_into().ok().filter(|port| *port > 0);
    port.ok_or(Error::InvalidParameterValue)
}

/// The requested settings for origins. Absent ones are not changed.
#[derive(Default)]
struct Wanted {
    scheduler: Option<String>,
    health_check: Option<u64>,
    delay_loop: Option<u64>,
    connect_timeout: Option<u64>,
    healthy_threshold: Option<u64>,
    unhealthy_threshold: Option<u64>,
    failover: Option<bool>,
    check_type: Option<CheckType>,
    check_port: Option<u16>,
    send_context: Option<String>,
    recv_context: Option<String>,
}

impl Wanted {
    fn of_udp(check: UdpCheck, scheduler: Option<String>) -> Result<Self, Error> {
        let given = |text: Option<String>| text.filter(|text| !text.is_empty());
        let check_type = match given(check.check_type) {
            Some(word) => Some(read_word(&word).ok_or(Error::InvalidParameterValue)?),
            None => None,
        };
        if given(check.context_type).is_some_and(|kind| kind != TEXT) {
            return Err(Error::InvalidParameterValue);
        }
        Ok(Self {
            scheduler,
            health_check: check.health_check,
            delay_loop: check.delay_loop,
            connect_timeout: check.connect_timeout,
            healthy_threshold: check.healthy_threshold,
            unhealthy_threshold: check.unhealthy_threshold,
            failover: check.failover_switch.map(|value| switch(Some(value))).transpose()?,
            check_type,
            check_port: check.check_port.map(read_port).transpose()?,
            send_context: given(check.send_context),
            recv_context: given(check.recv_context),
        })
    }

    /// The settings with these changes.
    fn put(self, mut stream: Stream) -> Result<Stream, Error> {
        let kind = stream.real_server_type;
        if let Some(word) = self.scheduler.filter(|word| !word.is_empty()) {
            stream.scheduler = read_scheduler(&word, kind)?;
        }
        if let Some(number) = self.health_check {
            stream.health_check = switch(Some(number))?;
        }
        stream.delay_loop = self.delay_loop.unwrap_or(stream.delay_loop);
        stream.connect_timeout = self.connect_timeout.unwrap_or(stream.connect_timeout);
        check_times(stream.delay_loop, stream.connect_timeout)?;
        stream.healthy_threshold = self.healthy_threshold.unwrap_or(stream.healthy_threshold);
        stream.unhealthy_threshold = self.unhealthy_threshold.unwrap_or(stream.unhealthy_threshold);
        let fit = [stream.healthy_threshold, stream.unhealthy_threshold];
        if !fit.iter().all(|threshold| THRESHOLDS.contains(threshold)) {
            return Err(Error::InvalidParameterValue);
        }
        stream.failover = self.failover.unwrap_or(stream.failover);
        if stream.failover && kind == RealServerType::Domain {
            return Err(Error::InvalidParameterValue);
        }
        if !stream.failover {
            stream.real_servers.iter_mut().for_each(|binding| binding.role = None);
        }
        stream.check_type = self.check_type.or(stream.check_type);
        stream.check_port = self.check_port.or(stream.check_port);
        stream.send_context = self.send_context.or(stream.send_context);
        stream.recv_context = self.recv_context.or(stream.recv_context);
        Ok(stream)
    }
}

pub(crate) fn describe_tcp_listeners(
    view: &View<'_, Account>,
    request: DescribeStreamListeners,
) -> Result<DescribeTcpListenersReply, Refusal<Error>> {
    let (total_count, found) = find(view, request, Protocol::Tcp)?;
    let show = |(listener, stream): (StreamListener, Stream)| TcpListener {
        listener,
        real_server_port: stream.real_server_port,
        client_ip_method: stream.client_ip_method.code(),
    };
    Ok(DescribeTcpListenersReply {
        total_count,
        listener_set: found.into_iter().map(show).collect(),
    })
}

pub(crate) fn describe_udp_listeners(
    view: &View<'_, Account>,
    request: DescribeStreamListeners,
) -> Result<DescribeUdpListenersReply, Refusal<Error>> {
    let (total_count, found) = find(view, request, Protocol::Udp)?;
    let show = |(listener, stream): (StreamListener, Stream)| {
        let sends = stream.send_context.is_some() || stream.recv_context.is_some();
        UdpListener {
            listener,
            real_server_port: stream.real_server_port.unwrap_or_default(),
            check_type: stream.check_type.map(CheckType::word).unwrap_or_default(),
            check_port: stream.check_port.unwrap_or_default(),
            context_type: if sends { TEXT } else { "" },
            send_context: stream.send_context.unwrap_or_default(),
            recv_context: stream.recv_context.unwrap_or_default(),
        }
    };
    Ok(DescribeUdpListenersReply {
        total_count,
        listener_set: found.into_iter().map(show).collect(),
    })
}

/// The number of listeners, and a page of them.
type Found = (usize, Vec<(StreamListener, Stream)>);

fn find(
    view: &View<'_, Account>,
    request: DescribeStreamListeners,
    protocol: Protocol,
) -> Result<Found, Refusal<Error>> {
    let at = view.state.at(view.tools.clock.now());
    let search = Search {
        protocol,
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
    let listener_set = shown.iter().map(|listener| show(view.state, listener, at)).collect();
    at.look(shown.iter().flat_map(|listener| listener.tasks(at)));
    Ok((total_count, listener_set))
}

fn show(account: &Account, listener: &Listener, at: Moment<'_>) -> (StreamListener, Stream) {
    let stream = listener.stream.clone().unwrap_or_default();
    let bound = |binding: &Binding| show_bound(account, binding);
    let shown = StreamListener {
        listener_id: listener.id.clone(),
        listener_name: listener.name.clone(),
        port: listener.port,
        real_server_type: stream.real_server_type.word(),
        protocol: listener.protocol,
        listener_status: listener.status(at).code(),
        scheduler: stream.scheduler.word(),
        connect_timeout: stream.connect_timeout,
        delay_loop: stream.delay_loop,
        health_check: u8::from(stream.health_check),
        // The service has 1 for origins of TCP that are well, and 0 for those of UDP.
        bind_status: u8::from(listener.protocol == Protocol::Tcp),
        real_server_set: stream.real_servers.iter().map(bound).collect(),
        create_time: listener.created.unix_timestamp(),
        healthy_threshold: stream.healthy_threshold,
        unhealthy_threshold: stream.unhealthy_threshold,
        failover_switch: u8::from(stream.failover),
        session_persist: stream.session_persist,
        proxy_id: listener.proxy_id.clone(),
        group_id: listener.group_id.clone(),
    };
    (shown, stream)
}

/// The listener that a request changes, and its new name, if any.
struct Target {
    protocol: Protocol,
    listener_id: String,
    proxy_id: Option<String>,
    group_id: Option<String>,
    name: Option<String>,
}

pub(crate) fn modify_tcp_listener_attribute(
    context: &mut Context<'_, Account>,
    request: ModifyTcpListenerAttribute,
) -> Result<ModifyTcpListenerAttributeReply, Refusal<Error>> {
    let wanted = Wanted {
        scheduler: request.scheduler,
        health_check: request.health_check,
        delay_loop: request.delay_loop,
        connect_timeout: request.connect_timeout,
        healthy_threshold: request.healthy_threshold,
        unhealthy_threshold: request.unhealthy_threshold,
        failover: request.failover_switch.map(|value| switch(Some(value))).transpose()?,
        ..Wanted::default()
    };
    let target = Target {
        protocol: Protocol::Tcp,
        listener_id: request.listener_id,
        proxy_id: request.proxy_id,
        group_id: request.group_id,
        name: request.listener_name,
    };
    modify(context, target, wanted)?;
    Ok(ModifyTcpListenerAttributeReply {})
}

pub(crate) fn modify_udp_listener_attribute(
    context: &mut Context<'_, Account>,
    request: ModifyUdpListenerAttribute,
) -> Result<ModifyUdpListenerAttributeReply, Refusal<Error>> {
    let wanted = Wanted::of_udp(request.check, request.scheduler)?;
    let target = Target {
        protocol: Protocol::Udp,
        listener_id: request.listener_id,
        proxy_id: request.proxy_id,
        group_id: request.group_id,
        name: request.listener_name,
    };
    modify(context, target, wanted)?;
    Ok(ModifyUdpListenerAttributeReply {})
}

fn modify(
    context: &mut Context<'_, Account>,
    target: Target,
    wanted: Wanted,
) -> Result<(), Refusal<Error>> {
    let account = &*context.state;
    let at = account.at(context.tools.clock.now());
    let id = &target.listener_id;
    let listener = account.listener(id, at).filter(|found| found.protocol == target.protocol);
    let listener = listener.ok_or_else(|| no_listener(id))?;
    let place = account.place(target.proxy_id.as_deref(), target.group_id.as_deref(), at)?;
    if !place.has(listener) {
        return Err(Error::InvalidParameter.into());
    }
    place.must_be_standard()?;
    place.must_run(at, Error::InstanceStatusNotInRuning, Error::GroupStatusNotInRuning)?;
    must_have_no_task(listener, at)?;
    let stream = wanted.put(listener.stream.clone().unwrap_or_default())?;
    let name = target.name.unwrap_or_else(|| listener.name.clone());
    let changed = Listener { name, stream: Some(stream), ..listener.clone() };
    change_listener(context, changed);
    Ok(())
}
