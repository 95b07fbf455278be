//! Rainbond.

mod certificates;
mod http_rules;
mod ids;
mod recordings;
mod sizes;
mod teams;

use serde_json::{Value, json};

use crate::material::pair;
use crate::mock::{Answer, Mock, Request};
use crate::vendors::Vendor;

pub(crate) static VENDOR: Vendor = Vendor {
    prefix: "rainbond",
    admit: |request| request.header("Authorization", "certmock"),
    code_of: |body| body.get("code"),
    refusals: 400..=599,
    unsigned: (401, "401"),
    // Django's page for an address that it does not have.
    unknown_path_page: Some("<h1>Not Found</h1>"),
};

/// The built-in account's request for an operation, below its first team where it is of a team.
#[track_caller]
fn ask(mock: &Mock, operation: &str, parameters: &[&str]) -> Request {
    let parameters = match operation {
        "ListTeams" | "ListRegions" | "ListHttpDomains" => parameters.to_vec(),
        _ => [&[TEAM][..], parameters].concat(),
    };
    ask_of(mock, operation, &parameters)
}

/// The same, of any team.
#[track_caller]
fn ask_of(mock: &Mock, operation: &str, parameters: &[&str]) -> Request {
    (VENDOR.admit)(mock.operation("rainbond", operation, parameters))
}

impl Mock {
    /// A request of the built-in account at Rainbond, below its first team.
    pub(crate) fn rainbond(&self, method: &str, rest: &str) -> Request {
        (VENDOR.admit)(self.request(method, &format!("/openapi/v1/teams/{TEAM}{rest}")))
    }
}

/// A team of the built-in account.
const TEAM: &str = "11111111111111111111111111111111";
/// Another of its teams.
const OTHER: &str = "22222222222222222222222222222222";

/// A certificate to be added under that alias.
fn fields(alias: &str, name: &str) -> Value {
    let (certificate, private_key) = pair(name);
    json!({ "alias": alias, "private_key": private_key, "certificate": certificate, "certificate_type": "服务端证书" })
}

/// Adds a certificate.
fn post(mock: &Mock, body: &Value) -> Answer {
    ask(mock, "CreateCertificate", &[]).json(body).send()
}

/// Adds a certificate; its id.
fn create(mock: &Mock, alias: &str) -> u64 {
    post(mock, &fields(alias, "ec-p256")).expect(200)["id"].as_u64().unwrap()
}

/// Asserts the envelope of a refusal of the service's own.
#[track_caller]
fn service(answer: &Answer, status: u16, code: u64, msg: &str, msg_show: &str) {
    let data = json!({ "bean": {}, "list": [] });
    let wanted = json!({ "code": code, "msg": msg, "msg_show": msg_show, "data": data });
    assert_eq!(answer.expect(status), wanted);
}
