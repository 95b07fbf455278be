//! Hosts, and how they come by their certificates.

use serde_json::{Value, json};

use super::{ask, create, creation, id, names, put, refused};
use crate::material::pair;
use crate::mock::{Answer, Mock};

fn host(letter: &str, hostname: &str, more: &Value) -> Value {
    let mut host = json!({ "id": id(letter), "hostname": hostname });
    host.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    host
}

fn server(front: &str) -> Value {
    json!({ "front_protocol": front, "back_protocol": "HTTP", "address": "192.0.2.7", "port": 80, "type": "ipv4" })
}

/// A server whose built-in account has two hosts, one of each kind, and one that speaks HTTP alone.
fn with_hosts() -> Mock {
    let mock = Mock::start();
    let (certificate, private_key) = pair("expired");
    put(
        &mock,
        &json!({
            "certificates": [{ "id": id("e"), "name": "over", "certificate": certificate, "private_key": private_key }],
            "hosts": [
                host("a", "www.example.com", &json!({})),
                host("b", "api.example.com:8443", &json!({ "waf_type": "premium" })),
                host("c", "plain.example.com", &json!({ "server": [server("HTTP")] })),
            ],
        }),
    );
    mock
}

fn apply(mock: &Mock, certificate: &str, body: &Value) -> Answer {
    ask(mock, "ApplyCertificateToHost", &[certificate]).json(body).send()
}

fn bound(mock: &Mock, certificate: &str) -> Value {
    ask(mock, "ShowCertificate", &[certificate]).send().expect(200)["bind_host"].clone()
}

#[test]
fn a_certificate_is_applied_changed_and_deleted_when_no_host_uses_it_any_more() {
    let mock = with_hosts();
    let first = create(&mock, "first", "rsa-2048");
    let body = json!({ "cloud_host_ids": [id("a")], "premium_host_ids": [id("b")] });
    let applied = apply(&mock, &first, &body).expect(200);
    assert_eq!(names(&applied), ["id", "name", "timestamp", "expire_time", "bind_host"]);
    let hosts = json!([
        { "id": id("a"), "hostname": "www.example.com", "waf_type": "cloud" },
        { "id": id("b"), "hostname": "api.example.com:8443", "waf_type": "premium" },
    ]);
    assert_eq!(applied["bind_host"], hosts);
    let list = ask(&mock, "ListCertificates", &[]).query("host=true").send().expect(200);
    let item = &list["items"][0];
    assert_eq!((&item["name"], &item["bind_host"]), (&json!("first"), &bound(&mock, &first)));
    assert_eq!(names(&item["bind_host"][0]), ["id", "hostname", "waf_type", "mode"]);

    // One client gives it another name at each renewal.
    let renewed = creation("first-2", "ec-p256");
    ask(&mock, "UpdateCertificate", &[&first]).json(&renewed).send().expect(200);
    let shown = ask(&mock, "ShowHost", &[&id("a")]).send().expect(200);
    assert_eq!(
        (&shown["certificateid"], &shown["certificatename"]),
        (&json!(first), &json!("first-2"))
    );

    let used = ask(&mock, "DeleteCertificate", &[&first]).send();
    refused(&used, 400, "22003", "resource.is.being.used");
    let second = create(&mock, "second", "wildcard");
    apply(&mock, &second, &body).expect(200);
    assert_eq!(bound(&mock, &first), json!([]), "a host has one certificate");
    ask(&mock, "DeleteCertificate", &[&first]).send().expect(200);
    refused(&ask(&mock, "DeleteCertificate", &[&first]).send(), 404, "22001", "resource.not.found");
}

#[test]
fn hosts_are_listed_by_a_part_of_their_names_and_given_a_certificate_as_certimate_does() {
    let mock = with_hosts();
    let certificate = create(&mock, "certimate-1700000000000", "rsa-2048");
    let body =
        json!({ "certificateid": certificate, "certificatename": "certimate-1700000000000" });
    for (list, update, letter) in
        [("ListHost", "UpdateHost", "a"), ("ListPremiumHost", "UpdatePremiumHost", "b")]
    {
        let hosts = ask(&mock, list, &[]).query("hostname=.example.com&page=1&pagesize=100").send();
        let hosts = hosts.expect(200);
        assert_eq!(names(&hosts), ["total", "items"]);
        let found = hosts["items"].as_array().unwrap();
        assert_eq!(hosts["total"], found.len());
        let found = found.iter().find(|host| host["id"] == id(letter)).unwrap();
        assert!(found["hostname"].is_string() && found["hostid"] == found["id"]);
        let updated = ask(&mock, update, &[&id(letter)]).json(&body).send().expect(200);
        assert_eq!(updated["certificateid"], certificate);
        assert_eq!(updated["certificatename"], "certimate-1700000000000");
        assert_eq!(
            (&updated["protocol"], &updated["projectid"]),
            (&json!("HTTPS"), &json!("certmock"))
        );
    }
    assert_eq!(bound(&mock, &certificate).as_array().unwrap().len(), 2);
    let shown = ask(&mock, "ShowPremiumHost", &[&id("b")]).send().expect(200);
    assert_eq!(shown["certificateid"], certificate);
    let none = ask(&mock, "ListHost", &[]).query("hostname=nothing").send();
    assert_eq!(none.text(), r#"{"total":0,"items":[]}"#);
    let all = ask(&mock, "ListHost", &[]).query("pagesize=-1").send().expect(200);
    assert_eq!(all["items"].as_array().unwrap().len(), 2);
    for list in ["ListHost", "ListPremiumHost"] {
        let answer = ask(&mock, list, &[]).query("page=0").send();
        refused(&answer, 400, "11011", "pageOrPageSize.illegal");
    }
}

#[test]
fn a_host_is_changed_in_what_is_given_and_may_come_to_speak_https_with_its_certificate() {
    let mock = with_hosts();
    let certificate = create(&mock, "demo", "rsa-2048");
    let patch = |body: &Value| ask(&mock, "UpdateHost", &[&id("c")]).json(body).send();
    let only = json!({ "certificateid": certificate });
    refused(&patch(&only), 400, "14008", "cert.inconsistent");
    let body = json!({ "certificateid": certificate, "server": [server("HTTP"), server("HTTPS")], "tls": "TLS v1.2", "proxy": true });
    let changed = patch(&body).expect(200);
    assert_eq!((&changed["protocol"], &changed["tls"]), (&json!("HTTP&HTTPS"), &json!("TLS v1.2")));
    assert_eq!((&changed["proxy"], &changed["server"][1]["port"]), (&json!(true), &json!(80)));
    let kept = patch(&json!({ "web_tag": "shop", "cipher": "cipher_1" })).expect(200);
    assert_eq!((&kept["certificateid"], &kept["web_tag"]), (&json!(certificate), &json!("shop")));
    assert_eq!((&kept["tls"], &kept["cipher"]), (&json!("TLS v1.2"), &json!("cipher_1")));
    let wrong = patch(&json!({ "server": [{ "front_protocol": "FTP" }] }));
    refused(&wrong, 400, "11003", "request.body.illegal");
}

#[test]
fn hosts_that_cannot_use_a_certificate_are_refused_and_nothing_is_changed() {
    let mock = with_hosts();
    let certificate = create(&mock, "demo", "rsa-2048");
    let hosts = |ids: &[String]| json!({ "cloud_host_ids": ids });
    for (body, status, code, word) in [
        (json!({}), 400, "11003", "request.body.illegal"),
        (hosts(&[]), 400, "11003", "request.body.illegal"),
        (json!({ "cloud_host_ids": "a" }), 400, "11003", "request.body.illegal"),
        (hosts(&[id("a"), "short".to_owned()]), 400, "11004", "id.illegal"),
        (hosts(&[id("a"), id("f")]), 404, "22001", "resource.not.found"),
        (hosts(&[id("a"), id("b")]), 404, "22001", "resource.not.found"),
        (hosts(&[id("a"), id("c")]), 400, "14008", "cert.inconsistent"),
    ] {
        refused(&apply(&mock, &certificate, &body), status, code, word);
    }
    let body = hosts(&[id("a")]);
    refused(&apply(&mock, &id("e"), &body), 400, "11021", "cert.expired");
    refused(&apply(&mock, &id("0"), &body), 404, "22001", "resource.not.found");
    refused(&apply(&mock, "0", &body), 400, "11004", "id.illegal");
    assert_eq!(bound(&mock, &certificate), json!([]));
    for (update, letter) in [("UpdateHost", "a"), ("UpdatePremiumHost", "b")] {
        let with = |certificate: &str| {
            let body = json!({ "certificateid": certificate });
            ask(&mock, update, &[&id(letter)]).json(&body).send()
        };
        refused(&with(&id("e")), 400, "11021", "cert.expired");
        refused(&with(&id("0")), 404, "22001", "resource.not.found");
        refused(&with("0"), 400, "11004", "id.illegal");
        assert_eq!(with("").expect(200).get("certificateid"), None);
    }
}
