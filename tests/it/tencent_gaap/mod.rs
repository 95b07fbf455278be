//! Tencent Cloud, GAAP.

mod bindings;
mod certificates;
mod dns_records;
mod domains;
mod error_pages;
mod global_domains;
mod groups;
mod http_listeners;
mod listeners;
mod modify_certificate;
mod proxies;
mod proxy_changes;
mod real_servers;
mod regions;
mod rules;
mod statistics;
mod stream_origins;
mod streams;
mod tasks;
mod terraform;

use certmock::Config;
use certmock::pace::{End, Pace, Paces, Script};
use serde_json::{Value, json};

use crate::material::{pair, pem};
use crate::mock::Mock;
use crate::tencent::client::{Client, GAAP};

/// An account with something of every kind.
fn scene() -> Value {
    let x509 = |name: &str| {
        let (certificate, private_key) = pair(name);
        json!({ "x509": { "certificate": certificate, "private_key": private_key } })
    };
    let authority = || json!({ "x509": { "certificate": pem("ca.crt") } });
    let listener = |id: &str, place: &str, of: &str, port: u16| {
        json!({
            "id": format!("listener-{id}"), "port": port, place: of, "name": id,
            "certificate_id": "cert-wildcard",
            "domains": [{ "name": "www.example.com" }, { "name": "api.example.com" }],
        })
    };
    let mut mutual = listener("mutual11", "proxy_id", "link-running1", 8443);
    mutual["auth_type"] = json!(1);
    mutual["client_certificate_ids"] = json!(["cert-clients1"]);
    let mut bound = listener("bound111", "proxy_id", "link-running1", 9443);
    bound["domains"][0]["rules"] = json!([{
        "id": "rule-11111111",
        "real_servers": [{ "id": "rs-11111111" }],
    }]);
    let mut stream = listener("tcp11111", "proxy_id", "link-running1", 22);
    stream["protocol"] = json!("TCP");
    stream["domains"] = json!([]);
    json!({
        "certificates": [
            { "id": "cert-wildcard", "type": 2, "alias": "wild", "content": x509("wildcard") },
            { "id": "cert-several1", "type": 2, "alias": "many", "content": x509("several-names") },
            { "id": "cert-clients1", "type": 1, "alias": "clients", "content": authority() },
            { "id": "cert-clients2", "type": 1, "alias": "others", "content": authority() },
            { "id": "cert-origins1", "type": 3, "alias": "origins", "content": authority() },
            { "id": "cert-origins2", "type": 3, "alias": "more", "content": authority() },
            { "id": "cert-proxy111", "type": 4, "alias": "proxy", "content": x509("ec-p256") },
            { "id": "cert-basic111", "type": 0, "content": { "basic_auth": "root:FSGdT" } },
        ],
        "groups": [{ "id": "lg-running1" }, { "id": "lg-closed11", "status": "CLOSED" }],
        "proxies": [
            { "id": "link-running1", "created": "2026-01-01T00:00:00Z" },
            { "id": "link-version2", "version": "2.0", "created": "2026-01-02T00:00:00Z" },
            { "id": "link-version1", "version": "1.0", "created": "2026-01-03T00:00:00Z" },
            { "id": "link-closed11", "status": "CLOSED", "created": "2026-01-04T00:00:00Z" },
            { "id": "link-special1", "non_standard": true, "created": "2026-01-05T00:00:00Z" },
            { "id": "link-grouped1", "group_id": "lg-running1", "created": "2026-01-06T00:00:00Z" },
        ],
        "real_servers": [
            { "id": "rs-11111111", "ip": "192.0.2.1", "name": "first" },
            { "id": "rs-22222222", "ip": "192.0.2.2", "project_id": 7 },
            { "id": "rs-domain11", "ip": "origin.example.com" },
            { "id": "rs-banned11", "ip": "192.0.2.9", "banned": true },
        ],
        "listeners": [
            listener("oneway11", "proxy_id", "link-running1", 443),
            mutual,
            bound,
            stream,
            listener("version2", "proxy_id", "link-version2", 443),
            listener("version1", "proxy_id", "link-version1", 443),
            listener("closed11", "proxy_id", "link-closed11", 443),
            listener("special1", "proxy_id", "link-special1", 443),
            listener("grouped1", "group_id", "lg-running1", 443),
            listener("grouped2", "group_id", "lg-closed11", 443),
        ],
    })
}

/// The same, with a task that goes on, and every name in it.
pub(super) fn everything() -> (Value, Vec<String>) {
    let mut state = scene();
    let task = "08388e12-d2e2-4376-ade0-1a59fdd9f4d2";
    state["tasks"] =
        json!([{ "id": task, "work": { "pace": "manual", "begun": "2026-01-01T00:00:00Z" } }]);
    state["listeners"][2]["domains"][1]["change"] = json!({ "task": task, "kind": "creation" });
    let mut names = vec![task.to_owned(), "www.example.com".into(), "api.example.com".into()];
    names.push("rule-11111111".to_owned());
    state["global_domains"] = json!([{
        "id": "dm-11111111", "default_value": "192.0.2.1",
        "dns_records": [
            { "id": 1_805_447, "countries": ["101001"], "proxy_ids": ["link-running1"] },
        ],
    }]);
    state["groups"][0]["domain"] = json!({
        "default_value": "192.0.2.1",
        "access_regions": [{ "id": "Guangzhou", "countries": ["101003"] }],
    });
    names.extend(["1805447", "101001", "101002", "Guangzhou"].map(str::to_owned));
    for kind in ["certificates", "groups", "proxies", "listeners", "real_servers", "global_domains"]
    {
        let all = state[kind].as_array().unwrap();
        names.extend(all.iter().map(|each| each["id"].as_str().unwrap().to_owned()));
    }
    (state, names)
}

/// Parameters with some of them otherwise.
fn changed(mut parameters: Value, changes: &[(&str, Value)]) -> Value {
    for (member, value) in changes {
        parameters[*member] = value.clone();
    }
    parameters
}

/// A client of an account with something of every kind, whose work takes no time.
fn start() -> Client {
    on(Mock::start())
}

/// The same, whose work takes that long and ends so.
fn paced(pace: Pace, end: End) -> Client {
    let paces = Paces::default().with("tencent_gaap.task", Script { pace, end });
    on(Mock::with(Config { paces, ..Config::default() }))
}

fn on(mock: Mock) -> Client {
    let gaap = Client::of(mock, &GAAP);
    gaap.put(&scene());
    gaap
}

/// A domain of a listener, as `DescribeRules` shows it.
#[track_caller]
fn domain(gaap: &Client, listener: &str, name: &str) -> Value {
    let rules = gaap.ask("DescribeRules", &json!({ "ListenerId": listener }));
    let domains = rules["DomainRuleSet"].as_array().unwrap();
    domains.iter().find(|domain| domain["Domain"] == name).cloned().unwrap_or(Value::Null)
}

/// A listener, as `DescribeHTTPSListeners` shows it.
#[track_caller]
fn listener(gaap: &Client, id: &str) -> Value {
    let listed = gaap.ask("DescribeHTTPSListeners", &json!({ "ListenerId": id }));
    assert_eq!(listed["TotalCount"], 1);
    listed["ListenerSet"][0].clone()
}

/// How far a task is.
#[track_caller]
fn task(gaap: &Client, request_id: &Value) -> String {
    let reply = gaap.ask("DescribeTaskStatus", &json!({ "TaskId": request_id }));
    assert_eq!(reply["TaskId"], *request_id);
    reply["Status"].as_str().unwrap().to_owned()
}

/// The words with which a state is refused that has that value there.
#[track_caller]
fn refuses_state(gaap: &Client, pointer: &str, value: Value) -> String {
    let mut state = gaap.state();
    *state.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer}")) = value;
    let body = json!({ "tencent:tester": { "tencent_gaap": state } });
    let answer = gaap.mock.request("PUT", "/_certmock/state").json(&body).send();
    answer.expect(400)["error"].as_str().unwrap().to_owned()
}

/// Changes a member of the account's state.
fn set(gaap: &Client, pointer: &str, value: Value) {
    let mut state = gaap.state();
    *state.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer}")) = value;
    gaap.put(&state);
}
