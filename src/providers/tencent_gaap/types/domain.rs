//! Domains, and the rules of those.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::state::proxy::BanStatus;
use super::Done;
use super::listener::CertificateAliasInfo;

/// `CreateDomain`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CreateDomain {
    pub(crate) listener_id: String,
    pub(crate) domain: String,
    pub(crate) certificate_id: Option<String>,
    pub(crate) client_certificate_id: Option<String>,
    pub(crate) poly_client_certificate_ids: Option<Vec<String>>,
    pub(crate) http3_supported: Option<i64>,
    #[serde(default)]
    pub(crate) is_default_server: bool,
}

/// `ModifyCertificate`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ModifyCertificate {
    pub(crate) listener_id: String,
    pub(crate) domain: String,
    /// `default`: the listener's.
    pub(crate) certificate_id: String,
    pub(crate) client_certificate_id: Option<String>,
    pub(crate) poly_client_certificate_ids: Option<Vec<String>>,
}

/// `ModifyDomain`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ModifyDomain {
    pub(crate) listener_id: String,
    pub(crate) old_domain: String,
    pub(crate) new_domain: String,
    /// None: as it was; `default`: the listener's.
    pub(crate) certificate_id: Option<String>,
    pub(crate) client_certificate_id: Option<String>,
    pub(crate) poly_client_certificate_ids: Option<Vec<String>>,
    pub(crate) is_default_server: Option<bool>,
}

/// `DeleteDomain`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DeleteDomain {
    pub(crate) listener_id: String,
    pub(crate) domain: String,
    /// 1: whatever is bound.
    pub(crate) force: u64,
}

/// `SetAuthentication`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct SetAuthentication {
    pub(crate) listener_id: String,
    pub(crate) domain: String,
    pub(crate) basic_auth: Option<i64>,
    pub(crate) gaap_auth: Option<i64>,
    pub(crate) real_server_auth: Option<i64>,
    pub(crate) basic_auth_conf_id: Option<String>,
    pub(crate) gaap_certificate_id: Option<String>,
    pub(crate) real_server_certificate_id: Option<String>,
    /// The vendor has retired it.
    pub(crate) real_server_certificate_domain: Option<String>,
    pub(crate) poly_real_server_certificate_ids: Option<Vec<String>>,
    #[serde(rename = "TLSSupportVersion")]
    pub(crate) tls_support_version: Option<Vec<String>>,
    #[serde(rename = "TLSCiphers")]
    pub(crate) tls_ciphers: Option<String>,
}

/// `DescribeRules`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeRules {
    pub(crate) listener_id: String,
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeRulesReply {
    pub(crate) domain_rule_set: Vec<DomainRuleSet>,
    /// How many domains there are.
    pub(crate) total_count: usize,
}

/// A domain with its rules. What is not set of its authentication is null, though the vendor's
/// description does not say so: its example does.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DomainRuleSet {
    pub(crate) domain: String,
    pub(crate) rule_set: Vec<RuleInfo>,
    pub(crate) certificate_id: String,
    pub(crate) certificate_alias: String,
    pub(crate) client_certificate_id: String,
    pub(crate) client_certificate_alias: String,
    pub(crate) basic_auth_conf_id: Option<String>,
    pub(crate) basic_auth: u8,
    pub(crate) basic_auth_conf_alias: Option<String>,
    pub(crate) real_server_certificate_id: Option<String>,
    pub(crate) real_server_auth: u8,
    pub(crate) real_server_certificate_alias: Option<String>,
    pub(crate) gaap_certificate_id: Option<String>,
    pub(crate) gaap_auth: u8,
    pub(crate) gaap_certificate_alias: Option<String>,
    pub(crate) real_server_certificate_domain: Option<String>,
    pub(crate) poly_client_certificate_alias_info: Vec<CertificateAliasInfo>,
    pub(crate) poly_real_server_certificate_alias_info: Vec<CertificateAliasInfo>,
    pub(crate) domain_status: i64,
    pub(crate) ban_status: BanStatus,
    pub(crate) http3_supported: u8,
    pub(crate) is_default_server: bool,
    #[serde(rename = "TLSCiphers")]
    pub(crate) tls_ciphers: String,
    #[serde(rename = "TLSSupportVersion")]
    pub(crate) tls_support_version: Vec<String>,
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
    pub(crate) forward_host: &'static str,
    pub(crate) server_name_indication_switch: &'static str,
    pub(crate) server_name_indication: String,
    pub(crate) forced_redirect: Option<String>,
    pub(crate) forward_protocol: super::super::state::listener::ForwardProtocol,
}

/// How a rule's origins are checked.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct RuleCheckParams {
    pub(crate) delay_loop: u64,
    pub(crate) connect_timeout: u64,
    pub(crate) path: String,
    pub(crate) method: &'static str,
    pub(crate) status_code: [u64; 5],
    pub(crate) domain: String,
    pub(crate) failed_count_inter: u64,
    pub(crate) failed_threshold: u64,
    pub(crate) block_inter: u64,
}

/// An origin of a rule.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct BindRealServer {
    pub(crate) real_server_id: String,
    #[serde(rename = "RealServerIP")]
    pub(crate) real_server_ip: String,
    pub(crate) real_server_weight: u32,
    pub(crate) real_server_status: u8,
    pub(crate) real_server_port: u16,
    #[serde(rename = "DownIPList")]
    pub(crate) down_ip_list: Vec<String>,
    pub(crate) real_server_failover_role: String,
}

// These have the shape of others.
pub(crate) type ModifyCertificateReply = Done;
pub(crate) type CreateDomainReply = Done;
pub(crate) type ModifyDomainReply = Done;
pub(crate) type DeleteDomainReply = Done;
pub(crate) type SetAuthenticationReply = Done;
