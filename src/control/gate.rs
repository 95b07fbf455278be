//! What every request of the control API passes: its body is read whole before it is looked at, and
//! where certmock itself fails at it, it is answered all the same.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::Refused;
use crate::server::{App, BodyError, Bounds, answer_or_fail, read_body};

/// How large bodies may be, in bytes: a state, which may be as large as what it describes, a fixture
/// or a list of rules, and all others.
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
            let error = format!("the rest of the body did not come within {patience:?}");
            close(Refused(StatusCode::REQUEST_TIMEOUT, error))
        }
        Err(BodyError::TooLarge) => {
            let error = format!("the body is too large: here it has {limit} bytes at the most");
            close(Refused(StatusCode::PAYLOAD_TOO_LARGE, error))
        }
    }
}

/// How large the body of a request for that path may be, in bytes.
fn limit_of(path: &str, body_limit: usize) -> usize {
    match path {
        "/state" => STATE_LIMIT.max(body_limit),
        "/fixtures" | "/rules" => FIXTURE_LIMIT,
        _ => SMALL_LIMIT,
    }
}

/// Refuses a request whose body was not read, so that nothing can follow on its connection.
fn close(refused: Refused) -> Response {
    let mut response = refused.into_response();
    response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    response
}
