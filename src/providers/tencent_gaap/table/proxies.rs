//! The operations on proxies and regions.

use std::convert::identity;

use super::super::ops;
use crate::spec::Operation;

/// The rows.
pub(crate) static ROWS: &[Operation] = &[
    action!(
        "CreateProxy", "Makes a proxy, anew or like another.",
        r#"{"ProjectId":0,"ProxyName":"proxy-name","AccessRegion":"Hongkong","Bandwidth":10,"Concurrent":2,"RealServerRegion":"Shanghai","TagSet":[],"BillingType":1,"IPAddressVersion":"IPv4","NetworkType":"normal","PackageType":"Thunder","Http3Supported":0}"#,
        identity => ops::create_proxy::create_proxy
    ),
    action!(
        "DescribeProxies", "Lists proxies that pass filters, a page at a time.",
        r#"{"Offset":0,"Limit":1}"#,
        => ops::proxy::describe_proxies
    ),
    action!(
        "DescribeProxiesStatus", "Says where proxies stand.",
        r#"{"ProxyIds":["link-1234abcd"]}"#,
        => ops::proxy::describe_proxies_status
    ),
    action!(
        "DestroyProxies", "Destroys proxies with their listeners.",
        r#"{"Force":1,"ProxyIds":["link-33ffq3wz","link-3752gn4p"]}"#,
        identity => ops::change_proxy::destroy_proxies
    ),
    action!(
        "DescribeProxyDetail", "Shows a proxy.",
        r#"{"ProxyId":"link-4qlu8i3j"}"#,
        => ops::proxy::describe_proxy_detail
    ),
    action!(
        "ModifyProxiesAttribute", "Renames proxies.",
        r#"{"ProxyName":"link-name","ProxyIds":["link-11113333","link-11112222"]}"#,
        identity => ops::change_proxy::modify_proxies_attribute
    ),
    action!(
        "ModifyProxiesProject", "Puts proxies into another project.",
        r#"{"ProjectId":123,"ProxyIds":["link-weasdrqe","link-fgprtqwe"]}"#,
        identity => ops::change_proxy::modify_proxies_project
    ),
    action!(
        "ModifyProxyConfiguration", "Changes the limits of a proxy.",
        r#"{"InstanceId":"link-p9888rix","Bandwidth":20,"Concurrent":2}"#,
        identity => ops::change_proxy::modify_proxy_configuration
    ),
    action!(
        "OpenProxies", "Opens proxies that are closed.",
        r#"{"ProxyIds":["link-11113333","link-11112222"]}"#,
        identity => ops::change_proxy::open_proxies
    ),
    action!(
        "CloseProxies", "Closes proxies that run.",
        r#"{"ProxyIds":["link-11112222"]}"#,
        identity => ops::change_proxy::close_proxies
    ),
    action!(
        "CheckProxyCreate", "Says whether a proxy could be made.",
        r#"{"AccessRegion":"SouthChina","RealServerRegion":"EastChina","Bandwidth":10,"Concurrent":2}"#,
        => ops::region::check_proxy_create
    ),
    action!(
        "InquiryPriceCreateProxy", "Says what a proxy would cost.",
        r#"{"Concurrent":2,"Bandwidth":10,"RealServerRegion":"Shanghai","AccessRegion":"Guangzhou","IPAddressVersion":"IPv4","NetworkType":"normal"}"#,
        => ops::region::inquiry_price_create_proxy
    ),
    action!(
        "DescribeAccessRegions", "Lists the regions where proxies can be reached.",
        "{}",
        => ops::region::describe_access_regions
    ),
    action!(
        "DescribeDestRegions", "Lists the regions where origins can be.",
        "{}",
        => ops::region::describe_dest_regions
    ),
    action!(
        "DescribeAccessRegionsByDestRegion", "Lists the regions from where origins of a region can be reached.",
        r#"{"DestRegion":"Hongkong"}"#,
        => ops::region::describe_access_regions_by_dest_region
    ),
];
