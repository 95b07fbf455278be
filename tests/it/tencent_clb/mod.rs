//! Tencent Cloud, CLB.

mod certificates;
mod domains;
mod listeners;
mod lists;
mod one_truth;
mod refusals;
mod replacements;
mod scenarios;
mod tasks;

use certmock::Config;
use certmock::pace::{End, Pace, Paces, Script};
use serde_json::{Value, json};

use crate::material::pem;
use crate::mock::Mock;
use crate::tencent::client::{CLB, Client, SSL};

const BALANCER: &str = "lb-11111111";
/// A listener without SNI, one with it, and three of other protocols.
const PLAIN: &str = "lbl-plain111";
const SNI: &str = "lbl-sni11111";
const MAIL: &str = "lbl-mail1111";
const HTTP: &str = "lbl-http1111";
const TCP: &str = "lbl-tcp11111";

/// A load balancer with all of them.
fn state() -> Value {
    let rules = |begin: &str| {
        json!([
            { "id": format!("loc-{begin}11111"), "domains": ["www.example.com"], "default": true },
            { "id": format!("loc-{begin}22222"), "domains": ["api.example.com", "web.example.com"] },
            { "id": format!("loc-{begin}33333"), "domains": ["www.example.com"], "url": "/v1" },
        ])
    };
    json!({ "load_balancers": [{
        "id": BALANCER, "name": "web", "created": "2026-01-01T00:00:00Z", "vips": ["203.0.113.10"],
        "listeners": [
            { "id": PLAIN, "name": "plain", "rules": rules("pln") },
            { "id": SNI, "port": 8443, "sni": true, "rules": rules("sni") },
            { "id": MAIL, "protocol": "TCP_SSL", "port": 993 },
            { "id": HTTP, "protocol": "HTTP", "port": 80, "rules": rules("htp") },
            { "id": TCP, "protocol": "TCP", "port": 25 },
        ],
    }] })
}

/// A client of a load balancer on which work takes so long.
fn paced(kind: &str, pace: Pace, end: End) -> Client {
    let paces = Paces::default().with(kind, Script { pace, end });
    let clb = Client::of(Mock::with(Config { paces, ..Config::default() }), &CLB);
    clb.put(&state());
    clb
}

/// The same on which it takes no time.
fn start() -> Client {
    let clb = Client::of(Mock::start(), &CLB);
    clb.put(&state());
    clb
}

/// Uploads a certificate to SSL; its id.
fn upload(clb: &Client, name: &str) -> String {
    let parameters = json!({
        "CertificatePublicKey": pem(&format!("{name}.crt")),
        "CertificatePrivateKey": pem(&format!("{name}.key")), "Alias": name,
    });
    let made = clb.beside(&SSL).ask("UploadCertificate", &parameters);
    made["CertificateId"].as_str().unwrap().to_owned()
}

/// The same of an authority's.
fn upload_authority(clb: &Client) -> String {
    let parameters = json!({ "CertificatePublicKey": pem("ca.crt"), "CertificateType": "CA" });
    let made = clb.beside(&SSL).ask("UploadCertificate", &parameters);
    made["CertificateId"].as_str().unwrap().to_owned()
}

/// A listener as it is shown.
fn listener(clb: &Client, id: &str) -> Value {
    let parameters = json!({ "LoadBalancerId": BALANCER, "ListenerIds": [id] });
    let reply = clb.ask("DescribeListeners", &parameters);
    assert_eq!(reply["TotalCount"], 1, "{id}");
    reply["Listeners"][0].clone()
}

/// The certificates that a listener's rules have.
fn of_rules(clb: &Client, id: &str) -> Vec<Value> {
    let shown = listener(clb, id);
    let rules = shown["Rules"].as_array().unwrap().iter();
    rules.map(|rule| rule["Certificate"]["CertId"].clone()).collect()
}

/// The parameters of a write, with more of them.
fn with(listener: &str, more: Value) -> Value {
    let mut parameters = json!({ "LoadBalancerId": BALANCER, "ListenerId": listener });
    parameters.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    parameters
}

/// Has a listener use a certificate; the id of the task.
fn bind(clb: &Client, id: &str, certificate: &str) -> String {
    let certificate = json!({ "SSLMode": "UNIDIRECTIONAL", "CertId": certificate });
    begin(clb, "ModifyListener", &with(id, json!({ "Certificate": certificate })))
}

/// The same of a domain.
fn bind_domain(clb: &Client, id: &str, domain: &str, certificate: &str) -> String {
    let more = json!({ "Domain": domain, "Certificate": { "CertId": certificate } });
    begin(clb, "ModifyDomainAttributes", &with(id, more))
}

/// Asks for a write; the id of the task.
fn begin(clb: &Client, action: &str, parameters: &Value) -> String {
    clb.ask(action, parameters)["RequestId"].as_str().unwrap().to_owned()
}

/// Where a task stands.
fn status(clb: &Client, task: &str) -> i64 {
    let reply = clb.ask("DescribeTaskStatus", &json!({ "TaskId": task }));
    reply["Status"].as_i64().unwrap()
}
