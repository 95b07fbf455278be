//! Teams and regions, to the extent that clients for certificates request them.

use super::super::errors::Error;
use super::super::state::{Enterprise, REGION, Team};
use super::super::types::python::int;
use super::super::types::team::{
    ListRegions, ListRegionsReply, ListTeamRegionsReply, ListTeams, ListTeamsReply, ListedTeam,
    NamedTeam, TeamRegion,
};
use crate::spec::Refusal;
use crate::store::View;

const ENTERPRISE_ID: &str = "e0000000000000000000000000000000";

pub(crate) fn list_teams(
    view: &View<'_, Enterprise>,
    request: ListTeams,
) -> Result<ListTeamsReply, Refusal<Error>> {
    // A value that is not a number is replaced by the default, unlike in the list of certificates.
    let number = |text: Option<String>, absent| text.and_then(|text| int(&text)).unwrap_or(absent);
    let (page, page_size) = (number(request.page, 1), number(request.page_size, 10));
    let query = request.query.unwrap_or_default();
    let found: Vec<&Team> =
        view.state.teams.iter().filter(|team| team.name.contains(&query)).collect();
    let size = usize::try_from(page_size).unwrap_or_default();
    let before = usize::try_from(page.saturating_sub(1)).unwrap_or_default().saturating_mul(size);
    let tenants = found
        .iter()
        .skip(before)
        .take(size)
        .map(|team| ListedTeam {
            create_time: "2026-01-01T00:00:00",
            creater: "certmock",
            role_infos: Some([]),
            ..show(team)
        })
        .collect();
    Ok(ListTeamsReply { tenants, total: found.len(), page, page_size })
}

pub(crate) fn get_team(
    view: &View<'_, Enterprise>,
    NamedTeam { team_id }: NamedTeam,
) -> Result<ListedTeam, Refusal<Error>> {
    let team = view.state.find_team(&team_id).ok_or(Error::TeamNotFound)?;
    // The service finds the team by its name, too, and then answers by the id alone.
    if *team.id == *team_id { Ok(show(team)) } else { Err(Error::TeamNotFoundById.into()) }
}

/// The team in the reply for a single team, where the time and the creator have another format than in the
/// list.
fn show(team: &Team) -> ListedTeam {
    ListedTeam {
        number: team.number,
        tenant_id: team.id.as_ref().to_owned(),
        tenant_name: team.name.clone(),
        tenant_alias: team.name.clone(),
        is_active: true,
        enterprise_id: ENTERPRISE_ID,
        create_time: "2026-01-01 00:00:00",
        creater: "1",
        role_infos: None,
    }
}

pub(crate) fn list_team_regions(
    view: &View<'_, Enterprise>,
    NamedTeam { team_id }: NamedTeam,
) -> Result<ListTeamRegionsReply, Refusal<Error>> {
    let team = view.state.find_team(&team_id).ok_or(Error::TeamNotFound)?;
    let region = TeamRegion {
        region_id: REGION.region_id,
        region_name: REGION.region_name,
        region_alias: REGION.region_alias,
        tenant_name: team.name.clone(),
        url: REGION.url,
        wsurl: REGION.wsurl,
        httpdomain: REGION.httpdomain,
        tcpdomain: REGION.tcpdomain,
        token: None,
        status: REGION.status,
        desc: REGION.desc,
        scope: REGION.scope,
    };
    Ok(ListTeamRegionsReply { total: 1, regions: vec![region] })
}

pub(crate) fn list_regions(
    _: &View<'_, Enterprise>,
    _: ListRegions,
) -> Result<ListRegionsReply, Refusal<Error>> {
    Ok(ListRegionsReply([REGION]))
}
