//! Tencent Cloud: SSL, GAAP and tags.

mod client;
mod deletions;
mod deployments;
mod documented;
mod gaap;
mod lists;
mod orders;
mod paid_orders;
mod parallel;
mod properties;
mod reissues;
mod signatures;
mod signer;
mod tags;
mod uploads;
mod wire;

use self::client::{Client, GAAP};
pub(crate) use self::client::{response, signed};
use crate::mock::Mock;

/// A client of GAAP on that server.
pub(crate) fn gaap_of(mock: Mock) -> Client {
    Client::of(mock, &GAAP)
}
