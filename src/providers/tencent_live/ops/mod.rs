//! What the operations do.

pub(super) mod bind;
pub(super) mod list;
