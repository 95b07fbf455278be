//! Tencent Cloud, SCF.

mod domains;
mod one_truth;
mod refusals;
mod region;
mod scenarios;

use serde_json::{Value, json};

use crate::material::pem;
use crate::mock::Mock;
use crate::tencent::client::{Client, SCF, SSL};

const DOMAIN: &str = "www.example.com";
const GET: &str = "GetCustomDomain";
const UPDATE: &str = "UpdateCustomDomain";
const CREATE: &str = "CreateCustomDomain";
const DELETE: &str = "DeleteCustomDomain";
const LIST: &str = "ListCustomDomains";

/// A client with a server of its own, which has one domain.
fn one() -> Client {
    let scf = Client::of(Mock::start(), &SCF);
    scf.put(&json!({ "custom_domains": [domain(DOMAIN)] }));
    scf
}

fn domain(name: &str) -> Value {
    json!({
        "domain": name, "region": "ap-guangzhou",
        "created": "2026-01-01T00:00:00Z", "updated": "2026-01-01T00:00:00Z",
    })
}

/// Uploads a certificate to SSL; its id.
fn upload(scf: &Client, name: &str) -> String {
    let parameters = json!({
        "CertificatePublicKey": pem(&format!("{name}.crt")),
        "CertificatePrivateKey": pem(&format!("{name}.key")), "Alias": name,
    });
    let made = scf.beside(&SSL).ask("UploadCertificate", &parameters);
    made["CertificateId"].as_str().unwrap().to_owned()
}

fn show(scf: &Client) -> Value {
    scf.ask(GET, &json!({ "Domain": DOMAIN }))
}

/// A change of the domain.
fn change(more: &Value) -> Value {
    let mut parameters = json!({ "Domain": DOMAIN });
    parameters.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    parameters
}

/// HTTPS with that certificate.
fn https(id: &str) -> Value {
    json!({ "Protocol": "HTTP&HTTPS", "CertConfig": { "CertificateId": id } })
}

/// A new domain.
fn new(name: &str, more: &Value) -> Value {
    let endpoint = json!({
        "Namespace": "default", "FunctionName": "test1", "Qualifier": "$LATEST", "PathMatch": "/aa/*",
    });
    let mut parameters =
        json!({ "Domain": name, "Protocol": "HTTP", "EndpointsConfig": [endpoint] });
    parameters.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    parameters
}
