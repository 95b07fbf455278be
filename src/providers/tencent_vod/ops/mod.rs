//! What the operations do.

pub(super) mod list;
pub(super) mod set;
