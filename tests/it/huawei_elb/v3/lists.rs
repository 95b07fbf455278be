//! Lists: their pages and their filters.

use serde_json::{Value, json};

use super::super::{ask, create, create_balancer, listen};
use crate::huawei::refused_by_gateway;
use crate::material::pem;
use crate::mock::{Answer, Mock};

fn list(mock: &Mock, query: &str) -> Answer {
    ask(mock, "v3.ListCertificates", &[]).query(query).send()
}

fn ids(list: &Value) -> Vec<&str> {
    let shown = list["certificates"].as_array().unwrap().iter();
    shown.map(|it| it["id"].as_str().unwrap()).collect()
}

/// Five certificates.
fn five(mock: &Mock) -> Vec<String> {
    (0..5).map(|number| create(mock, "ec-p256", &json!({ "name": format!("c{number}") }))).collect()
}

#[test]
fn pages_lead_forwards_from_the_first_to_the_last() {
    let mock = Mock::start();
    let empty = list(&mock, "limit=2").expect(200);
    assert_eq!(
        (&empty["certificates"], &empty["page_info"]),
        (&json!([]), &json!({ "current_count": 0 }))
    );
    let all = five(&mock);
    let whole = list(&mock, "").expect(200);
    assert_eq!(ids(&whole), all, "in the order of creation");
    assert_eq!(whole["page_info"], json!({ "previous_marker": all[0], "current_count": 5 }));
    let first = list(&mock, "limit=2").expect(200);
    let info = json!({ "previous_marker": all[0], "next_marker": all[1], "current_count": 2 });
    assert_eq!((ids(&first), &first["page_info"]), (vec![&*all[0], &*all[1]], &info));
    let second = list(&mock, &format!("limit=2&marker={}", all[1])).expect(200);
    assert_eq!(ids(&second), all[2..4]);
    let last = list(&mock, &format!("limit=2&marker={}", all[3])).expect(200);
    assert_eq!(ids(&last), all[4..]);
    assert_eq!(last["page_info"], json!({ "previous_marker": all[4], "current_count": 1 }));
    let full = list(&mock, "limit=5").expect(200);
    assert_eq!(full["page_info"].get("next_marker"), None, "nothing follows");
    let behind = list(&mock, &format!("limit=2&marker={}", all[4])).expect(200);
    assert_eq!(behind["page_info"], json!({ "current_count": 0 }));
}

#[test]
fn pages_lead_backwards_in_the_same_order() {
    let mock = Mock::start();
    let all = five(&mock);
    let back = list(&mock, &format!("limit=2&marker={}&page_reverse=true", all[3])).expect(200);
    assert_eq!(ids(&back), all[1..3]);
    assert_eq!(back["page_info"]["previous_marker"], json!(all[1]));
    assert_eq!(back["page_info"]["next_marker"], json!(all[2]));
    let begin = list(&mock, &format!("limit=2&marker={}&page_reverse=True", all[1])).expect(200);
    assert_eq!(ids(&begin), all[..1]);
    assert_eq!(begin["page_info"], json!({ "next_marker": all[0], "current_count": 1 }));
    let end = list(&mock, "limit=2&page_reverse=true").expect(200);
    assert_eq!((ids(&end), end["page_info"].get("next_marker")), (vec![&*all[3], &*all[4]], None));
}

#[test]
fn without_a_limit_the_rest_of_the_paging_has_no_effect_and_wrong_paging_is_refused() {
    let mock = Mock::start();
    let all = five(&mock);
    for query in
        ["marker=nothing", "marker=", "page_reverse=true", "page_reverse=maybe", "unknown=1"]
    {
        assert_eq!(ids(&list(&mock, query).expect(200)), all, "{query}");
    }
    assert_eq!(ids(&list(&mock, "limit=2000").expect(200)).len(), 5);
    assert_eq!(ids(&list(&mock, "limit=0").expect(200)).len(), 0);
    for (query, member) in [
        ("limit=2001", "limit"),
        ("limit=-1", "limit"),
        ("limit=", "limit"),
        ("limit=many", "limit"),
        ("limit=99999999999999999999999", "limit"),
        ("limit=1&marker=", "marker"),
        ("limit=1&marker=nothing", "marker"),
        ("limit=1&page_reverse=maybe", "page_reverse"),
        ("admin_state_up=maybe", "admin_state_up"),
    ] {
        let words = format!("Invalid input for '{member}'.");
        refused_by_gateway(&list(&mock, query), 400, "ELB.8902", &words);
    }
}

#[test]
fn filters_take_any_of_a_members_values_and_all_of_the_members() {
    let mock = Mock::start();
    let a = create(
        &mock,
        "ec-p256",
        &json!({ "name": "a", "description": "d", "domain": "a.com,b.com", "enterprise_project_id": "eps" }),
    );
    let b = create(
        &mock,
        "wildcard",
        &json!({ "name": "b", "scm_certificate_id": "scs1702951276162", "protection_status": "consoleProtection", "protection_reason": "r" }),
    );
    let ca = json!({ "type": "client", "name": "b", "certificate": pem("root.crt") });
    let ca = ask(&mock, "v3.CreateCertificate", &[]).json(&json!({ "certificate": ca })).send();
    let ca = ca.expect(201)["certificate"]["id"].as_str().unwrap().to_owned();
    let all = list(&mock, "").expect(200);
    let fingerprint = all["certificates"][0]["fingerprint"].as_str().unwrap();
    let (a, b, ca) = (&*a, &*b, &*ca);
    for (query, wanted) in [
        (format!("id={a}&id={ca}"), vec![a, ca]),
        ("name=a".into(), vec![a]),
        ("name=a&name=b".into(), vec![a, b, ca]),
        ("name=b&type=server".into(), vec![b]),
        ("type=client&name=a".into(), vec![]),
        ("description=d".into(), vec![a]),
        ("domain=a.com".into(), vec![]),
        ("domain=a.com%2Cb.com".into(), vec![a]),
        ("common_name=p256.example.com".into(), vec![a]),
        (format!("fingerprint={fingerprint}"), vec![a]),
        ("source=scm".into(), vec![b]),
        ("scm_certificate_id=scs1702951276162".into(), vec![b]),
        ("protection_status=consoleProtection".into(), vec![b]),
        ("protection_reason=r".into(), vec![b]),
        ("enterprise_project_id=eps".into(), vec![a]),
        ("enterprise_project_id=all_granted_eps".into(), vec![a, b, ca]),
        ("admin_state_up=true".into(), vec![a, b, ca]),
        ("admin_state_up=False".into(), vec![]),
        ("limit=1&name=b".into(), vec![b]),
    ] {
        assert_eq!(ids(&list(&mock, &query).expect(200)), wanted, "{query}");
    }
    let page = list(&mock, &format!("limit=1&name=b&marker={b}")).expect(200);
    assert_eq!((ids(&page), page["page_info"].get("next_marker")), (vec![ca], None));
}

#[test]
fn listeners_and_load_balancers_have_pages_and_filters_too() {
    let mock = Mock::start();
    let certificate = create(&mock, "ec-p256", &json!({}));
    let (one, other) = (create_balancer(&mock), create_balancer(&mock));
    let mut listeners = Vec::new();
    for (balancer, port) in [(&one, 443), (&one, 8443), (&other, 443)] {
        let option = json!({ "protocol_port": port, "default_tls_container_ref": certificate, "http2_enable": port == 443 });
        let made = listen(&mock, balancer, &option).expect(201);
        listeners.push(made["listener"]["id"].as_str().unwrap().to_owned());
    }
    let list = |query: &str| {
        let list = ask(&mock, "v3.ListListeners", &[]).query(query).send().expect(200);
        let shown = list["listeners"].as_array().unwrap().iter();
        shown.map(|it| it["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let query =
        format!("protocol=HTTPS&protocol=TERMINATED_HTTPS&loadbalancer_id={one}&limit=2000");
    assert_eq!(list(&query), listeners[..2]);
    assert_eq!(list("protocol_port=8443"), listeners[1..2]);
    assert_eq!(list(&format!("default_tls_container_ref={certificate}&limit=1")), listeners[..1]);
    assert_eq!(list("http2_enable=false"), listeners[1..2]);
    assert_eq!(list("protocol=TCP"), Vec::<String>::new());
    assert_eq!(list(&format!("limit=2&marker={}", listeners[0])), listeners[1..]);
    let wrong = ask(&mock, "v3.ListListeners", &[]).query("http2_enable=maybe").send();
    refused_by_gateway(&wrong, 400, "ELB.8902", "Invalid input for 'http2_enable'.");

    let balancers = ask(&mock, "v3.ListLoadBalancers", &[]).query("vpc_id=vpc&limit=1").send();
    let balancers = balancers.expect(200);
    assert_eq!(balancers["loadbalancers"][0]["id"], json!(one));
    assert_eq!(
        balancers["loadbalancers"][0]["listeners"],
        json!([{ "id": listeners[0] }, { "id": listeners[1] }])
    );
    assert_eq!(balancers["page_info"]["next_marker"], json!(one));
    let none = ask(&mock, "v3.ListLoadBalancers", &[]).query("guaranteed=false").send();
    assert_eq!(none.expect(200)["loadbalancers"], json!([]));
    let wrong = ask(&mock, "v3.ListLoadBalancers", &[]).query("limit=1&marker=nothing").send();
    refused_by_gateway(&wrong, 400, "ELB.8902", "Invalid input for 'marker'.");
}
