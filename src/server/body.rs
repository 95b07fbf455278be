//! Bodies, read whole: how large they may be, and how long they may take.

use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderMap, header};
use bytes::Bytes;
use http_body::Body as _;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use tokio::time::timeout;
use tower_http::timeout::{TimeoutBody, TimeoutError};
use tracing::debug;

/// How long the rest of a body that is too large is waited for.
const SKIP_TIME: Duration = Duration::from_secs(1);

/// What is read of a body.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bounds {
    /// How many bytes at the most.
    pub(crate) limit: usize,
    /// How long its sender may be silent.
    pub(crate) patience: Duration,
}

/// Why a body was not read.
#[derive(Debug)]
pub(crate) enum BodyError {
    /// The connection ended.
    Cut,
    /// Its sender was silent for too long.
    Silent,
    /// It is larger than the limit. What is left of it may be on its way still.
    TooLarge,
}

/// Reads the body of a request with these headers.
pub(crate) async fn read_body(
    mut body: Body,
    headers: &HeaderMap,
    Bounds { limit, patience }: Bounds,
) -> Result<Bytes, BodyError> {
    if body.is_end_stream() {
        return Ok(Bytes::new());
    }
    let announced = body.size_hint().exact();
    if announced.is_some_and(|length| length > limit as u64) {
        // Who waits for leave to send sends nothing now.
        if !headers.contains_key(header::EXPECT) {
            skip(body, limit).await;
        }
        return Err(BodyError::TooLarge);
    }
    let patient = TimeoutBody::new(patience, &mut body);
    match Limited::new(patient, limit).collect().await {
        Ok(collected) => Ok(collected.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => {
            skip(body, limit).await;
            Err(BodyError::TooLarge)
        }
        Err(error) if error.is::<TimeoutError>() => {
            debug!("a body stopped coming");
            Err(BodyError::Silent)
        }
        Err(error) => {
            debug!(%error, "a body was cut");
            Err(BodyError::Cut)
        }
    }
}

/// Reads the rest of a body that is too large, and keeps nothing of it: a client that is still
/// sending reads no answer, but meets a reset. For a while, and up to a multiple of the limit.
async fn skip(mut body: Body, limit: usize) {
    let mut left = limit.saturating_mul(8);
    let skipping = async {
        while let Some(Ok(frame)) = body.frame().await {
            let length = frame.data_ref().map_or(0, Bytes::len);
            if length > left {
                return;
            }
            left -= length;
        }
    };
    let _ = timeout(SKIP_TIME, skipping).await;
}
