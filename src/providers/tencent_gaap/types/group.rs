//! Groups of proxies.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::super::tencent::Tag;
use super::super::state::proxy::{IpVersion, PackageType, Version};
use super::Done;
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
    /// The number of proxies that it has.
    pub(crate) proxy_num: usize,
    /// A number here, but a word in other replies.
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

/// `CreateProxyGroupDomain`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CreateProxyGroupDomain {
    pub(crate) group_id: String,
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CreateProxyGroupDomainReply {
    pub(crate) group_id: String,
}

/// `DescribeGroupDomainConfig`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeGroupDomainConfig {
    pub(crate) group_id: String,
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeGroupDomainConfigReply {
    pub(crate) access_region_list: Vec<DomainAccessRegionDict>,
    pub(crate) default_dns_ip: String,
    pub(crate) group_id: String,
    pub(crate) access_region_count: usize,
}

/// A region that the domain of a group leads to.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DomainAccessRegionDict {
    /// The countries whose clients are directed there.
    pub(crate) nation_country_inner_list: Vec<NationCountryInnerInfo>,
    pub(crate) proxy_list: Vec<ProxyIdDict>,
    pub(crate) region_id: String,
    /// The code of the part of a continent in which the region is.
    pub(crate) geographical_zone_inner_code: &'static str,
    pub(crate) continent_inner_code: &'static str,
    pub(crate) region_name: String,
}

/// A country.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct NationCountryInnerInfo {
    pub(crate) nation_country_name: &'static str,
    pub(crate) nation_country_inner_code: &'static str,
}

/// A proxy of a region.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ProxyIdDict {
    pub(crate) proxy_id: String,
}

/// `ModifyGroupDomainConfig`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ModifyGroupDomainConfig {
    pub(crate) group_id: String,
    /// An address or a host name.
    pub(crate) default_dns_ip: String,
    pub(crate) access_region_list: Option<Vec<AccessRegionDomainConf>>,
}

/// A region that the domain directs clients to.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct AccessRegionDomainConf {
    pub(crate) region_id: String,
    #[serde(default)]
    pub(crate) nation_country_inner_list: Vec<String>,
}

// This has the shape of others.
pub(crate) type ModifyGroupDomainConfigReply = Done;
