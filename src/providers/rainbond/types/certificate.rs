//! Requests and replies about certificates, as Rainbond writes them.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;
use smol_str::SmolStr;

use crate::verbatim::Verbatim;

/// A member that may be absent, null, or anything.
#[derive(Default, JsonSchema)]
#[schemars(with = "String")]
pub(crate) struct Member(pub(crate) Option<Value>);

impl<'de> Deserialize<'de> for Member {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Value::deserialize(deserializer).map(|value| Self(Some(value)))
    }
}

/// Asks for a page of a team's certificates.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct ListCertificates {
    pub(crate) team_id: String,
    pub(crate) page: Option<String>,
    pub(crate) page_size: Option<String>,
}

/// A page.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct ListCertificatesReply {
    pub(crate) list: Vec<ListedCertificate>,
    pub(crate) page: i128,
    pub(crate) page_size: i128,
    pub(crate) total: usize,
}

/// A row of the list.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct ListedCertificate {
    pub(crate) has_expired: bool,
    pub(crate) issued_to: Arc<[Option<SmolStr>]>,
    pub(crate) alias: SmolStr,
    pub(crate) certificate_type: SmolStr,
    /// The service misspells the end of validity so.
    pub(crate) end_data: String,
    pub(crate) id: u64,
    pub(crate) issued_by: &'static str,
}

/// Adds a certificate to a team (`TeamCertificatesC`). All four members are required; unknown ones are
/// ignored.
#[derive(Deserialize, JsonSchema)]
pub(crate) struct CreateCertificate {
    pub(crate) team_id: String,
    #[serde(default)]
    pub(crate) alias: Member,
    #[serde(default)]
    pub(crate) private_key: Member,
    #[serde(default)]
    pub(crate) certificate: Member,
    #[serde(default)]
    pub(crate) certificate_type: Member,
}

/// Replaces a certificate.
#[derive(Deserialize, JsonSchema)]
pub(crate) struct UpdateCertificate {
    pub(crate) team_id: String,
    pub(crate) certificate_id: String,
    #[serde(default)]
    pub(crate) alias: Member,
    #[serde(default)]
    pub(crate) private_key: Member,
    #[serde(default)]
    pub(crate) certificate: Member,
    #[serde(default)]
    pub(crate) certificate_type: Member,
}

/// Names a certificate.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct NamedCertificate {
    pub(crate) certificate_id: String,
}

/// `TeamCertificatesR`. The service gives the certificate as base64 of the PEM text after a POST or
/// a PUT, and as the PEM text after a GET.
#[derive(JsonSchema, Serialize)]
pub(crate) struct ShownCertificate {
    pub(crate) alias: String,
    pub(crate) private_key: Verbatim,
    pub(crate) certificate: Verbatim,
    pub(crate) certificate_type: String,
    pub(crate) id: u64,
}
