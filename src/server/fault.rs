//! What goes wrong on a connection because a rule says so.
//!
//! What happens to a body is done where the body is; what happens below HTTP, here: the service says
//! it to the line that its answer is about to leave on.

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

/// What the line of a connection is to do with what it is given next.
#[derive(Clone, Copy, Debug)]
enum Order {
    /// Send this instead, and end.
    Garbage,
    /// Send a byte at a time, so long apart, up to the end of the head.
    SlowHead(Duration),
}

/// Says to the line of a connection what it is to do.
#[derive(Clone, Debug)]
pub(super) struct Switch {
    order: Arc<Mutex<Option<Order>>>,
    /// Of the socket below it.
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

    /// Has that happen to an answer; an error is the end of the connection without one.
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

/// Bytes that no client can take for HTTP.
const GARBAGE: &[u8] = b"\x00\xff\xfe\x01certmock\x02\x00\x80garbage\x15\x03\x01\r\n\r\n\x00";

/// A connection that can go wrong.
pub(super) struct Line<S> {
    wire: S,
    switch: Switch,
    end: End,
    /// How much of the garbage is sent.
    sent: usize,
    /// The last bytes of a head that is being sent slowly.
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

/// The body as it leaves. When the server ends, what is left of it leaves at once.
pub(super) fn body(bytes: Bytes, transport: Transport, end: End) -> Body {
    match transport {
        Transport::Empty => Body::empty(),
        Transport::Truncate(length) => {
            let mut kept = bytes;
            kept.truncate(length);
            // The head has promised more: the connection ends where that does not come. What is there
            // leaves while nothing more is.
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
