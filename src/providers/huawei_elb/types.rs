//! Requests and replies, as Huawei writes them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::huawei::Version;
use super::state::{Certificate, print};
use crate::verbatim::Verbatim;

/// Asks to keep a certificate. The service ignores members that it does not know.
#[derive(Deserialize, JsonSchema)]
pub(super) struct CreateCertificate {
    pub(super) project_id: String,
    pub(super) name: Option<String>,
    pub(super) description: Option<String>,
    pub(super) domain: Option<String>,
    pub(super) certificate: Option<String>,
    pub(super) private_key: Option<String>,
}

/// A certificate as it was just made.
#[derive(JsonSchema, Serialize)]
pub(super) struct CreateCertificateReply {
    pub(super) name: String,
    pub(super) description: String,
    /// The service echoes the domain here only where one was sent, and prints `null` later.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) domain: Option<String>,
    pub(super) certificate: Verbatim,
    pub(super) private_key: Verbatim,
    pub(super) tenant_id: String,
    pub(super) id: String,
    pub(super) create_time: String,
    pub(super) update_time: String,
}

/// Asks for all certificates.
#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct ListCertificates {}

/// All certificates.
#[derive(JsonSchema, Serialize)]
pub(super) struct ListCertificatesReply {
    pub(super) certificates: Vec<ShownCertificate>,
    /// The service gives the number as a text.
    pub(super) instance_num: String,
}

/// A certificate, its private key in clear.
#[derive(JsonSchema, Serialize)]
pub(super) struct ShownCertificate {
    pub(super) name: String,
    pub(super) description: String,
    pub(super) domain: Option<String>,
    pub(super) certificate: Verbatim,
    pub(super) private_key: Verbatim,
    pub(super) id: String,
    pub(super) create_time: String,
    pub(super) update_time: String,
}

impl From<&Certificate> for ShownCertificate {
    fn from(certificate: &Certificate) -> Self {
        Self {
            name: certificate.name.clone(),
            description: certificate.description.clone(),
            domain: certificate.domain.clone(),
            certificate: certificate.certificate.clone(),
            private_key: certificate.private_key.clone(),
            id: certificate.id.clone(),
            create_time: print(certificate.create_time),
            update_time: print(certificate.update_time),
        }
    }
}

/// Renames a certificate: the service changes nothing else.
///
/// Assumption: other members of a PUT are passed over. From: a client that sends `domain` all the same.
#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct UpdateCertificate {
    pub(super) certificate_id: String,
    pub(super) name: Option<String>,
    pub(super) description: Option<String>,
}

/// Asks to forget a certificate.
#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct DeleteCertificate {
    pub(super) certificate_id: String,
}

/// Asks how much may be made.
#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct ListQuotas {}

/// How much may be made of each kind.
#[derive(Debug, JsonSchema, Serialize)]
pub(super) struct ListQuotasReply {
    pub(super) quotas: Quotas,
}

/// The kinds. The service does not show that of certificates.
#[derive(Debug, JsonSchema, Serialize)]
pub(super) struct Quotas {
    pub(super) resources: Vec<Quota>,
}

/// How much may be made of one kind.
#[derive(Debug, JsonSchema, Serialize)]
pub(super) struct Quota {
    pub(super) r#type: &'static str,
    pub(super) used: u32,
    pub(super) quota: u32,
    pub(super) max: u32,
    pub(super) min: u32,
}

/// The versions that there are.
#[derive(Debug, JsonSchema, Serialize)]
pub(super) struct ListVersionsReply {
    pub(super) versions: Vec<Version>,
}
