//! The operations on statistics.

use super::super::ops;
use crate::spec::Operation;

/// The rows.
pub(crate) static ROWS: &[Operation] = &[
    action!(
        "DescribeListenerStatistics", "Shows what was measured of a listener.",
        r#"{"EndTime":"2019-03-26 12:00:00","Granularity":300,"ListenerId":"listener-rfgt56hy","StartTime":"2019-03-25 12:00:00","MetricNames":["OutputBandwidth","InputBandwidth"]}"#,
        => ops::statistics::describe_listener_statistics
    ),
    action!(
        "DescribeRealServerStatistics", "Shows whether an origin was well that is bound.",
        r#"{"WithinTime":"3","RealServerId":"rs-rfgt56hy","ListenerId":"listener-gucvb6d"}"#,
        => ops::statistics::describe_real_server_statistics
    ),
    action!(
        "DescribeProxyAndStatisticsListeners", "Lists the proxies of a project with their listeners.",
        r#"{"ProjectId":0}"#,
        => ops::statistics::describe_proxy_and_statistics_listeners
    ),
];
