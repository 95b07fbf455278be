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

/// Whether the premium network (`cn2`) is available in the region. According to the same page, only Hong Kong
/// has it.
pub(crate) fn has_cn2(region: &str) -> bool {
    region == "Hongkong"
}

/// A region, as the vendor lists it.
pub(crate) struct Region {
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
    /// The area that it is in, and that area's name.
    pub(crate) area: &'static str,
    pub(crate) area_name: &'static str,
    /// Its features, as the vendor's bits.
    pub(crate) features: u8,
}

const fn region(
    id: &'static str,
    name: &'static str,
    area: &'static str,
    area_name: &'static str,
    features: u8,
) -> Region {
    Region { id, name, area, area_name, features }
}

/// The regions that the example of `DescribeRegionAndPrice` lists, in its order. Assumption: proxies
/// are reached in the same regions as origins may be in, gold or silver. From: the pages, which list
/// them nowhere else.
#[rustfmt::skip]
pub(crate) static REGIONS: [Region; 32] = [
    region("Hongkong", "中国香港", "Asia", "亚洲", 151),
    region("SoutheastAsia", "新加坡", "Asia", "亚洲", 135),
    region("Korea", "韩国首尔", "Asia", "亚洲", 135),
    region("Europe", "德国法兰克福", "Europe", "欧洲", 135),
    region("NorthAmerica", "美国西部硅谷", "NorthAmerica", "北美洲", 135),
    region("WestIndia", "印度西部孟买", "Asia", "亚洲", 135),
    region("Thailand", "泰国曼谷", "Asia", "亚洲", 135),
    region("Virginia", "美国东部弗吉尼亚", "NorthAmerica", "北美洲", 135),
    region("Japan", "日本东京", "Asia", "亚洲", 135),
    region("Taipei", "中国台北", "Asia", "亚洲", 135),
    region("SL_AZURE_NorthUAE", "阿联酋迪拜(合作节点)", "Asia", "亚洲", 7),
    region("SL_AZURE_EastAUS", "澳大利亚东部悉尼(合作节点)", "Oceania", "大洋洲", 7),
    region("SL_AZURE_NorthCentralUSA", "美国中北部伊利诺斯(合作节点)", "NorthAmerica", "北美洲", 7),
    region("SL_AZURE_SouthIndia", "印度南部金奈(合作节点)", "Asia", "亚洲", 7),
    region("SL_AZURE_SouthBrazil", "巴西南部圣保罗(合作节点)", "SouthAmerica", "南美洲", 7),
    region("SL_AZURE_NorthZAF", "南非北部约翰内斯堡(合作节点)", "Africa", "非洲", 7),
    region("SL_AZURE_SoutheastAsia", "新加坡（合作节点）", "Asia", "亚洲", 7),
    region("SL_AZURE_CentralFrance", "法国中部巴黎(合作节点)", "Europe", "欧洲", 7),
    region("SL_AZURE_SouthEngland", "英国南部伦敦(合作节点)", "Europe", "欧洲", 7),
    region("SL_AZURE_EastUS", "美国东部弗吉尼亚(合作节点)", "NorthAmerica", "北美洲", 7),
    region("SL_AZURE_WestUS", "美国西部加利福尼亚(合作节点)", "NorthAmerica", "北美洲", 7),
    region("SL_AZURE_SouthCentralUSA", "美国南部德克萨斯(合作节点)", "NorthAmerica", "北美洲", 7),
    region("Jakarta", "印尼雅加达", "Asia", "亚洲", 135),
    region("Beijing", "北京（原中国大陆-华北大区）", "NorthChina", "中国大陆-华北", 79),
    region("Shanghai", "上海（原中国大陆-华东大区）", "EastChina", "中国大陆-华东", 79),
    region("Guangzhou", "广州（原中国大陆-华南大区）", "SouthChina", "中国大陆-华南", 79),
    region("Chengdu", "成都（原中国大陆-西南地区）", "SouthwestChina", "中国大陆-西南", 79),
    region("SL_AZURE_NorwayEast", "挪威东部奥斯陆(合作节点)", "Europe", "欧洲", 7),
    region("Chongqing", "重庆", "SouthwestChina", "中国大陆-西南", 71),
    region("Nanjing", "南京", "EastChina", "中国大陆-华东", 71),
    region("SaoPaulo", "巴西", "SouthAmerica", "南美洲", 135),
    region("SL_AZURE_JapanEast", "日本东部埼玉县(合作节点)", "Asia", "亚洲", 3),
];

/// The region of that id, where the vendor lists it.
fn find_region(id: &str) -> Option<&'static Region> {
    REGIONS.iter().find(|region| region.id == id)
}

/// Whether the region exists. It may be an older one that is no longer listed.
pub(crate) fn is_known(id: &str) -> bool {
    find_region(id).is_some() || MAINLAND.contains(&id)
}

/// A region's name and area. For an unlisted region, the area is the id, and the name is that of an example
/// or also the id.
pub(crate) fn describe(id: &str) -> (&str, &str) {
    match find_region(id) {
        Some(region) => (region.name, region.area),
        None if id == "NorthChina" => ("中国大陆-华北", id),
        None => (id, id),
    }
}
