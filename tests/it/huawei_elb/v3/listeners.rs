//! Listeners, and the certificates that they use.

use serde_json::{Value, json};
use time::macros::datetime;

use super::super::{ask, change_state, create, create_balancer, listen};
use crate::huawei::refused_by_gateway;
use crate::material::pem;
use crate::mock::{Answer, Mock};

#[track_caller]
fn invalid(answer: &Answer, member: &str) {
    refused_by_gateway(answer, 400, "ELB.8902", &format!("Invalid input for '{member}'."));
}

fn update(mock: &Mock, id: &str, option: &Value) -> Answer {
    ask(mock, "v3.UpdateListener", &[id]).json(&json!({ "listener": option })).send()
}

/// An authority's certificate.
fn create_authority(mock: &Mock) -> String {
    let option = json!({ "type": "client", "certificate": pem("root.crt") });
    let body = json!({ "certificate": option });
    let made = ask(mock, "v3.CreateCertificate", &[]).json(&body).send().expect(201);
    made["certificate"]["id"].as_str().unwrap().to_owned()
}

/// A listener of HTTPS; its id.
fn create_listener(mock: &Mock, balancer: &str, members: &Value) -> String {
    let made = listen(mock, balancer, members).expect(201);
    made["listener"]["id"].as_str().unwrap().to_owned()
}

#[test]
fn a_listener_takes_a_certificate_and_is_shown_with_its_defaults() {
    let mock = Mock::at(datetime!(2026-06-27 08:14:42 UTC));
    let certificate = create(&mock, "ec-p256", &json!({}));
    let balancer = create_balancer(&mock);
    let made = listen(
        &mock,
        &balancer,
        &json!({ "name": "My listener", "default_tls_container_ref": certificate }),
    );
    let made = made.expect(201);
    let listener = &made["listener"];
    let id = listener["id"].as_str().unwrap();
    assert_eq!(id.len(), 36, "with dashes");
    for (member, value) in [
        ("name", json!("My listener")),
        ("protocol_port", json!(443)),
        ("protocol", json!("HTTPS")),
        ("description", Value::Null),
        ("default_tls_container_ref", json!(certificate)),
        ("admin_state_up", json!(true)),
        ("loadbalancers", json!([{ "id": balancer }])),
        ("client_ca_tls_container_ref", Value::Null),
        ("project_id", json!("certmock")),
        ("sni_container_refs", json!([])),
        ("connection_limit", json!(-1)),
        ("member_timeout", json!(60)),
        ("client_timeout", json!(60)),
        ("keepalive_timeout", json!(60)),
        ("default_pool_id", Value::Null),
        ("ipgroup", Value::Null),
        ("tls_ciphers_policy", json!("tls-1-2")),
        ("tags", json!([])),
        ("created_at", json!("2026-06-27T08:14:42Z")),
        ("updated_at", json!("2026-06-27T08:14:42Z")),
        ("http2_enable", json!(false)),
        ("enable_member_retry", json!(true)),
        ("insert_headers", json!({})),
        ("transparent_client_ip_enable", json!(false)),
        ("sni_match_algo", json!("wildcard")),
    ] {
        assert_eq!(listener[member], value, "{member}");
    }
    let shown = ask(&mock, "v3.ShowListener", &[id]).send().expect(200);
    assert_eq!(&shown["listener"], listener);
    let balancer = ask(&mock, "v3.ShowLoadBalancer", &[&balancer]).send().expect(200);
    assert_eq!(balancer["loadbalancer"]["listeners"], json!([{ "id": id }]));
    ask(&mock, "v3.DeleteListener", &[id]).send().expect(204);
    let gone = ask(&mock, "v3.ShowListener", &[id]).send();
    refused_by_gateway(&gone, 404, "ELB.8904", &format!("listener {id} could not be found."));
}

#[test]
fn what_else_a_listener_is_told_it_keeps() {
    let mock = Mock::start();
    let certificate = create(&mock, "ec-p256", &json!({}));
    let balancer = create_balancer(&mock);
    let told = json!({
        "description": "d", "http2_enable": true, "tls_ciphers_policy": "tls-1-2-strict",
        "insert_headers": { "X-Forwarded-ELB-IP": true }, "keepalive_timeout": 120,
        "client_timeout": 30, "member_timeout": 40, "sni_match_algo": "longest_suffix",
        "ipgroup": { "ipgroup_id": "g", "enable_ipgroup": true, "type": "white" },
        "security_policy_id": "s", "gzip_enable": true, "cps": 5, "connection": 1000,
        "protection_status": "consoleProtection", "protection_reason": "r",
        "transparent_client_ip_enable": true, "proxy_protocol_enable": true,
        "enhance_l7policy_enable": true, "ssl_early_data_enable": true, "nat64_enable": true,
        "default_pool_id": "p", "quic_config": { "quic_listener_id": "q", "enable_quic_upgrade": false },
    });
    let mut option = told.clone();
    option["default_tls_container_ref"] = json!(certificate);
    option["tags"] = json!([{ "key": "k", "value": "v" }]);
    option["enterprise_project_id"] = json!("eps");
    let made = listen(&mock, &balancer, &option).expect(201)["listener"].clone();
    for (member, value) in told.as_object().unwrap() {
        assert_eq!(&made[member], value, "{member}");
    }
    assert_eq!((&made["tags"], &made["enterprise_project_id"]), (&option["tags"], &json!("eps")));
    let id = made["id"].as_str().unwrap();
    let tags = ask(&mock, "v2_0.ShowListenerTags", &[id]).send().expect(200);
    assert_eq!(tags, json!({ "tags": [{ "key": "k", "value": "v" }] }));
    let plain = json!({ "name": "n", "default_pool_id": null, "gzip_enable": false });
    let changed = update(&mock, id, &plain).expect(200)["listener"].clone();
    assert_eq!(
        (&changed["name"], &changed["default_pool_id"], &changed["gzip_enable"]),
        (&json!("n"), &Value::Null, &json!(false))
    );
    assert_eq!(changed["cps"], 5, "what is left out stays");
}

#[test]
fn a_listener_is_refused_by_the_member_that_is_wrong() {
    let mock = Mock::start();
    let certificate = create(&mock, "ec-p256", &json!({}));
    let authority = create_authority(&mock);
    let balancer = create_balancer(&mock);
    let with = |member: &str, value: Value| {
        let mut option = json!({ "default_tls_container_ref": certificate });
        option[member] = value;
        listen(&mock, &balancer, &option)
    };
    for (member, value) in [
        ("protocol", json!("FTP")),
        ("protocol", Value::Null),
        ("protocol_port", json!(65_536)),
        ("protocol_port", json!(0)),
        ("protocol_port", json!("443")),
        ("protocol_port", Value::Null),
        ("loadbalancer_id", Value::Null),
        ("default_tls_container_ref", Value::Null),
        ("default_tls_container_ref", json!(authority)),
        ("client_ca_tls_container_ref", json!(certificate)),
        ("sni_container_refs", json!([certificate])),
        ("sni_container_refs", json!("x")),
        ("sni_match_algo", json!("best")),
        ("name", json!("n".repeat(256))),
        ("admin_state_up", json!(false)),
        ("enable_member_retry", json!(false)),
        ("connection", json!(1_000_001)),
        ("insert_headers", json!({ "a": [1] })),
        ("ipgroup", json!({ "a": {} })),
        ("tags", json!(vec![json!({ "key": "k", "value": "v" }); 21])),
        ("port_ranges", json!(vec![json!({ "start_port": 1, "end_port": 2 }); 11])),
        ("protection_reason", json!("a>b")),
    ] {
        invalid(&with(member, value), member);
    }
    let words = "Unrecognized attribute(s) 'certificate_id'";
    refused_by_gateway(&with("certificate_id", json!("x")), 400, "ELB.8902", words);
    let unknown = "0".repeat(32);
    for member in ["default_tls_container_ref", "client_ca_tls_container_ref"] {
        let words = format!("certificate {unknown} could not be found.");
        refused_by_gateway(&with(member, json!(unknown)), 404, "ELB.8904", &words);
    }
    let words = "loadbalancer nowhere could not be found.";
    refused_by_gateway(&with("loadbalancer_id", json!("nowhere")), 404, "ELB.8904", words);
    for body in ["{}", "{\"listener\": 1}"] {
        invalid(&ask(&mock, "v3.CreateListener", &[]).body(body).send(), "listener");
    }
}

#[test]
fn what_only_a_creation_says_is_not_known_to_an_update() {
    let mock = Mock::start();
    let certificate = create(&mock, "ec-p256", &json!({}));
    let balancer = create_balancer(&mock);
    let id =
        create_listener(&mock, &balancer, &json!({ "default_tls_container_ref": certificate }));
    for member in ["loadbalancer_id", "protocol", "protocol_port", "tags", "project_id"] {
        let words = format!("Unrecognized attribute(s) '{member}'");
        refused_by_gateway(&update(&mock, &id, &json!({ member: 1 })), 400, "ELB.8902", &words);
    }
    invalid(
        &update(&mock, &id, &json!({ "default_tls_container_ref": null })),
        "default_tls_container_ref",
    );
    let words = "listener nowhere could not be found.";
    refused_by_gateway(&update(&mock, "nowhere", &json!({})), 404, "ELB.8904", words);
    for operation in ["v3.DeleteListener", "v3.DeleteListenerForce"] {
        refused_by_gateway(&ask(&mock, operation, &["nowhere"]).send(), 404, "ELB.8904", words);
    }
}

#[test]
fn certificates_for_other_domains_have_domains_of_which_none_is_there_twice() {
    let mock = Mock::start();
    let default = create(&mock, "ec-p256", &json!({}));
    let a = create(&mock, "ec-p384", &json!({ "domain": "a.com,b.com" }));
    let b = create(&mock, "ec-p521", &json!({ "domain": "B.com" }));
    let c = create(&mock, "wildcard", &json!({ "domain": "*.example.com" }));
    let balancer = create_balancer(&mock);
    let id = create_listener(
        &mock,
        &balancer,
        &json!({ "default_tls_container_ref": default, "sni_container_refs": [a] }),
    );
    invalid(&update(&mock, &id, &json!({ "sni_container_refs": [a, b] })), "sni_container_refs");
    invalid(&update(&mock, &id, &json!({ "sni_container_refs": [a, a] })), "sni_container_refs");
    invalid(&update(&mock, &id, &json!({ "sni_container_refs": [default] })), "sni_container_refs");
    invalid(
        &update(&mock, &id, &json!({ "sni_container_refs": vec!["x"; 51] })),
        "sni_container_refs",
    );
    let changed = update(&mock, &id, &json!({ "sni_container_refs": [b, c] })).expect(200);
    assert_eq!(changed["listener"]["sni_container_refs"], json!([b, c]));
    ask(&mock, "v3.DeleteCertificate", &[&a]).send().expect(204);
    let words = format!("listener {id} is using this certificate");
    let deletion = ask(&mock, "v3.DeleteCertificate", &[&c]).send();
    refused_by_gateway(&deletion, 409, "ELB.8907", &words);
    update(&mock, &id, &json!({ "sni_container_refs": [] })).expect(200);
    ask(&mock, "v3.DeleteCertificate", &[&c]).send().expect(204);
    let many: Vec<_> = (0..2)
        .map(|certificate| {
            let domains: Vec<_> = (0..100).map(|n| format!("d{n}.c{certificate}.com")).collect();
            create(&mock, "ec-p256", &json!({ "domain": domains.join(",") }))
        })
        .collect();
    update(&mock, &id, &json!({ "sni_container_refs": many })).expect(200);
    let refs = json!({ "sni_container_refs": [many[0], many[1], b] });
    invalid(&update(&mock, &id, &refs), "sni_container_refs");
}

#[test]
fn clients_are_checked_by_an_authority_that_is_in_use_then() {
    let mock = Mock::start();
    let certificate = create(&mock, "ec-p256", &json!({}));
    let authority = create_authority(&mock);
    let balancer = create_balancer(&mock);
    let id = create_listener(
        &mock,
        &balancer,
        &json!({ "default_tls_container_ref": certificate, "client_ca_tls_container_ref": authority }),
    );
    let words = format!("listener {id} is using this certificate");
    let deletion = || ask(&mock, "v3.DeleteCertificate", &[&authority]).send();
    refused_by_gateway(&deletion(), 409, "ELB.8907", &words);
    let freed = update(&mock, &id, &json!({ "client_ca_tls_container_ref": null })).expect(200);
    assert_eq!(freed["listener"]["client_ca_tls_container_ref"], Value::Null);
    deletion().expect(204);
    let authority = create_authority(&mock);
    let quic = listen(
        &mock,
        &balancer,
        &json!({ "protocol": "QUIC", "default_tls_container_ref": certificate, "client_ca_tls_container_ref": authority }),
    );
    invalid(&quic, "client_ca_tls_container_ref");
    let tcp = json!({ "protocol": "TCP", "protocol_port": 80 });
    for member in ["default_tls_container_ref", "sni_container_refs"] {
        let mut option = tcp.clone();
        option[member] =
            if member.starts_with("sni") { json!([certificate]) } else { json!(certificate) };
        invalid(&listen(&mock, &balancer, &option), member);
    }
    listen(&mock, &balancer, &tcp).expect(201);
}

#[test]
fn a_port_is_taken_once_over_tcp_and_once_over_udp() {
    let mock = Mock::start();
    let certificate = create(&mock, "ec-p256", &json!({}));
    let balancer = create_balancer(&mock);
    let on = |protocol: &str, port: u16| {
        let mut option = json!({ "protocol": protocol, "protocol_port": port });
        if matches!(protocol, "HTTPS" | "TLS" | "QUIC") {
            option["default_tls_container_ref"] = json!(certificate);
        }
        listen(&mock, &balancer, &option)
    };
    on("HTTPS", 443).expect(201);
    on("QUIC", 443).expect(201);
    let words =
        format!("Load Balancer {balancer} already has a listener with protocol_port of 443.");
    for protocol in ["TCP", "HTTP", "HTTPS", "TLS", "UDP"] {
        refused_by_gateway(&on(protocol, 443), 409, "ELB.8907", &words);
    }
    on("UDP", 8443).expect(201);
    on("TLS", 8443).expect(201);
    on("IP", 0).expect(201);
    let ranges = json!({ "protocol": "TCP", "protocol_port": 0, "port_ranges": [{ "start_port": 100, "end_port": 200 }] });
    let made = listen(&mock, &balancer, &ranges).expect(201);
    assert_eq!(made["listener"]["port_ranges"], ranges["port_ranges"]);
}

#[test]
fn the_word_for_https_is_the_load_balancers() {
    let mock = Mock::start();
    let certificate = create(&mock, "ec-p256", &json!({}));
    let balancer = create_balancer(&mock);
    let protocol = |word: &str, port: u16| {
        let option = json!({ "protocol": word, "protocol_port": port, "default_tls_container_ref": certificate });
        listen(&mock, &balancer, &option).expect(201)["listener"]["protocol"].clone()
    };
    assert_eq!(protocol("TERMINATED_HTTPS", 1), "HTTPS", "of one's own");
    change_state(&mock, |elb| elb["loadbalancers"][0]["settings"]["guaranteed"] = json!(false));
    assert_eq!(protocol("HTTPS", 2), "TERMINATED_HTTPS", "a shared one");
}

#[test]
fn a_listener_that_a_pool_uses_goes_by_force_alone() {
    let mock = Mock::start();
    let certificate = create(&mock, "ec-p256", &json!({}));
    let balancer = create_balancer(&mock);
    let id =
        create_listener(&mock, &balancer, &json!({ "default_tls_container_ref": certificate }));
    change_state(&mock, |elb| elb["listeners"][0]["pool_ids"] = json!(["7f432fce"]));
    let deletion = ask(&mock, "v3.DeleteListener", &[&id]).send();
    let words = "pool 7f432fce is using this listener";
    refused_by_gateway(&deletion, 409, "ELB.8907", words);
    ask(&mock, "v3.DeleteListenerForce", &[&id]).send().expect(204);
    ask(&mock, "v3.DeleteCertificate", &[&certificate]).send().expect(204);
}

#[test]
fn more_listeners_than_the_quota_are_refused() {
    let mock = Mock::start();
    let certificate = create(&mock, "ec-p256", &json!({}));
    let balancer = create_balancer(&mock);
    change_state(&mock, |elb| elb["listener_quota"] = json!(0));
    let words = "Quota exceeded for resources: ['listener']";
    let answer = listen(&mock, &balancer, &json!({ "default_tls_container_ref": certificate }));
    refused_by_gateway(&answer, 409, "ELB.8905", words);
}
