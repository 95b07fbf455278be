//! The service's wire, with the shapes that the vendor publishes for it.

use crate::protocol::tencent::{Api, Tencent};

pub(crate) static WIRE: Tencent =
    Tencent::new("cdn", "2018-06-06", || Api::read(include_str!("../api.json")));
