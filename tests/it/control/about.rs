//! What the server says of itself, of its accounts, and of the fixtures that it brings.

use certmock::{AuthMode, Config};
use serde_json::{Value, json};

use super::upload;
use crate::mock::Mock;

fn get(mock: &Mock, path: &str) -> Value {
    mock.request("GET", &format!("/_certmock/{path}")).send().expect(200)
}

#[test]
fn the_server_says_what_it_is_and_how_it_was_started() {
    let mock = Mock::with(Config { auth: AuthMode::Strict, ..Config::default() });
    mock.qiniu_as("a", "GET", "/sslcert").send();
    let about = get(&mock, "about");
    assert_eq!(about["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(about["auth"], "strict");
    assert_eq!(about["addresses"], json!([mock.address().to_string()]));
    assert_eq!(about["tls"]["ca"], "/_certmock/ca.pem");
    assert_eq!(about["journal"]["entries"], 10_000);
    assert_eq!(about["journal"]["kept"]["entries"], 1);
    assert!(about["journal"]["kept"]["bytes"].as_u64().unwrap() > 0);
    let hosts = about["answers_for"].as_array().unwrap();
    assert!(hosts.contains(&json!("api.qiniu.com")), "{hosts:?}");
    assert!(about["started"].as_str().unwrap().ends_with('Z'));
    let later = get(&mock, "about");
    assert_eq!(later["started"], about["started"]);
    assert!(later["uptime_ms"].as_u64() >= about["uptime_ms"].as_u64());
}

#[test]
fn the_accounts_are_listed_with_their_clocks_and_how_their_requests_went() {
    let mock = Mock::start();
    upload(&mock, "b", "one").expect(200);
    mock.qiniu_as("b", "GET", "/sslcert/none").send();
    mock.qiniu_as("a", "GET", "/sslcert").send().expect(200);
    let advance = json!({ "by": "60d" });
    let path = "/_certmock/clock/advance?account=qiniu:a";
    mock.request("POST", path).json(&advance).send().expect(200);
    let accounts = get(&mock, "accounts");
    let find = |name: &str| {
        let found = accounts.as_array().unwrap().iter().find(|account| account["name"] == name);
        found.unwrap_or_else(|| panic!("{accounts}")).clone()
    };
    let (a, b) = (find("qiniu:a"), find("qiniu:b"));
    assert_eq!((&b["requests"], &b["errors"]), (&json!(2), &json!(1)));
    assert_eq!((&a["requests"], &a["errors"]), (&json!(1), &json!(0)));
    assert_eq!(a["declared"], false);
    assert!(a["clock"]["now"].as_str() > b["clock"]["now"].as_str(), "{a} {b}");
    assert!(b["last"].is_string(), "{b}");
    let latest = get(&mock, "accounts?latest=1");
    assert_eq!((latest[0]["name"].as_str(), &latest[1]), (Some("qiniu:a"), &Value::Null));
    // What is forgotten of the journal was asked all the same.
    mock.request("DELETE", "/_certmock/requests").send().expect(204);
    let again = get(&mock, "accounts");
    let b = again.as_array().unwrap().iter().find(|it| it["name"] == "qiniu:b").unwrap();
    assert_eq!((&b["requests"], &b["last"]), (&json!(2), &Value::Null));
}

#[test]
fn the_fixtures_that_are_shipped_are_listed_and_loaded_by_their_names() {
    let mock = Mock::start();
    let fixtures = get(&mock, "fixtures");
    let names: Vec<_> =
        fixtures.as_array().unwrap().iter().map(|each| each["name"].as_str().unwrap()).collect();
    assert!(names.contains(&"demo") && names.contains(&"tencent_cdn/https-off"), "{names:?}");
    for each in fixtures.as_array().unwrap() {
        assert!(each["title"].as_str().is_some_and(|title| !title.is_empty()), "{each}");
    }
    let load = |query: &str| mock.request("POST", &format!("/_certmock/fixtures?{query}"));
    let loaded = load("name=demo,expiring-soon").send().expect(200);
    assert_eq!(loaded["loaded"], true);
    let state = get(&mock, "state?account=certmock");
    assert_eq!(state["certmock"]["qiniu"]["certificates"].as_array().map(Vec::len), Some(1));
    assert!(state["certmock"]["tencent_cdn"].is_object());
    let refused = load("name=demmo").send().expect(400);
    assert_eq!(refused["error"], "demmo: there is no such shipped fixture: did you mean \"demo\"?");
    // No file of the machine is read.
    let refused = load("name=Cargo.toml").send().expect(400);
    assert!(refused["error"].as_str().unwrap().contains("no such shipped fixture"), "{refused}");
    let refused = load("name=demo").json(&json!({ "rules": [] })).send().expect(400);
    assert!(refused["error"].as_str().unwrap().contains("not both"), "{refused}");
}
