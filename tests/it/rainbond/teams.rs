//! Teams and regions.

use serde_json::{Value, json};

use super::{OTHER, TEAM, ask, ask_of, fields, service};
use crate::mock::{Mock, Request};

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

/// A request of a made-up token, whose teams nobody declared.
fn of_somebody(mock: &Mock, operation: &str, parameters: &[&str]) -> Request {
    mock.operation("rainbond", operation, parameters).header("Authorization", "somebody")
}

#[test]
fn of_the_teams_that_nobody_declared_those_that_have_nothing_are_kept_by_turns() {
    let mock = Mock::start();
    let show = |team: &str| of_somebody(&mock, "GetTeam", &[team]).send().expect(200);
    let certificate = fields("site", "ec-p256");
    of_somebody(&mock, "CreateCertificate", &["first"]).json(&certificate).send().expect(200);
    let rule = json!({ "service_id": "second", "container_port": 80, "domain_name": "d" });
    let place = ["second", "certmock", "2"];
    of_somebody(&mock, "CreateAppHttpDomain", &place).json(&rule).send().expect(201);
    for number in 0..2500 {
        show(&format!("team-{number}"));
    }
    let total = |teams: &Value| teams["total"].as_u64().unwrap();
    let teams = of_somebody(&mock, "ListTeams", &[]).query("page_size=5000").send().expect(200);
    assert_eq!(total(&teams), 1000);
    let mut numbers: Vec<u64> = teams["tenants"]
        .as_array()
        .unwrap()
        .iter()
        .map(|team| team["ID"].as_u64().unwrap())
        .collect();
    numbers.dedup();
    assert_eq!(numbers, (1..=1000).collect::<Vec<_>>(), "no two have one number");
    // What has something is there, and what went is there again where it is named.
    let list = of_somebody(&mock, "ListCertificates", &["first"]).send().expect(200);
    assert_eq!(list["total"], 1);
    let rules = of_somebody(&mock, "ListAppHttpDomains", &place).send().expect(200);
    assert_eq!(rules.as_array().unwrap().len(), 1);
    assert_eq!(show("team-0")["tenant_id"], "team-0");
}

#[test]
fn a_team_with_a_longer_id_than_teams_have_is_not_made() {
    let mock = Mock::start();
    of_somebody(&mock, "GetTeam", &[&"t".repeat(64)]).send().expect(200);
    let refused = of_somebody(&mock, "GetTeam", &[&"t".repeat(65)]).send();
    service(&refused, 404, 404, "no found team", "团队不存在");
}
