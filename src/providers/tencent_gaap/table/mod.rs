//! The operations, by the kind of object.

pub(super) mod certificates;
pub(super) mod domains;
pub(super) mod global_domains;
pub(super) mod groups;
pub(super) mod listeners;
pub(super) mod proxies;
pub(super) mod real_servers;
pub(super) mod rules;
pub(super) mod statistics;
pub(super) mod stream_listeners;
