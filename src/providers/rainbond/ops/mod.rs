//! The behaviour of each operation.

pub(super) mod certificates;
pub(super) mod http_rules;
pub(super) mod teams;
