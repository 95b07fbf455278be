//! What deployments have brought to the instances that products keep.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::records::{Item, Record};

/// What the last deployment to an instance brought.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Delivery {
    /// The number of its record, or of the record's retry that brought it.
    pub(crate) record: u64,
    /// The certificate.
    pub(crate) certificate_id: String,
    /// When the deployment began.
    #[serde(with = "crate::moment")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub(crate) at: OffsetDateTime,
    /// How the instance was named: `domain|on`.
    #[serde(default)]
    pub(crate) asked_as: Option<String>,
    /// Whether it was named, and not found by the certificate that it had.
    #[serde(default)]
    pub(crate) is_by_name: bool,
    /// Whether HTTPS is on from then, where that is known: of live.
    #[serde(default)]
    pub(crate) https: Option<bool>,
}

/// The last deliveries, by the places of the instances.
pub(crate) type Deliveries = BTreeMap<String, Delivery>;

impl Delivery {
    pub(crate) fn of(record: &Record, item: &Item) -> Self {
        Self {
            record: record.number(),
            certificate_id: record.certificate_of(item).to_owned(),
            at: record.updated(),
            asked_as: item.asked_as.clone(),
            is_by_name: record.is_by_name(item),
            https: record.https_of(item),
        }
    }
}
