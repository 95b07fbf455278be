//! Huawei Cloud, ELB: the classic API beside this file, the later versions in files of their own.

mod certificates;
mod one_store;
mod v2;
mod v2_0;
mod v3;
mod versions;

use serde_json::{Value, json};

use crate::material::pair;
use crate::mock::{Answer, Mock, Request};

/// The built-in account's request for an operation, below its project.
#[track_caller]
pub(crate) fn ask(mock: &Mock, operation: &str, parameters: &[&str]) -> Request {
    ask_below(mock, operation, &[&["certmock"][..], parameters].concat())
}

/// The same of a path that has no project.
#[track_caller]
fn ask_below(mock: &Mock, operation: &str, parameters: &[&str]) -> Request {
    mock.operation("huawei_elb", operation, parameters).header("X-Auth-Token", "certmock")
}

/// Asserts the service's envelope.
#[track_caller]
pub(crate) fn refused(answer: &Answer, status: u16, code: &str, message: &str) {
    assert_eq!(answer.expect(status), json!({ "error": { "message": message, "code": code } }));
}

/// Makes a certificate by v3; its id.
#[track_caller]
fn create(mock: &Mock, name: &str, members: &Value) -> String {
    let (certificate, private_key) = pair(name);
    let mut option = json!({ "certificate": certificate, "private_key": private_key });
    for (member, value) in members.as_object().unwrap() {
        option[member] = value.clone();
    }
    let request = ask(mock, "v3.CreateCertificate", &[]).json(&json!({ "certificate": option }));
    request.send().expect(201)["certificate"]["id"].as_str().unwrap().to_owned()
}

/// Makes a load balancer by v3; its id.
#[track_caller]
pub(crate) fn create_balancer(mock: &Mock) -> String {
    let option = json!({ "availability_zone_list": ["cn-north-4a"], "vpc_id": "vpc" });
    let body = json!({ "loadbalancer": option });
    let made = ask(mock, "v3.CreateLoadBalancer", &[]).json(&body).send().expect(201);
    made["loadbalancer"]["id"].as_str().unwrap().to_owned()
}

/// Asks v3 for a listener of HTTPS at a load balancer, with more members.
#[track_caller]
pub(crate) fn listen(mock: &Mock, balancer: &str, members: &Value) -> Answer {
    let mut option =
        json!({ "loadbalancer_id": balancer, "protocol": "HTTPS", "protocol_port": 443 });
    for (member, value) in members.as_object().unwrap() {
        option[member] = value.clone();
    }
    ask(mock, "v3.CreateListener", &[]).json(&json!({ "listener": option })).send()
}

/// Changes what the built-in account holds, as a fixture could.
#[track_caller]
fn change_state(mock: &Mock, change: impl FnOnce(&mut Value)) {
    let mut state = crate::states::export(mock);
    change(&mut state["certmock"]["huawei_elb"]);
    mock.request("PUT", "/_certmock/state").json(&state).send().expect(204);
}
