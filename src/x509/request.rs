//! Certificate signing requests.

use x509_parser::prelude::{FromDer, GeneralName, ParsedExtension, X509CertificationRequest};

use super::absent;
use super::certificate::first_common_name;
use super::flaw::Flaw;
use super::key::PublicKey;
use crate::pem::{self, Contents};

/// A parsed certificate signing request (RFC 2986), whose signature was verified.
#[derive(Clone, Debug)]
pub struct CertificateRequest {
    common_name: Option<String>,
    dns_names: Vec<String>,
    public_key: PublicKey,
    spki: Vec<u8>,
}

impl CertificateRequest {
    /// Reads the first certificate signing request of a text.
    pub fn from_pem(text: &str) -> Result<Self, Flaw> {
        let mut first = None;
        for block in pem::blocks(text) {
            let block = block?;
            match (block.label, block.contents) {
                ("CERTIFICATE REQUEST" | "NEW CERTIFICATE REQUEST", Contents::Der(der)) => {
                    return Self::from_der(&der, block.line);
                }
                (label, _) => {
                    first.get_or_insert((label, block.line));
                }
            }
        }
        Err(absent(first, text, "CERTIFICATE REQUEST"))
    }

    fn from_der(der: &[u8], line: usize) -> Result<Self, Flaw> {
        let (_, request) = X509CertificationRequest::from_der(der)
            .map_err(|error| Flaw::UnreadableRequest { line, reason: error.to_string() })?;
        request.verify_signature().map_err(|_| Flaw::WrongRequestSignature)?;
        let info = &request.certification_request_info;
        let names = request.requested_extensions().into_iter().flatten();
        let dns_names = names.filter_map(|extension| match extension {
            ParsedExtension::SubjectAlternativeName(names) => Some(&names.general_names),
            _ => None,
        });
        let dns_names = dns_names.flatten().filter_map(|name| match name {
            GeneralName::DNSName(name) => Some((*name).to_owned()),
            _ => None,
        });
        Ok(Self {
            common_name: first_common_name(&info.subject),
            dns_names: dns_names.collect(),
            public_key: PublicKey::from_spki(&info.subject_pki),
            spki: info.subject_pki.raw.to_vec(),
        })
    }

    /// The subject's first common name.
    pub fn common_name(&self) -> Option<&str> {
        self.common_name.as_deref()
    }

    /// The requested alternative names that are host names.
    pub fn dns_names(&self) -> &[String] {
        &self.dns_names
    }

    /// The public key.
    pub fn public_key(&self) -> &PublicKey {
        &self.public_key
    }

    /// The public key as DER of its `SubjectPublicKeyInfo`.
    pub fn spki(&self) -> &[u8] {
        &self.spki
    }
}
