//! Parses certificates, chains and keys, or returns the [`Flaw`].
//!
//! This module finds flaws with their evidence. It does not know which flaws a service refuses, in which
//! order and with which messages.

mod certificate;
mod flaw;
mod key;
mod request;

use aws_lc_rs::signature::{ECDSA_P521_SHA512_ASN1, UnparsedPublicKey};
use x509_parser::error::X509Error;
use x509_parser::oid_registry::OID_SIG_ECDSA_WITH_SHA512;
use x509_parser::prelude::{FromDer, X509Certificate};

pub use self::certificate::Certificate;
pub(crate) use self::certificate::{AlternativeName, are_for};
pub use self::flaw::Flaw;
pub use self::key::PrivateKey;
pub(crate) use self::key::{Curve, PublicKey};
pub use self::request::CertificateRequest;
use crate::pem::{self, Contents};

/// How many certificates of a chain are read. Assumption: a chain may have 32 certificates. From: the
/// chains of public authorities, which have five at most; the services name no number.
const LONGEST_CHAIN: usize = 32;

/// A certificate with the certificates that follow it in the same text, the leaf first.
#[derive(Clone, Debug)]
pub struct Chain {
    leaf: Certificate,
    issuers: Vec<Certificate>,
}

impl Chain {
    /// Reads all certificates of a text. Other blocks are ignored.
    pub fn from_pem(text: &str) -> Result<Self, Flaw> {
        let mut certificates = Certificates::new(text);
        let leaf = certificates.next().transpose()?.ok_or_else(|| certificates.none())?;
        let issuers: Vec<_> =
            certificates.by_ref().take(LONGEST_CHAIN - 1).collect::<Result<_, _>>()?;
        if certificates.next().is_some() {
            return Err(Flaw::ChainTooLong { most: LONGEST_CHAIN });
        }
        Ok(Self { leaf, issuers })
    }

    /// The first certificate.
    pub fn leaf(&self) -> &Certificate {
        &self.leaf
    }

    /// The first certificate, without the others.
    pub fn into_leaf(self) -> Certificate {
        self.leaf
    }

    /// The certificates after the leaf.
    pub fn issuers(&self) -> &[Certificate] {
        &self.issuers
    }

    /// Says whether each certificate is followed by its issuer, whose signature it bears.
    ///
    /// Assumption: a certificate that stands in a chain twice, one right behind the other, is passed
    /// over. From: TLS clients, which pass over what a chain has too much (RFC 8446, section 4.4.2),
    /// and the services' errors, which are for what is missing.
    pub fn links(&self) -> Result<(), Flaw> {
        let mut subject = &self.leaf;
        for issuer in &self.issuers {
            if issuer.der == subject.der {
                continue;
            }
            if subject.issuer() != issuer.subject() {
                return Err(self.break_at(subject));
            }
            if !signed_by(subject, issuer) {
                let (subject, issuer) = (subject.subject().to_owned(), issuer.subject().to_owned());
                return Err(Flaw::WrongChainSignature { subject, issuer });
            }
            subject = issuer;
        }
        Ok(())
    }

    fn break_at(&self, subject: &Certificate) -> Flaw {
        let (name, issuer) = (subject.subject().to_owned(), subject.issuer().to_owned());
        let mut all = std::iter::once(&self.leaf).chain(&self.issuers);
        if all.any(|other| other.subject() == issuer && other.subject() != name) {
            Flaw::ChainOutOfOrder { subject: name, issuer }
        } else {
            Flaw::IssuerMissing { subject: name, issuer }
        }
    }
}

impl Certificate {
    /// Reads the first certificate of a text and ignores the rest.
    pub fn from_pem(text: &str) -> Result<Self, Flaw> {
        let mut certificates = Certificates::new(text);
        certificates.next().transpose()?.ok_or_else(|| certificates.none())
    }
}

/// The certificates of a text.
struct Certificates<'a> {
    text: &'a str,
    blocks: pem::Blocks<'a>,
    first_other: Option<(&'a str, usize)>,
}

impl<'a> Certificates<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, blocks: pem::blocks(text), first_other: None }
    }

    fn none(&self) -> Flaw {
        absent(self.first_other, self.text, "CERTIFICATE")
    }
}

impl Iterator for Certificates<'_> {
    type Item = Result<Certificate, Flaw>;

    fn next(&mut self) -> Option<Self::Item> {
        for block in self.blocks.by_ref() {
            match block {
                Err(error) => return Some(Err(error.into())),
                Ok(block) if matches!(block.label, "CERTIFICATE" | "X509 CERTIFICATE") => {
                    let Contents::Der(der) = block.contents else { continue };
                    return Some(Certificate::from_der(der, block.line));
                }
                Ok(block) => {
                    self.first_other.get_or_insert((block.label, block.line));
                }
            }
        }
        None
    }
}

/// The flaw of a text without a block of the required kind.
fn absent(first_other: Option<(&str, usize)>, text: &str, wanted: &'static str) -> Flaw {
    match first_other {
        Some((found, line)) => {
            Flaw::WrongLabel { found: pem::shown_label(found).to_owned(), line, wanted }
        }
        None => Flaw::NotPem { length: text.len() },
    }
}

/// Checks that a text contains only PEM blocks and blank lines.
pub fn has_no_surrounding_text(text: &str) -> Result<(), Flaw> {
    let mut inside = false;
    for (index, line) in text.lines().enumerate() {
        let line = line.trim_ascii_end();
        if line.starts_with("-----BEGIN ") {
            inside = true;
        } else if line.starts_with("-----END ") {
            inside = false;
        } else if !inside && !line.is_empty() {
            return Err(Flaw::SurroundingText { line: index + 1 });
        }
    }
    Ok(())
}

fn signed_by(subject: &Certificate, issuer: &Certificate) -> bool {
    let (Ok((_, subject)), Ok((_, issuer))) =
        (X509Certificate::from_der(&subject.der), X509Certificate::from_der(&issuer.der))
    else {
        return false;
    };
    match subject.verify_signature(Some(issuer.public_key())) {
        Ok(()) => true,
        // x509-parser does not support ECDSA with SHA-512, which authorities with P-521 keys use.
        Err(X509Error::SignatureUnsupportedAlgorithm)
            if subject.signature_algorithm.algorithm == OID_SIG_ECDSA_WITH_SHA512 =>
        {
            let point = &issuer.public_key().subject_public_key.data;
            UnparsedPublicKey::new(&ECDSA_P521_SHA512_ASN1, point)
                .verify(subject.tbs_certificate.as_ref(), &subject.signature_value.data)
                .is_ok()
        }
        Err(_) => false,
    }
}
