//! The behaviour of each operation.

pub(super) mod certificates;
pub(super) mod deploy;
pub(super) mod list;
pub(super) mod placements;
pub(super) mod push;
