//! What a project holds at Huawei ELB.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use time::macros::format_description;

use crate::accounts::Declaration;
use crate::store::State;
use crate::verbatim::Verbatim;

/// Certificates, in the order in which they were made.
#[derive(Clone, Deserialize, Serialize)]
#[serde(try_from = "Exported", into = "Exported")]
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

/// The project, as it is exported.
#[derive(Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
struct Exported {
    quota: usize,
    certificates: Vec<Certificate>,
}

impl Default for Exported {
    fn default() -> Self {
        Project::open(None).into()
    }
}

impl From<Project> for Exported {
    fn from(project: Project) -> Self {
        let certificates = project.certificates.into_values().collect();
        Self { quota: project.quota, certificates }
    }
}

impl TryFrom<Exported> for Project {
    type Error = String;

    fn try_from(Exported { quota, certificates }: Exported) -> Result<Self, String> {
        let mut project = Self { quota, ..Self::open(None) };
        for certificate in certificates {
            if project.find(&certificate.id).is_some() {
                return Err(format!("two certificates have the id {:?}", certificate.id));
            }
            project.insert(certificate);
        }
        Ok(project)
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
#[derive(Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Certificate {
    pub(super) id: String,
    #[serde(default)]
    pub(super) name: String,
    #[serde(default)]
    pub(super) description: String,
    #[serde(default)]
    pub(super) domain: Option<String>,
    pub(super) certificate: Verbatim,
    pub(super) private_key: Verbatim,
    #[serde(with = "time::serde::rfc3339")]
    pub(super) create_time: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339")]
    pub(super) update_time: OffsetDateTime,
    /// The listeners that use it.
    #[serde(default)]
    pub(super) listener_ids: Vec<String>,
}

/// A moment as the service prints it: in UTC, without a zone.
pub(super) fn print(moment: OffsetDateTime) -> String {
    let format = format_description!("[year]-[month]-[day] [hour]:[minute]:[second]");
    // A moment of this calendar can always be written so.
    moment.format(format).unwrap_or_default()
}
