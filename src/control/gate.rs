//! A layer for all requests of the control API: it reads the whole body first, and it answers a request even
//! if certmock fails.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::Refused;
use crate::server::{App, BodyError, Bounds, answer_or_fail, read_body};

/// The largest bodies, in bytes: of a state, which has no smaller limit; of a fixture or a list of rules; of
/// all others.
const STATE_LIMIT: usize = 1 << 30;
const FIXTURE_LIMIT: usize = 16 << 20;
const SMALL_LIMIT: usize = 1 << 20;

/// Answers a request.
pub(super) async fn pass(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let (head, body) = request.into_parts();
    let limit = limit_of(head.uri.path(), app.body_limit);
    let bounds = Bounds { limit, patience: app.patience };
    match read_body(body, &head.headers, bounds).await {
        Ok(body) => {
            let target = head.uri.clone();
            answer_or_fail(target, next.run(Request::from_parts(head, body.into()))).await
        }
        // Nobody is there to read an answer.
        Err(BodyError::Cut) => StatusCode::BAD_REQUEST.into_response(),
        Err(BodyError::Silent) => {
            let patience = app.patience;
            let error = format!("the rest of the body did not arrive within {patience:?}");
            close(Refused(StatusCode::REQUEST_TIMEOUT, error))
        }
        Err(BodyError::TooLarge) => {
            let error = format!("the body is too large: this path accepts at most {limit} bytes");
            close(Refused(StatusCode::PAYLOAD_TOO_LARGE, error))
        }
    }
}

/// The largest body of a request for that path, in bytes.
fn limit_of(path: &str, body_limit: usize) -> usize {
    match path {
        "/state" => STATE_LIMIT.max(body_limit),
        "/fixtures" | "/rules" => FIXTURE_LIMIT,
        _ => SMALL_LIMIT,
    }
}

/// Refuses a request whose body was not read; its connection must be closed.
fn close(refused: Refused) -> Response {
    let mut response = refused.into_response();
    response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    response
}
