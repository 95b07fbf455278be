//! Groups of proxies.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::super::tencent::Tag;
use super::super::state::proxy::{IpVersion, PackageType, Version};
use super::region::RegionDetail;

/// `DescribeProxyGroupDetails`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeProxyGroupDetails {
    pub(crate) group_id: String,
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeProxyGroupDetailsReply {
    pub(crate) proxy_group_detail: ProxyGroupDetail,
}

/// A group.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ProxyGroupDetail {
    pub(crate) create_time: i64,
    pub(crate) project_id: u64,
    /// How many proxies it has.
    pub(crate) proxy_num: usize,
    /// A number here, though a word elsewhere.
    pub(crate) status: u8,
    pub(crate) owner_uin: String,
    pub(crate) create_uin: String,
    pub(crate) group_name: String,
    pub(crate) dns_default_ip: String,
    pub(crate) domain: Option<String>,
    pub(crate) real_server_region_info: RegionDetail,
    pub(crate) is_old_group: bool,
    pub(crate) group_id: String,
    pub(crate) tag_set: Vec<Tag>,
    pub(crate) policy_id: &'static str,
    pub(crate) version: Version,
    #[serde(rename = "ClientIPMethod")]
    pub(crate) client_ip_method: [u8; 1],
    #[serde(rename = "IPAddressVersion")]
    pub(crate) ip_address_version: IpVersion,
    pub(crate) package_type: PackageType,
    pub(crate) http3_supported: u8,
    pub(crate) feature_bitmap: u8,
    #[serde(rename = "IsSupportTLSChoice")]
    pub(crate) is_support_tls_choice: u8,
}
