//! The buffer in which a thread writes its replies.
//!
//! A finished reply is copied to where it stays: into a block, behind the thread's replies before it. The journal
//! forgets replies in the order in which they came, so that blocks become free as a whole. That costs less than
//! memory for each reply, which leaves gaps of many sizes.

use std::cell::{Cell, RefCell};

use bytes::{Bytes, BytesMut};

/// The room that a buffer begins with, in bytes. Most replies fit into it.
const USUAL: usize = 4 << 10;

/// The largest buffer that a thread keeps, in bytes.
const LARGEST: usize = 32 << 10;

/// The size of a block, and of the largest reply that is put into one, in bytes. A reply that a client leaves unread
/// keeps its whole block.
const BLOCK: usize = 32 << 10;
const SMALL: usize = 8 << 10;

thread_local! {
    static BUFFER: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
    static REPLIES: RefCell<BytesMut> = RefCell::new(BytesMut::new());
}

/// An empty buffer. It is the thread's own, unless that is in use.
pub(crate) fn take() -> Vec<u8> {
    let mut buffer = BUFFER.take();
    buffer.reserve(USUAL);
    buffer
}

/// The contents of a buffer, without spare memory.
pub(crate) fn finish(mut written: Vec<u8>) -> Bytes {
    if written.capacity() > LARGEST {
        return written.into_boxed_slice().into();
    }
    let bytes = if written.len() > SMALL {
        Bytes::copy_from_slice(&written)
    } else {
        REPLIES.with_borrow_mut(|replies| append(replies, &written))
    };
    let kept = BUFFER.take();
    if written.capacity() > kept.capacity() {
        written.clear();
        BUFFER.set(written);
    } else {
        BUFFER.set(kept);
    }
    bytes
}

/// Copies a reply into a block; a new one, if there is no room for it.
fn append(block: &mut BytesMut, reply: &[u8]) -> Bytes {
    if block.capacity() < reply.len() {
        // This reuses the memory of the last block if none of its replies is left.
        block.reserve(BLOCK);
    }
    block.extend_from_slice(reply);
    block.split().freeze()
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

    #[test]
    fn replies_share_a_block_and_each_keeps_its_own_bytes() {
        let replies: Vec<_> =
            (0..100).map(|number| vec![number; 100 * usize::from(number)]).collect();
        let finished: Vec<_> = replies.iter().map(|reply| finish(reply.clone())).collect();
        assert!(replies.iter().zip(&finished).all(|(reply, kept)| reply == kept));
        let follows = |pair: &[Bytes]| pair[0].as_ptr_range().end == pair[1].as_ptr();
        assert!(finished.windows(2).filter(|pair| follows(pair)).count() > 50);
    }
}
