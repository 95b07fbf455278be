//! What the operations do.

pub(super) mod identity;
