//! The reference: an axum server that returns the same bytes and does nothing.

use std::net::SocketAddr;
use std::path::Path;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode};
use axum::routing::any;
use axum::serve::ListenerExt as _;
use bytes::Bytes;
use tokio::net::TcpListener;

use super::process::split;

/// Serves the answer in the file for ever.
pub(crate) fn serve(address: SocketAddr, file: &Path) {
    let answer = std::fs::read(file).expect("the answer is there");
    let (head, body) = split(&answer).expect("it is an answer");
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|s| s.parse().ok());
    let status: StatusCode = status.expect("a status");
    // What hyper writes by itself is left to it.
    let headers: HeaderMap = lines
        .filter_map(|line| line.split_once(": "))
        .filter(|(name, _)| *name != "Date" && *name != "Content-Length")
        .map(|(name, value)| {
            let name = HeaderName::from_bytes(name.as_bytes()).expect("a name");
            (name, HeaderValue::from_str(value).expect("a value"))
        })
        .collect();
    let body = Bytes::copy_from_slice(body);
    // The request is read whole, as any handler of an upload reads it.
    let answer = move |_: Bytes| async move {
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = status;
        *response.headers_mut() = headers;
        response
    };
    let runtime = tokio::runtime::Runtime::new().expect("threads can be started");
    runtime.block_on(async {
        let listener = TcpListener::bind(address).await.expect("the port is free");
        let listener = listener.tap_io(|stream| {
            let _ = stream.set_nodelay(true);
        });
        axum::serve(listener, Router::new().fallback(any(answer))).await.expect("it serves");
    });
}
