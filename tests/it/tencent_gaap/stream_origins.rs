//! Origins, bound to listeners of TCP and UDP.

use serde_json::json;

use super::streams::{bind, make, server, shown, tcp};
use super::{changed, start};

#[test]
fn origins_are_bound_in_the_place_of_those_that_were_and_hold_their_listener() {
    let gaap = start();
    let id = make(&gaap, "CreateTCPListeners", &tcp()).remove(0);
    let origins = || gaap.ask("DescribeListenerRealServers", &json!({ "ListenerId": id }));
    assert_eq!(origins()["BindRealServerTotalCount"], 0);
    gaap.ask("BindListenerRealServers", &bind(&id, json!([server("rs-11111111", "192.0.2.1")])));
    gaap.ask("BindListenerRealServers", &bind(&id, json!([server("rs-22222222", "192.0.2.2")])));
    let bound = json!([{
        "RealServerId": "rs-22222222", "RealServerIP": "192.0.2.2", "RealServerWeight": 1,
        "RealServerStatus": 0, "RealServerPort": 880, "DownIPList": [],
        "RealServerFailoverRole": "",
    }]);
    assert_eq!(origins()["BindRealServerSet"], bound);
    assert_eq!(shown(&gaap, "TCP", &id)["RealServerSet"], bound);
    assert_eq!(origins()["TotalCount"], 3);
    assert_eq!(origins()["RealServerSet"][1]["RealServerId"], "rs-22222222");
    let status =
        gaap.ask("DescribeRealServersStatus", &json!({ "RealServerIds": ["rs-22222222"] }));
    assert_eq!(status["RealServerStatusSet"][0]["BindStatus"], 1);
    let remove = json!({ "RealServerIds": ["rs-22222222"] });
    let held = "FailedOperation.RealServerAlreadyBound";
    assert_eq!(gaap.refuse("RemoveRealServers", &remove), held);
    let delete = json!({ "ListenerIds": [id], "Force": 0, "ProxyId": "link-running1" });
    assert_eq!(gaap.refuse("DeleteListeners", &delete), held);
    gaap.ask("BindListenerRealServers", &json!({ "ListenerId": id }));
    let deleted = gaap.ask("DeleteListeners", &delete);
    assert_eq!(deleted["OperationSucceedListenerSet"], json!([id]));
}

#[test]
fn origins_stand_in_for_each_other_where_the_listener_has_it_so() {
    let gaap = start();
    let order = changed(tcp(), &[("FailoverSwitch", json!(1))]);
    let id = make(&gaap, "CreateTCPListeners", &order).remove(0);
    let with = |role: &str| {
        let first =
            changed(server("rs-11111111", "192.0.2.1"), &[("RealServerFailoverRole", json!(role))]);
        bind(&id, json!([first]))
    };
    assert_eq!(gaap.refuse("BindListenerRealServers", &with("")), "MissingParameter");
    assert_eq!(gaap.refuse("BindListenerRealServers", &with("first")), "InvalidParameterValue");
    gaap.ask("BindListenerRealServers", &with("slave"));
    let role = || {
        let bound = &shown(&gaap, "TCP", &id)["RealServerSet"][0];
        bound["RealServerFailoverRole"].as_str().unwrap().to_owned()
    };
    assert_eq!(role(), "slave");
    let off = json!({ "ListenerId": id, "ProxyId": "link-running1", "FailoverSwitch": 0 });
    gaap.ask("ModifyTCPListenerAttribute", &off);
    assert_eq!(role(), "");
}

#[test]
fn origins_that_cannot_be_bound_are_refused() {
    let gaap = start();
    let id = "listener-tcp11111";
    let many: Vec<_> = (1..102)
        .map(|port| changed(server("rs-11111111", "192.0.2.1"), &[("RealServerPort", json!(port))]))
        .collect();
    for (servers, code) in [
        (json!([server("rs-nobody11", "192.0.2.1")]), "InvalidParameterValue.RealServerNotBelong"),
        (json!([server("rs-banned11", "192.0.2.9")]), "InvalidParameterValue.HitBanBlacklist"),
        (json!([server("rs-domain11", "origin.example.com")]), "InvalidParameterValue"),
        (json!(many), "FailedOperation.LimitRealServerNum"),
    ] {
        assert_eq!(gaap.refuse("BindListenerRealServers", &bind(id, servers)), code);
    }
    // Domains are bound by their rules.
    for id in ["listener-nobody11", "listener-oneway11"] {
        let parameters = json!({ "ListenerId": id });
        assert_eq!(gaap.refuse("BindListenerRealServers", &parameters), "InvalidParameter");
        assert_eq!(gaap.refuse("DescribeListenerRealServers", &parameters), "InvalidParameter");
    }
}
