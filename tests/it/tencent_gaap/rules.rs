//! Rules of domains: made, shown, changed, deleted.

use certmock::pace::{End, Pace};
use serde_json::{Value, json};

use super::{changed, domain, listener, paced, refuses_state, set, start, task};
use crate::tencent::client::Client;

const LISTENER: &str = "listener-oneway11";

fn order() -> Value {
    json!({
        "ListenerId": LISTENER, "Domain": "www.example.com", "Path": "/", "RealServerType": "IP",
        "Scheduler": "lc", "HealthCheck": 0,
    })
}

fn check() -> Value {
    json!({
        "DelayLoop": 20, "ConnectTimeout": 5, "Path": "/alive", "Method": "GET",
        "StatusCode": [300, 200], "Domain": "check.example.com", "FailedCountInter": 60,
        "FailedThreshold": 5, "BlockInter": 600,
    })
}

fn make(gaap: &Client, changes: &[(&str, Value)]) -> String {
    let reply = gaap.ask("CreateRule", &changed(order(), changes));
    reply["RuleId"].as_str().unwrap().to_owned()
}

#[track_caller]
fn shown(gaap: &Client, id: &str) -> Value {
    let listed = gaap.ask("DescribeRulesByRuleIds", &json!({ "RuleIds": [id] }));
    assert_eq!(listed["TotalCount"], 1);
    listed["RuleSet"][0].clone()
}

#[track_caller]
fn assert_members(object: &Value, members: &[(&str, Value)]) {
    for (member, value) in members {
        assert_eq!(object[*member], *value, "{member}");
    }
}

#[test]
fn a_rule_has_what_was_ordered_and_the_listeners_ways_for_the_rest() {
    let gaap = start();
    let id = make(&gaap, &[]);
    assert!(id.starts_with("rule-") && id.len() == 13, "{id}");
    let rule = shown(&gaap, &id);
    assert_members(
        &rule,
        &[
            ("ListenerId", json!(LISTENER)),
            ("Domain", json!("www.example.com")),
            ("Path", json!("/")),
            ("RealServerType", json!("IP")),
            ("Scheduler", json!("lc")),
            ("HealthCheck", json!(0)),
            ("RuleStatus", json!(0)),
            ("RealServerSet", json!([])),
            ("ForwardHost", json!("default")),
            ("ForwardProtocol", json!("HTTP")),
            ("ServerNameIndicationSwitch", json!("OFF")),
            ("ForcedRedirect", Value::Null),
        ],
    );
    assert_eq!(domain(&gaap, LISTENER, "www.example.com")["RuleSet"], json!([rule]));
    let id = make(
        &gaap,
        &[
            ("Path", json!("/all")),
            ("RealServerType", json!("DOMAIN")),
            ("Scheduler", json!("rr")),
            ("HealthCheck", json!(1)),
            ("CheckParams", check()),
            ("ForwardProtocol", json!("HTTPS")),
            ("ForwardHost", json!("host.example.com")),
            ("ServerNameIndicationSwitch", json!("ON")),
            ("ServerNameIndication", json!("sni.example.com")),
            ("ForcedRedirect", json!("https:")),
        ],
    );
    let mut checked = check();
    checked["StatusCode"] = json!([200, 300]);
    assert_members(
        &shown(&gaap, &id),
        &[
            ("RealServerType", json!("DOMAIN")),
            ("HealthCheck", json!(1)),
            ("CheckParams", checked),
            ("ForwardProtocol", json!("HTTPS")),
            ("ForwardHost", json!("host.example.com")),
            ("ServerNameIndicationSwitch", json!("ON")),
            ("ServerNameIndication", json!("sni.example.com")),
            ("ForcedRedirect", json!("https:")),
        ],
    );
}

#[test]
fn a_rule_that_cannot_be_made_is_refused_by_what_is_wrong_with_it() {
    let gaap = start();
    let failed = |word: &str| format!("FailedOperation.{word}");
    let at = |listener: &str| ("ListenerId", json!(format!("listener-{listener}")));
    let checked = |member: &str, value: Value| {
        let params = changed(check(), &[(member, value)]);
        vec![("HealthCheck", json!(1)), ("CheckParams", params)]
    };
    let value = "InvalidParameterValue";
    for (changes, code) in [
        (vec![at("nobody11")], "InvalidParameter".into()),
        // A listener of TCP has no domains.
        (vec![at("tcp11111")], "InvalidParameter".into()),
        (vec![at("version1")], failed("NotSupportOldVersionProxy")),
        (vec![at("special1")], failed("NonStandardProxy")),
        (vec![at("closed11")], failed("InstanceStatusNotInRuning")),
        (vec![at("grouped2")], failed("GroupStatusNotInRuning")),
        (vec![("Domain", json!("other.example.com"))], "ResourceNotFound".into()),
        (vec![("Path", json!("all"))], value.into()),
        (vec![("Path", json!(format!("/{}", "a".repeat(80))))], value.into()),
        (vec![("RealServerType", json!("ip"))], value.into()),
        (vec![("Scheduler", json!("random"))], value.into()),
        (vec![("RealServerType", json!("DOMAIN")), ("Scheduler", json!("wrr"))], value.into()),
        (vec![("HealthCheck", json!(2))], value.into()),
        (vec![("HealthCheck", json!(1))], "MissingParameter".into()),
        (checked("DelayLoop", json!(4)), value.into()),
        (checked("ConnectTimeout", json!(61)), value.into()),
        (checked("ConnectTimeout", json!(20)), value.into()),
        (checked("Method", json!("POST")), value.into()),
        (checked("StatusCode", json!([])), value.into()),
        (checked("StatusCode", json!([404])), value.into()),
        (checked("Path", json!("alive")), value.into()),
        (vec![("ForwardProtocol", json!("TCP"))], value.into()),
        (vec![("ServerNameIndicationSwitch", json!("on"))], value.into()),
        (vec![("ServerNameIndicationSwitch", json!("ON"))], "MissingParameter".into()),
    ] {
        let parameters = changed(order(), &changes);
        assert_eq!(gaap.refuse("CreateRule", &parameters), code, "{parameters}");
    }
    make(&gaap, &[]);
    assert_eq!(gaap.refuse("CreateRule", &order()), failed("RuleAlreadyExisted"));
    set(&gaap, "/rule_quota", json!(1));
    let another = changed(order(), &[("Path", json!("/other"))]);
    assert_eq!(gaap.refuse("CreateRule", &another), failed("LimitNumofRules"));
    // Another domain has its own paths, and its own quota.
    make(&gaap, &[("Domain", json!("api.example.com"))]);
}

#[test]
fn a_rule_is_changed_in_what_is_named_and_in_nothing_else() {
    let gaap = start();
    let id = make(&gaap, &[("HealthCheck", json!(1)), ("CheckParams", check())]);
    let before = shown(&gaap, &id);
    let modify = |changes: &[(&str, Value)]| {
        let parameters = changed(json!({ "ListenerId": LISTENER, "RuleId": id }), changes);
        gaap.ask("ModifyRuleAttribute", &parameters);
        shown(&gaap, &id)
    };
    assert_eq!(modify(&[]), before);
    let after = modify(&[
        ("Path", json!("/new")),
        ("Scheduler", json!("rr")),
        ("ForwardHost", json!("host.example.com")),
        ("ForwardProtocol", json!("HTTPS")),
        ("ServerNameIndicationSwitch", json!("ON")),
        ("ServerNameIndication", json!("sni.example.com")),
        ("ForcedRedirect", json!("https:")),
    ]);
    let mut wanted = changed(
        before.clone(),
        &[
            ("Path", json!("/new")),
            ("Scheduler", json!("rr")),
            ("ForwardHost", json!("host.example.com")),
            ("ForwardProtocol", json!("HTTPS")),
            ("ServerNameIndicationSwitch", json!("ON")),
            ("ServerNameIndication", json!("sni.example.com")),
            ("ForcedRedirect", json!("https:")),
        ],
    );
    assert_eq!(after, wanted);
    // The host that is asked for is not changed.
    let mut params = check();
    params["Domain"] = json!("other.example.com");
    params["DelayLoop"] = json!(30);
    let after = modify(&[("HealthCheck", json!(0)), ("CheckParams", params)]);
    wanted["HealthCheck"] = json!(0);
    wanted["CheckParams"]["DelayLoop"] = json!(30);
    assert_eq!(after, wanted);
    // `default` takes back what was said of the protocol and the host, and no name the redirect.
    let after = modify(&[
        ("Path", json!("/")),
        ("Scheduler", json!("lc")),
        ("ForwardHost", json!("default")),
        ("ForwardProtocol", json!("default")),
        ("ServerNameIndicationSwitch", json!("OFF")),
        ("ForcedRedirect", json!("")),
        ("HealthCheck", json!(1)),
        ("CheckParams", check()),
    ]);
    assert_eq!(after, before);
}

#[test]
fn a_change_of_a_rule_is_refused_by_what_stands_against_it() {
    let gaap = start();
    let id = make(&gaap, &[]);
    make(&gaap, &[("Path", json!("/other"))]);
    let parameters = json!({ "ListenerId": LISTENER, "RuleId": id });
    for (changes, code) in [
        (("Path", json!("/other")), "FailedOperation.RuleAlreadyExisted"),
        (("Path", json!("other")), "InvalidParameterValue"),
        (("ServerNameIndicationSwitch", json!("ON")), "MissingParameter"),
        (("RuleId", json!("rule-nobody11")), "ResourceNotFound"),
        // That one is another listener's.
        (("RuleId", json!("rule-11111111")), "ResourceNotFound"),
        (("ListenerId", json!("listener-nobody11")), "InvalidParameter"),
        (("ListenerId", json!("listener-special1")), "FailedOperation.NonStandardProxy"),
        (("ListenerId", json!("listener-closed11")), "FailedOperation.InstanceStatusNotInRuning"),
        (("ListenerId", json!("listener-grouped2")), "FailedOperation.InstanceStatusNotInRuning"),
    ] {
        let parameters = changed(parameters.clone(), &[changes]);
        assert_eq!(gaap.refuse("ModifyRuleAttribute", &parameters), code, "{parameters}");
    }
}

#[test]
fn a_rule_with_origins_is_deleted_by_force_alone() {
    let gaap = start();
    let rule = |changes: &[(&str, Value)]| {
        let bound = json!({
            "ListenerId": "listener-bound111", "RuleId": "rule-11111111", "Force": 0,
        });
        changed(bound, changes)
    };
    for (changes, code) in [
        (vec![], "FailedOperation.RealServerAlreadyBound"),
        (vec![("Force", json!(2))], "InvalidParameterValue"),
        (vec![("RuleId", json!("rule-nobody11"))], "ResourceNotFound"),
        (vec![("ListenerId", json!("listener-nobody11"))], "InvalidParameter"),
        (vec![("ListenerId", json!("listener-special1"))], "FailedOperation.NonStandardProxy"),
        (
            vec![("ListenerId", json!("listener-closed11"))],
            "FailedOperation.InstanceStatusNotInRuning",
        ),
        (
            vec![("ListenerId", json!("listener-grouped2"))],
            "FailedOperation.GroupStatusNotInRuning",
        ),
    ] {
        let parameters = rule(&changes);
        assert_eq!(gaap.refuse("DeleteRule", &parameters), code, "{parameters}");
    }
    let mut changing = gaap.state();
    changing["listeners"][2]["domains"][0]["status"] = json!(1);
    let before = gaap.state();
    gaap.put(&changing);
    let refused = gaap.refuse("DeleteRule", &rule(&[("Force", json!(1))]));
    assert_eq!(refused, "FailedOperation.DomainStatusNotInRunning");
    gaap.put(&before);
    gaap.ask("DeleteRule", &rule(&[("Force", json!(1))]));
    let gone = json!({ "RuleIds": ["rule-11111111"] });
    assert_eq!(gaap.refuse("DescribeRulesByRuleIds", &gone), "ResourceNotFound");
    let served = domain(&gaap, "listener-bound111", "www.example.com");
    assert_eq!(served["RuleSet"], json!([]));
}

#[test]
fn up_to_ten_rules_are_shown_and_those_that_nobody_has_are_left_out() {
    let gaap = start();
    let asked = |ids: Value| json!({ "RuleIds": ids });
    let found = gaap.ask("DescribeRulesByRuleIds", &asked(json!(["rule-11111111", "rule-x"])));
    assert_eq!((&found["TotalCount"], &found["RuleSet"][0]["Path"]), (&json!(1), &json!("/")));
    for (ids, code) in [
        (json!([]), "MissingParameter"),
        (json!(["rule-x"]), "ResourceNotFound"),
        (json!(vec!["rule-11111111"; 11]), "InvalidParameterValue"),
    ] {
        assert_eq!(gaap.refuse("DescribeRulesByRuleIds", &asked(ids)), code);
    }
}

#[test]
fn a_rule_says_what_a_task_makes_of_it_and_its_listener_is_changed_meanwhile() {
    let gaap = paced(Pace::Reads(2), End::Success);
    let begun = gaap.ask("CreateRule", &order());
    let id = begun["RuleId"].as_str().unwrap().to_owned();
    let another = changed(order(), &[("Path", json!("/other"))]);
    assert_eq!(gaap.refuse("CreateRule", &another), "FailedOperation.ListenerHasTask");
    assert_eq!(shown(&gaap, &id)["RuleStatus"], 1);
    assert_eq!(listener(&gaap, LISTENER)["ListenerStatus"], 4);
    assert_eq!(shown(&gaap, &id)["RuleStatus"], 0);
    assert_eq!(listener(&gaap, LISTENER)["ListenerStatus"], 0);
    let modify = json!({ "ListenerId": LISTENER, "RuleId": id, "Path": "/new" });
    let begun = gaap.ask("ModifyRuleAttribute", &modify);
    assert_eq!(gaap.refuse("ModifyRuleAttribute", &modify), "FailedOperation.ListenerHasTask");
    assert_eq!(shown(&gaap, &id)["RuleStatus"], 4);
    assert_eq!(task(&gaap, &begun["RequestId"]), "RUNNING");
    assert_eq!(task(&gaap, &begun["RequestId"]), "SUCCESS");
    let delete = json!({ "ListenerId": LISTENER, "RuleId": id, "Force": 0 });
    gaap.ask("DeleteRule", &delete);
    assert_eq!(gaap.refuse("DeleteRule", &delete), "FailedOperation.ListenerHasTask");
    // The Terraform provider waits so for its end.
    let rules = || domain(&gaap, LISTENER, "www.example.com")["RuleSet"].clone();
    assert_eq!(rules()[0]["RuleStatus"], 2);
    rules();
    assert_eq!(rules(), json!([]));
}

#[test]
fn a_proxy_that_is_made_like_another_has_rules_of_its_own() {
    let gaap = start();
    let parameters = json!({
        "ProjectId": 0, "ProxyName": "like", "AccessRegion": "Hongkong", "Bandwidth": 10,
        "Concurrent": 2, "RealServerRegion": "Shanghai", "ClonedProxyId": "link-running1",
    });
    let proxy = gaap.ask("CreateProxy", &parameters)["InstanceId"].clone();
    let listed = gaap.ask("DescribeHTTPSListeners", &json!({ "ProxyId": proxy, "Port": 9443 }));
    let id = listed["ListenerSet"][0]["ListenerId"].as_str().unwrap();
    let rule = domain(&gaap, id, "www.example.com")["RuleSet"][0].clone();
    assert_ne!(rule["RuleId"], "rule-11111111");
    assert_eq!(rule["RealServerSet"][0]["RealServerId"], "rs-11111111");
}

#[test]
fn a_state_names_rules_once_and_origins_that_are_there() {
    let gaap = start();
    let words = |pointer: &str, value: Value| refuses_state(&gaap, pointer, value);
    let server = "/listeners/2/domains/0/rules/0/real_servers/0/id";
    let said = words(server, json!("rs-nobody11"));
    assert!(said.contains("there is no real server \"rs-nobody11\""), "{said}");
    let said = words(server, json!("rs-domain11"));
    assert!(said.contains("rule-11111111: the real server \"rs-domain11\" is no IP"), "{said}");
    let said = words("/listeners/0/domains/0/rules", json!([{ "id": "rule-11111111" }]));
    assert!(said.contains("two rules have the id \"rule-11111111\""), "{said}");
    let said = words("/listeners/3/domains", json!([{ "name": "www.example.com" }]));
    assert!(said.contains("listener-tcp11111: no listener of TCP or UDP has domains"), "{said}");
}
