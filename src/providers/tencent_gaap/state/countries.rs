//! The countries by which clients are directed to a proxy, with the service's codes.

/// A part of a continent.
struct Zone {
    code: &'static str,
    name: &'static str,
    continent_code: &'static str,
    continent: &'static str,
}

/// A country, or a part of a large one.
pub(crate) struct Country {
    pub(crate) code: &'static str,
    pub(crate) name: &'static str,
    zone: &'static Zone,
    /// The regions of proxies that lie there.
    regions: &'static [&'static str],
}

impl Country {
    pub(crate) fn zone_code(&self) -> &'static str {
        self.zone.code
    }

    pub(crate) fn zone_name(&self) -> &'static str {
        self.zone.name
    }

    pub(crate) fn continent_code(&self) -> &'static str {
        self.zone.continent_code
    }

    pub(crate) fn continent(&self) -> &'static str {
        self.zone.continent
    }
}

const fn zone(
    code: &'static str,
    name: &'static str,
    continent_code: &'static str,
    continent: &'static str,
) -> Zone {
    Zone { code, name, continent_code, continent }
}

const fn country(
    code: &'static str,
    name: &'static str,
    zone: &'static Zone,
    regions: &'static [&'static str],
) -> Country {
    Country { code, name, zone, regions }
}

// The first and the last of these are in the vendor's examples.
static EAST_ASIA: Zone = zone("101000", "东亚", "100000", "亚洲");
static SOUTHEAST_ASIA: Zone = zone("102000", "东南亚", "100000", "亚洲");
static SOUTH_ASIA: Zone = zone("103000", "南亚", "100000", "亚洲");
static WEST_ASIA: Zone = zone("104000", "西亚", "100000", "亚洲");
static WESTERN_EUROPE: Zone = zone("201000", "西欧", "200000", "欧洲");
static NORTHERN_EUROPE: Zone = zone("202000", "北欧", "200000", "欧洲");
static SOUTHERN_AFRICA: Zone = zone("301000", "南部非洲", "300000", "非洲");
static NORTH_AMERICA: Zone = zone("501000", "北美", "500000", "北美洲");
static SOUTH_AMERICA: Zone = zone("601000", "南美", "600000", "南美洲");
static OCEANIA: Zone = zone("401000", "大洋洲", "400000", "大洋洲");

/// Assumption: the countries are those of the vendor's examples, and those where its regions lie; of the
/// latter, the codes are certmock's own, in the same order of digits. From: the examples of
/// `DescribeCountryAreaMapping` (401012), `DescribeGlobalDomainDns` (101004, 101007),
/// `DescribeGroupDomainConfig` (101001 to 101004, 401000, 401001) and `ModifyGlobalDomainDns` (102001,
/// without a name); the whole table is on no page.
pub(crate) static COUNTRIES: [Country; 23] = [
    country(
        "101001",
        "中国大陆-华北",
        &EAST_ASIA,
        &["Beijing", "NorthChina", "Jinan", "Shenyang", "Shijiazhuang", "Zhengzhou"],
    ),
    country(
        "101002",
        "中国大陆-华东",
        &EAST_ASIA,
        &["Shanghai", "EastChina", "Hangzhou", "Hefei", "Nanjing"],
    ),
    country(
        "101003",
        "中国大陆-华南",
        &EAST_ASIA,
        &["Guangzhou", "SouthChina", "Changsha", "Fuzhou", "Wuhan"],
    ),
    country(
        "101004",
        "中国大陆-华西",
        &EAST_ASIA,
        &["Chengdu", "SouthwestChina", "Chongqing", "Xian"],
    ),
    country("101005", "中国香港", &EAST_ASIA, &["Hongkong"]),
    country("101006", "中国台湾", &EAST_ASIA, &["Taipei"]),
    country("101007", "韩国", &EAST_ASIA, &["Korea"]),
    country("101008", "日本", &EAST_ASIA, &["Japan", "SL_AZURE_JapanEast"]),
    country("102001", "新加坡", &SOUTHEAST_ASIA, &["SoutheastAsia", "SL_AZURE_SoutheastAsia"]),
    country("102002", "泰国", &SOUTHEAST_ASIA, &["Thailand"]),
    country("102003", "印度尼西亚", &SOUTHEAST_ASIA, &["Jakarta"]),
    country("103001", "印度", &SOUTH_ASIA, &["WestIndia", "SL_AZURE_SouthIndia"]),
    country("104001", "阿联酋", &WEST_ASIA, &["SL_AZURE_NorthUAE"]),
    country("201001", "德国", &WESTERN_EUROPE, &["Europe"]),
    country("201002", "法国", &WESTERN_EUROPE, &["SL_AZURE_CentralFrance"]),
    country("201003", "英国", &WESTERN_EUROPE, &["SL_AZURE_SouthEngland"]),
    country("202001", "挪威", &NORTHERN_EUROPE, &["SL_AZURE_NorwayEast"]),
    country("301001", "南非", &SOUTHERN_AFRICA, &["SL_AZURE_NorthZAF"]),
    country(
        "501001",
        "美国",
        &NORTH_AMERICA,
        &[
            "NorthAmerica",
            "Virginia",
            "SL_AZURE_NorthCentralUSA",
            "SL_AZURE_EastUS",
            "SL_AZURE_WestUS",
            "SL_AZURE_SouthCentralUSA",
        ],
    ),
    country("601001", "巴西", &SOUTH_AMERICA, &["SaoPaulo", "SL_AZURE_SouthBrazil"]),
    // The service gives Australia the code of its zone.
    country("401000", "澳大利亚", &OCEANIA, &["SL_AZURE_EastAUS"]),
    country("401001", "新西兰", &OCEANIA, &[]),
    country("401012", "斐济", &OCEANIA, &[]),
];

/// The country of that code.
pub(crate) fn find_country(code: &str) -> Option<&'static Country> {
    COUNTRIES.iter().find(|country| country.code == code)
}

/// The country in which a region lies.
pub(crate) fn country_of(region: &str) -> Option<&'static Country> {
    COUNTRIES.iter().find(|country| country.regions.contains(&region))
}
