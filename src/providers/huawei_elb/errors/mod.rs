//! The errors of each version of the API: they share neither codes nor envelopes.

pub(super) mod v1;
