//! Proxies.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::super::tencent::Tag;
use super::super::state::proxy::{
    BanStatus, IpVersion, NetworkType, PackageType, ProxyStatus as Status, Version,
};
use super::Done;
use super::region::RegionDetail;

/// `CreateProxy`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CreateProxy {
    pub(crate) project_id: i64,
    pub(crate) proxy_name: String,
    pub(crate) access_region: String,
    /// In Mbit/s.
    pub(crate) bandwidth: u64,
    /// In tens of thousands of connections.
    pub(crate) concurrent: u64,
    /// Needed without a group.
    pub(crate) real_server_region: Option<String>,
    pub(crate) client_token: Option<String>,
    pub(crate) group_id: Option<String>,
    #[serde(default)]
    pub(crate) tag_set: Vec<Tag>,
    pub(crate) cloned_proxy_id: Option<String>,
    pub(crate) billing_type: Option<i64>,
    #[serde(rename = "IPAddressVersion")]
    pub(crate) ip_address_version: Option<String>,
    pub(crate) network_type: Option<String>,
    pub(crate) package_type: Option<String>,
    /// Retired by the vendor.
    pub(crate) http3_supported: Option<i64>,
}

impl CreateProxy {
    /// An order of a proxy between two regions, without other values, which is only checked.
    pub(crate) fn between(access_region: String, real_server_region: String) -> Self {
        Self {
            project_id: 0,
            proxy_name: "proxy".to_owned(),
            access_region,
            bandwidth: 0,
            concurrent: 0,
            real_server_region: Some(real_server_region),
            client_token: None,
            group_id: None,
            tag_set: Vec::new(),
            cloned_proxy_id: None,
            billing_type: None,
            ip_address_version: None,
            network_type: None,
            package_type: None,
            http3_supported: None,
        }
    }
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CreateProxyReply {
    pub(crate) instance_id: String,
}

/// `DescribeProxies`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeProxies {
    /// The older name of the next.
    #[serde(default)]
    pub(crate) instance_ids: Vec<String>,
    #[serde(default)]
    pub(crate) proxy_ids: Vec<String>,
    pub(crate) offset: Option<u64>,
    pub(crate) limit: Option<u64>,
    #[serde(default)]
    pub(crate) filters: Vec<Filter>,
    #[serde(default)]
    pub(crate) tag_set: Vec<Tag>,
    /// 1: outside groups; 0: inside.
    pub(crate) independent: Option<i64>,
    pub(crate) order: Option<String>,
    pub(crate) order_field: Option<String>,
}

/// A condition: one of the values.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Filter {
    pub(crate) name: String,
    pub(crate) values: Vec<String>,
}

/// The reply. It contains the list twice, with its older and its newer name.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeProxiesReply {
    pub(crate) total_count: usize,
    pub(crate) instance_set: Vec<ProxyInfo>,
    pub(crate) proxy_set: Vec<ProxyInfo>,
}

/// A proxy.
#[derive(Clone, JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ProxyInfo {
    /// The older name of `ProxyId`.
    pub(crate) instance_id: String,
    pub(crate) create_time: i64,
    pub(crate) project_id: u64,
    pub(crate) proxy_name: String,
    pub(crate) access_region: String,
    pub(crate) real_server_region: String,
    pub(crate) bandwidth: u64,
    pub(crate) concurrent: u64,
    pub(crate) status: Status,
    pub(crate) domain: String,
    #[serde(rename = "IP")]
    pub(crate) ip: String,
    pub(crate) version: Version,
    pub(crate) proxy_id: String,
    pub(crate) scalarable: u8,
    pub(crate) support_protocols: [&'static str; 4],
    pub(crate) group_id: Option<String>,
    pub(crate) policy_id: Option<String>,
    pub(crate) access_region_info: RegionDetail,
    pub(crate) real_server_region_info: RegionDetail,
    #[serde(rename = "ForwardIP")]
    pub(crate) forward_ip: String,
    pub(crate) tag_set: Vec<Tag>,
    pub(crate) support_security: u8,
    pub(crate) billing_type: u64,
    /// By their names.
    pub(crate) related_global_domains: BTreeSet<String>,
    pub(crate) modify_config_time: Option<i64>,
    pub(crate) proxy_type: u8,
    #[serde(rename = "ClientIPMethod")]
    pub(crate) client_ip_method: [u8; 1],
    #[serde(rename = "IPAddressVersion")]
    pub(crate) ip_address_version: IpVersion,
    pub(crate) network_type: NetworkType,
    pub(crate) package_type: PackageType,
    pub(crate) ban_status: BanStatus,
    #[serde(rename = "IPList")]
    pub(crate) ip_list: Vec<IpDetail>,
    pub(crate) http3_supported: u8,
    pub(crate) in_ban_blacklist: u8,
    pub(crate) feature_bitmap: u8,
    pub(crate) is_auto_scale_proxy: u8,
    #[serde(rename = "IsSupportTLSChoice")]
    pub(crate) is_support_tls_choice: u8,
}

/// An address.
#[derive(Clone, JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct IpDetail {
    #[serde(rename = "IP")]
    pub(crate) ip: String,
    pub(crate) provider: &'static str,
    pub(crate) bandwidth: u64,
}

/// `DescribeProxiesStatus`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeProxiesStatus {
    /// The older name of the next.
    #[serde(default)]
    pub(crate) instance_ids: Vec<String>,
    #[serde(default)]
    pub(crate) proxy_ids: Vec<String>,
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeProxiesStatusReply {
    pub(crate) instance_status_set: Vec<ProxyStatus>,
}

/// The status of a proxy.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ProxyStatus {
    pub(crate) instance_id: String,
    pub(crate) status: Status,
}

/// `DestroyProxies`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DestroyProxies {
    /// 1: whatever is bound.
    pub(crate) force: i64,
    /// The older name of `ProxyIds`.
    #[serde(default)]
    pub(crate) instance_ids: Vec<String>,
    pub(crate) client_token: Option<String>,
    #[serde(default)]
    pub(crate) proxy_ids: Vec<String>,
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DestroyProxiesReply {
    pub(crate) invalid_status_instance_set: Vec<String>,
    pub(crate) operation_failed_instance_set: Vec<String>,
}

/// `DescribeProxyDetail`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeProxyDetail {
    pub(crate) proxy_id: String,
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeProxyDetailReply {
    pub(crate) proxy_detail: ProxyInfo,
}

/// `ModifyProxiesAttribute`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ModifyProxiesAttribute {
    /// The older name of `ProxyIds`.
    #[serde(default)]
    pub(crate) instance_ids: Vec<String>,
    pub(crate) proxy_name: Option<String>,
    pub(crate) client_token: Option<String>,
    #[serde(default)]
    pub(crate) proxy_ids: Vec<String>,
}

/// `ModifyProxiesProject`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ModifyProxiesProject {
    pub(crate) project_id: i64,
    /// The older name of `ProxyIds`.
    #[serde(default)]
    pub(crate) instance_ids: Vec<String>,
    pub(crate) client_token: Option<String>,
    #[serde(default)]
    pub(crate) proxy_ids: Vec<String>,
}

/// `ModifyProxyConfiguration`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ModifyProxyConfiguration {
    /// The older name of `ProxyId`.
    pub(crate) instance_id: Option<String>,
    /// In Mbit/s; this or `Concurrent`, or both.
    pub(crate) bandwidth: Option<u64>,
    /// In tens of thousands of connections.
    pub(crate) concurrent: Option<u64>,
    pub(crate) client_token: Option<String>,
    pub(crate) proxy_id: Option<String>,
    /// 0: by bandwidth; 1: by traffic.
    pub(crate) billing_type: Option<i64>,
}

/// `OpenProxies` and `CloseProxies`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct SwitchProxies {
    /// The older name of `ProxyIds`.
    #[serde(default)]
    pub(crate) instance_ids: Vec<String>,
    pub(crate) client_token: Option<String>,
    #[serde(default)]
    pub(crate) proxy_ids: Vec<String>,
}

/// Their reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct SwitchProxiesReply {
    /// The proxies whose status does not allow the change.
    pub(crate) invalid_status_instance_set: Vec<String>,
    pub(crate) operation_failed_instance_set: Vec<String>,
}

// These have the shape of others.
pub(crate) type ModifyProxiesAttributeReply = Done;
pub(crate) type ModifyProxiesProjectReply = Done;
pub(crate) type ModifyProxyConfigurationReply = Done;
