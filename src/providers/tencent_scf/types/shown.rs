//! Replies, and how a domain is shown.

use schemars::JsonSchema;
use serde::Serialize;

use super::super::state::domain::{CustomDomain, Endpoint, Label};
use super::requests::{CertConf, WafConf};

/// The reply of `ListCustomDomains`.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ListCustomDomainsReply {
    /// The service counts no `TotalCount`, but this.
    pub(crate) total: usize,
    pub(crate) domains: Vec<DomainInfo>,
}

/// A domain, and the reply of `GetCustomDomain`.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DomainInfo {
    pub(crate) domain: String,
    pub(crate) protocol: &'static str,
    pub(crate) endpoints_config: Vec<Endpoint>,
    /// The id is empty if there is no certificate.
    pub(crate) cert_config: CertConf,
    pub(crate) waf_config: WafConf,
    pub(crate) tags: Vec<Label>,
}

impl DomainInfo {
    pub(crate) fn of(domain: &CustomDomain) -> Self {
        Self {
            domain: domain.domain.clone(),
            protocol: domain.protocol.word(),
            endpoints_config: domain.endpoints.clone(),
            cert_config: CertConf {
                certificate_id: Some(domain.certificate_id.clone().unwrap_or_default()),
            },
            waf_config: WafConf {
                waf_open: Some(domain.waf.open.word().to_owned()),
                waf_instance_id: Some(domain.waf.instance_id.clone()),
            },
            tags: domain.tags.clone(),
        }
    }
}
