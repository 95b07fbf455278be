//! What the operations do.

mod certificate;
pub(super) mod domain;
mod rules;
