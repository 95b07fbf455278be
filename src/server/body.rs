//! Reads whole bodies, within limits of size and time.

use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderMap, header};
use bytes::Bytes;
use futures_util::FutureExt as _;
use http_body::{Body as _, Frame};
use http_body_util::BodyExt as _;
use tokio::time::timeout;
use tracing::debug;

/// How long to wait for the rest of a body that is too large.
const SKIP_TIME: Duration = Duration::from_secs(1);

/// The limits for reading a body.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bounds {
    /// The largest body, in bytes.
    pub(crate) limit: usize,
    /// How long the sender may send nothing.
    pub(crate) patience: Duration,
}

/// Why a body was not read.
#[derive(Debug)]
pub(crate) enum BodyError {
    /// The connection ended before the body did.
    Cut,
    /// The sender sent nothing for too long.
    Silent,
    /// The body is larger than the limit. Its rest may still be on its way.
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
        // A client that waits for `100 Continue` sends nothing now.
        if !headers.contains_key(header::EXPECT) {
            skip(body, limit).await;
        }
        return Err(BodyError::TooLarge);
    }
    // A body that comes in one part is not copied. Of one in more parts, `whole` begins with the first.
    let (mut first, mut whole) = (Bytes::new(), Vec::new());
    while let Some(part) = next_part(&mut body, patience).await? {
        if first.len().max(whole.len()) + part.len() > limit {
            skip(body, limit).await;
            return Err(BodyError::TooLarge);
        }
        if first.is_empty() {
            first = part;
            continue;
        }
        if whole.is_empty() {
            whole.extend_from_slice(&first);
        }
        whole.extend_from_slice(&part);
    }
    Ok(if whole.is_empty() { first } else { whole.into() })
}

/// The next part of a body; nothing at its end.
async fn next_part(body: &mut Body, patience: Duration) -> Result<Option<Bytes>, BodyError> {
    loop {
        // Most bodies came together with their heads, and need no timer.
        let frame = match body.frame().now_or_never() {
            Some(frame) => frame,
            None => timeout(patience, body.frame()).await.map_err(|_| {
                debug!("a body stopped coming");
                BodyError::Silent
            })?,
        };
        match frame.map(|frame| frame.map(Frame::into_data)) {
            None => return Ok(None),
            Some(Ok(Ok(part))) => return Ok(Some(part)),
            // Fields behind the body are ignored.
            Some(Ok(Err(_))) => {}
            Some(Err(error)) => {
                debug!(%error, "a body was cut");
                return Err(BodyError::Cut);
            }
        }
    }
}

/// Reads and discards the rest of a body that is too large: a client that is still sending would not read the
/// response, but see a reset. Stops after a while, or after a multiple of the limit.
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
