//! Load balancers.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::super::super::state::{LoadBalancer, LoadBalancerSettings, ProtectionStatus, Tag};
use super::super::members::{Wrapped, Wrapping};
use super::super::moment::print_with_zone;
use super::super::query::{PageInfo, Several};
use super::listener::Reference;

/// Asks to make a load balancer.
#[derive(Deserialize, JsonSchema)]
pub(crate) struct CreateLoadBalancer {
    #[serde(default)]
    #[schemars(required)]
    pub(crate) loadbalancer: Wrapped<CreateLoadBalancerOption>,
}

// Members that begin with `_` here are accepted and have no effect.
/// The new load balancer.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateLoadBalancerOption {
    #[schemars(required)]
    pub(crate) availability_zone_list: Option<Vec<String>>,
    pub(crate) name: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) vpc_id: Option<String>,
    pub(crate) vip_subnet_cidr_id: Option<String>,
    pub(crate) ipv6_vip_virsubnet_id: Option<String>,
    pub(crate) vip_address: Option<String>,
    pub(crate) ipv6_vip_address: Option<String>,
    pub(crate) l4_flavor_id: Option<String>,
    pub(crate) l7_flavor_id: Option<String>,
    pub(crate) guaranteed: Option<bool>,
    pub(crate) enterprise_project_id: Option<String>,
    pub(crate) tags: Option<Vec<Tag>>,
    pub(crate) elb_virsubnet_ids: Option<Vec<String>>,
    pub(crate) ip_target_enable: Option<bool>,
    pub(crate) deletion_protection_enable: Option<bool>,
    pub(crate) protection_status: Option<ProtectionStatus>,
    pub(crate) protection_reason: Option<String>,
    pub(crate) waf_failure_action: Option<WafFailureAction>,
    #[serde(rename = "provider")]
    pub(crate) _provider: Option<String>,
    #[serde(rename = "project_id")]
    pub(crate) _project_id: Option<String>,
    #[serde(rename = "admin_state_up")]
    pub(crate) _admin_state_up: Option<bool>,
    #[serde(rename = "publicip")]
    pub(crate) _publicip: Option<Map<String, Value>>,
    #[serde(rename = "publicip_ids")]
    pub(crate) _publicip_ids: Option<Vec<String>>,
    #[serde(rename = "charge_mode")]
    pub(crate) _charge_mode: Option<String>,
    #[serde(rename = "autoscaling")]
    pub(crate) _autoscaling: Option<Map<String, Value>>,
    #[serde(rename = "ipv6_bandwidth")]
    pub(crate) _ipv6_bandwidth: Option<Map<String, Value>>,
    /// A prepaid order, which is not emulated.
    pub(crate) prepaid_options: Option<Map<String, Value>>,
}

/// What a load balancer does with requests if the firewall fails.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum WafFailureAction {
    Forward,
    Discard,
}

impl WafFailureAction {
    /// As the service writes it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Forward => "forward",
            Self::Discard => "discard",
        }
    }
}

impl Wrapping for CreateLoadBalancerOption {
    const NAME: &'static str = "loadbalancer";
}

/// Asks to change a load balancer.
#[derive(Deserialize, JsonSchema)]
pub(crate) struct UpdateLoadBalancer {
    pub(crate) loadbalancer_id: String,
    #[serde(default)]
    #[schemars(required)]
    pub(crate) loadbalancer: Wrapped<UpdateLoadBalancerOption>,
}

/// The changes. Absent members are not changed.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct UpdateLoadBalancerOption {
    pub(crate) name: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) vip_subnet_cidr_id: Option<String>,
    pub(crate) ipv6_vip_virsubnet_id: Option<String>,
    pub(crate) vip_address: Option<String>,
    pub(crate) l4_flavor_id: Option<String>,
    pub(crate) l7_flavor_id: Option<String>,
    pub(crate) elb_virsubnet_ids: Option<Vec<String>>,
    pub(crate) ip_target_enable: Option<bool>,
    pub(crate) deletion_protection_enable: Option<bool>,
    pub(crate) protection_status: Option<ProtectionStatus>,
    pub(crate) protection_reason: Option<String>,
    pub(crate) waf_failure_action: Option<WafFailureAction>,
    #[serde(rename = "admin_state_up")]
    pub(crate) _admin_state_up: Option<bool>,
    #[serde(rename = "charge_mode")]
    pub(crate) _charge_mode: Option<String>,
    #[serde(rename = "autoscaling")]
    pub(crate) _autoscaling: Option<Map<String, Value>>,
    #[serde(rename = "ipv6_bandwidth")]
    pub(crate) _ipv6_bandwidth: Option<Map<String, Value>>,
    /// A prepaid order, which is not emulated.
    pub(crate) prepaid_options: Option<Map<String, Value>>,
}

impl Wrapping for UpdateLoadBalancerOption {
    const NAME: &'static str = "loadbalancer";
}

/// Asks for one load balancer, or to delete it.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct NamedLoadBalancer {
    pub(crate) loadbalancer_id: String,
}

/// Asks for load balancers.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub(crate) struct ListLoadBalancers {
    #[schemars(with = "Option<u32>", range(max = 2000))]
    pub(crate) limit: Several,
    #[schemars(with = "Option<String>")]
    pub(crate) marker: Several,
    #[schemars(with = "Option<bool>")]
    pub(crate) page_reverse: Several,
    pub(crate) id: Several,
    pub(crate) name: Several,
    pub(crate) description: Several,
    pub(crate) vpc_id: Several,
    pub(crate) vip_address: Several,
    pub(crate) vip_subnet_cidr_id: Several,
    pub(crate) l4_flavor_id: Several,
    pub(crate) l7_flavor_id: Several,
    pub(crate) enterprise_project_id: Several,
    #[schemars(with = "Option<bool>")]
    pub(crate) guaranteed: Several,
    #[schemars(with = "Option<bool>")]
    pub(crate) deletion_protection_enable: Several,
}

/// A load balancer.
#[derive(JsonSchema, Serialize)]
pub(crate) struct LoadBalancerReply {
    pub(crate) loadbalancer: ShownLoadBalancer,
    pub(crate) request_id: String,
}

/// Load balancers.
#[derive(JsonSchema, Serialize)]
pub(crate) struct ListLoadBalancersReply {
    pub(crate) loadbalancers: Vec<ShownLoadBalancer>,
    pub(crate) page_info: PageInfo,
    pub(crate) request_id: String,
}

/// A load balancer, as v3 shows it.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "V3LoadBalancer")]
pub(crate) struct ShownLoadBalancer {
    id: String,
    project_id: String,
    name: String,
    admin_state_up: bool,
    provisioning_status: &'static str,
    operating_status: &'static str,
    listeners: Vec<Reference>,
    pools: [Reference; 0],
    provider: &'static str,
    created_at: String,
    updated_at: String,
    #[serde(flatten)]
    settings: LoadBalancerSettings,
    ipv6_vip_port_id: Option<String>,
    publicips: [Reference; 0],
    elb_virsubnet_type: &'static str,
    frozen_scene: Option<String>,
    eips: [Reference; 0],
    billing_info: Option<String>,
    l4_scale_flavor_id: Option<String>,
    l7_scale_flavor_id: Option<String>,
    deletion_protection_enable: bool,
    public_border_group: &'static str,
}

impl ShownLoadBalancer {
    /// The load balancer with the ids of its listeners.
    pub(crate) fn new(
        balancer: &LoadBalancer,
        listeners: impl Iterator<Item = String>,
        project_id: &str,
    ) -> Self {
        Self {
            id: balancer.id.clone(),
            project_id: project_id.to_owned(),
            name: balancer.name.clone(),
            admin_state_up: true,
            provisioning_status: "ACTIVE",
            operating_status: "ONLINE",
            listeners: listeners.map(|id| Reference { id }).collect(),
            pools: [],
            provider: "vlb",
            created_at: print_with_zone(balancer.created_at),
            updated_at: print_with_zone(balancer.updated_at),
            settings: balancer.settings.clone(),
            ipv6_vip_port_id: None,
            publicips: [],
            elb_virsubnet_type: "dualstack",
            frozen_scene: None,
            eips: [],
            billing_info: None,
            l4_scale_flavor_id: None,
            l7_scale_flavor_id: None,
            deletion_protection_enable: balancer.deletion_protection_enable,
            public_border_group: "center",
        }
    }
}
