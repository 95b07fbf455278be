//! The behaviour of each operation.

mod change;
pub(super) mod configs;
pub(super) mod domains;
pub(super) mod https;
pub(super) mod lifecycle;
pub(crate) mod manager;

pub(super) use self::change::CONFIGURE_PACE;
