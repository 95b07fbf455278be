//! Tencent Cloud, `EdgeOne`.

mod beside;
mod changes;
mod lists;
mod one_truth;
mod refusals;
mod scenarios;

use certmock::Config;
use certmock::pace::{Paces, Script};
use serde_json::{Value, json};

use crate::material::pem;
use crate::mock::Mock;
use crate::tencent::client::{Client, SSL, TEO};

const ZONE: &str = "zone-21xfqlh4qjee";
const HOST: &str = "www.example.com";

/// A client with a server of its own, on which work takes so long.
fn paced(kind: &str, script: Script) -> Client {
    let paces = Paces::default().with(kind, script);
    Client::of(Mock::with(Config { paces, ..Config::default() }), &TEO)
}

/// The same with a zone that has these hosts, on which work takes no time.
fn with(hosts: &Value) -> Client {
    let teo = Client::of(Mock::start(), &TEO);
    put(&teo, json!({}), hosts);
    teo
}

/// Puts a zone in place, with these hosts.
fn put(teo: &Client, mut zone: Value, hosts: &Value) {
    let known = json!({
        "id": ZONE, "name": "example.com", "created": "2026-01-01T00:00:00Z",
        "modified": "2026-01-01T00:00:00Z", "domains": hosts,
    });
    for (name, value) in known.as_object().unwrap() {
        zone.as_object_mut().unwrap().entry(name).or_insert(value.clone());
    }
    teo.put(&json!({ "zones": [zone] }));
}

/// Uploads a certificate to SSL; its id.
fn upload(teo: &Client, name: &str) -> String {
    let parameters = json!({
        "CertificatePublicKey": pem(&format!("{name}.crt")),
        "CertificatePrivateKey": pem(&format!("{name}.key")), "Alias": name,
    });
    let made = teo.beside(&SSL).ask("UploadCertificate", &parameters);
    made["CertificateId"].as_str().unwrap().to_owned()
}

/// Uploads an authority to SSL; its id.
fn upload_ca(teo: &Client) -> String {
    let ca = json!({ "CertificatePublicKey": pem("ca.crt"), "CertificateType": "CA" });
    let made = teo.beside(&SSL).ask("UploadCertificate", &ca);
    made["CertificateId"].as_str().unwrap().to_owned()
}

/// A change of hosts.
fn change(hosts: &[&str], more: &Value) -> Value {
    let mut change = more.clone();
    change["ZoneId"] = json!(ZONE);
    change["Hosts"] = json!(hosts);
    change
}

/// The certificates of SSL's that hosts are to serve with.
fn certificates(ids: &[&str]) -> Value {
    let ids: Vec<_> = ids.iter().map(|id| json!({ "CertId": id })).collect();
    json!({ "Mode": "sslcert", "ServerCertInfo": ids })
}

/// Has a host serve with certificates of SSL's.
fn bind(teo: &Client, host: &str, ids: &[&str]) {
    teo.ask("ModifyHostsCertificate", &change(&[host], &certificates(ids)));
}

/// A host as it is listed.
fn domain(teo: &Client, host: &str) -> Value {
    let filters = json!([{ "Name": "domain-name", "Values": [host] }]);
    let list = json!({ "ZoneId": ZONE, "Filters": filters });
    let reply = teo.ask("DescribeAccelerationDomains", &list);
    assert_eq!(reply["TotalCount"], 1, "{host}");
    reply["AccelerationDomains"][0].clone()
}

/// The ids of the certificates that a host serves with, in their alphabetical order.
fn has(teo: &Client, host: &str) -> Vec<String> {
    let list = domain(teo, host)["Certificate"]["List"].clone();
    let ids = list.as_array().unwrap().iter().map(|each| each["CertId"].as_str().unwrap());
    let mut ids: Vec<_> = ids.map(str::to_owned).collect();
    ids.sort_unstable();
    ids
}

/// The same ids in that order.
fn sorted(ids: &[&str]) -> Vec<String> {
    let mut ids: Vec<_> = ids.iter().map(|id| (*id).to_owned()).collect();
    ids.sort_unstable();
    ids
}
