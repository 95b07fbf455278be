//! A certificate of a load balancer's listeners.

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use time::OffsetDateTime;

use crate::ids::hex;
use crate::store::Identified;
use crate::verbatim::Verbatim;
use crate::x509::{self, AlternativeName};

/// A certificate. Its texts are kept to the byte.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Certificate {
    /// 32 hexadecimal digits.
    pub(crate) id: String,
    /// Its name.
    #[serde(default)]
    pub(crate) name: String,
    /// The owner's description.
    #[serde(default)]
    pub(crate) description: Option<String>,
    /// The domains of the certificate, separated by commas.
    #[serde(default)]
    pub(crate) domain: Option<String>,
    /// The purpose of the certificate.
    #[serde(default, rename = "type")]
    pub(crate) kind: CertificateType,
    /// PEM, the leaf first.
    pub(crate) certificate: Contents,
    /// PEM; empty for an authority's certificate.
    #[serde(deserialize_with = "or_nothing")]
    #[schemars(required, with = "Option<String>")]
    pub(crate) private_key: Verbatim,
    /// PEM: the encryption certificate of a certificate of type `server_sm`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) enc_certificate: Option<Verbatim>,
    /// PEM: its key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) enc_private_key: Option<Verbatim>,
    /// The certificate's id at the certificate manager.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) scm_certificate_id: Option<String>,
    /// The origin: `scm`, or nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) source: Option<String>,
    /// The enterprise project that it belongs to.
    #[serde(default = "no_enterprise_project")]
    pub(crate) enterprise_project_id: String,
    /// Whether it is protected against changes in the console.
    #[serde(default)]
    pub(crate) protection_status: ProtectionStatus,
    /// The reason for the protection.
    #[serde(default)]
    pub(crate) protection_reason: String,
    /// When it was made.
    #[serde(with = "crate::moment")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub(crate) create_time: OffsetDateTime,
    /// When it was last changed.
    #[serde(with = "crate::moment")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub(crate) update_time: OffsetDateTime,
    /// Listeners that use the certificate, in addition to those that name it themselves.
    #[serde(default)]
    pub(crate) listener_ids: Vec<String>,
}

/// The purpose of a certificate.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum CertificateType {
    /// A server's certificate.
    #[default]
    Server,
    /// An authority's certificate, which clients' certificates are verified with.
    Client,
    /// A server's certificate for the Chinese algorithms (SM2), together with a second one for encryption.
    ServerSm,
}

/// Whether an object is protected against changes in the console. The API can change it in any case.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum ProtectionStatus {
    /// It is not protected.
    #[default]
    NonProtection,
    /// The console cannot change it.
    ConsoleProtection,
}

impl CertificateType {
    /// The service's name of the value.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Server => "server",
            Self::Client => "client",
            Self::ServerSm => "server_sm",
        }
    }
}

impl ProtectionStatus {
    /// The service's name of the value.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::NonProtection => "nonProtection",
            Self::ConsoleProtection => "consoleProtection",
        }
    }
}

impl Certificate {
    /// A certificate of type `server` without a name. [`super::Project::add_certificate`] sets its id and its
    /// times.
    pub(crate) fn new(certificate: Contents, private_key: Verbatim) -> Self {
        Self {
            id: String::new(),
            name: String::new(),
            description: None,
            domain: None,
            kind: CertificateType::Server,
            certificate,
            private_key,
            enc_certificate: None,
            enc_private_key: None,
            scm_certificate_id: None,
            source: None,
            enterprise_project_id: no_enterprise_project(),
            protection_status: ProtectionStatus::NonProtection,
            protection_reason: String::new(),
            create_time: OffsetDateTime::UNIX_EPOCH,
            update_time: OffsetDateTime::UNIX_EPOCH,
            listener_ids: Vec::new(),
        }
    }

    /// A certificate that the certificate manager, SCM, pushes, under its name there. The description is that
    /// of such a certificate on the vendor's page.
    pub(crate) fn pushed_by_scm(
        scm_certificate_id: &str,
        name: &str,
        certificate: Contents,
        private_key: Verbatim,
    ) -> Self {
        Self {
            name: name.to_owned(),
            description: Some("Push by SSL Certificate Manager".to_owned()),
            scm_certificate_id: Some(scm_certificate_id.to_owned()),
            source: Some("scm".to_owned()),
            ..Self::new(certificate, private_key)
        }
    }
}

impl Identified for Certificate {
    const MANY: &'static str = "certificates";

    fn id(&self) -> &str {
        &self.id
    }
}

/// A certificate with its chain as PEM text, with parsed facts about the leaf.
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
    /// The subject's common name; empty where it has none.
    pub(crate) common_name: Box<str>,
    /// The host names and addresses of the certificate, in its order.
    pub(crate) alternative_names: Box<[Box<str>]>,
    /// The end of its validity.
    pub(crate) not_after: OffsetDateTime,
    /// The fingerprint of its public key.
    pub(crate) key: [u8; 32],
    sha1: [u8; 20],
}

impl Contents {
    /// The text whose first certificate is `leaf`.
    pub(crate) fn of(pem: &str, leaf: &x509::Certificate) -> Self {
        Self { pem: pem.into(), leaf: Some(Leaf::of(leaf)) }
    }

    /// Any text, whether it is a certificate or not.
    pub(crate) fn read(pem: &str) -> Self {
        let leaf = x509::Certificate::from_pem(pem).ok();
        Self { pem: pem.into(), leaf: leaf.as_ref().map(Leaf::of) }
    }
}

impl Leaf {
    fn of(certificate: &x509::Certificate) -> Self {
        let name = |name: &AlternativeName| match name {
            AlternativeName::Dns(name) => Some(name.as_str().into()),
            AlternativeName::Ip(address) => Some(address.to_string().into()),
            AlternativeName::Email(_) | AlternativeName::Uri(_) | AlternativeName::Other(_) => None,
        };
        Self {
            common_name: certificate.common_name().unwrap_or_default().into(),
            alternative_names: certificate.alternative_names().iter().filter_map(name).collect(),
            not_after: certificate.not_after(),
            key: certificate.public_key().fingerprint(),
            sha1: certificate.sha1(),
        }
    }

    /// Assumption: the fingerprint is the SHA-1 in lower-case hexadecimal digits. From: the pages of
    /// the certificate manager, which document SHA-1; those of ELB name no hash.
    pub(crate) fn fingerprint(&self) -> String {
        hex(&self.sha1)
    }
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

fn or_nothing<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Verbatim, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or_else(|| "".into()))
}

/// The enterprise project of an object that names none.
pub(super) fn no_enterprise_project() -> String {
    "0".to_owned()
}
