//! A certificate with its chain as PEM text, with parsed facts about the leaf.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use time::OffsetDateTime;

use crate::verbatim::Verbatim;
use crate::x509;

/// The text, with the facts about its leaf.
#[derive(Clone)]
pub(crate) struct Contents {
    /// PEM, the leaf first.
    pub(crate) pem: Verbatim,
    /// The facts about the leaf; nothing if a state contains a text that is not a certificate.
    pub(crate) leaf: Option<Leaf>,
}

/// The facts about a certificate.
#[derive(Clone)]
pub(crate) struct Leaf {
    /// The host names without repetitions, the main one first.
    pub(crate) names: Box<[Box<str>]>,
    pub(crate) not_before: OffsetDateTime,
    pub(crate) not_after: OffsetDateTime,
    pub(crate) sha1: [u8; 20],
    pub(crate) signature_algorithm: Box<str>,
    /// The issuer's name.
    pub(crate) issuer: Box<str>,
}

impl Contents {
    /// Any text, whether it is a certificate or not.
    pub(crate) fn read(pem: &str) -> Self {
        let leaf = x509::Certificate::from_pem(pem).ok();
        Self { pem: pem.into(), leaf: leaf.as_ref().map(Leaf::of) }
    }

    /// The text whose first certificate is `leaf`.
    pub(crate) fn of(pem: &str, leaf: Leaf) -> Self {
        Self { pem: pem.into(), leaf: Some(leaf) }
    }
}

impl Default for Contents {
    fn default() -> Self {
        Self { pem: "".into(), leaf: None }
    }
}

impl Leaf {
    /// Assumption: the domain is the common name where that is the name of a host, else the first of
    /// the alternative names. From: what the pages call the domain and the additional ones.
    ///
    /// Assumption: the algorithm is named as the Java platform has it. From: the times, which are that
    /// platform's; no page has an example of it.
    pub(crate) fn of(certificate: &x509::Certificate) -> Self {
        let common = certificate.common_name().filter(|name| !name.is_empty());
        let main = common.filter(|name| is_host(name)).or_else(|| certificate.dns_names().next());
        let mut names: Vec<Box<str>> = Vec::new();
        let mut seen = std::collections::HashSet::new();
        for name in main.or(common).into_iter().chain(certificate.dns_names()) {
            if seen.insert(name) {
                names.push(name.into());
            }
        }
        Self {
            names: names.into(),
            not_before: certificate.not_before(),
            not_after: certificate.not_after(),
            sha1: certificate.sha1(),
            signature_algorithm: certificate.signature_algorithm().into(),
            issuer: certificate.issuer_common_name().unwrap_or_default().into(),
        }
    }
}

/// Whether that can be the name of a host; `*` may be the whole of its first label.
pub(crate) fn is_host(name: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let labels = name.strip_prefix("*.").unwrap_or(name);
    name.len() <= 253 && labels.contains('.') && labels.split('.').all(is_label)
}

impl Serialize for Contents {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.pem.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Contents {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::read(&String::deserialize(deserializer)?))
    }
}

impl JsonSchema for Contents {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        String::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        String::json_schema(generator)
    }
}
