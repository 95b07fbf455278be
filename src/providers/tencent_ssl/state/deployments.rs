//! The deployments to instances of products that store their instances themselves.
//!
//! A product and SSL agree on the settings of an instance: the product's own last change or the last
//! successful deployment counts, whichever is later. Neither writes into the state of the other. With each
//! change of an instance, the product stores the number of the last deployment that had ended by then.
//! Deployments with larger numbers are later. Times cannot be compared, because a clock may be stopped.

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
    /// Nothing if the account has no state at SSL.
    account: Option<&'a Account>,
    kind: ResourceType,
    now: OffsetDateTime,
}

impl<'a> Deployments<'a> {
    /// The deployments to instances of this kind, for another service.
    pub(in crate::providers) fn to_instances_of(
        others: Others<'a>,
        kind: ResourceType,
        now: OffsetDateTime,
    ) -> Self {
        Self { account: others.find(), kind, now }
    }

    /// The deployments to instances of this kind, for SSL itself.
    pub(super) fn of(account: &'a Account, kind: ResourceType, now: OffsetDateTime) -> Self {
        Self { account: Some(account), kind, now }
    }

    /// The result of the last successful deployment to an instance that is named by its domain.
    pub(in crate::providers) fn to(&self, domain: &str) -> Option<Cow<'a, Delivery>> {
        self.to_place(&Resource::place_of_domain(self.kind, domain))
    }

    /// The result of the last successful deployment to an instance that is not just a domain.
    pub(in crate::providers) fn to_instance(
        &self,
        instance: &Resource,
    ) -> Option<Cow<'a, Delivery>> {
        self.to_place(&instance.place())
    }

    /// The result of the last successful deployment to this place.
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

    /// Whether a deployment to the domain is in progress.
    pub(in crate::providers) fn runs_to(&self, domain: &str) -> bool {
        self.runs_to_place(&Resource::place_of_domain(self.kind, domain))
    }

    /// Whether a deployment to this place is in progress.
    pub(in crate::providers) fn runs_to_place(&self, place: &str) -> bool {
        self.running(place).next().is_some()
    }

    /// Counts that a request saw the progress of the deployments to these domains, once for each deployment.
    pub(in crate::providers) fn look<'d>(
        &self,
        domains: impl Iterator<Item = &'d str>,
        now: OffsetDateTime,
    ) {
        let places = domains.map(|domain| Resource::place_of_domain(self.kind, domain));
        self.look_each(places, now);
    }

    /// Like [`Self::look`], for deployments to instances that are not just domains.
    pub(in crate::providers) fn look_at<'i>(
        &self,
        instances: impl Iterator<Item = &'i Resource>,
        now: OffsetDateTime,
    ) {
        self.look_each(instances.map(Resource::place), now);
    }

    /// Like [`Self::look`], for deployments to instances with these places.
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
