//! The behaviour of each operation.

pub(super) mod bind;
pub(super) mod list;
