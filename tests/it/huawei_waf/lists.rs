//! Lists of certificates.

use serde_json::{Value, json};
use time::macros::datetime;

use super::{ask, create, creation, names, refused};
use crate::mock::Mock;

fn list(mock: &Mock, query: &str) -> Value {
    ask(mock, "ListCertificates", &[]).query(query).send().expect(200)
}

fn listed(list: &Value) -> Vec<&str> {
    let items = list["items"].as_array().unwrap();
    items.iter().map(|item| item["name"].as_str().unwrap()).collect()
}

#[test]
fn certificates_are_listed_in_pages_and_an_empty_one_ends_the_list() {
    let mock = Mock::start();
    assert_eq!(ask(&mock, "ListCertificates", &[]).send().text(), r#"{"items":[],"total":0}"#);
    for (name, material) in [("a", "rsa-2048"), ("b", "ec-p256"), ("c", "wildcard")] {
        create(&mock, name, material);
    }
    let all = list(&mock, "page=1&pagesize=100");
    assert_eq!((listed(&all), &all["total"]), (vec!["c", "b", "a"], &json!(3)));
    let members = ["id", "name", "expire_time", "exp_status", "timestamp", "bind_host"];
    assert_eq!(names(&all["items"][0]), members);
    assert_eq!(listed(&list(&mock, "page=2&pagesize=2")), ["a"]);
    let empty = list(&mock, "page=3&pagesize=2");
    assert_eq!((listed(&empty), &empty["total"]), (vec![], &json!(3)));
    for query in ["page=0", "page=-1", "page=x", "pagesize=0", "pagesize=101", "pagesize=1.5"] {
        let answer = ask(&mock, "ListCertificates", &[]).query(query).send();
        refused(&answer, 400, "11011", "pageOrPageSize.illegal");
    }
}

#[test]
fn certificates_are_found_by_a_part_of_their_names_and_by_their_validity() {
    let mock = Mock::at(datetime!(2026-06-27 08:14:42 UTC));
    for (name, material) in [("long.one", "rsa-2048"), ("over", "expired")] {
        create(&mock, name, material);
    }
    assert_eq!(listed(&list(&mock, "name=ong.o")), ["long.one"]);
    assert_eq!(listed(&list(&mock, "exp_status=0&host=true")), ["long.one"]);
    assert_eq!(listed(&list(&mock, "exp_status=1&host=false")), ["over"]);
    assert_eq!(list(&mock, "exp_status=2")["total"], 0);
    let end =
        certmock::internals::x509::Certificate::from_pem(&crate::material::pem("rsa-2048.crt"));
    let days = (end.unwrap().not_after() - datetime!(2026-06-27 08:14:42 UTC)).whole_days() - 29;
    let advance = json!({ "by": format!("{days}d") });
    mock.request("POST", "/_certmock/clock/advance").json(&advance).send();
    assert_eq!(listed(&list(&mock, "exp_status=2")), ["long.one"]);
    for query in ["exp_status=3", "exp_status=x", "host=yes"] {
        let answer = ask(&mock, "ListCertificates", &[]).query(query).send();
        refused(&answer, 400, "11002", "url.param.illegal");
    }
}

#[test]
fn each_enterprise_project_has_its_own_list_and_one_word_has_them_all() {
    let mock = Mock::start();
    let project = "11111111-1111-1111-1111-111111111111";
    let post = |query: &str, body: &Value| {
        ask(&mock, "CreateCertificate", &[]).query(query).json(body).send()
    };
    create(&mock, "default", "rsa-2048");
    let body = creation("other", "ec-p256");
    post(&format!("enterprise_project_id={project}"), &body).expect(200);
    assert_eq!(listed(&list(&mock, "")), ["default"]);
    assert_eq!(listed(&list(&mock, "enterprise_project_id=0")), ["default"]);
    assert_eq!(listed(&list(&mock, &format!("enterprise_project_id={project}"))), ["other"]);
    let all = list(&mock, "enterprise_project_id=all_granted_eps");
    assert_eq!(listed(&all), ["other", "default"]);
    let everywhere = post("enterprise_project_id=all_granted_eps", &creation("x", "wildcard"));
    refused(&everywhere, 400, "12010", "eps.all.not.support");
}
