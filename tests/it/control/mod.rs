//! What a test asks of certmock itself.

mod about;
mod again;
mod answers;
mod bodies;
mod certificates;
mod clock;
mod document;
mod events;
mod every_operation;
mod faults;
mod guard;
mod har;
mod journal;
mod mistakes;
mod moments;
mod objects;
mod page;
mod pages;
mod private;
mod rule_bounds;
mod rules;
pub(crate) mod secrets;
mod unread;

use serde_json::{Value, json};

use crate::material::pair;
use crate::mock::{Answer, Mock};

/// Arms a rule.
#[track_caller]
pub(crate) fn arm(mock: &Mock, rule: &Value) {
    mock.request("POST", "/_certmock/rules").json(rule).send().expect(200);
}

/// Why a rule is refused.
#[track_caller]
fn refused(mock: &Mock, rule: &Value) -> String {
    let answer = mock.request("POST", "/_certmock/rules").json(rule).send().expect(400);
    answer["error"].as_str().unwrap().to_owned()
}

/// Uploads a certificate to Qiniu.
pub(crate) fn upload(mock: &Mock, account: &str, name: &str) -> Answer {
    let (ca, pri) = pair("rsa-2048");
    let body = json!({ "name": name, "ca": ca, "pri": pri });
    mock.qiniu_as(account, "POST", "/sslcert").json(&body).send()
}

/// How many certificates Qiniu lists.
fn listed(mock: &Mock, account: &str) -> usize {
    let list = mock.qiniu_as(account, "GET", "/sslcert").send().expect(200);
    list["certs"].as_array().map_or(0, Vec::len)
}

/// The journal's entries, as they are listed.
fn requests(mock: &Mock, query: &str) -> Vec<Value> {
    let list = mock.request("GET", &format!("/_certmock/requests{query}")).send().expect(200);
    list["requests"].as_array().unwrap().clone()
}
