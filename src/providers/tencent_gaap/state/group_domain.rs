//! The domain of a group of proxies, which directs clients to the nearest proxy.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The targets of a group's domain.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct GroupDomain {
    /// The default target: an address or a host name.
    pub(crate) default_value: String,
    /// The regions that it directs clients to, each with the clients' countries.
    #[serde(default)]
    pub(crate) access_regions: Vec<AccessRegion>,
}

/// A region that the domain of a group leads to.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AccessRegion {
    /// The region, by its id.
    pub(crate) id: String,
    /// The codes of the countries whose clients are directed there.
    #[serde(default)]
    pub(crate) countries: Vec<String>,
}
