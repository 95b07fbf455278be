//! The items of open records, found by instance.

use std::collections::HashMap;

use super::records::Record;

/// The position of such an item.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spot {
    /// The number of the record's last try.
    number: u64,
    /// The place of the record.
    pub(crate) record: u64,
    /// The index of the item in the record.
    pub(crate) item: usize,
    /// The index of the item in the last try.
    pub(crate) part: usize,
}

/// These items by the places of their instances, so that a request for one instance need not search all of
/// them.
#[derive(Clone, Debug, Default)]
pub(crate) struct OpenItems(HashMap<String, Vec<Spot>>);

impl OpenItems {
    /// Adds the items of a record's last try.
    pub(crate) fn add(&mut self, place: u64, record: &Record) {
        let number = record.number();
        let items = record.items.iter().enumerate().filter(|(_, item)| item.outcome.is_none());
        for (part, (item_at, item)) in items.enumerate() {
            let spot = Spot { number, record: place, item: item_at, part };
            let spots = self.0.entry(item.resource.place()).or_default();
            // A state may have its records in any order.
            let at = spots.partition_point(|other| other.number <= number);
            spots.insert(at, spot);
        }
    }

    /// Takes them out again.
    pub(crate) fn remove(&mut self, record: &Record) {
        let number = record.number();
        for item in record.items.iter().filter(|item| item.outcome.is_none()) {
            let place = item.resource.place();
            if let Some(spots) = self.0.get_mut(&place) {
                spots.retain(|spot| spot.number != number);
                if spots.is_empty() {
                    self.0.remove(&place);
                }
            }
        }
    }

    /// The items of an instance, the latest last.
    pub(crate) fn at(&self, place: &str) -> impl Iterator<Item = Spot> {
        self.0.get(place).into_iter().flatten().copied()
    }
}
