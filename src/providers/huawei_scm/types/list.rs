//! The list of the certificates.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::super::state::{Certificate, Status};
use super::certificate::{Names, VALIDITY, brand};
use super::moment::print;

/// Asks for a page of the certificates. A query is text, whatever it means.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct ListCertificates {
    /// 1 to 50.
    pub(crate) limit: Option<String>,
    /// The number of certificates before the page.
    pub(crate) offset: Option<String>,
    /// `certUpdateTime`, `certExpiredTime` or `certStatus`.
    pub(crate) sort_key: Option<String>,
    /// `DESC` or `ASC`.
    pub(crate) sort_dir: Option<String>,
    /// `ALL`, or a status.
    pub(crate) status: Option<String>,
    /// An id, or `all`.
    pub(crate) enterprise_project_id: Option<String>,
    /// Whether to list only certificates that can be deployed.
    pub(crate) deploy_support: Option<String>,
    /// Whether to list the caller's own certificates and not shared ones.
    pub(crate) owned_by_self: Option<String>,
    /// 0 to 1095: leaves out certificates that expired more than this many days ago.
    pub(crate) expired_days_since: Option<String>,
    /// A part of the name or of a domain.
    pub(crate) content: Option<String>,
}

#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct ListCertificatesReply {
    pub(crate) certificates: Vec<Listed>,
    /// The number of certificates on all pages.
    pub(crate) total_count: usize,
}

#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct Listed {
    id: String,
    name: String,
    domain: Option<String>,
    sans: Option<String>,
    signature_algorithm: Option<String>,
    deploy_support: bool,
    r#type: String,
    brand: Option<String>,
    expire_time: Option<String>,
    domain_type: &'static str,
    validity_period: u32,
    status: Status,
    domain_count: usize,
    wildcard_count: usize,
    description: Option<String>,
    domain_id: String,
    enterprise_project_id: String,
}

impl Listed {
    pub(crate) fn of(certificate: &Certificate, domain_id: &str, now: OffsetDateTime) -> Self {
        let leaf = certificate.leaf();
        let names = Names::of(certificate);
        Self {
            id: certificate.id.clone(),
            name: certificate.name.clone(),
            domain: names.domain,
            sans: names.sans,
            signature_algorithm: leaf.map(|leaf| leaf.signature_algorithm.to_string()),
            deploy_support: certificate.is_live(now),
            r#type: certificate.kind.clone(),
            brand: brand(certificate),
            expire_time: leaf.map(|leaf| print(leaf.not_after)),
            domain_type: names.kind,
            validity_period: VALIDITY,
            status: certificate.status(now),
            domain_count: names.count,
            wildcard_count: names.wildcards,
            description: certificate.description.clone(),
            domain_id: domain_id.to_owned(),
            enterprise_project_id: certificate.enterprise_project_id.clone(),
        }
    }
}
