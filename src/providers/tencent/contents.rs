//! A certificate with its chain and its key, as the vendor's services store it.

use std::collections::{BTreeSet, HashSet};
use std::sync::{Arc, LazyLock};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use time::OffsetDateTime;

use crate::ids::hex;
use crate::shared::Shared;
use crate::verbatim::Verbatim;
use crate::x509::{Certificate, Chain, Curve, Flaw, PublicKey};

/// A certificate with its chain and its key, kept to the byte.
#[derive(Deserialize, JsonSchema, Serialize)]
#[serde(try_from = "Texts", into = "Texts")]
#[derive(Clone)]
pub(crate) struct Contents {
    pub(crate) certificate: Verbatim,
    pub(crate) private_key: Option<Verbatim>,
    pub(crate) facts: Facts,
}

#[derive(Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
struct Texts {
    /// PEM, the leaf first.
    certificate: Verbatim,
    /// PEM; absent for an authority's certificate, for example.
    #[serde(default)]
    private_key: Option<Verbatim>,
}

impl TryFrom<Texts> for Contents {
    type Error = Flaw;

    fn try_from(Texts { certificate, private_key }: Texts) -> Result<Self, Flaw> {
        let facts = Facts::of(&Chain::from_pem(&certificate.text())?);
        Ok(Self { certificate, private_key, facts })
    }
}

impl From<Contents> for Texts {
    fn from(Contents { certificate, private_key, .. }: Contents) -> Self {
        Self { certificate, private_key }
    }
}

impl Contents {
    /// Checks that the names of the certificate cover the domain.
    pub(crate) fn covers(&self, domain: &str) -> Result<(), Flaw> {
        let names = self.facts.host_names();
        if HostNames::of(&self.facts).cover(domain) {
            return Ok(());
        }
        Err(Flaw::NameMismatch {
            domain: domain.to_owned(),
            names: names.iter().map(ToString::to_string).collect(),
        })
    }
}

/// The host names of a certificate, prepared for comparison with many domains.
pub(crate) struct HostNames {
    /// In lower case.
    exact: HashSet<String>,
    /// The parts after `*.`, in lower case.
    parents: HashSet<String>,
}

impl HostNames {
    pub(crate) fn of(facts: &Facts) -> Self {
        let (mut exact, mut parents) = (HashSet::new(), HashSet::new());
        for name in facts.host_names() {
            let name = name.to_ascii_lowercase();
            match name.strip_prefix("*.") {
                Some(parent) => parents.insert(parent.to_owned()),
                None => exact.insert(name),
            };
        }
        Self { exact, parents }
    }

    /// Whether the certificate covers the domain. `*` stands for exactly one label. A wildcard domain is
    /// covered by the same wildcard.
    pub(crate) fn cover(&self, domain: &str) -> bool {
        let domain = domain.to_ascii_lowercase();
        let below = domain.split_once('.').filter(|(first, _)| !first.is_empty());
        self.exact.contains(&domain)
            || below.is_some_and(|(_, parent)| self.parents.contains(parent))
    }
}

/// Host names, shared by a certificate and the replies that show it.
pub(crate) type Names = Arc<[SmolStr]>;

/// The parsed facts about a certificate.
#[derive(Clone)]
pub(crate) struct Facts {
    /// The common name and the alternative names, without repetitions.
    pub(crate) names: Names,
    pub(crate) not_before: OffsetDateTime,
    pub(crate) not_after: OffsetDateTime,
    pub(crate) sha1: [u8; 20],
    /// Whether the first of the names is the common name.
    has_common_name: bool,
    /// Whether the common name counts as a host name: if there are no alternative host names, or it is one of
    /// them.
    is_host_name: bool,
    pub(crate) common: Arc<Common>,
}

/// The facts that many certificates have in common, because few authorities issue them.
pub(crate) struct Common {
    /// The issuer's common name.
    pub(crate) issuer: SmolStr,
    /// `RSA 2048`, say. Assumption: of an ECDSA key the curve's name stands behind `ECC`. From: the
    /// documented form of RSA, and the names that the parameters of an order have.
    pub(crate) algorithm: Box<str>,
    /// The certificates after the leaf.
    pub(crate) issuers: Box<[Issuer]>,
}

/// The facts about a certificate after the leaf.
pub(crate) struct Issuer {
    pub(crate) common_name: String,
    pub(crate) issuer: String,
    pub(crate) not_before: OffsetDateTime,
    pub(crate) not_after: OffsetDateTime,
    pub(crate) sha1: [u8; 20],
}

impl Issuer {
    fn of(certificate: &Certificate) -> Self {
        Self {
            common_name: certificate.common_name().unwrap_or_default().to_owned(),
            issuer: certificate.issuer_common_name().unwrap_or_default().to_owned(),
            not_before: certificate.not_before(),
            not_after: certificate.not_after(),
            sha1: certificate.sha1(),
        }
    }
}

impl Common {
    /// The facts of a chain, stored once for all chains that have the same.
    fn of(chain: &Chain) -> Arc<Self> {
        type Key = (SmolStr, Box<str>, Vec<[u8; 20]>);
        static KNOWN: LazyLock<Shared<Key, Common>> = LazyLock::new(Shared::default);
        let leaf = chain.leaf();
        let issuer = SmolStr::new(leaf.issuer_common_name().unwrap_or_default());
        let algorithm: Box<str> = match leaf.public_key() {
            PublicKey::Ecdsa { curve, .. } => format!("ECC {}", curve.name()).into(),
            key => key.to_string().into(),
        };
        let issuers: Box<[_]> = chain.issuers().iter().map(Issuer::of).collect();
        let sha1s = issuers.iter().map(|issuer| issuer.sha1).collect();
        let key = (issuer.clone(), algorithm.clone(), sha1s);
        KNOWN.keep(key, Self { issuer, algorithm, issuers })
    }
}

impl Facts {
    pub(crate) fn of(chain: &Chain) -> Self {
        let leaf = chain.leaf();
        let mut seen = BTreeSet::new();
        let common_name = leaf.common_name();
        let mut others = leaf.dns_names().peekable();
        let is_host_name =
            others.peek().is_none() || others.any(|name| common_name.is_some_and(|it| it == name));
        let names = leaf.common_name().into_iter().chain(leaf.dns_names());
        Self {
            names: names.filter(|name| seen.insert(*name)).map(SmolStr::new).collect(),
            not_before: leaf.not_before(),
            not_after: leaf.not_after(),
            sha1: leaf.sha1(),
            has_common_name: common_name.is_some(),
            is_host_name,
            common: Common::of(chain),
        }
    }

    /// The names of hosts that the certificate is for.
    fn host_names(&self) -> &[SmolStr] {
        let skipped = self.has_common_name && !self.is_host_name;
        self.names.get(usize::from(skipped)..).unwrap_or_default()
    }

    /// The subject's common name; empty if there is none.
    pub(crate) fn common_name(&self) -> &str {
        let first = self.names.first().filter(|_| self.has_common_name);
        first.map_or("", SmolStr::as_str)
    }

    /// The type of the key: `RSA`, `ECC`, …
    pub(crate) fn key_type(&self) -> &str {
        self.common.algorithm.split(' ').next().unwrap_or_default()
    }

    /// The size of the key, in bits: of the modulus or the curve's field; 0 if it is not known.
    pub(crate) fn key_bits(&self) -> usize {
        let size = self.common.algorithm.split(' ').nth(1).unwrap_or_default();
        Curve::ALL
            .into_iter()
            .find(|curve| curve.name() == size)
            .map_or_else(|| size.parse().unwrap_or(0), Curve::bits)
    }

    /// The fingerprint in the service's format: upper case, without colons.
    pub(crate) fn fingerprint(&self) -> String {
        hex(&self.sha1).to_ascii_uppercase()
    }
}
