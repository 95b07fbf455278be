//! Deployment tools, by the calls that they make: each signed, over TLS, under the vendor's own host, to a
//! server that takes no wrong signature.
//!
//! The sequences are those of the tools' sources: what each sends, in its order, and what it looks at.

mod actions;
mod certd;
mod certimate;
mod dnsmgr;

use certmock::{AuthMode, Config};
use serde_json::{Value, json};
use time::OffsetDateTime;

use crate::material::pem;
use crate::mock::Mock;
use crate::tencent::signer::Tc3;
use crate::tls::{ask, connect, root, secure};

/// The version that a service's actions have.
const VERSIONS: [(&str, &str); 11] = [
    ("cdn", "2018-06-06"),
    ("clb", "2018-03-17"),
    ("gaap", "2018-05-29"),
    ("live", "2018-08-01"),
    ("scf", "2018-04-16"),
    ("ssl", "2019-12-05"),
    ("sts", "2018-08-13"),
    ("tag", "2018-08-13"),
    ("teo", "2022-09-01"),
    ("vod", "2018-07-17"),
    ("waf", "2018-01-25"),
];

/// A tool at work.
struct Tool {
    mock: Mock,
    root: String,
    /// What stands between the service and the domain: `.intl`, say.
    site: &'static str,
    region: Option<&'static str>,
}

impl Tool {
    /// One for an account that has this at its providers.
    fn with(state: &Value) -> Self {
        let mock = Mock::with(Config { auth: AuthMode::Strict, ..Config::default() });
        let body = json!({ "certmock": state });
        mock.request("PUT", "/_certmock/state").json(&body).send().expect(204);
        let root = root(&mock);
        Self { mock, root, site: "", region: Some("ap-guangzhou") }
    }

    /// One for an account that has what a shipped fixture gives it.
    fn with_fixture(name: &str) -> Self {
        let tool = Self::with(&json!({}));
        let path = format!("/_certmock/fixtures?name={name}");
        tool.mock.request("POST", &path).send().expect(200);
        tool
    }

    /// What the service answers: `cdn.DescribeDomains`, say.
    #[track_caller]
    fn answer(&self, call: &str, parameters: &Value) -> Value {
        let (service, action) = call.split_once('.').unwrap();
        let (_, version) = VERSIONS.iter().find(|(known, _)| *known == service).unwrap();
        let host = format!("{service}{}.tencentcloudapi.com", self.site);
        let payload = parameters.to_string();
        let timestamp = OffsetDateTime::now_utc().unix_timestamp();
        let signed = [("content-type", "application/json"), ("host", host.as_str())];
        let authorization = Tc3 {
            secret_id: "certmock",
            secret_key: "certmock",
            timestamp,
            service,
            method: "POST",
            path: "/",
            query: "",
            headers: &signed,
            payload: &payload,
        }
        .header();
        let region = self.region.map(|region| format!("X-TC-Region: {region}\r\n"));
        let head = format!(
            "POST / HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\nX-TC-Action: {action}\r\nX-TC-Version: {version}\r\n\
             X-TC-Timestamp: {timestamp}\r\n{}Authorization: {authorization}\r\n\r\n{payload}",
            payload.len(),
            region.unwrap_or_default(),
        );
        let mut wire = secure(&self.root, &host, connect(self.mock.address()));
        let answer = ask(&mut wire, &head);
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with("HTTP/1.1 200 "), "{call}: {head}");
        serde_json::from_str::<Value>(body).unwrap()["Response"].clone()
    }

    /// The reply of a success.
    #[track_caller]
    fn call(&self, call: &str, parameters: &Value) -> Value {
        let response = self.answer(call, parameters);
        assert_eq!(response["Error"], Value::Null, "{call}: {response:#}");
        response
    }

    /// The code of a refusal.
    #[track_caller]
    fn refused(&self, call: &str, parameters: &Value) -> String {
        let response = self.answer(call, parameters);
        let code = response["Error"]["Code"].as_str();
        code.unwrap_or_else(|| panic!("{call} is not refused: {response:#}")).to_owned()
    }

    /// Uploads a certificate; its id, which is an old one's where the tool repeats nothing.
    #[track_caller]
    fn upload(&self, name: &str, repeatable: bool) -> String {
        let parameters = json!({
            "CertificatePublicKey": pem(&format!("{name}.crt")),
            "CertificatePrivateKey": pem(&format!("{name}.key")),
            "Alias": format!("tool-{name}"), "Repeatable": repeatable,
        });
        let made = self.call("ssl.UploadCertificate", &parameters);
        let repeated = made["RepeatCertId"].as_str().filter(|id| !id.is_empty());
        repeated.or(made["CertificateId"].as_str()).unwrap().to_owned()
    }
}

/// Domains of CDN that HTTPS is off for.
fn cdn_domains(names: &[&str]) -> Value {
    let domain = |name: &&str| json!({ "domain": name, "created": "2026-01-01T00:00:00Z" });
    json!({ "domains": names.iter().map(domain).collect::<Vec<_>>() })
}

/// The certificate that a domain of CDN has.
#[track_caller]
fn cdn_certificate(tool: &Tool, domain: &str) -> Value {
    let filters = json!({ "Filters": [{ "Name": "domain", "Value": [domain] }] });
    let reply = tool.call("cdn.DescribeDomainsConfig", &filters);
    reply["Domains"][0]["Https"]["CertInfo"]["CertId"].clone()
}
