//! Whom a request to the proxy is for: a tunnel leads to a service's host and nowhere else, and every
//! refusal is one that can be sent.

#![no_main]

use std::cell::LazyCell;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use axum::response::Response;
use certmock::Config;
use certmock::internals::{providers, proxy};
use certmock_fuzz::read_request;
use libfuzzer_sys::fuzz_target;

/// The longest name that a host has, and what else a refusal says.
const LONGEST: u64 = 255 + 2_000;

type Proxy = Box<dyn Fn(&Request<Body>) -> Option<Response>>;

thread_local! {
    static PROXY: LazyCell<Proxy> = LazyCell::new(|| Box::new(proxy(&Config::default())));
}

fuzz_target!(|data: &[u8]| {
    let Some(request) = read_request(data) else { return };
    let answer = PROXY.with(|proxy| proxy(&request));
    let target = request.uri();
    // What a proxy that is no port of its own stands for.
    let host = target.host().unwrap_or_default().to_ascii_lowercase();
    let host = host.trim_start_matches('[').trim_end_matches(']');
    let host = host.strip_suffix('.').unwrap_or(host);
    let is_own = host == "certmock" || providers::ALL.iter().any(|each| each.has_host(host));
    let Some(answer) = answer else {
        let is_whole = target.scheme().is_some() && target.authority().is_some();
        assert!(*request.method() != Method::CONNECT && (is_own || !is_whole), "{target}");
        return;
    };
    match answer.status() {
        StatusCode::OK => {
            assert!(*request.method() == Method::CONNECT && is_own, "{target}");
            assert!(target.port_u16().is_some() && !target.to_string().contains('@'), "{target}");
        }
        StatusCode::BAD_REQUEST => assert!(target.port_u16().is_none(), "{target}"),
        status => {
            assert_eq!(status, StatusCode::FORBIDDEN, "{target}");
            assert_eq!(answer.headers()["connection"], "close");
            let length = axum::body::HttpBody::size_hint(answer.body()).exact();
            assert!(length.is_some_and(|length| length < LONGEST), "{length:?}");
        }
    }
});
