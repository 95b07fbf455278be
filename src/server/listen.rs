//! Connections: accepts them, recognizes their protocol, serves them and ends them.

use std::future::{Future, poll_fn};
use std::io::{self, Cursor};
use std::net;
use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Poll;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::upgrade::{self, OnUpgrade};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncReadExt as _, join, split};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio::time::timeout;
use tower::ServiceExt as _;
use tracing::{debug, info, warn};

use super::end::End;
use super::fault::{Line, Switch};
use super::proxy::{Proxy, Verdict, shown};
use super::routes::Vendors;
use super::socket::{Reset, Socket, Wire};
use super::threads::Threads;
use super::tls::{HANDSHAKE, HandshakeError, Tls};
use crate::rules::{Armed, Handshake, Rules, Transport};
use crate::spec::Way;
use crate::strays::{Kind, Met, Via};

/// How long to wait before accepting again after the system refused a connection because no file descriptor
/// was free.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// How long the end of the server waits for data that was sent but not yet read.
const LAST_LOOK: Duration = Duration::from_millis(10);

/// How long running requests have to finish when a server ends.
pub const GRACE: Duration = Duration::from_secs(5);

/// Everything that serves a connection.
#[derive(Clone, Debug)]
pub(crate) struct Entrance {
    /// Answers requests to the providers.
    pub(crate) vendors: Vendors,
    /// Answers all requests, including those to certmock itself.
    pub(crate) router: Router,
    /// Decides on requests that come through certmock as a proxy.
    pub(crate) proxy: Arc<Proxy>,
    /// Accepts TLS handshakes.
    pub(crate) tls: Arc<Tls>,
    /// The rules, some of which make a handshake fail.
    pub(crate) rules: Arc<Rules>,
    /// Whether the server is to end.
    pub(crate) end: End,
    /// How long a client may take for a handshake or for the head of a request, and how long it may leave a
    /// response unread.
    pub(crate) patience: Duration,
}

/// Serves connections on the threads until `told` completes. Then waits for running requests, for [`GRACE`]
/// at most.
pub(crate) async fn serve(
    listeners: Vec<TcpListener>,
    mut threads: Threads,
    entrance: Entrance,
    told: impl Future<Output = ()>,
) {
    let mut connections = JoinSet::new();
    let mut told = pin!(told);
    let mut is_exhausted = false;
    let mut turn = 0;
    loop {
        let accepted = tokio::select! {
            accepted = accept(&listeners, &mut turn) => accepted,
            // Removes connections that have ended.
            Some(_) = connections.join_next() => continue,
            () = &mut told => break,
        };
        // The connection is registered only with the thread that serves it.
        match accepted.and_then(TcpStream::into_std) {
            Ok(stream) => {
                if std::mem::take(&mut is_exhausted) {
                    info!("connections are accepted again");
                }
                connections.spawn_on(entrance.clone().converse(stream), threads.next());
            }
            Err(error) => {
                // Logged once, however long it lasts. Clients that connect meanwhile wait.
                if !std::mem::replace(&mut is_exhausted, true) {
                    warn!(%error, "connections are not accepted for now");
                }
                tokio::time::sleep(ACCEPT_PAUSE).await;
            }
        }
    }
    drop(listeners);
    entrance.end.begin();
    let all = async { while connections.join_next().await.is_some() {} };
    if timeout(GRACE, all).await.is_err() {
        warn!("the server ends while requests are still running");
    }
    // Dropping the set ends the connections that are left.
}

/// Accepts a connection from any of the listeners. They take turns, so that a busy one does not keep the
/// others waiting.
async fn accept(listeners: &[TcpListener], turn: &mut usize) -> io::Result<TcpStream> {
    poll_fn(|context| {
        for _ in listeners {
            let listener = &listeners[*turn];
            *turn = (*turn + 1) % listeners.len();
            if let Poll::Ready(accepted) = listener.poll_accept(context) {
                return Poll::Ready(accepted.map(|(stream, _)| stream));
            }
        }
        Poll::Pending
    })
    .await
}

/// A tunnel that a request opened.
struct Tunnel {
    upgrade: OnUpgrade,
    /// The host that the client wants to reach.
    host: String,
}

/// The result of serving a connection.
#[derive(Default)]
struct Served {
    /// Whether it brought a request.
    is_asked: bool,
    /// The tunnel that a request opened, if any.
    tunnel: Option<Tunnel>,
}

impl Entrance {
    /// Serves a connection: TLS or plain HTTP, depending on its first byte, and then the tunnel that it
    /// opens, if any.
    async fn converse(self, stream: net::TcpStream) {
        let Ok(stream) = TcpStream::from_std(stream) else { return };
        let socket = Socket::new(stream, self.patience);
        let reset = socket.reset();
        let Some(first) = self.wait(socket.first_byte()).await.flatten() else { return };
        let tunnel = if first == HANDSHAKE {
            let address = socket.own_address().map(|address| address.ip().to_string());
            let address = address.unwrap_or_default();
            let unnamed = ["localhost", &address];
            self.serve_secured(socket, &unnamed, None, &reset, Way::direct(true)).await
        } else {
            self.serve(socket, &reset, Way::direct(false)).await.tunnel
        };
        if let Some(tunnel) = tunnel {
            self.serve_tunnel(tunnel, &reset).await;
        }
    }

    /// Serves a tunnel as if the client had connected to the host itself.
    async fn serve_tunnel(&self, Tunnel { upgrade, host }: Tunnel, reset: &Reset) {
        let Ok(upgraded) = upgrade.await else { return };
        let mut wire = TokioIo::new(upgraded);
        let Some(first) = self.wait(wire.read_u8()).await else { return };
        let (reader, writer) = split(wire);
        let wire: Box<dyn Wire> = Box::new(join(Cursor::new([first]).chain(reader), writer));
        if first == HANDSHAKE {
            self.serve_secured(wire, &[&host], Some(&host), reset, Way::tunnel(true)).await;
        } else {
            self.serve(wire, reset, Way::tunnel(false)).await;
        }
    }

    /// Waits for data from the client, for as long as the patience lasts and the server runs. Data that
    /// arrived before the end of the server is still used.
    async fn wait<T>(&self, what: impl Future<Output = io::Result<T>>) -> Option<T> {
        let mut what = pin!(what);
        tokio::select! {
            waited = timeout(self.patience, what.as_mut()) => waited.ok()?.ok(),
            () = self.end.come() => timeout(LAST_LOOK, what).await.ok()?.ok(),
        }
    }

    /// Does the TLS handshake, with a rule's fault if there is one, and serves HTTP on the connection.
    /// Returns the tunnel that a request opened, if any.
    async fn serve_secured<S: Wire + 'static>(
        &self,
        wire: S,
        unnamed: &[&str],
        tunnel: Option<&str>,
        reset: &Reset,
        way: Way,
    ) -> Option<Tunnel> {
        let heard = self.wait(async { Ok(self.tls.hear(wire, unnamed).await) }).await?;
        let hello = match heard {
            Ok(hello) => hello,
            Err(error) => {
                self.note(error, tunnel);
                return None;
            }
        };
        let rule = self.rules.decide_handshake(|| self.tls.providers_of(&hello));
        let fault = rule.as_deref().and_then(Armed::handshake);
        let host = hello.host().to_owned();
        let hello = match fault {
            Some(fault) => hello.meet(fault, reset, &self.end).await,
            None => Some(hello),
        };
        let shaken = match hello {
            Some(hello) => self.wait(async { Ok(self.tls.shake(hello, fault).await) }).await,
            None => None,
        };
        let served = match shaken {
            Some(Ok(wire)) => self.serve::<Box<dyn Wire>>(Box::new(wire), reset, way).await,
            Some(Err(error)) if fault.is_none() => {
                self.note(error, tunnel);
                return None;
            }
            _ => Served::default(),
        };
        if let (Some(rule), Some(fault), false) = (rule, fault, served.is_asked) {
            self.note_fault(&rule, fault, &host);
        }
        served.tunnel
    }

    /// Records a handshake that failed.
    fn note(&self, error: HandshakeError, tunnel: Option<&str>) {
        let (kind, host, detail) = match error {
            HandshakeError::Foreign(name) => {
                (Kind::Refused, name, "certmock does not answer for this name")
            }
            HandshakeError::Untrusted(name) => {
                (Kind::Untrusted, name, "the client does not trust certmock's authority")
            }
            HandshakeError::Broken(error) => {
                debug!(%error, "a handshake broke");
                let host = tunnel.unwrap_or_default().to_owned();
                (Kind::Broken, host, "not a TLS handshake, or an incomplete one")
            }
        };
        let host = shown(&host).into_owned();
        let stray = Met { kind, via: Via::Tls, host: host.clone(), port: None, detail, rule: None };
        if self.proxy.strays().note(stray) && kind != Kind::Broken {
            warn!(host, "{detail}");
        }
    }

    /// Records a connection that a rule made fail before it brought a request.
    fn note_fault(&self, rule: &Armed, fault: Handshake, host: &str) {
        let (rule, detail) = (rule.name().to_owned(), fault.name());
        let host = shown(host).into_owned();
        info!(host, rule, fault = detail, "a rule made a handshake fail");
        let (kind, via, rule) = (Kind::Fault, Via::Tls, Some(rule));
        self.proxy.strays().note(Met { kind, via, host, port: None, detail, rule });
    }

    /// Serves HTTP/1 on a connection.
    async fn serve<S: Wire + 'static>(&self, wire: S, reset: &Reset, way: Way) -> Served {
        let mut http = http1::Builder::new();
        // The vendors write `X-Subject-Token` in this case, and some shell scripts depend on it.
        http.title_case_headers(true).timer(TokioTimer::new()).header_read_timeout(self.patience);
        let switch = Switch::new(reset.clone());
        let line = Line::new(wire, switch.clone(), self.end.clone());
        let (is_asked, opened) = (AtomicBool::new(false), Mutex::new(None));
        let service = service_fn(|request| {
            is_asked.store(true, Ordering::Relaxed);
            self.answer(request, way, &switch, &opened)
        });
        let connection = http.serve_connection(TokioIo::new(line), service).with_upgrades();
        let mut connection = pin!(connection);
        let outcome = tokio::select! {
            biased;
            outcome = connection.as_mut() => outcome,
            () = self.end.come() => {
                connection.as_mut().graceful_shutdown();
                connection.await
            }
        };
        if let Err(error) = outcome {
            debug!(%error, "a connection broke");
        }
        let tunnel = opened.lock().unwrap_or_else(PoisonError::into_inner).take();
        Served { is_asked: is_asked.load(Ordering::Relaxed), tunnel }
    }

    /// Answers a request, or closes the connection if a rule says so.
    async fn answer(
        &self,
        mut request: Request<Incoming>,
        mut way: Way,
        switch: &Switch,
        opened: &Mutex<Option<Tunnel>>,
    ) -> io::Result<Response> {
        match self.proxy.judge(&request, &mut way) {
            Verdict::Serve => {}
            Verdict::Refuse(refusal) => return Ok(refusal),
            Verdict::Tunnel(host) => {
                let tunnel = Tunnel { upgrade: upgrade::on(&mut request), host };
                *opened.lock().unwrap_or_else(PoisonError::into_inner) = Some(tunnel);
                return Ok(Response::new(Body::empty()));
            }
        }
        request.extensions_mut().insert(way);
        // axum's router would take up to a tenth of the time of a request that only reads.
        let response = if request.uri().path().starts_with("/_certmock") {
            let Ok(response) = self.router.clone().oneshot(request).await;
            response
        } else {
            self.vendors.answer(request.map(Body::new)).await
        };
        if let Some(transport) = response.extensions().get::<Transport>() {
            switch.apply(*transport)?;
        }
        Ok(response)
    }
}
