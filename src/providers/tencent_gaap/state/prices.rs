//! The prices of proxies.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a proxy costs. Assumption: every proxy has the prices of the vendor's example of
/// `InquiryPriceCreateProxy`, whatever its regions and its limits, and there is no discount; traffic
/// and the premium network have no price unless a state says one. From: that example; the price list
/// is on no page of the API.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Prices {
    /// As `CNY`.
    pub(crate) currency: String,
    /// The price of a day, whatever is used.
    pub(crate) daily: f64,
    /// The prices of a day for each Mbit/s, by bandwidth, the smallest first.
    pub(crate) bandwidth: Vec<Step>,
    /// The price of a gigabyte, if traffic is billed.
    pub(crate) traffic: Option<f64>,
    /// The price of a day for each Mbit/s of the premium network.
    pub(crate) cn2: f64,
}

/// The price of a range of bandwidths.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Step {
    /// The upper limit of the tier, in Mbit/s; the last tier has none.
    #[serde(default)]
    pub(crate) to: Option<u32>,
    /// The price of a day for each Mbit/s.
    pub(crate) price: f64,
}

impl Default for Prices {
    fn default() -> Self {
        let step = |to, price| Step { to, price };
        Self {
            currency: "CNY".to_owned(),
            daily: 80.64,
            bandwidth: vec![
                step(Some(20), 130.0),
                step(Some(100), 90.0),
                step(Some(500), 70.0),
                step(Some(2000), 60.0),
                step(None, 50.0),
            ],
            traffic: None,
            cn2: 0.0,
        }
    }
}
