//! Connections: accepted, served, and brought to an end.

use std::future::Future;
use std::io;
use std::pin::pin;
use std::time::Duration;

use axum::http::{Method, Request, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::{Json, Router};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use serde_json::json;
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tokio::time::timeout;
use tower::ServiceExt as _;
use tracing::{debug, info, warn};

use super::end::End;
use super::fault::{Line, Switch};
use crate::rules::Transport;

/// How long no connection is accepted after the system refused one, for want of file descriptors.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// How long running requests have to finish when a server ends.
pub const GRACE: Duration = Duration::from_secs(5);

/// Serves connections until it is `told` to end, then lets running requests finish, for as long as
/// [`GRACE`] lasts. A connection that has sent no whole head for as long as `patience` lasts is
/// closed, as is one that has taken nothing of an answer for as long.
pub(crate) async fn serve(
    listener: TcpListener,
    router: Router,
    end: End,
    patience: Duration,
    told: impl Future<Output = ()>,
) {
    let mut http = http1::Builder::new();
    // Vendors write `X-Subject-Token`, and shell scripts look for it in that spelling.
    http.title_case_headers(true).timer(TokioTimer::new()).header_read_timeout(patience);
    let running = GracefulShutdown::new();
    let mut connections = JoinSet::new();
    let mut told = pin!(told);
    let mut is_exhausted = false;
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            // What is over is let go of.
            Some(_) = connections.join_next() => continue,
            () = &mut told => break,
        };
        let stream = match accepted {
            Ok((stream, _)) => {
                if std::mem::take(&mut is_exhausted) {
                    info!("connections are accepted again");
                }
                stream
            }
            Err(error) => {
                // Said once, however long it lasts. Who connects meanwhile waits.
                if !std::mem::replace(&mut is_exhausted, true) {
                    warn!(%error, "connections are not accepted for now");
                }
                tokio::time::sleep(ACCEPT_PAUSE).await;
                continue;
            }
        };
        // Small answers are sent at once; a system that cannot do so sends them a little later.
        let _ = stream.set_nodelay(true);
        let (switch, router) = (Switch::default(), router.clone());
        let line = Line::new(stream, patience, switch.clone(), end.clone());
        let service = service_fn(move |request| answer(router.clone(), request, switch.clone()));
        let connection = running.watch(http.serve_connection(TokioIo::new(line), service));
        connections.spawn(async move {
            if let Err(error) = connection.await {
                debug!(%error, "a connection broke");
            }
        });
    }
    drop(listener);
    end.begin();
    if timeout(GRACE, running.shutdown()).await.is_err() {
        warn!("the server ends while requests are running still");
    }
    // Those that are left end here, with the set that they are in.
}

/// Answers a request, unless a rule has the connection end instead.
async fn answer(
    router: Router,
    request: Request<Incoming>,
    switch: Switch,
) -> io::Result<Response> {
    if *request.method() == Method::CONNECT {
        // A success would have the connection be another's from then on.
        let body = json!({ "error": "certmock is no proxy and opens no tunnel: send it the requests themselves" });
        return Ok((StatusCode::NOT_IMPLEMENTED, Json(body)).into_response());
    }
    let Ok(response) = router.oneshot(request).await;
    if let Some(transport) = response.extensions().get::<Transport>() {
        switch.apply(*transport)?;
    }
    Ok(response)
}
