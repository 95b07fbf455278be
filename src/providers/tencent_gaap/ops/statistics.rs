//! Statistics of listeners and their origins.

use std::collections::HashMap;

use time::{Duration, OffsetDateTime};

use super::super::super::tencent::{once, read};
use super::super::errors::{Error, missing};
use super::super::state::Account;
use super::super::state::listener::Listener;
use super::super::state::proxy::Proxy;
use super::super::state::tasks::Moment;
use super::super::types::statistics::{
    DescribeListenerStatistics, DescribeListenerStatisticsReply,
    DescribeProxyAndStatisticsListeners, DescribeProxyAndStatisticsListenersReply,
    DescribeRealServerStatistics, DescribeRealServerStatisticsReply, ListenerInfo,
    MetricStatisticsInfo, ProxySimpleInfo, StatisticsDataInfo,
};
use crate::spec::Refusal;
use crate::store::View;

/// The metrics of a listener. The service's page lists five names, and its example uses two others.
const METRICS: [&str; 7] = [
    "InBandwidth",
    "OutBandwidth",
    "Concurrent",
    "InPackets",
    "OutPackets",
    "InputBandwidth",
    "OutputBandwidth",
];

/// The granularities in seconds, each with the longest period that it can be used for.
const STEPS: [(usize, Duration); 3] =
    [(300, Duration::DAY), (3_600, Duration::days(7)), (86_400, LONGEST)];

/// Assumption: what was measured can be asked for a year at most. From: nothing; the description has no limit
/// where a step is a day.
const LONGEST: Duration = Duration::days(366);

/// Assumption: the health of an origin can be asked for a day at most. From: the largest `WithinTime`.
const LONGEST_HEALTH: Duration = Duration::DAY;

/// The possible values of `WithinTime`, in hours.
const HOURS: [i64; 5] = [1, 3, 6, 12, 24];

/// Assumption: what is measured of a listener is 0 all the time. From: nothing goes through certmock. The
/// example of a group's statistics has null, which is what could not be had.
const NO_TRAFFIC: f64 = 0.0;

/// Assumption: an origin is well all the time. From: `RealServerStatus`, which is so elsewhere; no origin is
/// looked for.
const WELL: f64 = 1.0;

/// A time that a request names.
struct Span {
    start: OffsetDateTime,
    end: OffsetDateTime,
}

impl Span {
    /// Assumption: a time that ends before it began, or that cannot be read, is `InvalidParameterValue`, as is
    /// one too long for its step. From: the words of the code, and the description of `Granularity`.
    fn read(start: &str, end: &str, longest: Duration) -> Result<Self, Error> {
        let unfit = Error::InvalidParameterValue;
        let (start, end) = (read(start).ok_or(unfit)?, read(end).ok_or(unfit)?);
        let is_fit = OffsetDateTime::UNIX_EPOCH <= start && start < end && end - start <= longest;
        if is_fit { Ok(Self { start, end }) } else { Err(unfit) }
    }

    /// The times at which the steps of the period begin, the newest first, as in the vendor's examples.
    fn points(&self, step: usize, data: f64) -> Vec<StatisticsDataInfo> {
        let times = (self.start.unix_timestamp()..self.end.unix_timestamp()).step_by(step);
        let times = times.filter_map(|time| u64::try_from(time).ok());
        let mut points: Vec<_> = times.map(|time| StatisticsDataInfo { time, data }).collect();
        points.reverse();
        points
    }
}

pub(crate) fn describe_listener_statistics(
    view: &View<'_, Account>,
    request: DescribeListenerStatistics,
) -> Result<DescribeListenerStatisticsReply, Refusal<Error>> {
    let at = view.state.at(view.tools.clock.now());
    if request.listener_id.is_empty() {
        return Err(missing("ListenerId"));
    }
    view.state.listener(&request.listener_id, at).ok_or(Error::ResourceNotFound)?;
    let unfit = Error::InvalidParameterValue;
    let step =
        STEPS.into_iter().find(|(seconds, _)| u64::try_from(*seconds) == Ok(request.granularity));
    let (step, longest) = step.ok_or(unfit)?;
    let span = Span::read(&request.start_time, &request.end_time, longest)?;
    let names = request.metric_names;
    if names.is_empty() || !names.iter().all(|name| METRICS.contains(&name.as_str())) {
        return Err(unfit.into());
    }
    let points = span.points(step, NO_TRAFFIC);
    let names = once(names).into_iter();
    let show = |metric_name| MetricStatisticsInfo { metric_name, metric_data: points.clone() };
    Ok(DescribeListenerStatisticsReply { statistics_data: names.map(show).collect() })
}

pub(crate) fn describe_real_server_statistics(
    view: &View<'_, Account>,
    request: DescribeRealServerStatistics,
) -> Result<DescribeRealServerStatisticsReply, Refusal<Error>> {
    let now = view.tools.clock.now();
    must_be_bound(view.state, &request, view.state.at(now))?;
    let server = view.state.real_servers.find(&request.real_server_id);
    let server = server.ok_or(Error::ResourceNotFound)?;
    let unfit = Error::InvalidParameterValue;
    // Assumption: a step is a minute where nothing is said. From: the description of the action, which has a
    // minute for the finest.
    let step = match request.granularity {
        None | Some(60) => 60,
        Some(300) => 300,
        Some(_) => return Err(unfit.into()),
    };
    let span = match (request.within_time, &request.start_time, &request.end_time) {
        (Some(hours), _, _) => {
            let hours = HOURS.into_iter().find(|known| u64::try_from(*known) == Ok(hours));
            let start = now - Duration::hours(hours.ok_or(unfit)?);
            Span { start: start.max(OffsetDateTime::UNIX_EPOCH), end: now }
        }
        (None, Some(start), Some(end)) => Span::read(start, end, LONGEST_HEALTH)?,
        (None, _, _) => return Err(missing("WithinTime")),
    };
    let points = span.points(step, WELL);
    // Assumption: `RsStatisticsData` has the same by the origin's address. From: its description, which is of
    // several origins; the example has words of no use.
    let by_address =
        MetricStatisticsInfo { metric_name: server.ip.clone(), metric_data: points.clone() };
    Ok(DescribeRealServerStatisticsReply {
        statistics_data: points,
        rs_statistics_data: vec![by_address],
    })
}

/// Refuses an origin that is not bound to the rule or to the listener that the request names.
fn must_be_bound(
    account: &Account,
    request: &DescribeRealServerStatistics,
    at: Moment<'_>,
) -> Result<(), Refusal<Error>> {
    let given = |id: &Option<String>| id.clone().filter(|id| !id.is_empty());
    let is_it = |id: &String| *id == request.real_server_id;
    let is_bound = match (given(&request.rule_id), given(&request.listener_id)) {
        (Some(id), _) => {
            let (_, _, rule) = account.rule(&id, at).ok_or(Error::ResourceNotFound)?;
            rule.real_servers.iter().any(|binding| is_it(&binding.id))
        }
        (None, Some(id)) => {
            let listener = account.listener(&id, at).ok_or(Error::ResourceNotFound)?;
            listener.bindings(at).any(|binding| is_it(&binding.id))
        }
        (None, None) => return Err(missing("ListenerId")),
    };
    if is_bound { Ok(()) } else { Err(Error::ResourceNotFound.into()) }
}

pub(crate) fn describe_proxy_and_statistics_listeners(
    view: &View<'_, Account>,
    request: DescribeProxyAndStatisticsListeners,
) -> Result<DescribeProxyAndStatisticsListenersReply, Refusal<Error>> {
    let at = view.state.at(view.tools.clock.now());
    let mut listeners: HashMap<&str, Vec<ListenerInfo>> = HashMap::new();
    for listener in view.state.listeners(at) {
        if let Some(id) = &listener.proxy_id {
            listeners.entry(id).or_default().push(show_listener(listener));
        }
    }
    // Assumption: the proxies outside groups are listed. From: `DescribeGroupAndStatisticsProxy`, which has
    // those inside.
    let wanted =
        |proxy: &&Proxy| proxy.group_id.is_none() && proxy.project_id == request.project_id;
    let show = |proxy: &Proxy| ProxySimpleInfo {
        proxy_id: proxy.id.clone(),
        proxy_name: proxy.name.clone(),
        listener_list: listeners.remove(proxy.id.as_str()).unwrap_or_default(),
    };
    let proxy_set: Vec<_> = view.state.proxies(at).filter(wanted).map(show).collect();
    Ok(DescribeProxyAndStatisticsListenersReply { total_count: proxy_set.len(), proxy_set })
}

fn show_listener(listener: &Listener) -> ListenerInfo {
    ListenerInfo {
        listener_id: listener.id.clone(),
        listener_name: listener.name.clone(),
        port: listener.port,
        protocol: listener.protocol,
    }
}
