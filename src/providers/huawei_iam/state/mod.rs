//! What a domain holds at IAM.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::accounts::Declaration;
use crate::protocol::huawei::{HOME, REGIONS, is_region, project_of};
use crate::store::{Identified, Shelf, State, Tenant};

/// The domain, as `GET /_certmock/state` exports it.
#[derive(Clone, Default, Deserialize, JsonSchema, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Domain {
    /// The projects that were made, beside those that every region has by itself.
    pub(crate) projects: Shelf<Project>,
}

/// A project.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Project {
    /// 32 hexadecimal digits.
    pub(crate) id: String,
    /// Its name: that of a region, or of a region with `_` and a word behind it.
    pub(crate) name: String,
    /// What its owner says of it.
    #[serde(default)]
    pub(crate) description: String,
    /// Whether it can be used.
    #[serde(default = "yes")]
    pub(crate) enabled: bool,
}

fn yes() -> bool {
    true
}

impl Identified for Project {
    const MANY: &'static str = "projects";

    fn id(&self) -> &str {
        &self.id
    }
}

impl State for Domain {
    fn open(_: Option<&Declaration>) -> Self {
        Self::default()
    }

    fn check(&self) -> Result<(), String> {
        let mut names: Vec<_> = self.projects.oldest_first().map(|project| &project.name).collect();
        names.sort_unstable();
        match names.windows(2).find(|pair| pair[0] == pair[1]) {
            // Clients refuse two projects of one name, which no domain has.
            Some(pair) => Err(format!("two projects have the name {:?}", pair[0])),
            None => Ok(()),
        }
    }
}

impl Domain {
    /// The project of that name: one that was made, or the one that a region has by itself.
    pub(crate) fn find_project(&self, tenant: &Tenant, name: &str) -> Option<Project> {
        let made = self.projects.oldest_first().find(|project| project.name == name);
        made.cloned().or_else(|| is_region(name).then(|| of_region(tenant, name)))
    }

    /// The projects that there are. Never none.
    ///
    /// Assumption: a domain that nobody declared has a project in each public region; one that
    /// somebody declared has its one project in the first of them. From: real domains, which have one
    /// in each region that they have used, and what a fixture declares.
    pub(crate) fn list_projects(&self, tenant: &Tenant) -> Vec<Project> {
        let regions: Vec<&str> = match tenant.project_id {
            Some(_) => vec![HOME],
            None => REGIONS.iter().map(|region| region.id).collect(),
        };
        let is_made = |name: &str| self.projects.oldest_first().any(|project| project.name == name);
        let by_itself = regions.into_iter().filter(|name| !is_made(name));
        let by_itself = by_itself.map(|name| of_region(tenant, name));
        by_itself.chain(self.projects.oldest_first().cloned()).collect()
    }
}

fn of_region(tenant: &Tenant, name: &str) -> Project {
    Project {
        id: project_of(tenant, name),
        name: name.to_owned(),
        description: String::new(),
        enabled: true,
    }
}
