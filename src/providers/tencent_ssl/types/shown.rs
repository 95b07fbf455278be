//! A certificate as it is shown, alone and in a list.
#![expect(clippy::struct_excessive_bools, reason = "the vendor's objects have them")]

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::super::super::tencent::{Names, Tag};
use super::certificate::OneCertificate;
use super::validation::{DvAuthDetail, DvAuths};
use crate::json::Prepared;
use crate::verbatim::Verbatim;

/// The members that all forms of a certificate have.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Shown {
    pub(crate) owner_uin: SmolStr,
    pub(crate) project_id: SmolStr,
    pub(crate) from: &'static str,
    pub(crate) certificate_type: &'static str,
    /// The product; for an uploaded certificate, its issuer.
    pub(crate) product_zh_name: String,
    pub(crate) domain: SmolStr,
    pub(crate) alias: SmolStr,
    pub(crate) status: u64,
    pub(crate) vulnerability_status: &'static str,
    pub(crate) validity_period: SmolStr,
    pub(crate) insert_time: String,
    pub(crate) certificate_extra: CertificateExtra,
    pub(crate) certificate_id: SmolStr,
    pub(crate) status_name: &'static str,
    pub(crate) subject_alt_name: Names,
    pub(crate) is_vip: bool,
    pub(crate) is_wildcard: bool,
    pub(crate) is_dv: bool,
    pub(crate) is_vulnerability: bool,
    pub(crate) renew_able: bool,
    pub(crate) deployable: bool,
    pub(crate) tags: Vec<Tag>,
}

/// The further members in the reply for one certificate.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ShownAlone {
    pub(crate) package_type: Option<String>,
    pub(crate) status_msg: Option<&'static str>,
    pub(crate) verify_type: Option<&'static str>,
    pub(crate) cert_begin_time: Option<String>,
    pub(crate) cert_end_time: Option<String>,
    pub(crate) order_id: Option<String>,
    pub(crate) dv_auth_detail: Option<DvAuthDetail>,
    pub(crate) vulnerability_report: Option<String>,
    pub(crate) submitted_data: Option<SubmittedData>,
    pub(crate) dv_revoke_auth_detail: Vec<DvAuths>,
}

/// The reply of `DescribeCertificate`.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeCertificateReply {
    #[serde(flatten)]
    pub(crate) shown: Shown,
    #[serde(flatten)]
    pub(crate) alone: ShownAlone,
    pub(crate) package_type_name: Option<String>,
    #[serde(rename = "CAEncryptAlgorithms")]
    pub(crate) ca_encrypt_algorithms: Vec<String>,
    #[serde(rename = "CACommonNames")]
    pub(crate) ca_common_names: Vec<String>,
    #[serde(rename = "CAEndTimes")]
    pub(crate) ca_end_times: Vec<String>,
}

/// The reply of `DescribeCertificateDetail`.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeCertificateDetailReply {
    #[serde(flatten)]
    pub(crate) shown: Shown,
    #[serde(flatten)]
    pub(crate) alone: ShownAlone,
    pub(crate) type_name: Option<String>,
    pub(crate) certificate_private_key: Option<Verbatim>,
    pub(crate) certificate_public_key: Option<Verbatim>,
    pub(crate) root_cert: RootCertificates,
    pub(crate) encrypt_cert: Option<String>,
    pub(crate) encrypt_private_key: Option<String>,
    pub(crate) cert_fingerprint: Option<String>,
    pub(crate) encrypt_cert_fingerprint: Option<String>,
    pub(crate) encrypt_algorithm: String,
    pub(crate) cert_chain_info: Option<Vec<CertBasicInfo>>,
    pub(crate) domain_type: u64,
    pub(crate) cert_type: &'static str,
    pub(crate) use_cross_sign_root: bool,
    pub(crate) hosting_status: i64,
}

/// Certificates and orders that are related to a certificate.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CertificateExtra {
    pub(crate) domain_number: String,
    pub(crate) origin_certificate_id: Option<String>,
    pub(crate) replaced_by: Option<String>,
    pub(crate) replaced_for: Option<String>,
    pub(crate) renew_order: Option<String>,
    #[serde(rename = "SMCert")]
    pub(crate) sm_cert: i64,
    pub(crate) company_type: i64,
    pub(crate) service_renew_certificate_id: String,
    pub(crate) service_origin_certificate_id: String,
}

/// The roots of a certificate.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct RootCertificates {
    pub(crate) sign: Option<String>,
    pub(crate) encrypt: Option<String>,
    pub(crate) standard: Option<String>,
}

/// A certificate of a chain.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CertBasicInfo {
    pub(crate) issuer: String,
    pub(crate) subject: String,
    /// The service writes it in lower case here, and in upper case beside the certificate.
    pub(crate) fingerprint: String,
    pub(crate) valid_from: String,
    pub(crate) valid_to: String,
}

/// The submitted information of a paid certificate.
#[derive(Default, Deserialize, JsonSchema, Serialize)]
#[serde(default, rename_all = "PascalCase")]
pub(crate) struct SubmittedData {
    pub(crate) csr_type: Option<String>,
    pub(crate) csr_content: Option<String>,
    pub(crate) certificate_domain: Option<String>,
    pub(crate) domain_list: Option<Vec<String>>,
    pub(crate) key_password: Option<String>,
    pub(crate) organization_name: Option<String>,
    pub(crate) organization_division: Option<String>,
    pub(crate) organization_address: Option<String>,
    pub(crate) organization_country: Option<String>,
    pub(crate) organization_city: Option<String>,
    pub(crate) organization_region: Option<String>,
    pub(crate) postal_code: Option<String>,
    pub(crate) phone_area_code: Option<String>,
    pub(crate) phone_number: Option<String>,
    pub(crate) admin_first_name: Option<String>,
    pub(crate) admin_last_name: Option<String>,
    pub(crate) admin_phone_num: Option<String>,
    pub(crate) admin_email: Option<String>,
    pub(crate) admin_position: Option<String>,
    pub(crate) contact_first_name: Option<String>,
    pub(crate) contact_last_name: Option<String>,
    pub(crate) contact_number: Option<String>,
    pub(crate) contact_email: Option<String>,
    pub(crate) contact_position: Option<String>,
    pub(crate) verify_type: Option<String>,
}

/// `DescribeCertificates`
#[derive(Default, Deserialize, JsonSchema)]
#[serde(default, rename_all = "PascalCase")]
pub(crate) struct DescribeCertificates {
    pub(crate) offset: Option<u64>,
    pub(crate) limit: Option<u64>,
    /// Part of an id, an alias or a domain.
    pub(crate) search_key: Option<String>,
    pub(crate) certificate_type: Option<String>,
    pub(crate) project_id: Option<u64>,
    /// `ASC` or `DESC`, by the end of validity.
    pub(crate) expiration_sort: Option<String>,
    pub(crate) certificate_status: Option<Vec<u64>>,
    pub(crate) deployable: Option<u64>,
    pub(crate) upload: Option<i64>,
    pub(crate) renew: Option<i64>,
    /// `upload` or `buy`.
    pub(crate) filter_source: Option<String>,
    #[serde(rename = "IsSM")]
    pub(crate) is_sm: Option<i64>,
    pub(crate) filter_expiring: Option<u64>,
    pub(crate) hostable: Option<u64>,
    pub(crate) tags: Option<Vec<Tag>>,
    pub(crate) is_pending_issue: Option<i64>,
    pub(crate) cert_ids: Option<Vec<String>>,
    pub(crate) service_id: Option<String>,
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeCertificatesReply {
    /// The number of certificates on all pages.
    pub(crate) total_count: usize,
    pub(crate) certificates: Vec<Prepared<Listed>>,
}

/// A certificate in a list. Unknown values are empty here, but `null` in the reply for one certificate.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Listed {
    #[serde(flatten)]
    pub(crate) shown: Shown,
    pub(crate) package_type: String,
    pub(crate) status_msg: &'static str,
    pub(crate) verify_type: &'static str,
    pub(crate) cert_begin_time: String,
    pub(crate) cert_end_time: String,
    pub(crate) package_type_name: String,
    pub(crate) project_info: ProjectInfo,
    pub(crate) bound_resource: Vec<String>,
    pub(crate) is_ignore: bool,
    #[serde(rename = "IsSM")]
    pub(crate) is_sm: bool,
    pub(crate) encrypt_algorithm: String,
    #[serde(rename = "CAEncryptAlgorithms")]
    pub(crate) ca_encrypt_algorithms: Vec<String>,
    #[serde(rename = "CAEndTimes")]
    pub(crate) ca_end_times: Vec<String>,
    #[serde(rename = "CACommonNames")]
    pub(crate) ca_common_names: Vec<String>,
    pub(crate) pre_audit_info: PreAuditInfo,
    pub(crate) auto_renew_flag: i64,
    pub(crate) hosting_status: i64,
    pub(crate) hosting_complete_time: String,
    pub(crate) hosting_renew_cert_id: String,
    pub(crate) has_renew_order: String,
    pub(crate) replace_ori_cert_is_delete: bool,
    pub(crate) is_expiring: bool,
    #[serde(rename = "DVAuthDeadline")]
    pub(crate) dv_auth_deadline: String,
    pub(crate) validation_passed_time: String,
    #[serde(rename = "CertSANs")]
    pub(crate) cert_sans: Names,
    pub(crate) awaiting_validation_msg: String,
    pub(crate) allow_download: bool,
    #[serde(rename = "IsDNSPODResolve")]
    pub(crate) is_dnspod_resolve: bool,
    pub(crate) is_package: bool,
    pub(crate) key_password_custom_flag: bool,
    pub(crate) support_download_type: SupportDownloadType,
    pub(crate) cert_revoked_time: String,
    pub(crate) hosting_resource_types: Vec<String>,
    /// Always `null`, because hosting is not emulated.
    pub(crate) hosting_config: Option<String>,
    pub(crate) is_hosting_upload_renew_cert: bool,
    pub(crate) service_id: String,
    pub(crate) service_status: String,
    pub(crate) cert_service_begin_time: String,
    pub(crate) cert_service_end_time: String,
    pub(crate) cert_service_share_enabled: bool,
    pub(crate) cert_service_valid_certificate_count: i64,
}

/// The project of a certificate.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ProjectInfo {
    pub(crate) project_name: SmolStr,
    pub(crate) project_creator_uin: u64,
    pub(crate) project_create_time: &'static str,
    pub(crate) project_resume: SmolStr,
    pub(crate) owner_uin: u64,
    pub(crate) project_id: SmolStr,
}

/// The years of an order.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct PreAuditInfo {
    pub(crate) total_period: u32,
    pub(crate) now_period: u32,
    pub(crate) manager_id: String,
}

/// The formats in which a certificate can be downloaded.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) struct SupportDownloadType {
    pub(crate) nginx: bool,
    pub(crate) apache: bool,
    pub(crate) tomcat: bool,
    pub(crate) iis: bool,
    pub(crate) jks: bool,
    pub(crate) other: bool,
    pub(crate) root: bool,
}

// These have the shape of others.
pub(crate) type DescribeCertificate = OneCertificate;
pub(crate) type DescribeCertificateDetail = OneCertificate;
