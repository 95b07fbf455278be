//! The behaviour of each operation, by the version of the API, and what the versions share.

mod domains;
mod listening;
mod page;
mod replace;
mod texts;
pub(super) mod v1;
pub(super) mod v2;
pub(super) mod v2_0;
pub(super) mod v3;
