//! Certificates. Two certificates with the same content cannot be created.

use std::collections::HashMap;

use aws_lc_rs::digest::{SHA256, digest};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::enterprise_project::default_project;
use crate::store::{Identified, Shelf};
use crate::verbatim::Verbatim;
use crate::x509::{self, Flaw};

/// A certificate. Its texts are kept to the byte.
#[derive(Clone)]
pub(crate) struct Certificate {
    /// 32 hexadecimal digits.
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) enterprise_project_id: String,
    pub(crate) contents: Contents,
    /// When it was made or last changed.
    pub(crate) timestamp: OffsetDateTime,
}

/// The certificate with its key.
#[derive(Clone)]
pub(crate) struct Contents {
    /// PEM, the leaf first.
    pub(crate) content: Verbatim,
    /// PEM.
    pub(crate) key: Verbatim,
    pub(crate) not_after: OffsetDateTime,
    /// The fingerprint of the content, by which copies are recognized.
    fingerprint: [u8; 32],
}

impl Contents {
    /// Reads the texts. The key is not parsed.
    pub(crate) fn read(content: Verbatim, key: Verbatim) -> Result<Self, Flaw> {
        let text = content.text();
        let not_after = x509::Certificate::from_pem(&text)?.not_after();
        let fingerprint = fingerprint(&text);
        drop(text);
        Ok(Self { content, key, not_after, fingerprint })
    }

    /// The texts, whose leaf was already parsed.
    pub(crate) fn new(content: &str, key: &str, leaf: &x509::Certificate) -> Self {
        Self {
            content: content.into(),
            key: key.into(),
            not_after: leaf.not_after(),
            fingerprint: fingerprint(content),
        }
    }
}

/// Assumption: white space around it makes no other content. From: Terraform, which cuts it off.
fn fingerprint(content: &str) -> [u8; 32] {
    let mut bytes = [0; 32];
    bytes.copy_from_slice(digest(&SHA256, content.trim().as_bytes()).as_ref());
    bytes
}

/// The exported form of a certificate. The rest is derived from its texts.
#[derive(Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GivenCertificate {
    /// 32 hexadecimal digits.
    id: String,
    /// The name, which need not be unique.
    #[serde(default)]
    name: String,
    /// PEM, the leaf first.
    certificate: Verbatim,
    /// PEM.
    private_key: Verbatim,
    /// When it was made or last changed.
    #[serde(with = "crate::moment")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    timestamp: OffsetDateTime,
    /// The enterprise project that it is in.
    #[serde(default = "default_project")]
    enterprise_project_id: String,
}

impl Identified for Certificate {
    const MANY: &'static str = "certificates";

    fn id(&self) -> &str {
        &self.id
    }
}

/// The certificates in order of insertion.
#[derive(Clone, Default)]
pub(crate) struct Certificates {
    shelf: Shelf<Certificate>,
    /// The number of certificates with the same content, by its fingerprint.
    copies: HashMap<[u8; 32], usize>,
}

impl Certificates {
    pub(super) fn read(given: Vec<GivenCertificate>) -> Result<Self, String> {
        let mut certificates = Self::default();
        for given in given {
            let GivenCertificate { id, name, certificate, private_key, timestamp, .. } = given;
            if certificates.find(&id).is_some() {
                return Err(format!("two certificates have the id {id:?}"));
            }
            let contents = Contents::read(certificate, private_key);
            let contents = contents.map_err(|flaw| format!("{id}: {flaw}"))?;
            let enterprise_project_id = given.enterprise_project_id;
            certificates.insert(Certificate {
                id,
                name,
                enterprise_project_id,
                contents,
                timestamp,
            });
        }
        Ok(certificates)
    }

    pub(super) fn export(&self) -> Vec<GivenCertificate> {
        let export = |certificate: &Certificate| GivenCertificate {
            id: certificate.id.clone(),
            name: certificate.name.clone(),
            certificate: certificate.contents.content.clone(),
            private_key: certificate.contents.key.clone(),
            timestamp: certificate.timestamp,
            enterprise_project_id: certificate.enterprise_project_id.clone(),
        };
        self.shelf.oldest_first().map(export).collect()
    }

    pub(crate) fn len(&self) -> usize {
        self.shelf.len()
    }

    pub(crate) fn find(&self, id: &str) -> Option<&Certificate> {
        self.shelf.find(id)
    }

    /// Whether there is a certificate with the same content.
    pub(crate) fn has_copy_of(&self, contents: &Contents) -> bool {
        self.copies.contains_key(&contents.fingerprint)
    }

    /// The oldest with the content of these.
    pub(crate) fn copy_of(&self, contents: &Contents) -> Option<&Certificate> {
        let is_copy = |it: &&Certificate| it.contents.fingerprint == contents.fingerprint;
        self.shelf.oldest_first().find(is_copy)
    }

    pub(crate) fn insert(&mut self, certificate: Certificate) {
        *self.copies.entry(certificate.contents.fingerprint).or_default() += 1;
        self.shelf.insert(certificate);
    }

    /// Changes the name of a certificate and, if given, its contents.
    pub(crate) fn change(
        &mut self,
        id: &str,
        name: String,
        contents: Option<Contents>,
        now: OffsetDateTime,
    ) -> Option<&Certificate> {
        let certificate = self.shelf.find_mut(id)?;
        certificate.name = name;
        certificate.timestamp = now;
        if let Some(contents) = contents {
            let new = contents.fingerprint;
            let old = std::mem::replace(&mut certificate.contents, contents).fingerprint;
            self.forget(old);
            *self.copies.entry(new).or_default() += 1;
        }
        self.find(id)
    }

    pub(crate) fn remove(&mut self, id: &str) -> Option<Certificate> {
        let (_, certificate) = self.shelf.remove(id)?;
        self.forget(certificate.contents.fingerprint);
        Some(certificate)
    }

    fn forget(&mut self, fingerprint: [u8; 32]) {
        if let Some(copies) = self.copies.get_mut(&fingerprint) {
            *copies -= 1;
            if *copies == 0 {
                self.copies.remove(&fingerprint);
            }
        }
    }

    /// All of them, the newest first.
    pub(crate) fn newest_first(&self) -> impl Iterator<Item = &Certificate> {
        self.shelf.newest_first(0)
    }
}
