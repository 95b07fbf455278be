//! The operations, by the version of the API.

pub(super) mod v1;
pub(super) mod v2;
pub(super) mod v2_0;
pub(super) mod v3;
