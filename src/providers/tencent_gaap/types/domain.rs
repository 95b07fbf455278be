//! Domains, and the rules of those.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::state::proxy::BanStatus;
use super::Done;
use super::forwarding_rule::RuleInfo;
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
    /// Absent: not changed; `default`: the listener's certificate.
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
    /// Retired by the vendor.
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
    /// The number of domains.
    pub(crate) total_count: usize,
}

/// A domain with its rules. Authentication settings that are not set are null. The vendor's description does
/// not say so, but its example shows it.
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

// These have the shape of others.
pub(crate) type ModifyCertificateReply = Done;
pub(crate) type CreateDomainReply = Done;
pub(crate) type ModifyDomainReply = Done;
pub(crate) type DeleteDomainReply = Done;
pub(crate) type SetAuthenticationReply = Done;
