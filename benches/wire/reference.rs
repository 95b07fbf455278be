//! The reference: an axum server that returns the same bytes and does nothing, over TCP or TLS.

use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode};
use axum::routing::any;
use axum::serve::{Listener, ListenerExt as _};
use bytes::Bytes;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::server::TlsStream;

use super::process::split;

/// Serves the answer in the file for ever.
pub(crate) fn serve(address: SocketAddr, file: &Path, secure: bool) {
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
    let answers = Router::new().fallback(any(answer));
    runtime.block_on(async {
        let listener = TcpListener::bind(address).await.expect("the port is free");
        let served = if secure {
            axum::serve(Secure { listener, acceptor: acceptor() }, answers).await
        } else {
            let listener = listener.tap_io(|stream| {
                let _ = stream.set_nodelay(true);
            });
            axum::serve(listener, answers).await
        };
        served.expect("it serves");
    });
}

/// Accepts TLS.
struct Secure {
    listener: TcpListener,
    acceptor: TlsAcceptor,
}

impl Listener for Secure {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        loop {
            let (stream, address) = Listener::accept(&mut self.listener).await;
            let _ = stream.set_nodelay(true);
            // Whoever only looks whether it listens sends nothing.
            if let Ok(stream) = self.acceptor.accept(stream).await {
                return (stream, address);
            }
        }
    }

    fn local_addr(&self) -> io::Result<Self::Addr> {
        self.listener.local_addr()
    }
}

/// TLS with a certificate of its own, as certmock has it.
fn acceptor() -> TlsAcceptor {
    let names = vec!["127.0.0.1".to_owned()];
    let rcgen::CertifiedKey { cert, signing_key } =
        rcgen::generate_simple_self_signed(names).expect("it can be made");
    let key = signing_key.serialize_der().try_into().expect("it is a key");
    let config = ServerConfig::builder().with_no_client_auth();
    let config = config.with_single_cert(vec![cert.der().clone()], key).expect("they match");
    TlsAcceptor::from(Arc::new(config))
}
