//! The behaviour of each operation.

pub(super) mod catalog;
pub(super) mod domains;
pub(super) mod projects;
pub(super) mod tokens;
pub(super) mod versions;
