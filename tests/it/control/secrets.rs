//! Requests with secrets that are known again.

use certmock::spec::Credentials;
use serde_json::json;
use time::Duration;

use crate::material::pair;
use crate::mock::{Mock, date};
use crate::table::{example, rows};
use crate::vendors::admitted;

/// Sends every operation with secrets that are known again; those are what is given back.
pub(crate) fn send_secrets(mock: &Mock) -> Vec<String> {
    let (_, private_key) = pair("rsa-2048");
    for row in rows() {
        admitted(row.provider, example(mock, &row)).send();
        if row.operation.credentials == Credentials::Account {
            // Refused before anything is known, too.
            example(mock, &row).header("X-Auth-Token", "t0ken-secret").send();
        }
    }
    let secret = json!({
        "auth": { "identity": { "methods": ["password"], "password": { "user": {
            "name": "certmock", "password": "passw0rd-secret", "domain": { "name": "certmock" } } } } }
    });
    mock.request("POST", "/v3/auth/tokens").json(&secret).send();
    // Of an account that is declared, so that the signatures are wrong and are explained.
    mock.qiniu_as("certmock", "GET", "/sslcert").send().expect(401);
    let signature = format!(
        "SDK-HMAC-SHA256 Access=certmock, SignedHeaders=host;x-sdk-date, Signature={}",
        "0".repeat(64)
    );
    mock.request("GET", "/v1.0/certmock/elbaas/certificate")
        .header("X-Sdk-Date", &date(Duration::ZERO))
        .header("Authorization", &signature)
        .send();
    let inside = private_key.lines().nth(3).unwrap().to_owned();
    let signatures = ["A".repeat(27), "0".repeat(64)];
    let words = ["passw0rd-secret", "t0ken-secret", "PRIVATE KEY"].map(str::to_owned);
    words.into_iter().chain(signatures).chain([inside]).collect()
}
