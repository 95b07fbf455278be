//! Requests.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// `DescribeVodDomains`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeVodDomains {
    /// Those that are wanted; all, where there are none.
    #[serde(default)]
    pub(crate) domains: Vec<String>,
    pub(crate) limit: Option<i64>,
    pub(crate) offset: Option<i64>,
    /// The application; the default one, where it is absent.
    pub(crate) sub_app_id: Option<u64>,
}

/// `SetVodDomainCertificate`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct SetVodDomainCertificate {
    pub(crate) domain: String,
    /// `Set` or `Clear`.
    pub(crate) operation: String,
    /// The application; the default one, where it is absent.
    pub(crate) sub_app_id: Option<u64>,
    /// The service spells it so here alone.
    #[serde(rename = "CertID")]
    pub(crate) cert_id: Option<String>,
}

/// The reply of what only says that it is done.
#[derive(JsonSchema, Serialize)]
pub(crate) struct Done {}
