//! A TCP connection, below TLS and HTTP.

use std::io::{self, IoSlice};
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio_io_timeout::TimeoutWriter;

/// A byte stream in both directions.
pub(super) trait Wire: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Wire for T {}

/// Makes the socket end with a TCP reset when it is closed.
#[derive(Clone, Debug, Default)]
pub(super) struct Reset(Arc<AtomicBool>);

impl Reset {
    pub(super) fn order(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    fn is_ordered(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// A connection that fails when the client reads nothing for too long.
#[derive(Debug)]
pub(super) struct Socket {
    stream: Pin<Box<TimeoutWriter<TcpStream>>>,
    reset: Reset,
}

impl Socket {
    /// `patience` is how long the client may leave sent data unread.
    pub(super) fn new(stream: TcpStream, patience: Duration) -> Self {
        // Small responses are sent at once. If the system does not support this, they are sent a little
        // later.
        let _ = stream.set_nodelay(true);
        let mut stream = TimeoutWriter::new(stream);
        stream.set_timeout(Some(patience));
        Self { stream: Box::pin(stream), reset: Reset::default() }
    }

    pub(super) fn reset(&self) -> Reset {
        self.reset.clone()
    }

    /// The local address of the connection.
    pub(super) fn own_address(&self) -> io::Result<SocketAddr> {
        self.stream.get_ref().local_addr()
    }

    /// Waits for the first byte without consuming it; nothing if the client closes first.
    pub(super) async fn first_byte(&self) -> io::Result<Option<u8>> {
        let mut byte = [0];
        let count = self.stream.get_ref().peek(&mut byte).await?;
        Ok((count > 0).then_some(byte[0]))
    }

    /// With a linger time of zero, closing the connection resets it.
    fn reset_if_ordered(&self) -> bool {
        let is_ordered = self.reset.is_ordered();
        if is_ordered {
            let _ = self.stream.get_ref().set_zero_linger();
        }
        is_ordered
    }
}

impl AsyncRead for Socket {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.stream.as_mut().poll_read(context, buffer)
    }
}

impl AsyncWrite for Socket {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.stream.as_mut().poll_write(context, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.stream.as_mut().poll_write_vectored(context, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.stream.as_mut().poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.reset_if_ordered() {
            return Poll::Ready(Ok(()));
        }
        self.stream.as_mut().poll_shutdown(context)
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.reset_if_ordered();
    }
}
