//! Requests and replies, and how the service reads their values.

pub(super) mod certificate;
pub(super) mod fields;
pub(super) mod http_rule;
pub(super) mod python;
pub(super) mod team;
