//! What deployments have brought to the instances that products keep.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use time::OffsetDateTime;

use super::records::{Item, Record};
use super::resource_type::ResourceType;
use super::resources::Resource;

/// To how many instances the last delivery is kept, as many as records have items; the oldest are forgotten, and
/// such an instance has what its product was told last.
const MOST_DELIVERIES: usize = 100_000;

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
    /// All that the instance has with it.
    #[serde(default)]
    pub(in crate::providers) bindings: Bindings,
}

/// What an instance has with a deployment: the certificates, of which it may have several, and how it serves
/// with them.
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
    /// What stays of those that it may have had instead, where work of its product's went on when the deployment
    /// began: of cdn, clb and teo.
    pub(in crate::providers) possible_certificate_ids: Option<Vec<String>>,
    /// Whether HTTPS is to be on, where a deployment has said so: of cdn and live.
    https: Option<bool>,
    /// The number of that deployment's record.
    https_record: u64,
    /// Whether HTTPS is to be billed, `on` or `off`, where a deployment has said so: of cdn.
    https_billing: Option<String>,
    /// The number of that deployment's record.
    https_billing_record: u64,
}

impl Bindings {
    /// Those of an instance with what a record brings to it.
    ///
    /// Assumption: HTTPS of a domain of CDN that is deployed to by its name is on, whether it was on or off
    /// before; what takes the place of another certificate leaves that as it is. From: the purpose of a
    /// deployment; a tool that deploys and is done.
    pub(crate) fn with(record: &Record, item: &Item) -> Self {
        let mut resource = item.resource.clone();
        resource.take(record.certificate_of(item), record.replaces());
        let is_cdn = resource.kind == ResourceType::Cdn;
        let is_turned_on = is_cdn && record.is_by_name(item);
        // What a domain is named says behind it whether HTTPS is billed.
        let billing = item.asked_as.as_ref().filter(|_| is_cdn);
        let Resource { certificate_id, paired_certificate_ids, .. } = resource;
        let Resource { further_certificate_ids, authority_id, .. } = resource;
        let Resource { possible_certificate_ids, .. } = resource;
        Self {
            certificate_id,
            paired_certificate_ids,
            further_certificate_ids,
            authority_id,
            possible_certificate_ids,
            https: record.https.or(is_turned_on.then_some(true)),
            https_record: record.number(),
            https_billing: billing.and_then(|name| Some(name.split_once('|')?.1.to_owned())),
            https_billing_record: record.number(),
        }
    }

    /// The same, with what an earlier deployment has said where this one says nothing.
    fn after(mut self, earlier: &Self) -> Self {
        if self.https.is_none() {
            (self.https, self.https_record) = (earlier.https, earlier.https_record);
        }
        if self.https_billing.is_none() {
            self.https_billing.clone_from(&earlier.https_billing);
            self.https_billing_record = earlier.https_billing_record;
        }
        self
    }

    /// Whether HTTPS is to be on, where that was said since the product took over what came up to that number.
    /// What was switched at the product while a deployment went on that says nothing stays.
    pub(in crate::providers) fn https_since(&self, number: u64) -> Option<bool> {
        self.https.filter(|_| self.https_record > number)
    }

    /// The same of whether it is to be billed.
    pub(in crate::providers) fn https_billing_since(&self, number: u64) -> Option<&str> {
        self.https_billing.as_deref().filter(|_| self.https_billing_record > number)
    }

    /// Gives an instance these.
    pub(crate) fn give(self, resource: &mut Resource) {
        let Self { certificate_id, paired_certificate_ids, further_certificate_ids, .. } = self;
        resource.certificate_id = certificate_id;
        resource.paired_certificate_ids = paired_certificate_ids;
        resource.further_certificate_ids = further_certificate_ids;
        resource.authority_id = self.authority_id;
        resource.https = self.https.map(i64::from).or(resource.https);
        resource.https_billing = self.https_billing.or(resource.https_billing.take());
    }
}

/// The last deliveries, by the places of the instances.
#[derive(Clone, Default)]
pub(crate) struct Deliveries {
    by_place: BTreeMap<String, Delivery>,
    /// Their places, by the numbers of their records.
    places: BTreeSet<(u64, String)>,
}

impl Deliveries {
    /// The last one to an instance.
    pub(crate) fn last_to(&self, place: &str) -> Option<&Delivery> {
        self.by_place.get(place)
    }

    /// Notes one, unless a later one is known.
    pub(crate) fn note(&mut self, place: String, delivery: Delivery) {
        let delivery = match self.by_place.get(&place) {
            Some(last) if last.record >= delivery.record => return,
            Some(last) => delivery.after(last),
            None => delivery,
        };
        let number = delivery.record;
        if let Some(last) = self.by_place.insert(place.clone(), delivery) {
            self.places.remove(&(last.record, place.clone()));
        }
        self.places.insert((number, place));
        if self.by_place.len() > MOST_DELIVERIES
            && let Some((_, oldest)) = self.places.pop_first()
        {
            self.by_place.remove(&oldest);
        }
    }

    /// Forgets those to some places.
    pub(crate) fn forget(&mut self, is_there: impl Fn(&str) -> bool) {
        self.by_place.retain(|place, _| !is_there(place));
        self.places.retain(|(_, place)| !is_there(place));
    }
}

impl Serialize for Deliveries {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.by_place.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Deliveries {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut deliveries = Self::default();
        for (place, delivery) in BTreeMap::<String, Delivery>::deserialize(deserializer)? {
            deliveries.note(place, delivery);
        }
        Ok(deliveries)
    }
}

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

    /// The same to an instance that another came to before.
    pub(crate) fn after(self, earlier: &Self) -> Self {
        Self { bindings: self.bindings.after(&earlier.bindings), ..self }
    }
}
