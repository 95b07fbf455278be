//! Requests.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::state::domain::{Endpoint, Label};

/// `CreateCustomDomain`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CreateCustomDomain {
    pub(crate) domain: String,
    pub(crate) protocol: String,
    pub(crate) endpoints_config: Vec<Endpoint>,
    pub(crate) cert_config: Option<CertConf>,
    pub(crate) waf_config: Option<WafConf>,
    #[serde(default)]
    pub(crate) tags: Vec<Label>,
}

/// `UpdateCustomDomain`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct UpdateCustomDomain {
    pub(crate) domain: String,
    pub(crate) protocol: Option<String>,
    pub(crate) endpoints_config: Option<Vec<Endpoint>>,
    pub(crate) cert_config: Option<CertConf>,
    pub(crate) waf_config: Option<WafConf>,
}

/// A domain's certificate.
#[derive(Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CertConf {
    pub(crate) certificate_id: Option<String>,
}

/// A domain's firewall.
#[derive(Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct WafConf {
    /// `OPEN` or `CLOSE`.
    pub(crate) waf_open: Option<String>,
    pub(crate) waf_instance_id: Option<String>,
}

/// `GetCustomDomain` and `DeleteCustomDomain`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct OneDomain {
    pub(crate) domain: Option<String>,
}

/// `ListCustomDomains`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ListCustomDomains {
    pub(crate) offset: Option<u64>,
    pub(crate) limit: Option<u64>,
    /// `AddTime` or `ModTime`
    pub(crate) order_by: Option<String>,
    /// `DESC` or `ASC`
    pub(crate) order: Option<String>,
}

/// An empty reply.
#[derive(JsonSchema, Serialize)]
pub(crate) struct Done {}
