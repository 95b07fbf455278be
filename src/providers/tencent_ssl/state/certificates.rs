//! The certificates of an account, with an index by fingerprint.

use std::hash::{BuildHasher as _, RandomState};

use hashbrown::HashTable;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use smallvec::SmallVec;

use super::certificate::Certificate;
use crate::json::Version;
use crate::store::{Identified, Shelf};

/// Certificates, in the order in which they came.
#[derive(Clone, Default)]
pub(crate) struct Certificates {
    shelf: Shelf<Certificate>,
    /// The numbers of the copies of each certificate, ascending, by the hash of the fingerprint, which the
    /// certificate has and this does not.
    by_sha1: HashTable<Numbers>,
    hasher: RandomState,
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

    pub(crate) fn insert(&mut self, mut certificate: Certificate) {
        // It may have been taken from the list and changed.
        certificate.version = Version::default();
        self.remove(&certificate.id);
        let number = self.shelf.insert(certificate);
        self.note_sha1(number);
    }

    pub(crate) fn find(&self, id: &str) -> Option<&Certificate> {
        self.shelf.find(id)
    }

    /// Finds a certificate for changing anything but its contents.
    pub(crate) fn find_mut(&mut self, id: &str) -> Option<&mut Certificate> {
        let certificate = self.shelf.find_mut(id)?;
        certificate.version = Version::default();
        Some(certificate)
    }

    /// Changes a certificate, possibly including its contents.
    pub(crate) fn change(&mut self, id: &str, change: impl FnOnce(&mut Certificate)) {
        let Some(number) = self.shelf.number_of(id) else { return };
        self.forget_sha1(number);
        if let Some(certificate) = self.find_mut(id) {
            change(certificate);
        }
        self.note_sha1(number);
    }

    /// Those with that fingerprint, the first one first.
    pub(crate) fn copies(&self, sha1: &[u8; 20]) -> impl DoubleEndedIterator<Item = &Certificate> {
        self.numbers_of(sha1).iter().filter_map(|number| self.shelf.get(*number))
    }

    /// How many have that fingerprint.
    pub(crate) fn count_copies(&self, sha1: &[u8; 20]) -> usize {
        self.numbers_of(sha1).len()
    }

    pub(crate) fn remove(&mut self, id: &str) {
        if let Some(number) = self.shelf.number_of(id) {
            self.forget_sha1(number);
            self.shelf.remove(id);
        }
    }

    fn numbers_of(&self, sha1: &[u8; 20]) -> &[u64] {
        let has_sha1 = |numbers: &Numbers| sha1_of_copies(&self.shelf, numbers) == Some(sha1);
        self.by_sha1.find(self.hasher.hash_one(sha1), has_sha1).map_or(&[], |numbers| numbers)
    }

    /// Notes the fingerprint of the certificate of that number.
    fn note_sha1(&mut self, number: u64) {
        let (all, hasher) = (&self.shelf, &self.hasher);
        let Some(sha1) = all.get(number).and_then(sha1_of) else { return };
        let entry = self.by_sha1.entry(
            hasher.hash_one(sha1),
            |numbers| sha1_of_copies(all, numbers) == Some(sha1),
            |numbers| sha1_of_copies(all, numbers).map_or(0, |sha1| hasher.hash_one(sha1)),
        );
        let mut entry = entry.or_insert_with(Numbers::new);
        let numbers = entry.get_mut();
        if let Err(place) = numbers.binary_search(&number) {
            numbers.insert(place, number);
        }
    }

    /// Forgets the fingerprint of the certificate of that number, while it still has it.
    fn forget_sha1(&mut self, number: u64) {
        let all = &self.shelf;
        let Some(sha1) = all.get(number).and_then(sha1_of) else { return };
        let has_sha1 = |numbers: &Numbers| sha1_of_copies(all, numbers) == Some(sha1);
        let Ok(mut entry) = self.by_sha1.find_entry(self.hasher.hash_one(sha1), has_sha1) else {
            return;
        };
        let numbers = entry.get_mut();
        if let Ok(place) = numbers.binary_search(&number) {
            numbers.remove(place);
        }
        if numbers.is_empty() {
            entry.remove();
        }
    }

    /// All of them, the newest first, without the first ones.
    pub(crate) fn newest_first(&self, skip: usize) -> impl Iterator<Item = &Certificate> {
        self.shelf.newest_first(skip)
    }
}

fn sha1_of(certificate: &Certificate) -> Option<&[u8; 20]> {
    certificate.contents.as_ref().map(|contents| &contents.facts.sha1)
}

/// The fingerprint that copies of a certificate have in common.
fn sha1_of_copies<'a>(shelf: &'a Shelf<Certificate>, numbers: &Numbers) -> Option<&'a [u8; 20]> {
    sha1_of(shelf.get(*numbers.first()?)?)
}

impl Serialize for Certificates {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.shelf.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Certificates {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let shelf = Shelf::deserialize(deserializer)?;
        let numbers: Vec<_> = shelf.numbers().collect();
        let mut certificates = Self { shelf, ..Self::default() };
        for number in numbers {
            certificates.note_sha1(number);
        }
        Ok(certificates)
    }
}
