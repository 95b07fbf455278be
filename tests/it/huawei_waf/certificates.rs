//! Certificates: created, shown, changed and deleted.

use serde_json::json;
use time::macros::datetime;

use super::{ask, create, creation, id, names, put, refused};
use crate::material::{pair, pem};
use crate::mock::Mock;

#[test]
fn a_certificate_is_created_shown_changed_and_deleted_and_each_is_answered_with_200_and_a_body() {
    let mock = Mock::at(datetime!(2026-06-27 08:14:42.655 UTC));
    let body = creation("demo", "rsa-2048");
    let created = ask(&mock, "CreateCertificate", &[]).json(&body).send().expect(200);
    let whole =
        ["id", "name", "content", "key", "expire_time", "exp_status", "timestamp", "bind_host"];
    assert_eq!(names(&created), whole);
    assert_eq!((&created["content"], &created["key"]), (&body["content"], &body["key"]));
    assert_eq!(created["timestamp"], 1_782_548_082_655_i64, "in milliseconds");
    let leaf = certmock::internals::x509::Certificate::from_pem(&pem("rsa-2048.crt")).unwrap();
    assert_eq!(created["expire_time"], leaf.not_after().unix_timestamp() * 1000);
    assert_eq!((&created["exp_status"], &created["bind_host"]), (&json!(0), &json!([])));
    let id = created["id"].as_str().unwrap();
    assert!(id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit()));

    let shown = ask(&mock, "ShowCertificate", &[id]).send().expect(200);
    assert_eq!(shown, created, "the key is shown in clear");

    mock.request("POST", "/_certmock/clock/advance").json(&json!({ "by": "1s" })).send();
    let renamed = json!({ "name": "other" });
    let changed = ask(&mock, "UpdateCertificate", &[id]).json(&renamed).send().expect(200);
    assert_eq!(names(&changed), ["id", "name", "expire_time", "timestamp"]);
    assert_eq!(changed["timestamp"], 1_782_548_083_655_i64);
    let shown = ask(&mock, "ShowCertificate", &[id]).send().expect(200);
    assert_eq!((&shown["name"], &shown["content"]), (&json!("other"), &body["content"]));

    let body = creation("other", "ec-p256");
    ask(&mock, "UpdateCertificate", &[id]).json(&body).send().expect(200);
    let shown = ask(&mock, "ShowCertificate", &[id]).send().expect(200);
    assert_eq!((&shown["content"], &shown["key"]), (&body["content"], &body["key"]));

    let deleted = ask(&mock, "DeleteCertificate", &[id]).send().expect(200);
    assert_eq!(names(&deleted), ["id", "name", "expire_time", "timestamp"]);
    let gone = ask(&mock, "ShowCertificate", &[id]).send();
    refused(&gone, 404, "22001", "resource.not.found");
}

#[test]
fn the_pair_and_its_validity_are_looked_at_where_that_is_asked_for_alone() {
    let mock = Mock::start();
    let post = |content: &str, key: &str, query: &str| {
        let body = json!({ "name": "demo", "content": content, "key": key });
        ask(&mock, "CreateCertificate", &[]).query(query).json(&body).send()
    };
    let mismatched = (pem("rsa-2048.crt"), pem("mismatched.key"));
    let expired = pair("expired");
    let verified = "verify_cert_key=true";
    let answer = post(&mismatched.0, &mismatched.1, verified);
    refused(&answer, 400, "11019", "cert.illegal");
    refused(&post(&expired.0, &expired.1, verified), 400, "11021", "cert.expired");
    post(&mismatched.0, &mismatched.1, "").expect(200);
    let taken = post(&expired.0, &expired.1, "verify_cert_key=false").expect(200);
    assert_eq!(taken["exp_status"], 1);
    let right = pair("ec-p256");
    post(&right.0, &right.1, verified).expect(200);
    refused(&post(&right.0, &right.1, "verify_cert_key=yes"), 400, "11002", "url.param.illegal");
}

#[test]
fn what_is_no_pem_is_refused() {
    let mock = Mock::start();
    let (content, key) = pair("rsa-2048");
    for (content, key) in [
        ("nonsense", &*key),
        (&pem("garbage.crt"), &key),
        (&key, &key),
        (&content, "nonsense"),
        (&content, &content),
        (&content, &pem("encrypted.key")),
        (&content, &pem("secp256k1.key")),
    ] {
        let body = json!({ "name": "demo", "content": content, "key": key });
        let answer = ask(&mock, "CreateCertificate", &[]).json(&body).send();
        refused(&answer, 400, "11019", "cert.illegal");
    }
    let id = create(&mock, "demo", "rsa-2048");
    let body = json!({ "name": "demo", "content": "nonsense", "key": key });
    let answer = ask(&mock, "UpdateCertificate", &[&id]).json(&body).send();
    refused(&answer, 400, "11019", "cert.illegal");
}

#[test]
fn no_content_is_created_twice_and_a_change_may_repeat_one() {
    let mock = Mock::start();
    let first = create(&mock, "first", "rsa-2048");
    let mut again = creation("again", "rsa-2048");
    let post = |body: &serde_json::Value| ask(&mock, "CreateCertificate", &[]).json(body).send();
    refused(&post(&again), 400, "14002", "resource.already.exists");
    again["content"] = json!(format!("\n{}\n\n", pem("rsa-2048.crt")));
    refused(&post(&again), 400, "14002", "resource.already.exists");
    create(&mock, "first", "ec-p256");
    // A client uploads what it then gives a certificate that is there already.
    let second = create(&mock, "second", "wildcard");
    let copy = creation("second", "rsa-2048");
    ask(&mock, "UpdateCertificate", &[&second]).json(&copy).send().expect(200);
    create(&mock, "freed", "wildcard");
    // One of the two copies is left.
    ask(&mock, "DeleteCertificate", &[&first]).send().expect(200);
    refused(&post(&again), 400, "14002", "resource.already.exists");
    ask(&mock, "DeleteCertificate", &[&second]).send().expect(200);
    post(&again).expect(200);
}

#[test]
fn content_of_another_project_is_no_copy_and_what_a_state_gave_is_one() {
    let mock = Mock::start();
    let body = creation("demo", "rsa-2048");
    create(&mock, "demo", "rsa-2048");
    let other = mock.operation("huawei_waf", "CreateCertificate", &["another"]);
    crate::vendors::admitted(crate::table::provider("huawei_waf"), other)
        .json(&body)
        .send()
        .expect(200);
    let state = mock.request("GET", "/_certmock/state?account=certmock").send().expect(200);
    mock.request("POST", "/_certmock/reset").send().expect(204);
    mock.request("PUT", "/_certmock/state").json(&state).send().expect(204);
    let answer = ask(&mock, "CreateCertificate", &[]).json(&body).send();
    refused(&answer, 400, "14002", "resource.already.exists");
}

#[test]
fn a_quota_that_is_reached_lets_none_in_and_there_is_none_where_nobody_sets_it() {
    let mock = Mock::start();
    put(&mock, &json!({ "quota": 1 }));
    create(&mock, "first", "rsa-2048");
    let answer = ask(&mock, "CreateCertificate", &[]).json(&creation("second", "ec-p256")).send();
    refused(&answer, 400, "13001", "insufficient.quota");
}

#[test]
fn a_state_is_refused_whose_host_has_a_certificate_that_is_not_there() {
    let mock = Mock::start();
    let host = json!({ "id": id("a"), "hostname": "www.example.com", "certificateid": id("b") });
    let state = json!({ "certmock": { "huawei_waf": { "hosts": [host] } } });
    let answer = mock.request("PUT", "/_certmock/state").json(&state).send().expect(400);
    assert!(answer["error"].as_str().unwrap().contains("is not there"), "{answer}");
}
