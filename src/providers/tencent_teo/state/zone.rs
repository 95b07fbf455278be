//! A zone, with its hosts.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::host::Host;
use super::words::{ActiveStatus, Area, DefaultStatus, LockStatus, ZoneStatus, ZoneType};
use crate::store::{Identified, Shelf};

/// A zone.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Zone {
    /// `zone-` and twelve letters and digits.
    pub(crate) id: String,
    /// Its domain.
    pub(crate) name: String,
    /// The alias, which distinguishes it from another zone of the same domain.
    #[serde(default)]
    pub(crate) alias: String,
    /// How it is connected.
    #[serde(default, rename = "type")]
    pub(crate) kind: ZoneType,
    /// Where it is served.
    #[serde(default)]
    pub(crate) area: Area,
    /// The status.
    #[serde(default)]
    pub(crate) status: ZoneStatus,
    /// Whether it is enabled.
    #[serde(default)]
    pub(crate) active: ActiveStatus,
    /// Whether its owner paused it.
    #[serde(default)]
    pub(crate) paused: bool,
    /// Whether it may be changed.
    #[serde(default)]
    pub(crate) lock: LockStatus,
    /// The id of its plan, `edgeone-…`.
    #[serde(default)]
    pub(crate) plan: String,
    /// Whether its hosts may present a certificate to their origins, which the vendor has to allow.
    #[serde(default = "yes")]
    pub(crate) upstream_mtls: bool,
    /// Its hosts.
    #[serde(default)]
    pub(crate) domains: Shelf<Host>,
    /// The default certificates for hosts without a certificate of their own.
    #[serde(default)]
    pub(crate) default_certificates: Vec<DefaultCertificate>,
    /// When it was added.
    #[serde(with = "crate::moment")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub(crate) created: OffsetDateTime,
    /// When it was last changed.
    #[serde(with = "crate::moment")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub(crate) modified: OffsetDateTime,
}

impl Identified for Zone {
    const MANY: &'static str = "zones";

    fn id(&self) -> &str {
        &self.id
    }
}

/// A default certificate for the hosts of a zone.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DefaultCertificate {
    /// Its id at SSL.
    pub(crate) id: String,
    /// The status.
    #[serde(default)]
    pub(crate) status: DefaultStatus,
    /// Why it failed.
    #[serde(default)]
    pub(crate) message: String,
}

fn yes() -> bool {
    true
}

impl Zone {
    /// Whether its owner paused it.
    pub(crate) fn is_paused(&self) -> bool {
        self.paused || self.active == ActiveStatus::Paused
    }

    /// Whether it is enabled.
    pub(crate) fn active(&self) -> ActiveStatus {
        if self.paused { ActiveStatus::Paused } else { self.active }
    }
}
