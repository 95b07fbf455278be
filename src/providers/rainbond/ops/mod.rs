//! What each operation does.

pub(super) mod certificates;
pub(super) mod http_rules;
pub(super) mod teams;
