//! Load balancers, quotas, and what else Terraform asks for.

use serde_json::{Value, json};

use super::super::{ask, ask_below, change_state, create, create_balancer, listen};
use crate::huawei::refused_by_gateway;
use crate::mock::{Answer, Mock};

fn send(mock: &Mock, option: &Value) -> Answer {
    ask(mock, "v3.CreateLoadBalancer", &[]).json(&json!({ "loadbalancer": option })).send()
}

#[track_caller]
fn invalid(answer: &Answer, member: &str) {
    refused_by_gateway(answer, 400, "ELB.8902", &format!("Invalid input for '{member}'."));
}

#[test]
fn a_load_balancer_is_made_shown_changed_and_deleted() {
    let mock = Mock::start();
    let option = json!({
        "name": "n", "description": "d", "availability_zone_list": ["cn-north-4a"], "vpc_id": "v",
        "vip_subnet_cidr_id": "s", "ipv6_vip_virsubnet_id": "6", "vip_address": "10.0.0.1",
        "l4_flavor_id": "l4", "l7_flavor_id": "l7", "elb_virsubnet_ids": ["e"],
        "ip_target_enable": true, "waf_failure_action": "discard", "enterprise_project_id": "eps",
        "tags": [{ "key": "k", "value": "v" }], "protection_status": "consoleProtection",
        "protection_reason": "r",
    });
    let mut sent = option.clone();
    sent["guaranteed"] = json!(true);
    sent["provider"] = json!("vlb");
    sent["publicip"] = json!({ "network_type": "5_bgp" });
    let made = send(&mock, &sent).expect(201)["loadbalancer"].clone();
    for (member, value) in option.as_object().unwrap() {
        assert_eq!(&made[member], value, "{member}");
    }
    assert_eq!(
        (&made["provisioning_status"], &made["operating_status"]),
        (&json!("ACTIVE"), &json!("ONLINE"))
    );
    assert_eq!(
        (&made["listeners"], &made["pools"], &made["guaranteed"]),
        (&json!([]), &json!([]), &json!(true))
    );
    let id = made["id"].as_str().unwrap();
    assert_eq!(id.len(), 36);
    assert_eq!(ask(&mock, "v3.ShowLoadBalancer", &[id]).send().expect(200)["loadbalancer"], made);
    let tags = ask(&mock, "v2_0.ShowLoadbalancerTags", &[id]).send().expect(200);
    assert_eq!(tags["tags"], option["tags"]);
    let change = json!({ "loadbalancer": { "name": "other", "vip_address": "10.0.0.2", "l7_flavor_id": "x" } });
    let changed = ask(&mock, "v3.UpdateLoadBalancer", &[id]).json(&change).send().expect(200);
    let changed = &changed["loadbalancer"];
    assert_eq!(
        (&changed["name"], &changed["vip_address"], &changed["description"]),
        (&json!("other"), &json!("10.0.0.2"), &json!("d"))
    );
    ask(&mock, "v3.DeleteLoadBalancer", &[id]).send().expect(204);
    let words = format!("loadbalancer {id} could not be found.");
    for answer in [
        ask(&mock, "v3.ShowLoadBalancer", &[id]).send(),
        ask(&mock, "v3.UpdateLoadBalancer", &[id]).json(&change).send(),
        ask(&mock, "v3.DeleteLoadBalancer", &[id]).send(),
    ] {
        refused_by_gateway(&answer, 404, "ELB.8904", &words);
    }
    let gone = json!({ "NeutronError": { "type": "HTTPNotFound", "message": "The resource could not be found.", "detail": "" } });
    for operation in ["v2_0.ShowLoadbalancerTags", "v2_0.ShowListenerTags"] {
        assert_eq!(ask(&mock, operation, &[id]).send().expect(404), gone);
    }
}

#[test]
fn a_load_balancer_is_refused_by_the_member_that_is_wrong() {
    let mock = Mock::start();
    let with = |member: &str, value: Value| {
        let mut option = json!({ "availability_zone_list": ["z"], "vip_subnet_cidr_id": "s" });
        option[member] = value;
        send(&mock, &option)
    };
    for (member, value) in [
        ("availability_zone_list", Value::Null),
        ("availability_zone_list", json!([])),
        ("availability_zone_list", json!("z")),
        ("availability_zone_list", json!(vec!["z"; 21])),
        ("vip_subnet_cidr_id", Value::Null),
        ("guaranteed", json!(false)),
        ("prepaid_options", json!({})),
        ("name", json!("n".repeat(256))),
        ("waf_failure_action", json!("explode")),
        ("elb_virsubnet_ids", json!(["e".repeat(256)])),
        ("tags", json!([{ "key": "k".repeat(256) }])),
    ] {
        invalid(&with(member, value), member);
    }
    refused_by_gateway(
        &with("colour", json!("red")),
        400,
        "ELB.8902",
        "Unrecognized attribute(s) 'colour'",
    );
    refused_by_gateway(
        &with("enterprise_project_id", json!("")),
        400,
        "ELB.1202",
        "enterprise_project_id cannot be empty.",
    );
    let id = create_balancer(&mock);
    let update = |option: Value| {
        ask(&mock, "v3.UpdateLoadBalancer", &[&id]).json(&json!({ "loadbalancer": option })).send()
    };
    refused_by_gateway(
        &update(json!({ "vpc_id": "v" })),
        400,
        "ELB.8902",
        "Unrecognized attribute(s) 'vpc_id'",
    );
    invalid(&update(json!({ "prepaid_options": {} })), "prepaid_options");
    invalid(&update(json!({ "name": 1 })), "name");
}

#[test]
fn a_load_balancer_with_listeners_or_a_protection_is_not_deleted() {
    let mock = Mock::start();
    let certificate = create(&mock, "ec-p256", &json!({}));
    let id = create_balancer(&mock);
    let listener = listen(&mock, &id, &json!({ "default_tls_container_ref": certificate }));
    let listener = listener.expect(201)["listener"]["id"].as_str().unwrap().to_owned();
    let delete = || ask(&mock, "v3.DeleteLoadBalancer", &[&id]).send();
    let words = format!("listener {listener} is using this loadbalancer");
    refused_by_gateway(&delete(), 409, "ELB.8907", &words);
    ask(&mock, "v3.DeleteListener", &[&listener]).send().expect(204);
    let protect = |protect: bool| {
        let body = json!({ "loadbalancer": { "deletion_protection_enable": protect } });
        ask(&mock, "v3.UpdateLoadBalancer", &[&id]).json(&body).send().expect(200);
    };
    protect(true);
    let words = format!("loadbalancer {id} is protected from deletion");
    refused_by_gateway(&delete(), 409, "ELB.8907", &words);
    protect(false);
    delete().expect(204);
}

#[test]
fn quotas_are_those_of_the_project_in_every_version() {
    let mock = Mock::start();
    let id = create_balancer(&mock);
    let defaults = ask_below(&mock, "v2_0.ShowDefaultQuota", &[]).send().expect(200);
    assert_eq!(defaults["quota"]["certificate"], 120);
    change_state(&mock, |elb| {
        elb["quota"] = json!(7);
        elb["loadbalancer_quota"] = json!(1);
    });
    let quota = ask(&mock, "v3.ShowQuota", &[]).send().expect(200);
    let kinds = [
        ("certificate", 7),
        ("loadbalancer", 1),
        ("listener", 1500),
        ("pool", 5000),
        ("healthmonitor", -1),
    ];
    for (kind, wanted) in kinds {
        assert_eq!(quota["quota"][kind], wanted, "{kind}");
    }
    assert_eq!(quota["quota"]["project_id"], "certmock");
    assert_eq!(quota["quota"].as_object().unwrap().len(), 21);
    let details = ask(&mock, "v3.ListQuotaDetails", &[]).send().expect(200);
    assert_eq!(details["quotas"].as_array().unwrap().len(), 20);
    let two = ask(&mock, "v3.ListQuotaDetails", &[]).query("quota_key=loadbalancer&quota_key=pool");
    let two = two.send().expect(200);
    assert_eq!(
        two["quotas"][0],
        json!({ "quota_key": "loadbalancer", "used": 1, "quota_limit": 1, "unit": "count" })
    );
    let wrong = ask(&mock, "v3.ListQuotaDetails", &[]).query("quota_key=colour").send();
    invalid(&wrong, "quota_key");
    let shown = ask(&mock, "v2_0.ShowQuota", &[]).send().expect(200);
    assert_eq!(
        (&shown["quota"]["certificate"], &shown["quota"]["loadbalancer"]),
        (&json!(7), &json!(1))
    );
    let defaults = ask_below(&mock, "v2_0.ShowDefaultQuota", &[]).send().expect(200);
    assert_eq!(defaults["quota"]["certificate"], 120, "of a project at first");
    let option = json!({ "availability_zone_list": ["z"], "vpc_id": "v" });
    let words = "Quota exceeded for resources: ['loadbalancer']";
    refused_by_gateway(&send(&mock, &option), 409, "ELB.8905", words);
    ask(&mock, "v3.DeleteLoadBalancer", &[&id]).send().expect(204);
    send(&mock, &option).expect(201);
}

#[test]
fn terraforms_questions_before_a_plan_are_answered() {
    let mock = Mock::start();
    let zones = ask(&mock, "v3.ListAvailabilityZones", &[]);
    let zones = zones.header("Host", "elb.eu-west-101.myhuaweicloud.eu").send().expect(200);
    assert_eq!(zones["availability_zones"][0][0]["code"], "eu-west-101a");
    let zones = ask(&mock, "v3.ListAvailabilityZones", &[]).send().expect(200);
    assert_eq!(zones["availability_zones"][0][1]["code"], "cn-north-4b");
    let flavors = ask(&mock, "v3.ListFlavors", &[]).query("type=L7").send().expect(200);
    assert_eq!(flavors["flavors"].as_array().unwrap().len(), 1);
    assert_eq!(
        (&flavors["flavors"][0]["type"], &flavors["page_info"]["current_count"]),
        (&json!("L7"), &json!(1))
    );
}
