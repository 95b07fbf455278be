//! The domain of a group of proxies, by which clients are led to the nearest.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Where the domain of a group leads.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct GroupDomain {
    /// Where it leads by default: an address or a host name.
    pub(crate) default_value: String,
    /// The regions that it leads to, each with the countries whose clients it leads there.
    #[serde(default)]
    pub(crate) access_regions: Vec<AccessRegion>,
}

/// A region that the domain of a group leads to.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AccessRegion {
    /// The region, by its id.
    pub(crate) id: String,
    /// The codes of the countries whose clients are led there.
    #[serde(default)]
    pub(crate) countries: Vec<String>,
}
