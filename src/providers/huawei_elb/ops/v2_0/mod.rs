//! What v2.0 has beside the certificates, which are those of v2.

pub(crate) mod listeners;
pub(crate) mod quotas;
