//! A certificate with its chain and its key, as the vendor's services keep it.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::ids::hex;
use crate::x509::{Certificate, Chain, Flaw, PublicKey};

/// A certificate with its chain and its key, kept to the byte.
#[derive(Deserialize, Serialize)]
#[serde(try_from = "Texts", into = "Texts")]
#[derive(Clone)]
pub(crate) struct Contents {
    pub(crate) certificate: Arc<str>,
    pub(crate) private_key: Option<Arc<str>>,
    pub(crate) facts: Facts,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Texts {
    certificate: Arc<str>,
    #[serde(default)]
    private_key: Option<Arc<str>>,
}

impl TryFrom<Texts> for Contents {
    type Error = Flaw;

    fn try_from(Texts { certificate, private_key }: Texts) -> Result<Self, Flaw> {
        let facts = Facts::of(&Chain::from_pem(&certificate)?);
        Ok(Self { certificate, private_key, facts })
    }
}

impl From<Contents> for Texts {
    fn from(Contents { certificate, private_key, .. }: Contents) -> Self {
        Self { certificate, private_key }
    }
}

impl Contents {
    /// Says whether the names of the certificate cover the domain.
    pub(crate) fn covers(&self, domain: &str) -> Result<(), Flaw> {
        Certificate::from_pem(&self.certificate)?.covers(domain)
    }
}

/// What is asked of a certificate over and over.
#[derive(Clone)]
pub(crate) struct Facts {
    /// The common name and the alternative names, each once.
    pub(crate) names: Vec<String>,
    pub(crate) issuer: String,
    pub(crate) not_before: OffsetDateTime,
    pub(crate) not_after: OffsetDateTime,
    /// `RSA 2048`, say. Assumption: of an ECDSA key the curve's name stands behind `ECC`. From: the
    /// documented form of RSA, and the names that the parameters of an order have.
    pub(crate) algorithm: String,
    pub(crate) sha1: [u8; 20],
}

impl Facts {
    pub(crate) fn of(chain: &Chain) -> Self {
        let leaf = chain.leaf();
        let mut seen = BTreeSet::new();
        let names = leaf.common_name().into_iter().chain(leaf.dns_names());
        let algorithm = match leaf.public_key() {
            PublicKey::Ecdsa { curve, .. } => format!("ECC {}", curve.name()),
            key => key.to_string(),
        };
        Self {
            names: names.filter(|name| seen.insert(*name)).map(str::to_owned).collect(),
            issuer: leaf.issuer_common_name().unwrap_or_default().to_owned(),
            not_before: leaf.not_before(),
            not_after: leaf.not_after(),
            algorithm,
            sha1: leaf.sha1(),
        }
    }

    /// The fingerprint as the service prints it: in upper case, without colons.
    pub(crate) fn fingerprint(&self) -> String {
        hex(&self.sha1).to_ascii_uppercase()
    }
}
