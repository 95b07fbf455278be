//! Requests and replies, as the vendor writes them.

pub(super) mod certificate;
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
pub(super) mod statistics;
pub(super) mod stream;
pub(super) mod task;

use schemars::JsonSchema;
use serde::Serialize;

use super::errors::Error;

/// The default page size.
pub(super) const DEFAULT_LIMIT: u64 = 20;

/// The lists with an error of their own for too many items, which the protocol therefore does not check.
pub(super) const LISTS: &[&str] = &["Headers", "RealServerBindSet"];

/// An empty reply.
#[derive(JsonSchema, Serialize)]
pub(crate) struct Done {}

/// Reads the vendor's switch: 0 or 1, by default 0.
pub(super) fn switch(value: Option<impl TryInto<u8>>) -> Result<bool, Error> {
    match value.map(TryInto::try_into) {
        None | Some(Ok(0)) => Ok(false),
        Some(Ok(1)) => Ok(true),
        Some(_) => Err(Error::InvalidParameterValue),
    }
}
