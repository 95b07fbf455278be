//! Refuses requests that a page of another site sends to the control API.
//!
//! A browser sends requests to any server that a page names, and the control API shows private data. If a
//! page makes its own public name resolve to this server (DNS rebinding), only that name reveals it, because
//! the request goes to the page's own origin. Other pages are recognised by the headers in which browsers
//! name a request's origin.

use std::net::Ipv6Addr;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::uri::Authority;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tower_http::csrf::ProtectionError;

use super::Refused;
use crate::hosts::is_in;
use crate::redact;

/// The endings of names that nobody on the internet can own (RFC 2606, RFC 6761, RFC 6762, RFC 8375),
/// or that clusters and routers use.
const PRIVATE: [&str; 10] = [
    "localhost",
    "test",
    "internal",
    "local",
    "lan",
    "home.arpa",
    "invalid",
    "example",
    "cluster.local",
    "localdomain",
];

/// Headers of every answer: no other site may embed it, browsers do not guess its type, and links do not
/// reveal its address.
const HEADERS: [(HeaderName, HeaderValue); 3] = [
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
];

/// The host names of the control API, in addition to private ones.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hosts(Arc<[String]>);

impl Hosts {
    /// Names, with a port or without.
    pub(crate) fn new(names: &[String]) -> Self {
        Self(names.iter().map(|name| name_of(name).to_ascii_lowercase()).collect())
    }

    /// Whether the control API answers for that host, with or without a port.
    fn include(&self, host: &str) -> bool {
        let name = name_of(host).to_ascii_lowercase();
        let is_address = name.parse::<std::net::Ipv4Addr>().is_ok()
            || name.trim_matches(['[', ']']).parse::<Ipv6Addr>().is_ok();
        let is_private = PRIVATE.iter().any(|domain| is_in(&name, domain));
        let is_plain = !name.is_empty() && !name.contains(['.', '@']);
        is_address || is_private || is_plain || self.0.contains(&name)
    }
}

/// A host without its port and without a trailing dot.
fn name_of(host: &str) -> &str {
    let end = host.rfind(']').unwrap_or_default();
    let name = host[end..].find(':').map_or(host, |colon| &host[..end + colon]);
    name.strip_suffix('.').unwrap_or(name)
}

/// Refuses requests for other hosts.
pub(super) async fn check_host(
    State(hosts): State<Hosts>,
    request: Request,
    next: Next,
) -> Response {
    let target = request.uri().authority().map(Authority::as_str);
    let headers = request.headers().get_all(header::HOST).iter();
    let named = headers.map(|host| host.to_str().unwrap_or("?")).chain(target);
    let foreign = named.map(str::trim).find(|host| !hosts.include(host)).map(refuse);
    let mut response = match foreign {
        Some(refused) => refused.into_response(),
        None => next.run(request).await,
    };
    response.headers_mut().extend(HEADERS);
    response
}

/// The refusal says how to allow the name of this server.
fn refuse(host: &str) -> Refused {
    let name = redact::name(name_of(host)).into_owned();
    let words = format!(
        "certmock does not answer /_certmock for the host {name:?}, because pages of that host could read private keys: if this is its own name, start it with `--control-host {name}`"
    );
    Refused(StatusCode::MISDIRECTED_REQUEST, words)
}

/// Refuses a request from a page of another site.
pub(super) fn refuse_cross_site(_: ProtectionError) -> Response {
    let words = "certmock refuses requests from pages of other sites".to_owned();
    Refused(StatusCode::FORBIDDEN, words).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_a_public_site_could_own_are_told_from_those_that_none_can() {
        let hosts = Hosts::new(&["certmock.corp.example.com:8080".to_owned()]);
        for own in [
            "127.0.0.1:8080",
            "10.1.2.3",
            "[::1]:8080",
            "[fe80::1]",
            "localhost",
            "LOCALHOST:1",
            "localhost.:8080",
            "a.localhost",
            "certmock:8080",
            "certmock.test",
            "certmock.ci.svc.cluster.local",
            "box.lan",
            "Certmock.Corp.example.com",
            "certmock.corp.example.com:9",
        ] {
            assert!(hosts.include(own), "{own}");
        }
        for foreign in [
            "evil.example.com",
            "evil.example.com:8080",
            "ssl.tencentcloudapi.com",
            "127.0.0.1.evil.com",
            "nottest.com",
            "mytest",
            "xlocal.de",
            "user@certmock",
            "certmock@evil.com",
            "",
            ":80",
            "corp.example.com",
            "x.certmock.corp.example.com",
            "[::1].evil.com",
        ] {
            assert_eq!(hosts.include(foreign), foreign == "mytest", "{foreign}");
        }
    }
}
