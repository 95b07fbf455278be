//! Projects, domains, regions and the caller's identity, which clients look up first.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Asks for the projects with exactly these members.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct ListProjects {
    pub(crate) domain_id: Option<String>,
    pub(crate) enabled: Option<Flag>,
    pub(crate) is_domain: Option<Flag>,
    pub(crate) name: Option<String>,
    /// From 1 on; with `per_page`.
    pub(crate) page: Option<String>,
    pub(crate) parent_id: Option<String>,
    /// From 1 to 5000; with `page`.
    pub(crate) per_page: Option<String>,
}

/// A boolean in a query.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq)]
pub(crate) enum Flag {
    #[serde(rename = "true", alias = "True")]
    True,
    #[serde(rename = "false", alias = "False")]
    False,
}

/// Asks for the projects that the caller may use.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct ListAuthProjects {}

/// Makes a project.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct CreateProject {
    pub(crate) project: NewProject,
}

/// The new project.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct NewProject {
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    pub(crate) domain_id: Option<String>,
    pub(crate) parent_id: Option<String>,
}

#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct CreateProjectReply {
    pub(crate) project: Project,
}

#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct ListProjectsReply {
    pub(crate) projects: Vec<Project>,
    pub(crate) links: Links,
}

#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct ListAuthProjectsReply {
    pub(crate) projects: Vec<Project>,
    pub(crate) links: SelfLink,
}

#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct Project {
    pub(crate) domain_id: String,
    pub(crate) is_domain: bool,
    pub(crate) parent_id: String,
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) links: Links,
    pub(crate) id: String,
    pub(crate) enabled: bool,
}

/// The links of a list. There are no other pages.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct Links {
    next: Option<String>,
    previous: Option<String>,
    #[serde(rename = "self")]
    own: String,
}

/// The link to an object.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct SelfLink {
    #[serde(rename = "self")]
    own: String,
}

impl Links {
    pub(crate) fn to(own: String) -> Self {
        Self { next: None, previous: None, own }
    }
}

impl SelfLink {
    pub(crate) fn to(own: String) -> Self {
        Self { own }
    }
}

/// Asks for the domain.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct ListAuthDomains {}

#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct ListAuthDomainsReply {
    pub(crate) domains: [Domain; 1],
    pub(crate) links: SelfLink,
}

#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct Domain {
    pub(crate) description: &'static str,
    pub(crate) enabled: bool,
    pub(crate) id: String,
    pub(crate) links: SelfLink,
    pub(crate) name: String,
}

/// Asks for the regions.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct ListRegions {}

#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct ListRegionsReply {
    pub(crate) regions: Vec<Region>,
    pub(crate) links: Links,
}

#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct Region {
    pub(crate) description: &'static str,
    pub(crate) parent_region_id: Option<String>,
    pub(crate) links: SelfLink,
    pub(crate) id: &'static str,
    pub(crate) locales: Locales,
    pub(crate) r#type: &'static str,
}

#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct Locales {
    #[serde(rename = "zh-cn")]
    pub(crate) zh: &'static str,
    #[serde(rename = "en-us")]
    pub(crate) en: &'static str,
}

/// Asks for the caller's identity.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct GetCallerIdentity {}

/// Three texts, which are never null, because the vendor's SDK for Go cannot read null.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct GetCallerIdentityReply {
    pub(crate) account_id: String,
    pub(crate) principal_urn: String,
    pub(crate) principal_id: String,
}
