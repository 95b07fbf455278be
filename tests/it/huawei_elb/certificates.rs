//! Certificates: created, listed, renamed, deleted.

use serde_json::{Value, json};
use time::macros::datetime;

use super::{ask, refused};
use crate::huawei::refused_by_gateway;
use crate::material::{pair, pem};
use crate::mock::{Answer, Mock};

fn creation(name: &str) -> Value {
    let (certificate, private_key) = pair(name);
    json!({ "name": "cert-bky", "description": "certificate", "certificate": certificate, "private_key": private_key })
}

fn create(mock: &Mock, body: &Value) -> Answer {
    ask(mock, "CreateCertificate", &[]).json(body).send()
}

fn create_pair(mock: &Mock, name: &str) -> String {
    create(mock, &creation(name)).expect(200)["id"].as_str().unwrap().to_owned()
}

fn names(body: &Value) -> Vec<&str> {
    body.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn a_certificate_is_created_listed_renamed_and_deleted() {
    let mock = Mock::at(datetime!(2026-06-27 08:14:42 UTC));
    let created = create(&mock, &creation("rsa-2048")).expect(200);
    let (certificate, private_key) = pair("rsa-2048");
    let shown = [
        "name",
        "description",
        "certificate",
        "private_key",
        "tenant_id",
        "id",
        "create_time",
        "update_time",
    ];
    assert_eq!(names(&created), shown, "without a domain, because none was sent");
    assert_eq!(created["certificate"], certificate, "to the byte");
    assert_eq!(created["private_key"], private_key, "in clear");
    assert_eq!(created["tenant_id"], "certmock");
    assert_eq!(created["create_time"], "2026-06-27 08:14:42");
    let id = created["id"].as_str().unwrap();
    assert!(id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit()));

    let list = ask(&mock, "ListCertificates", &[]).send().expect(200);
    assert_eq!(names(&list), ["certificates", "instance_num"]);
    assert_eq!(list["instance_num"], "1", "a text");
    let read_back = [
        "name",
        "description",
        "domain",
        "certificate",
        "private_key",
        "id",
        "create_time",
        "update_time",
    ];
    assert_eq!(names(&list["certificates"][0]), read_back);
    assert_eq!(list["certificates"][0]["domain"], Value::Null);

    let change = json!({ "name": "other", "domain": "ignored.example.com", "certificate": "x" });
    let renamed = ask(&mock, "UpdateCertificate", &[id]).json(&change).send().expect(200);
    assert_eq!(names(&renamed), read_back);
    assert_eq!(
        (&renamed["name"], &renamed["description"]),
        (&json!("other"), &json!("certificate"))
    );
    assert_eq!((&renamed["domain"], &renamed["certificate"]), (&Value::Null, &json!(certificate)));

    let deleted = ask(&mock, "DeleteCertificate", &[id]).send();
    assert_eq!((deleted.status, deleted.body.len()), (204, 0));
    assert_eq!(deleted.header("Content-Type"), None);
    let list = ask(&mock, "ListCertificates", &[]).send();
    assert_eq!(list.text(), r#"{"certificates":[],"instance_num":"0"}"#);
}

#[test]
fn a_domain_is_echoed_where_it_is_sent_and_the_newest_is_first() {
    let mock = Mock::start();
    create_pair(&mock, "ec-p256");
    let mut body = creation("wildcard");
    body["domain"] = json!("www.Example-1.com");
    body["description"] = json!("");
    let created = create(&mock, &body).expect(200);
    assert_eq!(names(&created)[..3], ["name", "description", "domain"]);
    assert_eq!(created["domain"], "www.Example-1.com");
    let list = ask(&mock, "ListCertificates", &[]).send().expect(200);
    assert_eq!(list["certificates"][0]["id"], created["id"]);
    assert_eq!(list["certificates"][0]["domain"], "www.Example-1.com");
}

#[test]
fn only_an_update_moves_the_time_of_the_update() {
    let mock = Mock::start();
    let id = create_pair(&mock, "ec-p256");
    std::thread::sleep(std::time::Duration::from_millis(1100));
    let updated = ask(&mock, "UpdateCertificate", &[&id]).json(&json!({})).send();
    let updated = updated.expect(200);
    assert!(updated["create_time"].as_str() < updated["update_time"].as_str(), "{updated}");
    assert_eq!(updated["name"], "cert-bky", "nothing is asked, nothing is changed");
}

#[test]
fn what_is_no_pair_is_refused_and_what_has_expired_is_taken() {
    let mock = Mock::start();
    let invalid = ("ELB.1011", "Private_key or certificate content is not valid.");
    let missing =
        ("ELB.1001", "Request parameters error, private_key or certificate is nil or empty.");
    let (certificate, private_key) = pair("rsa-2048");
    let cases: [(Value, Value, (&str, &str)); 13] = [
        (Value::Null, json!(private_key), missing),
        (json!(certificate), Value::Null, missing),
        (json!(""), json!(private_key), missing),
        (json!(certificate), json!(""), missing),
        (json!("nonsense"), json!(private_key), invalid),
        (json!(certificate), json!("nonsense"), invalid),
        (json!(pem("garbage.crt")), json!(private_key), invalid),
        (json!(certificate), json!(pem("encrypted.key")), invalid),
        (json!(certificate), json!(pem("encrypted.pkcs1.key")), invalid),
        (json!(certificate), json!(pem("mismatched.key")), invalid),
        (json!(certificate), json!(pem("secp256k1.key")), invalid),
        (json!(private_key), json!(certificate), invalid),
        (json!(pem("chain-out-of-order.crt")), json!(private_key), invalid),
    ];
    for (certificate, private_key, (code, message)) in cases {
        let body = json!({ "certificate": certificate, "private_key": private_key });
        refused(&create(&mock, &body), 400, code, message);
    }
    for taken in ["expired", "not-yet-valid", "rsa-1024", "ed25519", "self-signed"] {
        create_pair(&mock, taken);
    }
    // A recorded certificate of the service has its base64 on one line.
    let lines = pem("self-signed.crt");
    let base64: String = lines.lines().filter(|line| !line.starts_with('-')).collect();
    let mut single = creation("self-signed");
    single["certificate"] =
        json!(format!("-----BEGIN CERTIFICATE-----\n{base64}\n-----END CERTIFICATE-----"));
    assert_eq!(create(&mock, &single).expect(200)["certificate"], single["certificate"]);
    let mut pkcs1 = creation("rsa-2048");
    pkcs1["private_key"] = json!(pem("rsa-2048.pkcs1.key"));
    create(&mock, &pkcs1).expect(200);
}

#[test]
fn names_descriptions_and_domains_keep_to_their_rules() {
    let mock = Mock::start();
    let with = |member: &str, value: Value| {
        let mut body = creation("ec-p256");
        body[member] = value;
        create(&mock, &body)
    };
    for (member, value) in [
        ("name", json!("")),
        ("name", json!(null)),
        ("name", json!("证书_a-1")),
        ("name", json!("n".repeat(64))),
        ("description", json!("d".repeat(128))),
        ("domain", json!("a.b-c.example.com")),
        ("domain", json!("d".repeat(254))),
        ("unknown", json!([1, 2])),
    ] {
        with(member, value).expect(200);
    }
    for (member, value) in [
        ("name", json!("n".repeat(65))),
        ("name", json!("a.example.com")),
        ("name", json!(7)),
        ("description", json!("d".repeat(129))),
        ("description", json!("a<b")),
        ("domain", json!("*.example.com")),
        ("domain", json!("-example.com")),
        ("domain", json!("d".repeat(255))),
        ("certificate", json!(["pem"])),
        ("private_key", json!(true)),
    ] {
        refused(&with(member, value), 400, "ELB.1001", "Request parameter is not valid.");
    }
    let id = create_pair(&mock, "ec-p256");
    for change in [json!({ "name": "n".repeat(65) }), json!({ "description": "a<b" })] {
        let answer = ask(&mock, "UpdateCertificate", &[&id]).json(&change).send();
        refused(&answer, 400, "ELB.1001", "Request parameter is not valid.");
    }
}

#[test]
fn an_id_that_is_not_there_and_one_that_is_none_are_told_apart() {
    let mock = Mock::start();
    let unknown = "0".repeat(32);
    for operation in ["UpdateCertificate", "DeleteCertificate"] {
        let send = |id: &str| {
            let request = ask(&mock, operation, &[id]);
            let updates = operation == "UpdateCertificate";
            if updates { request.json(&json!({})) } else { request }.send()
        };
        refused(&send(&unknown), 404, "ELB.5040", "The certificate does not exist.");
        for id in ["short", &"0".repeat(33)] {
            refused(&send(id), 400, "ELB.5020", "The certificate ID must be 32 characters.");
        }
        let parts = "The certificate URL contains more than four parts.";
        refused(&send(&format!("{unknown}/more")), 400, "ELB.5010", parts);
        let nothing = "The API does not exist or has not been published in the environment";
        refused_by_gateway(&send(""), 404, "APIGW.0101", nothing);
    }
    let one = mock.huawei("GET", &format!("certificate/{unknown}")).send();
    refused_by_gateway(&one, 404, "APIGW.0101", "The API does not exist.");
}

#[test]
fn a_certificate_that_listeners_use_is_not_deleted_and_they_are_named() {
    let mock = Mock::start();
    let id = create_pair(&mock, "ec-p256");
    let mut state = mock.request("GET", "/_certmock/state").send().expect(200);
    // Listeners come from state alone.
    state["certmock"]["huawei_elb"]["certificates"][0]["listener_ids"] = json!(["listener"]);
    mock.request("PUT", "/_certmock/state").json(&state).send().expect(204);
    let answer = mock.huawei("DELETE", &format!("certificate/{id}")).send();
    let error = json!({ "message": "The certificate is used by listeners.", "code": "ELB.5002" });
    assert_eq!(answer.expect(409), json!({ "error": error, "listener_ids": ["listener"] }));
    let list = mock.huawei("GET", "certificate").send().expect(200);
    assert_eq!(list["certificates"][0]["id"], id);
}

#[test]
fn a_listener_of_the_state_uses_the_certificates_that_it_names_in_any_place() {
    let mock = Mock::start();
    let id = create_pair(&mock, "ec-p256");
    let state = mock.request("GET", "/_certmock/state").send().expect(200);
    for naming in [
        json!({ "default_tls_container_ref": id }),
        json!({ "client_ca_tls_container_ref": id }),
        json!({ "sni_container_refs": ["other", id] }),
    ] {
        let mut state = state.clone();
        let mut listener = naming.clone();
        listener["id"] = json!("listener");
        listener["loadbalancer_id"] = json!("balancer");
        for date in ["created_at", "updated_at"] {
            listener[date] = json!("2026-01-01T00:00:00Z");
        }
        let elb = &mut state["certmock"]["huawei_elb"];
        elb["listeners"] = json!([listener]);
        elb["certificates"][0]["listener_ids"] = json!(["listener", "another"]);
        mock.request("PUT", "/_certmock/state").json(&state).send().expect(204);
        let answer = mock.huawei("DELETE", &format!("certificate/{id}")).send().expect(409);
        assert_eq!(answer["listener_ids"], json!(["listener", "another"]), "{naming}");
    }
}

#[test]
fn the_121st_certificate_of_a_project_is_refused() {
    let mock = Mock::start();
    let body = creation("ec-p256");
    for _ in 0..120 {
        create(&mock, &body).expect(200);
    }
    let exceeded = "The certificate quantity exceeds the quota.";
    refused(&create(&mock, &body), 400, "ELB.5151", exceeded);
}

#[test]
fn bodies_that_are_no_object_are_null_to_the_service() {
    let mock = Mock::start();
    for body in ["", "{", "{\"a\":1,}", "null", "nonsense", "\u{feff}{}"] {
        let answer = ask(&mock, "CreateCertificate", &[]).body(body).send();
        refused(&answer, 400, "ELB.0002", "Api request is null.");
    }
    for body in ["[]", "12", "\"text\""] {
        let answer = ask(&mock, "CreateCertificate", &[]).body(body).send();
        refused(&answer, 400, "ELB.1001", "Request parameter is not valid.");
    }
}

#[test]
fn raw_line_ends_inside_strings_are_taken_as_one_client_sends_them() {
    let mock = Mock::start();
    let (certificate, private_key) = pair("ec-p256");
    let body = format!(
        "{{ \"name\": \"raw\\\"\\\\\", \"certificate\": \"{certificate}\", \"private_key\": \"{private_key}\" }}"
    );
    let body = body.replace("raw\\\"\\\\", "raw");
    let answer = ask(&mock, "CreateCertificate", &[]).body(body).send().expect(200);
    assert_eq!(answer["certificate"], certificate);
}

#[test]
fn clients_may_send_an_empty_accept_and_a_content_type_without_a_body() {
    let mock = Mock::start();
    let id = create_pair(&mock, "ec-p256");
    let delete = ask(&mock, "DeleteCertificate", &[&id])
        .header("Accept", "")
        .header("Content-Type", "application/json")
        .header("Content-Length", "0");
    assert_eq!(delete.send().status, 204);
    let body = creation("ec-p256").to_string();
    let request = ask(&mock, "CreateCertificate", &[]).body(body);
    request.header("Content-Type", "application/json;charset=utf-8").send().expect(200);
}

#[test]
fn an_id_that_a_given_state_holds_is_not_drawn_again() {
    let mock = Mock::start();
    let first = create_pair(&mock, "ec-p256");
    let state = mock.request("GET", "/_certmock/state").send().expect(200);
    mock.request("POST", "/_certmock/reset").send().expect(204);
    mock.request("PUT", "/_certmock/state").json(&state).send().expect(204);
    let second = create_pair(&mock, "ec-p256");
    assert_ne!(first, second);
    ask(&mock, "DeleteCertificate", &[&second]).send().expect(204);
    let list = ask(&mock, "ListCertificates", &[]).send().expect(200);
    assert_eq!(
        (&list["certificates"][0]["id"], &list["instance_num"]),
        (&json!(first), &json!("1"))
    );
    let state = mock.request("GET", "/_certmock/state").send().expect(200);
    mock.request("PUT", "/_certmock/state").json(&state).send().expect(204);
}

#[test]
fn a_chain_of_32_certificates_is_taken_and_a_longer_one_is_refused() {
    let mock = Mock::start();
    let invalid = "Private_key or certificate content is not valid.";
    let chain = |issuers: usize| {
        let mut body = creation("self-signed");
        body["certificate"] = json!(pem("self-signed.crt") + &pem("root.crt").repeat(issuers));
        create(&mock, &body)
    };
    chain(31).expect(200);
    for issuers in [32, 1000] {
        refused(&chain(issuers), 400, "ELB.1011", invalid);
    }
    let mut keys = creation("self-signed");
    keys["private_key"] = json!(pem("root.crt").repeat(100) + &pem("self-signed.key"));
    refused(&create(&mock, &keys), 400, "ELB.1011", invalid);
}

#[test]
fn paths_that_are_not_utf_8_are_no_project() {
    let mock = Mock::start();
    let nothing = "The API does not exist or has not been published in the environment";
    for project in ["%ff", "%fe", "%25ff", "a%ffb", "%FF%FE"] {
        let target = format!("/v1.0/{project}/elbaas/certificate");
        let answer = mock.request("GET", &target).header("X-Auth-Token", "certmock").send();
        refused_by_gateway(&answer, 404, "APIGW.0101", nothing);
    }
}

#[test]
fn times_of_a_state_are_printed_in_utc_whatever_their_zone() {
    let mock = Mock::start();
    create_pair(&mock, "ec-p256");
    let mut state = mock.request("GET", "/_certmock/state").send().expect(200);
    let certificate = &mut state["certmock"]["huawei_elb"]["certificates"][0];
    certificate["create_time"] = json!("2026-01-01T07:00:00+08:00");
    mock.request("PUT", "/_certmock/state").json(&state).send().expect(204);
    let list = ask(&mock, "ListCertificates", &[]).send().expect(200);
    assert_eq!(list["certificates"][0]["create_time"], "2025-12-31 23:00:00");
}
