//! What deployments bring to the instances of products that keep their instances themselves.
//!
//! A product and SSL see one truth about what an instance has: the later of the product's own write and
//! of a deployment that is over. Neither writes to the other. The product notes with each write of an
//! instance the number of the last deployment to it that was over by then: what has a larger number came
//! later. Moments would not tell that, because a clock may stand still.

use std::collections::{BTreeMap, HashMap};

use time::OffsetDateTime;

use super::Account;
use super::deliveries::{Deliveries, Delivery};
use super::records::{Item, Record};
use super::resource_type::ResourceType;
use super::resources::Resource;
use crate::store::Others;

/// The deployments to the instances of one product.
#[derive(Default)]
pub(in crate::providers) struct Deployments<'a> {
    /// Those that are over.
    over: HashMap<String, Delivery>,
    /// Those that go on.
    running: HashMap<String, &'a Record>,
    /// What they brought that are over and were looked at before.
    settled: Option<&'a Deliveries>,
    kind: Option<ResourceType>,
}

impl<'a> Deployments<'a> {
    /// Those to instances of that kind, as another service sees them.
    pub(in crate::providers) fn to_instances_of(
        others: Others<'a>,
        kind: ResourceType,
        now: OffsetDateTime,
    ) -> Self {
        others.find::<Account>().map_or_else(Self::default, |account| Self::of(account, kind, now))
    }

    /// The same, as SSL does.
    pub(super) fn of(account: &'a Account, kind: ResourceType, now: OffsetDateTime) -> Self {
        let mut found =
            Self { settled: Some(&account.deliveries), kind: Some(kind), ..Self::default() };
        let is_of_kind = |(_, item): &(&Record, &Item)| item.resource.kind == kind;
        let given = account.records.given(now).filter(is_of_kind);
        for (record, item) in given {
            let place = item.resource.place();
            let delivery = Delivery::of(record, item);
            let earlier = found.to_place(&place);
            let delivery = match earlier.filter(|earlier| earlier.record < delivery.record) {
                Some(earlier) => delivery.after(earlier),
                None => delivery,
            };
            found.over.insert(place, delivery);
        }
        let running = account.records.running(now);
        let tried = running.flat_map(|record| record.tried().map(move |(item, _)| (record, item)));
        let tried = tried.filter(is_of_kind);
        found.running.extend(tried.map(|(record, item)| (item.resource.place(), record)));
        found
    }

    /// What the last one brought to the instance of a product whose instances are named by their domains.
    pub(in crate::providers) fn to(&self, domain: &str) -> Option<&Delivery> {
        self.to_place(&Resource::place_of_domain(self.kind?, domain))
    }

    /// What the last one brought to an instance that is more than a domain.
    pub(in crate::providers) fn to_instance(&self, instance: &Resource) -> Option<&Delivery> {
        self.to_place(&instance.place())
    }

    /// What the last one brought to that place.
    pub(in crate::providers) fn to_place(&self, place: &str) -> Option<&Delivery> {
        let settled = self.settled.and_then(|settled| settled.get(place));
        self.over.get(place).into_iter().chain(settled).max_by_key(|delivery| delivery.record)
    }

    /// Whether one to the domain goes on.
    pub(in crate::providers) fn runs_to(&self, domain: &str) -> bool {
        self.running(domain).is_some()
    }

    /// Whether one to that place goes on.
    pub(in crate::providers) fn runs_to_place(&self, place: &str) -> bool {
        self.running.contains_key(place)
    }

    /// Counts that somebody saw which of those to these domains go on, each once.
    pub(in crate::providers) fn look<'d>(
        &self,
        domains: impl Iterator<Item = &'d str>,
        now: OffsetDateTime,
    ) {
        look_each(domains.filter_map(|domain| self.running(domain)), now);
    }

    /// The same of those to instances that are more than domains.
    pub(in crate::providers) fn look_at<'i>(
        &self,
        instances: impl Iterator<Item = &'i Resource>,
        now: OffsetDateTime,
    ) {
        look_each(instances.filter_map(|it| self.running.get(&it.place()).copied()), now);
    }

    /// The same of those to these places.
    pub(in crate::providers) fn look_at_places<'p>(
        &self,
        places: impl Iterator<Item = &'p str>,
        now: OffsetDateTime,
    ) {
        look_each(places.filter_map(|place| self.running.get(place).copied()), now);
    }

    fn running(&self, domain: &str) -> Option<&'a Record> {
        self.running.get(&Resource::place_of_domain(self.kind?, domain)).copied()
    }
}

/// Counts that somebody saw how far these records are, each once.
fn look_each<'a>(seen: impl Iterator<Item = &'a Record>, now: OffsetDateTime) {
    for record in seen.map(|record| (record.id, record)).collect::<BTreeMap<_, _>>().values() {
        record.look(now);
    }
}
