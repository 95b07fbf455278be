//! Requests and replies, as the vendor writes them.

pub(super) mod certificates;
pub(super) mod hosts;
pub(super) mod requests;
mod timestamp;
pub(super) mod zones;
