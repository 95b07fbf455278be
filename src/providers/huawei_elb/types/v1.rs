//! Requests and replies of the classic API, v1.0.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::super::huawei::Version;
use super::super::state::Certificate;
use super::moment::print_with_blank;
use crate::verbatim::Verbatim;

/// Asks to keep a certificate. The service ignores members that it does not know.
#[derive(Deserialize, JsonSchema)]
pub(crate) struct CreateCertificate {
    pub(crate) project_id: String,
    pub(crate) name: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) domain: Option<String>,
    pub(crate) certificate: Option<String>,
    pub(crate) private_key: Option<String>,
}

/// A newly created certificate.
#[derive(JsonSchema, Serialize)]
pub(crate) struct CreateCertificateReply {
    pub(crate) name: String,
    pub(crate) description: String,
    /// The service echoes the domain here only where one was sent, and prints `null` later.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) domain: Option<String>,
    pub(crate) certificate: Verbatim,
    pub(crate) private_key: Verbatim,
    pub(crate) tenant_id: String,
    pub(crate) id: String,
    pub(crate) create_time: String,
    pub(crate) update_time: String,
}

/// Asks for all certificates.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct ListCertificates {}

/// All certificates.
#[derive(JsonSchema, Serialize)]
pub(crate) struct ListCertificatesReply {
    pub(crate) certificates: Vec<ShownCertificate>,
    /// The service gives the number as a text.
    pub(crate) instance_num: String,
}

/// A certificate, its private key in clear.
#[derive(JsonSchema, Serialize)]
pub(crate) struct ShownCertificate {
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) domain: Option<String>,
    pub(crate) certificate: Verbatim,
    pub(crate) private_key: Verbatim,
    pub(crate) id: String,
    pub(crate) create_time: String,
    pub(crate) update_time: String,
}

impl From<&Certificate> for ShownCertificate {
    fn from(certificate: &Certificate) -> Self {
        Self {
            name: certificate.name.clone(),
            description: certificate.description.clone().unwrap_or_default(),
            domain: certificate.domain.clone(),
            certificate: certificate.certificate.pem.clone(),
            private_key: certificate.private_key.clone(),
            id: certificate.id.clone(),
            create_time: print_with_blank(certificate.create_time),
            update_time: print_with_blank(certificate.update_time),
        }
    }
}

/// Renames a certificate: the service changes nothing else.
///
/// Assumption: other members of a PUT are passed over. From: a client that sends `domain` all the same.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct UpdateCertificate {
    pub(crate) certificate_id: String,
    pub(crate) name: Option<String>,
    pub(crate) description: Option<String>,
}

/// Asks to forget a certificate.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct DeleteCertificate {
    pub(crate) certificate_id: String,
}

/// Asks for the quotas.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct ListQuotas {}

/// The quotas of each kind of object.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct ListQuotasReply {
    pub(crate) quotas: Quotas,
}

/// The kinds of objects. The service does not show the quota of certificates.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct Quotas {
    pub(crate) resources: Vec<Quota>,
}

/// The quota of one kind of object.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct Quota {
    pub(crate) r#type: &'static str,
    pub(crate) used: u32,
    pub(crate) quota: u32,
    pub(crate) max: u32,
    pub(crate) min: u32,
}

/// The versions that there are.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct ListVersionsReply {
    pub(crate) versions: Vec<Version>,
}
