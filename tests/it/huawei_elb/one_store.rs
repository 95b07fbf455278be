//! Four versions of the API, and what one makes the others show.

use serde_json::{Value, json};
use time::macros::datetime;

use super::{ask, ask_below, create, create_balancer, listen};
use crate::huawei::refused_by_gateway;
use crate::material::pair;
use crate::mock::{Answer, Mock, Request};

/// The versions' requests for a list of certificates.
fn lists(mock: &Mock) -> [Answer; 4] {
    [
        ask(mock, "ListCertificates", &[]).send(),
        ask(mock, "v2.ListCertificates", &[]).send(),
        ask_below(mock, "v2_0.ListCertificates", &[]).send(),
        ask(mock, "v3.ListCertificates", &[]).send(),
    ]
}

/// Their requests that delete one.
fn deletions(mock: &Mock, id: &str) -> [Request; 4] {
    [
        ask(mock, "DeleteCertificate", &[id]),
        ask(mock, "v2.DeleteCertificate", &[id]),
        ask_below(mock, "v2_0.DeleteCertificate", &[id]),
        ask(mock, "v3.DeleteCertificate", &[id]),
    ]
}

#[test]
fn what_any_version_makes_all_of_them_list() {
    let mock = Mock::start();
    let (certificate, private_key) = pair("ec-p256");
    let flat = json!({ "certificate": certificate, "private_key": private_key });
    let wrapped = json!({ "certificate": flat });
    let made = [
        ask(&mock, "CreateCertificate", &[]).json(&flat).send().expect(200)["id"].clone(),
        ask(&mock, "v2.CreateCertificate", &[]).json(&flat).send().expect(201)["id"].clone(),
        ask_below(&mock, "v2_0.CreateCertificate", &[]).json(&flat).send().expect(201)["id"]
            .clone(),
        ask(&mock, "v3.CreateCertificate", &[]).json(&wrapped).send().expect(201)["certificate"]
            ["id"]
            .clone(),
    ];
    for list in lists(&mock) {
        let list = list.expect(200);
        let mut ids: Vec<_> = list["certificates"].as_array().unwrap().iter().collect();
        ids.sort_by_key(|it| made.iter().position(|id| *id == it["id"]));
        let ids: Vec<&Value> = ids.iter().map(|it| &it["id"]).collect();
        assert_eq!(ids, made.iter().collect::<Vec<_>>());
        for shown in list["certificates"].as_array().unwrap() {
            assert_eq!(
                (&shown["certificate"], &shown["private_key"]),
                (&json!(certificate), &json!(private_key))
            );
        }
    }
}

#[test]
fn a_certificate_that_a_listener_of_v3_names_is_deleted_by_no_version_until_it_is_gone() {
    let mock = Mock::start();
    let id = create(&mock, "ec-p256", &json!({}));
    let balancer = create_balancer(&mock);
    let listener = listen(&mock, &balancer, &json!({ "default_tls_container_ref": id }));
    let listener = listener.expect(201)["listener"]["id"].as_str().unwrap().to_owned();

    let [classic, v2, v2_0, v3] = deletions(&mock, &id).map(Request::send);
    assert_eq!(classic.expect(409)["listener_ids"], json!([listener]));
    assert_eq!(v2.expect(409)["listener_ids"], json!([listener]));
    let error = json!({ "code": "ELB.8907", "message": "The certificate is used by listeners." });
    assert_eq!(v2_0.expect(409), json!({ "error": error, "listener_ids": [listener] }));
    let words = format!("listener {listener} is using this certificate");
    refused_by_gateway(&v3, 409, "ELB.8907", &words);

    ask(&mock, "v3.DeleteListener", &[&listener]).send().expect(204);
    ask(&mock, "v3.DeleteCertificate", &[&id]).send().expect(204);
    for deletion in deletions(&mock, &id) {
        assert_eq!(deletion.send().status, 404);
    }
    for list in lists(&mock) {
        assert_eq!(list.expect(200)["certificates"], json!([]));
    }
}

#[test]
fn a_certificate_is_renewed_in_place_and_its_listener_keeps_it() {
    let mock = Mock::at(datetime!(2026-03-01 10:00:00 UTC));
    let id = create(&mock, "ec-p256", &json!({ "domain": "p256.example.com" }));
    let balancer = create_balancer(&mock);
    let listener = listen(&mock, &balancer, &json!({ "default_tls_container_ref": id }));
    let listener = listener.expect(201)["listener"]["id"].as_str().unwrap().to_owned();
    mock.request("POST", "/_certmock/clock/advance").json(&json!({ "by": "1h" })).send();

    let (certificate, private_key) = pair("several-names");
    let renewal =
        json!({ "certificate": { "certificate": certificate, "private_key": private_key } });
    let renewed = ask(&mock, "v3.UpdateCertificate", &[&id]).json(&renewal).send().expect(200);
    let renewed = &renewed["certificate"];
    assert_eq!(
        renewed["subject_alternative_names"],
        json!(["a.example.com", "b.example.com", "c.example.org"])
    );
    assert_eq!(
        (&renewed["created_at"], &renewed["updated_at"]),
        (&json!("2026-03-01T10:00:00Z"), &json!("2026-03-01T11:00:00Z"))
    );
    assert_eq!(renewed["domain"], "p256.example.com", "what is left out stays");
    let shown = ask(&mock, "v3.ShowListener", &[&listener]).send().expect(200);
    assert_eq!(shown["listener"]["default_tls_container_ref"], json!(id));
    let [classic, v2, ..] = lists(&mock);
    assert_eq!(classic.expect(200)["certificates"][0]["certificate"], json!(certificate));
    let v2 = v2.expect(200);
    assert_eq!(v2["certificates"][0]["certificate"], json!(certificate));
    assert_eq!(v2["certificates"][0]["update_time"], "2026-03-01 11:00:00", "with a blank");
}

#[test]
fn a_path_without_a_project_is_for_the_project_of_the_token_the_header_or_the_key() {
    let mock = Mock::start();
    let create = |project: &str| {
        let (certificate, private_key) = pair("ec-p256");
        let body =
            json!({ "name": project, "certificate": certificate, "private_key": private_key });
        let target = format!("/v2/{project}/elb/certificates");
        signed(mock.request("POST", &target), "AK").json(&body).send().expect(201)
    };
    create("project-a");
    create("project-b");
    let list = |request: Request| {
        let list = request.send().expect(200);
        let shown = list["certificates"].as_array().unwrap();
        shown.iter().map(|it| (it["name"].clone(), it["tenant_id"].clone())).collect::<Vec<_>>()
    };
    let certificates = || mock.request("GET", "/v2.0/lbaas/certificates");
    let of_a = signed(certificates(), "AK").header("X-Project-Id", "project-a");
    assert_eq!(list(of_a), [(json!("project-a"), json!("project-a"))]);
    assert_eq!(list(signed(certificates(), "AK")), [], "a key has a project of its own");
    let body = json!({ "auth": {
        "identity": { "methods": ["password"], "password": { "user": { "name": "somebody", "password": "p" } } },
        "scope": { "project": { "id": "project-b" } },
    } });
    let login = mock.request("POST", "/v3/auth/tokens").json(&body).send();
    let token = login.header("X-Subject-Token").unwrap().to_owned();
    let of_b = certificates().header("X-Auth-Token", &token).header("X-Project-Id", "project-b");
    assert_eq!(list(of_b), [(json!("project-b"), json!("project-b"))]);
    let foreign = mock.request("GET", "/v3/project-a/elb/certificates");
    let foreign = foreign.header("X-Auth-Token", &token).send();
    refused_by_gateway(&foreign, 403, "SYS.0403", "Authentication required.");
}

/// The request as an access key signs it that nobody declared.
fn signed(request: Request, access_key: &str) -> Request {
    let signature = "0".repeat(64);
    let words =
        format!("SDK-HMAC-SHA256 Access={access_key}, SignedHeaders=host, Signature={signature}");
    let date = crate::mock::date(time::Duration::ZERO);
    request.header("X-Sdk-Date", &date).header("Authorization", &words)
}

#[test]
fn a_rule_for_one_version_is_none_for_another() {
    let mock = Mock::start();
    let rule = json!({ "name": "v2 alone", "when": { "operation": "huawei_elb.v2.*" }, "then": { "error": "Policy9802" } });
    mock.request("POST", "/_certmock/rules").json(&rule).send().expect(200);
    let [classic, v2, v2_0, v3] = lists(&mock);
    assert_eq!([classic.status, v2.status, v2_0.status, v3.status], [200, 403, 200, 200]);
    assert_eq!(v2.json()["error"]["code"], "ELB.9802");
    let rule = json!({ "name": "v3", "when": { "operation": "huawei_elb.v3.*" }, "then": { "error": "AuthFault" } });
    let refused = mock.request("POST", "/_certmock/rules").json(&rule).send();
    assert!(refused.expect(400).to_string().contains("does not document"), "{}", refused.text());
}
