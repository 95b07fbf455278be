//! What deployments bring to the instances of products that keep their instances themselves.
//!
//! A product and SSL see one truth about what an instance has: the later of the product's own write and
//! of a deployment that is over. Neither writes to the other. The product notes with each write of an
//! instance the number of the last deployment to it that was over by then: what has a larger number came
//! later. Moments would not tell that, because a clock may stand still.

use std::borrow::Cow;
use std::collections::BTreeMap;

use time::OffsetDateTime;

use super::Account;
use super::deliveries::Delivery;
use super::records::Record;
use super::resource_type::ResourceType;
use super::resources::Resource;
use crate::store::Others;

/// The deployments to the instances of one product.
pub(in crate::providers) struct Deployments<'a> {
    /// None where SSL has nothing of the account.
    account: Option<&'a Account>,
    kind: ResourceType,
    now: OffsetDateTime,
}

impl<'a> Deployments<'a> {
    /// Those to instances of that kind, as another service sees them.
    pub(in crate::providers) fn to_instances_of(
        others: Others<'a>,
        kind: ResourceType,
        now: OffsetDateTime,
    ) -> Self {
        Self { account: others.find(), kind, now }
    }

    /// The same, as SSL does.
    pub(super) fn of(account: &'a Account, kind: ResourceType, now: OffsetDateTime) -> Self {
        Self { account: Some(account), kind, now }
    }

    /// What the last one brought to the instance of a product whose instances are named by their domains.
    pub(in crate::providers) fn to(&self, domain: &str) -> Option<Cow<'a, Delivery>> {
        self.to_place(&Resource::place_of_domain(self.kind, domain))
    }

    /// What the last one brought to an instance that is more than a domain.
    pub(in crate::providers) fn to_instance(
        &self,
        instance: &Resource,
    ) -> Option<Cow<'a, Delivery>> {
        self.to_place(&instance.place())
    }

    /// What the last one brought to that place.
    fn to_place(&self, place: &str) -> Option<Cow<'a, Delivery>> {
        let account = self.account?;
        let settled = account.deliveries.last_to(place).map(Cow::Borrowed);
        let given = account.records.given_to(place, self.now);
        given.fold(settled, |last, (record, item)| {
            let delivery = Delivery::of(record, item);
            match last {
                Some(last) if last.record > delivery.record => Some(last),
                Some(last) => Some(Cow::Owned(delivery.after(&last))),
                None => Some(Cow::Owned(delivery)),
            }
        })
    }

    /// Whether one to the domain goes on.
    pub(in crate::providers) fn runs_to(&self, domain: &str) -> bool {
        self.runs_to_place(&Resource::place_of_domain(self.kind, domain))
    }

    /// Whether one to that place goes on.
    pub(in crate::providers) fn runs_to_place(&self, place: &str) -> bool {
        self.running(place).next().is_some()
    }

    /// Counts that somebody saw which of those to these domains go on, each once.
    pub(in crate::providers) fn look<'d>(
        &self,
        domains: impl Iterator<Item = &'d str>,
        now: OffsetDateTime,
    ) {
        let places = domains.map(|domain| Resource::place_of_domain(self.kind, domain));
        self.look_each(places, now);
    }

    /// The same of those to instances that are more than domains.
    pub(in crate::providers) fn look_at<'i>(
        &self,
        instances: impl Iterator<Item = &'i Resource>,
        now: OffsetDateTime,
    ) {
        self.look_each(instances.map(Resource::place), now);
    }

    /// The same of those to these places.
    pub(in crate::providers) fn look_at_places<'p>(
        &self,
        places: impl Iterator<Item = &'p str>,
        now: OffsetDateTime,
    ) {
        self.look_each(places.map(str::to_owned), now);
    }

    fn look_each(&self, places: impl Iterator<Item = String>, now: OffsetDateTime) {
        let mut seen = BTreeMap::new();
        for place in places {
            seen.extend(self.running(&place).map(|record| (record.id, record)));
        }
        for record in seen.values() {
            record.look(now);
        }
    }

    /// The records that go on to that place.
    fn running(&self, place: &str) -> impl Iterator<Item = &'a Record> {
        let records = self.account.map(|account| account.records.running_to(place, self.now));
        records.into_iter().flatten()
    }
}
