//! Regions, as far as they differ.

/// The regions of the mainland: those of the Terraform provider's list, and the older names of four
/// areas that its examples have.
const MAINLAND: [&str; 20] = [
    "Beijing",
    "Changsha",
    "Chengdu",
    "Chongqing",
    "EastChina",
    "Fuzhou",
    "Guangzhou",
    "Hangzhou",
    "Hefei",
    "Jinan",
    "Nanjing",
    "NorthChina",
    "Shanghai",
    "Shenyang",
    "Shijiazhuang",
    "SouthChina",
    "SouthwestChina",
    "Wuhan",
    "Xian",
    "Zhengzhou",
];

/// Whether proxies can be reached by IPv6 there: in the mainland alone.
/// <https://tencentcloud.com/document/product/608/13765>
pub(crate) fn has_ipv6(region: &str) -> bool {
    MAINLAND.contains(&region)
}

/// Whether the premium network (`cn2`) is to be had there: in Hong Kong alone, says the same page.
pub(crate) fn has_cn2(region: &str) -> bool {
    region == "Hongkong"
}

/// A region's name and area, of those that the vendor's examples show; others are called by their
/// ids.
pub(crate) fn describe(region: &str) -> (&str, &str) {
    match region {
        "Chongqing" => ("重庆", "SouthwestChina"),
        "Guangzhou" => ("广州（原中国大陆-华南大区）", "SouthChina"),
        "NorthChina" => ("中国大陆-华北", "NorthChina"),
        "Shanghai" => ("上海（原中国大陆-华东大区）", "EastChina"),
        other => (other, other),
    }
}
