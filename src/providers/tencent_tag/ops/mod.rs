//! What the operations do.

pub(super) mod tags;
