//! The behaviour of each operation.

pub(super) mod authenticate;
pub(super) mod bind;
pub(super) mod certificate;
pub(super) mod change_proxy;
pub(super) mod change_rule;
pub(super) mod create_proxy;
pub(super) mod custom_header;
pub(super) mod dns_record;
pub(super) mod domain;
pub(super) mod error_page;
pub(super) mod forwarding_rule;
pub(super) mod global_domain;
pub(super) mod group;
pub(super) mod http_listener;
pub(super) mod listener;
pub(super) mod proxy;
pub(super) mod real_server;
pub(super) mod region;
pub(super) mod site;
pub(super) mod statistics;
pub(super) mod stream;
pub(super) mod task;
