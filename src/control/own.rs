//! The authority that clients have to trust, and the connections that brought no request.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use schemars::JsonSchema;
use serde::Serialize;

use super::Refused;
use super::about::Start;
use crate::bell::Bell;
use crate::issue::{self, IssueError};
use crate::pem::{self, Contents};
use crate::server::{Proxy, Tls};
use crate::strays::Stray;

/// The parts of the server below HTTP.
#[derive(Clone, Debug)]
pub(crate) struct Own {
    pub(crate) proxy: Arc<Proxy>,
    pub(crate) tls: Arc<Tls>,
    pub(crate) start: Arc<Start>,
    /// Rung when anything changes that the control API shows.
    pub(crate) bell: Bell,
}

/// Returns the certificate of the authority, as PEM.
pub(super) async fn show_root(State(own): State<Own>) -> Result<Response, Refused> {
    let root = own.tls.root().await.map_err(|error| failed(&error))?;
    Ok(as_file("application/x-pem-file", root.into_bytes()))
}

/// Returns the certificate as a trust store for a JVM.
pub(super) async fn show_trust_store(State(own): State<Own>) -> Result<Response, Refused> {
    let root = own.tls.root().await.map_err(|error| failed(&error))?;
    let block = pem::blocks(&root).next().and_then(Result::ok).map(|block| block.contents);
    let Some(Contents::Der(certificate)) = block else { return Err(Refused::failed()) };
    Ok(as_file("application/x-pkcs12", issue::trust_store(&certificate)))
}

/// The connections that brought no request.
#[derive(JsonSchema, Serialize)]
pub(super) struct Strays {
    /// The connections, the latest last.
    strays: Vec<Stray>,
}

/// Lists the connections that brought no request.
pub(super) async fn show_strays(State(own): State<Own>) -> Json<Strays> {
    Json(Strays { strays: own.proxy.strays().all() })
}

/// The forgotten connections.
#[derive(JsonSchema, Serialize)]
pub(super) struct Forgotten {
    /// How many entries were forgotten.
    forgotten: usize,
}

/// Forgets the connections that brought no request.
pub(super) async fn forget_strays(State(own): State<Own>) -> Json<Forgotten> {
    Json(Forgotten { forgotten: own.proxy.strays().forget() })
}

fn failed(error: &IssueError) -> Refused {
    tracing::error!(%error, "cannot create the authority");
    Refused::failed()
}

/// A file that clients must not cache, because another process has another authority.
fn as_file(media: &'static str, bytes: Vec<u8>) -> Response {
    ([(header::CONTENT_TYPE, media), (header::CACHE_CONTROL, "no-store")], bytes).into_response()
}
