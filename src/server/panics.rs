//! Panics in requests: each is logged as an internal error and answered.

use std::cell::{Cell, RefCell};
use std::future::{Future, pending, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind, set_hook, take_hook};
use std::pin::pin;
use std::task::Poll;

use axum::Json;
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use serde_json::json;
use tokio::task::spawn_blocking;
use tracing::error;

use crate::redact;

thread_local! {
    /// Whether a panic of this thread will be caught.
    static IS_CAUGHT: Cell<bool> = const { Cell::new(false) };
    /// The source location of the last panic that was caught.
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Makes a caught panic log its location instead of printing its message, because the message may repeat
/// secrets of the request. This holds for the whole process. Panics that are not caught are printed as
/// before.
pub fn log_panics() {
    let others = take_hook();
    set_hook(Box::new(move |panic| {
        if IS_CAUGHT.get() {
            PLACE.set(panic.location().map(ToString::to_string));
        } else {
            others(panic);
        }
    }));
}

/// Runs the work. If it panics, returns the source location, if known.
pub(super) fn catch<T>(work: impl FnOnce() -> T) -> Result<T, Option<String>> {
    let outer = IS_CAUGHT.replace(true);
    let outcome = catch_unwind(AssertUnwindSafe(work));
    IS_CAUGHT.set(outer);
    outcome.map_err(|_| PLACE.take())
}

/// Answers a request, even if `answer` panics. `target` is for the log.
pub(crate) async fn answer_or_fail(
    target: Uri,
    answer: impl Future<Output = Response>,
) -> Response {
    let mut answer = pin!(answer);
    let caught = poll_fn(|context| match catch(|| answer.as_mut().poll(context)) {
        Ok(answer) => answer.map(Ok),
        Err(place) => Poll::Ready(Err(place)),
    });
    caught.await.unwrap_or_else(|place| {
        let path = redact::path(target.path());
        error!(%path, place, "certmock panicked");
        let body = json!({ "error": "certmock failed to answer this: its log says where" });
        (StatusCode::INTERNAL_SERVER_ERROR, Json(body)).into_response()
    })
}

/// Runs work that takes long on a thread of its own, so that no other request waits for it. If the work
/// panics, the caller panics too, and nothing is printed.
pub(crate) async fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    match spawn_blocking(move || catch(work)).await {
        Ok(Ok(outcome)) => outcome,
        Ok(Err(place)) => {
            PLACE.set(place);
            resume_unwind(Box::new("on another thread"));
        }
        // The runtime is ending, and this task with it.
        Err(_) => pending().await,
    }
}
