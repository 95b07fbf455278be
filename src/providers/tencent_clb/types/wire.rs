//! The service's wire, with the shapes that the vendor publishes for it.

use crate::protocol::tencent::Tencent;
use crate::providers::tencent::requests_of;

/// The lists whose length the actions themselves check.
const LISTS: &[&str] = &["CertIds", "Filters", "ListenerIds", "LoadBalancerIds", "Values"];

/// Assumption: who names no region is refused, though some pages of the vendor's have it that it need not be
/// named. From: the newest of its pages, and what trackers have of other services of its.
pub(crate) static WIRE: Tencent = Tencent::new("clb", "2018-03-17", || requests_of!("tencent_clb"))
    .with_own_lists(LISTS)
    .by_region();
