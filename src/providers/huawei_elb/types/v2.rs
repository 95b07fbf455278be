//! Requests and replies of v2, and of certificates in v2.0: the same API at two paths. Objects are not
//! wrapped, and unknown members are ignored.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::state::{Certificate, CertificateType, ProtectionStatus};
use super::moment::print_with_blank;
use super::query::Several;
use crate::verbatim::Verbatim;

/// Asks to keep a certificate.
#[derive(Deserialize, JsonSchema)]
pub(crate) struct CreateCertificate {
    /// PEM, the leaf first; of type `client` an authority's.
    #[schemars(required)]
    pub(crate) certificate: Option<String>,
    /// PEM; required for a server's certificate.
    pub(crate) private_key: Option<String>,
    pub(crate) r#type: Option<Kind>,
    pub(crate) domain: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) admin_state_up: Option<bool>,
    /// The caller's project, if present.
    pub(crate) tenant_id: Option<String>,
    pub(crate) enterprise_project_id: Option<String>,
    pub(crate) source: Option<String>,
    pub(crate) protection_status: Option<ProtectionStatus>,
    pub(crate) protection_reason: Option<String>,
}

/// The purposes of certificates that these versions know.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    #[default]
    Server,
    Client,
}

impl From<Kind> for CertificateType {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Server => Self::Server,
            Kind::Client => Self::Client,
        }
    }
}

/// Changes a certificate, possibly including its contents. Absent members are not changed.
#[derive(Deserialize, JsonSchema)]
pub(crate) struct UpdateCertificate {
    pub(crate) certificate_id: String,
    pub(crate) certificate: Option<String>,
    pub(crate) private_key: Option<String>,
    pub(crate) domain: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) admin_state_up: Option<bool>,
    pub(crate) source: Option<String>,
    pub(crate) protection_status: Option<ProtectionStatus>,
    pub(crate) protection_reason: Option<String>,
}

/// Asks for one certificate, or to delete it.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct NamedCertificate {
    pub(crate) certificate_id: String,
}

/// Asks for certificates.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub(crate) struct ListCertificates {
    #[schemars(with = "Option<u32>")]
    pub(crate) limit: Several,
    #[schemars(with = "Option<String>")]
    pub(crate) marker: Several,
    #[schemars(with = "Option<bool>")]
    pub(crate) page_reverse: Several,
    /// As many as there are of `sort_dir`.
    pub(crate) sort_key: Several,
    /// `asc` or `desc`, of each `sort_key`.
    pub(crate) sort_dir: Several,
    pub(crate) id: Several,
    pub(crate) name: Several,
    pub(crate) description: Several,
    pub(crate) r#type: Several,
    pub(crate) domain: Several,
    pub(crate) private_key: Several,
    pub(crate) certificate: Several,
    pub(crate) create_time: Several,
    pub(crate) update_time: Several,
    pub(crate) source: Several,
    pub(crate) protection_status: Several,
    pub(crate) protection_reason: Several,
}

/// Certificates.
#[derive(JsonSchema, Serialize)]
pub(crate) struct ListCertificatesReply {
    pub(crate) certificates: Vec<ShownCertificate>,
    /// Assumption: the number is of those in the answer. From: the examples, which show all at once.
    pub(crate) instance_num: usize,
}

/// A certificate, its private key in clear.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "V2Certificate")]
pub(crate) struct ShownCertificate {
    domain: Option<String>,
    expire_time: Option<String>,
    update_time: String,
    create_time: String,
    id: String,
    admin_state_up: bool,
    private_key: Verbatim,
    tenant_id: String,
    r#type: CertificateType,
    certificate: Verbatim,
    name: String,
    description: Option<String>,
    source: Option<String>,
    protection_status: ProtectionStatus,
    protection_reason: String,
}

impl ShownCertificate {
    pub(crate) fn new(certificate: &Certificate, project_id: &str) -> Self {
        let leaf = certificate.certificate.leaf.as_ref();
        Self {
            domain: certificate.domain.clone().filter(|domain| !domain.is_empty()),
            expire_time: leaf.map(|leaf| print_with_blank(leaf.not_after)),
            update_time: print_with_blank(certificate.update_time),
            create_time: print_with_blank(certificate.create_time),
            id: certificate.id.clone(),
            admin_state_up: true,
            private_key: certificate.private_key.clone(),
            tenant_id: project_id.to_owned(),
            r#type: certificate.kind,
            certificate: certificate.certificate.pem.clone(),
            name: certificate.name.clone(),
            description: certificate.description.clone(),
            source: certificate.source.clone(),
            protection_status: certificate.protection_status,
            protection_reason: certificate.protection_reason.clone(),
        }
    }
}
