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
use tokio::sync::watch;
use tower::ServiceExt as _;
use tracing::{debug, info, warn};

use super::fault::{Line, Switch};
use crate::rules::Transport;

/// How long no connection is accepted after the system refused one, for want of file descriptors.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// Serves connections until `end` comes, then lets running requests finish. A connection that has
/// sent no whole head for as long as `patience` lasts is closed, as is one that has taken nothing of
/// an answer for as long.
pub(crate) async fn serve(
    listener: TcpListener,
    router: Router,
    ended: watch::Sender<bool>,
    patience: Duration,
    end: impl Future<Output = ()>,
) {
    let mut http = http1::Builder::new();
    // Vendors write `X-Subject-Token`, and shell scripts look for it in that spelling.
    http.title_case_headers(true).timer(TokioTimer::new()).header_read_timeout(patience);
    let running = GracefulShutdown::new();
    let mut end = pin!(end);
    let mut is_exhausted = false;
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut end => break,
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
        let line = Line::new(stream, patience, switch.clone());
        let service = service_fn(move |request| answer(router.clone(), request, switch.clone()));
        let connection = running.watch(http.serve_connection(TokioIo::new(line), service));
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                debug!(%error, "a connection broke");
            }
        });
    }
    drop(listener);
    ended.send_replace(true);
    running.shutdown().await;
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
