//! Listeners of TCP and UDP: made, shown, changed.

use certmock::pace::{End, Pace};
use serde_json::{Value, json};

use super::{changed, paced, refuses_state, set, start, task};
use crate::tencent::client::Client;

pub(super) fn tcp() -> Value {
    json!({
        "ListenerName": "stream", "Ports": [7000], "Scheduler": "rr", "HealthCheck": 1,
        "RealServerType": "IP", "ProxyId": "link-running1",
    })
}

fn udp() -> Value {
    json!({
        "ListenerName": "stream", "Ports": [7000], "Scheduler": "rr", "RealServerType": "IP",
        "ProxyId": "link-running1",
    })
}

#[track_caller]
pub(super) fn make(gaap: &Client, action: &str, parameters: &Value) -> Vec<String> {
    let ids = gaap.ask(action, parameters)["ListenerIds"].clone();
    serde_json::from_value(ids).unwrap()
}

fn describe(protocol: &str) -> &'static str {
    if protocol == "TCP" { "DescribeTCPListeners" } else { "DescribeUDPListeners" }
}

/// The listeners that are found.
#[track_caller]
fn listed(gaap: &Client, protocol: &str, parameters: &Value) -> Vec<Value> {
    let reply = gaap.ask(describe(protocol), parameters);
    reply["ListenerSet"].as_array().unwrap().clone()
}

#[track_caller]
pub(super) fn shown(gaap: &Client, protocol: &str, id: &str) -> Value {
    let mut found = listed(gaap, protocol, &json!({ "ListenerId": id }));
    assert_eq!(found.len(), 1);
    found.remove(0)
}

pub(super) fn bind(id: &str, servers: Value) -> Value {
    json!({ "ListenerId": id, "RealServerBindSet": servers })
}

pub(super) fn server(id: &str, ip: &str) -> Value {
    json!({ "RealServerId": id, "RealServerIP": ip, "RealServerPort": 880 })
}

#[track_caller]
fn assert_members(object: &Value, members: &[(&str, Value)]) {
    for (member, value) in members {
        assert_eq!(object[*member], *value, "{member}");
    }
}

#[test]
fn a_listener_is_made_for_each_port() {
    let gaap = start();
    let parameters = changed(
        tcp(),
        &[
            ("Ports", json!([7000, 7001])),
            ("Scheduler", json!("wrr")),
            ("DelayLoop", json!(20)),
            ("ConnectTimeout", json!(5)),
            ("ClientIPMethod", json!(1)),
            ("FailoverSwitch", json!(1)),
            ("HealthyThreshold", json!(3)),
            ("UnhealthyThreshold", json!(4)),
        ],
    );
    let ids = make(&gaap, "CreateTCPListeners", &parameters);
    assert_eq!(ids.len(), 2);
    for (id, port) in ids.iter().zip([7000, 7001]) {
        assert_members(
            &shown(&gaap, "TCP", id),
            &[
                ("ListenerId", json!(id)),
                ("ListenerName", json!("stream")),
                ("Port", json!(port)),
                ("Protocol", json!("TCP")),
                ("ListenerStatus", json!(0)),
                ("Scheduler", json!("wrr")),
                ("RealServerType", json!("IP")),
                ("HealthCheck", json!(1)),
                ("DelayLoop", json!(20)),
                ("ConnectTimeout", json!(5)),
                ("ClientIPMethod", json!(1)),
                ("FailoverSwitch", json!(1)),
                ("HealthyThreshold", json!(3)),
                ("UnhealthyThreshold", json!(4)),
                ("BindStatus", json!(1)),
                ("RealServerSet", json!([])),
                ("RealServerPort", Value::Null),
                ("ProxyId", json!("link-running1")),
                ("GroupId", Value::Null),
            ],
        );
    }
    let mut parameters = changed(
        udp(),
        &[
            ("RealServerPorts", json!([900])),
            ("HealthCheck", json!(1)),
            ("CheckType", json!("PORT")),
            ("CheckPort", json!(53)),
            ("ContextType", json!("TEXT")),
            ("SendContext", json!("ping")),
            ("RecvContext", json!("pong")),
            ("GroupId", json!("lg-running1")),
        ],
    );
    parameters.as_object_mut().unwrap().remove("ProxyId");
    let ids = make(&gaap, "CreateUDPListeners", &parameters);
    assert_members(
        &shown(&gaap, "UDP", &ids[0]),
        &[
            ("Protocol", json!("UDP")),
            ("CheckType", json!("PORT")),
            ("CheckPort", json!(53)),
            ("ContextType", json!("TEXT")),
            ("SendContext", json!("ping")),
            ("RecvContext", json!("pong")),
            ("BindStatus", json!(0)),
            ("RealServerPort", json!(900)),
            ("ProxyId", Value::Null),
            ("GroupId", json!("lg-running1")),
        ],
    );
    // At a proxy of today the origins' port is not looked at.
    let parameters =
        changed(tcp(), &[("Ports", json!([7002])), ("RealServerPorts", json!([1, 2]))]);
    let ids = make(&gaap, "CreateTCPListeners", &parameters);
    assert_eq!(shown(&gaap, "TCP", &ids[0])["RealServerPort"], Value::Null);
}

#[test]
fn listeners_that_cannot_be_made_are_refused_by_what_is_wrong_with_them() {
    let gaap = start();
    let value = |word: &str| format!("InvalidParameterValue.{word}");
    let failed = |word: &str| format!("FailedOperation.{word}");
    let unfit = || "InvalidParameterValue".to_owned();
    let many: Vec<_> = (7000..7021).collect();
    let both = [
        (vec![("Ports", json!([]))], "MissingParameter".into()),
        (vec![("Ports", json!(many))], failed("OperateLimitNumofListener")),
        (vec![("Ports", json!([21]))], value("InvalidListenerPort")),
        (vec![("Ports", json!([7000, 7000]))], value("DuplicatedListenerPort")),
        (vec![("RealServerType", json!("HOST"))], unfit()),
        (vec![("Scheduler", json!("random"))], unfit()),
        (vec![("RealServerType", json!("DOMAIN")), ("FailoverSwitch", json!(1))], unfit()),
        (vec![("RealServerType", json!("DOMAIN")), ("Scheduler", json!("lrtt"))], unfit()),
        (vec![("DelayLoop", json!(301))], unfit()),
        (vec![("ConnectTimeout", json!(1))], unfit()),
        (vec![("ConnectTimeout", json!(30))], unfit()),
        (vec![("HealthyThreshold", json!(0))], unfit()),
        (vec![("UnhealthyThreshold", json!(11))], unfit()),
        (vec![("HealthCheck", json!(2))], unfit()),
        (vec![("FailoverSwitch", json!(2))], unfit()),
        (vec![("ProxyId", json!("link-nobody11"))], "ResourceNotFound".into()),
        (vec![("ProxyId", json!("link-special1"))], failed("NonStandardProxy")),
        (vec![("GroupId", json!("lg-running1"))], "InvalidParameter".into()),
        (
            vec![("ProxyId", json!("")), ("GroupId", json!("lg-closed11"))],
            failed("GroupStatusNotInRuning"),
        ),
        // One of one port for two listeners.
        (
            vec![
                ("ProxyId", json!("link-version1")),
                ("Ports", json!([1, 2])),
                ("RealServerPorts", json!([1])),
            ],
            unfit(),
        ),
        (vec![("ProxyId", json!("link-version1")), ("RealServerPorts", json!([0]))], unfit()),
    ];
    for (action, order) in [("CreateTCPListeners", tcp()), ("CreateUDPListeners", udp())] {
        for (changes, code) in &both {
            let parameters = changed(order.clone(), changes);
            assert_eq!(gaap.refuse(action, &parameters), *code, "{action} {parameters}");
        }
    }
    let closed = ("ProxyId", json!("link-closed11"));
    for (action, parameters, code) in [
        (
            "CreateTCPListeners",
            changed(tcp(), std::slice::from_ref(&closed)),
            failed("ProxyStatusNotInRuning"),
        ),
        ("CreateUDPListeners", changed(udp(), &[closed]), failed("InstanceStatusNotInRuning")),
        ("CreateTCPListeners", changed(tcp(), &[("ClientIPMethod", json!(2))]), unfit()),
        ("CreateUDPListeners", changed(udp(), &[("CheckType", json!("HTTP"))]), unfit()),
        ("CreateUDPListeners", changed(udp(), &[("CheckPort", json!(0))]), unfit()),
        ("CreateUDPListeners", changed(udp(), &[("ContextType", json!("HEX"))]), unfit()),
    ] {
        assert_eq!(gaap.refuse(action, &parameters), code, "{action} {parameters}");
    }
    set(&gaap, "/listener_quota", json!(5));
    let two = changed(tcp(), &[("Ports", json!([7000, 7001]))]);
    assert_eq!(gaap.refuse("CreateTCPListeners", &two), failed("LimitNumofListener"));
    make(&gaap, "CreateTCPListeners", &tcp());
}

#[test]
fn a_port_is_one_of_tcp_and_one_of_udp() {
    let gaap = start();
    let at = |port: u64| ("Ports", json!([port]));
    let duplicated = "InvalidParameterValue.DuplicatedListenerPort";
    // Of HTTPS and of TCP.
    for port in [443, 22] {
        let parameters = changed(tcp(), &[at(port)]);
        assert_eq!(gaap.refuse("CreateTCPListeners", &parameters), duplicated);
        make(&gaap, "CreateUDPListeners", &changed(udp(), &[at(port)]));
        assert_eq!(gaap.refuse("CreateUDPListeners", &changed(udp(), &[at(port)])), duplicated);
    }
    // HTTP/3 is spoken over UDP.
    let https = json!({
        "ListenerName": "name", "Port": 8092, "CertificateId": "cert-wildcard",
        "ForwardProtocol": "HTTP", "ProxyId": "link-running1", "Http3Supported": 1,
    });
    gaap.ask("CreateHTTPSListener", &https);
    assert_eq!(gaap.refuse("CreateUDPListeners", &changed(udp(), &[at(8092)])), duplicated);
    make(&gaap, "CreateUDPListeners", &changed(udp(), &[at(8093)]));
    let https = changed(https, &[("Port", json!(8093))]);
    assert_eq!(gaap.refuse("CreateHTTPSListener", &https), duplicated);
}

#[test]
fn listeners_are_found_by_what_they_are_and_where() {
    let gaap = start();
    make(&gaap, "CreateTCPListeners", &changed(tcp(), &[("Ports", json!([7000, 7001]))]));
    make(&gaap, "CreateUDPListeners", &udp());
    let ports = |protocol: &str, more: Value| -> Vec<u64> {
        let mut parameters = json!({ "ProxyId": "link-running1" });
        for (name, value) in more.as_object().unwrap() {
            parameters[name] = value.clone();
        }
        let found = listed(&gaap, protocol, &parameters);
        found.iter().map(|each| each["Port"].as_u64().unwrap()).collect()
    };
    assert_eq!(ports("TCP", json!({})), [7001, 7000, 22]);
    assert_eq!(ports("UDP", json!({})), [7000]);
    assert_eq!(ports("TCP", json!({ "Port": 7000 })), [7000]);
    assert_eq!(ports("TCP", json!({ "SearchValue": "70" })), [7001, 7000]);
    assert_eq!(ports("TCP", json!({ "Offset": 1, "Limit": 1 })), [7000]);
    // A listener of another protocol is not there; one that nobody has is refused.
    assert_eq!(ports("UDP", json!({ "ListenerId": "listener-tcp11111" })), [0; 0]);
    for protocol in ["TCP", "UDP"] {
        let action = describe(protocol);
        for (parameters, code) in [
            (json!({}), "MissingParameter"),
            (json!({ "ListenerId": "listener-nobody11" }), "InvalidParameter"),
            (json!({ "ProxyId": "link-nobody11" }), "ResourceNotFound"),
            (json!({ "ProxyId": "link-running1", "GroupId": "lg-running1" }), "InvalidParameter"),
            (
                json!({ "ProxyId": "link-running1", "SearchValue": "7", "Port": 1 }),
                "InvalidParameter",
            ),
        ] {
            assert_eq!(gaap.refuse(action, &parameters), code, "{action} {parameters}");
        }
        // Old proxies have these, too.
        assert_eq!(
            listed(&gaap, protocol, &json!({ "ProxyId": "link-version1" })),
            [0; 0].map(|_| json!(0))
        );
    }
}

#[test]
fn a_listener_is_changed_in_what_is_named_and_in_nothing_else() {
    let gaap = start();
    for (protocol, order, own) in
        [("TCP", tcp(), ("HealthyThreshold", json!(2))), ("UDP", udp(), ("CheckPort", json!(53)))]
    {
        let id = make(&gaap, &format!("Create{protocol}Listeners"), &order).remove(0);
        let before = shown(&gaap, protocol, &id);
        let changes = [
            ("ListenerName", json!("other")),
            ("Scheduler", json!("lc")),
            ("DelayLoop", json!(40)),
            ("FailoverSwitch", json!(1)),
            own,
        ];
        let target = json!({ "ListenerId": id, "ProxyId": "link-running1" });
        let action = format!("Modify{protocol}ListenerAttribute");
        gaap.ask(&action, &target);
        assert_eq!(shown(&gaap, protocol, &id), before);
        gaap.ask(&action, &changed(target.clone(), &changes));
        assert_eq!(shown(&gaap, protocol, &id), changed(before, &changes));
        for (changes, code) in [
            (("ListenerId", json!("listener-nobody11")), "InvalidParameter"),
            (("ListenerId", json!("listener-oneway11")), "InvalidParameter"),
            (("ProxyId", json!("link-version2")), "InvalidParameter"),
            (("ProxyId", json!("")), "InvalidParameter"),
            (("ProxyId", json!("link-nobody11")), "ResourceNotFound"),
            (("ConnectTimeout", json!(40)), "InvalidParameterValue"),
            (("FailoverSwitch", json!(2)), "InvalidParameterValue"),
        ] {
            let parameters = changed(target.clone(), &[changes]);
            assert_eq!(gaap.refuse(&action, &parameters), code, "{action} {parameters}");
        }
    }
}

#[test]
fn a_listener_is_not_changed_while_something_stands_against_it() {
    let gaap = start();
    set(&gaap, "/listeners/4/domains", json!([]));
    set(&gaap, "/listeners/4/protocol", json!("UDP"));
    let before = gaap.state();
    for (place, pointer, value, code) in [
        ("proxies", "status", json!("CLOSED"), "InstanceStatusNotInRuning"),
        ("proxies", "non_standard", json!(true), "NonStandardProxy"),
        ("listeners", "status", json!(4), "ListenerHasTask"),
        ("listeners", "status", json!(1), "ListenerStatusError"),
    ] {
        for (action, id, proxy, listener) in [
            ("ModifyTCPListenerAttribute", "tcp11111", "link-running1", 3),
            ("ModifyUDPListenerAttribute", "version2", "link-version2", 4),
        ] {
            let number = if place == "proxies" { listener - 3 } else { listener };
            set(&gaap, &format!("/{place}/{number}/{pointer}"), value.clone());
            let id = format!("listener-{id}");
            let refused = gaap.refuse(action, &json!({ "ListenerId": id, "ProxyId": proxy }));
            assert_eq!(refused, format!("FailedOperation.{code}"), "{action}");
            // To bind is refused for the same, but for what has no word there.
            if code != "ListenerStatusError" {
                let refused = gaap.refuse("BindListenerRealServers", &bind(&id, json!([])));
                assert_eq!(refused, format!("FailedOperation.{code}"));
            }
            gaap.put(&before);
        }
    }
    let mut state = before;
    for listener in [3, 4] {
        state["listeners"][listener]["proxy_id"] = Value::Null;
        state["listeners"][listener]["group_id"] = json!("lg-closed11");
    }
    gaap.put(&state);
    let closed = "FailedOperation.GroupStatusNotInRuning";
    for (action, id) in
        [("ModifyTCPListenerAttribute", "tcp11111"), ("ModifyUDPListenerAttribute", "version2")]
    {
        let id = format!("listener-{id}");
        let parameters = json!({ "ListenerId": id, "GroupId": "lg-closed11" });
        assert_eq!(gaap.refuse(action, &parameters), closed);
        assert_eq!(gaap.refuse("BindListenerRealServers", &bind(&id, json!([]))), closed);
    }
}

#[test]
fn a_listener_says_what_a_task_makes_of_it() {
    let gaap = paced(Pace::Reads(2), End::Success);
    let begun = gaap.ask("CreateUDPListeners", &udp());
    let id = begun["ListenerIds"][0].as_str().unwrap();
    let status = || shown(&gaap, "UDP", id)["ListenerStatus"].clone();
    assert_eq!([status(), status(), status()], [1, 1, 0].map(|number| json!(number)));
    gaap.ask("BindListenerRealServers", &bind(id, json!([server("rs-11111111", "192.0.2.1")])));
    let modify = json!({ "ListenerId": id, "ProxyId": "link-running1", "ListenerName": "other" });
    let busy = "FailedOperation.ListenerHasTask";
    assert_eq!(gaap.refuse("ModifyUDPListenerAttribute", &modify), busy);
    assert_eq!([status(), status(), status()], [3, 3, 0].map(|number| json!(number)));
    let begun = gaap.ask("ModifyUDPListenerAttribute", &modify);
    assert_eq!(status(), 4);
    assert_eq!(task(&gaap, &begun["RequestId"]), "RUNNING");
    assert_eq!(task(&gaap, &begun["RequestId"]), "SUCCESS");
}

#[test]
fn a_state_has_origins_of_listeners_where_they_can_be() {
    let gaap = start();
    let stream = |id: &str| json!({ "real_servers": [{ "id": id }] });
    let said = refuses_state(&gaap, "/listeners/3/stream", stream("rs-nobody11"));
    assert!(said.contains("listener-tcp11111: there is no real server \"rs-nobody11\""), "{said}");
    let said = refuses_state(&gaap, "/listeners/3/stream", stream("rs-domain11"));
    assert!(said.contains("the real server \"rs-domain11\" is no IP"), "{said}");
    let said = refuses_state(&gaap, "/listeners/0/stream", stream("rs-11111111"));
    assert!(said.contains("no listener of HTTP or HTTPS has a `stream`"), "{said}");
}
