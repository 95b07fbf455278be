//! Requests.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// `DescribeDomains`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeDomains {
    pub(crate) offset: Option<i64>,
    pub(crate) limit: Option<i64>,
    #[serde(default)]
    pub(crate) filters: Vec<DomainFilter>,
}

/// `DescribeDomainsConfig`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeDomainsConfig {
    pub(crate) offset: Option<i64>,
    pub(crate) limit: Option<i64>,
    #[serde(default)]
    pub(crate) filters: Vec<DomainFilter>,
    pub(crate) sort: Option<Sort>,
}

/// A filter for domains.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DomainFilter {
    pub(crate) name: String,
    /// Any of these.
    pub(crate) value: Vec<String>,
    /// Whether a part of the value is enough.
    pub(crate) fuzzy: Option<bool>,
}

/// The order of a list.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Sort {
    /// `createTime` or `certExpireTime`.
    pub(crate) key: Option<String>,
    /// `asc` or `desc`.
    pub(crate) sequence: Option<String>,
}

/// `UpdateDomainConfig`, and `AddCdnDomain`, whose members all have the same meaning.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct UpdateDomainConfig {
    pub(crate) domain: String,
    pub(crate) project_id: Option<i64>,
    pub(crate) service_type: Option<String>,
    pub(crate) area: Option<String>,
    /// The objects that are configured, `Https` and so on.
    #[serde(flatten)]
    pub(crate) objects: Map<String, Value>,
}

/// `ModifyDomainConfig`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ModifyDomainConfig {
    pub(crate) domain: String,
    /// The path in the configuration, such as `Https.CertInfo.CertId`.
    pub(crate) route: String,
    /// JSON, `{"update":"a91hoLqi"}`.
    pub(crate) value: String,
}

/// `DescribeCertDomains`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeCertDomains {
    /// PEM, in base64.
    pub(crate) cert: Option<String>,
    pub(crate) cert_id: Option<String>,
    /// `cdn` or `ecdn`.
    pub(crate) product: Option<String>,
}

/// `StartCdnDomain`, `StopCdnDomain` and `DeleteCdnDomain`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct OneDomain {
    pub(crate) domain: String,
}

/// An empty reply.
#[derive(JsonSchema, Serialize)]
pub(crate) struct Done {}
