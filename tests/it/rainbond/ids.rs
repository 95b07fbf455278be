//! Ids of certificates and of HTTP rules, of which none is given twice.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::{TEAM, ask, create};
use crate::mock::Mock;
use crate::states::{export, import};

fn create_rule(mock: &Mock, domain: &str) -> Value {
    let body = json!({ "service_id": TEAM, "container_port": 80, "domain_name": domain });
    ask(mock, "CreateAppHttpDomain", &["certmock", "1"]).json(&body).send().expect(201)
}

fn rules(mock: &Mock) -> Vec<Value> {
    let list = ask(mock, "ListAppHttpDomains", &["certmock", "1"]).send().expect(200);
    list.as_array().unwrap().clone()
}

fn certificates(mock: &Mock) -> Vec<u64> {
    let list = ask(mock, "ListCertificates", &[]).send().expect(200);
    list["list"].as_array().unwrap().iter().map(|row| row["id"].as_u64().unwrap()).collect()
}

#[test]
fn what_is_made_in_a_state_that_was_put_back_has_ids_of_its_own() {
    let mock = Mock::start();
    create_rule(&mock, "a.example.com");
    create(&mock, "a");
    import(&mock, &export(&mock));
    let made = create_rule(&mock, "b.example.com");
    create(&mock, "b");
    let all = rules(&mock);
    for member in ["http_rule_id", "ID"] {
        let ids: HashSet<String> = all.iter().map(|rule| rule[member].to_string()).collect();
        assert_eq!(ids.len(), 2, "{member}");
    }
    assert_eq!(certificates(&mock).into_iter().collect::<HashSet<_>>().len(), 2);
    let one = ["certmock", "1", made["http_rule_id"].as_str().unwrap()];
    let shown = ask(&mock, "GetAppHttpDomain", &one).send().expect(200);
    assert_eq!(shown["domain_name"], "b.example.com");
    ask(&mock, "DeleteAppHttpDomain", &one).send().expect(200);
    assert_eq!(rules(&mock)[0]["domain_name"], "a.example.com", "the other one is left");
    import(&mock, &export(&mock));
}

#[test]
fn behind_the_greatest_number_comes_one_that_nothing_has() {
    let mock = Mock::start();
    create(&mock, "a");
    create_rule(&mock, "a.example.com");
    let mut state = export(&mock);
    state["certmock"]["rainbond"]["last_certificate"] = u64::MAX.into();
    state["certmock"]["rainbond"]["last_rule"] = u64::MAX.into();
    import(&mock, &state);
    create(&mock, "b");
    create_rule(&mock, "b.example.com");
    assert_eq!(certificates(&mock), [1, 2]);
    assert_eq!(rules(&mock).len(), 2);
    // It stands in its place in the order of numbers, and can be deleted from there.
    let mut state = export(&mock);
    let row = &mut state["certmock"]["rainbond"]["certificates"][1];
    row["id"] = u64::MAX.into();
    import(&mock, &state);
    create(&mock, "c");
    assert_eq!(certificates(&mock), [1, 2, u64::MAX]);
    ask(&mock, "DeleteCertificate", &["2"]).send().expect(200);
    assert_eq!(certificates(&mock), [1, u64::MAX]);
}

#[test]
fn a_certificate_does_not_get_the_id_that_a_rule_has_written_down() {
    let mock = Mock::start();
    let id = create(&mock, "a");
    let mut state = export(&mock);
    let rule = json!({ "id": 1, "team": TEAM, "certificate_id": id + 1 });
    state["certmock"]["rainbond"]["rules"] = json!([rule]);
    import(&mock, &state);
    assert_eq!(create(&mock, "b"), id + 2);
}

#[test]
fn a_state_in_which_two_have_one_id_is_refused() {
    let mock = Mock::start();
    let put = |state: Value| {
        let state = json!({ "certmock": { "rainbond": state } });
        let refused = mock.request("PUT", "/_certmock/state").json(&state).send().expect(400);
        refused["error"].as_str().unwrap().to_owned()
    };
    let team = json!({ "id": "t", "name": "t" });
    let why = put(json!({ "teams": [team, team] }));
    assert!(why.contains("two teams have the id \"t\""), "{why}");
    let rule = |id: u64| json!({ "id": id, "http_rule_id": "r" });
    let why = put(json!({ "rules": [rule(1), rule(2)] }));
    assert!(why.contains("two rules have the http_rule_id \"r\""), "{why}");
}
