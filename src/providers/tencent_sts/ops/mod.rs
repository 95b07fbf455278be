//! The behaviour of each operation.

pub(super) mod identity;
