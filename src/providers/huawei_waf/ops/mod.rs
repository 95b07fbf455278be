//! What each operation does.

pub(super) mod apply;
pub(super) mod certificates;
pub(super) mod hosts;
pub(crate) mod manager;
