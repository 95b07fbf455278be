//! Connections: accepted, told apart by what is spoken on them, served, and brought to an end.

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

/// How long no connection is accepted after the system refused one, for want of file descriptors.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// How long the server's end waits for what has been sent and not been read.
const LAST_LOOK: Duration = Duration::from_millis(10);

/// How long running requests have to finish when a server ends.
pub const GRACE: Duration = Duration::from_secs(5);

/// What answers on every connection.
#[derive(Clone, Debug)]
pub(crate) struct Entrance {
    /// Answers the requests for the providers.
    pub(crate) vendors: Vendors,
    /// Answers all requests, those for certmock itself included.
    pub(crate) router: Router,
    /// Answers in the place of other hosts.
    pub(crate) proxy: Arc<Proxy>,
    /// Answers TLS.
    pub(crate) tls: Arc<Tls>,
    /// What goes wrong in handshakes because somebody wants it.
    pub(crate) rules: Arc<Rules>,
    /// Whether the server is to end.
    pub(crate) end: End,
    /// How long a client may take for a handshake or the head of a request, and take nothing of an
    /// answer.
    pub(crate) patience: Duration,
}

/// Serves connections on the threads until it is `told` to end, then lets running requests finish, for
/// as long as [`GRACE`] lasts.
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
            // What is over is let go of.
            Some(_) = connections.join_next() => continue,
            () = &mut told => break,
        };
        // What is accepted here is heard by its own thread alone.
        match accepted.and_then(TcpStream::into_std) {
            Ok(stream) => {
                if std::mem::take(&mut is_exhausted) {
                    info!("connections are accepted again");
                }
                connections.spawn_on(entrance.clone().converse(stream), threads.next());
            }
            Err(error) => {
                // Said once, however long it lasts. Who connects meanwhile waits.
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
    // Those that are left end here, with the set that they are in.
}

/// Accepts a connection of any of them: of each in its turn, so that a busy one keeps no other waiting.
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

/// A tunnel that a request has opened.
struct Tunnel {
    upgrade: OnUpgrade,
    /// The host that it is to lead to.
    host: String,
}

/// What came of a connection.
#[derive(Default)]
struct Served {
    /// Whether it brought a request.
    is_asked: bool,
    /// What it is from then on, if a request has opened one.
    tunnel: Option<Tunnel>,
}

impl Entrance {
    /// Serves a connection: TLS or plain HTTP, as its first byte has it, and what is spoken in a
    /// tunnel that it opens.
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

    /// Serves what comes in a tunnel, as if it came to the host itself.
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

    /// Waits for something of the other side, as long as the patience lasts and the server. What has
    /// come before the server's end is looked at.
    async fn wait<T>(&self, what: impl Future<Output = io::Result<T>>) -> Option<T> {
        let mut what = pin!(what);
        tokio::select! {
            waited = timeout(self.patience, what.as_mut()) => waited.ok()?.ok(),
            () = self.end.come() => timeout(LAST_LOOK, what).await.ok()?.ok(),
        }
    }

    /// Shakes hands for TLS, as a rule has it, and serves what is spoken below it; the tunnel that it
    /// is from then on, if a request opens one.
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

    /// Notes a handshake that came to nothing.
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

    /// Notes a connection that brought no request because of a rule.
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
        // Vendors write `X-Subject-Token`, and shell scripts look for it in that spelling.
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

    /// Answers a request, unless a rule has the connection end instead.
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
        // A router in between costs as much as a tenth of a read.
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
