//! Names of hosts: patterns of them, and the domains that they are in.

use axum::http::uri::Authority;
use axum::http::{HeaderMap, Uri, header};

/// The host that the head of a request names, in lower case and without its port; empty where it
/// names none.
pub(crate) fn host_of(headers: &HeaderMap, uri: &Uri) -> String {
    let header = headers.get(header::HOST).and_then(|value| value.to_str().ok()).map(str::trim);
    let named =
        header.filter(|host| !host.is_empty()).or_else(|| uri.authority().map(Authority::as_str));
    let named = named.unwrap_or_default();
    let host = named.rsplit_once(':').filter(|(_, port)| port.bytes().all(|b| b.is_ascii_digit()));
    host.map_or(named, |(host, _)| host).to_ascii_lowercase()
}

/// Whether a pattern names the host: in it `*` stands for one label or more, which there is once at
/// most. Hosts are in lower case.
pub(crate) fn names_host(pattern: &str, host: &str) -> bool {
    // Most patterns begin unlike the host, which is quickly seen.
    let first = pattern.bytes().next();
    if first != host.bytes().next() && first != Some(b'*') {
        return false;
    }
    let Some((begin, end)) = pattern.split_once('*') else { return pattern == host };
    let middle = host.strip_prefix(begin).and_then(|rest| rest.strip_suffix(end));
    middle.is_some_and(|labels| labels.split('.').all(|label| !label.is_empty()))
}

/// The domain that all hosts of a pattern are in: what stands behind its `*`, or behind its first
/// label, unless only one is left then.
pub(crate) fn domain_of(pattern: &str) -> &str {
    if let Some((_, domain)) = pattern.split_once("*.") {
        return domain;
    }
    let parent = pattern.split_once('.').map(|(_, parent)| parent);
    parent.filter(|parent| parent.contains('.')).unwrap_or(pattern)
}

/// Whether a name is a domain, or in it.
pub(crate) fn is_in(name: &str, domain: &str) -> bool {
    name.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_of_a_request_is_that_of_its_header_or_else_of_its_target() {
        for (header, target, host) in [
            ("SSL.tencentcloudapi.com:443", "/", "ssl.tencentcloudapi.com"),
            ("ssl.tencentcloudapi.com", "http://other/", "ssl.tencentcloudapi.com"),
            ("", "http://Other:80/", "other"),
            ("[::1]:8080", "/", "[::1]"),
            ("", "/", ""),
        ] {
            let headers = HeaderMap::from_iter([(header::HOST, header.parse().unwrap())]);
            assert_eq!(host_of(&headers, &target.parse().unwrap()), host, "{header} {target}");
        }
    }

    #[test]
    fn a_pattern_names_a_host_with_one_label_or_more_in_the_place_of_the_star() {
        for (pattern, host, named) in [
            ("api.qiniu.com", "api.qiniu.com", true),
            ("api.qiniu.com", "xapi.qiniu.com", false),
            ("api.qiniu.com", "api.qiniu.com.evil.com", false),
            ("ssl.*.tencentcloudapi.com", "ssl.ap-guangzhou.tencentcloudapi.com", true),
            ("ssl.*.tencentcloudapi.com", "ssl.a.b.tencentcloudapi.com", true),
            ("ssl.*.tencentcloudapi.com", "ssl.tencentcloudapi.com", false),
            ("ssl.*.tencentcloudapi.com", "ssl..tencentcloudapi.com", false),
            ("ssl.*.tencentcloudapi.com", "ssl.a..tencentcloudapi.com", false),
            ("ssl.*.tencentcloudapi.com", "cdn.a.tencentcloudapi.com", false),
        ] {
            assert_eq!(names_host(pattern, host), named, "{pattern} {host}");
        }
    }

    #[test]
    fn the_domain_of_a_pattern_has_all_its_hosts_and_is_no_public_suffix() {
        for (pattern, domain) in [
            ("api.qiniu.com", "qiniu.com"),
            ("iam.myhuaweicloud.com", "myhuaweicloud.com"),
            ("elb.*.otc.t-systems.com", "otc.t-systems.com"),
            ("ssl.*.tencentcloudapi.com", "tencentcloudapi.com"),
            ("example.com", "example.com"),
            ("certmock", "certmock"),
        ] {
            assert_eq!(domain_of(pattern), domain);
        }
    }
}
