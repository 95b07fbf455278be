//! Tencent Cloud, SSL.

mod bound;
mod bounds;
mod deletions;
mod deploy_rules;
mod deployments;
mod downloads;
mod instances;
mod letters;
mod lists;
mod managers;
mod orders;
mod packages;
mod paid_orders;
mod parallel;
mod reissues;
mod retries;
mod rollbacks;
mod state;
mod uploads;
mod used;

use serde_json::json;

use crate::tencent::client::Client;

/// Applies for a certificate; its id. ECDSA, because that is quick.
pub(crate) fn apply(ssl: &Client, method: &str, domain: &str) -> String {
    let parameters =
        json!({ "DvAuthMethod": method, "DomainName": domain, "CsrEncryptAlgo": "ECC" });
    ssl.ask("ApplyCertificate", &parameters)["CertificateId"].as_str().unwrap().to_owned()
}

/// A free certificate that is issued, with a key of RSA 2048; its id.
pub(crate) fn issued(ssl: &Client, domain: &str) -> String {
    let parameters = json!({ "DvAuthMethod": "DNS", "DomainName": domain });
    let id = ssl.ask("ApplyCertificate", &parameters)["CertificateId"].clone();
    ssl.ask("CompleteCertificate", &json!({ "CertificateId": id }));
    id.as_str().unwrap().to_owned()
}
