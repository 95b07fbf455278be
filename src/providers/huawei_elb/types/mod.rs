//! Requests and replies, as each version of the API has them.

pub(super) mod moment;
pub(super) mod v1;
