//! A certificate and its properties.

use std::net::IpAddr;

use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use time::{Duration, OffsetDateTime};
use x509_parser::prelude::{FromDer, GeneralName, X509Certificate, X509Name};

use super::flaw::Flaw;
use super::key::{PrivateKey, PublicKey};

/// A subject alternative name (RFC 5280, section 4.2.1.6).
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum AlternativeName {
    /// A host name. Its first label may be `*`.
    Dns(String),
    /// An e-mail address.
    Email(String),
    /// An IP address.
    Ip(IpAddr),
    /// A URI.
    Uri(String),
    /// A name of another kind.
    Other(&'static str),
}

/// A parsed certificate.
#[derive(Clone, Debug)]
pub struct Certificate {
    pub(super) der: Vec<u8>,
    subject: String,
    common_name: Option<String>,
    issuer: String,
    issuer_common_name: Option<String>,
    alternative_names: Vec<AlternativeName>,
    not_before: OffsetDateTime,
    not_after: OffsetDateTime,
    is_ca: bool,
    public_key: PublicKey,
}

/// Properties that are parsed from the certificate each time.
impl Certificate {
    /// The public key as DER of its `SubjectPublicKeyInfo` (RFC 5280, section 4.1.2.7).
    pub fn spki(&self) -> Vec<u8> {
        X509Certificate::from_der(&self.der)
            .map(|(_, parsed)| parsed.public_key().raw.to_vec())
            .unwrap_or_default()
    }

    /// The SHA-1 of the certificate's DER, by which vendors identify it.
    pub fn sha1(&self) -> [u8; 20] {
        let mut bytes = [0; 20];
        bytes.copy_from_slice(digest(&SHA1_FOR_LEGACY_USE_ONLY, &self.der).as_ref());
        bytes
    }

    /// The signature algorithm, as the Java platform names it, or its object identifier if it is not listed
    /// here.
    pub fn signature_algorithm(&self) -> String {
        let Ok((_, parsed)) = X509Certificate::from_der(&self.der) else { return String::new() };
        let number = parsed.signature_algorithm.algorithm.to_id_string();
        let name = match number.as_str() {
            "1.2.840.113549.1.1.5" => "SHA1withRSA",
            "1.2.840.113549.1.1.11" => "SHA256withRSA",
            "1.2.840.113549.1.1.12" => "SHA384withRSA",
            "1.2.840.113549.1.1.13" => "SHA512withRSA",
            "1.2.840.10045.4.3.2" => "SHA256withECDSA",
            "1.2.840.10045.4.3.3" => "SHA384withECDSA",
            "1.2.840.10045.4.3.4" => "SHA512withECDSA",
            "1.3.101.112" => "Ed25519",
            "1.2.156.10197.1.501" => "SM3withSM2",
            _ => return number,
        };
        name.to_owned()
    }

    /// The certificate's DER.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The domains to which the name constraints limit an authority; empty if there are none (RFC 5280,
    /// section 4.2.1.10).
    pub fn permitted_domains(&self) -> Vec<String> {
        let Ok((_, parsed)) = X509Certificate::from_der(&self.der) else { return Vec::new() };
        let Ok(Some(constraints)) = parsed.name_constraints() else { return Vec::new() };
        let permitted = constraints.value.permitted_subtrees.iter().flatten();
        permitted
            .filter_map(|subtree| match subtree.base {
                GeneralName::DNSName(name) => Some(name.to_owned()),
                _ => None,
            })
            .collect()
    }

    /// Whether the issuer and the subject are the same.
    pub fn is_self_issued(&self) -> bool {
        self.subject == self.issuer
    }
}

impl Certificate {
    /// Reads DER (RFC 5280). `line` is the line of the PEM block, for the flaw.
    pub(super) fn from_der(der: Vec<u8>, line: usize) -> Result<Self, Flaw> {
        let unreadable = |reason: String| Flaw::UnreadableCertificate { line, reason };
        let (_, parsed) =
            X509Certificate::from_der(&der).map_err(|error| unreadable(error.to_string()))?;
        let alternative_names = parsed
            .subject_alternative_name()
            .map_err(|error| unreadable(error.to_string()))?
            .map(|extension| extension.value.general_names.iter().map(read_name).collect())
            .unwrap_or_default();
        let public_key = PublicKey::from_spki(parsed.public_key());
        let validity = parsed.validity();
        Ok(Self {
            subject: parsed.subject().to_string(),
            common_name: first_common_name(parsed.subject()),
            issuer: parsed.issuer().to_string(),
            issuer_common_name: first_common_name(parsed.issuer()),
            alternative_names,
            not_before: validity.not_before.to_datetime(),
            not_after: validity.not_after.to_datetime(),
            is_ca: parsed.is_ca(),
            public_key,
            der,
        })
    }

    /// The subject's distinguished name.
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// The subject's first common name.
    pub fn common_name(&self) -> Option<&str> {
        self.common_name.as_deref()
    }

    /// The issuer's distinguished name.
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// The issuer's first common name.
    pub fn issuer_common_name(&self) -> Option<&str> {
        self.issuer_common_name.as_deref()
    }

    /// The alternative names, in the certificate's order.
    pub fn alternative_names(&self) -> &[AlternativeName] {
        &self.alternative_names
    }

    /// The alternative names that are host names, in the certificate's order.
    pub fn dns_names(&self) -> impl Iterator<Item = &str> {
        self.alternative_names.iter().filter_map(|name| match name {
            AlternativeName::Dns(name) => Some(name.as_str()),
            _ => None,
        })
    }

    /// The first moment of validity.
    pub fn not_before(&self) -> OffsetDateTime {
        self.not_before
    }

    /// The last moment of validity.
    pub fn not_after(&self) -> OffsetDateTime {
        self.not_after
    }

    /// The public key.
    pub fn public_key(&self) -> &PublicKey {
        &self.public_key
    }

    /// Checks that the private key belongs to this certificate.
    pub fn matches(&self, key: &PrivateKey) -> Result<(), Flaw> {
        if let PublicKey::Other(algorithm) = &self.public_key {
            return Err(Flaw::UnsupportedKey { algorithm: algorithm.clone() });
        }
        if self.public_key.same_as(key.public()) {
            return Ok(());
        }
        let (certificate, key) = (self.public_key.to_string(), key.public().to_string());
        Err(Flaw::KeyMismatch { certificate, key })
    }

    /// Checks that the validity has begun.
    pub fn has_begun(&self, now: OffsetDateTime) -> Result<(), Flaw> {
        let not_before = self.not_before;
        if now < not_before { Err(Flaw::NotYetValid { not_before, now }) } else { Ok(()) }
    }

    /// Checks that the validity has not ended.
    pub fn has_not_expired(&self, now: OffsetDateTime) -> Result<(), Flaw> {
        let not_after = self.not_after;
        if not_after < now { Err(Flaw::Expired { not_after, now }) } else { Ok(()) }
    }

    /// Checks that at least this much validity is left.
    pub fn lasts(&self, now: OffsetDateTime, at_least: Duration) -> Result<(), Flaw> {
        let not_after = self.not_after;
        if not_after - now < at_least {
            Err(Flaw::TooLittleLeft { not_after, at_least })
        } else {
            Ok(())
        }
    }

    /// Checks that this is a server's certificate, not that of a CA (RFC 5280, section 4.2.1.9).
    pub fn is_for_a_server(&self) -> Result<(), Flaw> {
        if self.is_ca { Err(Flaw::CaForLeaf { subject: self.subject.clone() }) } else { Ok(()) }
    }

    /// Checks that this is a CA's certificate.
    pub fn is_for_an_authority(&self) -> Result<(), Flaw> {
        if self.is_ca { Ok(()) } else { Err(Flaw::LeafForCa { subject: self.subject.clone() }) }
    }

    /// Checks that the key is strong enough: an RSA key must have at least 2048 bits.
    pub fn is_strong(&self) -> Result<(), Flaw> {
        match &self.public_key {
            key @ PublicKey::Rsa { .. } if key.bits() < 2048 => {
                Err(Flaw::WeakKey { bits: key.bits() })
            }
            _ => Ok(()),
        }
    }

    /// Checks that the names cover a domain (RFC 6125, section 6.4). The common name counts only if there is
    /// no alternative host name.
    pub fn covers(&self, domain: &str) -> Result<(), Flaw> {
        are_for(&self.names(), domain)
    }

    /// The host names of the certificate: the alternative names or, if there are none, the common name.
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.dns_names().map(str::to_owned).collect();
        if names.is_empty() {
            names.extend(self.common_name.clone());
        }
        names
    }
}

/// Checks that names cover a domain.
pub(crate) fn are_for(names: &[String], domain: &str) -> Result<(), Flaw> {
    if names.iter().any(|name| covers(name, domain)) {
        return Ok(());
    }
    Err(Flaw::NameMismatch { domain: domain.to_owned(), names: names.to_owned() })
}

fn covers(name: &str, domain: &str) -> bool {
    match name.strip_prefix("*.") {
        // `*` stands for exactly one label. A wildcard domain is covered by the same wildcard.
        Some(parent) => domain
            .split_once('.')
            .is_some_and(|(first, rest)| !first.is_empty() && rest.eq_ignore_ascii_case(parent)),
        None => name.eq_ignore_ascii_case(domain),
    }
}

pub(super) fn first_common_name(name: &X509Name<'_>) -> Option<String> {
    name.iter_common_name().next()?.as_str().ok().map(str::to_owned)
}

fn read_name(name: &GeneralName<'_>) -> AlternativeName {
    match name {
        GeneralName::DNSName(name) => AlternativeName::Dns((*name).to_owned()),
        GeneralName::RFC822Name(name) => AlternativeName::Email((*name).to_owned()),
        GeneralName::URI(uri) => AlternativeName::Uri((*uri).to_owned()),
        GeneralName::IPAddress(bytes) => read_address(bytes),
        GeneralName::DirectoryName(_) => AlternativeName::Other("DirName"),
        GeneralName::RegisteredID(_) => AlternativeName::Other("Registered ID"),
        _ => AlternativeName::Other("othername"),
    }
}

fn read_address(bytes: &[u8]) -> AlternativeName {
    if let Ok(bytes) = <[u8; 4]>::try_from(bytes) {
        return AlternativeName::Ip(bytes.into());
    }
    match <[u8; 16]>::try_from(bytes) {
        Ok(bytes) => AlternativeName::Ip(bytes.into()),
        Err(_) => AlternativeName::Other("IP Address"),
    }
}
