//! What each operation does.

pub(super) mod certificates;
pub(super) mod quotas;
pub(super) mod versions;
