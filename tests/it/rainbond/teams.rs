//! Teams and regions.

use serde_json::json;

use super::{OTHER, TEAM, service};
use crate::mock::Mock;

#[test]
fn teams_and_regions_are_listed_for_those_who_look_for_them() {
    let mock = Mock::start();
    let ask = |target: &str| mock.request("GET", target).header("Authorization", "certmock").send();
    let teams = ask("/openapi/v1/teams?page=x&page_size=1").expect(200);
    assert_eq!(
        (&teams["total"], &teams["page"], &teams["page_size"]),
        (&json!(2), &json!(1), &json!(1))
    );
    assert_eq!(teams["tenants"][0]["tenant_id"], TEAM);
    assert_eq!(teams["tenants"][0]["role_infos"], json!([]));
    assert_eq!(ask("/openapi/v1/teams?query=mock2").expect(200)["tenants"][0]["tenant_id"], OTHER);
    assert_eq!(ask(&format!("/openapi/v1/teams/{TEAM}")).expect(200)["tenant_name"], "certmock");
    service(&ask("/openapi/v1/teams/certmock"), 404, 2002, "the team is not found", "团队不存在");
    service(&ask("/openapi/v1/teams/nobodys"), 404, 404, "no found team", "团队不存在");
    let of_team = ask(&format!("/openapi/v1/teams/{TEAM}/regions")).expect(200);
    assert_eq!(
        (&of_team["total"], &of_team["regions"][0]["tenant_name"]),
        (&json!(1), &json!("certmock"))
    );
    assert_eq!(ask("/openapi/v1/regions").expect(200)[0]["region_name"], "certmock");
}

#[test]
fn a_team_that_is_not_there_has_no_regions_and_no_certificates() {
    let mock = Mock::start();
    for rest in ["regions", "certificates"] {
        let target = format!("/openapi/v1/teams/nobody/{rest}");
        let answer = mock.request("GET", &target).header("Authorization", "certmock").send();
        service(&answer, 404, 404, "no found team", "团队不存在");
    }
}
