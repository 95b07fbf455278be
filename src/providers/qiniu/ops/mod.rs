//! The behaviour of each operation.

pub(super) mod certificates;
pub(super) mod domains;
