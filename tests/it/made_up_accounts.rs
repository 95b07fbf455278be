//! Accounts of made-up keys: so many are kept, and those go that are idle longest.

use std::collections::HashSet;

use certmock::Config;
use serde_json::{Value, json};

use crate::control::upload;
use crate::mock::Mock;

fn keeping(made_up_accounts: usize) -> Mock {
    Mock::with(Config { made_up_accounts, ..Config::default() })
}

fn count(mock: &Mock, key: &str) -> usize {
    let list = mock.qiniu_as(key, "GET", "/sslcert").send().expect(200);
    list["certs"].as_array().unwrap().len()
}

fn held(mock: &Mock) -> HashSet<String> {
    let state = mock.request("GET", "/_certmock/state").send().expect(200);
    state.as_object().unwrap().keys().cloned().collect()
}

fn names<const N: usize>(names: [&str; N]) -> HashSet<String> {
    names.map(str::to_owned).into_iter().collect()
}

#[test]
fn those_that_are_idle_longest_go_and_what_is_counted_of_them_becomes_one() {
    let mock = keeping(3);
    let when = json!({ "operation": "qiniu.ListCertificates" });
    let rule = json!({ "name": "r", "when": when, "then": { "headers": { "X-A": "b" } } });
    mock.request("POST", "/_certmock/rules").json(&rule).send().expect(200);
    for key in ["a", "b", "c"] {
        upload(&mock, key, "x").expect(200);
    }
    assert_eq!(count(&mock, "a"), 1);
    upload(&mock, "d", "x").expect(200);
    assert_eq!(held(&mock), names(["qiniu:a", "qiniu:c", "qiniu:d"]));
    // One that comes again begins anew, and another goes for it.
    assert_eq!(["b", "a"].map(|key| count(&mock, key)), [0, 1]);
    assert_eq!(held(&mock), names(["qiniu:a", "qiniu:b", "qiniu:d"]));
    for key in ["e", "f", "g"] {
        count(&mock, key);
    }
    assert_eq!(held(&mock), names(["qiniu:e", "qiniu:f", "qiniu:g"]));
    let coverage = mock.request("GET", "/_certmock/coverage").send().expect(200);
    let accounts = coverage["accounts"].as_object().unwrap();
    assert_eq!(accounts.len(), 4, "{accounts:?}");
    assert_eq!(accounts["(others)"]["qiniu.UploadCertificate"]["success"], 4);
    assert_eq!(accounts["(others)"]["qiniu.ListCertificates"]["success"], 3);
    let rules = mock.request("GET", "/_certmock/rules").send().expect(200);
    let rule = &rules["rules"][0];
    assert_eq!((&rule["hits"], &rule["calls_seen"]), (&json!(6), &json!(6)));
    assert_eq!(rule["accounts"].as_object().unwrap().len(), 3);
}

#[test]
fn accounts_that_were_declared_or_given_a_state_stay_and_do_not_count() {
    let mock = keeping(2);
    let state = json!({ "qiniu:given": { "qiniu": { "quota": 5 } } });
    mock.request("PUT", "/_certmock/state").json(&state).send().expect(204);
    let fixture = json!({
        "certmock": 1, "accounts": [{ "name": "declared" }],
        "state": { "qiniu:fixed": { "qiniu": { "quota": 6 } } },
    });
    mock.request("POST", "/_certmock/fixtures").json(&fixture).send().expect(200);
    for key in 0..20 {
        count(&mock, &format!("key{key}"));
    }
    let wanted = ["qiniu:given", "qiniu:fixed", "qiniu:key18", "qiniu:key19"];
    assert_eq!(held(&mock), names(wanted));
    // Nor does the control API open more of them.
    for key in 0..20 {
        let target = format!("/_certmock/clock?account=qiniu:other{key}");
        let at = json!({ "at": "2026-01-01T00:00:00Z" });
        mock.request("PUT", &target).json(&at).send().expect(200);
    }
    let clocks = mock.request("GET", "/_certmock/clock").send().expect(200);
    let made_up = |name: &&String| name.starts_with("qiniu:key") || name.starts_with("qiniu:other");
    let clocks: Vec<_> = clocks["accounts"].as_object().unwrap().keys().filter(made_up).collect();
    assert_eq!(clocks.len(), 2, "{clocks:?}");
}

fn request_ids(mock: &Mock) -> Vec<Value> {
    let list = mock.request("GET", "/_certmock/requests?limit=1000").send().expect(200);
    list["requests"].as_array().unwrap().iter().map(|entry| entry["id"].clone()).collect()
}

#[test]
fn no_request_has_the_id_of_another_whoever_goes_and_begins_again() {
    for seed in [None, Some(42)] {
        let mock = Mock::with(Config { seed, made_up_accounts: 2, ..Config::default() });
        let round = || {
            for key in ["a", "b", "c", "a", "certmock"] {
                mock.qiniu_as(key, "GET", "/sslcert").send();
            }
        };
        round();
        mock.request("POST", "/_certmock/reset?account=qiniu:a").send().expect(204);
        mock.request("DELETE", "/_certmock/fixtures").send().expect(204);
        round();
        mock.request("POST", "/_certmock/reset?account=certmock").send().expect(204);
        round();
        let ids = request_ids(&mock);
        let different: HashSet<_> = ids.iter().map(Value::to_string).collect();
        // What was asked of an account that was reset is forgotten.
        assert_eq!((ids.len(), different.len()), (15 - 2, 13), "{seed:?}");
        mock.request("POST", "/_certmock/reset").send().expect(204);
        let ids = |seed| {
            let mock = Mock::with(Config { seed, made_up_accounts: 2, ..Config::default() });
            mock.qiniu_as("a", "GET", "/sslcert").send();
            request_ids(&mock)
        };
        round();
        // Everything begins again: with a seed that was given, the ids, too.
        assert_eq!(request_ids(&mock)[..1] == ids(seed), seed.is_some());
    }
}

#[test]
fn a_key_that_is_too_long_for_a_name_has_an_account_of_a_short_one() {
    let mock = Mock::start();
    let long = "k".repeat(5000);
    upload(&mock, &long, "x").expect(200);
    upload(&mock, &format!("{long}k"), "x").expect(200);
    assert_eq!(count(&mock, &long), 1);
    let body = crate::material::pair("ec-p256");
    let body = json!({ "certificate": body.0, "private_key": body.1 });
    let target = format!("/v1.0/{long}/elbaas/certificate");
    let date = crate::mock::date(time::Duration::ZERO);
    let signature = "SDK-HMAC-SHA256 Access=made-up, SignedHeaders=host;x-sdk-date, Signature=";
    mock.request("POST", &target)
        .header("X-Sdk-Date", &date)
        .header("Authorization", &format!("{signature}{}", "0".repeat(64)))
        .json(&body)
        .send()
        .expect(200);
    let held = held(&mock);
    assert_eq!(held.len(), 3, "{held:?}");
    assert!(held.iter().all(|name| name.len() < 100), "{held:?}");
    let why = |method: &str, target: &str, body: &Value| {
        let answer = mock.request(method, target).json(body).send().expect(400);
        answer["error"].as_str().unwrap().to_owned()
    };
    let clock = format!("/_certmock/clock?account={long}");
    assert!(why("PUT", &clock, &json!({})).contains("at most 1000 bytes"));
    let state = json!({ &long: { "qiniu": {} } });
    assert!(why("PUT", "/_certmock/state", &state).contains("at most 1000 bytes"));
    let qiniu = json!({ "access_key": long, "secret_key": "s" });
    let fixture = json!({ "certmock": 1, "accounts": [{ "name": "a", "qiniu": qiniu }] });
    let said = why("POST", "/_certmock/fixtures", &fixture);
    assert!(said.contains("qiniu.access_key may have at most 1000 bytes"), "{said}");
}
