//! Certificates: uploaded, shown, changed, deleted.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::super::super::tencent::Tag;

/// `UploadCertificate`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct UploadCertificate {
    pub(crate) certificate_public_key: String,
    pub(crate) certificate_private_key: Option<String>,
    pub(crate) certificate_type: Option<String>,
    #[serde(default)]
    pub(crate) alias: String,
    #[serde(default)]
    pub(crate) project_id: u64,
    #[serde(default)]
    pub(crate) tags: Vec<Tag>,
    pub(crate) repeatable: Option<bool>,
    pub(crate) key_password: Option<String>,
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct UploadCertificateReply {
    pub(crate) certificate_id: SmolStr,
    /// The existing copy of the certificate; empty if there was none.
    pub(crate) repeat_cert_id: SmolStr,
}

/// Names a certificate, and nothing else.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct OneCertificate {
    pub(crate) certificate_id: String,
}

/// The id of a certificate, and nothing else.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct OneCertificateReply {
    pub(crate) certificate_id: String,
}

/// `ModifyCertificateAlias`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ModifyCertificateAlias {
    pub(crate) certificate_id: String,
    /// The service clears the alias where none is given.
    #[serde(default)]
    pub(crate) alias: String,
}

/// `ModifyCertificateProject`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ModifyCertificateProject {
    pub(crate) certificate_id_list: Vec<String>,
    pub(crate) project_id: u64,
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ModifyCertificateProjectReply {
    pub(crate) success_certificates: Vec<String>,
    pub(crate) fail_certificates: Vec<String>,
}

/// `ModifyCertificatesExpiringNotificationSwitch`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ModifyCertificatesExpiringNotificationSwitch {
    pub(crate) certificate_ids: Vec<String>,
    /// 0: told of its end; 1: not told.
    pub(crate) switch_status: u64,
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ModifyCertificatesExpiringNotificationSwitchReply {
    pub(crate) certificate_ids: Vec<String>,
}

/// `CheckCertificateChain`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CheckCertificateChain {
    pub(crate) certificate_chain: String,
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CheckCertificateChainReply {
    pub(crate) is_valid: bool,
    #[serde(rename = "IsTrustedCA")]
    pub(crate) is_trusted_ca: bool,
    pub(crate) chains: Vec<String>,
}

/// `CheckCertificateExist`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CheckCertificateExist {
    pub(crate) certificate_public_key: String,
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CheckCertificateExistReply {
    pub(crate) repeat_cert_id: SmolStr,
}

/// The reply of `DownloadCertificate`.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DownloadCertificateReply {
    /// A zip archive, in base64.
    pub(crate) content: String,
    pub(crate) content_type: &'static str,
}

/// `DescribeDownloadCertificateUrl`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeDownloadCertificateUrl {
    pub(crate) certificate_id: String,
    pub(crate) service_type: Option<String>,
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeDownloadCertificateUrlReply {
    pub(crate) download_certificate_url: String,
    pub(crate) download_filename: String,
}

/// `DescribeCertificateOperateLogs`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeCertificateOperateLogs {
    pub(crate) offset: Option<u64>,
    pub(crate) limit: Option<u64>,
    pub(crate) start_time: Option<String>,
    pub(crate) end_time: Option<String>,
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeCertificateOperateLogsReply {
    pub(crate) all_total: usize,
    /// The service counts the page here.
    pub(crate) total_count: usize,
    pub(crate) operate_logs: Vec<OperationLog>,
}

/// A line of the operation log.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct OperationLog {
    pub(crate) action: String,
    pub(crate) created_on: String,
    pub(crate) uin: String,
    pub(crate) sub_account_uin: String,
    pub(crate) cert_id: String,
    pub(crate) r#type: String,
}

// These have the shape of others.
pub(crate) type DownloadCertificate = OneCertificate;
pub(crate) type ModifyCertificateAliasReply = OneCertificateReply;
