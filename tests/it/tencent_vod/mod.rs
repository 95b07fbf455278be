//! Tencent Cloud, VOD.

mod domains;
mod one_truth;
mod refusals;
mod scenarios;

use certmock::Config;
use certmock::pace::{Paces, Script};
use serde_json::{Value, json};

use crate::material::pem;
use crate::mock::Mock;
use crate::tencent::client::{Client, SSL, VOD};

const DOMAIN: &str = "www.example.com";
const APPLICATION: u64 = 1_500_000_000;
const OTHER_APPLICATION: u64 = 1_500_000_001;

/// A client with a server of its own, on which work takes so long.
fn paced(kind: &str, script: Script) -> Client {
    let paces = Paces::default().with(kind, script);
    Client::of(Mock::with(Config { paces, ..Config::default() }), &VOD)
}

/// The same with a domain in each of two applications, on which work takes no time.
fn with_two() -> Client {
    let vod = Client::of(Mock::start(), &VOD);
    put(&vod, &json!([{ "name": DOMAIN }]));
    vod
}

/// Puts two applications in place, of which the default one has these domains.
fn put(vod: &Client, domains: &Value) {
    let created = "2026-01-01T00:00:00Z";
    let other = json!([{ "name": "other.example.com", "type": "EdgeOne" }]);
    vod.put(&json!({ "applications": [
        { "sub_app_id": OTHER_APPLICATION, "domains": other, "created": created },
        { "sub_app_id": APPLICATION, "default": true, "domains": domains, "created": created },
    ]}));
}

/// Uploads a certificate to SSL; its id.
fn upload(vod: &Client, name: &str) -> String {
    let parameters = json!({
        "CertificatePublicKey": pem(&format!("{name}.crt")),
        "CertificatePrivateKey": pem(&format!("{name}.key")), "Alias": name,
    });
    let made = vod.beside(&SSL).ask("UploadCertificate", &parameters);
    made["CertificateId"].as_str().unwrap().to_owned()
}

/// A domain as it is listed.
fn domain(vod: &Client) -> Value {
    let reply = vod.ask("DescribeVodDomains", &json!({ "Domains": [DOMAIN] }));
    assert_eq!(reply["TotalCount"], 1);
    reply["DomainSet"][0].clone()
}

/// The certificate that it has.
fn has(vod: &Client) -> Value {
    domain(vod)["HTTPSConfig"]["CloudCertId"].clone()
}

/// Gives it one.
fn bind(vod: &Client, id: &str) {
    let set = json!({ "Domain": DOMAIN, "Operation": "Set", "CertID": id });
    vod.ask("SetVodDomainCertificate", &set);
}
