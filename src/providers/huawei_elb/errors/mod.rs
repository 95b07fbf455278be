//! The errors of each version of the API: they share neither codes nor envelopes.

mod shared;
pub(super) mod v1;
pub(super) mod v2;
pub(super) mod v3;
