//! Certificates.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::Done;
use crate::verbatim::Verbatim;

/// `CreateCertificate`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CreateCertificate {
    pub(crate) certificate_type: i64,
    /// PEM, or a name and a password's hash; may be percent-encoded.
    pub(crate) certificate_content: String,
    #[serde(default)]
    pub(crate) certificate_alias: String,
    /// PEM; may be percent-encoded.
    pub(crate) certificate_key: Option<String>,
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CreateCertificateReply {
    pub(crate) certificate_id: SmolStr,
}

/// `DescribeCertificates`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeCertificates {
    /// -1, the default, selects all types.
    pub(crate) certificate_type: Option<i64>,
    pub(crate) offset: Option<u64>,
    pub(crate) limit: Option<u64>,
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeCertificatesReply {
    pub(crate) certificate_set: Vec<ListedCertificate>,
    pub(crate) total_count: usize,
}

/// A certificate in a list.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ListedCertificate {
    /// The older name of the alias.
    pub(crate) certificate_name: SmolStr,
    #[serde(flatten)]
    pub(crate) certificate: ShownCertificate,
}

/// A certificate, without its texts.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ShownCertificate {
    pub(crate) certificate_id: SmolStr,
    pub(crate) certificate_type: i64,
    pub(crate) certificate_alias: SmolStr,
    /// In seconds since 1970, like the two that follow.
    pub(crate) create_time: i64,
    /// Null for a configuration of basic authentication, like the next member.
    pub(crate) begin_time: Option<i64>,
    pub(crate) end_time: Option<i64>,
    #[serde(rename = "IssuerCN")]
    pub(crate) issuer_cn: SmolStr,
    #[serde(rename = "SubjectCN")]
    pub(crate) subject_cn: SmolStr,
}

/// Names a certificate, and nothing else.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct OneCertificate {
    pub(crate) certificate_id: String,
}

/// The reply of `DescribeCertificateDetail`.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeCertificateDetailReply {
    pub(crate) certificate_detail: CertificateDetail,
}

/// A certificate with its texts.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CertificateDetail {
    #[serde(flatten)]
    pub(crate) certificate: ShownCertificate,
    pub(crate) certificate_content: Verbatim,
    /// Null if the certificate has none.
    pub(crate) certificate_key: Option<Verbatim>,
}

/// `ModifyCertificateAttributes`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ModifyCertificateAttributes {
    pub(crate) certificate_id: String,
    pub(crate) certificate_alias: Option<String>,
}

// These have the shape of others.
pub(crate) type DescribeCertificateDetail = OneCertificate;
pub(crate) type DeleteCertificate = OneCertificate;
pub(crate) type ModifyCertificateAttributesReply = Done;
pub(crate) type DeleteCertificateReply = Done;
