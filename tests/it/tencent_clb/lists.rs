//! Load balancers and listeners, listed.

use serde_json::{Value, json};

use super::{BALANCER, HTTP, MAIL, PLAIN, SNI, TCP, bind, start, upload};
use crate::tencent::client::{Client, response};

fn names(clb: &Client, parameters: &Value) -> Vec<String> {
    let reply = clb.ask("DescribeLoadBalancers", parameters);
    let listed = reply["LoadBalancerSet"].as_array().unwrap();
    listed.iter().map(|one| one["LoadBalancerName"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn load_balancers_of_the_region_are_listed_that_pass_all_that_is_asked_for() {
    let clb = start();
    clb.put(&json!({ "load_balancers": [
        { "id": "lb-aaaaaaaa", "name": "a", "created": "2026-01-01T00:00:00Z", "vips": ["10.0.0.1"], "type": "INTERNAL", "vpc": "vpc-1" },
        { "id": "lb-bbbbbbbb", "name": "b", "created": "2026-01-03T00:00:00Z", "project_id": 7, "tags": [{ "TagKey": "team", "TagValue": "web" }] },
        { "id": "lb-cccccccc", "name": "ab", "created": "2026-01-02T00:00:00Z" },
        { "id": "lb-dddddddd", "name": "d", "created": "2026-01-02T00:00:00Z", "region": "ap-beijing" },
    ] }));
    for (asked, wanted) in [
        (json!({}), &["b", "ab", "a"][..]),
        (json!({ "OrderType": 0 }), &["a", "ab", "b"]),
        (json!({ "OrderBy": "LoadBalancerName", "OrderType": 0 }), &["a", "ab", "b"]),
        (json!({ "OrderBy": "LoadBalancerName" }), &["b", "ab", "a"]),
        (json!({ "Offset": 1, "Limit": 1 }), &["ab"]),
        (json!({ "LoadBalancerIds": ["lb-bbbbbbbb", "lb-dddddddd", "lb-unknown1"] }), &["b"]),
        (json!({ "LoadBalancerType": "INTERNAL" }), &["a"]),
        (json!({ "LoadBalancerName": "a" }), &["a"]),
        (json!({ "SearchKey": "a" }), &["ab", "a"]),
        (json!({ "SearchKey": "10.0" }), &["a"]),
        (json!({ "LoadBalancerVips": ["10.0.0.1"] }), &["a"]),
        (json!({ "ProjectId": 7 }), &["b"]),
        (json!({ "VpcId": "vpc-1" }), &["a"]),
        (json!({ "VpcId": "0" }), &["b", "ab"]),
        (json!({ "Forward": 0 }), &[]),
        (json!({ "Filters": [{ "Name": "tag:team", "Values": ["web"] }] }), &["b"]),
        (json!({ "Filters": [{ "Name": "tag-key", "Values": ["team"] }] }), &["b"]),
        (json!({ "Filters": [{ "Name": "charge-type", "Values": ["PREPAID"] }] }), &[]),
        (json!({ "Filters": [{ "Name": "vip-isp", "Values": ["BGP"] }] }), &["b", "ab", "a"]),
    ] {
        assert_eq!(names(&clb, &asked), wanted, "{asked}");
    }
    let reply = clb.ask("DescribeLoadBalancers", &json!({ "Limit": 1 }));
    assert_eq!(
        (&reply["TotalCount"], &reply["LoadBalancerSet"][0]["CreateTime"]),
        (&json!(3), &json!("2026-01-03 08:00:00"))
    );
}

#[test]
fn a_list_that_is_asked_for_wrongly_is_refused() {
    let clb = start();
    let many = |count: usize| vec!["x"; count];
    let filter = |name: &str, values: usize| json!({ "Filters": [{ "Name": name, "Values": many(values) }] });
    let filters = vec![json!({ "Name": "tag-key", "Values": ["x"] }); 11];
    for (asked, code) in [
        (json!({ "LoadBalancerIds": many(21) }), "InvalidParameterValue.Length"),
        (json!({ "LoadBalancerIds": many(101) }), "InvalidParameterValue.Length"),
        (json!({ "Limit": 0 }), "InvalidParameterValue.Range"),
        (json!({ "Limit": 101 }), "InvalidParameterValue.Range"),
        (json!({ "Offset": -1 }), "InvalidParameterValue.Range"),
        (json!({ "OrderType": 2 }), "InvalidParameterValue.Range"),
        (json!({ "OrderBy": "Colour" }), "InvalidParameterValue"),
        (filter("colour", 1), "InvalidParameterValue.InvalidFilter"),
        (filter("tag-key", 101), "InvalidParameterValue.InvalidFilter"),
        (json!({ "Filters": filters }), "InvalidParameterValue.InvalidFilter"),
    ] {
        assert_eq!(clb.refuse("DescribeLoadBalancers", &asked), code, "{asked}");
    }
    let mut asked = json!({ "LoadBalancerId": BALANCER, "ListenerIds": many(101) });
    assert_eq!(clb.refuse("DescribeListeners", &asked), "InvalidParameterValue.Length");
    asked["ListenerIds"] = json!(many(100));
    assert_eq!(clb.ask("DescribeListeners", &asked)["TotalCount"], 0);
    let asked = json!({ "CertIds": many(21) });
    assert_eq!(
        clb.refuse("DescribeLoadBalancerListByCertId", &asked),
        "InvalidParameterValue.Length"
    );
    let asked = json!({ "LoadBalancerId": "lb-unknown1" });
    assert_eq!(clb.refuse("DescribeListeners", &asked), "InvalidParameter.LBIdNotFound");
}

#[test]
fn listeners_are_found_by_id_protocol_and_port_together() {
    let clb = start();
    for (asked, wanted) in [
        (json!({}), &[PLAIN, SNI, MAIL, HTTP, TCP][..]),
        (json!({ "Protocol": "HTTPS" }), &[PLAIN, SNI]),
        (json!({ "Protocol": "HTTPS", "Port": 8443 }), &[SNI]),
        (json!({ "ListenerIds": [MAIL, PLAIN, "lbl-unknown1"] }), &[PLAIN, MAIL]),
        (json!({ "ListenerIds": [MAIL], "Protocol": "TCP" }), &[]),
    ] {
        let mut parameters = asked.clone();
        parameters["LoadBalancerId"] = json!(BALANCER);
        let reply = clb.ask("DescribeListeners", &parameters);
        let listed = reply["Listeners"].as_array().unwrap();
        let ids: Vec<_> = listed.iter().map(|one| one["ListenerId"].as_str().unwrap()).collect();
        assert_eq!(ids, wanted, "{asked}");
        assert_eq!(reply["TotalCount"], ids.len());
    }
}

#[test]
fn a_listener_is_shown_by_its_layer() {
    let clb = start();
    let shown = super::listener(&clb, TCP);
    assert_eq!((&shown["Rules"], &shown["Certificate"]), (&Value::Null, &Value::Null));
    assert_eq!(
        (&shown["HealthCheck"]["HealthSwitch"], &shown["Scheduler"]),
        (&json!(1), &json!("WRR"))
    );
    let shown = super::listener(&clb, PLAIN);
    assert_eq!((&shown["SniSwitch"], &shown["Certificate"]), (&json!(0), &Value::Null));
    let rule = &shown["Rules"][1];
    assert_eq!(
        (&rule["Domain"], &rule["Domains"]),
        (&json!("api.example.com"), &json!(["api.example.com", "web.example.com"]))
    );
    assert_eq!(
        (&rule["HealthCheck"]["HttpCheckMethod"], &rule["QuicStatus"]),
        (&json!("HEAD"), &json!("QUIC_INACTIVE"))
    );
    assert_eq!(rule["CreateTime"], "2026-01-01 08:00:00");
    let id = upload(&clb, "wildcard");
    bind(&clb, PLAIN, &id);
    let wanted = json!({ "SSLMode": "UNIDIRECTIONAL", "SSLVerifyClient": "ON", "CertId": id, "CertCaId": "", "ExtCertIds": [] });
    assert_eq!(super::listener(&clb, PLAIN)["Certificate"], wanted);
}

#[test]
fn a_request_for_no_region_is_refused_and_another_region_has_other_load_balancers() {
    let clb = start();
    let ask = |action: &str, region: Option<&str>| {
        let request = clb
            .mock
            .request("POST", "/")
            .header("X-TC-Action", action)
            .header("X-TC-Version", "2018-03-17");
        let request = region
            .into_iter()
            .fold(request, |request, region| request.header("X-TC-Region", region));
        let request = crate::tencent::client::signed(request, "tester");
        response(&request.json(&json!({ "LoadBalancerId": BALANCER })).send())["Error"].clone()
    };
    let wanted = json!({ "Code": "MissingParameter", "Message": "The request is missing a required parameter `Region`." });
    assert_eq!(ask("DescribeListeners", None), wanted);
    assert_eq!(ask("DescribeListeners", Some("")), wanted);
    assert_eq!(ask("DescribeListeners", Some("ap-guangzhou")), Value::Null);
    assert_eq!(
        ask("DescribeListeners", Some("ap-beijing"))["Code"],
        "InvalidParameter.LBIdNotFound"
    );
    assert_eq!(ask("CreateListener", None)["Code"], "UnsupportedOperation");
}

#[test]
fn load_balancers_are_found_by_their_certificates_in_the_order_of_these() {
    let clb = start();
    let (one, other) = (upload(&clb, "wildcard"), upload(&clb, "ec-p256"));
    bind(&clb, MAIL, &one);
    let asked = json!({ "CertIds": ["nosuchid", one, other, one] });
    let reply = clb.ask("DescribeLoadBalancerListByCertId", &asked);
    let set = reply["CertSet"].as_array().unwrap().iter();
    let found: Vec<_> = set
        .map(|each| (each["CertId"].clone(), each["LoadBalancers"].as_array().unwrap().len()))
        .collect();
    assert_eq!(
        found,
        [(json!("nosuchid"), 0), (json!(one), 1), (json!(other), 0), (json!(one), 1)]
    );
}
