//! The certificate of a domain. There is none without a domain, and each domain has its own copy.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::verbatim::Verbatim;
use crate::x509::{self, Flaw};

/// A certificate. Its texts are kept to the byte.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Certificate {
    /// The name, which need not be unique.
    #[serde(default)]
    pub(crate) name: String,
    /// PEM, the leaf first.
    pub(crate) certificate: Verbatim,
    /// PEM; absent for a certificate of the certificate manager.
    #[serde(default)]
    pub(crate) private_key: Option<Verbatim>,
    /// The certificate's id at the certificate manager; absent for a certificate of the user's own.
    #[serde(default)]
    pub(crate) scm_certificate_id: Option<String>,
    #[serde(skip, default = "epoch")]
    pub(crate) not_after: OffsetDateTime,
}

impl Certificate {
    /// 0 for a certificate of the user's own, 2 for one of the certificate manager.
    pub(crate) fn source(&self) -> u8 {
        if self.scm_certificate_id.is_some() { 2 } else { 0 }
    }

    /// The certificate with the facts from its text.
    pub(super) fn complete(mut self) -> Result<Self, Flaw> {
        self.not_after = x509::Certificate::from_pem(&self.certificate.text())?.not_after();
        Ok(self)
    }
}

fn epoch() -> OffsetDateTime {
    OffsetDateTime::UNIX_EPOCH
}
