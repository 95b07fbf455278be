//! Regions, what they offer, and prices.

use super::super::errors::{Error, missing};
use super::super::state::Account;
use super::super::state::prices::{Prices, Step};
use super::super::state::proxy::{IpVersion, NetworkType, PackageType};
use super::super::state::regions::{REGIONS, Region, describe, has_cn2, has_ipv6, is_known};
use super::super::types::proxy::CreateProxy;
use super::super::types::region::{
    AccessRegionDetail, BandwidthPriceGradient, CheckProxyCreate, CheckProxyCreateReply,
    DescribeAccessRegions, DescribeAccessRegionsByDestRegion,
    DescribeAccessRegionsByDestRegionReply, DescribeAccessRegionsReply, DescribeDestRegions,
    DescribeDestRegionsReply, InquiryPriceCreateProxy, InquiryPriceCreateProxyReply, RegionDetail,
    SupportFeature,
};
use super::super::types::switch;
use super::create_proxy::{BANDWIDTHS, CONCURRENTS, read_proxy, word};
use crate::spec::Refusal;
use crate::store::View;

/// The type of every region: a data centre.
pub(super) const DATA_CENTRE: &str = "dc";

/// A region of a proxy.
pub(super) fn show_region(id: &str) -> RegionDetail {
    let (name, area) = describe(id);
    RegionDetail {
        region_id: id.to_owned(),
        region_name: name.to_owned(),
        region_area: area.to_owned(),
        region_area_name: area.to_owned(),
        idc_type: DATA_CENTRE,
        // From the vendor's example.
        feature_bitmap: 207,
        support_feature: None,
    }
}

/// A region of a list.
fn list_region(region: &Region) -> RegionDetail {
    let mut network_type = vec![NetworkType::Normal];
    if has_cn2(region.id) {
        network_type.push(NetworkType::Cn2);
    }
    RegionDetail {
        region_id: region.id.to_owned(),
        region_name: region.name.to_owned(),
        region_area: region.area.to_owned(),
        region_area_name: region.area_name.to_owned(),
        idc_type: DATA_CENTRE,
        feature_bitmap: region.features,
        support_feature: Some(SupportFeature { network_type }),
    }
}

pub(crate) fn describe_access_regions(
    _: &View<'_, Account>,
    _: DescribeAccessRegions,
) -> Result<DescribeAccessRegionsReply, Refusal<Error>> {
    let access_region_set: Vec<_> = REGIONS.iter().map(list_region).collect();
    Ok(DescribeAccessRegionsReply { total_count: access_region_set.len(), access_region_set })
}

pub(crate) fn describe_dest_regions(
    _: &View<'_, Account>,
    request: DescribeDestRegions,
) -> Result<DescribeDestRegionsReply, Refusal<Error>> {
    switch(request.quality_type)?;
    let dest_region_set: Vec<_> = REGIONS.iter().map(list_region).collect();
    Ok(DescribeDestRegionsReply { total_count: dest_region_set.len(), dest_region_set })
}

pub(crate) fn describe_access_regions_by_dest_region(
    view: &View<'_, Account>,
    request: DescribeAccessRegionsByDestRegion,
) -> Result<DescribeAccessRegionsByDestRegionReply, Refusal<Error>> {
    if request.dest_region.is_empty() {
        return Err(missing("DestRegion"));
    }
    if !is_known(&request.dest_region) {
        return Err(Error::UnknownDestRegion.into());
    }
    let ip: IpVersion = word(request.ip_address_version.as_deref())?;
    let _: PackageType = word(request.package_type.as_deref())?;
    // Assumption: regions that are sold out are not available. From: the word "available" of the
    // action's description.
    let available = |region: &&Region| {
        (ip == IpVersion::IPv4 || has_ipv6(region.id))
            && !view.state.sold_out_regions.iter().any(|id| id == region.id)
    };
    let show = |region: &Region| AccessRegionDetail {
        region_id: region.id,
        region_name: region.name,
        concurrent_list: CONCURRENTS.to_vec(),
        bandwidth_list: BANDWIDTHS.to_vec(),
        region_area: region.area,
        region_area_name: region.area_name,
        idc_type: DATA_CENTRE,
        feature_bitmap: region.features,
    };
    let access_region_set: Vec<_> = REGIONS.iter().filter(available).map(show).collect();
    let total_count = access_region_set.len();
    Ok(DescribeAccessRegionsByDestRegionReply { total_count, access_region_set })
}

/// Refuses regions that there are not.
fn must_be_known(access: &str, real_server: &str) -> Result<(), Error> {
    if !is_known(access) {
        return Err(Error::UnknownAccessRegion);
    }
    if is_known(real_server) { Ok(()) } else { Err(Error::UnknownDestRegion) }
}

pub(crate) fn check_proxy_create(
    view: &View<'_, Account>,
    request: CheckProxyCreate,
) -> Result<CheckProxyCreateReply, Refusal<Error>> {
    must_be_known(&request.access_region, &request.real_server_region)?;
    let order = CreateProxy {
        bandwidth: request.bandwidth,
        concurrent: request.concurrent,
        group_id: request.group_id,
        ip_address_version: request.ip_address_version,
        network_type: request.network_type,
        package_type: request.package_type,
        http3_supported: request.http3_supported,
        ..CreateProxy::between(request.access_region, request.real_server_region)
    };
    // Assumption: what can be had nowhere, or not together, is 0; what is no right order is refused.
    // From: the errors of the action, which lack those of `CreateProxy` that are about the former.
    let check_flag = match read_proxy(view.state, &order).map_err(|refusal| refusal.error()) {
        Ok(_) => 1,
        Err(
            Error::FeatureConflict
            | Error::ProxyAndGroupFeatureConflict
            | Error::ProxyAndRegionFeatureConflict
            | Error::ProxySellOut,
        ) => 0,
        Err(error @ (Error::InvalidBandwidth | Error::InvalidConcurrency)) => {
            return Err(error.into());
        }
        Err(_) => return Err(Error::InvalidParameterValue.into()),
    };
    Ok(CheckProxyCreateReply { check_flag })
}

pub(crate) fn inquiry_price_create_proxy(
    view: &View<'_, Account>,
    request: InquiryPriceCreateProxy,
) -> Result<InquiryPriceCreateProxyReply, Refusal<Error>> {
    let given = |region: Option<String>| region.filter(|region| !region.is_empty());
    let region = given(request.real_server_region).or(given(request.dest_region));
    let region = region.ok_or_else(|| missing("RealServerRegion"))?;
    let concurrent = request.concurrent.or(request.concurrency);
    let concurrent = concurrent.ok_or_else(|| missing("Concurrent"))?;
    must_be_known(&request.access_region, &region)?;
    let order = CreateProxy {
        bandwidth: u64::try_from(request.bandwidth).map_err(|_| Error::InvalidBandwidth)?,
        concurrent: u64::try_from(concurrent).map_err(|_| Error::InvalidConcurrency)?,
        billing_type: request.billing_type,
        ip_address_version: request.ip_address_version,
        network_type: request.network_type,
        package_type: request.package_type,
        http3_supported: request.http3_supported,
        ..CreateProxy::between(request.access_region, region)
    };
    match read_proxy(view.state, &order) {
        Ok(proxy) => {
            let by_traffic = proxy.billing_type == 1;
            let cn2 = proxy.network_type == NetworkType::Cn2;
            Ok(show_prices(&view.state.prices, by_traffic, cn2))
        }
        Err(refusal) => Err(match refusal.error() {
            error @ (Error::InvalidBandwidth | Error::InvalidConcurrency) => error.into(),
            Error::ProxySellOut => Error::ResourceUnavailable.into(),
            _ => Error::InvalidParameterValue.into(),
        }),
    }
}

fn show_prices(prices: &Prices, by_traffic: bool, cn2: bool) -> InquiryPriceCreateProxyReply {
    let mut from = 0;
    let step = |step: &Step| {
        let to = step.to.map_or(-1, i64::from);
        let bandwidth_range = [std::mem::replace(&mut from, to), to];
        BandwidthPriceGradient {
            bandwidth_range,
            bandwidth_unit_price: step.price,
            discount_bandwidth_unit_price: step.price,
        }
    };
    let bandwidth = prices.bandwidth.iter().map(step).collect();
    let traffic = prices.traffic.filter(|_| by_traffic);
    let cn2_price = if cn2 { prices.cn2 } else { 0.0 };
    InquiryPriceCreateProxyReply {
        proxy_daily_price: prices.daily,
        bandwidth_unit_price: (!by_traffic).then_some(bandwidth),
        discount_proxy_daily_price: prices.daily,
        currency: prices.currency.clone(),
        flow_unit_price: traffic,
        discount_flow_unit_price: traffic,
        cn2_bandwidth_price: cn2_price,
        cn2_bandwidth_price_with_discount: cn2_price,
    }
}
