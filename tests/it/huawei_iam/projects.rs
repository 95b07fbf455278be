//! Projects that are made and looked for.

use serde_json::{Value, json};

use super::{ask, only, refused, signed};
use crate::mock::Mock;
use crate::states::{export, import};

fn named(mock: &Mock, name: &str) -> Value {
    ask(mock, "KeystoneListProjects").query(&format!("name={name}")).send().expect(200)
}

fn create(mock: &Mock, project: &Value) -> crate::mock::Answer {
    ask(mock, "KeystoneCreateProject").json(&json!({ "project": project })).send()
}

#[test]
fn a_project_is_made_once_and_found_by_its_name() {
    let mock = Mock::start();
    assert_eq!(named(&mock, "cn-north-4_dev")["projects"], json!([]));
    let made =
        create(&mock, &json!({ "name": "cn-north-4_dev", "description": "tests" })).expect(201);
    let made = &made["project"];
    assert_eq!((&made["parent_id"], &made["domain_id"]), (&json!("certmock"), &json!("certmock")));
    assert_eq!(made["description"], "tests");
    assert_eq!(only(&named(&mock, "cn-north-4_dev")["projects"]), made);
    let all = ask(&mock, "KeystoneListAuthProjects").send().expect(200);
    assert_eq!(all["projects"].as_array().unwrap().len(), 2);

    let project = made["id"].as_str().unwrap();
    let below = format!("/v1.0/{project}/elbaas/certificate");
    mock.request("GET", &below).header("X-Auth-Token", "certmock").send().expect(200);

    let words = "Conflict occurred when attempting to store project - cn-north-4_dev.";
    refused(&create(&mock, &json!({ "name": "cn-north-4_dev" })), 409, "Conflict", words);
    let words = "Conflict occurred when attempting to store project - cn-north-4.";
    refused(&create(&mock, &json!({ "name": "cn-north-4" })), 409, "Conflict", words);
    let state = export(&mock);
    import(&mock, &state);
    assert_eq!(only(&named(&mock, "cn-north-4_dev")["projects"]), made);
}

#[test]
fn what_is_no_project_is_not_made() {
    let mock = Mock::start();
    for project in [
        json!({ "name": "" }),
        json!({ "name": "a b" }),
        json!({ "name": "x".repeat(65) }),
        json!({ "name": "cn-north-4_dev", "domain_id": "another" }),
        json!({ "name": "cn-north-4_dev", "parent_id": "another" }),
        json!({ "name": 1 }),
        json!({}),
    ] {
        refused(&create(&mock, &project), 400, "Bad Request", "The request body is invalid");
    }
}

#[test]
fn projects_are_filtered_and_paged() {
    let mock = Mock::start();
    let count = |query: &str| {
        let list = signed(&mock, "AK", "GET", &format!("/v3/projects?{query}")).send().expect(200);
        list["projects"].as_array().unwrap().len()
    };
    let all = count("");
    for (query, wanted) in [
        ("enabled=true", all),
        ("enabled=false", 0),
        ("is_domain=true", 0),
        ("domain_id=another", 0),
        ("parent_id=another", 0),
        ("name=nowhere", 0),
        ("name=eu-de", 1),
        ("page=1&per_page=3", 3),
        ("page=2&per_page=5000", 0),
        ("page=18446744073709551615&per_page=5000", 0),
    ] {
        assert_eq!(count(query), wanted, "{query}");
    }
    for query in
        ["page=1", "per_page=1", "page=0&per_page=1", "page=1&per_page=5001", "page=x&per_page=1"]
    {
        let answer = signed(&mock, "AK", "GET", &format!("/v3/projects?{query}")).send();
        refused(&answer, 400, "Bad Request", "Request parameter page is invalid.");
    }
    let answer = signed(&mock, "AK", "GET", "/v3/projects?enabled=perhaps").send();
    refused(&answer, 400, "Bad Request", "The request body is invalid");
}

#[test]
fn a_state_may_give_a_region_another_project() {
    let mock = Mock::start();
    let id = "0123456789abcdef0123456789abcdef";
    let projects = json!([{ "id": id, "name": "cn-east-3" }]);
    import(&mock, &json!({ "certmock": { "huawei_iam": { "projects": projects } } }));
    assert_eq!(only(&named(&mock, "cn-east-3")["projects"])["id"], id);
    assert_eq!(only(&named(&mock, "cn-north-4")["projects"])["id"], "certmock");
    let twice = json!([{ "id": "1", "name": "a" }, { "id": "2", "name": "a" }]);
    let state = json!({ "certmock": { "huawei_iam": { "projects": twice } } });
    let answer = mock.request("PUT", "/_certmock/state").json(&state).send();
    assert!(answer.status == 400 || answer.status == 422, "{}", answer.text());
    assert!(answer.text().contains("two projects have the name"), "{}", answer.text());
}
