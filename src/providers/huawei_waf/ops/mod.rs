//! The behaviour of each operation.

pub(super) mod apply;
pub(super) mod certificates;
pub(super) mod hosts;
pub(crate) mod manager;
