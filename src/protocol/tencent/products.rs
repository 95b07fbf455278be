//! The vendor's products, to distinguish products that are not emulated from arbitrary words.

use std::borrow::Cow;

use crate::hosts::is_in;
use crate::spec::Request;

/// Products with this protocol, and the version of each that clients use: all that deploy certificates, and
/// those that are used together with one of them.
const PRODUCTS: &[(&str, &str)] = &[
    ("antiddos", "2020-03-09"),
    ("apigateway", "2018-08-08"),
    ("as", "2018-04-19"),
    ("billing", "2018-07-09"),
    ("cam", "2019-01-16"),
    ("cbs", "2017-03-12"),
    ("cdb", "2017-03-20"),
    ("cloudaudit", "2019-03-19"),
    ("cls", "2020-10-16"),
    ("cvm", "2017-03-12"),
    ("cwp", "2018-02-28"),
    ("dnspod", "2021-03-23"),
    ("domain", "2018-08-08"),
    ("ecdn", "2019-10-12"),
    ("es", "2018-04-16"),
    ("ga2", "2025-01-15"),
    ("kms", "2019-01-18"),
    ("lighthouse", "2020-03-24"),
    ("monitor", "2018-07-24"),
    ("mqtt", "2024-05-16"),
    ("privatedns", "2020-10-28"),
    ("redis", "2018-04-12"),
    ("ses", "2020-10-02"),
    ("sms", "2021-01-11"),
    ("tbaas", "2018-04-16"),
    ("tcb", "2018-06-08"),
    ("tcr", "2019-09-24"),
    ("tdmq", "2020-02-17"),
    ("tke", "2018-05-25"),
    ("tse", "2020-12-07"),
    ("vpc", "2017-03-12"),
];

/// The product in a signature's scope, or else the only product with this version.
pub(super) fn find<'a>(scope: Option<&'a str>, version: &str) -> Option<&'a str> {
    let is_known = |name: &&str| PRODUCTS.iter().any(|(known, _)| known == name);
    scope.filter(is_known).or_else(|| {
        let mut of_version = PRODUCTS.iter().filter(|(_, known)| *known == version);
        let (name, _) = of_version.next()?;
        of_version.next().is_none().then_some(*name)
    })
}

/// The product that shares its version with the service, if the request names that product before it names
/// the service. `said` is what the request names; it is looked up only if there is such a product.
pub(super) fn sharing<'a>(
    said: impl FnOnce() -> [Option<&'a str>; 3],
    service: &str,
    version: &str,
) -> Option<&'a str> {
    if PRODUCTS.iter().all(|(_, known)| *known != version) {
        return None;
    }
    let mut said = said().into_iter().flatten();
    let is_any = |name: &&str| *name == service || PRODUCTS.contains(&(*name, version));
    said.find(is_any).filter(|name| *name != service)
}

/// A vendor's host without the region or site before its domain, and without the port.
pub(super) fn without_region(host: &str) -> &str {
    let host = host.split(':').next().unwrap_or_default();
    let behind = host.split_once('.').map_or(host, |(_, behind)| behind);
    if behind == "tencentcloudapi.com" { behind } else { host }
}

/// Whether a host, given without its port, is one of the vendor's.
pub(super) fn has_host(host: &str) -> bool {
    is_in(host, "tencentcloudapi.com")
}

/// The host in lower case, without a scheme and a path, which one SDK sends with it.
pub(super) fn bare_host(request: &Request) -> Cow<'_, str> {
    let host = request.host();
    let host = host.split_once("://").map_or(host, |(_, host)| host);
    let host = host.split('/').next().unwrap_or_default();
    if host.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return host.to_ascii_lowercase().into();
    }
    host.into()
}

/// The first segment of a path that is not empty.
pub(super) fn first_segment(path: &str) -> Option<&str> {
    path.split('/').find(|segment| !segment.is_empty())
}
