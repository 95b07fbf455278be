//! A load balancer.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::certificate::{ProtectionStatus, no_enterprise_project};
use super::listener::Tag;
use crate::store::Identified;

/// A load balancer, its members as v3 names them.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LoadBalancer {
    /// A UUID.
    pub(crate) id: String,
    /// Its name.
    #[serde(default)]
    pub(crate) name: String,
    /// Its settings. Only `guaranteed` has an effect; the others are only stored and shown.
    #[serde(default)]
    pub(crate) settings: LoadBalancerSettings,
    /// Whether it is protected against deletion.
    #[serde(default)]
    pub(crate) deletion_protection_enable: bool,
    /// When it was made.
    #[serde(with = "crate::moment")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub(crate) created_at: OffsetDateTime,
    /// When it was last changed.
    #[serde(with = "crate::moment")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub(crate) updated_at: OffsetDateTime,
}

/// The settings of a load balancer. Only `guaranteed` has an effect; the others are only stored and shown.
#[derive(Clone, Debug, Deserialize, JsonSchema, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct LoadBalancerSettings {
    /// The owner's description.
    pub(crate) description: String,
    /// The port of its address.
    pub(crate) vip_port_id: Option<String>,
    /// Its address.
    pub(crate) vip_address: Option<String>,
    /// Its tags.
    pub(crate) tags: Vec<Tag>,
    /// The network that it is in.
    pub(crate) vpc_id: Option<String>,
    /// The zones that it runs in.
    pub(crate) availability_zone_list: Vec<String>,
    /// Its IPv6 address.
    pub(crate) ipv6_vip_address: Option<String>,
    /// The subnet of its IPv6 address.
    pub(crate) ipv6_vip_virsubnet_id: Option<String>,
    /// The subnets that its own hosts are in.
    pub(crate) elb_virsubnet_ids: Vec<String>,
    /// Whether members may be in another network.
    pub(crate) ip_target_enable: bool,
    /// Whether it is dedicated, not shared.
    pub(crate) guaranteed: bool,
    /// The flavor for TCP and UDP.
    pub(crate) l4_flavor_id: Option<String>,
    /// The flavor for HTTP.
    pub(crate) l7_flavor_id: Option<String>,
    /// The subnet of its address.
    pub(crate) vip_subnet_cidr_id: Option<String>,
    /// What it does with requests if the firewall fails.
    pub(crate) waf_failure_action: String,
    /// Whether it is protected against changes in the console.
    pub(crate) protection_status: ProtectionStatus,
    /// The reason for the protection.
    pub(crate) protection_reason: String,
    /// The enterprise project that it belongs to.
    pub(crate) enterprise_project_id: String,
}

impl Default for LoadBalancerSettings {
    fn default() -> Self {
        Self {
            description: String::new(),
            vip_port_id: None,
            vip_address: None,
            tags: Vec::new(),
            vpc_id: None,
            availability_zone_list: Vec::new(),
            ipv6_vip_address: None,
            ipv6_vip_virsubnet_id: None,
            elb_virsubnet_ids: Vec::new(),
            ip_target_enable: false,
            guaranteed: true,
            l4_flavor_id: None,
            l7_flavor_id: None,
            vip_subnet_cidr_id: None,
            waf_failure_action: "forward".to_owned(),
            protection_status: ProtectionStatus::NonProtection,
            protection_reason: String::new(),
            enterprise_project_id: no_enterprise_project(),
        }
    }
}

impl Identified for LoadBalancer {
    const MANY: &'static str = "load balancers";

    fn id(&self) -> &str {
        &self.id
    }
}
