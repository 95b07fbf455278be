//! The behaviour of each operation.

mod filters;
mod given;
pub(super) mod hosts;
pub(super) mod modify;
pub(super) mod zones;
