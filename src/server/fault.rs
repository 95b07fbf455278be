//! Transport faults: errors on a connection that a rule asks for.
//!
//! Faults of a body are made in the body. Faults below HTTP are made here: the service tells the connection's
//! [`Line`], through which its response is about to be sent.

use std::convert::Infallible;
use std::future::Future;
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::Body;
use bytes::Bytes;
use futures_util::{StreamExt, stream};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::task::yield_now;

use super::end::End;
use super::socket::{Reset, Wire};
use crate::rules::Transport;

/// What a connection's line does with the data that it is given next.
#[derive(Clone, Copy, Debug)]
enum Order {
    /// Send garbage instead, and close.
    Garbage,
    /// Send the head byte by byte, with this pause after each byte.
    SlowHead(Duration),
}

/// Gives orders to the line of a connection.
#[derive(Clone, Debug)]
pub(super) struct Switch {
    order: Arc<Mutex<Option<Order>>>,
    /// Resets the socket below the line.
    reset: Reset,
}

impl Switch {
    pub(super) fn new(reset: Reset) -> Self {
        Self { order: Arc::default(), reset }
    }

    fn set(&self, order: Order) {
        *self.order.lock().unwrap_or_else(PoisonError::into_inner) = Some(order);
    }

    fn get(&self) -> Option<Order> {
        *self.order.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn clear(&self) {
        *self.order.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Applies a transport fault to the response. An error closes the connection without a response.
    pub(super) fn apply(&self, transport: Transport) -> io::Result<()> {
        match transport {
            Transport::Close => return Err(io::ErrorKind::ConnectionAborted.into()),
            Transport::Reset => {
                self.reset.order();
                return Err(io::ErrorKind::ConnectionReset.into());
            }
            Transport::Garbage => self.set(Order::Garbage),
            Transport::SlowHeaders(every) => self.set(Order::SlowHead(every.to_std())),
            Transport::Hang
            | Transport::Empty
            | Transport::Truncate(_)
            | Transport::Dribble { .. } => {}
        }
        Ok(())
    }
}

/// Bytes that no client can parse as HTTP.
const GARBAGE: &[u8] = b"\x00\xff\xfe\x01certmock\x02\x00\x80garbage\x15\x03\x01\r\n\r\n\x00";

/// A connection that can have transport faults.
pub(super) struct Line<S> {
    wire: S,
    switch: Switch,
    end: End,
    /// The number of bytes of the garbage that were sent.
    sent: usize,
    /// The last bytes that were sent of a slow head.
    tail: [u8; 4],
    pause: Option<Pin<Box<dyn Future<Output = ()> + Send>>>,
}

impl<S: Wire> Line<S> {
    pub(super) fn new(wire: S, switch: Switch, end: End) -> Self {
        Self { wire, switch, end, sent: 0, tail: [0; 4], pause: None }
    }

    fn wire(&mut self) -> Pin<&mut S> {
        Pin::new(&mut self.wire)
    }

    fn write_garbage(&mut self, context: &mut Context<'_>) -> Poll<io::Result<usize>> {
        while self.sent < GARBAGE.len() {
            let rest = &GARBAGE[self.sent..];
            self.sent += ready!(self.wire().poll_write(context, rest))?;
        }
        Poll::Ready(Err(io::ErrorKind::BrokenPipe.into()))
    }

    fn write_slowly(
        &mut self,
        context: &mut Context<'_>,
        bytes: &[u8],
        every: Duration,
    ) -> Poll<io::Result<usize>> {
        if let Some(pause) = &mut self.pause {
            ready!(pause.as_mut().poll(context));
            self.pause = None;
        }
        let first = bytes.get(..1).unwrap_or_default();
        let written = ready!(self.wire().poll_write(context, first))?;
        if let Some(byte) = first.first().filter(|_| written == 1) {
            self.tail.rotate_left(1);
            self.tail[3] = *byte;
            if self.tail == *b"\r\n\r\n" {
                self.tail = [0; 4];
                self.switch.clear();
            } else {
                let end = self.end.clone();
                self.pause = Some(Box::pin(async move { end.sleep(every).await }));
            }
        }
        Poll::Ready(Ok(written))
    }
}

impl<S: Wire> AsyncRead for Line<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.wire().poll_read(context, buffer)
    }
}

impl<S: Wire> AsyncWrite for Line<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        match self.switch.get() {
            None => self.wire().poll_write(context, bytes),
            Some(Order::Garbage) => self.write_garbage(context),
            Some(Order::SlowHead(every)) => self.write_slowly(context, bytes, every),
        }
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        if self.switch.get().is_none() {
            return self.wire().poll_write_vectored(context, slices);
        }
        let first = slices.iter().find(|slice| !slice.is_empty());
        self.poll_write(context, first.map_or(&[], |slice| &**slice))
    }

    fn is_write_vectored(&self) -> bool {
        self.wire.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.wire().poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.wire().poll_shutdown(context)
    }
}

/// The body of a response with a transport fault. When the server ends, the rest of the body is sent at once.
pub(super) fn body(bytes: Bytes, transport: Transport, end: End) -> Body {
    match transport {
        Transport::Empty => Body::empty(),
        Transport::Truncate(length) => {
            let mut kept = bytes;
            kept.truncate(length);
            // The head announced a longer body, so the connection is closed after this error. Yielding first
            // gives hyper the time to send what there is.
            let cut = stream::once(async {
                yield_now().await;
                Err(io::Error::from(io::ErrorKind::UnexpectedEof))
            });
            Body::from_stream(stream::once(async { Ok(kept) }).chain(cut))
        }
        Transport::Dribble { bytes: size, every } => {
            let pieces =
                stream::unfold((bytes, true, end), move |(mut rest, is_first, end)| async move {
                    if rest.is_empty() {
                        return None;
                    }
                    if !is_first {
                        end.sleep(every.to_std()).await;
                    }
                    let size = if end.has_begun() { rest.len() } else { size.min(rest.len()) };
                    let piece = rest.split_to(size);
                    Some((Ok::<_, Infallible>(piece), (rest, false, end)))
                });
            Body::from_stream(pieces)
        }
        _ => bytes.into(),
    }
}
