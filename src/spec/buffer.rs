//! The buffer in which a thread writes its replies.
//!
//! A finished reply is copied into memory of exactly its size. This costs less than a new buffer for each reply,
//! which grows and is then cut to size.

use std::cell::Cell;

use bytes::Bytes;

/// The largest buffer that a thread keeps, in bytes.
const LARGEST: usize = 32 << 10;

thread_local!(static BUFFER: Cell<Vec<u8>> = const { Cell::new(Vec::new()) });

/// An empty buffer. It is the thread's own, unless that is in use.
pub(crate) fn take() -> Vec<u8> {
    BUFFER.take()
}

/// The contents of a buffer, in memory of exactly their size.
pub(crate) fn finish(mut written: Vec<u8>) -> Bytes {
    if written.capacity() > LARGEST {
        return written.into_boxed_slice().into();
    }
    let bytes = Bytes::copy_from_slice(&written);
    written.clear();
    BUFFER.set(written);
    bytes
}
