//! Statistics.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::state::listener::Protocol;

/// `DescribeListenerStatistics`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeListenerStatistics {
    pub(crate) listener_id: String,
    pub(crate) start_time: String,
    pub(crate) end_time: String,
    pub(crate) metric_names: Vec<String>,
    /// In seconds.
    pub(crate) granularity: u64,
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeListenerStatisticsReply {
    pub(crate) statistics_data: Vec<MetricStatisticsInfo>,
}

/// The statistics of one metric.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct MetricStatisticsInfo {
    pub(crate) metric_name: String,
    pub(crate) metric_data: Vec<StatisticsDataInfo>,
}

/// The value of a step that begins at this time.
#[derive(Clone, JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct StatisticsDataInfo {
    pub(crate) time: u64,
    pub(crate) data: f64,
}

/// `DescribeRealServerStatistics`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeRealServerStatistics {
    pub(crate) real_server_id: String,
    /// The listener that it is bound to. Either this or `RuleId` is given.
    pub(crate) listener_id: Option<String>,
    pub(crate) rule_id: Option<String>,
    /// The number of hours until now: 1, 3, 6, 12 or 24. Without it, `StartTime` and `EndTime` are required.
    pub(crate) within_time: Option<u64>,
    pub(crate) start_time: Option<String>,
    pub(crate) end_time: Option<String>,
    /// In seconds.
    pub(crate) granularity: Option<u64>,
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeRealServerStatisticsReply {
    pub(crate) statistics_data: Vec<StatisticsDataInfo>,
    /// The statistics by the origins' addresses.
    pub(crate) rs_statistics_data: Vec<MetricStatisticsInfo>,
}

/// `DescribeProxyAndStatisticsListeners`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeProxyAndStatisticsListeners {
    pub(crate) project_id: u64,
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeProxyAndStatisticsListenersReply {
    pub(crate) proxy_set: Vec<ProxySimpleInfo>,
    pub(crate) total_count: usize,
}

/// A proxy that is measured.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ProxySimpleInfo {
    pub(crate) proxy_id: String,
    pub(crate) proxy_name: String,
    pub(crate) listener_list: Vec<ListenerInfo>,
}

/// A listener that is measured.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ListenerInfo {
    pub(crate) listener_id: String,
    pub(crate) listener_name: String,
    pub(crate) port: u16,
    pub(crate) protocol: Protocol,
}
