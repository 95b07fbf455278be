//! What the operations do.

pub(super) mod authenticate;
pub(super) mod certificate;
pub(super) mod create_proxy;
pub(super) mod domain;
pub(super) mod forwarding_rule;
pub(super) mod listener;
pub(super) mod proxy;
pub(super) mod task;

use super::errors::Error;
use crate::protocol::tencent::say_missing;
use crate::spec::Refusal;

/// How many objects a page has, where nothing else is said.
const DEFAULT_LIMIT: u64 = 20;

/// The refusal of a request without a parameter that it needs this time.
fn missing(name: &str) -> Refusal<Error> {
    Refusal::saying(Error::MissingParameter, say_missing(name))
}

/// A switch of the vendor's: 0 or 1, and 0 where it is not given.
fn switch(value: Option<impl TryInto<u8>>) -> Result<bool, Error> {
    match value.map(TryInto::try_into) {
        None | Some(Ok(0)) => Ok(false),
        Some(Ok(1)) => Ok(true),
        Some(_) => Err(Error::InvalidParameterValue),
    }
}
