//! A certificate that is hosted or was bought.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::contents::{Contents, Leaf};
use super::placement::Placement;
use crate::store::Identified;
use crate::verbatim::Verbatim;

/// A certificate. Its texts are kept to the byte.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Certificate {
    /// `scs` and 13 digits.
    pub(crate) id: String,
    /// Its name.
    #[serde(default)]
    pub(crate) name: String,
    /// The status of the certificate.
    #[serde(default)]
    pub(crate) status: Status,
    /// The product that was bought; `DV_SSL_CERT` for an imported certificate.
    #[serde(default = "domain_validated", rename = "type")]
    pub(crate) kind: String,
    /// The brand of the certificate; the issuer's name if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) brand: Option<String>,
    /// The domain of a certificate that is not issued yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) domain: Option<String>,
    /// PEM, the leaf first; empty if the certificate is not issued yet.
    #[serde(default)]
    pub(crate) certificate: Contents,
    /// PEM; empty if only the owner has the key.
    #[serde(default = "nothing")]
    #[schemars(with = "String")]
    pub(crate) private_key: Verbatim,
    /// PEM: the encryption certificate of a pair for the Chinese algorithms (SM2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) enc_certificate: Option<Verbatim>,
    /// PEM: its key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) enc_private_key: Option<Verbatim>,
    /// The owner's description.
    #[serde(default)]
    pub(crate) description: Option<String>,
    /// The order with which it was bought.
    #[serde(default)]
    pub(crate) order_id: Option<String>,
    /// The enterprise project that it belongs to.
    #[serde(default = "no_enterprise_project")]
    pub(crate) enterprise_project_id: String,
    /// The places that it was pushed or deployed to, the latest last.
    #[serde(default)]
    pub(crate) placements: Vec<Placement>,
}

/// The enterprise project of a certificate that names none.
pub(crate) fn no_enterprise_project() -> String {
    "0".to_owned()
}

fn domain_validated() -> String {
    "DV_SSL_CERT".to_owned()
}

fn nothing() -> Verbatim {
    "".into()
}

/// The status of a certificate.
#[derive(
    Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, Ord, PartialEq, PartialOrd, Serialize,
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum Status {
    #[serde(rename = "CANCELCHECKING")]
    CancelChecking,
    Checking,
    CheckingOrg,
    Expired,
    Issued,
    Issuing,
    Paid,
    Revoked,
    Revoking,
    #[serde(rename = "SUPPLEMENTCHECKING")]
    SupplementChecking,
    Unpassed,
    /// It was imported, and is hosted.
    #[default]
    Upload,
}

impl Certificate {
    /// A certificate that is imported.
    pub(crate) fn imported(name: String, certificate: Contents, private_key: Verbatim) -> Self {
        Self {
            id: String::new(),
            name,
            status: Status::Upload,
            kind: domain_validated(),
            brand: None,
            domain: None,
            certificate,
            private_key,
            enc_certificate: None,
            enc_private_key: None,
            description: None,
            order_id: None,
            enterprise_project_id: no_enterprise_project(),
            placements: Vec::new(),
        }
    }

    /// The present status.
    ///
    /// Assumption: a certificate that is hosted is EXPIRED when it has ended, and one that has ended
    /// already can be imported. From: the statuses that the page of the list has, and that no error is
    /// documented for it.
    pub(crate) fn status(&self, now: OffsetDateTime) -> Status {
        let is_live = matches!(self.status, Status::Issued | Status::Upload);
        let has_ended = self.leaf().is_some_and(|leaf| leaf.not_after < now);
        if is_live && has_ended { Status::Expired } else { self.status }
    }

    /// Whether it can be pushed and deployed now.
    pub(crate) fn is_live(&self, now: OffsetDateTime) -> bool {
        matches!(self.status(now), Status::Issued | Status::Upload) && self.leaf().is_some()
    }

    /// Whether it has a private key.
    pub(crate) fn has_key(&self) -> bool {
        !self.private_key.text().is_empty()
    }

    pub(crate) fn leaf(&self) -> Option<&Leaf> {
        self.certificate.leaf.as_ref()
    }

    /// The host names, the main one first; empty if they are not known.
    pub(crate) fn names(&self) -> Vec<&str> {
        match self.leaf() {
            Some(leaf) => leaf.names.iter().map(|name| &**name).collect(),
            None => self.domain.as_deref().into_iter().collect(),
        }
    }
}

impl Identified for Certificate {
    const MANY: &'static str = "certificates";

    fn id(&self) -> &str {
        &self.id
    }
}
