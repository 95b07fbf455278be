//! Orders of free and paid certificates, and reissues.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::super::super::tencent::Tag;
use super::certificate::{OneCertificate, OneCertificateReply};
use super::validation::DvAuths;

/// `ApplyCertificate`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ApplyCertificate {
    pub(crate) dv_auth_method: String,
    pub(crate) domain_name: String,
    #[serde(default)]
    pub(crate) project_id: u64,
    pub(crate) package_type: Option<String>,
    pub(crate) contact_email: Option<String>,
    pub(crate) validity_period: Option<String>,
    pub(crate) csr_encrypt_algo: Option<String>,
    pub(crate) csr_key_parameter: Option<String>,
    pub(crate) csr_key_password: Option<String>,
    #[serde(default)]
    pub(crate) alias: String,
    pub(crate) old_certificate_id: Option<String>,
    pub(crate) package_id: Option<String>,
    #[serde(default)]
    pub(crate) dns_names: Vec<String>,
}

/// `ReplaceCertificate`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ReplaceCertificate {
    pub(crate) certificate_id: String,
    pub(crate) valid_type: String,
    pub(crate) csr_type: Option<String>,
    pub(crate) csr_content: Option<String>,
    /// The service spells it so.
    #[serde(rename = "CsrkeyPassword")]
    pub(crate) csr_key_password: Option<String>,
    #[serde(rename = "CertCSREncryptAlgo")]
    pub(crate) cert_csr_encrypt_algo: Option<String>,
    #[serde(rename = "CertCSRKeyParameter")]
    pub(crate) cert_csr_key_parameter: Option<String>,
    pub(crate) sign_algo: Option<String>,
    pub(crate) use_cross_sign_root: Option<bool>,
}

/// The reply of `CheckCertificateDomainVerification`.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CheckCertificateDomainVerificationReply {
    pub(crate) verification_results: Option<Vec<DomainValidationResult>>,
}

/// Whether a domain was validated.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DomainValidationResult {
    pub(crate) domain: String,
    pub(crate) verify_type: &'static str,
    /// 1: correct.
    pub(crate) local_check: i64,
    /// -1: not looked at; 2: being looked at.
    pub(crate) ca_check: i64,
    pub(crate) local_check_fail_reason: String,
    pub(crate) check_value: Vec<String>,
    pub(crate) frequently: bool,
    pub(crate) issued: bool,
}

/// The reply of `CancelAuditCertificate`.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CancelAuditCertificateReply {
    pub(crate) result: bool,
}

/// `RevokeCertificate`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct RevokeCertificate {
    pub(crate) certificate_id: String,
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct RevokeCertificateReply {
    pub(crate) revoke_domain_validate_auths: Vec<RevokeDomainValidateAuths>,
}

/// What the owner of a domain has to publish for the revocation.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct RevokeDomainValidateAuths {
    pub(crate) domain_validate_auth_path: String,
    pub(crate) domain_validate_auth_key: String,
    pub(crate) domain_validate_auth_value: String,
    pub(crate) domain_validate_auth_domain: String,
}

impl From<DvAuths> for RevokeDomainValidateAuths {
    fn from(auths: DvAuths) -> Self {
        Self {
            domain_validate_auth_path: auths.dv_auth_path,
            domain_validate_auth_key: auths.dv_auth_key,
            domain_validate_auth_value: auths.dv_auth_value,
            domain_validate_auth_domain: auths.dv_auth_domain,
        }
    }
}

/// `CreateCertificate`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CreateCertificate {
    pub(crate) product_id: i64,
    pub(crate) domain_num: i64,
    pub(crate) time_span: i64,
    #[serde(default)]
    pub(crate) tags: Vec<Tag>,
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CreateCertificateReply {
    pub(crate) certificate_ids: Vec<String>,
    pub(crate) deal_ids: Vec<String>,
    pub(crate) resource_ids: Vec<String>,
}

/// `SubmitCertificateInformation`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct SubmitCertificateInformation {
    pub(crate) certificate_id: String,
    /// `online` or `parse`.
    pub(crate) csr_type: Option<String>,
    pub(crate) csr_content: Option<String>,
    pub(crate) certificate_domain: Option<String>,
    #[serde(default)]
    pub(crate) domain_list: Vec<String>,
    pub(crate) key_password: Option<String>,
    pub(crate) verify_type: Option<String>,
    /// Members that are only stored and shown.
    #[serde(flatten)]
    pub(crate) rest: Map<String, Value>,
}

/// `CommitCertificateInformation`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CommitCertificateInformation {
    pub(crate) certificate_id: String,
    pub(crate) verify_type: Option<String>,
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CommitCertificateInformationReply {
    pub(crate) order_id: String,
    pub(crate) status: u64,
}

/// `CertificateInfoSubmit`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CertificateInfoSubmit {
    pub(crate) cert_id: String,
    /// `online` or `parse`.
    pub(crate) gen_csr_type: String,
    pub(crate) cert_common_name: String,
    pub(crate) csr: Option<String>,
    #[serde(default)]
    pub(crate) dns_names: Vec<String>,
    pub(crate) key_pass: Option<String>,
    pub(crate) verify_type: Option<String>,
    pub(crate) contact_email: Option<String>,
    pub(crate) admin_email: Option<String>,
    pub(crate) tech_email: Option<String>,
    pub(crate) csr_key_parameter: Option<String>,
    pub(crate) csr_encrypt_algo: Option<String>,
    pub(crate) ca_type: Option<String>,
    pub(crate) use_cross_sign_root: Option<bool>,
    pub(crate) manager_id: Option<String>,
}

/// The reply, which is empty.
#[derive(JsonSchema, Serialize)]
pub(crate) struct CertificateInfoSubmitReply {}

/// `CertificateOrderSubmit`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CertificateOrderSubmit {
    pub(crate) cert_id: String,
    pub(crate) verify_type: Option<String>,
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CertificateOrderSubmitReply {
    pub(crate) order_id: String,
    pub(crate) status: u64,
    pub(crate) is_audited: bool,
}

// These have the shape of others.
pub(crate) type CompleteCertificate = OneCertificate;
pub(crate) type CheckCertificateDomainVerification = OneCertificate;
pub(crate) type CancelCertificateOrder = OneCertificate;
pub(crate) type CancelAuditCertificate = OneCertificate;
pub(crate) type ModifyCertificateResubmit = OneCertificate;
pub(crate) type ApplyCertificateReply = OneCertificateReply;
pub(crate) type CompleteCertificateReply = OneCertificateReply;
pub(crate) type ReplaceCertificateReply = OneCertificateReply;
pub(crate) type CancelCertificateOrderReply = OneCertificateReply;
pub(crate) type SubmitCertificateInformationReply = OneCertificateReply;
pub(crate) type ModifyCertificateResubmitReply = OneCertificateReply;
