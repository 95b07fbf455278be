//! What each operation does, by the version of the API.

pub(super) mod v1;
