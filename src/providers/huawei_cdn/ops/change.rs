//! Changes the certificate of a domain, for all paths that do so.

use time::{Duration, OffsetDateTime};

use super::super::super::huawei_scm::state::{self as huawei_scm, Status};
use super::super::errors::{Fault, Found};
use super::super::state::{Account, Certificate, Domain, DomainStatus};
use crate::store::Others;
use crate::x509::{self, Chain, Flaw, PrivateKey, are_for};

/// The work of bringing a configuration to every place.
pub(crate) const CONFIGURE_PACE: &str = "huawei_cdn.configure";

/// The longest chain, and the longest key, in bytes.
const LONGEST: usize = 20 * 1024;

/// The longest name of a certificate, in bytes: each domain has a copy.
///
/// Assumption: a certificate's name has at most 256 bytes, and is kept as it is sent. From: a client
/// whose names have 67 characters and spaces, where the page has 3 to 64; nobody tells of a refusal.
const LONGEST_NAME: usize = 256;

/// How long a certificate must still be valid.
const SHORTEST_VALIDITY: Duration = Duration::hours(24);

/// The certificate that a domain is to have.
pub(super) enum Wanted {
    /// No certificate.
    Nothing,
    /// The one that it has.
    Kept,
    /// A new one.
    New(Box<New>),
}

/// A new certificate for a domain.
pub(super) struct New {
    certificate: Certificate,
    /// The host names of the certificate.
    names: Vec<String>,
    not_before: OffsetDateTime,
}

/// Reads a certificate and its key, if they are given.
///
/// Assumption: keys may be of elliptic curves and in PKCS#8, a certificate may sign itself, and a chain
/// may lack its issuers. From: clients, which send such keys unhindered; the guide asks for others,
/// but a mock is given authorities of its tests.
pub(super) fn read_pair(
    certificate: Option<&str>,
    key: Option<&str>,
) -> Result<Option<x509::Certificate>, Found> {
    let (certificate, key) = match (given(certificate), given(key)) {
        (Some(certificate), Some(key)) => (certificate, key),
        (None, None) => return Ok(None),
        _ => return Err(Fault::PairBlank.into()),
    };
    if certificate.len() > LONGEST || key.len() > LONGEST {
        return Err(Fault::PairTooLong.into());
    }
    let chain = Chain::from_pem(certificate).map_err(Found::in_certificate)?;
    let key = PrivateKey::from_pem(key).map_err(Found::in_key)?;
    chain.leaf().matches(&key).map_err(Found::in_certificate)?;
    Ok(Some(chain.into_leaf()))
}

/// The text, unless it is empty.
pub(super) fn given(text: Option<&str>) -> Option<&str> {
    text.filter(|text| !text.is_empty())
}

/// Reads the name of a certificate.
fn read_name(name: Option<&str>) -> Result<String, Fault> {
    let name = given(name).filter(|name| name.len() <= LONGEST_NAME);
    name.map(str::to_owned).ok_or(Fault::ParameterInvalid)
}

impl Wanted {
    /// The certificate and key of the request, which were already read.
    pub(super) fn own(
        name: Option<&str>,
        certificate: &str,
        private_key: &str,
        leaf: &x509::Certificate,
    ) -> Result<Self, Fault> {
        let certificate = Certificate {
            name: read_name(name)?,
            certificate: certificate.into(),
            private_key: Some(private_key.into()),
            scm_certificate_id: None,
            not_after: leaf.not_after(),
        };
        let (names, not_before) = (leaf.names(), leaf.not_before());
        Ok(Self::New(Box::new(New { certificate, names, not_before })))
    }

    /// The certificate manager's certificate with this id. Without a given name, it keeps the manager's.
    ///
    /// Assumption: an id that the certificate manager does not have is CDN.0407, and one of a
    /// certificate that it does not have issued CDN.0411. From: the words of the codes.
    pub(super) fn of_scm(
        account: &Account,
        others: Others<'_>,
        id: Option<&str>,
        name: Option<&str>,
    ) -> Result<Self, Found> {
        let id = given(id).ok_or(Fault::PairBlank)?;
        if !account.scm_delegation {
            return Err(Fault::ScmDenied.into());
        }
        let manager = others.find::<huawei_scm::Domain>().map(|manager| &manager.certificates);
        let found = manager.and_then(|certificates| certificates.find(id));
        let found = found.ok_or(Fault::CertificateBroken)?;
        let (Status::Issued | Status::Upload, Some(leaf)) = (found.status, found.leaf()) else {
            return Err(Fault::CertificateStatusWrong.into());
        };
        let certificate = Certificate {
            name: read_name(given(name).or(Some(&found.name)))?,
            certificate: found.certificate.pem.clone(),
            private_key: None,
            scm_certificate_id: Some(id.to_owned()),
            not_after: leaf.not_after,
        };
        let names = leaf.names.iter().map(|name| String::from(&**name)).collect();
        Ok(Self::New(Box::new(New { certificate, names, not_before: leaf.not_before })))
    }

    /// Checks that the certificate is valid for long enough.
    pub(super) fn check_validity(&self, now: OffsetDateTime) -> Result<(), Found> {
        let Self::New(new) = self else { return Ok(()) };
        let (not_before, not_after) = (new.not_before, new.certificate.not_after);
        let at_least = SHORTEST_VALIDITY;
        let flaw = if not_after < now {
            Flaw::Expired { not_after, now }
        } else if now < not_before {
            Flaw::NotYetValid { not_before, now }
        } else if not_after - now < at_least {
            Flaw::TooLittleLeft { not_after, at_least }
        } else {
            return Ok(());
        };
        Err(Found::in_certificate(flaw))
    }

    /// Checks that the domain can have the certificate.
    pub(super) fn check_for(&self, domain: &Domain, now: OffsetDateTime) -> Result<(), Found> {
        check_state(domain, now)?;
        match self {
            Self::Kept if domain.certificate.is_none() => Err(Fault::PairBlank.into()),
            Self::Kept | Self::Nothing => Ok(()),
            Self::New(new) => {
                are_for(&new.names, &domain.domain_name).map_err(Found::in_certificate)
            }
        }
    }

    /// Sets the certificate of the domain.
    pub(super) fn give_to(&self, domain: &mut Domain) {
        match self {
            Self::Nothing => domain.turn_https_off(),
            Self::Kept => {}
            Self::New(new) => domain.certificate = Some(new.certificate.clone()),
        }
    }

    /// The certificate, if it is a new one.
    pub(super) fn certificate(&self) -> Option<&Certificate> {
        match self {
            Self::New(new) => Some(&new.certificate),
            Self::Kept | Self::Nothing => None,
        }
    }
}

/// Checks that the domain can be changed in its present state.
///
/// Assumption: a domain that is being configured is CDN.0106, one that is offline CDN.0145. From: the
/// words of the codes; clients wait until a domain is online again.
pub(super) fn check_state(domain: &Domain, now: OffsetDateTime) -> Result<(), Fault> {
    if domain.disabled {
        return Err(Fault::DomainBanned);
    }
    if domain.locked {
        return Err(Fault::DomainLocked);
    }
    match domain.status(now) {
        DomainStatus::Online | DomainStatus::ConfigureFailed => Ok(()),
        DomainStatus::Offline => Err(Fault::DomainNotEnabled),
        DomainStatus::CheckFailed
        | DomainStatus::Checking
        | DomainStatus::Configuring
        | DomainStatus::Deleting => Err(Fault::WrongState),
    }
}
