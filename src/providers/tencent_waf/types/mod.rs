//! Requests and replies, as the vendor writes them.

pub(super) mod requests;
pub(super) mod shown;
