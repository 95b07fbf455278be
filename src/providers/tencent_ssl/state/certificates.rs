//! The certificates of an account, with an index by fingerprint.

use std::collections::HashMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use smallvec::SmallVec;

use super::certificate::Certificate;
use crate::store::{Identified, Shelf};

/// Certificates, in the order in which they came.
#[derive(Clone, Default)]
pub(crate) struct Certificates {
    shelf: Shelf<Certificate>,
    /// The numbers of the copies of a certificate, by fingerprint.
    numbers_by_sha1: HashMap<[u8; 20], Numbers>,
}

/// Most certificates have only one copy.
type Numbers = SmallVec<[u64; 1]>;

impl Identified for Certificate {
    const MANY: &'static str = "certificates";

    fn id(&self) -> &str {
        &self.id
    }
}

impl Certificates {
    pub(crate) fn len(&self) -> usize {
        self.shelf.len()
    }

    pub(crate) fn insert(&mut self, certificate: Certificate) {
        let sha1 = sha1_of(&certificate);
        let number = self.shelf.insert(certificate);
        self.note_sha1(sha1, number);
    }

    pub(crate) fn find(&self, id: &str) -> Option<&Certificate> {
        self.shelf.find(id)
    }

    /// Finds a certificate for changing anything but its contents.
    pub(crate) fn find_mut(&mut self, id: &str) -> Option<&mut Certificate> {
        self.shelf.find_mut(id)
    }

    /// Changes a certificate, possibly including its contents.
    pub(crate) fn change(&mut self, id: &str, change: impl FnOnce(&mut Certificate)) {
        let Some(number) = self.shelf.number_of(id) else { return };
        let Some(certificate) = self.shelf.find_mut(id) else { return };
        let before = sha1_of(certificate);
        change(certificate);
        let after = sha1_of(certificate);
        if before != after {
            self.forget_sha1(before, number);
            self.note_sha1(after, number);
        }
    }

    /// Those with that fingerprint, the first one first.
    pub(crate) fn copies(&self, sha1: &[u8; 20]) -> impl DoubleEndedIterator<Item = &Certificate> {
        let numbers = self.numbers_by_sha1.get(sha1).into_iter().flatten();
        numbers.filter_map(|number| self.shelf.get(*number))
    }

    /// How many have that fingerprint.
    pub(crate) fn count_copies(&self, sha1: &[u8; 20]) -> usize {
        self.numbers_by_sha1.get(sha1).map_or(0, SmallVec::len)
    }

    pub(crate) fn remove(&mut self, id: &str) {
        if let Some((number, certificate)) = self.shelf.remove(id) {
            self.forget_sha1(sha1_of(&certificate), number);
        }
    }

    fn note_sha1(&mut self, sha1: Option<[u8; 20]>, number: u64) {
        if let Some(sha1) = sha1 {
            self.numbers_by_sha1.entry(sha1).or_default().push(number);
        }
    }

    fn forget_sha1(&mut self, sha1: Option<[u8; 20]>, number: u64) {
        let Some(sha1) = sha1 else { return };
        if let Some(numbers) = self.numbers_by_sha1.get_mut(&sha1) {
            numbers.retain(|known| *known != number);
            if numbers.is_empty() {
                self.numbers_by_sha1.remove(&sha1);
            }
        }
    }

    /// All of them, the newest first, without the first ones.
    pub(crate) fn newest_first(&self, skip: usize) -> impl Iterator<Item = &Certificate> {
        self.shelf.newest_first(skip)
    }
}

fn sha1_of(certificate: &Certificate) -> Option<[u8; 20]> {
    certificate.contents.as_ref().map(|contents| contents.facts.sha1)
}

impl Serialize for Certificates {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.shelf.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Certificates {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let shelf = Shelf::<Certificate>::deserialize(deserializer)?;
        let mut numbers_by_sha1: HashMap<_, Numbers> = HashMap::new();
        for certificate in shelf.oldest_first() {
            if let (Some(sha1), Some(number)) =
                (sha1_of(certificate), shelf.number_of(&certificate.id))
            {
                numbers_by_sha1.entry(sha1).or_default().push(number);
            }
        }
        Ok(Self { shelf, numbers_by_sha1 })
    }
}
