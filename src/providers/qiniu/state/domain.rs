//! Domains, which are here for the certificates that they use.

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
    /// What kind of name it is.
    #[serde(default)]
    pub r#type: DomainType,
    /// What it serves: `web`, `download`, `vod`, … A text, for there is no list of them all.
    #[serde(default = "web")]
    pub platform: String,
    /// Where it is served.
    #[serde(default)]
    pub geo_cover: GeoCover,
    /// What it speaks.
    #[serde(default)]
    pub protocol: Protocol,
    /// Whose it is.
    #[serde(default)]
    pub product: Product,
    /// The name that the domain's DNS record points to.
    #[serde(default = "cname")]
    pub cname: String,
    /// How its last operation went.
    #[serde(default)]
    pub operating_state: OperatingState,
    /// What the state means.
    #[serde(default)]
    pub operating_state_desc: String,
    /// The last operation: `create_domain`, `sslize`, `modify_https_conf`, …
    #[serde(default)]
    pub operation_type: String,
    /// When it was made, as RFC 3339 has it.
    #[serde(default)]
    pub create_at: String,
    /// When it was changed.
    #[serde(default)]
    pub modify_at: String,
    /// How it serves HTTPS.
    #[serde(default)]
    pub https: Https,
    /// Where its content comes from.
    #[serde(default)]
    pub source: Source,
}

/// What kind of name a domain has.
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

/// What a domain speaks.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Protocol {
    #[default]
    Http,
    Https,
}

/// Whose a domain is.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Product {
    #[default]
    Cdn,
    Dcdn,
    /// That of a storage domain.
    Kodo,
}

/// How the last operation on a domain went. The page lacks the last one, which the vendor's console
/// knows.
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

/// How a domain serves HTTPS.
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
    /// What kind of place it is; in a state, what the other members say where it is absent.
    pub source_type: Option<SourceType>,
    /// The host that is asked for there.
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
    /// What is spoken with it.
    #[serde(rename = "sourceURLScheme", skip_serializing_if = "String::is_empty")]
    pub source_url_scheme: String,
    /// What is asked of it for a test.
    #[serde(rename = "testURLPath", skip_serializing_if = "String::is_empty")]
    pub test_url_path: String,
    /// Its places, where there are several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub advanced_sources: Vec<Value>,
}

/// What kind of place the content comes from.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum SourceType {
    Advanced,
    Domain,
    Ip,
    QiniuBucket,
}

impl Source {
    /// What kind of place the other members tell of.
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
    /// As the service writes it.
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
    /// As the service writes it.
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
    /// As the service writes it.
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
    /// The same with the kind of its source, where that was not given.
    pub(crate) fn with_kind_of_source(mut self) -> Self {
        let kind = self.source.kind(self.is_storage());
        self.source.source_type.get_or_insert(kind);
        self
    }

    /// Whether it is a storage domain, of Kodo and not of the CDN.
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
