//! What is refused, in the service's envelope or in the gateway's.

use serde_json::{Value, json};

use super::{ask, create, creation, id, refused};
use crate::huawei::refused_by_gateway;
use crate::mock::{Mock, vector_account};

#[test]
fn bodies_and_members_that_are_not_right_are_refused() {
    let mock = Mock::start();
    let created = create(&mock, "demo", "ec-p256");
    for body in ["", "{", "null", "nonsense", "[]", "12"] {
        for request in
            [ask(&mock, "CreateCertificate", &[]), ask(&mock, "UpdateCertificate", &[&created])]
        {
            refused(&request.body(body).send(), 400, "11003", "request.body.illegal");
        }
    }
    let right = creation("demo", "rsa-2048");
    for (member, value) in [
        ("name", Value::Null),
        ("name", json!("")),
        ("name", json!(7)),
        ("content", Value::Null),
        ("content", json!("")),
        ("content", json!([])),
        ("key", Value::Null),
        ("key", json!("")),
        ("key", json!({})),
    ] {
        let mut body = right.clone();
        body[member] = value;
        let answer = ask(&mock, "CreateCertificate", &[]).json(&body).send();
        refused(&answer, 400, "11003", "request.body.illegal");
        let answer = ask(&mock, "UpdateCertificate", &[&created]).json(&body).send();
        refused(&answer, 400, "11003", "request.body.illegal");
    }
}

#[test]
fn names_have_letters_digits_and_three_signs() {
    let mock = Mock::start();
    let id = create(&mock, "demo", "ec-p256");
    let rename =
        |name: &str| ask(&mock, "UpdateCertificate", &[&id]).json(&json!({ "name": name })).send();
    for name in ["a", "A-b_c.9", &"n".repeat(256)] {
        rename(name).expect(200);
    }
    for name in ["a b", "*.example.com", "a/b", &"n".repeat(257)] {
        refused(&rename(name), 400, "11005", "name.illegal");
        let mut body = creation(name, "rsa-2048");
        body["name"] = json!(name);
        let answer = ask(&mock, "CreateCertificate", &[]).json(&body).send();
        refused(&answer, 400, "11005", "name.illegal");
    }
}

#[test]
fn an_id_that_is_not_there_and_one_that_is_none_are_told_apart() {
    let mock = Mock::start();
    for operation in [
        "ShowCertificate",
        "UpdateCertificate",
        "DeleteCertificate",
        "ShowHost",
        "UpdateHost",
        "ShowPremiumHost",
        "UpdatePremiumHost",
    ] {
        let send = |id: &str| {
            let request = ask(&mock, operation, &[id]);
            let changes = operation.starts_with("Update");
            if changes { request.json(&json!({ "name": "a" })) } else { request }.send()
        };
        refused(&send(&id("0")), 404, "22001", "resource.not.found");
        for id in ["short", &"0".repeat(33), &"x".repeat(32)] {
            refused(&send(id), 400, "11004", "id.illegal");
        }
    }
}

#[test]
fn another_accounts_project_and_a_path_in_the_plural_are_refused() {
    let config = certmock::Config {
        accounts: vec![certmock::accounts::Declaration::certmock(), vector_account()],
        ..certmock::Config::default()
    };
    let mock = Mock::with(config);
    let foreign = mock
        .operation("huawei_waf", "ListCertificates", &["ed9edbc66b8b47c09f5d2fcd89430b33"])
        .header("X-Auth-Token", "certmock");
    refused(&foreign.send(), 400, "12002", "invalid.project");
    let empty = mock.request("GET", "/v1//waf/certificate").header("X-Auth-Token", "certmock");
    refused(&empty.send(), 400, "12002", "invalid.project");
    let plural = mock.request("GET", &format!("/v1/certmock/waf/certificates/{}", id("0")));
    let nothing = "The API does not exist or has not been published in the environment";
    let plural = plural.header("X-Auth-Token", "certmock").send();
    refused_by_gateway(&plural, 404, "APIGW.0101", nothing);
}

#[test]
fn content_types_and_languages_are_taken_as_clients_spell_them() {
    let mock = Mock::start();
    for kind in ["application/json;charset=utf8", "application/json;charset=UTF-8", "text/plain"] {
        let list = ask(&mock, "ListCertificates", &[]).header("Content-Type", kind);
        list.header("X-Language", "en-us").header("X-Project-Id", "certmock").send().expect(200);
    }
    let body = creation("demo", "ec-p256").to_string();
    ask(&mock, "CreateCertificate", &[]).body(body).send().expect(200);
}
