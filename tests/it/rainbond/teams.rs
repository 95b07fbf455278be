//! Teams and regions.

use serde_json::json;

use super::{OTHER, TEAM, ask, ask_of, service};
use crate::mock::Mock;

#[test]
fn teams_and_regions_are_listed_for_those_who_look_for_them() {
    let mock = Mock::start();
    let teams = ask(&mock, "ListTeams", &[]).query("page=x&page_size=1").send().expect(200);
    assert_eq!(
        (&teams["total"], &teams["page"], &teams["page_size"]),
        (&json!(2), &json!(1), &json!(1))
    );
    assert_eq!(teams["tenants"][0]["tenant_id"], TEAM);
    assert_eq!(teams["tenants"][0]["role_infos"], json!([]));
    let teams = ask(&mock, "ListTeams", &[]).query("query=mock2").send().expect(200);
    assert_eq!(teams["tenants"][0]["tenant_id"], OTHER);
    let show = |team: &str| ask_of(&mock, "GetTeam", &[team]).send();
    assert_eq!(show(TEAM).expect(200)["tenant_name"], "certmock");
    service(&show("certmock"), 404, 2002, "the team is not found", "团队不存在");
    service(&show("nobodys"), 404, 404, "no found team", "团队不存在");
    let of_team = ask(&mock, "ListTeamRegions", &[]).send().expect(200);
    assert_eq!(
        (&of_team["total"], &of_team["regions"][0]["tenant_name"]),
        (&json!(1), &json!("certmock"))
    );
    let regions = ask(&mock, "ListRegions", &[]).send().expect(200);
    assert_eq!(regions[0]["region_name"], "certmock");
}

#[test]
fn a_team_that_is_not_there_has_no_regions_and_no_certificates() {
    let mock = Mock::start();
    for operation in ["ListTeamRegions", "ListCertificates"] {
        let answer = ask_of(&mock, operation, &["nobody"]).send();
        service(&answer, 404, 404, "no found team", "团队不存在");
    }
}
