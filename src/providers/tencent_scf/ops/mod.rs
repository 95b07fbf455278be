//! What the operations do.

pub(super) mod configure;
pub(super) mod list;
