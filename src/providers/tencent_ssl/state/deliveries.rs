//! What deployments have brought to the instances that products keep.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::records::{Item, Record};
use super::resources::Resource;

/// What the last deployment to an instance brought.
#[derive(Clone, Debug, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(in crate::providers) struct Delivery {
    /// The number of its record, or of the record's retry that brought it; a later one has a larger number.
    pub(in crate::providers) record: u64,
    /// The certificate that it brought.
    pub(in crate::providers) certificate_id: String,
    /// When the deployment began.
    #[serde(with = "crate::moment")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub(in crate::providers) at: OffsetDateTime,
    /// How the instance was named, of those that may be named in several ways: `domain|on`.
    #[serde(default)]
    pub(in crate::providers) asked_as: Option<String>,
    /// Whether it was named, and not found by the certificate that it had.
    #[serde(default)]
    pub(in crate::providers) is_by_name: bool,
    /// All that the instance has with it, of those that may have several certificates.
    #[serde(default)]
    pub(in crate::providers) bindings: Bindings,
}

/// The certificates of an instance that may have several.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::providers) struct Bindings {
    /// The first one.
    pub(in crate::providers) certificate_id: Option<String>,
    /// Those of other algorithms.
    pub(in crate::providers) paired_certificate_ids: Vec<String>,
    /// Those beside them.
    pub(in crate::providers) further_certificate_ids: Vec<String>,
    /// Which of the latter is an authority's.
    pub(in crate::providers) authority_id: Option<String>,
}

impl Bindings {
    /// Those of an instance with what a record brings to it.
    pub(crate) fn with(record: &Record, item: &Item) -> Self {
        let mut resource = item.resource.clone();
        resource.take(record.certificate_of(item), record.replaces());
        let Resource { certificate_id, paired_certificate_ids, .. } = resource;
        let Resource { further_certificate_ids, authority_id, .. } = resource;
        Self { certificate_id, paired_certificate_ids, further_certificate_ids, authority_id }
    }

    /// Gives an instance these.
    pub(crate) fn give(self, resource: &mut Resource) {
        let Self { certificate_id, paired_certificate_ids, .. } = self;
        let Self { further_certificate_ids, authority_id, .. } = self;
        resource.certificate_id = certificate_id;
        resource.paired_certificate_ids = paired_certificate_ids;
        resource.further_certificate_ids = further_certificate_ids;
        resource.authority_id = authority_id;
    }
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
            bindings: Bindings::with(record, item),
        }
    }
}
