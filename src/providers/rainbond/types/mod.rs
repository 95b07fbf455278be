//! Requests and replies, as Rainbond writes them.

pub(super) mod fields;
pub(super) mod http_rule;
pub(super) mod python;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use super::state::Region;
use crate::spec::Reply;

/// A member that may be absent, null, or anything.
#[derive(Default, JsonSchema)]
#[schemars(with = "String")]
pub(super) struct Member(pub(super) Option<Value>);

impl<'de> Deserialize<'de> for Member {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Value::deserialize(deserializer).map(|value| Self(Some(value)))
    }
}

/// Asks for a page of a team's certificates.
#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct ListCertificates {
    pub(super) team_id: String,
    pub(super) page: Option<String>,
    pub(super) page_size: Option<String>,
}

/// A page.
#[derive(Debug, JsonSchema, Serialize)]
pub(super) struct ListCertificatesReply {
    pub(super) list: Vec<ListedCertificate>,
    pub(super) page: i128,
    pub(super) page_size: i128,
    pub(super) total: usize,
}

/// A row of the list.
#[derive(Debug, JsonSchema, Serialize)]
pub(super) struct ListedCertificate {
    pub(super) has_expired: bool,
    pub(super) issued_to: Vec<Option<String>>,
    pub(super) alias: String,
    pub(super) certificate_type: String,
    /// The service misspells the end of validity so.
    pub(super) end_data: String,
    pub(super) id: u64,
    pub(super) issued_by: &'static str,
}

/// Adds a certificate to a team. All four are wanted; unknown ones are ignored.
#[derive(Deserialize, JsonSchema)]
pub(super) struct CreateCertificate {
    pub(super) team_id: String,
    #[serde(flatten)]
    pub(super) fields: Fields,
}

/// Replaces a certificate.
#[derive(Deserialize, JsonSchema)]
pub(super) struct UpdateCertificate {
    pub(super) team_id: String,
    pub(super) certificate_id: String,
    #[serde(flatten)]
    pub(super) fields: Fields,
}

/// `TeamCertificatesC`.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Fields {
    #[serde(default)]
    pub(super) alias: Member,
    #[serde(default)]
    pub(super) private_key: Member,
    #[serde(default)]
    pub(super) certificate: Member,
    #[serde(default)]
    pub(super) certificate_type: Member,
}

/// Names a certificate.
#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct NamedCertificate {
    pub(super) certificate_id: String,
}

/// `TeamCertificatesR`. The service gives the certificate as base64 of the PEM text after a POST or
/// a PUT, and as the PEM text after a GET.
#[derive(JsonSchema, Serialize)]
pub(super) struct ShownCertificate {
    pub(super) alias: String,
    pub(super) private_key: String,
    pub(super) certificate: String,
    pub(super) certificate_type: String,
    pub(super) id: u64,
}

/// Asks for a page of the user's teams.
#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct ListTeams {
    pub(super) query: Option<String>,
    pub(super) page: Option<String>,
    pub(super) page_size: Option<String>,
}

/// A page of teams.
#[derive(Debug, JsonSchema, Serialize)]
pub(super) struct ListTeamsReply {
    pub(super) tenants: Vec<ListedTeam>,
    pub(super) total: usize,
    pub(super) page: i128,
    pub(super) page_size: i128,
}

/// A team.
#[derive(Debug, JsonSchema, Serialize)]
pub(super) struct ListedTeam {
    #[serde(rename = "ID")]
    pub(super) number: u64,
    pub(super) tenant_id: String,
    pub(super) tenant_name: String,
    pub(super) tenant_alias: String,
    pub(super) is_active: bool,
    pub(super) enterprise_id: &'static str,
    pub(super) create_time: &'static str,
    pub(super) creater: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Vec<Value>>")]
    pub(super) role_infos: Option<[(); 0]>,
}

/// Names a team.
#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct NamedTeam {
    pub(super) team_id: String,
}

/// Asks for the regions.
#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct ListRegions {}

/// The regions of a team.
#[derive(Debug, JsonSchema, Serialize)]
pub(super) struct ListTeamRegionsReply {
    pub(super) total: usize,
    pub(super) regions: Vec<TeamRegion>,
}

/// A region, as a team has it.
#[derive(Debug, JsonSchema, Serialize)]
pub(super) struct TeamRegion {
    pub(super) region_id: &'static str,
    pub(super) region_name: &'static str,
    pub(super) region_alias: &'static str,
    pub(super) tenant_name: String,
    pub(super) url: &'static str,
    pub(super) wsurl: &'static str,
    pub(super) httpdomain: &'static str,
    pub(super) tcpdomain: &'static str,
    pub(super) token: Option<&'static str>,
    pub(super) status: &'static str,
    pub(super) desc: &'static str,
    pub(super) scope: &'static str,
}

/// The platform's regions, in a bare array.
#[derive(Debug, JsonSchema, Serialize)]
#[serde(transparent)]
pub(super) struct ListRegionsReply(pub(super) [Region; 1]);

impl Reply for ListCertificatesReply {}
impl Reply for ListRegionsReply {}
impl Reply for ListTeamRegionsReply {}
impl Reply for ListTeamsReply {}
impl Reply for ListedTeam {}
impl Reply for ShownCertificate {}
