//! Regions, what they offer, and prices.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::state::proxy::NetworkType;

/// A region.
#[derive(Clone, JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct RegionDetail {
    pub(crate) region_id: String,
    pub(crate) region_name: String,
    pub(crate) region_area: String,
    pub(crate) region_area_name: String,
    #[serde(rename = "IDCType")]
    pub(crate) idc_type: &'static str,
    pub(crate) feature_bitmap: u8,
    pub(crate) support_feature: Option<SupportFeature>,
}

/// The networks of a region.
#[derive(Clone, JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct SupportFeature {
    pub(crate) network_type: Vec<NetworkType>,
}

/// `CheckProxyCreate`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CheckProxyCreate {
    pub(crate) access_region: String,
    pub(crate) real_server_region: String,
    /// In Mbit/s.
    pub(crate) bandwidth: u64,
    /// In tens of thousands of connections.
    pub(crate) concurrent: u64,
    pub(crate) group_id: Option<String>,
    #[serde(rename = "IPAddressVersion")]
    pub(crate) ip_address_version: Option<String>,
    pub(crate) network_type: Option<String>,
    pub(crate) package_type: Option<String>,
    /// Retired by the vendor.
    pub(crate) http3_supported: Option<i64>,
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CheckProxyCreateReply {
    /// 1: the proxy can be created.
    pub(crate) check_flag: u8,
}

/// `DescribeAccessRegions`
#[derive(Deserialize, JsonSchema)]
pub(crate) struct DescribeAccessRegions {}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeAccessRegionsReply {
    pub(crate) total_count: usize,
    pub(crate) access_region_set: Vec<RegionDetail>,
}

/// `DescribeDestRegions`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeDestRegions {
    /// 0: gold; 1: silver.
    pub(crate) quality_type: Option<u64>,
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeDestRegionsReply {
    pub(crate) total_count: usize,
    pub(crate) dest_region_set: Vec<RegionDetail>,
}

/// `DescribeAccessRegionsByDestRegion`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeAccessRegionsByDestRegion {
    pub(crate) dest_region: String,
    #[serde(rename = "IPAddressVersion")]
    pub(crate) ip_address_version: Option<String>,
    pub(crate) package_type: Option<String>,
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeAccessRegionsByDestRegionReply {
    pub(crate) total_count: usize,
    pub(crate) access_region_set: Vec<AccessRegionDetail>,
}

/// A region with what can be bought there.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct AccessRegionDetail {
    pub(crate) region_id: &'static str,
    pub(crate) region_name: &'static str,
    pub(crate) concurrent_list: Vec<u64>,
    pub(crate) bandwidth_list: Vec<u64>,
    pub(crate) region_area: &'static str,
    pub(crate) region_area_name: &'static str,
    #[serde(rename = "IDCType")]
    pub(crate) idc_type: &'static str,
    pub(crate) feature_bitmap: u8,
}

/// `InquiryPriceCreateProxy`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct InquiryPriceCreateProxy {
    pub(crate) access_region: String,
    /// In Mbit/s.
    pub(crate) bandwidth: i64,
    /// The older name of `RealServerRegion`.
    pub(crate) dest_region: Option<String>,
    /// The older name of `Concurrent`.
    pub(crate) concurrency: Option<i64>,
    pub(crate) real_server_region: Option<String>,
    /// In tens of thousands of connections.
    pub(crate) concurrent: Option<i64>,
    /// 0: by bandwidth; 1: by traffic.
    pub(crate) billing_type: Option<i64>,
    #[serde(rename = "IPAddressVersion")]
    pub(crate) ip_address_version: Option<String>,
    pub(crate) network_type: Option<String>,
    pub(crate) package_type: Option<String>,
    /// Retired by the vendor.
    pub(crate) http3_supported: Option<i64>,
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct InquiryPriceCreateProxyReply {
    /// The price of a day.
    pub(crate) proxy_daily_price: f64,
    /// Null if traffic is billed.
    pub(crate) bandwidth_unit_price: Option<Vec<BandwidthPriceGradient>>,
    pub(crate) discount_proxy_daily_price: f64,
    pub(crate) currency: String,
    /// The price of a gigabyte; null if bandwidth is billed, or if the account's state has no such price.
    pub(crate) flow_unit_price: Option<f64>,
    pub(crate) discount_flow_unit_price: Option<f64>,
    /// The price of a day for each Mbit/s.
    #[serde(rename = "Cn2BandwidthPrice")]
    pub(crate) cn2_bandwidth_price: f64,
    #[serde(rename = "Cn2BandwidthPriceWithDiscount")]
    pub(crate) cn2_bandwidth_price_with_discount: f64,
}

/// The daily price of each Mbit/s in a tier of bandwidth.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct BandwidthPriceGradient {
    /// From and to; to -1: without a limit.
    pub(crate) bandwidth_range: [i64; 2],
    pub(crate) bandwidth_unit_price: f64,
    pub(crate) discount_bandwidth_unit_price: f64,
}
