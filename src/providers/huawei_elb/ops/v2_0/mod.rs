//! The operations of v2.0 except those on certificates, which it shares with v2.

pub(crate) mod listeners;
pub(crate) mod quotas;
