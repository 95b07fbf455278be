//! Certificates: created, shown, changed, deleted.

use serde_json::{Value, json};
use time::macros::datetime;

use super::super::{ask, create, create_balancer, listen};
use crate::huawei::refused_by_gateway;
use crate::material::{pair, pem};
use crate::mock::{Answer, Mock};

fn send(mock: &Mock, option: &Value) -> Answer {
    ask(mock, "v3.CreateCertificate", &[]).json(&json!({ "certificate": option })).send()
}

fn option(name: &str) -> Value {
    let (certificate, private_key) = pair(name);
    json!({ "certificate": certificate, "private_key": private_key })
}

/// Asserts that a member is said to be wrong.
#[track_caller]
fn invalid(answer: &Answer, member: &str) {
    refused_by_gateway(answer, 400, "ELB.8902", &format!("Invalid input for '{member}'."));
}

#[test]
fn a_certificate_is_shown_with_what_its_leaf_says() {
    let mock = Mock::at(datetime!(2026-06-27 08:14:42 UTC));
    let answer = send(&mock, &option("several-names"));
    let created = answer.expect(201);
    assert_eq!(answer.header("X-Request-Id"), created["request_id"].as_str());
    let shown = &created["certificate"];
    let names: Vec<_> = shown.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "id",
            "project_id",
            "name",
            "type",
            "domain",
            "description",
            "private_key",
            "certificate",
            "admin_state_up",
            "created_at",
            "updated_at",
            "expire_time",
            "enterprise_project_id",
            "enc_certificate",
            "enc_private_key",
            "scm_certificate_id",
            "common_name",
            "fingerprint",
            "subject_alternative_names",
            "source",
            "protection_status",
            "protection_reason",
        ]
    );
    let id = shown["id"].as_str().unwrap();
    assert!(id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit()));
    let (certificate, private_key) = pair("several-names");
    for (member, value) in [
        ("project_id", json!("certmock")),
        ("name", json!("")),
        ("type", json!("server")),
        ("domain", Value::Null),
        ("description", json!("")),
        ("private_key", json!(private_key)),
        ("certificate", json!(certificate)),
        ("admin_state_up", json!(true)),
        ("created_at", json!("2026-06-27T08:14:42Z")),
        ("updated_at", json!("2026-06-27T08:14:42Z")),
        ("expire_time", json!("2126-01-01T00:00:00Z")),
        ("enterprise_project_id", json!("0")),
        ("enc_certificate", Value::Null),
        ("scm_certificate_id", Value::Null),
        ("common_name", json!("a.example.com")),
        ("subject_alternative_names", json!(["a.example.com", "b.example.com", "c.example.org"])),
        ("source", Value::Null),
        ("protection_status", json!("nonProtection")),
        ("protection_reason", json!("")),
    ] {
        assert_eq!(shown[member], value, "{member}");
    }
    let fingerprint = shown["fingerprint"].as_str().unwrap();
    assert!(fingerprint.len() == 40 && fingerprint == fingerprint.to_lowercase());
    let again = ask(&mock, "v3.ShowCertificate", &[id]).send().expect(200);
    assert_eq!(&again["certificate"], shown);
}

#[test]
fn what_is_sent_is_shown_and_the_project_of_the_body_is_passed_over() {
    let mock = Mock::start();
    let mut wanted = option("ec-p256");
    for (member, value) in [
        ("name", json!("证书 <a>")),
        ("description", json!("d".repeat(255))),
        ("domain", json!("*.Example.com,a-1.example.org")),
        ("admin_state_up", json!(false)),
        ("project_id", json!("another")),
        ("enterprise_project_id", json!("eps")),
        ("scm_certificate_id", json!("scs1702951276162")),
        ("protection_status", json!("consoleProtection")),
        ("protection_reason", json!("because")),
    ] {
        wanted[member] = value;
    }
    let shown = send(&mock, &wanted).expect(201)["certificate"].clone();
    for member in [
        "name",
        "description",
        "domain",
        "enterprise_project_id",
        "scm_certificate_id",
        "protection_status",
        "protection_reason",
    ] {
        assert_eq!(shown[member], wanted[member], "{member}");
    }
    assert_eq!(shown["source"], "scm", "where the certificate manager's id is given");
    assert_eq!(
        (&shown["project_id"], &shown["admin_state_up"]),
        (&json!("certmock"), &json!(true))
    );
}

#[test]
fn members_that_are_not_known_are_refused_by_their_names_before_anything_else() {
    let mock = Mock::start();
    let words = "Unrecognized attribute(s) 'loadbalancer_id, protocol'";
    let answer = send(&mock, &json!({ "loadbalancer_id": "a", "name": 7, "protocol": 1 }));
    refused_by_gateway(&answer, 400, "ELB.8902", words);
    let text = answer.text();
    assert!(
        text.starts_with(&format!(
            "{{\"error_msg\":\"{words}\",\"error_code\":\"ELB.8902\",\"request_id\":"
        )),
        "{text}"
    );

    let id = create(&mock, "ec-p256", &json!({}));
    let update = |option: Value| {
        ask(&mock, "v3.UpdateCertificate", &[&id]).json(&json!({ "certificate": option })).send()
    };
    for member in ["type", "admin_state_up", "project_id", "enterprise_project_id", "tags"] {
        let words = format!("Unrecognized attribute(s) '{member}'");
        refused_by_gateway(&update(json!({ member: "x" })), 400, "ELB.8902", &words);
    }
    // Very many are not all repeated.
    let many: serde_json::Map<_, _> = (0..10_000).map(|n| (format!("m{n}"), json!(1))).collect();
    let answer = send(&mock, &many.into());
    assert!(answer.body.len() < 1000, "{}", answer.body.len());
}

#[test]
fn each_member_keeps_to_its_rules() {
    let mock = Mock::start();
    for (member, value) in [
        ("name", json!("n".repeat(256))),
        ("name", json!(7)),
        ("name", json!(["a"])),
        ("description", json!("d".repeat(256))),
        ("type", json!("other")),
        ("type", json!(1)),
        ("domain", json!("-a.example.com")),
        ("domain", json!("a.*.com")),
        ("domain", json!("a..com")),
        ("domain", json!("a.com,")),
        ("domain", json!(vec!["a.com"; 101].join(","))),
        ("domain", json!("d".repeat(64))),
        ("source", json!("elsewhere")),
        ("protection_status", json!("none")),
        ("protection_reason", json!("<b>")),
        ("enterprise_project_id", json!("e".repeat(65))),
        ("admin_state_up", json!("true")),
        ("enc_certificate", json!("x")),
        ("enc_private_key", json!("x")),
    ] {
        let mut option = option("ec-p256");
        option[member] = value;
        invalid(&send(&mock, &option), member);
    }
    let mut option = option("ec-p256");
    option["enterprise_project_id"] = json!("");
    let words = "enterprise_project_id cannot be empty.";
    refused_by_gateway(&send(&mock, &option), 400, "ELB.1202", words);
    option["enterprise_project_id"] = Value::Null;
    option["domain"] = json!(vec!["a.com"; 100].join(","));
    send(&mock, &option).expect(201);
}

#[test]
fn bodies_without_the_wrapper_are_refused_in_the_envelope_of_v3() {
    let mock = Mock::start();
    let send = |body: &str| ask(&mock, "v3.CreateCertificate", &[]).body(body).send();
    for body in
        ["", "{", "null", "[]", "12", "\"text\"", "{\"certificate\": {}}}", &"[".repeat(100_000)]
    {
        invalid(&send(body), "body");
    }
    let deep = format!("{{\"certificate\": {}1{}}}", "[".repeat(100), "]".repeat(100));
    for body in [
        "{}",
        "{\"certificate\": null}",
        "{\"certificate\": []}",
        "{\"certificate\": \"x\"}",
        "{\"name\": \"flat\"}",
        &deep,
    ] {
        invalid(&send(body), "certificate");
    }
    invalid(&ask(&mock, "v3.BatchDeleteCertificates", &[]).body("{}").send(), "body");
    invalid(
        &ask(&mock, "v3.BatchDeleteCertificates", &[]).body("{\"certificates\": [1]}").send(),
        "body",
    );
    let huge = format!("{{\"certificate\": {{\"certificate\": \"{}\"}}}}", "A".repeat(1 << 20));
    invalid(&send(&huge), "private_key");
    let huge = format!(
        "{{\"certificate\": {{\"private_key\": \"x\", \"certificate\": \"{}\"}}}}",
        "A".repeat(1 << 20)
    );
    invalid(&send(&huge), "certificate");
}

#[test]
fn what_is_left_out_of_an_update_stays_and_nothing_at_all_is_an_update() {
    let mock = Mock::start();
    let id =
        create(&mock, "ec-p256", &json!({ "name": "a", "description": "b", "domain": "c.com" }));
    let update = |option: Value| {
        let body = json!({ "certificate": option });
        ask(&mock, "v3.UpdateCertificate", &[&id]).json(&body).send().expect(200)["certificate"]
            .clone()
    };
    let before = update(json!({}));
    let after = update(json!({ "name": "other" }));
    for member in ["description", "domain", "certificate", "private_key", "fingerprint"] {
        assert_eq!(after[member], before[member], "{member}");
    }
    assert_eq!(after["name"], "other");
    let emptied = update(json!({ "name": "", "description": "", "domain": "" }));
    assert_eq!(
        (&emptied["name"], &emptied["description"], &emptied["domain"]),
        (&json!(""), &json!(""), &Value::Null)
    );
    let protected = update(
        json!({ "protection_status": "consoleProtection", "source": "scm", "scm_certificate_id": "scs1" }),
    );
    assert_eq!(
        protected["protection_status"], "consoleProtection",
        "and the API changes it all the same"
    );
    assert_eq!(update(json!({ "name": "again" }))["source"], "scm");
}

#[test]
fn half_of_a_pair_has_to_match_the_half_that_stays() {
    let mock = Mock::start();
    let id = create(&mock, "rsa-2048", &json!({}));
    let update = |option: Value| {
        ask(&mock, "v3.UpdateCertificate", &[&id]).json(&json!({ "certificate": option })).send()
    };
    invalid(&update(json!({ "certificate": pem("ec-p256.crt") })), "certificate");
    invalid(&update(json!({ "private_key": pem("mismatched.key") })), "private_key");
    let (certificate, _) = pair("ec-p256");
    invalid(
        &update(json!({ "certificate": certificate, "private_key": pem("rsa-2048.key") })),
        "private_key",
    );
    let pkcs1 = update(json!({ "private_key": pem("rsa-2048.pkcs1.key") })).expect(200);
    assert_eq!(pkcs1["certificate"]["private_key"], pem("rsa-2048.pkcs1.key"));
    let same = update(json!({ "certificate": pem("chain-issuer-missing.crt") })).expect(200);
    assert_eq!(same["certificate"]["certificate"], pem("chain-issuer-missing.crt"));
    let (certificate, private_key) = pair("ec-p256");
    update(json!({ "certificate": certificate, "private_key": private_key })).expect(200);
}

#[test]
fn an_id_that_is_not_there_is_a_404_whatever_its_form() {
    let mock = Mock::start();
    for id in ["0123456789abcdef0123456789abcdef", "short", "0b11747a-b139-492f-9692-2df0b1c87193"]
    {
        let words = format!("certificate {id} could not be found.");
        let body = json!({ "certificate": {} });
        for answer in [
            ask(&mock, "v3.ShowCertificate", &[id]).send(),
            ask(&mock, "v3.UpdateCertificate", &[id]).json(&body).send(),
            ask(&mock, "v3.DeleteCertificate", &[id]).send(),
        ] {
            refused_by_gateway(&answer, 404, "ELB.8904", &words);
        }
    }
    let nothing = "The API does not exist or has not been published in the environment";
    let answer = ask(&mock, "v3.ShowCertificate", &["a/b/c"]).send();
    refused_by_gateway(&answer, 404, "APIGW.0101", nothing);
    // One client leaves the place of the project as its model has it.
    let target = "/v3/%7Bproject_id%7D/elb/certificates";
    assert!(mock.request("GET", target).header("X-Auth-Token", "certmock").send().status < 500);
}

#[test]
fn the_domain_of_a_certificate_that_a_listener_uses_is_not_emptied() {
    let mock = Mock::start();
    let balancer = create_balancer(&mock);
    let named = create(&mock, "ec-p256", &json!({ "domain": "a.com" }));
    let nameless = create(&mock, "ec-p384", &json!({}));
    let listener = listen(
        &mock,
        &balancer,
        &json!({ "default_tls_container_ref": nameless, "sni_container_refs": [named] }),
    );
    let listener = listener.expect(201)["listener"]["id"].as_str().unwrap().to_owned();
    let empty = |id: &str| {
        ask(&mock, "v3.UpdateCertificate", &[id])
            .json(&json!({ "certificate": { "domain": "" } }))
            .send()
    };
    let words = format!("listener {listener} is using this certificate");
    refused_by_gateway(&empty(&named), 409, "ELB.8907", &words);
    empty(&nameless).expect(200);
}

#[test]
fn keys_are_shown_until_the_project_has_them_hidden_and_are_kept_all_the_same() {
    let mock = Mock::start();
    let id = create(&mock, "ec-p256", &json!({}));
    let echo = ask(&mock, "v3.ShowCertificatePrivateKeyEcho", &[]).send().expect(200);
    assert_eq!(echo["private_key_echo"], true);
    let set = |value: bool| {
        let body = json!({ "private_key_echo": value });
        ask(&mock, "v3.CreateCertificatePrivateKeyEcho", &[]).json(&body).send().expect(201)
    };
    let answer = set(false);
    assert_eq!(answer["private_key_echo"], false);
    assert!(answer["request_id"].is_string());
    let hidden = |key: &Value| key.as_str().unwrap().bytes().all(|byte| byte == b'*');
    let show = || {
        ask(&mock, "v3.ShowCertificate", &[&id]).send().expect(200)["certificate"]["private_key"]
            .clone()
    };
    assert!(hidden(&show()));
    let list = ask(&mock, "v3.ListCertificates", &[]).send().expect(200);
    assert!(hidden(&list["certificates"][0]["private_key"]));
    let created = send(&mock, &option("ec-p384")).expect(201);
    assert!(hidden(&created["certificate"]["private_key"]));
    let ca = send(&mock, &json!({ "type": "client", "certificate": pem("ca.crt") })).expect(201);
    assert_eq!(ca["certificate"]["private_key"], "", "there is nothing to hide");
    let update = json!({ "certificate": { "certificate": pem("ec-p384.crt") } });
    let answer = ask(&mock, "v3.UpdateCertificate", &[&id]).json(&update).send();
    invalid(&answer, "certificate");
    let v2 = ask(&mock, "v2.ShowCertificate", &[&id]).send().expect(200);
    assert_eq!(v2["private_key"], pem("ec-p256.key"), "the switch is one of v3");
    set(true);
    assert_eq!(show(), pem("ec-p256.key"));
}

#[test]
fn a_batch_says_what_became_of_each() {
    let mock = Mock::start();
    let balancer = create_balancer(&mock);
    let used = create(&mock, "ec-p256", &json!({}));
    listen(&mock, &balancer, &json!({ "default_tls_container_ref": used })).expect(201);
    let free = create(&mock, "ec-p384", &json!({}));
    let body = json!({ "certificates": [free, used, "unknown", free] });
    let done = ask(&mock, "v3.BatchDeleteCertificates", &[]).json(&body).send().expect(200);
    assert_eq!(
        done["certificates"],
        json!([
            { "id": free, "ret_status": "successful" },
            { "id": used, "ret_status": "failed", "ret_code": "ELB.8907" },
            { "id": "unknown", "ret_status": "not found" },
            { "id": free, "ret_status": "not found" },
        ])
    );
}

#[test]
fn more_certificates_than_the_quota_are_refused() {
    let mock = Mock::start();
    for _ in 0..120 {
        send(&mock, &option("ec-p256")).expect(201);
    }
    let words = "Quota exceeded for resources: ['certificate']";
    refused_by_gateway(&send(&mock, &option("ec-p256")), 409, "ELB.8905", words);
    let quota = ask(&mock, "v3.ListQuotaDetails", &[]).query("quota_key=certificate").send();
    let detail =
        json!({ "quota_key": "certificate", "used": 120, "quota_limit": 120, "unit": "count" });
    assert_eq!(quota.expect(200)["quotas"], json!([detail]));
}
