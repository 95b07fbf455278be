//! Requests.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// `DescribeVodDomains`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeVodDomains {
    /// The requested domains; all if empty.
    #[serde(default)]
    pub(crate) domains: Vec<String>,
    pub(crate) limit: Option<i64>,
    pub(crate) offset: Option<i64>,
    /// The application; the default one if absent.
    pub(crate) sub_app_id: Option<u64>,
}

/// `SetVodDomainCertificate`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct SetVodDomainCertificate {
    pub(crate) domain: String,
    /// `Set` or `Clear`.
    pub(crate) operation: String,
    /// The application; the default one if absent.
    pub(crate) sub_app_id: Option<u64>,
    /// The service spells it so here alone.
    #[serde(rename = "CertID")]
    pub(crate) cert_id: Option<String>,
}

/// An empty reply.
#[derive(JsonSchema, Serialize)]
pub(crate) struct Done {}
