//! What the operations do.

pub(super) mod modify;
pub(super) mod tags;
