//! The behaviour of each operation.

pub(super) mod list;
pub(super) mod set;
