//! Tencent Cloud, Live.

mod bindings;
mod domains;
mod one_truth;
mod refusals;
mod scenarios;

use serde_json::{Value, json};

use crate::material::pem;
use crate::mock::Mock;
use crate::tencent::client::{Client, LIVE, SSL};

const MODIFY: &str = "ModifyLiveDomainCertBindings";
const BINDINGS: &str = "DescribeLiveDomainCertBindings";

/// A client with a server of its own, which has these domains.
fn with(domains: &Value) -> Client {
    let live = Client::of(Mock::start(), &LIVE);
    live.put(&json!({ "domains": domains }));
    live
}

/// A domain that players ask.
fn domain(name: &str) -> Value {
    json!({ "name": name, "created": "2026-01-01T00:00:00Z" })
}

/// Uploads a certificate to SSL; its id.
fn upload(live: &Client, name: &str) -> String {
    let parameters = json!({
        "CertificatePublicKey": pem(&format!("{name}.crt")),
        "CertificatePrivateKey": pem(&format!("{name}.key")), "Alias": name,
    });
    let made = live.beside(&SSL).ask("UploadCertificate", &parameters);
    made["CertificateId"].as_str().unwrap().to_owned()
}

/// What domains are to do, each with its status.
fn infos(domains: &[(&str, i64)]) -> Value {
    let info = |(name, status): &(&str, i64)| json!({ "DomainName": name, "Status": status });
    domains.iter().map(info).collect()
}

/// Gives a certificate to domains; the reply.
fn bind(live: &Client, id: &str, domains: &[(&str, i64)]) -> Value {
    live.ask(MODIFY, &json!({ "CloudCertId": id, "DomainInfos": infos(domains) }))
}

/// The entry of a domain among those that have certificates; null where it has none.
fn binding(live: &Client, name: &str) -> Value {
    let reply = live.ask(BINDINGS, &json!({ "DomainName": name }));
    let list = reply["LiveDomainCertBindings"].as_array().unwrap();
    assert_eq!(reply["TotalNum"], list.len());
    list.first().cloned().unwrap_or_default()
}
