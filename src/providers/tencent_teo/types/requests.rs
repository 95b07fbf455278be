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
    /// Whether `all` filters are to be passed, or `any`.
    pub(crate) r#match: Option<String>,
}

/// What the objects of a list have in common. `Fuzzy` is not known to all actions.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Filter {
    pub(crate) name: String,
    /// Any of these.
    pub(crate) values: Vec<String>,
    /// Whether a part of it is enough.
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

/// `DescribeHostCertificates`, which the vendor describes nowhere: a client declares it.
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
    /// The vendor's description has them required, but the action itself refuses where they are left out.
    #[serde(default)]
    pub(crate) hosts: Vec<String>,
    /// `disable`, `eofreecert`, `eofreecert_manual` or `sslcert`.
    pub(crate) mode: Option<String>,
    #[serde(default)]
    pub(crate) server_cert_info: Vec<GivenCertificate>,
    pub(crate) client_cert_info: Option<GivenMutual>,
    pub(crate) upstream_cert_info: Option<GivenUpstream>,
}

/// A certificate of SSL's. What else a client sends of it, it has read here: that counts for nothing.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct GivenCertificate {
    pub(crate) cert_id: String,
}

/// What the other side of a connection is asked for, or shown.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct GivenMutual {
    /// `on` or `off`.
    pub(crate) switch: String,
    #[serde(default)]
    pub(crate) cert_infos: Vec<GivenCertificate>,
}

/// What is shown to an origin, and asked of it.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct GivenUpstream {
    #[serde(rename = "UpstreamMutualTLS")]
    pub(crate) upstream_mutual_tls: Option<GivenMutual>,
    pub(crate) upstream_certificate_verify: Option<GivenVerify>,
}

/// Which authorities an origin's certificate is held against.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct GivenVerify {
    /// `disable` or `custom_ca`.
    pub(crate) verification_mode: String,
    #[serde(default, rename = "CustomCACerts")]
    pub(crate) custom_ca_certs: Vec<GivenCertificate>,
}

/// The reply of what only says that it is done.
#[derive(JsonSchema, Serialize)]
pub(crate) struct Done {}
