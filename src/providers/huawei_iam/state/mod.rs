//! The state of a domain at IAM.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::accounts::Declaration;
use crate::protocol::huawei::{HOME, REGIONS, is_region, project_of};
use crate::store::{Identified, Shelf, State, Tenant};

/// The domain, as `GET /_certmock/state` exports it.
#[derive(Clone, Default, Deserialize, JsonSchema, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Domain {
    /// The projects that were created, in addition to each region's own.
    pub(crate) projects: Shelf<Project>,
}

/// A project.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Project {
    /// 32 hexadecimal digits.
    pub(crate) id: String,
    /// The name: that of a region, or that of a region followed by `_` and a word.
    pub(crate) name: String,
    /// The owner's description.
    #[serde(default)]
    pub(crate) description: String,
    /// Whether it is enabled.
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
            // Clients reject two projects with the same name, which the real service does not allow.
            Some(pair) => Err(format!("two projects have the name {:?}", pair[0])),
            None => Ok(()),
        }
    }
}

impl Domain {
    /// The project with this name: a created one, or a region's own.
    pub(crate) fn find_project(&self, tenant: &Tenant, name: &str) -> Option<Project> {
        let made = self.projects.oldest_first().find(|project| project.name == name);
        let is_declared = tenant.project_id.as_deref() == Some(name);
        let by_itself = is_region(name) || is_declared;
        made.cloned().or_else(|| by_itself.then(|| of_region(tenant, name)))
    }

    /// All projects; there is at least one.
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
