//! Domains come, go off and on, and go.

use certmock::Config;
use certmock::pace::{End, Pace, Paces, Script};
use serde_json::{Value, json};

use super::{ask, https, put, refused, set, with};
use crate::mock::{Answer, Mock};

fn body(name: &str) -> Value {
    json!({
        "domain_name": name, "business_type": "download", "service_area": "global",
        "sources": [
            { "ip_or_domain": "origin.example.com", "origin_type": "domain", "active_standby": 1, "http_port": 8080 },
            { "ip_or_domain": "192.0.2.9", "origin_type": "ipaddr", "active_standby": 0, "enable_obs_web_hosting": 0 },
        ],
    })
}

fn create(mock: &Mock, domain: &Value) -> Answer {
    ask(mock, "CreateDomain", &[]).json(&json!({ "domain": domain })).send()
}

#[test]
fn a_domain_is_made_given_a_certificate_turned_off_and_on_and_deleted() {
    let mock = Mock::start();
    let made = create(&mock, &body("www.example.com")).expect(200)["domain"].clone();
    let id = made["id"].as_str().unwrap();
    assert!(id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit()));
    let told = ["business_type", "service_area", "domain_status"].map(|name| made[name].clone());
    assert_eq!(told, ["download", "global", "online"]);
    let main = &made["sources"][0];
    let told = ["ip_or_domain", "active_standby", "http_port", "https_port"];
    let wanted = [json!("origin.example.com"), json!(1), json!(8080), json!(443)];
    assert_eq!(told.map(|name| main[name].clone()), wanted);
    assert_eq!(made["sources"][1]["active_standby"], 0);
    let given = https("www.example.com", "rsa-2048");
    assert_eq!(set(&mock, &given).expect(200)["status"], "success");
    let call = |operation: &str| ask(&mock, operation, &[id]).send();
    let state = "This operation is not supported by the domain name in the current state.";
    refused(&call("EnableDomain"), 200, "0106", state);
    refused(&call("DeleteDomain"), 200, "0106", state);
    assert_eq!(call("DisableDomain").expect(200)["domain"]["domain_status"], "offline");
    refused(&call("DisableDomain"), 200, "0106", state);
    assert_eq!(set(&mock, &given).expect(200)["status"], "fail");
    assert_eq!(call("EnableDomain").expect(200)["domain"]["domain_status"], "online");
    call("DisableDomain").expect(200);
    assert_eq!(call("DeleteDomain").expect(200)["domain"]["domain_status"], "deleting");
    let gone = "domain is null or more than one.";
    refused(&call("DeleteDomain"), 200, "0000", gone);
    create(&mock, &body("www.example.com")).expect(200);
}

#[test]
fn a_domain_that_is_made_is_configured_first() {
    let script = Script { pace: Pace::Reads(1), end: End::Success };
    let paces = Paces::default().with("huawei_cdn.configure", script);
    let mock = Mock::with(Config { paces, ..Config::default() });
    let made = create(&mock, &body("www.example.com")).expect(200)["domain"].clone();
    assert_eq!((&made["domain_status"], &made["locked"]), (&json!("configuring"), &json!(1)));
    let status = || {
        let shown = ask(&mock, "ShowDomainDetailByName", &["www.example.com"]).send();
        shown.expect(200)["domain"]["domain_status"].clone()
    };
    assert_eq!([status(), status()], ["configuring", "online"]);
    let id = made["id"].as_str().unwrap();
    ask(&mock, "DisableDomain", &[id]).send().expect(200);
    assert_eq!([status(), status()], ["configuring", "offline"]);
}

#[test]
fn a_domain_that_cannot_be_made_is_refused() {
    let mock = Mock::start();
    let base = body("www.example.com");
    let invalid = "The parameter is invalid.";
    for (member, value) in [
        ("domain_name", Value::Null),
        ("domain_name", json!("")),
        ("business_type", Value::Null),
        ("enterprise_project_id", json!("1".repeat(37))),
        ("sources", Value::Null),
        ("sources", json!([])),
        ("sources", json!([{ "origin_type": "ipaddr" }])),
        ("sources", json!([{ "ip_or_domain": "192.0.2.1" }])),
        (
            "sources",
            json!([{ "ip_or_domain": "192.0.2.1", "origin_type": "ipaddr", "active_standby": 2 }]),
        ),
    ] {
        refused(&create(&mock, &with(&base, member, value)), 400, "0001", invalid);
    }
    refused(&ask(&mock, "CreateDomain", &[]).json(&json!({})).send(), 400, "0001", invalid);
    for (member, value, code, words) in [
        ("domain_name", "nonsense", "0127", "The domain name format is incorrect."),
        ("business_type", "shop", "0016", "This service type is not supported."),
        ("service_area", "moon", "0015", "Service area not supported."),
    ] {
        refused(&create(&mock, &with(&base, member, json!(value))), 200, code, words);
    }
    create(&mock, &base).expect(200);
    let words = "The acceleration domain name already exists.";
    refused(&create(&mock, &base), 200, "0101", words);
    let state = json!({ "certmock": { "huawei_cdn": { "quota": 0 } } });
    mock.request("PUT", "/_certmock/state").json(&state).send().expect(204);
    let words = "The number of acceleration domain names has reached the upper limit.";
    refused(&create(&mock, &base), 200, "0104", words);
}

#[test]
fn a_domain_that_is_banned_locked_or_of_another_project_is_not_turned_or_deleted() {
    let mock = Mock::start();
    let ids = ["a", "b", "c"].map(|letter| letter.repeat(32));
    put(
        &mock,
        &json!([
            { "domain_name": "a.example.com", "id": ids[0], "disabled": true },
            { "domain_name": "b.example.com", "id": ids[1], "locked": true },
            { "domain_name": "c.example.com", "id": ids[2] },
        ]),
    );
    for operation in ["EnableDomain", "DisableDomain", "DeleteDomain"] {
        let call = |id: &str| ask(&mock, operation, &[id]);
        let banned = "Acceleration domain names are prohibited.";
        refused(&call(&ids[0]).send(), 200, "0115", banned);
        refused(&call(&ids[1]).send(), 200, "0116", "Acceleration domain names are locked.");
        let words = "The user is not authorized to the enterprise project.";
        let other = call(&ids[2]).query("enterprise_project_id=1").send();
        refused(&other, 403, "0020", words);
    }
    let words = "The acceleration domain name does not exist.";
    for operation in ["EnableDomain", "DisableDomain"] {
        refused(&ask(&mock, operation, &[&"0".repeat(32)]).send(), 200, "0105", words);
    }
}
