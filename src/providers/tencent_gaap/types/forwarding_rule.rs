//! Rules of domains.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::state::forwarding_rule::ForwardProtocol;
use super::Done;
use super::real_server::{BindRealServer, RealServerBindSetReq, ShownRealServer};

/// `CreateRule`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CreateRule {
    pub(crate) listener_id: String,
    pub(crate) domain: String,
    pub(crate) path: String,
    /// `IP` or `DOMAIN`.
    pub(crate) real_server_type: String,
    /// `rr`, `wrr`, `lc` or `lrtt`.
    pub(crate) scheduler: String,
    pub(crate) health_check: u64,
    /// Required with health checks.
    pub(crate) check_params: Option<RuleCheckParams>,
    /// The listener's if absent.
    pub(crate) forward_protocol: Option<String>,
    /// The client's if absent.
    pub(crate) forward_host: Option<String>,
    /// `ON` or `OFF`.
    pub(crate) server_name_indication_switch: Option<String>,
    pub(crate) server_name_indication: Option<String>,
    pub(crate) forced_redirect: Option<String>,
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CreateRuleReply {
    pub(crate) rule_id: String,
}

/// `ModifyRuleAttribute`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ModifyRuleAttribute {
    pub(crate) listener_id: String,
    pub(crate) rule_id: String,
    pub(crate) scheduler: Option<String>,
    pub(crate) health_check: Option<u64>,
    pub(crate) check_params: Option<RuleCheckParams>,
    pub(crate) path: Option<String>,
    /// `default`: the listener's.
    pub(crate) forward_protocol: Option<String>,
    /// `default`: the client's.
    pub(crate) forward_host: Option<String>,
    pub(crate) server_name_indication_switch: Option<String>,
    pub(crate) server_name_indication: Option<String>,
    pub(crate) forced_redirect: Option<String>,
}

/// `DeleteRule`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DeleteRule {
    pub(crate) listener_id: String,
    pub(crate) rule_id: String,
    /// 1: whatever is bound.
    pub(crate) force: u64,
}

/// `DescribeRulesByRuleIds`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeRulesByRuleIds {
    pub(crate) rule_ids: Vec<String>,
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeRulesByRuleIdsReply {
    pub(crate) total_count: usize,
    pub(crate) rule_set: Vec<RuleInfo>,
}

/// A rule.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct RuleInfo {
    pub(crate) rule_id: String,
    pub(crate) listener_id: String,
    pub(crate) domain: String,
    pub(crate) path: String,
    pub(crate) real_server_type: &'static str,
    pub(crate) scheduler: &'static str,
    pub(crate) health_check: u8,
    pub(crate) rule_status: i64,
    pub(crate) check_params: RuleCheckParams,
    pub(crate) real_server_set: Vec<BindRealServer>,
    pub(crate) bind_status: u8,
    pub(crate) forward_host: String,
    pub(crate) server_name_indication_switch: &'static str,
    pub(crate) server_name_indication: String,
    pub(crate) forced_redirect: Option<String>,
    pub(crate) forward_protocol: ForwardProtocol,
}

/// The health checks of a rule's origins.
#[derive(Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct RuleCheckParams {
    /// In seconds.
    pub(crate) delay_loop: u64,
    /// In seconds.
    pub(crate) connect_timeout: u64,
    pub(crate) path: String,
    /// `GET` or `HEAD`.
    pub(crate) method: String,
    pub(crate) status_code: Vec<u64>,
    #[serde(default)]
    pub(crate) domain: String,
    #[serde(default)]
    pub(crate) failed_count_inter: u64,
    #[serde(default)]
    pub(crate) failed_threshold: u64,
    #[serde(default)]
    pub(crate) block_inter: u64,
}

/// `BindRuleRealServers`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct BindRuleRealServers {
    pub(crate) rule_id: String,
    /// If absent, all origins are removed.
    pub(crate) real_server_bind_set: Option<Vec<RealServerBindSetReq>>,
}

/// `DescribeRuleRealServers`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeRuleRealServers {
    pub(crate) rule_id: String,
    pub(crate) offset: Option<u64>,
    pub(crate) limit: Option<u64>,
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeRuleRealServersReply {
    /// The number of origins that can be bound.
    pub(crate) total_count: usize,
    pub(crate) real_server_set: Vec<ShownRealServer>,
    pub(crate) bind_real_server_total_count: usize,
    pub(crate) bind_real_server_set: Vec<BindRealServer>,
}

// These have the shape of others.
pub(crate) type ModifyRuleAttributeReply = Done;
pub(crate) type DeleteRuleReply = Done;
pub(crate) type BindRuleRealServersReply = Done;
