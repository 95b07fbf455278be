//! Domains: listed and shown.

use serde_json::{Value, json};
use time::macros::datetime;

use super::{ask, names, put, refused, with_domains};
use crate::mock::Mock;

fn list(mock: &Mock, query: &str) -> Value {
    ask(mock, "ListDomains", &[]).query(query).send().expect(200)
}

fn listed(list: &Value) -> Vec<&str> {
    let domains = list["domains"].as_array().unwrap();
    domains.iter().map(|domain| domain["domain_name"].as_str().unwrap()).collect()
}

#[test]
fn domains_are_listed_in_pages_and_an_empty_one_ends_the_list() {
    let mock = with_domains(&["a.example.com", "b.example.com", "c.example.org"]);
    assert_eq!(listed(&list(&mock, "")), ["c.example.org", "b.example.com", "a.example.com"]);
    assert_eq!(listed(&list(&mock, "page_size=2&page_number=2")), ["a.example.com"]);
    let beyond = list(&mock, "page_size=2&page_number=3");
    assert_eq!((&beyond["total"], &beyond["domains"]), (&json!(3), &json!([])));
    assert_eq!(listed(&list(&mock, "domain_name=example.com")), ["b.example.com", "a.example.com"]);
    assert_eq!(list(&mock, "domain_name=example.com&exact_match=true")["total"], 0);
    assert_eq!(list(&mock, "domain_name=a.example.com&exact_match=true")["total"], 1);
    for query in [
        "page_size=0",
        "page_size=10001",
        "page_number=0",
        "page_number=65536",
        "page_size=x",
        "business_type=shop",
        "domain_status=lost",
        "service_area=moon",
        "show_tags=maybe",
        "exact_match=maybe",
    ] {
        let answer = ask(&mock, "ListDomains", &[]).query(query).send();
        refused(&answer, 400, "0001", "The parameter is invalid.");
    }
}

#[test]
fn a_domain_has_the_members_that_clients_read_in_each_place() {
    let mock = Mock::at(datetime!(2021-11-06 13:08:10 UTC));
    put(
        &mock,
        &json!([{ "domain_name": "www.example.com", "id": "ff8080827ca77f1c017ca7e8ee1f00d1" }]),
    );
    let shown = list(&mock, "show_tags=true")["domains"][0].clone();
    let mut members = vec![
        "id",
        "domain_name",
        "business_type",
        "domain_status",
        "cname",
        "sources",
        "domain_origin_host",
        "https_status",
        "create_time",
        "modify_time",
        "disabled",
        "locked",
        "auto_refresh_preheat",
        "service_area",
        "range_status",
        "follow_status",
        "origin_status",
        "banned_reason",
        "locked_reason",
        "enterprise_project_id",
        "tags",
    ];
    assert_eq!(names(&shown), members);
    assert_eq!(shown["create_time"], 1_636_204_090_000_i64);
    let id = "ff8080827ca77f1c017ca7e8ee1f00d1";
    assert_eq!(
        (&shown["sources"][0]["domain_id"], &shown["cname"]),
        (&json!(id), &json!("www.example.com.c.cdnhwc1.com"))
    );
    members.retain(|member| *member != "tags");
    assert_eq!(names(&list(&mock, "")["domains"][0]), members);

    let detail = ask(&mock, "ShowDomainDetail", &[id]).send().expect(200)["domain"].clone();
    members.insert(3, "user_domain_id");
    assert_eq!(names(&detail), members);
    assert_eq!(
        (&detail["user_domain_id"], &detail["sources"][0]["https_port"]),
        (&json!("certmock"), &json!(443))
    );

    let named = ask(&mock, "ShowDomainDetailByName", &["www.example.com"]).send().expect(200);
    let by_name = [
        "id",
        "domain_name",
        "business_type",
        "domain_status",
        "cname",
        "sources",
        "https_status",
        "create_time",
        "update_time",
        "disabled",
        "locked",
        "service_area",
    ];
    assert_eq!(names(&named["domain"]), by_name);
    assert_eq!(named["domain"]["sources"][0]["origin_addr"], "192.0.2.1");
}

#[test]
fn domains_are_found_by_what_they_are_and_by_their_enterprise_project() {
    let mock = Mock::start();
    let project = "11111111-1111-1111-1111-111111111111";
    put(
        &mock,
        &json!([
            { "domain_name": "video.example.com", "business_type": "video", "service_area": "global" },
            { "domain_name": "off.example.com", "domain_status": "offline", "enterprise_project_id": project },
        ]),
    );
    assert_eq!(listed(&list(&mock, "business_type=video")), ["video.example.com"]);
    assert_eq!(listed(&list(&mock, "service_area=mainland_china")), ["off.example.com"]);
    assert_eq!(listed(&list(&mock, "domain_status=offline")), ["off.example.com"]);
    assert_eq!(list(&mock, "enterprise_project_id=all")["total"], 2);
    assert_eq!(listed(&list(&mock, "enterprise_project_id=0")), ["video.example.com"]);
    assert_eq!(
        listed(&list(&mock, &format!("enterprise_project_id={project}"))),
        ["off.example.com"]
    );
    let named = |query: &str| {
        ask(&mock, "ShowDomainDetailByName", &["off.example.com"]).query(query).send()
    };
    named(&format!("enterprise_project_id={project}")).expect(200);
    let words = "The resource is not belong to the enterprise project.";
    refused(&named("enterprise_project_id=0"), 400, "00010182", words);
}

#[test]
fn certificates_are_listed_by_domain_and_in_pages() {
    let mock = with_domains(&["a.example.com", "b.example.com", "c.example.org"]);
    let given = super::https("a.example.com,b.example.com,c.example.org", "several-names");
    super::set(&mock, &given).expect(200);
    let find = |query: &str| {
        let answer = ask(&mock, "ShowCertificatesHttpsInfo", &[]).query(query).send().expect(200);
        (answer["total"].clone(), answer["https"].as_array().unwrap().len())
    };
    assert_eq!(find("page_size=10"), (json!(3), 3));
    assert_eq!(find("page_size=2&page_number=2"), (json!(3), 1));
    assert_eq!(find("page_size=2&page_number=3"), (json!(3), 0));
    assert_eq!(find("domain_name=example.com"), (json!(2), 2));
    assert_eq!(find("enterprise_project_id=1"), (json!(0), 0));
    let answer = ask(&mock, "ShowCertificatesHttpsInfo", &[]).query("page_size=0").send();
    refused(&answer, 400, "0001", "The parameter is invalid.");
}
