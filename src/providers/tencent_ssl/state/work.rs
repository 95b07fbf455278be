//! The records and the tasks of an account, with indexes.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use time::OffsetDateTime;

use super::deliveries::{Bindings, Deliveries, Delivery};
use super::open::OpenItems;
use super::recent::Recent;
use super::records::{Deletion, Item, Record, Retry, Task};
use super::resources::Resource;

/// The most items of all records of an account; the oldest records are forgotten.
const MOST_ITEMS: usize = 100_000;

/// Deployments and updates.
#[derive(Clone, Default)]
pub(crate) struct Records {
    kept: Recent<Record>,
    /// The number of items of all records.
    items: usize,
    /// The places of all, by their numbers.
    places: HashMap<u64, u64>,
    /// The positions of open records, by the numbers of their last tries.
    open: BTreeMap<u64, u64>,
    /// The items of these.
    open_items: OpenItems,
    /// The largest number of a record or an item so far.
    largest: u64,
}

impl Records {
    pub(crate) fn push(&mut self, record: Record) {
        let items = record.items.iter().map(|item| item.id);
        let (id, number) = (record.id, record.number());
        self.largest = items.chain([id, number]).fold(self.largest, u64::max);
        let open = !record.settled || record.preparation.is_some();
        self.items += record.items.len();
        let (place, mut forgotten) = self.kept.push(record);
        self.places.insert(id, place);
        if open {
            self.open.insert(number, place);
            if let Some(record) = self.kept.get(place) {
                self.open_items.add(place, record);
            }
        }
        while let Some(oldest) = forgotten.take().or_else(|| self.forget_surplus()) {
            self.items -= oldest.items.len();
            self.places.remove(&oldest.id);
            if self.open.remove(&oldest.number()).is_some() {
                self.open_items.remove(&oldest);
            }
        }
    }

    /// Forgets the oldest record if there are too many items.
    fn forget_surplus(&mut self) -> Option<Record> {
        if self.items > MOST_ITEMS { self.kept.forget_first() } else { None }
    }

    /// All of them, the oldest first.
    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &Record> {
        self.kept.iter()
    }

    /// The one of that number.
    pub(crate) fn find(&self, id: u64) -> Option<&Record> {
        self.kept.get(*self.places.get(&id)?)
    }

    /// The record of a record's rollback.
    pub(crate) fn rollback_of(&self, record: &Record) -> Option<&Record> {
        self.find(record.undone_by?)
    }

    /// Adds the record of a rollback.
    pub(crate) fn push_rollback(&mut self, undone: u64, rollback: Record) {
        let place = self.places.get(&undone);
        if let Some(record) = place.and_then(|place| self.kept.get_mut(*place)) {
            record.undone_by = Some(rollback.id);
        }
        self.push(rollback);
    }

    /// Retries the chosen failed items of a record, given by number with the present form of their instances.
    /// The record is open again.
    pub(crate) fn try_again(&mut self, id: u64, retry: Retry, chosen: HashMap<u64, Resource>) {
        let Some(place) = self.places.get(&id).copied() else { return };
        let Some(record) = self.kept.get_mut(place) else { return };
        if self.open.remove(&record.number()).is_some() {
            self.open_items.remove(record);
        }
        self.largest = self.largest.max(retry.id);
        self.open.insert(retry.id, place);
        record.try_again(retry, chosen);
        self.open_items.add(place, record);
    }

    /// The open records, in order of their last tries.
    pub(crate) fn open(&self) -> impl DoubleEndedIterator<Item = &Record> {
        self.open.values().filter_map(|place| self.kept.get(*place))
    }

    /// The open records that have not ended.
    pub(crate) fn running(&self, now: OffsetDateTime) -> impl Iterator<Item = &Record> {
        self.open().filter(move |record| !record.is_over(now))
    }

    /// The items whose instances got certificates by records that have ended and are not settled, the latest
    /// last.
    pub(crate) fn given(&self, now: OffsetDateTime) -> impl Iterator<Item = (&Record, &Item)> {
        let over = self.open().filter(move |record| !record.settled && record.is_over(now));
        over.flat_map(|record| record.given().map(move |item| (record, item)))
    }

    /// The records in progress for this instance.
    pub(crate) fn running_to(
        &self,
        place: &str,
        now: OffsetDateTime,
    ) -> impl Iterator<Item = &Record> {
        let records = self.open_items.at(place).filter_map(|spot| self.kept.get(spot.record));
        records.filter(move |record| !record.is_over(now))
    }

    /// The items by which this instance got certificates, of records that have ended and are not settled, the
    /// latest last.
    pub(crate) fn given_to(
        &self,
        place: &str,
        now: OffsetDateTime,
    ) -> impl Iterator<Item = (&Record, &Item)> {
        self.open_items.at(place).filter_map(move |spot| {
            let record = self.kept.get(spot.record)?;
            let is_given = !record.settled && record.gives(spot.part) && record.is_over(now);
            Some((record, record.items.get(spot.item)?)).filter(|_| is_given)
        })
    }

    /// The first selected record of [`Self::open`], for changing.
    pub(crate) fn find_open_mut(
        &mut self,
        wanted: impl Fn(&Record) -> bool,
    ) -> Option<&mut Record> {
        let is_wanted = |place: &&u64| self.kept.get(**place).is_some_and(&wanted);
        let place = *self.open.values().find(is_wanted)?;
        self.kept.get_mut(place)
    }

    pub(crate) fn largest(&self) -> u64 {
        self.largest
    }

    /// Applies the results of ended records: to the instances in the account's own list, and as deliveries
    /// for those that products store.
    pub(crate) fn settle(
        &mut self,
        resources: &mut [Resource],
        deliveries: &mut Deliveries,
        now: OffsetDateTime,
    ) {
        let Self { kept, open, open_items, .. } = self;
        let mut listed = None;
        open.retain(|_, place| {
            let Some(record) = kept.get_mut(*place) else { return false };
            if !record.is_over(now) {
                return true;
            }
            if !std::mem::replace(&mut record.settled, true) {
                let listed = listed.get_or_insert_with(|| by_place(resources));
                for item in record.given() {
                    let place = item.resource.place();
                    for number in listed.get(&place).into_iter().flatten() {
                        Bindings::with(record, item).give(&mut resources[*number]);
                    }
                    if item.resource.kind.is_kept_by_product() {
                        deliveries.note(place, Delivery::of(record, item));
                    }
                }
            }
            // A record whose number was not returned yet will be requested again.
            let stays = record.preparation.is_some();
            if !stays {
                open_items.remove(record);
            }
            stays
        });
    }
}

/// The indexes of instances in a list, by place.
fn by_place(resources: &[Resource]) -> HashMap<String, Vec<usize>> {
    let mut found = HashMap::<_, Vec<_>>::new();
    for (number, resource) in resources.iter().enumerate() {
        found.entry(resource.place()).or_default().push(number);
    }
    found
}

impl Serialize for Records {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.kept.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Records {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut records = Self::default();
        let mut seen = HashSet::new();
        for record in Vec::<Record>::deserialize(deserializer)? {
            let retry = record.retry.as_ref().map(|retry| retry.id);
            if let Some(id) = [record.id].into_iter().chain(retry).find(|id| !seen.insert(*id)) {
                return Err(D::Error::custom(format!("two records have the id {id}")));
            }
            records.push(record);
        }
        Ok(records)
    }
}

/// Deletions, and searches for bound resources.
#[derive(Clone, Default)]
pub(crate) struct Tasks {
    kept: Recent<Task>,
    /// The positions of unsettled deletions, by certificate.
    deleting: HashMap<String, Vec<u64>>,
    /// The largest number so far.
    largest: u64,
}

impl Tasks {
    pub(crate) fn push(&mut self, task: Task) {
        self.largest = self.largest.max(task.id);
        let deleting = task.may_delete().then(|| task.certificate_id.clone());
        let (place, forgotten) = self.kept.push(task);
        if let Some(id) = deleting {
            self.deleting.entry(id).or_default().push(place);
        }
        if let Some(forgotten) = forgotten.filter(Task::may_delete)
            && let Some(places) = self.deleting.get_mut(&forgotten.certificate_id)
        {
            places.retain(|place| *place >= self.kept.first());
            if places.is_empty() {
                self.deleting.remove(&forgotten.certificate_id);
            }
        }
    }

    /// All of them, the oldest first.
    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &Task> {
        self.kept.iter()
    }

    pub(crate) fn largest(&self) -> u64 {
        self.largest
    }

    /// Whether there are ended deletions that are not settled.
    pub(crate) fn are_due(&self, now: OffsetDateTime) -> bool {
        let mut places = self.deleting.values().flatten();
        places.any(|place| self.kept.get(*place).is_some_and(|task| task.is_due(now)))
    }

    /// Settles ended deletions. Returns the certificates to be deleted.
    pub(crate) fn settle(
        &mut self,
        now: OffsetDateTime,
        outcome: impl Fn(&str) -> Deletion,
    ) -> Vec<String> {
        let mut gone = Vec::new();
        let kept = &mut self.kept;
        self.deleting.retain(|id, places| {
            places.retain(|place| {
                let Some(task) = kept.get_mut(*place) else { return false };
                if !task.is_due(now) {
                    return true;
                }
                if task.settle(outcome(id)) {
                    gone.push(id.clone());
                }
                false
            });
            !places.is_empty()
        });
        gone
    }
}

impl Serialize for Tasks {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.kept.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Tasks {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut tasks = Self::default();
        let mut seen = HashSet::new();
        for task in Vec::<Task>::deserialize(deserializer)? {
            if !seen.insert(task.id) {
                return Err(D::Error::custom(format!("two tasks have the id {}", task.id)));
            }
            tasks.push(task);
        }
        Ok(tasks)
    }
}
