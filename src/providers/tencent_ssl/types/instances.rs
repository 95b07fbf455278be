//! Lists of the instances that a certificate can be deployed to, or is: one request and one reply for all
//! services, and for each what an instance of it is shown with.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::state::resources::{Resource, ResourceType};

/// `DescribeHostCdnInstanceList`, and those of other services.
///
/// Whether a copy may be shown that is up to half an hour old makes no difference: what is shown is new.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeHostInstanceList {
    /// The certificate that instances could have.
    pub(crate) certificate_id: Option<String>,
    /// The certificate that they have.
    pub(crate) old_certificate_id: Option<String>,
    #[serde(default)]
    pub(crate) filters: Vec<InstanceFilter>,
    pub(crate) offset: Option<u64>,
    pub(crate) limit: Option<u64>,
}

/// `domainMatch`: 1, those that the certificate is for; 0, the others.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct InstanceFilter {
    pub(crate) filter_key: String,
    pub(crate) filter_value: String,
}

/// The reply of the services that look for instances beside the request, too.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct SearchedInstanceListReply<I> {
    pub(crate) instance_list: Vec<I>,
    pub(crate) total_count: usize,
    /// How many instances the search has found, and how many it has looked at.
    pub(crate) async_total_num: usize,
    pub(crate) async_offset: usize,
    pub(crate) async_cache_time: String,
}

/// How a service's instance is shown.
pub(crate) trait ShownInstance {
    /// The service.
    const KIND: ResourceType;

    fn of(resource: &Resource) -> Self;
}

/// A domain of the content delivery network.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CdnInstanceDetail {
    pub(crate) domain: String,
    pub(crate) cert_id: String,
    pub(crate) status: String,
    pub(crate) https_billing_switch: String,
}

impl ShownInstance for CdnInstanceDetail {
    const KIND: ResourceType = ResourceType::Cdn;

    fn of(resource: &Resource) -> Self {
        let Resource { domains, certificate_id, status, https_billing, .. } = resource;
        Self {
            domain: domains.first().cloned().unwrap_or_default(),
            cert_id: certificate_id.clone().unwrap_or_default(),
            status: if status.is_empty() { "online".to_owned() } else { status.clone() },
            https_billing_switch: https_billing.clone().unwrap_or_else(|| "on".to_owned()),
        }
    }
}
