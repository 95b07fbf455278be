//! The buffer in which a thread writes its replies.
//!
//! A reply is copied out of it into memory of just its size, which costs less than a buffer that grows with
//! each reply and is cut to size when it is done.

use std::cell::Cell;

use bytes::Bytes;

/// The largest buffer that a thread keeps, in bytes.
const LARGEST: usize = 32 << 10;

thread_local!(static BUFFER: Cell<Vec<u8>> = const { Cell::new(Vec::new()) });

/// An empty buffer: this thread's, where nothing else is being written in it.
pub(crate) fn take() -> Vec<u8> {
    BUFFER.take()
}

/// What was written in a buffer. It takes no more memory than it is long.
pub(crate) fn finish(mut written: Vec<u8>) -> Bytes {
    if written.capacity() > LARGEST {
        return written.into_boxed_slice().into();
    }
    let bytes = Bytes::copy_from_slice(&written);
    written.clear();
    BUFFER.set(written);
    bytes
}
