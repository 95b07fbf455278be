//! Certificates.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::super::state::{Certificate, CertificateType, Leaf, Project, ProtectionStatus};
use super::super::members::{Wrapped, Wrapping};
use super::super::moment::print_with_zone;
use super::super::query::{PageInfo, Several};
use crate::verbatim::Verbatim;

/// Asks to keep a certificate.
#[derive(Deserialize, JsonSchema)]
pub(crate) struct CreateCertificate {
    #[serde(default)]
    #[schemars(required)]
    pub(crate) certificate: Wrapped<CreateCertificateOption>,
}

/// The new certificate.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateCertificateOption {
    /// PEM, the leaf first.
    #[schemars(required)]
    pub(crate) certificate: Option<String>,
    /// PEM; required for a server's certificate.
    pub(crate) private_key: Option<String>,
    pub(crate) r#type: Option<CertificateType>,
    pub(crate) name: Option<String>,
    pub(crate) description: Option<String>,
    /// With commas between several.
    pub(crate) domain: Option<String>,
    /// Without effect.
    #[serde(rename = "admin_state_up")]
    pub(crate) _admin_state_up: Option<bool>,
    /// Without effect: the path's counts.
    #[serde(rename = "project_id")]
    pub(crate) _project_id: Option<String>,
    pub(crate) enterprise_project_id: Option<String>,
    pub(crate) enc_certificate: Option<String>,
    pub(crate) enc_private_key: Option<String>,
    pub(crate) scm_certificate_id: Option<String>,
    pub(crate) source: Option<String>,
    pub(crate) protection_status: Option<ProtectionStatus>,
    pub(crate) protection_reason: Option<String>,
}

impl Wrapping for CreateCertificateOption {
    const NAME: &'static str = "certificate";
}

/// Changes a certificate, possibly including its contents.
#[derive(Deserialize, JsonSchema)]
pub(crate) struct UpdateCertificate {
    pub(crate) certificate_id: String,
    #[serde(default)]
    #[schemars(required)]
    pub(crate) certificate: Wrapped<UpdateCertificateOption>,
}

/// The changes. Absent members are not changed.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct UpdateCertificateOption {
    pub(crate) certificate: Option<String>,
    pub(crate) private_key: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) domain: Option<String>,
    pub(crate) enc_certificate: Option<String>,
    pub(crate) enc_private_key: Option<String>,
    pub(crate) scm_certificate_id: Option<String>,
    pub(crate) source: Option<String>,
    pub(crate) protection_status: Option<ProtectionStatus>,
    pub(crate) protection_reason: Option<String>,
}

impl Wrapping for UpdateCertificateOption {
    const NAME: &'static str = "certificate";
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
    #[schemars(with = "Option<u32>", range(max = 2000))]
    pub(crate) limit: Several,
    #[schemars(with = "Option<String>")]
    pub(crate) marker: Several,
    #[schemars(with = "Option<bool>")]
    pub(crate) page_reverse: Several,
    pub(crate) id: Several,
    pub(crate) name: Several,
    pub(crate) description: Several,
    #[schemars(with = "Option<bool>")]
    pub(crate) admin_state_up: Several,
    pub(crate) domain: Several,
    pub(crate) r#type: Several,
    pub(crate) scm_certificate_id: Several,
    pub(crate) common_name: Several,
    pub(crate) fingerprint: Several,
    pub(crate) source: Several,
    pub(crate) protection_status: Several,
    pub(crate) protection_reason: Several,
    pub(crate) enterprise_project_id: Several,
}

/// A certificate.
#[derive(JsonSchema, Serialize)]
pub(crate) struct CertificateReply {
    pub(crate) certificate: ShownCertificate,
    pub(crate) request_id: String,
}

/// Certificates.
#[derive(JsonSchema, Serialize)]
pub(crate) struct ListCertificatesReply {
    pub(crate) certificates: Vec<ShownCertificate>,
    pub(crate) page_info: PageInfo,
    pub(crate) request_id: String,
}

/// A certificate, as v3 shows it.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "V3Certificate")]
pub(crate) struct ShownCertificate {
    id: String,
    project_id: String,
    name: String,
    r#type: CertificateType,
    domain: Option<String>,
    description: String,
    private_key: Verbatim,
    certificate: Verbatim,
    admin_state_up: bool,
    created_at: String,
    updated_at: String,
    expire_time: Option<String>,
    enterprise_project_id: String,
    enc_certificate: Option<Verbatim>,
    enc_private_key: Option<Verbatim>,
    scm_certificate_id: Option<String>,
    common_name: String,
    fingerprint: Option<String>,
    subject_alternative_names: Vec<String>,
    source: Option<String>,
    protection_status: ProtectionStatus,
    protection_reason: String,
}

/// Replaces a key that is not shown.
///
/// Assumption: it is six asterisks. From: the heads of the vendor's pages; their tables have five.
const HIDDEN: &str = "******";

impl ShownCertificate {
    /// The certificate. It contains keys only if the project shows them.
    pub(crate) fn new(certificate: &Certificate, project: &Project, project_id: &str) -> Self {
        let key = |key: &Verbatim| {
            // An absent key is not replaced.
            let is_hidden = !project.private_key_echo && !key.is_empty();
            if is_hidden { HIDDEN.into() } else { key.clone() }
        };
        let leaf = certificate.certificate.leaf.as_ref();
        Self {
            id: certificate.id.clone(),
            project_id: project_id.to_owned(),
            name: certificate.name.clone(),
            r#type: certificate.kind,
            // Assumption: an empty domain is null. From: the examples of the pages, against one
            // client that splits it as a text.
            domain: certificate.domain.clone().filter(|domain| !domain.is_empty()),
            description: certificate.description.clone().unwrap_or_default(),
            private_key: key(&certificate.private_key),
            certificate: certificate.certificate.pem.clone(),
            admin_state_up: true,
            created_at: print_with_zone(certificate.create_time),
            updated_at: print_with_zone(certificate.update_time),
            expire_time: leaf.map(|leaf| print_with_zone(leaf.not_after)),
            enterprise_project_id: certificate.enterprise_project_id.clone(),
            enc_certificate: certificate.enc_certificate.clone(),
            enc_private_key: certificate.enc_private_key.as_ref().map(key),
            scm_certificate_id: certificate.scm_certificate_id.clone(),
            common_name: leaf.map(|leaf| leaf.common_name.to_string()).unwrap_or_default(),
            fingerprint: leaf.map(Leaf::fingerprint),
            subject_alternative_names: leaf
                .map(|leaf| leaf.alternative_names.iter().map(ToString::to_string).collect())
                .unwrap_or_default(),
            source: certificate.source.clone(),
            protection_status: certificate.protection_status,
            protection_reason: certificate.protection_reason.clone(),
        }
    }
}

/// Asks to delete certificates.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct BatchDeleteCertificates {
    pub(crate) certificates: Vec<String>,
}

/// The results.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct BatchDeleteCertificatesReply {
    pub(crate) certificates: Vec<Deletion>,
    pub(crate) request_id: String,
}

/// The result for one certificate.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct Deletion {
    pub(crate) id: String,
    pub(crate) ret_status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) ret_code: Option<&'static str>,
}

/// Asks whether keys are shown.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct ShowCertificatePrivateKeyEcho {}

/// Sets whether keys are shown.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct CreateCertificatePrivateKeyEcho {
    pub(crate) private_key_echo: bool,
}

/// Whether keys are shown.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct PrivateKeyEchoReply {
    pub(crate) private_key_echo: bool,
    pub(crate) request_id: String,
}
