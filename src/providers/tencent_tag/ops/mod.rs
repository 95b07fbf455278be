//! The behaviour of each operation.

pub(super) mod modify;
pub(super) mod tags;
