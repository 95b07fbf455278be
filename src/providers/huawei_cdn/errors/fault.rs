//! What can be wrong with a certificate or a domain, in both catalogues of errors.

use super::configs::ConfigsError;
use super::domains::DomainsError;
use crate::spec::Refusal;
use crate::x509::Flaw;

/// A fault, with the flaw that caused it.
pub(crate) struct Found {
    pub(crate) fault: Fault,
    flaw: Option<Flaw>,
}

impl From<Fault> for Found {
    fn from(fault: Fault) -> Self {
        Self { fault, flaw: None }
    }
}

impl<E: Copy + From<Fault>> From<Found> for Refusal<E> {
    fn from(Found { fault, flaw }: Found) -> Self {
        match flaw {
            Some(flaw) => Self::because(fault.into(), flaw),
            None => E::from(fault).into(),
        }
    }
}

/// Declares the faults. Both catalogues have an error for each.
macro_rules! faults {
    ($($fault:ident,)*) => {
        /// A fault. Each catalogue has an error with the same name.
        #[derive(Clone, Copy, Debug)]
        pub(crate) enum Fault {
            $($fault,)*
        }

        impl From<Fault> for ConfigsError {
            fn from(fault: Fault) -> Self {
                match fault { $(Fault::$fault => Self::$fault,)* }
            }
        }

        impl From<Fault> for DomainsError {
            fn from(fault: Fault) -> Self {
                match fault { $(Fault::$fault => Self::$fault,)* }
            }
        }

        impl From<Fault> for Refusal<ConfigsError> {
            fn from(fault: Fault) -> Self {
                ConfigsError::from(fault).into()
            }
        }

        impl From<Fault> for Refusal<DomainsError> {
            fn from(fault: Fault) -> Self {
                DomainsError::from(fault).into()
            }
        }
    };
}

faults! {
    CertificateBroken,
    CertificateExpired,
    CertificateNotPem,
    CertificateNotYetValid,
    CertificateStatusWrong,
    DomainBanned,
    DomainLocked,
    DomainNotEnabled,
    KeyBroken,
    KeyMismatch,
    KeyNotPem,
    NameMismatch,
    PairBlank,
    PairTooLong,
    ParameterInvalid,
    ScmDenied,
    TooLittleLeft,
    WrongState,
}

impl Found {
    /// The fault for a flaw of a certificate.
    pub(crate) fn in_certificate(flaw: Flaw) -> Self {
        Self::of(flaw, Fault::CertificateNotPem, Fault::CertificateBroken)
    }

    /// The fault for a flaw of a private key.
    pub(crate) fn in_key(flaw: Flaw) -> Self {
        Self::of(flaw, Fault::KeyNotPem, Fault::KeyBroken)
    }

    fn of(flaw: Flaw, no_pem: Fault, broken: Fault) -> Self {
        let fault = match &flaw {
            Flaw::BadPem(_)
            | Flaw::EncryptedKey { .. }
            | Flaw::NotPem { .. }
            | Flaw::SurroundingText { .. }
            | Flaw::WrongLabel { .. } => no_pem,
            Flaw::UnreadableCertificate { .. }
            | Flaw::UnreadableKey { .. }
            | Flaw::UnreadableRequest { .. }
            | Flaw::UnsupportedKey { .. }
            | Flaw::WrongRequestSignature => broken,
            Flaw::ChainTooLong { .. } => Fault::PairTooLong,
            Flaw::Expired { .. } => Fault::CertificateExpired,
            Flaw::KeyMismatch { .. } => Fault::KeyMismatch,
            Flaw::NameMismatch { .. } => Fault::NameMismatch,
            Flaw::NotYetValid { .. } => Fault::CertificateNotYetValid,
            Flaw::TooLittleLeft { .. } => Fault::TooLittleLeft,
            // `ops` does not check these: CDN.0410 would refuse the authorities of tests.
            Flaw::CaForLeaf { .. }
            | Flaw::ChainOutOfOrder { .. }
            | Flaw::IssuerMissing { .. }
            | Flaw::LeafForCa { .. }
            | Flaw::WeakKey { .. }
            | Flaw::WrongChainSignature { .. } => Fault::CertificateBroken,
        };
        Self { fault, flaw: Some(flaw) }
    }
}
