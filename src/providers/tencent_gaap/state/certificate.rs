//! Certificates, and the configurations of basic authentication.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use time::OffsetDateTime;

use super::super::super::tencent::Contents;
use super::numbered::numbered;
use crate::store::Identified;
use crate::verbatim::Verbatim;

/// The longest name, in characters.
pub(crate) const LONGEST_ALIAS: usize = 50;

numbered! {
    /// The purpose of a certificate.
    pub(crate) enum CertificateType {
        /// Names and passwords for basic authentication.
        BasicAuth = 0,
        /// The authority that the clients' certificates are of.
        ClientCa = 1,
        /// The listener's own.
        Server = 2,
        /// The authority that the origins' certificates are of.
        RealServerCa = 3,
        /// The certificate that a proxy presents to origins.
        Proxy = 4,
    }
}

impl CertificateType {
    /// Whether it has a private key.
    pub(crate) fn has_key(self) -> bool {
        matches!(self, Self::Server | Self::Proxy)
    }
}

/// A certificate, or a configuration of basic authentication.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Certificate {
    /// `cert-` and eight letters and digits.
    pub(crate) id: SmolStr,
    /// The purpose.
    #[serde(rename = "type")]
    pub(crate) kind: CertificateType,
    /// Its name.
    #[serde(default)]
    pub(crate) alias: SmolStr,
    /// When it was made.
    #[serde(with = "crate::moment")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub(crate) created: OffsetDateTime,
    /// The contents.
    pub(crate) content: Content,
}

impl Identified for Certificate {
    const MANY: &'static str = "certificates";

    fn id(&self) -> &str {
        &self.id
    }
}

/// The contents, unchanged.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Content {
    /// A name and the hash of its password, `root:FSGdT`.
    BasicAuth(Verbatim),
    X509(Contents),
}

impl Content {
    pub(crate) fn x509(&self) -> Option<&Contents> {
        match self {
            Self::BasicAuth(_) => None,
            Self::X509(contents) => Some(contents),
        }
    }

    /// The text that was given.
    pub(crate) fn text(&self) -> &Verbatim {
        match self {
            Self::BasicAuth(text) => text,
            Self::X509(contents) => &contents.certificate,
        }
    }
}
