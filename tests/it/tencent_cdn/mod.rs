//! Tencent Cloud, CDN.

mod certificates;
mod configure;
mod lifecycle;
mod lists;
mod one_truth;
mod refusals;
mod scenarios;

use certmock::Config;
use certmock::pace::{Paces, Script};
use serde_json::{Value, json};

use crate::material::pem;
use crate::mock::Mock;
use crate::tencent::client::{CDN, Client, SSL};

/// A client with a server of its own, on which work takes so long.
fn paced(kind: &str, script: Script) -> Client {
    let paces = Paces::default().with(kind, script);
    Client::of(Mock::with(Config { paces, ..Config::default() }), &CDN)
}

/// The same with these domains, on which work takes no time.
fn with(domains: &Value) -> Client {
    let cdn = Client::of(Mock::start(), &CDN);
    cdn.put(&json!({ "domains": domains }));
    cdn
}

/// Uploads a certificate to SSL; its id.
fn upload(cdn: &Client, name: &str) -> String {
    let parameters = json!({
        "CertificatePublicKey": pem(&format!("{name}.crt")),
        "CertificatePrivateKey": pem(&format!("{name}.key")), "Alias": name,
    });
    let made = cdn.beside(&SSL).ask("UploadCertificate", &parameters);
    made["CertificateId"].as_str().unwrap().to_owned()
}

/// A domain with all that is configured.
fn config(cdn: &Client, domain: &str) -> Value {
    let filters = json!({ "Filters": [{ "Name": "domain", "Value": [domain] }] });
    let reply = cdn.ask("DescribeDomainsConfig", &filters);
    assert_eq!(reply["TotalNumber"], 1, "{domain}");
    reply["Domains"][0].clone()
}

/// Has a domain use a certificate.
fn bind(cdn: &Client, domain: &str, id: &str) {
    let https = json!({ "Switch": "on", "CertInfo": { "CertId": id } });
    cdn.ask("UpdateDomainConfig", &json!({ "Domain": domain, "Https": https }));
}
