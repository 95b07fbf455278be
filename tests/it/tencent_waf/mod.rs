//! Tencent Cloud, WAF.

mod configure;
mod one_truth;
mod refusals;
mod region;
mod scenarios;

use serde_json::{Value, json};

use crate::material::pem;
use crate::mock::Mock;
use crate::tencent::client::{Client, SSL, WAF};

const SHOW: &str = "DescribeDomainDetailsSaas";
const MODIFY: &str = "ModifySpartaProtection";
const DOMAIN: &str = "www.example.com";
const DOMAIN_ID: &str = "7d58ebf3db7e5f7e8f91eb017c6a7b31";
const INSTANCE: &str = "waf_2kw60zgy0508e8j3";

/// A client with a server of its own, which has one domain.
fn one() -> Client {
    let waf = Client::of(Mock::start(), &WAF);
    waf.put(&json!({ "domains": [domain()] }));
    waf
}

fn domain() -> Value {
    json!({
        "domain": DOMAIN, "domain_id": DOMAIN_ID, "instance_id": INSTANCE, "region": "ap-guangzhou",
        "created": "2026-01-01T00:00:00Z", "updated": "2026-01-01T00:00:00Z",
    })
}

/// Uploads a certificate to SSL; its id.
fn upload(waf: &Client, name: &str) -> String {
    let parameters = json!({
        "CertificatePublicKey": pem(&format!("{name}.crt")),
        "CertificatePrivateKey": pem(&format!("{name}.key")), "Alias": name,
    });
    let made = waf.beside(&SSL).ask("UploadCertificate", &parameters);
    made["CertificateId"].as_str().unwrap().to_owned()
}

/// What names the domain when it is shown.
fn name() -> Value {
    json!({ "Domain": DOMAIN, "DomainId": DOMAIN_ID, "InstanceId": INSTANCE })
}

/// The domain with all that is configured.
fn shown(waf: &Client) -> Value {
    waf.ask(SHOW, &name())["DomainsPartInfo"].clone()
}

/// A change of the domain.
fn change(more: &Value) -> Value {
    let mut parameters = json!({ "Domain": DOMAIN, "DomainId": DOMAIN_ID, "InstanceID": INSTANCE });
    parameters.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    parameters
}

fn modify(waf: &Client, more: &Value) {
    waf.ask(MODIFY, &change(more));
}

fn by_id(id: &str) -> Value {
    json!({ "CertType": 2, "SSLId": id })
}

fn port(number: &str, protocol: &str) -> Value {
    json!({
        "NginxServerId": 0, "Port": number, "Protocol": protocol, "UpstreamPort": "80",
        "UpstreamProtocol": "http",
    })
}
