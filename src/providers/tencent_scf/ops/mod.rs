//! The behaviour of each operation.

pub(super) mod configure;
pub(super) mod list;
