//! The results of deployments to instances that products store.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use time::OffsetDateTime;

use super::records::{Item, Record};
use super::resource_type::ResourceType;
use super::resources::Resource;

/// The most instances whose last delivery is stored, which is also the most items of records. The oldest are
/// forgotten; then the product's own values count.
const MOST_DELIVERIES: usize = 100_000;

/// The result of the last deployment to an instance.
#[derive(Clone, Debug, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(in crate::providers) struct Delivery {
    /// The number of the deployment's record or of its retry. Later ones have larger numbers.
    pub(in crate::providers) record: u64,
    /// The deployed certificate.
    pub(in crate::providers) certificate_id: String,
    /// When the deployment began.
    #[serde(with = "crate::moment")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub(in crate::providers) at: OffsetDateTime,
    /// The name of the instance in the request, if there are several possible ones: `domain|on`.
    #[serde(default)]
    pub(in crate::providers) asked_as: Option<String>,
    /// Whether the request named the instance, instead of the certificate that it had.
    #[serde(default)]
    pub(in crate::providers) is_by_name: bool,
    /// The certificates and the HTTPS settings of the instance after the deployment.
    #[serde(default)]
    pub(in crate::providers) bindings: Bindings,
}

/// The settings of an instance after a deployment: its certificates, of which it may have several, and its
/// HTTPS settings.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::providers) struct Bindings {
    /// The first certificate.
    pub(in crate::providers) certificate_id: Option<String>,
    /// The certificates of other algorithms.
    pub(in crate::providers) paired_certificate_ids: Vec<String>,
    /// Further certificates.
    pub(in crate::providers) further_certificate_ids: Vec<String>,
    /// The further certificate that is an authority's.
    pub(in crate::providers) authority_id: Option<String>,
    /// The certificates that it may have instead after the product's own work, if such work was in progress
    /// when the deployment began. For cdn, clb and teo.
    pub(in crate::providers) possible_certificate_ids: Option<Vec<String>>,
    /// Whether HTTPS is on, if a deployment set it. For cdn and live.
    https: Option<bool>,
    /// The number of that deployment's record.
    https_record: u64,
    /// Whether HTTPS is billed, `on` or `off`, if a deployment set it. For cdn.
    https_billing: Option<String>,
    /// The number of that deployment's record.
    https_billing_record: u64,
}

impl Bindings {
    /// The settings of an instance after the deployment of a record.
    ///
    /// Assumption: HTTPS of a domain of CDN that is deployed to by its name is on, whether it was on or off
    /// before; what takes the place of another certificate leaves that as it is. From: the purpose of a
    /// deployment; a tool that deploys and is done.
    pub(crate) fn with(record: &Record, item: &Item) -> Self {
        let mut resource = item.resource.clone();
        resource.take(record.certificate_of(item), record.replaces());
        let is_cdn = resource.kind == ResourceType::Cdn;
        let is_turned_on = is_cdn && record.is_by_name(item);
        // The name `domain|on` of a domain also says whether HTTPS is billed.
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

    /// The same settings, with the HTTPS settings of an earlier deployment where this one has none.
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

    /// Whether HTTPS is on, if a deployment after this number set it. A deployment that does not set it
    /// leaves what the product switched in the meantime.
    pub(in crate::providers) fn https_since(&self, number: u64) -> Option<bool> {
        self.https.filter(|_| self.https_record > number)
    }

    /// Whether HTTPS is billed, if a deployment after this number set it.
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
    /// The last delivery to an instance.
    pub(crate) fn last_to(&self, place: &str) -> Option<&Delivery> {
        self.by_place.get(place)
    }

    /// Records a delivery, unless a later one is known.
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

    /// Forgets the deliveries to some places.
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

    /// The delivery, completed by an earlier one to the same instance.
    pub(crate) fn after(self, earlier: &Self) -> Self {
        Self { bindings: self.bindings.after(&earlier.bindings), ..self }
    }
}
