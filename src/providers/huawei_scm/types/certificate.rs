//! One certificate: imported, shown, exported, deleted.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::state::{Certificate, Leaf, Status};
use super::moment::print;
use crate::ids::hex;
use time::OffsetDateTime;

/// Imports a certificate with its key.
#[derive(Deserialize, JsonSchema)]
pub(crate) struct ImportCertificate {
    /// 3 to 63 letters, digits, `_`, `-` and `.`.
    pub(crate) name: Option<String>,
    /// PEM. If there is also a chain, only the first certificate of this text counts.
    pub(crate) certificate: Option<String>,
    /// PEM.
    pub(crate) certificate_chain: Option<String>,
    /// PEM.
    pub(crate) private_key: Option<String>,
    /// Whether a certificate that is there already is refused.
    pub(crate) duplicate_check: Option<bool>,
    pub(crate) enterprise_project_id: Option<String>,
    pub(crate) enc_certificate: Option<String>,
    pub(crate) enc_private_key: Option<String>,
}

#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct ImportCertificateReply {
    pub(crate) certificate_id: String,
}

/// Asks for one certificate.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct OneCertificate {
    pub(crate) certificate_id: String,
}

#[derive(JsonSchema, Serialize)]
pub(crate) struct ExportCertificateReply {
    pub(crate) entire_certificate: String,
    pub(crate) certificate: String,
    pub(crate) certificate_chain: String,
    pub(crate) private_key: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) enc_certificate: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) enc_private_key: Option<String>,
}

#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct ShowCertificateReply {
    id: String,
    order_id: Option<String>,
    name: String,
    r#type: String,
    brand: Option<String>,
    push_support: &'static str,
    revoke_reason: Option<String>,
    status: Status,
    signature_algorithm: Option<String>,
    issue_time: Option<String>,
    not_before: Option<String>,
    not_after: Option<String>,
    validity_period: u32,
    validation_method: Option<String>,
    domain_type: &'static str,
    multi_domain_type: Option<String>,
    domain: Option<String>,
    sans: Option<String>,
    domain_count: usize,
    wildcard_count: usize,
    fingerprint: Option<String>,
    shared: Option<String>,
    application_info: Option<String>,
    description: Option<String>,
    enterprise_project_id: String,
    /// The service's own spelling. What an owner has to show before a certificate is issued: nothing
    /// of one that is there.
    authentification: [Authentification; 0],
}

#[derive(Debug, JsonSchema, Serialize)]
struct Authentification {
    record_name: String,
    record_type: String,
    record_value: String,
    domain: String,
}

/// The term of a bought certificate, in months.
///
/// Assumption: an imported one has 12, too. From: the vendor's OpenAPI document, which lets it be
/// nothing else.
pub(super) const VALIDITY: u32 = 12;

impl ShowCertificateReply {
    pub(crate) fn of(certificate: &Certificate, now: OffsetDateTime) -> Self {
        let leaf = certificate.leaf();
        let names = Names::of(certificate);
        let can_be_pushed = certificate.is_live(now) && certificate.has_key();
        Self {
            id: certificate.id.clone(),
            order_id: certificate.order_id.clone(),
            name: certificate.name.clone(),
            r#type: certificate.kind.clone(),
            brand: brand(certificate),
            push_support: if can_be_pushed { "ON" } else { "OFF" },
            revoke_reason: None,
            status: certificate.status(now),
            signature_algorithm: leaf.map(|leaf| leaf.signature_algorithm.to_string()),
            issue_time: leaf
                .filter(|_| certificate.status == Status::Issued)
                .map(|leaf| print(leaf.not_before)),
            not_before: leaf.map(|leaf| print(leaf.not_before)),
            not_after: leaf.map(|leaf| print(leaf.not_after)),
            validity_period: VALIDITY,
            validation_method: None,
            domain_type: names.kind,
            multi_domain_type: None,
            domain: names.domain,
            sans: names.sans,
            domain_count: names.count,
            wildcard_count: names.wildcards,
            fingerprint: leaf.map(|Leaf { sha1, .. }| hex(sha1)),
            shared: None,
            application_info: None,
            description: certificate.description.clone(),
            enterprise_project_id: certificate.enterprise_project_id.clone(),
            authentification: [],
        }
    }
}

/// The brand of a certificate.
///
/// Assumption: that of an imported one is what its issuer is called. From: nothing; the pages have it
/// for those that were bought.
pub(super) fn brand(certificate: &Certificate) -> Option<String> {
    let issuer = || certificate.leaf().map(|leaf| leaf.issuer.to_string());
    certificate.brand.clone().or_else(issuer)
}

/// The names of a certificate, as they are shown.
pub(super) struct Names {
    pub(super) domain: Option<String>,
    /// The other names.
    ///
    /// Assumption: `;` stands between them. From: an example of an older page.
    pub(super) sans: Option<String>,
    pub(super) kind: &'static str,
    pub(super) count: usize,
    pub(super) wildcards: usize,
}

impl Names {
    pub(super) fn of(certificate: &Certificate) -> Self {
        let names = certificate.names();
        let wildcards = names.iter().filter(|name| name.starts_with("*.")).count();
        let others = names.get(1..).unwrap_or_default();
        Self {
            domain: names.first().map(|name| (*name).to_owned()),
            sans: (!others.is_empty()).then(|| others.join(";")),
            kind: match (names.len(), wildcards) {
                (0 | 1, 0) => "SINGLE_DOMAIN",
                (0 | 1, _) => "WILDCARD",
                _ => "MULTI_DOMAIN",
            },
            count: names.len(),
            wildcards,
        }
    }
}
