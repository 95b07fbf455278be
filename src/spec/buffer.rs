//! The buffer in which a thread writes its replies.
//!
//! A finished reply is copied into memory of exactly its size. This costs less than a new buffer for each reply,
//! which grows and is then cut to size.

use std::cell::Cell;

use bytes::Bytes;

/// The room that a buffer begins with, in bytes. Most replies fit into it.
const USUAL: usize = 4 << 10;

/// The largest buffer that a thread keeps, in bytes.
const LARGEST: usize = 32 << 10;

thread_local!(static BUFFER: Cell<Vec<u8>> = const { Cell::new(Vec::new()) });

/// An empty buffer. It is the thread's own, unless that is in use.
pub(crate) fn take() -> Vec<u8> {
    let mut buffer = BUFFER.take();
    buffer.reserve(USUAL);
    buffer
}

/// The contents of a buffer, in memory of exactly their size.
pub(crate) fn finish(mut written: Vec<u8>) -> Bytes {
    if written.capacity() > LARGEST {
        return written.into_boxed_slice().into();
    }
    let bytes = Bytes::copy_from_slice(&written);
    let kept = BUFFER.take();
    if written.capacity() > kept.capacity() {
        written.clear();
        BUFFER.set(written);
    } else {
        BUFFER.set(kept);
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reply_has_nothing_of_the_one_before_and_a_thread_keeps_the_largest_buffer_within_the_limit()
     {
        let finish_with = |text: &str| {
            let mut buffer = take();
            assert!(buffer.is_empty());
            buffer.extend_from_slice(text.as_bytes());
            finish(buffer)
        };
        assert_eq!(finish_with(&"x".repeat(10_000)), "x".repeat(10_000));
        assert_eq!(finish_with("short"), "short");
        // Replies that were not written in it do not take its place.
        assert_eq!(finish(b"refused".to_vec()), "refused");
        let outer = take();
        assert!(outer.capacity() >= 10_000);
        assert_eq!(finish_with("inner"), "inner");
        assert_eq!(finish(outer), "");
        assert_eq!(finish_with(&"y".repeat(LARGEST + 1)).len(), LARGEST + 1);
        assert!(take().capacity() <= LARGEST);
    }
}
