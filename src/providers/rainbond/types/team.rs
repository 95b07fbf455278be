//! Requests and replies about teams and regions, as Rainbond writes them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::super::state::Region;

/// Asks for a page of the user's teams.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct ListTeams {
    pub(crate) query: Option<String>,
    pub(crate) page: Option<String>,
    pub(crate) page_size: Option<String>,
}

/// A page of teams.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct ListTeamsReply {
    pub(crate) tenants: Vec<ListedTeam>,
    pub(crate) total: usize,
    pub(crate) page: i128,
    pub(crate) page_size: i128,
}

/// A team.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct ListedTeam {
    #[serde(rename = "ID")]
    pub(crate) number: u64,
    pub(crate) tenant_id: String,
    pub(crate) tenant_name: String,
    pub(crate) tenant_alias: String,
    pub(crate) is_active: bool,
    pub(crate) enterprise_id: &'static str,
    pub(crate) create_time: &'static str,
    pub(crate) creater: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Vec<Value>>")]
    pub(crate) role_infos: Option<[(); 0]>,
}

/// Names a team.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct NamedTeam {
    pub(crate) team_id: String,
}

/// Asks for the regions.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct ListRegions {}

/// The regions of a team.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct ListTeamRegionsReply {
    pub(crate) total: usize,
    pub(crate) regions: Vec<TeamRegion>,
}

/// A region of a team.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct TeamRegion {
    pub(crate) region_id: &'static str,
    pub(crate) region_name: &'static str,
    pub(crate) region_alias: &'static str,
    pub(crate) tenant_name: String,
    pub(crate) url: &'static str,
    pub(crate) wsurl: &'static str,
    pub(crate) httpdomain: &'static str,
    pub(crate) tcpdomain: &'static str,
    pub(crate) token: Option<&'static str>,
    pub(crate) status: &'static str,
    pub(crate) desc: &'static str,
    pub(crate) scope: &'static str,
}

/// The platform's regions, in a bare array.
#[derive(Debug, JsonSchema, Serialize)]
#[serde(transparent)]
pub(crate) struct ListRegionsReply(pub(crate) [Region; 1]);
