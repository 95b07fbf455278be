//! Listeners: made, shown, changed, deleted.

use certmock::pace::{End, Pace};
use serde_json::{Value, json};

use super::{changed, listener, paced, set, start, task};
use crate::tencent::client::{Client, SSL};
use crate::tencent_ssl::apply;

fn order() -> Value {
    json!({
        "ListenerName": "name", "Port": 8092, "CertificateId": "cert-wildcard",
        "ForwardProtocol": "HTTP", "ProxyId": "link-running1",
    })
}

fn with(changes: &[(&str, Value)]) -> Value {
    changed(order(), changes)
}

fn make(gaap: &Client, parameters: &Value) -> String {
    gaap.ask("CreateHTTPSListener", parameters)["ListenerId"].as_str().unwrap().to_owned()
}

#[test]
fn a_listener_is_made_as_it_was_ordered_and_runs() {
    let gaap = start();
    let id = make(
        &gaap,
        &with(&[
            ("AuthType", json!(1)),
            ("ClientCertificateId", json!("cert-clients1")),
            ("Http3Supported", json!(1)),
        ]),
    );
    assert!(id.starts_with("listener-") && id.len() == 17, "{id}");
    let shown = listener(&gaap, &id);
    for (member, value) in [
        ("ListenerName", json!("name")),
        ("Port", json!(8092)),
        ("Protocol", json!("HTTPS")),
        ("ListenerStatus", json!(0)),
        ("CertificateId", json!("cert-wildcard")),
        ("CertificateAlias", json!("wild")),
        ("ForwardProtocol", json!("HTTP")),
        ("AuthType", json!(1)),
        ("ClientCertificateId", json!("cert-clients1")),
        ("ClientCertificateAlias", json!("clients")),
        ("Http3Supported", json!(1)),
        ("ProxyId", json!("link-running1")),
        ("GroupId", Value::Null),
        ("TLSCiphers", json!("GAAP_TLS_CIPHERS_WIDE")),
    ] {
        assert_eq!(shown[member], value, "{member}");
    }
    let infos = json!([{ "CertificateId": "cert-clients1", "CertificateAlias": "clients" }]);
    assert_eq!(shown["PolyClientCertificateAliasInfo"], infos);
    let poly = json!(["cert-clients1", "cert-clients2"]);
    let id = make(
        &gaap,
        &with(&[("Port", json!(1)), ("AuthType", json!(1)), ("PolyClientCertificateIds", poly)]),
    );
    let shown = listener(&gaap, &id);
    assert_eq!(shown["PolyClientCertificateAliasInfo"].as_array().unwrap().len(), 2);
    let mut grouped = with(&[("GroupId", json!("lg-running1"))]);
    grouped.as_object_mut().unwrap().remove("ProxyId");
    let shown = listener(&gaap, &make(&gaap, &grouped));
    assert_eq!((&shown["ProxyId"], &shown["GroupId"]), (&Value::Null, &json!("lg-running1")));
    assert_eq!((&shown["AuthType"], &shown["ClientCertificateId"]), (&json!(0), &Value::Null));
}

#[test]
fn what_cannot_be_ordered_is_refused_by_what_is_wrong_with_it() {
    let gaap = start();
    let pending = apply(&gaap.beside(&SSL), "DNS", "www.example.com");
    let value = |word: &str| format!("InvalidParameterValue.{word}");
    let failed = |word: &str| format!("FailedOperation.{word}");
    let both = ("GroupId", json!("lg-running1"));
    for (changes, code) in [
        (vec![("Port", json!(443))], value("DuplicatedListenerPort")),
        // The port of a listener of TCP.
        (vec![("Port", json!(22))], value("DuplicatedListenerPort")),
        (vec![("Port", json!(0))], value("InvalidListenerPort")),
        (vec![("Port", json!(21))], value("InvalidListenerPort")),
        (vec![("Port", json!(65000))], value("InvalidListenerPort")),
        (vec![("Port", json!(70000))], value("InvalidListenerPort")),
        (vec![("CertificateId", json!("cert-clients1"))], value("InvalidCertificateId")),
        (vec![("CertificateId", json!(pending))], value("InvalidCertificateId")),
        (vec![("CertificateId", json!("cert-nobody11"))], "ResourceNotFound".into()),
        (vec![("ForwardProtocol", json!("TCP"))], "InvalidParameterValue".into()),
        (vec![("AuthType", json!(2))], "InvalidParameterValue".into()),
        (vec![("AuthType", json!(1))], "MissingParameter".into()),
        (vec![("ClientCertificateId", json!("cert-clients1"))], "InvalidParameterValue".into()),
        (
            vec![("AuthType", json!(1)), ("ClientCertificateId", json!("cert-wildcard"))],
            value("InvalidCertificateId"),
        ),
        (vec![("Http3Supported", json!(2))], "InvalidParameterValue".into()),
        (vec![("ProxyId", json!("link-nobody11"))], "ResourceNotFound".into()),
        (vec![("ProxyId", json!("link-closed11"))], failed("ProxyStatusNotInRuning")),
        (vec![("ProxyId", json!("link-special1"))], failed("NonStandardProxy")),
        (
            vec![("ProxyId", json!("")), ("GroupId", json!("lg-closed11"))],
            failed("GroupStatusNotInRuning"),
        ),
        (vec![both], "InvalidParameter".into()),
        (vec![("ProxyId", json!(""))], "InvalidParameter".into()),
    ] {
        let parameters = with(&changes);
        assert_eq!(gaap.refuse("CreateHTTPSListener", &parameters), code, "{parameters}");
    }
    set(&gaap, "/listener_quota", json!(4));
    assert_eq!(gaap.refuse("CreateHTTPSListener", &order()), failed("LimitNumofListener"));
    // Another proxy has its own ports, and its own quota.
    make(&gaap, &with(&[("ProxyId", json!("link-version2")), ("Port", json!(8443))]));
}

#[test]
fn listeners_are_found_by_what_they_are_and_where() {
    let gaap = start();
    let found = |parameters: Value| -> Vec<String> {
        let listed = gaap.ask("DescribeHTTPSListeners", &parameters);
        let listeners = listed["ListenerSet"].as_array().unwrap().iter();
        listeners.map(|each| each["ListenerId"].as_str().unwrap()[9..].to_owned()).collect()
    };
    let proxy = |more: Value| {
        let mut parameters = json!({ "ProxyId": "link-running1" });
        for (name, value) in more.as_object().unwrap() {
            parameters[name] = value.clone();
        }
        parameters
    };
    assert_eq!(found(proxy(json!({}))), ["bound111", "mutual11", "oneway11"]);
    assert_eq!(found(proxy(json!({ "Port": 443 }))), ["oneway11"]);
    assert_eq!(found(proxy(json!({ "ListenerName": "oneway11" }))), ["oneway11"]);
    assert_eq!(found(proxy(json!({ "ListenerName": "oneway" }))).len(), 0);
    assert_eq!(found(proxy(json!({ "SearchValue": "oneway" }))), ["oneway11"]);
    assert_eq!(found(proxy(json!({ "SearchValue": "443" }))).len(), 3);
    assert_eq!(found(proxy(json!({ "Http3Supported": 1 }))).len(), 0);
    assert_eq!(found(proxy(json!({ "Limit": 1, "Offset": 1 }))), ["mutual11"]);
    assert_eq!(found(json!({ "GroupId": "lg-running1" })), ["grouped1"]);
    let elsewhere = json!({ "ListenerId": "listener-oneway11", "ProxyId": "link-version2" });
    assert_eq!(found(elsewhere).len(), 0);
    for (parameters, code) in [
        (json!({}), "MissingParameter"),
        (json!({ "Port": 443 }), "MissingParameter"),
        (json!({ "ProxyId": "link-running1", "GroupId": "lg-running1" }), "InvalidParameter"),
        (json!({ "ProxyId": "link-nobody11" }), "ResourceNotFound"),
        (json!({ "ProxyId": "link-version1" }), "FailedOperation.NotSupportOldVersionProxy"),
    ] {
        assert_eq!(gaap.refuse("DescribeHTTPSListeners", &parameters), code, "{parameters}");
    }
}

#[test]
fn a_listener_is_changed_in_what_is_named_and_stays_as_it_was_in_the_rest() {
    let gaap = start();
    let before = listener(&gaap, "listener-mutual11");
    let change = |more: Value| {
        let mut parameters =
            json!({ "ListenerId": "listener-mutual11", "ProxyId": "link-running1" });
        for (name, value) in more.as_object().unwrap() {
            parameters[name] = value.clone();
        }
        gaap.ask("ModifyHTTPSListenerAttribute", &parameters);
        listener(&gaap, "listener-mutual11")
    };
    assert_eq!(change(json!({})), before);
    let after = change(json!({ "ListenerName": "other", "ForwardProtocol": "HTTPS" }));
    assert_eq!(
        (&after["ListenerName"], &after["ForwardProtocol"]),
        (&json!("other"), &json!("HTTPS"))
    );
    assert_eq!(after["CertificateId"], "cert-wildcard");
    let after = change(
        json!({ "CertificateId": "cert-several1", "PolyClientCertificateIds": ["cert-clients2"] }),
    );
    assert_eq!(after["CertificateAlias"], "many");
    assert_eq!(after["ClientCertificateId"], "cert-clients2");
    assert_eq!(after["ListenerName"], "other");
    // A group's listener needs no proxy's id.
    let grouped = json!({ "ListenerId": "listener-grouped1", "ListenerName": "g" });
    gaap.ask("ModifyHTTPSListenerAttribute", &grouped);
    assert_eq!(listener(&gaap, "listener-grouped1")["ListenerName"], "g");
}

#[test]
fn a_change_of_a_listener_is_refused_by_what_stands_in_its_way() {
    let gaap = start();
    let refused = |gaap: &Client, id: &str, proxy: &str, more: Value| {
        let mut parameters = json!({ "ListenerId": format!("listener-{id}"), "ProxyId": proxy });
        for (name, value) in more.as_object().unwrap() {
            parameters[name] = value.clone();
        }
        gaap.refuse("ModifyHTTPSListenerAttribute", &parameters)
    };
    let failed = |word: &str| format!("FailedOperation.{word}");
    let none = || json!({});
    assert_eq!(refused(&gaap, "oneway11", "", none()), "MissingParameter");
    assert_eq!(refused(&gaap, "oneway11", "link-version2", none()), "InvalidParameter");
    assert_eq!(
        refused(&gaap, "version1", "link-version1", none()),
        failed("NotSupportOldVersionProxy")
    );
    assert_eq!(refused(&gaap, "special1", "link-special1", none()), failed("NonStandardProxy"));
    assert_eq!(
        refused(&gaap, "closed11", "link-closed11", none()),
        failed("InstanceStatusNotInRuning")
    );
    assert_eq!(refused(&gaap, "grouped2", "", none()), failed("GroupStatusNotInRuning"));
    assert_eq!(refused(&gaap, "nobody11", "link-running1", none()), "InvalidParameter");
    for (member, value, code) in [
        ("CertificateId", json!("cert-clients1"), "InvalidParameterValue"),
        ("CertificateId", json!("cert-nobody11"), "ResourceNotFound"),
        ("ForwardProtocol", json!("TCP"), "InvalidParameterValue"),
        ("ClientCertificateId", json!("cert-clients1"), "InvalidParameterValue"),
    ] {
        assert_eq!(refused(&gaap, "oneway11", "link-running1", json!({ member: value })), code);
    }
    for (status, word) in [
        (1, "ListenerStatusError"),
        (2, "ListenerStatusError"),
        (3, "ListenerStatusError"),
        (4, "ListenerHasTask"),
    ] {
        set(&gaap, "/listeners/0/status", json!(status));
        assert_eq!(refused(&gaap, "oneway11", "link-running1", none()), failed(word));
    }
    let gaap = paced(Pace::Manual, End::Success);
    let change = json!({ "ListenerId": "listener-oneway11", "ProxyId": "link-running1" });
    gaap.ask("ModifyHTTPSListenerAttribute", &change);
    assert_eq!(refused(&gaap, "oneway11", "link-running1", none()), failed("ListenerHasTask"));
}

#[test]
fn deleted_listeners_are_gone_and_those_that_are_not_there_are_named() {
    let gaap = start();
    let ids = [
        "listener-oneway11",
        "listener-nobody11",
        "listener-version2",
        "listener-tcp11111",
        "listener-oneway11",
    ];
    let delete = json!({ "ProxyId": "link-running1", "Force": 0, "ListenerIds": ids });
    let reply = gaap.ask("DeleteListeners", &delete);
    assert_eq!(
        reply["OperationSucceedListenerSet"],
        json!(["listener-oneway11", "listener-tcp11111"])
    );
    assert_eq!(
        reply["InvalidStatusListenerSet"],
        json!(["listener-nobody11", "listener-version2"])
    );
    assert_eq!(reply["OperationFailedListenerSet"], json!([]));
    assert_eq!(task(&gaap, &reply["RequestId"]), "SUCCESS");
    let one = json!({ "ListenerId": "listener-oneway11" });
    assert_eq!(gaap.refuse("DescribeHTTPSListeners", &one), "InvalidParameter");
    // Its port is free again.
    make(&gaap, &with(&[("Port", json!(443))]));
}

#[test]
fn a_deletion_is_refused_by_what_stands_in_its_way() {
    let gaap = start();
    let refused = |gaap: &Client, place: &str, of: &str, id: &str| {
        let parameters =
            json!({ place: of, "Force": 0, "ListenerIds": [format!("listener-{id}")] });
        gaap.refuse("DeleteListeners", &parameters)
    };
    let failed = |word: &str| format!("FailedOperation.{word}");
    assert_eq!(
        refused(&gaap, "ProxyId", "link-running1", "bound111"),
        failed("RealServerAlreadyBound")
    );
    assert_eq!(refused(&gaap, "ProxyId", "link-special1", "special1"), failed("NonStandardProxy"));
    assert_eq!(
        refused(&gaap, "ProxyId", "link-closed11", "closed11"),
        failed("InstanceStatusNotInRuning")
    );
    assert_eq!(
        refused(&gaap, "GroupId", "lg-closed11", "grouped2"),
        failed("GroupStatusNotInRuning")
    );
    assert_eq!(refused(&gaap, "ProxyId", "link-nobody11", "oneway11"), "ResourceNotFound");
    let force =
        json!({ "ProxyId": "link-running1", "Force": 1, "ListenerIds": ["listener-bound111"] });
    gaap.ask("DeleteListeners", &force);
    let none = json!({ "ProxyId": "link-running1", "Force": 1, "ListenerIds": [] });
    assert_eq!(gaap.refuse("DeleteListeners", &none), "MissingParameter");
    let gaap = paced(Pace::Manual, End::Success);
    gaap.ask("DeleteListeners", &force);
    assert_eq!(listener(&gaap, "listener-bound111")["ListenerStatus"], 2);
    assert_eq!(refused(&gaap, "ProxyId", "link-running1", "bound111"), failed("ListenerHasTask"));
}
