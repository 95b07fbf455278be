//! Origins, bound to rules.

use certmock::pace::{End, Pace};
use serde_json::{Value, json};

use super::{changed, listener, paced, set, start};
use crate::tencent::client::Client;

fn server(id: &str, ip: &str) -> Value {
    json!({ "RealServerId": id, "RealServerIP": ip, "RealServerPort": 8080 })
}

fn bind(rule: &str, servers: Value) -> Value {
    json!({ "RuleId": rule, "RealServerBindSet": servers })
}

#[track_caller]
fn bound(gaap: &Client, rule: &str) -> Value {
    gaap.ask("DescribeRuleRealServers", &json!({ "RuleId": rule }))
}

#[test]
fn origins_are_bound_in_the_place_of_those_that_were() {
    let gaap = start();
    let rule = "rule-11111111";
    let before = bound(&gaap, rule);
    assert_eq!(before["BindRealServerTotalCount"], 1);
    assert_eq!(before["BindRealServerSet"][0]["RealServerIP"], "192.0.2.1");
    gaap.ask("BindRuleRealServers", &bind(rule, json!([server("rs-22222222", "192.0.2.2")])));
    let after = bound(&gaap, rule);
    assert_eq!(
        after["BindRealServerSet"],
        json!([{
            "RealServerId": "rs-22222222", "RealServerIP": "192.0.2.2", "RealServerWeight": 1,
            "RealServerStatus": 0, "RealServerPort": 8080, "DownIPList": [],
            "RealServerFailoverRole": "",
        }])
    );
    // Those that could be bound are all of the type, whatever is bound and banned.
    let free = after["RealServerSet"].as_array().unwrap();
    let ids: Vec<_> = free.iter().map(|server| server["RealServerId"].as_str().unwrap()).collect();
    assert_eq!(ids, ["rs-banned11", "rs-22222222", "rs-11111111"]);
    assert_eq!((&free[0]["InBanBlacklist"], &free[1]["InBanBlacklist"]), (&json!(1), &json!(0)));
    let page = json!({ "RuleId": rule, "Offset": 1, "Limit": 1 });
    let page = gaap.ask("DescribeRuleRealServers", &page);
    assert_eq!((&page["TotalCount"], &page["RealServerSet"][0]), (&json!(3), &free[1]));
    // Without a list nothing is bound any more.
    gaap.ask("BindRuleRealServers", &json!({ "RuleId": rule }));
    assert_eq!(bound(&gaap, rule)["BindRealServerSet"], json!([]));
}

#[test]
fn a_weight_counts_where_origins_are_weighed_alone() {
    let gaap = start();
    let mut heavy = server("rs-11111111", "192.0.2.1");
    heavy["RealServerWeight"] = json!(7);
    for (scheduler, weight) in [("rr", 1), ("wrr", 7)] {
        set(&gaap, "/listeners/2/domains/0/rules/0/scheduler", json!(scheduler));
        gaap.ask("BindRuleRealServers", &bind("rule-11111111", json!([heavy])));
        let bound = bound(&gaap, "rule-11111111");
        assert_eq!(bound["BindRealServerSet"][0]["RealServerWeight"], weight, "{scheduler}");
    }
}

#[test]
fn origins_that_cannot_be_bound_are_refused_by_what_is_wrong_with_them() {
    let gaap = start();
    let rule = "rule-11111111";
    let good = || server("rs-11111111", "192.0.2.1");
    let with = |member: &str, value: Value| json!([changed(good(), &[(member, value)])]);
    let many: Vec<_> =
        (1..102).map(|port| changed(good(), &[("RealServerPort", json!(port))])).collect();
    let value = "InvalidParameterValue";
    for (servers, code) in [
        (json!([server("rs-nobody11", "192.0.2.1")]), "InvalidParameterValue.RealServerNotBelong"),
        (json!([server("rs-banned11", "192.0.2.9")]), "InvalidParameterValue.HitBanBlacklist"),
        (json!([server("rs-11111111", "192.0.2.2")]), value),
        // The rule has addresses.
        (json!([server("rs-domain11", "origin.example.com")]), value),
        (json!([good(), good()]), value),
        (with("RealServerPort", json!(0)), value),
        (with("RealServerPort", json!(65536)), value),
        (with("RealServerWeight", json!(0)), value),
        (with("RealServerWeight", json!(101)), value),
        (with("RealServerFailoverRole", json!("master")), value),
        (json!(many), value),
    ] {
        let parameters = bind(rule, servers);
        assert_eq!(gaap.refuse("BindRuleRealServers", &parameters), code, "{parameters}");
    }
    assert_eq!(bound(&gaap, rule)["BindRealServerSet"][0]["RealServerPort"], 80);
    for (action, parameters) in [
        ("BindRuleRealServers", bind("rule-x", json!([]))),
        ("DescribeRuleRealServers", json!({ "RuleId": "rule-x" })),
    ] {
        assert_eq!(gaap.refuse(action, &parameters), "ResourceNotFound");
        let nothing = changed(parameters, &[("RuleId", json!(""))]);
        assert_eq!(gaap.refuse(action, &nothing), "MissingParameter");
    }
    let much = json!({ "RuleId": rule, "Limit": 1001 });
    assert_eq!(gaap.refuse("DescribeRuleRealServers", &much), value);
}

#[test]
fn origins_are_not_bound_while_something_stands_against_it() {
    let gaap = start();
    let before = gaap.state();
    for (pointer, value, code) in [
        ("/proxies/0/status", json!("CLOSED"), "InstanceStatusNotInRuning"),
        ("/proxies/0/non_standard", json!(true), "NonStandardProxy"),
        ("/listeners/2/status", json!(4), "ListenerHasTask"),
        ("/listeners/2/status", json!(2), "ListenerStatusError"),
        ("/listeners/2/domains/0/status", json!(1), "DomainStatusNotInRunning"),
    ] {
        set(&gaap, pointer, value);
        let refused = gaap.refuse("BindRuleRealServers", &bind("rule-11111111", json!([])));
        assert_eq!(refused, format!("FailedOperation.{code}"));
        gaap.put(&before);
    }
    let mut state = before;
    state["listeners"][2]["proxy_id"] = Value::Null;
    state["listeners"][2]["group_id"] = json!("lg-closed11");
    gaap.put(&state);
    let refused = gaap.refuse("BindRuleRealServers", &bind("rule-11111111", json!([])));
    assert_eq!(refused, "FailedOperation.GroupStatusNotInRuning");
}

#[test]
fn a_rule_and_its_listener_say_that_origins_are_being_adjusted() {
    let gaap = paced(Pace::Reads(3), End::Failure);
    gaap.ask("BindRuleRealServers", &bind("rule-11111111", json!([])));
    let rule = || {
        let asked = json!({ "RuleIds": ["rule-11111111"] });
        gaap.ask("DescribeRulesByRuleIds", &asked)["RuleSet"][0].clone()
    };
    assert_eq!((&rule()["RuleStatus"], &rule()["RealServerSet"]), (&json!(3), &json!([])));
    assert_eq!(listener(&gaap, "listener-bound111")["ListenerStatus"], 3);
    // Where the task fails, what was bound is so again.
    assert_eq!(rule()["RuleStatus"], 0);
    assert_eq!(rule()["RealServerSet"][0]["RealServerId"], "rs-11111111");
}
