//! Requests.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// `DescribeZones`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeZones {
    pub(crate) offset: Option<i64>,
    pub(crate) limit: Option<i64>,
    #[serde(default)]
    pub(crate) filters: Vec<Filter>,
    /// `type`, `area`, `create-time`, `zone-name`, `use-time` or `active-status`.
    pub(crate) order: Option<String>,
    /// `asc` or `desc`.
    pub(crate) direction: Option<String>,
}

/// `DescribeAccelerationDomains`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeAccelerationDomains {
    pub(crate) zone_id: String,
    pub(crate) offset: Option<i64>,
    pub(crate) limit: Option<i64>,
    #[serde(default)]
    pub(crate) filters: Vec<Filter>,
    /// `created_on` or `domain-name`.
    pub(crate) order: Option<String>,
    /// `asc` or `desc`.
    pub(crate) direction: Option<String>,
    /// Whether objects must pass `all` filters or `any` of them.
    pub(crate) r#match: Option<String>,
}

/// A filter for objects. Not all actions know `Fuzzy`.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Filter {
    pub(crate) name: String,
    /// Any of these.
    pub(crate) values: Vec<String>,
    /// Whether a part of the value is enough.
    pub(crate) fuzzy: Option<bool>,
}

/// `DescribeDefaultCertificates`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeDefaultCertificates {
    pub(crate) zone_id: Option<String>,
    #[serde(default)]
    pub(crate) filters: Vec<Filter>,
    pub(crate) offset: Option<i64>,
    pub(crate) limit: Option<i64>,
}

/// `DescribeHostsSetting`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeHostsSetting {
    pub(crate) zone_id: String,
    pub(crate) offset: Option<i64>,
    pub(crate) limit: Option<i64>,
    #[serde(default)]
    pub(crate) filters: Vec<Filter>,
}

/// `DescribeHostCertificates`. The vendor does not document it; a client declares it.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeHostCertificates {
    pub(crate) zone_id: String,
    #[serde(default)]
    pub(crate) filters: Vec<Filter>,
}

/// `ModifyHostsCertificate`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ModifyHostsCertificate {
    pub(crate) zone_id: String,
    /// Required by the vendor's description. If they are absent, the action returns an error of its own.
    #[serde(default)]
    pub(crate) hosts: Vec<String>,
    /// `disable`, `eofreecert`, `eofreecert_manual` or `sslcert`.
    pub(crate) mode: Option<String>,
    #[serde(default)]
    pub(crate) server_cert_info: Vec<GivenCertificate>,
    pub(crate) client_cert_info: Option<GivenMutual>,
    pub(crate) upstream_cert_info: Option<GivenUpstream>,
}

/// A certificate of SSL. Other members are ignored: clients send back what they have read.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct GivenCertificate {
    pub(crate) cert_id: String,
}

/// Mutual authentication with the other side of a connection.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct GivenMutual {
    /// `on` or `off`.
    pub(crate) switch: String,
    #[serde(default)]
    pub(crate) cert_infos: Vec<GivenCertificate>,
}

/// Mutual authentication with an origin.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct GivenUpstream {
    #[serde(rename = "UpstreamMutualTLS")]
    pub(crate) upstream_mutual_tls: Option<GivenMutual>,
    pub(crate) upstream_certificate_verify: Option<GivenVerify>,
}

/// The authorities with which an origin's certificate is verified.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct GivenVerify {
    /// `disable` or `custom_ca`.
    pub(crate) verification_mode: String,
    #[serde(default, rename = "CustomCACerts")]
    pub(crate) custom_ca_certs: Vec<GivenCertificate>,
}

/// An empty reply.
#[derive(JsonSchema, Serialize)]
pub(crate) struct Done {}
