//! The classic API.

pub(crate) mod certificates;
pub(crate) mod quotas;
pub(crate) mod versions;
