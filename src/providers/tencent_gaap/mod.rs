//! Tencent Cloud GAAP: known by its actions, none of which is emulated yet.

use crate::protocol::tencent::{Api, Tencent};
use crate::spec::Provider;

static WIRE: Tencent = Tencent::new("gaap", "2018-05-29", || Api::read(include_str!("api.json")));

/// The table.
pub static PROVIDER: Provider = Provider {
    id: "tencent_gaap",
    title: "Tencent Cloud GAAP",
    protocol: &WIRE,
    prefixes: &[],
    entrance: None,
    download: None,
    state: None,
    operations: &[],
};
