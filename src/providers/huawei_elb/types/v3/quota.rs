//! Quotas, availability zones and flavors, which Terraform requests before it creates anything.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::query::{PageInfo, Several};

/// Asks for the quotas.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct ShowQuota {}

/// The quotas of each kind of object; -1 for no limit.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct ShowQuotaReply {
    pub(crate) request_id: String,
    pub(crate) quota: QuotaOfProject,
}

/// The kinds.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct QuotaOfProject {
    pub(crate) member: i64,
    pub(crate) members_per_pool: i64,
    pub(crate) certificate: i64,
    pub(crate) l7policy: i64,
    pub(crate) listener: i64,
    pub(crate) loadbalancer: i64,
    pub(crate) healthmonitor: i64,
    pub(crate) pool: i64,
    pub(crate) ipgroup: i64,
    pub(crate) ipgroup_bindings: i64,
    pub(crate) ipgroup_max_length: i64,
    pub(crate) security_policy: i64,
    pub(crate) condition_per_policy: i64,
    pub(crate) listeners_per_pool: i64,
    pub(crate) free_instance_listeners_per_loadbalancer: i64,
    pub(crate) free_instance_members_per_pool: i64,
    pub(crate) listeners_per_loadbalancer: i64,
    pub(crate) pools_per_l7policy: i64,
    pub(crate) l7policies_per_listener: i64,
    pub(crate) ipgroups_per_listener: i64,
    pub(crate) project_id: String,
}

/// Asks for the quotas and their usage.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub(crate) struct ListQuotaDetails {
    pub(crate) quota_key: Several,
}

/// The quotas and their usage.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct ListQuotaDetailsReply {
    pub(crate) request_id: String,
    pub(crate) quotas: Vec<QuotaDetail>,
}

/// The quota and the usage of one kind of object.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct QuotaDetail {
    pub(crate) quota_key: &'static str,
    pub(crate) used: usize,
    pub(crate) quota_limit: i64,
    pub(crate) unit: &'static str,
}

/// Asks for the zones that load balancers run in.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct ListAvailabilityZones {}

/// The zones, in groups. A load balancer can run in several zones of a group.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct ListAvailabilityZonesReply {
    pub(crate) request_id: String,
    pub(crate) availability_zones: Vec<Vec<AvailabilityZone>>,
}

/// A zone.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct AvailabilityZone {
    pub(crate) code: String,
    pub(crate) state: &'static str,
    pub(crate) protocol: [&'static str; 2],
    pub(crate) public_border_group: &'static str,
    pub(crate) category: u32,
}

/// Asks for the sizes of load balancers.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub(crate) struct ListFlavors {
    pub(crate) id: Several,
    pub(crate) name: Several,
    pub(crate) r#type: Several,
}

/// The sizes.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct ListFlavorsReply {
    pub(crate) request_id: String,
    pub(crate) flavors: Vec<Flavor>,
    pub(crate) page_info: PageInfo,
}

/// A size.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct Flavor {
    pub(crate) id: String,
    pub(crate) info: FlavorInfo,
    pub(crate) name: &'static str,
    pub(crate) shared: bool,
    pub(crate) project_id: String,
    pub(crate) r#type: &'static str,
    pub(crate) flavor_sold_out: bool,
}

/// The capacity of a load balancer with this flavor.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct FlavorInfo {
    pub(crate) connection: u64,
    pub(crate) cps: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) qps: Option<u64>,
    pub(crate) bandwidth: u64,
}
