//! What each operation does.

pub(super) mod tokens;
pub(super) mod versions;
