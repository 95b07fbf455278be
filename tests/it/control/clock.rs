//! The clocks of accounts: frozen, shifted, advanced, and what follows them.

use serde_json::{Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::material::{pair, pem};
use crate::mock::Mock;

fn put(mock: &Mock, target: &str, body: &Value) -> Value {
    mock.request("PUT", target).json(body).send().expect(200)
}

fn advance(mock: &Mock, target: &str, by: &str) -> Value {
    mock.request("POST", target).json(&json!({ "by": by })).send().expect(200)
}

/// The status of an upload of that pair to Qiniu, which looks at validity.
fn upload(mock: &Mock, account: &str, name: &str) -> u16 {
    let (ca, pri) = pair(name);
    let body = json!({ "name": name, "ca": ca, "pri": pri });
    mock.qiniu_as(account, "POST", "/sslcert").json(&body).send().status
}

#[test]
fn a_frozen_clock_stands_and_is_advanced() {
    let mock = Mock::start();
    let frozen = put(&mock, "/_certmock/clock", &json!({ "at": "2026-01-02T03:04:05Z" }));
    assert_eq!(frozen["now"], "2026-01-02T03:04:05Z");
    let advanced = advance(&mock, "/_certmock/clock/advance", "60d");
    assert_eq!(advanced["now"], "2026-03-03T03:04:05Z");
    let shown = mock.request("GET", "/_certmock/clock").send().expect(200);
    assert_eq!(shown["at"], "2026-03-03T03:04:05Z");
    let back = advance(&mock, "/_certmock/clock/advance", "-24h");
    assert_eq!(back["now"], "2026-03-02T03:04:05Z");
    let real = put(&mock, "/_certmock/clock", &json!({}));
    let now = OffsetDateTime::parse(real["now"].as_str().unwrap(), &Rfc3339).unwrap();
    assert!((OffsetDateTime::now_utc() - now).abs() < time::Duration::minutes(1));
    let shifted = put(&mock, "/_certmock/clock", &json!({ "offset": "-20m" }));
    assert_eq!(shifted["offset"], "-20m");
    assert_eq!(advance(&mock, "/_certmock/clock/advance", "50m")["offset"], "30m");
}

#[test]
fn validity_follows_the_clock_of_the_account_that_is_meant_and_of_no_other() {
    let mock = Mock::start();
    assert_eq!(upload(&mock, "early", "short-lived"), 400);
    put(&mock, "/_certmock/clock?account=qiniu:early", &json!({ "at": "2020-06-01T00:00:00Z" }));
    // Valid in 2020 only.
    assert_eq!(upload(&mock, "early", "expired"), 200);
    assert_eq!(upload(&mock, "late", "expired"), 400);
    advance(&mock, "/_certmock/clock/advance?account=qiniu:early", "365d");
    assert_eq!(upload(&mock, "early", "expired"), 400);
    let clocks = mock.request("GET", "/_certmock/clock").send().expect(200);
    assert_eq!(clocks["accounts"]["qiniu:early"]["now"], "2021-06-01T00:00:00Z");
    assert_eq!(clocks["accounts"]["qiniu:late"].get("at"), None);
    // All of them, and those that are still to come.
    put(&mock, "/_certmock/clock", &json!({ "at": "2020-06-01T00:00:00Z" }));
    for account in ["early", "late", "new"] {
        assert_eq!(upload(&mock, account, "expired"), 200, "{account}");
    }
}

#[test]
fn an_expired_certificate_is_shown_so_when_its_time_has_come() {
    let mock = Mock::start();
    let body = json!({
        "alias": "site", "certificate": pem("rsa-2048.crt"), "private_key": pem("rsa-2048.key"),
        "certificate_type": "服务端证书",
    });
    mock.rainbond("POST", "/certificates").json(&body).send().expect(200);
    let expired = || {
        let list = mock.rainbond("GET", "/certificates").send().expect(200);
        list["list"][0]["has_expired"].clone()
    };
    assert_eq!(expired(), false);
    advance(&mock, "/_certmock/clock/advance", "40000d");
    assert_eq!(expired(), true);
}

#[test]
fn what_is_no_clock_is_refused_and_says_what_to_write() {
    let mock = Mock::start();
    for (method, target, body, words) in [
        ("PUT", "/_certmock/clock", r#"{"at": "yesterday"}"#, "at line 1"),
        ("PUT", "/_certmock/clock", r#"{"off": "1h"}"#, "expected `at` or `offset`"),
        ("PUT", "/_certmock/clock", r#"{"at":"2026-01-01T00:00:00Z","offset":"1h"}"#, "not both"),
        ("PUT", "/_certmock/clock", "", "EOF"),
        ("POST", "/_certmock/clock/advance", r#"{"by": "1 week"}"#, "30d"),
        ("POST", "/_certmock/clock/advance", "{}", "missing field `by`"),
    ] {
        let answer = mock.request(method, target).body(body).send().expect(400);
        let error = answer["error"].as_str().unwrap();
        assert!(error.contains(words), "{error}");
    }
}
