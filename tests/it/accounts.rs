//! Accounts: each with its own state, whoever else is there.

use std::collections::HashSet;
use std::thread;

use certmock::{AuthMode, Config};
use serde_json::json;

use crate::material::pair;
use crate::mock::Mock;

fn upload(mock: &Mock, key: &str) -> String {
    let (ca, pri) = pair("ec-p256");
    let request = mock.qiniu_as(key, "POST", "/sslcert").json(&json!({ "ca": ca, "pri": pri }));
    request.send().expect(200)["certID"].as_str().unwrap().to_owned()
}

fn count(mock: &Mock, key: &str) -> usize {
    let list = mock.qiniu_as(key, "GET", "/sslcert?limit=1000").send().expect(200);
    list["certs"].as_array().unwrap().len()
}

#[test]
fn made_up_keys_have_accounts_of_their_own_and_are_told_that_they_are_unverified() {
    let mock = Mock::start();
    upload(&mock, "one");
    assert_eq!((count(&mock, "one"), count(&mock, "two")), (1, 0));
    let answer = mock.qiniu_as("one", "GET", "/sslcert").send();
    assert_eq!(answer.header("X-Certmock-Auth"), Some("unverified"));
    let declared = mock.rainbond("GET", "/certificates").send();
    assert_eq!(declared.header("X-Certmock-Auth"), None);
}

#[test]
fn a_made_up_rainbond_token_has_whatever_team_it_asks_for() {
    let mock = Mock::start();
    let ask = |token: &str, target: &str| {
        mock.request("GET", target).header("Authorization", token).send()
    };
    let certificates = "/openapi/v1/teams/abcdefghijkl/certificates";
    assert_eq!(ask("made-up", "/openapi/v1/teams").expect(200)["total"], 0);
    ask("made-up", certificates).expect(200);
    let teams = ask("made-up", "/openapi/v1/teams").expect(200);
    assert_eq!(teams["tenants"][0]["tenant_id"], "abcdefghijkl");
    assert_eq!(teams["tenants"][0]["tenant_name"], "abcdefgh");
    ask("made-up", "/openapi/v1/teams/abcdefgh/certificates").expect(200);
    assert_eq!(ask("made-up", "/openapi/v1/teams").expect(200)["total"], 1);
    assert_eq!(ask("another", "/openapi/v1/teams").expect(200)["total"], 0);
    ask("Token made-up", certificates).expect(401);
    assert_eq!(ask("certmock", certificates).expect(404)["msg"], "no found team");
}

#[test]
fn an_internal_token_opens_the_account_that_declares_it() {
    let mock = Mock::auth(AuthMode::Strict);
    let target = "/openapi/v1/teams/certmock/certificates";
    let with = |token: &str| mock.request("GET", target).header("X-Internal-Token", token).send();
    with("certmock").expect(200);
    assert_eq!(with("wrong").expect(401)["detail"], "Invalid internal token");
}

#[test]
fn where_nothing_is_asked_everyone_is_let_in() {
    let mock = Mock::auth(AuthMode::Off);
    let targets = [
        "/sslcert".to_owned(),
        "/v1.0/any/elbaas/certificate".to_owned(),
        "/v1.0/certmock/elbaas/certificate".to_owned(),
        "/openapi/v1/teams/certmock/certificates".to_owned(),
    ];
    for target in targets {
        let answer = mock.request("GET", &target).send();
        answer.expect(200);
        assert_eq!(answer.header("X-Certmock-Auth"), Some("unverified"), "{target}");
        let wrong = mock.request("GET", &target).header("Authorization", "nonsense").send();
        assert!(
            wrong.status == 200 || target.starts_with("/openapi"),
            "{target}: {}",
            wrong.status
        );
    }
    mock.request("POST", "/v3/auth/tokens").send().expect(201);
}

#[test]
fn a_reset_forgets_all_accounts_or_the_one_that_is_named() {
    let mock = Mock::start();
    for key in ["one", "two", "three"] {
        upload(&mock, key);
    }
    mock.request("POST", "/_certmock/reset?account=qiniu:two").send().expect(204);
    assert_eq!(["one", "two", "three"].map(|key| count(&mock, key)), [1, 0, 1]);
    mock.request("POST", "/_certmock/reset").send().expect(204);
    assert_eq!(["one", "two", "three"].map(|key| count(&mock, key)), [0, 0, 0]);
}

#[test]
fn with_a_seed_the_same_requests_get_the_same_ids_and_without_one_others() {
    let ids = |seed| {
        let mock = Mock::with(Config { seed, ..Config::default() });
        let id = mock.qiniu("GET", "/sslcert").send().header("X-Reqid").unwrap().to_owned();
        let (certificate, private_key) = pair("ec-p256");
        let body = json!({ "certificate": certificate, "private_key": private_key });
        let created = mock.huawei("POST", "certificate").json(&body).send().expect(200);
        (id, created["id"].as_str().unwrap().to_owned())
    };
    assert_eq!(ids(Some(42)), ids(Some(42)));
    assert_ne!(ids(Some(42)), ids(Some(43)));
    assert_ne!(ids(None), ids(None));
}

#[test]
fn uploads_in_parallel_are_all_there_under_ids_of_their_own() {
    let mock = Mock::start();
    let ids: Vec<String> = thread::scope(|scope| {
        let workers: Vec<_> = (0..8)
            .map(|worker| {
                let mock = &mock;
                scope.spawn(move || {
                    let own = format!("own-{worker}");
                    let mut ids: Vec<_> = (0..25).map(|_| upload(mock, "shared")).collect();
                    ids.extend((0..5).map(|_| upload(mock, &own)));
                    assert_eq!(count(mock, &own), 5);
                    ids
                })
            })
            .collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    });
    assert_eq!(count(&mock, "shared"), 200);
    assert_eq!(ids.iter().collect::<HashSet<_>>().len(), 240);
}
