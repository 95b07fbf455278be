//! What the resources of the Terraform provider ask for, in its order.

use certmock::pace::{End, Pace};
use serde_json::{Value, json};

use super::{domain, paced, start};
use crate::tencent::client::Client;

/// Asks until a listener of that protocol runs, as the provider does.
fn wait_for_listener(gaap: &Client, action: &str, id: &Value) -> Value {
    for _ in 0..10 {
        let listed = gaap.ask(action, &json!({ "ListenerId": id, "Limit": 1 }));
        let listener = &listed["ListenerSet"][0];
        if listener["ListenerStatus"] == 0 {
            return listener.clone();
        }
    }
    panic!("the listener does not come to run");
}

/// The protocol of a listener: the first list that has it.
fn protocol(gaap: &Client, id: &Value) -> &'static str {
    for (action, protocol) in
        [("DescribeHTTPListeners", "HTTP"), ("DescribeHTTPSListeners", "HTTPS")]
    {
        let listed = gaap.ask(action, &json!({ "ListenerId": id, "Limit": 50 }));
        if listed["TotalCount"] == 1 {
            return protocol;
        }
    }
    panic!("no list has {id}");
}

#[test]
fn gaap_layer7_listener_of_http_is_created_renamed_and_destroyed() {
    let gaap = paced(Pace::Reads(2), End::Success);
    let create = json!({ "ListenerName": "ci", "Port": 80, "ProxyId": "link-running1" });
    let id = gaap.ask("CreateHTTPListener", &create)["ListenerId"].clone();
    wait_for_listener(&gaap, "DescribeHTTPListeners", &id);
    let rename = json!({ "ListenerId": id, "ListenerName": "new", "ProxyId": "link-running1" });
    gaap.ask("ModifyHTTPListenerAttribute", &rename);
    assert_eq!(wait_for_listener(&gaap, "DescribeHTTPListeners", &id)["ListenerName"], "new");
    let delete = json!({ "ProxyId": "link-running1", "ListenerIds": [id], "Force": 0 });
    gaap.ask("DeleteListeners", &delete);
    // It is gone once the provider is told so in these words.
    let look = json!({ "ListenerId": id, "ProxyId": "link-running1", "Limit": 1 });
    gaap.ask("DescribeHTTPListeners", &look);
    gaap.ask("DescribeHTTPListeners", &look);
    let (code, message) = gaap.refuse_saying("DescribeHTTPListeners", &look);
    assert_eq!(code, "InvalidParameter");
    assert_eq!(message, format!("ListenerId({}) Not Exist.", id.as_str().unwrap()));
}

#[test]
fn gaap_layer7_listener_of_https_is_told_its_versions_of_tls_where_there_is_a_choice() {
    let gaap = start();
    let create = json!({
        "ListenerName": "ci", "Port": 444, "ProxyId": "link-running1", "ForwardProtocol": "HTTP",
        "CertificateId": "cert-wildcard",
    });
    let id = gaap.ask("CreateHTTPSListener", &create)["ListenerId"].clone();
    let proxy = gaap.ask("DescribeProxyDetail", &json!({ "ProxyId": "link-running1" }));
    assert_eq!(proxy["ProxyDetail"]["IsSupportTLSChoice"], 1);
    let set = json!({
        "ListenerId": id, "TLSSupportVersion": ["TLSv1.2", "TLSv1.3"],
        "TLSCiphers": "GAAP_TLS_CIPHERS_GENERAL",
    });
    gaap.ask("SetTlsVersion", &set);
    let shown = wait_for_listener(&gaap, "DescribeHTTPSListeners", &id);
    assert_eq!(shown["TLSCiphers"], "GAAP_TLS_CIPHERS_GENERAL");
    // An import does not know the protocol.
    assert_eq!(protocol(&gaap, &id), "HTTPS");
}

#[test]
fn gaap_http_domain_lives_on_listeners_of_either_protocol() {
    let gaap = start();
    let plain = json!({ "ListenerName": "ci", "Port": 80, "ProxyId": "link-running1" });
    let plain = gaap.ask("CreateHTTPListener", &plain)["ListenerId"].clone();
    let name = "terraform.example.com";
    for (id, wanted) in [(plain, "HTTP"), (json!("listener-oneway11"), "HTTPS")] {
        assert_eq!(protocol(&gaap, &id), wanted);
        let mut create = json!({ "ListenerId": id, "Domain": name });
        if wanted == "HTTPS" {
            create["CertificateId"] = json!("cert-wildcard");
        }
        gaap.ask("CreateDomain", &create);
        let at = id.as_str().unwrap();
        assert_eq!(domain(&gaap, at, name)["DomainStatus"], 0);
        if wanted == "HTTPS" {
            let set = json!({
                "ListenerId": id, "Domain": name, "BasicAuth": 0, "GaapAuth": 0,
                "RealServerAuth": 0,
            });
            gaap.ask("SetAuthentication", &set);
        }
        let rename = json!({ "ListenerId": id, "OldDomain": name, "NewDomain": "x.example.com" });
        gaap.ask("ModifyDomain", &rename);
        let delete = json!({ "ListenerId": id, "Domain": "x.example.com", "Force": 1 });
        gaap.ask("DeleteDomain", &delete);
        assert_eq!(domain(&gaap, at, "x.example.com"), Value::Null);
    }
}

#[test]
fn gaap_proxy_is_updated_in_all_that_can_be() {
    let gaap = paced(Pace::Reads(1), End::Success);
    let wait = |wanted: &str| {
        for _ in 0..5 {
            let listed = gaap.ask("DescribeProxies", &json!({ "ProxyIds": ["link-running1"] }));
            let proxy = listed["ProxySet"][0].clone();
            if proxy["Status"] == wanted {
                return proxy;
            }
        }
        panic!("the proxy does not come to be {wanted}");
    };
    let token = |name: &str, mut parameters: Value| {
        parameters["ClientToken"] = json!(name);
        parameters
    };
    let ids = json!(["link-running1"]);
    // The provider waits for neither of these.
    gaap.ask("ModifyProxiesAttribute", &token("1", json!({ "ProxyIds": ids, "ProxyName": "n" })));
    gaap.ask("ModifyProxiesProject", &token("2", json!({ "ProxyIds": ids, "ProjectId": 5 })));
    let limits = json!({ "ProxyId": "link-running1", "Bandwidth": 20, "Concurrent": 5 });
    gaap.ask("ModifyProxyConfiguration", &token("3", limits));
    let proxy = wait("RUNNING");
    for (member, value) in [
        ("ProxyName", json!("n")),
        ("ProjectId", json!(5)),
        ("Bandwidth", json!(20)),
        ("Concurrent", json!(5)),
    ] {
        assert_eq!(proxy[member], value, "{member}");
    }
    gaap.ask("CloseProxies", &token("4", json!({ "ProxyIds": ids })));
    wait("CLOSED");
    gaap.ask("OpenProxies", &token("5", json!({ "ProxyIds": ids })));
    wait("RUNNING");
}
