//! Listeners of HTTP: made, shown, renamed, with domains; and what listeners of HTTPS speak.

use certmock::pace::{End, Pace};
use serde_json::{Value, json};

use super::{changed, domain, listener, paced, set, start, task};
use crate::tencent::client::Client;

fn order() -> Value {
    json!({ "ListenerName": "plain", "Port": 80, "ProxyId": "link-running1" })
}

fn with(changes: &[(&str, Value)]) -> Value {
    changed(order(), changes)
}

fn make(gaap: &Client, parameters: &Value) -> String {
    gaap.ask("CreateHTTPListener", parameters)["ListenerId"].as_str().unwrap().to_owned()
}

#[track_caller]
fn shown(gaap: &Client, id: &str) -> Value {
    let listed = gaap.ask("DescribeHTTPListeners", &json!({ "ListenerId": id, "Limit": 50 }));
    assert_eq!(listed["TotalCount"], 1);
    listed["ListenerSet"][0].clone()
}

#[test]
fn a_listener_of_http_needs_no_certificate() {
    let gaap = start();
    let id = make(&gaap, &order());
    let made = shown(&gaap, &id);
    for (member, value) in [
        ("ListenerName", json!("plain")),
        ("Port", json!(80)),
        ("Protocol", json!("HTTP")),
        ("ListenerStatus", json!(0)),
        ("ProxyId", json!("link-running1")),
        ("GroupId", Value::Null),
    ] {
        assert_eq!(made[member], value, "{member}");
    }
    let mut grouped = order();
    grouped["GroupId"] = json!("lg-running1");
    grouped.as_object_mut().unwrap().remove("ProxyId");
    let made = shown(&gaap, &make(&gaap, &grouped));
    assert_eq!((&made["ProxyId"], &made["GroupId"]), (&Value::Null, &json!("lg-running1")));
}

#[test]
fn a_listener_of_http_that_cannot_be_made_is_refused_by_what_is_wrong_with_it() {
    let gaap = start();
    let value = |word: &str| format!("InvalidParameterValue.{word}");
    let failed = |word: &str| format!("FailedOperation.{word}");
    for (changes, code) in [
        // The ports of listeners of HTTPS and of TCP.
        (vec![("Port", json!(443))], value("DuplicatedListenerPort")),
        (vec![("Port", json!(22))], value("DuplicatedListenerPort")),
        (vec![("Port", json!(21))], value("InvalidListenerPort")),
        (vec![("ProxyId", json!("link-nobody11"))], "ResourceNotFound".into()),
        (vec![("ProxyId", json!("link-closed11"))], failed("ProxyStatusNotInRuning")),
        (vec![("ProxyId", json!("link-special1"))], failed("NonStandardProxy")),
        (vec![("GroupId", json!("lg-running1"))], "InvalidParameter".into()),
        (vec![("ProxyId", json!(""))], "InvalidParameter".into()),
        (
            vec![("ProxyId", json!("")), ("GroupId", json!("lg-closed11"))],
            failed("GroupStatusNotInRuning"),
        ),
    ] {
        let parameters = with(&changes);
        assert_eq!(gaap.refuse("CreateHTTPListener", &parameters), code, "{parameters}");
    }
    make(&gaap, &order());
    assert_eq!(gaap.refuse("CreateHTTPListener", &order()), value("DuplicatedListenerPort"));
    set(&gaap, "/listener_quota", json!(5));
    let another = with(&[("Port", json!(81))]);
    assert_eq!(gaap.refuse("CreateHTTPListener", &another), failed("LimitNumofListener"));
}

#[test]
fn either_list_has_the_listeners_of_its_protocol_alone() {
    let gaap = start();
    let id = make(&gaap, &order());
    make(&gaap, &with(&[("Port", json!(8080)), ("ListenerName", json!("other"))]));
    let ports = |action: &str, more: Value| -> Vec<u64> {
        let mut parameters = json!({ "ProxyId": "link-running1" });
        for (name, value) in more.as_object().unwrap() {
            parameters[name] = value.clone();
        }
        let listed = gaap.ask(action, &parameters);
        let listeners = listed["ListenerSet"].as_array().unwrap();
        listeners.iter().map(|each| each["Port"].as_u64().unwrap()).collect()
    };
    let http = |more: Value| ports("DescribeHTTPListeners", more);
    assert_eq!(http(json!({})), [8080, 80]);
    assert_eq!(http(json!({ "Port": 80 })), [80]);
    assert_eq!(http(json!({ "ListenerName": "other" })), [8080]);
    assert_eq!(http(json!({ "SearchValue": "the" })), [8080]);
    assert_eq!(http(json!({ "SearchValue": "80" })), [8080, 80]);
    assert_eq!(http(json!({ "Offset": 1, "Limit": 1 })), [80]);
    assert_eq!(ports("DescribeHTTPSListeners", json!({})), [9443, 8443, 443]);
    // A listener of the other protocol is not there; one that nobody has is refused.
    assert_eq!(http(json!({ "ListenerId": "listener-oneway11" })), [0; 0]);
    let other = gaap.ask("DescribeHTTPSListeners", &json!({ "ListenerId": id }));
    assert_eq!(other["TotalCount"], 0);
    for (parameters, code) in [
        (json!({}), "MissingParameter"),
        (json!({ "ListenerId": "listener-nobody11" }), "InvalidParameter"),
        (json!({ "ProxyId": "link-running1", "GroupId": "lg-running1" }), "InvalidParameter"),
        (json!({ "ProxyId": "link-nobody11" }), "ResourceNotFound"),
        (json!({ "ProxyId": "link-version1" }), "FailedOperation.NotSupportOldVersionProxy"),
        (json!({ "ProxyId": "link-running1", "SearchValue": "8", "Port": 80 }), "InvalidParameter"),
    ] {
        assert_eq!(gaap.refuse("DescribeHTTPListeners", &parameters), code, "{parameters}");
    }
}

#[test]
fn a_listener_of_http_is_renamed_and_nothing_else_of_it_changes() {
    let gaap = start();
    let id = make(&gaap, &order());
    let before = shown(&gaap, &id);
    let rename = |gaap: &Client, id: &str, proxy: &str| json!({ "ListenerId": id, "ListenerName": format!("{}-2", gaap.ask("DescribeHTTPListeners", &json!({ "ProxyId": "link-running1" }))["TotalCount"]), "ProxyId": proxy });
    gaap.ask("ModifyHTTPListenerAttribute", &rename(&gaap, &id, "link-running1"));
    let mut wanted = before;
    wanted["ListenerName"] = json!("1-2");
    assert_eq!(shown(&gaap, &id), wanted);
    // The proxy need not be named, but has to be the right one.
    gaap.ask("ModifyHTTPListenerAttribute", &json!({ "ListenerId": id, "ListenerName": "third" }));
    assert_eq!(shown(&gaap, &id)["ListenerName"], "third");
    for (id, proxy, code) in [
        (id.as_str(), "link-version2", "InvalidParameter"),
        ("listener-nobody11", "link-running1", "InvalidParameter"),
        // That one speaks HTTPS.
        ("listener-oneway11", "link-running1", "InvalidParameter"),
    ] {
        let parameters = rename(&gaap, id, proxy);
        assert_eq!(gaap.refuse("ModifyHTTPListenerAttribute", &parameters), code, "{parameters}");
    }
    let mut state = gaap.state();
    for listener in state["listeners"].as_array_mut().unwrap() {
        listener["protocol"] = json!("HTTP");
    }
    gaap.put(&state);
    for (id, word) in [("special1", "NonStandardProxy"), ("version1", "NotSupportOldVersionProxy")]
    {
        let parameters = json!({ "ListenerId": format!("listener-{id}"), "ListenerName": "x" });
        let refused = gaap.refuse("ModifyHTTPListenerAttribute", &parameters);
        assert_eq!(refused, format!("FailedOperation.{word}"));
    }
}

#[test]
fn making_and_renaming_a_listener_of_http_take_their_time() {
    let gaap = paced(Pace::Reads(1), End::Success);
    let made = gaap.ask("CreateHTTPListener", &order());
    let id = made["ListenerId"].as_str().unwrap();
    let rename = json!({ "ListenerId": id, "ListenerName": "other" });
    let refused = gaap.refuse("ModifyHTTPListenerAttribute", &rename);
    assert_eq!(refused, "FailedOperation.ListenerStatusError");
    assert_eq!(shown(&gaap, id)["ListenerStatus"], 1);
    assert_eq!(shown(&gaap, id)["ListenerStatus"], 0);
    assert_eq!(task(&gaap, &made["RequestId"]), "SUCCESS");
    gaap.ask("ModifyHTTPListenerAttribute", &rename);
    assert_eq!(shown(&gaap, id)["ListenerStatus"], 4);
    assert_eq!(shown(&gaap, id)["ListenerStatus"], 0);
    let gaap = paced(Pace::Immediate, End::Failure);
    let made = gaap.ask("CreateHTTPListener", &order());
    assert_eq!(task(&gaap, &made["RequestId"]), "FAIL");
    let gone = json!({ "ListenerId": made["ListenerId"] });
    assert_eq!(gaap.refuse("DescribeHTTPListeners", &gone), "InvalidParameter");
}

#[test]
fn domains_of_a_listener_of_http_have_no_certificates() {
    let gaap = start();
    let id = make(&gaap, &order());
    let create = json!({ "ListenerId": id, "Domain": "www.example.com" });
    gaap.ask("CreateDomain", &create);
    let served = domain(&gaap, &id, "www.example.com");
    assert_eq!((&served["DomainStatus"], &served["RuleSet"]), (&json!(0), &json!([])));
    for member in ["CertificateId", "CertificateAlias", "ClientCertificateId"] {
        assert_eq!(served[member], "", "{member}");
    }
    assert_eq!(served["PolyClientCertificateAliasInfo"], json!([]));
    for (member, value) in [
        ("CertificateId", json!("cert-wildcard")),
        ("PolyClientCertificateIds", json!(["cert-clients1"])),
    ] {
        let mut with = json!({ "ListenerId": id, "Domain": "api.example.com" });
        with[member] = value.clone();
        assert_eq!(gaap.refuse("CreateDomain", &with), "InvalidParameter", "{member}");
        let mut with = json!({ "ListenerId": id, "OldDomain": "www.example.com", "NewDomain": "x.example.com" });
        with[member] = value;
        assert_eq!(gaap.refuse("ModifyDomain", &with), "InvalidParameter", "{member}");
    }
    let modify = json!({
        "ListenerId": id, "Domain": "www.example.com", "CertificateId": "cert-wildcard",
    });
    assert_eq!(gaap.refuse("ModifyCertificate", &modify), "InvalidParameter");
    let rename =
        json!({ "ListenerId": id, "OldDomain": "www.example.com", "NewDomain": "x.example.com" });
    gaap.ask("ModifyDomain", &rename);
    let delete = json!({ "ListenerId": id, "Domain": "x.example.com", "Force": 0 });
    gaap.ask("DeleteDomain", &delete);
    assert_eq!(gaap.ask("DescribeRules", &json!({ "ListenerId": id }))["TotalCount"], 0);
    let delete = json!({ "ProxyId": "link-running1", "Force": 0, "ListenerIds": [id] });
    let deleted = gaap.ask("DeleteListeners", &delete);
    assert_eq!(deleted["OperationSucceedListenerSet"], json!([id]));
}

fn tls(id: &str, versions: &[&str], ciphers: &str) -> Value {
    json!({ "ListenerId": id, "TLSSupportVersion": versions, "TLSCiphers": ciphers })
}

#[test]
fn a_listener_speaks_the_versions_of_tls_that_it_was_told() {
    let gaap = start();
    let id = "listener-oneway11";
    let told = tls(id, &["TLSv1.3", "TLSv1.2", "TLSv1.2"], "GAAP_TLS_CIPHERS_STRICT");
    gaap.ask("SetTlsVersion", &told);
    let shown = listener(&gaap, id);
    assert_eq!(shown["TLSSupportVersion"], json!(["TLSv1.2", "TLSv1.3"]));
    assert_eq!(shown["TLSCiphers"], "GAAP_TLS_CIPHERS_STRICT");
    assert_eq!(shown["CertificateId"], "cert-wildcard");
    let (versions, ciphers) = (&["TLSv1.2"], "GAAP_TLS_CIPHERS_WIDE");
    for (parameters, code) in [
        (tls(id, &[], ciphers), "MissingParameter"),
        (tls(id, versions, ""), "MissingParameter"),
        (tls(id, &["TLSv1.4"], ciphers), "InvalidParameterValue"),
        (tls(id, versions, "RC4"), "InvalidParameterValue"),
        (tls("listener-nobody11", versions, ciphers), "InvalidParameter"),
        (tls("listener-tcp11111", versions, ciphers), "InvalidParameter"),
        (tls("listener-version2", versions, ciphers), "ResourceUnavailable"),
        (tls("listener-closed11", versions, ciphers), "FailedOperation.InstanceStatusNotInRuning"),
        (tls("listener-grouped2", versions, ciphers), "FailedOperation.InstanceStatusNotInRuning"),
    ] {
        assert_eq!(gaap.refuse("SetTlsVersion", &parameters), code, "{parameters}");
    }
    assert_eq!(listener(&gaap, id)["TLSCiphers"], "GAAP_TLS_CIPHERS_STRICT");
    let gaap = paced(Pace::Manual, End::Success);
    let change = tls(id, versions, ciphers);
    gaap.ask("SetTlsVersion", &change);
    assert_eq!(listener(&gaap, id)["ListenerStatus"], 4);
    assert_eq!(gaap.refuse("SetTlsVersion", &change), "ResourceUnavailable");
}

#[test]
fn what_an_action_does_not_document_is_not_its_refusal() {
    let gaap = start();
    set(&gaap, "/backend", json!("failing"));
    let change = tls("listener-oneway11", &["TLSv1.2"], "GAAP_TLS_CIPHERS_WIDE");
    gaap.ask("SetTlsVersion", &change);
    let look = json!({ "ListenerId": "listener-oneway11" });
    assert_eq!(gaap.refuse("DescribeHTTPSListeners", &look), "InternalError");
    set(&gaap, "/access_management", json!("failing"));
    assert_eq!(gaap.refuse("SetTlsVersion", &change), "AuthFailure");
}
