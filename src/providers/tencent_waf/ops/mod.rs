//! The behaviour of each operation.

mod certificate;
pub(super) mod domain;
mod rules;
