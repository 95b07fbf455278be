//! The DNS records of global domains, and the countries that they are for.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::state::countries::Country;
use super::Done;
use super::proxy::IpDetail;

/// `CreateGlobalDomainDns`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CreateGlobalDomainDns {
    pub(crate) domain_id: String,
    pub(crate) proxy_id_list: Vec<String>,
    pub(crate) nation_country_inner_codes: Vec<String>,
}

/// `ModifyGlobalDomainDns`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ModifyGlobalDomainDns {
    pub(crate) dns_record_id: u64,
    pub(crate) domain_id: String,
    pub(crate) nation_country_inner_codes: Vec<String>,
    pub(crate) proxy_id_list: Vec<String>,
}

/// `DeleteGlobalDomainDns`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DeleteGlobalDomainDns {
    pub(crate) dns_record_id: u64,
}

/// `DescribeGlobalDomainDns`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeGlobalDomainDns {
    pub(crate) domain_id: String,
}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeGlobalDomainDnsReply {
    pub(crate) global_dns_list: Vec<GlobalDns>,
}

/// A record.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct GlobalDns {
    pub(crate) dns_record_id: u64,
    pub(crate) country_area_list: Vec<CountryAreaMap>,
    pub(crate) access_list: Vec<ProxyAccessInfo>,
    pub(crate) status: i64,
}

/// A country with its area.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CountryAreaMap {
    pub(crate) nation_country_name: &'static str,
    pub(crate) nation_country_inner_code: &'static str,
    pub(crate) geographical_zone_name: &'static str,
    pub(crate) geographical_zone_inner_code: &'static str,
    pub(crate) continent_name: &'static str,
    pub(crate) continent_inner_code: &'static str,
    pub(crate) remark: &'static str,
}

impl From<&'static Country> for CountryAreaMap {
    fn from(country: &'static Country) -> Self {
        Self {
            nation_country_name: country.name,
            nation_country_inner_code: country.code,
            geographical_zone_name: country.zone_name(),
            geographical_zone_inner_code: country.zone_code(),
            continent_name: country.continent(),
            continent_inner_code: country.continent_code(),
            // As in all of the vendor's examples.
            remark: "1",
        }
    }
}

/// A proxy that a record leads to.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ProxyAccessInfo {
    pub(crate) region_id: String,
    pub(crate) region_name: String,
    pub(crate) proxy_id: String,
    pub(crate) vip: String,
    /// Of a proxy on the networks of three carriers.
    pub(crate) vip_list: Vec<IpDetail>,
    pub(crate) source_region_idc_type: &'static str,
}

/// `DescribeCountryAreaMapping`
#[derive(Deserialize, JsonSchema)]
pub(crate) struct DescribeCountryAreaMapping {}

/// Its reply.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeCountryAreaMappingReply {
    pub(crate) country_area_mapping_list: Vec<CountryAreaMap>,
}

// These have the shape of others.
pub(crate) type CreateGlobalDomainDnsReply = Done;
pub(crate) type ModifyGlobalDomainDnsReply = Done;
pub(crate) type DeleteGlobalDomainDnsReply = Done;
