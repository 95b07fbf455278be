//! Writes that take their time, found again by their request ids.

use certmock::pace::{End, Pace, Paces, Script};
use certmock::{Clock, Config, Span};
use serde_json::{Value, json};
use time::Duration;
use time::macros::datetime;

use super::{domain, listener, on, paced, start, task};
use crate::mock::Mock;

/// A write of each kind that is asynchronous.
fn writes() -> Vec<(&'static str, Value)> {
    let oneway = "listener-oneway11";
    vec![
        (
            "ModifyCertificate",
            json!({ "ListenerId": oneway, "Domain": "www.example.com", "CertificateId": "cert-wildcard" }),
        ),
        (
            "SetAuthentication",
            json!({ "ListenerId": oneway, "Domain": "www.example.com", "TLSCiphers": "GAAP_TLS_CIPHERS_STRICT" }),
        ),
        (
            "ModifyDomain",
            json!({ "ListenerId": oneway, "OldDomain": "www.example.com", "NewDomain": "web.example.com" }),
        ),
        ("CreateDomain", json!({ "ListenerId": oneway, "Domain": "new.example.com" })),
        ("DeleteDomain", json!({ "ListenerId": oneway, "Domain": "api.example.com", "Force": 0 })),
        (
            "ModifyHTTPSListenerAttribute",
            json!({ "ListenerId": oneway, "ProxyId": "link-running1", "ListenerName": "other" }),
        ),
        (
            "DeleteListeners",
            json!({ "ProxyId": "link-running1", "ListenerIds": [oneway], "Force": 0 }),
        ),
        (
            "CreateHTTPSListener",
            json!({ "ListenerName": "n", "Port": 8092, "CertificateId": "cert-wildcard", "ForwardProtocol": "HTTP", "ProxyId": "link-running1" }),
        ),
        (
            "CreateProxy",
            json!({ "ProjectId": 0, "ProxyName": "n", "AccessRegion": "Hongkong", "Bandwidth": 10, "Concurrent": 2, "RealServerRegion": "Shanghai" }),
        ),
        ("DestroyProxies", json!({ "Force": 1, "ProxyIds": ["link-version2"] })),
        (
            "CreateRule",
            json!({ "ListenerId": oneway, "Domain": "www.example.com", "Path": "/", "RealServerType": "IP", "Scheduler": "rr", "HealthCheck": 0 }),
        ),
        (
            "ModifyRuleAttribute",
            json!({ "ListenerId": "listener-bound111", "RuleId": "rule-11111111", "Path": "/new" }),
        ),
        (
            "CreateTCPListeners",
            json!({ "ListenerName": "n", "Ports": [7000, 7001], "Scheduler": "rr", "HealthCheck": 0, "RealServerType": "IP", "ProxyId": "link-running1" }),
        ),
        (
            "CreateUDPListeners",
            json!({ "ListenerName": "n", "Ports": [7000], "Scheduler": "rr", "RealServerType": "IP", "ProxyId": "link-running1" }),
        ),
        (
            "ModifyTCPListenerAttribute",
            json!({ "ListenerId": "listener-tcp11111", "ProxyId": "link-running1", "ListenerName": "other" }),
        ),
        (
            "BindListenerRealServers",
            json!({ "ListenerId": "listener-tcp11111", "RealServerBindSet": [{ "RealServerId": "rs-11111111", "RealServerIP": "192.0.2.1", "RealServerPort": 80 }] }),
        ),
        (
            "CreateDomainErrorPageInfo",
            json!({ "ListenerId": oneway, "Domain": "www.example.com", "ErrorNos": [404], "Body": "gone" }),
        ),
        (
            "CreateCustomHeader",
            json!({ "RuleId": "rule-11111111", "Headers": [{ "HeaderName": "X-A", "HeaderValue": "b" }] }),
        ),
        ("BindRuleRealServers", json!({ "RuleId": "rule-11111111" })),
        (
            "DeleteRule",
            json!({ "ListenerId": "listener-bound111", "RuleId": "rule-11111111", "Force": 1 }),
        ),
    ]
}

#[test]
fn the_task_of_every_write_is_found_by_its_request_id() {
    for (action, parameters) in writes() {
        let gaap = start();
        let reply = gaap.ask(action, &parameters);
        assert_eq!(task(&gaap, &reply["RequestId"]), "SUCCESS", "{action}");
        let gaap = paced(Pace::Reads(2), End::Success);
        let reply = gaap.ask(action, &parameters);
        let id = &reply["RequestId"];
        let seen: Vec<_> = (0..3).map(|_| task(&gaap, id)).collect();
        assert_eq!(seen, ["RUNNING", "RUNNING", "SUCCESS"], "{action}");
    }
}

#[test]
fn a_write_whose_task_fails_leaves_everything_as_it_was() {
    for (action, parameters) in writes() {
        if action == "CreateProxy" {
            // It stays, and says that it failed.
            continue;
        }
        for pace in [Pace::Immediate, Pace::Reads(1)] {
            let gaap = paced(pace, End::Failure);
            let picture = || {
                let list =
                    gaap.ask("DescribeHTTPSListeners", &json!({ "ProxyId": "link-running1" }));
                let streams = ["TCP", "UDP"].map(|protocol| {
                    let action = format!("Describe{protocol}Listeners");
                    let list = gaap.ask(&action, &json!({ "ProxyId": "link-running1" }));
                    list["ListenerSet"].clone()
                });
                let rules = ["listener-oneway11", "listener-bound111"].map(|id| {
                    let rules = gaap.ask("DescribeRules", &json!({ "ListenerId": id }));
                    rules["DomainRuleSet"].clone()
                });
                let proxies = gaap.ask("DescribeProxies", &json!({}));
                [
                    list["ListenerSet"].clone(),
                    json!(streams),
                    json!(rules),
                    proxies["ProxySet"].clone(),
                ]
            };
            let before = picture();
            let reply = gaap.ask(action, &parameters);
            while task(&gaap, &reply["RequestId"]) == "RUNNING" {}
            assert_eq!(task(&gaap, &reply["RequestId"]), "FAIL", "{action}");
            assert_eq!(picture(), before, "{action}");
            // A write that follows finds nothing in its way, and makes it final.
            gaap.ask(
                "CreateDomain",
                &json!({ "ListenerId": "listener-oneway11", "Domain": "last.example.com" }),
            );
            let changes = gaap.state().to_string().matches("\"kind\"").count();
            assert_eq!(changes, usize::from(pace != Pace::Immediate), "{action}");
        }
    }
}

#[test]
fn a_task_may_take_a_time_by_the_accounts_clock() {
    let paces = Paces::default().with(
        "tencent_gaap.task",
        Script { pace: Pace::After(Span(Duration::minutes(1))), end: End::Success },
    );
    let clock =
        |moment| Config { clock: Clock::Frozen(moment), paces: paces.clone(), ..Config::default() };
    let gaap = on(Mock::with(clock(datetime!(2026-03-01 00:00 UTC))));
    let (action, parameters) = writes().swap_remove(0);
    let id = gaap.ask(action, &parameters)["RequestId"].clone();
    for _ in 0..5 {
        assert_eq!(task(&gaap, &id), "RUNNING");
    }
    assert_eq!(listener(&gaap, "listener-oneway11")["ListenerStatus"], 4);
    let later = on(Mock::with(clock(datetime!(2026-03-01 00:01 UTC))));
    later.put(&gaap.state());
    assert_eq!(task(&later, &id), "SUCCESS");
    assert_eq!(domain(&later, "listener-oneway11", "www.example.com")["DomainStatus"], 0);
    assert_eq!(listener(&later, "listener-oneway11")["ListenerStatus"], 0);
}

#[test]
fn a_task_that_nobody_began_is_not_found() {
    let gaap = start();
    let unknown = json!({ "TaskId": "08388e12-d2e2-4376-ade0-1a59fdd9f4d2" });
    assert_eq!(gaap.refuse("DescribeTaskStatus", &unknown), "ResourceNotFound");
    for nothing in [json!({}), json!({ "TaskId": "" })] {
        assert_eq!(gaap.refuse("DescribeTaskStatus", &nothing), "MissingParameter");
    }
    // What is done at once has no task.
    let rename = json!({ "CertificateId": "cert-wildcard", "CertificateAlias": "x" });
    let id = gaap.ask("ModifyCertificateAttributes", &rename)["RequestId"].clone();
    assert_eq!(gaap.refuse("DescribeTaskStatus", &json!({ "TaskId": id })), "ResourceNotFound");
}

#[test]
fn a_task_of_a_state_keeps_its_work_when_its_id_is_drawn_again() {
    let gaap = paced(Pace::Manual, End::Success);
    let write = &writes()[0];
    let begun = gaap.state();
    let first = gaap.ask(write.0, &write.1)["RequestId"].clone();
    let state = gaap.state();
    // The account's ids begin again, and its tasks are those of before.
    gaap.mock.request("POST", "/_certmock/reset").send().expect(204);
    gaap.put(&begun);
    gaap.put(&state);
    let other = json!({ "Force": 1, "ProxyIds": ["link-version2"] });
    let mut ids = vec![first];
    for _ in 0..3 {
        let reply = gaap.request("DestroyProxies", &other).send();
        ids.push(crate::tencent::client::response(&reply)["RequestId"].clone());
    }
    let tasks = gaap.state()["tasks"].clone();
    let mut known: Vec<_> =
        tasks.as_array().unwrap().iter().map(|task| task["id"].clone()).collect();
    known.sort_by_key(ToString::to_string);
    known.dedup();
    assert_eq!(known.len(), tasks.as_array().unwrap().len());
    let state = gaap.state();
    gaap.put(&state);
    assert_eq!(gaap.state(), state);
    // What the old task changes is not over with the new one.
    let changes = state["listeners"].to_string();
    let of_old = tasks
        .as_array()
        .unwrap()
        .iter()
        .filter(|task| changes.contains(task["id"].as_str().unwrap()));
    assert_eq!(of_old.count(), 1);
}
