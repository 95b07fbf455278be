//! The behaviour of each operation.

pub(super) mod bound;
mod certificate;
pub(super) mod change;
pub(super) mod domain;
pub(super) mod list;
pub(super) mod listener;
pub(super) mod task;
