//! Requests and replies, as each version of the API has them.

pub(super) mod members;
pub(super) mod moment;
pub(super) mod query;
pub(super) mod sorting;
pub(super) mod v1;
pub(super) mod v2;
pub(super) mod v2_0;
pub(super) mod v3;
