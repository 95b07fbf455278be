//! Requests and replies about HTTP rules, as Rainbond writes them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Names an application, and optionally one of its rules.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct Place {
    pub(crate) team_id: String,
    pub(crate) region_name: String,
    pub(crate) app_id: String,
    pub(crate) rule_id: Option<String>,
}

/// A rule in a request. Absent members are not changed, except that an update without `certificate_id` or
/// `auto_ssl_config` removes the certificate or that configuration.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct RuleRequest {
    pub(crate) team_id: String,
    pub(crate) region_name: String,
    pub(crate) app_id: String,
    pub(crate) rule_id: Option<String>,
    pub(crate) service_id: Option<Value>,
    pub(crate) container_port: Option<Value>,
    pub(crate) certificate_id: Option<Value>,
    pub(crate) domain_name: Option<Value>,
    pub(crate) domain_cookie: Option<String>,
    pub(crate) domain_header: Option<String>,
    pub(crate) the_weight: Option<Value>,
    pub(crate) domain_path: Option<String>,
    pub(crate) auto_ssl: Option<Value>,
    pub(crate) auto_ssl_config: Option<String>,
}

impl RuleRequest {
    /// The application of the rule, and the rule if the request names one.
    pub(crate) fn place(&self) -> Place {
        let Self { team_id, region_name, app_id, rule_id, .. } = self;
        Place {
            team_id: team_id.clone(),
            region_name: region_name.clone(),
            app_id: app_id.clone(),
            rule_id: rule_id.clone(),
        }
    }
}

/// Asks for the rules of all teams.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct ListHttpDomains {
    pub(crate) auto_ssl: Option<String>,
}

/// The rules of all teams, in a bare array.
#[derive(Debug, JsonSchema, Serialize)]
#[serde(transparent)]
pub(crate) struct ListHttpDomainsReply(pub(crate) Vec<ListedRule>);

/// The rules of an application, in a bare array.
#[derive(Debug, JsonSchema, Serialize)]
#[serde(transparent)]
pub(crate) struct ListAppHttpDomainsReply(pub(crate) Vec<ShownRule>);

/// A rule as the service writes it, in the order of its model.
#[derive(Debug, Default, JsonSchema, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "they are the service's members")]
pub(crate) struct ShownRule {
    #[serde(rename = "ID", skip_serializing_if = "Option::is_none")]
    pub(crate) id: Option<u64>,
    pub(crate) http_rule_id: String,
    pub(crate) region_id: &'static str,
    pub(crate) tenant_id: String,
    pub(crate) service_id: String,
    pub(crate) service_name: String,
    pub(crate) domain_name: String,
    pub(crate) container_port: Option<i64>,
    pub(crate) protocol: &'static str,
    pub(crate) certificate_id: Option<u64>,
    pub(crate) domain_type: &'static str,
    pub(crate) service_alias: String,
    pub(crate) is_senior: bool,
    pub(crate) domain_path: String,
    pub(crate) domain_cookie: String,
    /// The service misspells the header so.
    pub(crate) domain_heander: String,
    #[serde(rename = "type")]
    pub(crate) rule_type: Option<u8>,
    pub(crate) the_weight: Option<i64>,
    pub(crate) rule_extensions: Value,
    pub(crate) is_outer_service: bool,
    pub(crate) auto_ssl: bool,
    /// Null if the rule has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) auto_ssl_config: Option<Value>,
    pub(crate) path_rewrite: bool,
    pub(crate) rewrites: &'static str,
}

/// A rule in the list of all teams, which begins with members of its own.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct ListedRule {
    #[serde(rename = "ID")]
    pub(crate) id: u64,
    pub(crate) region_name: &'static str,
    pub(crate) team_name: String,
    pub(crate) app_id: u64,
    pub(crate) auto_ssl_config: Option<String>,
    #[serde(flatten)]
    pub(crate) rule: ShownRule,
}
