//! The service's wire, with the shapes that the vendor publishes for it.

use crate::protocol::tencent::Tencent;
use crate::providers::tencent::requests_of;

pub(crate) static WIRE: Tencent = Tencent::new("cdn", "2018-06-06", || requests_of!("tencent_cdn"));
