//! The regions of the service.

/// A region: its id, and its names in English and in Chinese.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Region {
    /// The id, as it is in host names and project names.
    pub id: &'static str,
    /// The name in English.
    pub en: &'static str,
    /// The name in Chinese.
    pub zh: &'static str,
}

/// Those that are open to everyone: each that the vendor's SDKs find IAM in.
///
/// Assumption: all of them are public; `ae-ad-1` and `ru-moscow-1` have their names in English, and
/// `cn-north-12` its name in Chinese, as the other regions have theirs. From: the SDK for Node, which
/// makes no project in a region that is not public; lists of regions in tools, which have the rest.
pub(crate) const REGIONS: &[Region] = &[
    Region { id: "cn-north-4", en: "CN North-Beijing4", zh: "华北-北京四" },
    Region { id: "cn-north-1", en: "CN North-Beijing1", zh: "华北-北京一" },
    Region { id: "cn-north-2", en: "CN North-Beijing2", zh: "华北-北京二" },
    Region { id: "cn-north-9", en: "CN North-Ulanqab1", zh: "华北-乌兰察布一" },
    Region { id: "cn-north-12", en: "CN North3", zh: "华北三" },
    Region { id: "cn-east-2", en: "CN East-Shanghai2", zh: "华东-上海二" },
    Region { id: "cn-east-3", en: "CN East-Shanghai1", zh: "华东-上海一" },
    Region { id: "cn-east-4", en: "CN East2", zh: "华东二" },
    Region { id: "cn-east-5", en: "CN East-Qingdao", zh: "华东-青岛" },
    Region { id: "cn-south-1", en: "CN South-Guangzhou", zh: "华南-广州" },
    Region { id: "cn-south-2", en: "CN South-Shenzhen", zh: "华南-深圳" },
    Region { id: "cn-southwest-2", en: "CN Southwest-Guiyang1", zh: "西南-贵阳一" },
    Region { id: "ap-southeast-1", en: "CN-Hong Kong", zh: "中国-香港" },
    Region { id: "ap-southeast-2", en: "AP-Bangkok", zh: "亚太-曼谷" },
    Region { id: "ap-southeast-3", en: "AP-Singapore", zh: "亚太-新加坡" },
    Region { id: "ap-southeast-4", en: "AP-Jakarta", zh: "亚太-雅加达" },
    Region { id: "my-kualalumpur-1", en: "AP-Kuala Lumpur-OP6", zh: "亚太-吉隆坡-OP6" },
    Region { id: "af-south-1", en: "AF-Johannesburg", zh: "非洲-约翰内斯堡" },
    Region { id: "la-north-2", en: "LA-Mexico City2", zh: "拉美-墨西哥城二" },
    Region { id: "la-south-2", en: "LA-Santiago", zh: "拉美-圣地亚哥" },
    Region { id: "na-mexico-1", en: "LA-Mexico City1", zh: "拉美-墨西哥城一" },
    Region { id: "sa-brazil-1", en: "LA-Sao Paulo1", zh: "拉美-圣保罗一" },
    Region { id: "tr-west-1", en: "TR-Istanbul", zh: "土耳其-伊斯坦布尔" },
    Region { id: "me-east-1", en: "ME-Riyadh", zh: "中东-利雅得" },
    Region { id: "ae-ad-1", en: "ME-Abu Dhabi-OP5", zh: "中东-阿布扎比-OP5" },
    Region { id: "ru-moscow-1", en: "RU-Moscow-OP4", zh: "俄罗斯-莫斯科-OP4" },
    Region { id: "eu-west-0", en: "EU-Paris", zh: "欧洲-巴黎" },
    Region { id: "eu-west-101", en: "EU-Dublin", zh: "欧洲-都柏林" },
];

/// The region of a declared project, and of services that are not regional.
pub(crate) const HOME: &str = "cn-north-1";

/// Whether that is the name of a region, or could be: there are more of them every year.
///
/// Assumption: a name is a region's where it is words of lower-case letters and digits with `-`
/// between them, the first of two or three letters. From: those that there are, such as `eu-de` and
/// `my-kualalumpur-1`.
pub(crate) fn is_region(name: &str) -> bool {
    let is_word = |word: &str| {
        !word.is_empty()
            && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    let mut words = name.split('-');
    let first = words.next().unwrap_or_default();
    matches!(first.len(), 2 | 3)
        && first.bytes().all(|byte| byte.is_ascii_lowercase())
        && name.len() <= 32
        && name.contains('-')
        && words.all(is_word)
}
