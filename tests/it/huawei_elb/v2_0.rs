//! Listeners in v2.0, as OpenStack has them.

use serde_json::{Value, json};
use time::macros::datetime;

use super::{ask, ask_below, change_state, create, create_balancer, refused};
use crate::mock::{Answer, Mock};

fn listen(mock: &Mock, balancer: &str, members: &Value) -> Answer {
    let mut option = json!({ "loadbalancer_id": balancer, "protocol": "TERMINATED_HTTPS", "protocol_port": 443 });
    for (member, value) in members.as_object().unwrap() {
        option[member] = value.clone();
    }
    let body = json!({ "listener": option });
    ask_below(mock, "v2_0.CreateListener", &[]).json(&body).send()
}

/// A load balancer that is shared, as those of this version are.
fn create_shared(mock: &Mock) -> String {
    let id = create_balancer(mock);
    change_state(mock, |elb| elb["loadbalancers"][0]["settings"]["guaranteed"] = json!(false));
    id
}

fn gone() -> Value {
    json!({ "NeutronError": { "type": "HTTPNotFound", "message": "The resource could not be found.", "detail": "" } })
}

const INVALID: &str = "Request parameters invalid.";

#[test]
fn a_listener_is_wrapped_and_v3_shows_it_too() {
    let mock = Mock::at(datetime!(2026-06-27 08:14:42 UTC));
    let certificate = create(&mock, "ec-p256", &json!({}));
    let balancer = create_shared(&mock);
    let made = listen(
        &mock,
        &balancer,
        &json!({ "name": "n", "default_tls_container_ref": certificate, "unknown": 1, "tenant_id": "certmock", "connection_limit": 100 }),
    );
    let made = made.expect(201);
    let listener = &made["listener"];
    for (member, value) in [
        ("protocol", json!("TERMINATED_HTTPS")),
        ("protocol_port", json!(443)),
        ("name", json!("n")),
        ("description", json!("")),
        ("default_tls_container_ref", json!(certificate)),
        ("sni_container_refs", json!([])),
        ("loadbalancers", json!([{ "id": balancer }])),
        ("tenant_id", json!("certmock")),
        ("connection_limit", json!(100)),
        ("tags", json!([])),
        ("created_at", json!("2026-06-27T08:14:42")),
    ] {
        assert_eq!(listener[member], value, "{member}");
    }
    let id = listener["id"].as_str().unwrap();
    assert_eq!(ask_below(&mock, "v2_0.ShowListener", &[id]).send().expect(200), made);
    let shown = ask(&mock, "v3.ShowListener", &[id]).send().expect(200);
    assert_eq!(shown["listener"]["created_at"], "2026-06-27T08:14:42Z");
    let sni = create(&mock, "wildcard", &json!({ "domain": "*.example.com" }));
    let change = json!({ "listener": { "name": "other", "description": "d", "sni_container_refs": [sni], "http2_enable": true, "tls_ciphers_policy": "tls-1-0", "default_pool_id": "p" } });
    let changed = ask_below(&mock, "v2_0.UpdateListener", &[id]).json(&change).send().expect(200);
    for (member, value) in change["listener"].as_object().unwrap() {
        assert_eq!(&changed["listener"][member], value, "{member}");
    }
    // A client takes the certificate out of the lists of those that a refusal names.
    let refusal = ask_below(&mock, "v2_0.DeleteCertificate", &[&sni]).send().expect(409);
    assert_eq!(refusal["listener_ids"], json!([id]));
    let change = json!({ "listener": { "sni_container_refs": [] } });
    ask_below(&mock, "v2_0.UpdateListener", &[id]).json(&change).send().expect(200);
    ask_below(&mock, "v2_0.DeleteCertificate", &[&sni]).send().expect(204);
    change_state(&mock, |elb| elb["listeners"][0]["pool_ids"] = json!(["pool"]));
    let refusal = ask_below(&mock, "v2_0.DeleteListener", &[id]).send();
    refused(&refusal, 409, "ELB.8907", "The listener is used by pools.");
    change_state(&mock, |elb| elb["listeners"][0]["pool_ids"] = json!([]));
    ask_below(&mock, "v2_0.DeleteListener", &[id]).send().expect(204);
    for answer in [
        ask_below(&mock, "v2_0.ShowListener", &[id]).send(),
        ask_below(&mock, "v2_0.UpdateListener", &[id]).json(&change).send(),
        ask_below(&mock, "v2_0.DeleteListener", &[id]).send(),
    ] {
        assert_eq!(answer.expect(404), gone());
    }
}

#[test]
fn what_is_wrong_in_a_listener_has_its_code() {
    let mock = Mock::start();
    let certificate = create(&mock, "ec-p256", &json!({}));
    let balancer = create_shared(&mock);
    let with = |member: &str, value: Value| {
        let mut option = json!({ "default_tls_container_ref": certificate });
        option[member] = value;
        listen(&mock, &balancer, &option)
    };
    for member in ["protocol", "protocol_port", "loadbalancer_id"] {
        let words =
            format!("RequestBody listener[{member}] is null, this is a required parameter.");
        refused(&with(member, Value::Null), 400, "ELB.9805", &words);
    }
    for (member, value) in [
        ("protocol", json!("HTTPS")),
        ("protocol_port", json!(0)),
        ("protocol_port", json!("443")),
        ("name", json!("n".repeat(256))),
        ("connection_limit", json!(-2)),
        ("admin_state_up", json!(false)),
        ("sni_container_refs", json!([certificate])),
        ("client_ca_tls_container_ref", json!(certificate)),
    ] {
        refused(&with(member, value), 400, "ELB.1001", INVALID);
    }
    let udp = json!({ "protocol": "UDP", "protocol_port": 4789 });
    refused(&listen(&mock, &balancer, &udp), 400, "ELB.1001", INVALID);
    let words = "Tenant_id in token mismatches with tenant_id in url.";
    refused(&with("tenant_id", json!("another")), 400, "ELB.9808", words);
    let missing = "The certificate of a TERMINATED_HTTPS listener cannot be set to null.";
    refused(&with("default_tls_container_ref", Value::Null), 400, "ELB.9899", missing);
    let unknown = with("default_tls_container_ref", json!("0".repeat(32)));
    refused(&unknown, 404, "ELB.5040", "The certificate does not exist.");
    assert_eq!(with("loadbalancer_id", json!("nowhere")).expect(404), gone());
    for body in ["{}", "{\"listener\": null}", "{\"listener\": []}"] {
        let answer = ask_below(&mock, "v2_0.CreateListener", &[]).body(body).send();
        refused(&answer, 400, "ELB.0002", "Listener is null, request is invalid.");
    }

    let made = with("name", json!("first")).expect(201);
    let id = made["listener"]["id"].as_str().unwrap();
    let words =
        format!("Load Balaner {balancer} already has a listener with protocol_port of 443.");
    refused(&with("name", json!("second")), 400, "ELB.6200", &words);
    let null = json!({ "listener": { "default_tls_container_ref": null } });
    let answer = ask_below(&mock, "v2_0.UpdateListener", &[id]).json(&null).send();
    refused(&answer, 400, "ELB.9899", missing);
    let answer = ask_below(&mock, "v2_0.UpdateListener", &[id]).body("{}").send();
    refused(&answer, 400, "ELB.0002", "Listener is null, request is invalid.");
    change_state(&mock, |elb| elb["listener_quota"] = json!(1));
    let words = "Quota exceeded for resources:['listener'].";
    refused(&with("protocol_port", json!(8443)), 400, "ELB.9807", words);
}

#[test]
fn lists_have_links_to_the_pages_beside_where_a_limit_is_asked_for() {
    let mock = Mock::start();
    let certificate = create(&mock, "ec-p256", &json!({}));
    let sni = create(&mock, "wildcard", &json!({ "domain": "*.example.com" }));
    let balancer = create_shared(&mock);
    let mut ids: Vec<_> = [1, 2, 3]
        .map(|port| {
            let refs = if port == 2 { json!([sni]) } else { json!([]) };
            let option = json!({ "protocol_port": port, "default_tls_container_ref": certificate, "sni_container_refs": refs });
            listen(&mock, &balancer, &option).expect(201)["listener"]["id"].as_str().unwrap().to_owned()
        })
        .into();
    let (with_sni, on_port_3) = (ids[1].clone(), ids[2].clone());
    // The ids are what a list is sorted by at first.
    ids.sort_unstable();
    let list = |query: &str| ask_below(&mock, "v2_0.ListListeners", &[]).query(query).send();
    let shown = |list: &Value| {
        let listeners = list["listeners"].as_array().unwrap().iter();
        listeners.map(|it| it["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let all = list("").expect(200);
    assert_eq!((shown(&all), all.get("listeners_links")), (ids.clone(), None));
    let first = list("limit=2").expect(200);
    assert_eq!(shown(&first), ids[..2]);
    let next = first["listeners_links"][0].clone();
    assert_eq!(next["rel"], "next");
    let (_, query) = next["href"].as_str().unwrap().split_once('?').unwrap();
    let second = list(query).expect(200);
    assert_eq!(shown(&second), ids[2..]);
    let previous = &second["listeners_links"][0];
    assert_eq!(previous["rel"], "previous");
    let (_, query) = previous["href"].as_str().unwrap().split_once('?').unwrap();
    assert_eq!(shown(&list(query).expect(200)), ids[..2]);
    assert_eq!(shown(&list(&format!("tls_container_id={sni}")).expect(200)), [with_sni]);
    assert_eq!(shown(&list("protocol_port=3").expect(200)), [on_port_3]);
    refused(&list("limit=x"), 400, "ELB.5004", "Invalid search criteria.");
}

#[test]
fn listeners_are_sorted_by_what_is_asked_and_so_are_the_pages_that_links_lead_to() {
    let mock = Mock::start();
    let certificate = create(&mock, "ec-p256", &json!({}));
    let balancer = create_shared(&mock);
    for (name, port) in [("b", 443), ("a", 8443), ("b", 90)] {
        let option = json!({ "name": name, "protocol_port": port, "default_tls_container_ref": certificate });
        listen(&mock, &balancer, &option).expect(201);
    }
    let list = |query: &str| ask_below(&mock, "v2_0.ListListeners", &[]).query(query).send();
    let ports = |list: &Value| {
        let listeners = list["listeners"].as_array().unwrap().iter();
        listeners.map(|it| it["protocol_port"].as_u64().unwrap()).collect::<Vec<_>>()
    };
    for (query, wanted) in [
        ("sort_key=protocol_port&sort_dir=asc", [90, 443, 8443]),
        ("sort_key=protocol_port&sort_dir=desc", [8443, 443, 90]),
        ("sort_key=name&sort_dir=desc&sort_key=protocol_port&sort_dir=asc", [90, 443, 8443]),
        ("sort_key=name&sort_key=protocol_port&sort_dir=asc&sort_dir=desc", [8443, 443, 90]),
    ] {
        assert_eq!(ports(&list(query).expect(200)), wanted, "{query}");
    }
    let first = list("limit=2&sort_key=protocol_port&sort_dir=desc").expect(200);
    assert_eq!(ports(&first), [8443, 443]);
    let query = |list: &Value, rel: &str| {
        let links = list["listeners_links"].as_array().unwrap();
        let link = links.iter().find(|link| link["rel"] == rel).unwrap();
        link["href"].as_str().unwrap().split_once('?').unwrap().1.to_owned()
    };
    let second = list(&query(&first, "next")).expect(200);
    assert_eq!(ports(&second), [90]);
    assert_eq!(ports(&list(&query(&second, "previous")).expect(200)), [8443, 443]);
    for query in [
        "sort_key=name",
        "sort_dir=asc",
        "sort_key=name&sort_dir=asc&sort_dir=asc",
        "sort_key=unknown&sort_dir=asc",
        "sort_key=name&sort_dir=up",
    ] {
        refused(&list(query), 400, "ELB.5004", "Invalid search criteria.");
    }
}
