//! The places that a certificate was pushed or deployed to.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// A place that a certificate came to.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Placement {
    /// When.
    #[serde(with = "crate::moment")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub(crate) time: OffsetDateTime,
    /// The service.
    pub(crate) service: Service,
    /// The name of the project; absent if the service has none.
    #[serde(default)]
    pub(crate) project: Option<String>,
    /// The id of the certificate there, or of the resource that it was deployed to; empty if it is not known.
    #[serde(default)]
    pub(crate) resource_id: String,
    /// Whether it was pushed (`true`) or deployed (`false`).
    #[serde(default = "yes")]
    pub(crate) pushed: bool,
}

impl Placement {
    /// The name of the place, such as `ELB 1a2b`.
    pub(crate) fn name(&self) -> String {
        format!("{} {}", self.service.name(), self.resource_id).trim_end().to_owned()
    }
}

fn yes() -> bool {
    true
}

/// A service that certificates come to.
#[derive(
    Clone, Copy, Debug, Deserialize, Eq, JsonSchema, Ord, PartialEq, PartialOrd, Serialize,
)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum Service {
    /// The content delivery network, which has no projects.
    Cdn,
    /// The load balancers.
    Elb,
    /// The firewall.
    Waf,
}

impl Service {
    fn name(self) -> &'static str {
        match self {
            Self::Cdn => "CDN",
            Self::Elb => "ELB",
            Self::Waf => "WAF",
        }
    }

    /// The service of that name. The older API told two kinds of load balancers apart.
    pub(crate) fn find(name: &str) -> Option<Self> {
        match name {
            "CDN" => Some(Self::Cdn),
            "ELB" | "Enhance_ELB" => Some(Self::Elb),
            "WAF" => Some(Self::Waf),
            _ => None,
        }
    }
}
