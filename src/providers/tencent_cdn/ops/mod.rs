//! The behaviour of each operation.

pub(super) mod certificates;
pub(super) mod configure;
mod https;
pub(super) mod lifecycle;
pub(super) mod list;
mod route;
