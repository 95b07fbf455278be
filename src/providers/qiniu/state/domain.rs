//! Domains, which use certificates.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A domain, as the service prints it.
#[derive(Clone, Debug, Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Domain {
    /// The host name.
    pub name: String,
    /// The kind of its name.
    #[serde(default)]
    pub r#type: DomainType,
    /// What it serves: `web`, `download`, `vod`, … There is no complete list of the values, so this is a
    /// text.
    #[serde(default = "web")]
    pub platform: String,
    /// Where it is served.
    #[serde(default)]
    pub geo_cover: GeoCover,
    /// Its protocol: HTTP or HTTPS.
    #[serde(default)]
    pub protocol: Protocol,
    /// The product that it belongs to.
    #[serde(default)]
    pub product: Product,
    /// The name that the domain's DNS record points to.
    #[serde(default = "cname")]
    pub cname: String,
    /// The state of its last operation.
    #[serde(default)]
    pub operating_state: OperatingState,
    /// A description of this state.
    #[serde(default)]
    pub operating_state_desc: String,
    /// The last operation: `create_domain`, `sslize`, `modify_https_conf`, …
    #[serde(default)]
    pub operation_type: String,
    /// When it was created, in RFC 3339.
    #[serde(default)]
    pub create_at: String,
    /// When it was changed.
    #[serde(default)]
    pub modify_at: String,
    /// Its HTTPS settings.
    #[serde(default)]
    pub https: Https,
    /// Where its content comes from.
    #[serde(default)]
    pub source: Source,
}

/// The kind of a domain's name.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum DomainType {
    #[default]
    Normal,
    Pan,
    Test,
    Wildcard,
}

/// Where a domain is served.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum GeoCover {
    #[default]
    China,
    Foreign,
    Global,
}

/// The protocol of a domain.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Protocol {
    #[default]
    Http,
    Https,
}

/// The product that a domain belongs to.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Product {
    #[default]
    Cdn,
    Dcdn,
    /// Object storage.
    Kodo,
}

/// The state of the last operation on a domain. The last value is missing on the vendor's page, but the
/// vendor's console knows it.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum OperatingState {
    Failed,
    Frozen,
    Offlined,
    Processing,
    #[default]
    Success,
    #[serde(rename = "waitCNAME")]
    WaitCname,
}

/// The HTTPS settings of a domain.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub(crate) struct Https {
    /// The certificate's id, or nothing.
    pub cert_id: String,
    /// Whether HTTP is redirected.
    pub force_https: bool,
    /// Whether HTTP/2 is spoken.
    pub http2_enable: bool,
}

/// Where the content of a domain comes from.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub(crate) struct Source {
    /// The kind of the source; if absent in a state, it is derived from the other members.
    pub source_type: Option<SourceType>,
    /// The `Host` of requests to the source.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub source_host: String,
    /// Its addresses.
    #[serde(rename = "sourceIPs", skip_serializing_if = "BTreeSet::is_empty")]
    pub source_ips: BTreeSet<String>,
    /// Its host name.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub source_domain: String,
    /// Its bucket.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub source_qiniu_bucket: String,
    /// The protocol of requests to the source.
    #[serde(rename = "sourceURLScheme", skip_serializing_if = "String::is_empty")]
    pub source_url_scheme: String,
    /// The path of the request that tests the source.
    #[serde(rename = "testURLPath", skip_serializing_if = "String::is_empty")]
    pub test_url_path: String,
    /// Its servers, if there are several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub advanced_sources: Vec<Value>,
}

/// The kind of a source.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum SourceType {
    Advanced,
    Domain,
    Ip,
    QiniuBucket,
}

impl Source {
    /// The kind of the source, derived from the other members.
    fn kind(&self, is_storage: bool) -> SourceType {
        if is_storage || !self.source_qiniu_bucket.is_empty() {
            SourceType::QiniuBucket
        } else if !self.source_ips.is_empty() {
            SourceType::Ip
        } else if !self.advanced_sources.is_empty() {
            SourceType::Advanced
        } else {
            SourceType::Domain
        }
    }
}

impl SourceType {
    /// The service's name of the value.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Advanced => "advanced",
            Self::Domain => "domain",
            Self::Ip => "ip",
            Self::QiniuBucket => "qiniuBucket",
        }
    }
}

impl DomainType {
    /// The service's name of the value.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Pan => "pan",
            Self::Test => "test",
            Self::Wildcard => "wildcard",
        }
    }
}

impl OperatingState {
    /// The service's name of the value.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Failed => "failed",
            Self::Frozen => "frozen",
            Self::Offlined => "offlined",
            Self::Processing => "processing",
            Self::Success => "success",
            Self::WaitCname => "waitCNAME",
        }
    }
}

impl Domain {
    /// The domain with the kind of its source, derived if it was absent.
    pub(crate) fn with_kind_of_source(mut self) -> Self {
        let kind = self.source.kind(self.is_storage());
        self.source.source_type.get_or_insert(kind);
        self
    }

    /// Whether the domain belongs to object storage (Kodo) and not to the CDN.
    pub(crate) fn is_storage(&self) -> bool {
        self.product == Product::Kodo
    }
}

fn web() -> String {
    "web".to_owned()
}

fn cname() -> String {
    "certmock.qiniudns.com".to_owned()
}
