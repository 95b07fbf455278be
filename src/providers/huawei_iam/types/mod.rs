//! Requests and replies, as IAM writes them.

pub(super) mod catalog;
pub(super) mod lookup;
pub(super) mod token;
