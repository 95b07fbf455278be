//! What a project holds at Huawei ELB.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use time::OffsetDateTime;
use time::macros::format_description;

use crate::store::{Declaration, State};

/// Certificates, in the order in which they were made.
pub(super) struct Project {
    pub(super) quota: usize,
    made: u64,
    certificates: BTreeMap<u64, Certificate>,
    numbers_by_id: HashMap<String, u64>,
}

impl State for Project {
    fn open(_: Option<&Declaration>) -> Self {
        Self { quota: 120, made: 0, certificates: BTreeMap::new(), numbers_by_id: HashMap::new() }
    }

    fn holds(&self, id: &str) -> bool {
        self.numbers_by_id.contains_key(id)
    }
}

impl Project {
    pub(super) fn len(&self) -> usize {
        self.certificates.len()
    }

    pub(super) fn insert(&mut self, certificate: Certificate) {
        self.made += 1;
        self.numbers_by_id.insert(certificate.id.clone(), self.made);
        self.certificates.insert(self.made, certificate);
    }

    pub(super) fn find(&self, id: &str) -> Option<&Certificate> {
        self.certificates.get(self.numbers_by_id.get(id)?)
    }

    pub(super) fn find_mut(&mut self, id: &str) -> Option<&mut Certificate> {
        self.certificates.get_mut(self.numbers_by_id.get(id)?)
    }

    pub(super) fn remove(&mut self, id: &str) {
        if let Some(number) = self.numbers_by_id.remove(id) {
            self.certificates.remove(&number);
        }
    }

    /// The certificates, newest first, as the one recorded list has them.
    pub(super) fn newest_first(&self) -> impl Iterator<Item = &Certificate> {
        self.certificates.values().rev()
    }
}

/// A certificate. Its texts are kept to the byte.
pub(super) struct Certificate {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) description: String,
    pub(super) domain: Option<String>,
    pub(super) certificate: Arc<str>,
    pub(super) private_key: Arc<str>,
    pub(super) create_time: OffsetDateTime,
    pub(super) update_time: OffsetDateTime,
    /// The listeners that use it.
    pub(super) listener_ids: Vec<String>,
}

/// A moment as the service prints it: in UTC, without a zone.
pub(super) fn print(moment: OffsetDateTime) -> String {
    let format = format_description!("[year]-[month]-[day] [hour]:[minute]:[second]");
    // A moment of this calendar can always be written so.
    moment.format(format).unwrap_or_default()
}
