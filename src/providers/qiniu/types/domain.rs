//! Requests and replies about domains.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::super::state::{Domain, Https};
use super::query::{Several, first};

/// Names a domain.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct NamedDomain {
    pub(crate) name: String,
}

/// Changes the HTTPS settings of a domain. Absent ones are not changed.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub(crate) struct HttpsConf {
    pub(crate) name: String,
    #[serde(rename = "certid")]
    pub(crate) cert_id: Option<String>,
    #[serde(rename = "forcehttps")]
    pub(crate) force_https: Option<bool>,
    #[serde(rename = "http2enable")]
    pub(crate) http2_enable: Option<bool>,
    /// A list; the documentation says a string, which the service refuses.
    #[serde(rename = "tlsversions")]
    pub(crate) tls_versions: Option<Value>,
}

/// Binds a certificate to a storage domain.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct BindCertificate {
    #[serde(rename = "certid")]
    pub(crate) cert_id: Option<String>,
    pub(crate) domain: Option<String>,
}

/// Asks for a page of the domains of some kind, or of all, as far as nothing is said.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ListDomains {
    /// The name that the last page ended with.
    #[serde(default, deserialize_with = "first")]
    #[schemars(with = "Option<String>")]
    pub(crate) marker: Option<String>,
    /// The size of the page: 10 by default.
    #[serde(default, deserialize_with = "first")]
    #[schemars(with = "Option<String>")]
    pub(crate) limit: Option<String>,
    /// `normal`, `wildcard`, `pan` or `test`, each in a `types` of its own.
    #[serde(default)]
    pub(crate) types: Several,
    /// Only domains with this certificate.
    #[serde(default, deserialize_with = "first")]
    #[schemars(with = "Option<String>")]
    pub(crate) cert_id: Option<String>,
    /// `domain`, `ip`, `qiniuBucket` or `advanced`, each in a `sourceTypes` of its own.
    #[serde(default)]
    pub(crate) source_types: Several,
    /// The bucket of the source. It is ignored unless `qiniuBucket` is the only one of the `sourceTypes`.
    #[serde(default, deserialize_with = "first")]
    #[schemars(with = "Option<String>")]
    pub(crate) source_qiniu_bucket: Option<String>,
    /// An address of the source. It is ignored unless `ip` is the only one of the `sourceTypes`.
    #[serde(default, deserialize_with = "first")]
    #[schemars(with = "Option<String>")]
    pub(crate) source_ip: Option<String>,
    /// The state of their last operation.
    #[serde(default)]
    pub(crate) operating_state: Several,
}

/// Asks for the bindings.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct ListCertificateBindings {}

/// The bindings, in a bare array.
#[derive(Debug, JsonSchema, Serialize)]
#[serde(transparent)]
pub(crate) struct ListCertificateBindingsReply(pub(crate) Vec<CertificateBinding>);

/// A storage domain with its certificate.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct CertificateBinding {
    pub(crate) uid: u32,
    /// The certificate's name.
    pub(crate) name: String,
    pub(crate) certid: String,
    pub(crate) domain: String,
}

/// A domain.
#[derive(Debug, JsonSchema, Serialize)]
#[serde(transparent)]
pub(crate) struct GetDomainReply(pub(crate) Domain);

/// The HTTPS settings of a domain.
#[derive(Debug, JsonSchema, Serialize)]
#[serde(transparent)]
pub(crate) struct GetHttpsConfReply(pub(crate) Https);

/// A page of domains.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct ListDomainsReply {
    pub(crate) code: u16,
    pub(crate) marker: String,
    pub(crate) domains: Vec<Domain>,
}
