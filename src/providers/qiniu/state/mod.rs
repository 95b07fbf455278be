//! The state of an account at Qiniu.

mod domain;

use std::collections::BTreeMap;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

pub(super) use self::domain::{Domain, Https, OperatingState, Protocol, SourceType};
use crate::accounts::Declaration;
use crate::ids::{Ids, first_free, hex};
use crate::store::{Held, State, Users, View};
use crate::verbatim::Verbatim;
use crate::x509;

/// Certificates by id and domains by name.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(try_from = "Exported", into = "Exported")]
pub(super) struct Account {
    pub(super) quota: usize,
    /// By id. Ids begin with the time, so that the order of ids is the order of upload.
    pub(super) certificates: BTreeMap<String, Box<Certificate>>,
    pub(super) domains: BTreeMap<String, Domain>,
    counter: u32,
}

impl State for Account {
    fn open(_: Option<&Declaration>) -> Self {
        // Assumption: an account may have 1000 certificates. From: nothing; that there is a quota is
        // documented, its number is not.
        Self { quota: 1000, certificates: BTreeMap::new(), domains: BTreeMap::new(), counter: 0 }
    }

    fn holds(&self, id: &str) -> bool {
        self.certificates.contains_key(id)
    }

    fn certificates(view: &View<'_, Self>) -> Vec<Held> {
        let Self { certificates, domains, .. } = view.state;
        let bindings = domains.values();
        let users: Users = bindings
            .map(|domain| (domain.https.cert_id.as_str(), format!("domain {}", domain.name)))
            .collect();
        let certificates = certificates.iter().map(|(id, row)| (id, row.as_ref()));
        let held = |(id, certificate): (&String, &Certificate)| Held {
            id: id.clone(),
            name: certificate.name.to_string(),
            certificate: certificate.ca.clone(),
            private_key: Some(certificate.pri.clone()),
            used_by: users.of(id),
        };
        certificates.map(held).collect()
    }
}

impl Account {
    /// The certificate of that id.
    pub(super) fn find_certificate(&self, id: &str) -> Option<&Certificate> {
        self.certificates.get(id).map(Box::as_ref)
    }

    /// The next certificate id: 24 hexadecimal digits, like a MongoDB ObjectId (4 bytes of Unix time, 5 of
    /// the process, 3 of a counter). The counter continues after the largest id of the same second, because a
    /// state may contain such ids without their counter.
    pub(super) fn next_id(&mut self, unix_time: i64, ids: &Ids) -> String {
        let seconds = u32::try_from(unix_time).unwrap_or_default().to_be_bytes();
        let begin = hex(&seconds) + &hex(&ids.mark()[..5]);
        let greatest = self.certificates.range(begin.clone()..format!("{begin}g")).next_back();
        let counted = greatest.and_then(|(id, _)| u32::from_str_radix(&id[begin.len()..], 16).ok());
        let mut last = self.counter.max(counted.unwrap_or_default());
        let next = || {
            last = last.wrapping_add(1);
            begin.clone() + &hex(&last.to_be_bytes()[1..])
        };
        let id = first_free(next, |id| self.names(id));
        self.counter = last;
        id
    }

    /// Whether a certificate has the id, or a domain refers to it.
    fn names(&self, id: &str) -> bool {
        self.certificates.contains_key(id)
            || self.domains.values().any(|domain| domain.https.cert_id == id)
    }
}

/// The exported form of the account.
#[derive(Deserialize, JsonSchema, Serialize)]
#[serde(default, deny_unknown_fields)]
struct Exported {
    /// The most certificates that the account can have.
    quota: usize,
    /// Certificates.
    certificates: Vec<ExportedCertificate>,
    /// Domains of the CDN and of object storage. No request creates them.
    domains: Vec<Domain>,
    /// The counter in the last certificate id.
    counter: u32,
}

impl Default for Exported {
    fn default() -> Self {
        Account::open(None).into()
    }
}

/// The exported form of a certificate. The rest is derived from its text.
#[derive(Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
struct ExportedCertificate {
    /// 24 hexadecimal digits.
    #[serde(rename = "certID")]
    cert_id: String,
    /// The name, which need not be unique.
    #[serde(default)]
    name: SmolStr,
    /// The common name; the certificate's own if absent.
    #[serde(default)]
    common_name: Option<SmolStr>,
    /// PEM, the leaf first.
    certificate: Verbatim,
    /// PEM.
    private_key: Verbatim,
    /// In seconds since 1970.
    #[serde(deserialize_with = "crate::moment::unix_seconds")]
    create_time: i64,
}

impl From<Account> for Exported {
    fn from(account: Account) -> Self {
        let export = |(cert_id, certificate): (String, Box<Certificate>)| ExportedCertificate {
            cert_id,
            name: certificate.name,
            common_name: Some(certificate.common_name),
            certificate: certificate.ca,
            private_key: certificate.pri,
            create_time: certificate.create_time,
        };
        Self {
            quota: account.quota,
            certificates: account.certificates.into_iter().map(export).collect(),
            domains: account.domains.into_values().collect(),
            counter: account.counter,
        }
    }
}

impl TryFrom<Exported> for Account {
    type Error = String;

    fn try_from(exported: Exported) -> Result<Self, String> {
        let Exported { quota, certificates, domains, counter } = exported;
        let mut account = Self { quota, counter, ..Self::open(None) };
        for given in certificates {
            let leaf = x509::Certificate::from_pem(&given.certificate.text())
                .map_err(|flaw| format!("{}: {flaw}", given.cert_id))?;
            let texts = (given.certificate, given.private_key);
            let certificate =
                Certificate::new(given.name, given.common_name, texts, &leaf, given.create_time);
            if account.certificates.insert(given.cert_id.clone(), certificate.into()).is_some() {
                return Err(format!("two certificates have the certID {:?}", given.cert_id));
            }
        }
        for domain in domains {
            let name = domain.name.clone();
            if account.domains.insert(name.clone(), domain.with_kind_of_source()).is_some() {
                return Err(format!("two domains have the name {name:?}"));
            }
        }
        Ok(account)
    }
}

/// An uploaded certificate. Parsed facts are stored with its texts, so that lists need not parse.
#[derive(Clone)]
pub(super) struct Certificate {
    pub(super) name: SmolStr,
    pub(super) common_name: SmolStr,
    pub(super) dns_names: Arc<[SmolStr]>,
    pub(super) not_before: i64,
    pub(super) not_after: i64,
    pub(super) create_time: i64,
    pub(super) encrypt: &'static str,
    pub(super) key_bits: usize,
    pub(super) ca: Verbatim,
    pub(super) pri: Verbatim,
}

impl Certificate {
    /// An uploaded certificate with these texts.
    pub(super) fn new(
        name: SmolStr,
        common_name: Option<SmolStr>,
        (ca, pri): (impl Into<Verbatim>, impl Into<Verbatim>),
        leaf: &x509::Certificate,
        create_time: i64,
    ) -> Self {
        let key = leaf.public_key();
        Self {
            name,
            common_name: common_name
                .unwrap_or_else(|| leaf.common_name().unwrap_or_default().into()),
            dns_names: leaf.dns_names().map(SmolStr::new).collect(),
            not_before: leaf.not_before().unix_timestamp(),
            not_after: leaf.not_after().unix_timestamp(),
            create_time,
            encrypt: match key {
                x509::PublicKey::Rsa { .. } => "RSA",
                x509::PublicKey::Ecdsa { .. } => "ECDSA",
                x509::PublicKey::Ed25519(_) => "Ed25519",
                x509::PublicKey::Other(_) => "",
            },
            key_bits: key.bits(),
            ca: ca.into(),
            pri: pri.into(),
        }
    }
}
