//! Requests and replies about pushing and deploying certificates, and about the places that have them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::state::Service;

/// Pushes a certificate to another service.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct PushCertificate {
    pub(crate) certificate_id: String,
    /// The name of the project; CDN has none.
    pub(crate) target_project: Option<String>,
    /// `CDN`, `ELB` or `WAF`.
    pub(crate) target_service: Option<String>,
}

/// Pushes a certificate to several projects.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct BatchPushCertificate {
    pub(crate) certificate_id: String,
    /// One to ten.
    pub(crate) target_projects: Option<Vec<String>>,
    pub(crate) target_service: Option<String>,
}

#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct BatchPushCertificateReply {
    pub(crate) results: Vec<Pushed>,
}

#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct Pushed {
    pub(crate) project_name: String,
    /// The certificate's id at the other service; empty if the push failed.
    pub(crate) cert_id: String,
    pub(crate) message: String,
}

/// Deploys a certificate to existing resources.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct DeployCertificate {
    pub(crate) certificate_id: String,
    pub(crate) project_name: Option<String>,
    /// `CDN`, `ELB` or `WAF`.
    pub(crate) service_name: Option<String>,
    /// One to twenty.
    pub(crate) resources: Option<Vec<Resource>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct Resource {
    /// For ELB, the id of a certificate or a listener; for WAF, that of a host.
    pub(crate) id: Option<String>,
    /// At CDN.
    pub(crate) domain_name: Option<String>,
    /// At WAF `cloud` or `premium`.
    pub(crate) r#type: Option<String>,
}

#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct DeployCertificateReply {
    pub(crate) failure_list: Vec<NotDeployed>,
}

#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct NotDeployed {
    pub(crate) resource: String,
    pub(crate) failure_info: String,
}

/// Asks for the places that certificates were pushed or deployed to.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct ListDeployedResources {
    /// 1 to 50.
    pub(crate) certificate_ids: Option<Vec<String>>,
    /// `CDN`, `ELB`, `WAF` or `ALL`.
    pub(crate) service_names: Option<Vec<String>>,
}

#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct ListDeployedResourcesReply {
    pub(crate) results: Vec<Deployed>,
}

#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct Deployed {
    pub(crate) certificate_id: String,
    pub(crate) total_num: usize,
    pub(crate) deployed_resources: Vec<AtService>,
}

#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct AtService {
    pub(crate) service: Service,
    pub(crate) resource_num: usize,
    /// `global` or `region`.
    pub(crate) resource_location: &'static str,
    pub(crate) region_resources: Vec<InRegion>,
}

#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct InRegion {
    pub(crate) region_id: String,
    pub(crate) is_error: bool,
    pub(crate) resources: Vec<DeployedResource>,
}

#[derive(Clone, Debug, JsonSchema, Serialize)]
pub(crate) struct DeployedResource {
    pub(crate) resource_id: String,
    pub(crate) resource_name: String,
}

/// Asks what was pushed, in the API's second version.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct ListPushHistory {
    pub(crate) cert_id: String,
}

#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct ListPushHistoryReply {
    /// The last ten, the latest first.
    pub(crate) push_history_list: Vec<Push>,
}

#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct Push {
    /// In milliseconds since 1970.
    pub(crate) push_time: String,
    pub(crate) push_remote_project: Option<String>,
    pub(crate) push_service: Service,
}
