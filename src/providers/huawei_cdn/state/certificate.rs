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
    /// Its name, which others may have, too.
    #[serde(default)]
    pub(crate) name: String,
    /// PEM, the leaf first.
    pub(crate) certificate: Verbatim,
    /// PEM; absent of one that the certificate manager has.
    #[serde(default)]
    pub(crate) private_key: Option<Verbatim>,
    /// Its id at the certificate manager; absent of one's own.
    #[serde(default)]
    pub(crate) scm_certificate_id: Option<String>,
    #[serde(skip, default = "epoch")]
    pub(crate) not_after: OffsetDateTime,
}

impl Certificate {
    /// 0 for one's own, 2 for one of the certificate manager.
    pub(crate) fn source(&self) -> u8 {
        if self.scm_certificate_id.is_some() { 2 } else { 0 }
    }

    /// The same with what its text tells.
    pub(super) fn complete(mut self) -> Result<Self, Flaw> {
        self.not_after = x509::Certificate::from_pem(&self.certificate.text())?.not_after();
        Ok(self)
    }
}

fn epoch() -> OffsetDateTime {
    OffsetDateTime::UNIX_EPOCH
}
