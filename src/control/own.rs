//! What certmock is to its clients beside a server: the authority that they are to trust, and what it
//! was asked for as a proxy and did not answer.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::Refused;
use super::about::Start;
use crate::bell::Bell;
use crate::issue::{self, IssueError};
use crate::pem::{self, Contents};
use crate::server::{Proxy, Tls};

/// What answers below HTTP and before it.
#[derive(Clone, Debug)]
pub(crate) struct Own {
    pub(crate) proxy: Arc<Proxy>,
    pub(crate) tls: Arc<Tls>,
    pub(crate) start: Arc<Start>,
    /// Rung when anything changes that is shown.
    pub(crate) bell: Bell,
}

/// Shows the certificate of the authority, as PEM.
pub(super) async fn show_root(State(own): State<Own>) -> Result<Response, Refused> {
    let root = own.tls.root().await.map_err(|error| failed(&error))?;
    Ok(as_file("application/x-pem-file", root.into_bytes()))
}

/// Shows it as a trust store for a JVM.
pub(super) async fn show_trust_store(State(own): State<Own>) -> Result<Response, Refused> {
    let root = own.tls.root().await.map_err(|error| failed(&error))?;
    let block = pem::blocks(&root).next().and_then(Result::ok).map(|block| block.contents);
    let Some(Contents::Der(certificate)) = block else { return Err(Refused::failed()) };
    Ok(as_file("application/x-pkcs12", issue::trust_store(&certificate)))
}

/// Shows what connected and brought no request to answer.
pub(super) async fn show_strays(State(own): State<Own>) -> Json<Value> {
    Json(json!({ "strays": own.proxy.strays().all() }))
}

/// Forgets it.
pub(super) async fn forget_strays(State(own): State<Own>) -> Json<Value> {
    Json(json!({ "forgotten": own.proxy.strays().forget() }))
}

fn failed(error: &IssueError) -> Refused {
    tracing::error!(%error, "the authority cannot be made");
    Refused::failed()
}

/// A file that nobody is to keep: another process has another.
fn as_file(media: &'static str, bytes: Vec<u8>) -> Response {
    ([(header::CONTENT_TYPE, media), (header::CACHE_CONTROL, "no-store")], bytes).into_response()
}
