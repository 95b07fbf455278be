//! What a test asks of certmock itself: `/_certmock/…`.

mod state;

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::{DefaultBodyLimit, Path, Query, State};
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::json;

use crate::providers;
use crate::reference;
use crate::server::Desk;
use crate::spec::Ticket;

/// The routes of the control API.
pub(crate) fn routes(desk: Arc<Desk>) -> Router {
    let api = Router::new()
        .route("/health", get(|| async { Json(json!({ "status": "ok" })) }))
        .route("/ready", get(|| async { Json(json!({ "status": "ready" })) }))
        .route("/catalogue", get(catalogue))
        .route("/downloads/{provider}", get(download))
        .route("/reset", post(reset))
        .route("/state", get(state::export).put(state::import))
        // A state may be as large as what it describes.
        .layer(DefaultBodyLimit::disable())
        .fallback(unknown)
        .method_not_allowed_fallback(|| async {
            refuse(StatusCode::METHOD_NOT_ALLOWED, "this path has another method")
        });
    Router::new().nest("/_certmock", api).with_state(desk)
}

async fn catalogue() -> Response {
    let json = [(header::CONTENT_TYPE, "application/json")];
    (json, reference::json(providers::ALL)).into_response()
}

/// Forgets every account's state, or that of `?account=`.
async fn reset(
    State(desk): State<Arc<Desk>>,
    Query(query): Query<HashMap<String, String>>,
) -> StatusCode {
    desk.store.reset(query.get("account").map(String::as_str));
    StatusCode::NO_CONTENT
}

/// A file that a provider's reply pointed at.
async fn download(
    State(desk): State<Arc<Desk>>,
    Path(id): Path<String>,
    Query(ticket): Query<Ticket>,
) -> Response {
    let provider = providers::ALL.iter().find(|provider| provider.id == id);
    let make = provider.and_then(|provider| provider.download);
    match make.and_then(|make| make(&desk.store, &ticket)) {
        Some(file) => ([(header::CONTENT_TYPE, "application/zip")], file).into_response(),
        None => refuse(StatusCode::NOT_FOUND, "there is no such file, or not any more"),
    }
}

async fn unknown(uri: Uri) -> Response {
    refuse(StatusCode::NOT_FOUND, &format!("certmock has no {}", uri.path()))
}

fn refuse(status: StatusCode, error: &str) -> Response {
    (status, Json(json!({ "error": error }))).into_response()
}
