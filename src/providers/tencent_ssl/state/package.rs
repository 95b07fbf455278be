//! Packages of points, with which certificates are paid.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// A package. No request creates packages: they come from a given state.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Package {
    /// Letters and digits.
    pub(crate) id: String,
    /// How many points it began with, in the vendor's word.
    #[serde(default)]
    pub(crate) kind: PackageKind,
    /// How many points are left.
    #[serde(default = "all_points")]
    pub(crate) balance: u64,
    /// The product that it was bought with, by its number.
    #[serde(default)]
    pub(crate) pid: Option<i64>,
    /// Whether it was refunded.
    #[serde(default)]
    pub(crate) refunded: bool,
    /// Where it comes from: `buy`, `transferIn`.
    #[serde(default = "bought")]
    pub(crate) source: String,
    /// The previous owner, if it was transferred.
    #[serde(default)]
    pub(crate) source_uin: Option<u64>,
    /// When it was bought.
    #[serde(with = "crate::moment")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub(crate) created: OffsetDateTime,
    /// When points of it were last spent.
    #[serde(default, with = "crate::moment::option")]
    #[schemars(with = "Option<String>", extend("format" = "date-time"))]
    pub(crate) updated: Option<OffsetDateTime>,
    /// When it expires.
    #[serde(with = "crate::moment")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub(crate) expires: OffsetDateTime,
}

fn all_points() -> u64 {
    PackageKind::default().points()
}

fn bought() -> String {
    "buy".to_owned()
}

/// How many points a package began with.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub(crate) enum PackageKind {
    #[default]
    #[serde(rename = "ssl_100")]
    Ssl100,
    #[serde(rename = "ssl_500")]
    Ssl500,
    #[serde(rename = "ssl_2000")]
    Ssl2000,
}

impl PackageKind {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Ssl100 => "ssl_100",
            Self::Ssl500 => "ssl_500",
            Self::Ssl2000 => "ssl_2000",
        }
    }

    pub(crate) fn points(self) -> u64 {
        match self {
            Self::Ssl100 => 100,
            Self::Ssl500 => 500,
            Self::Ssl2000 => 2000,
        }
    }
}

/// What a certificate costs.
#[derive(Clone, Debug, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Points {
    /// The product, by its number in the list of `CreateCertificateByPackage`.
    pub(crate) product: u32,
    /// How many points.
    pub(crate) points: u64,
}

/// The status of a package.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum PackageStatus {
    Expired,
    Refunded,
    Usable,
    Used,
}

impl PackageStatus {
    /// The vendor's word.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Expired => "expired",
            Self::Refunded => "refund",
            Self::Usable => "usable",
            Self::Used => "used",
        }
    }
}

impl Package {
    pub(crate) fn status(&self, now: OffsetDateTime) -> PackageStatus {
        if self.refunded {
            PackageStatus::Refunded
        } else if self.balance == 0 {
            PackageStatus::Used
        } else if self.expires <= now {
            PackageStatus::Expired
        } else {
            PackageStatus::Usable
        }
    }
}
