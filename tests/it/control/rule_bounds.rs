//! How many rules there may be, how large they are, and what it costs to hold a request against them.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{arm, refused, upload};
use crate::mock::{Answer, Mock};

fn rules(mock: &Mock) -> Vec<Value> {
    let shown = mock.request("GET", "/_certmock/rules").send().expect(200);
    shown["rules"].as_array().unwrap().clone()
}

fn send(mock: &Mock, rules: &Value) -> Answer {
    mock.request("POST", "/_certmock/rules").json(rules).send()
}

/// So many rules that answer nothing, numbered from one.
fn many(from: usize, count: usize) -> Value {
    let when = json!({ "operation": "qiniu.DeleteCertificate" });
    let rule =
        |number| json!({ "name": format!("r{number}"), "when": when, "then": { "delay": "1ms" } });
    (from..from + count).map(rule).collect()
}

#[test]
fn ten_thousand_rules_can_be_armed_and_no_more_wherever_they_come_from() {
    let mock = Mock::start();
    send(&mock, &many(0, 9_999)).expect(200);
    let begun = Instant::now();
    send(&mock, &many(0, 10_000)).expect(200);
    // To hold each against each would be a hundred million comparisons.
    assert!(begun.elapsed() < Duration::from_secs(15), "{:?}", begun.elapsed());
    let why = refused(&mock, &many(10_000, 1));
    assert!(why.starts_with("10001 rules would be armed, but at most 10000 can be"), "{why}");
    // One that takes another's place is none more.
    send(&mock, &many(0, 1)).expect(200);
    let fixture = json!({
        "certmock": 1, "accounts": [{ "name": "new" }], "clock": { "at": "2020-01-01T00:00:00Z" },
        "rules": [{ "name": "one more", "then": { "delay": "1ms" } }],
    });
    let load = || mock.request("POST", "/_certmock/fixtures").json(&fixture).send();
    let why = load().expect(400);
    assert!(why["error"].as_str().unwrap().contains("10001 rules would be armed"), "{why}");
    let clock = mock.request("GET", "/_certmock/clock").send().expect(200);
    assert_eq!((clock.get("at"), rules(&mock).len()), (None, 10_000), "nothing of it is loaded");
    let mut large = fixture.clone();
    large["rules"] = many(0, 10_001);
    let why = mock.request("POST", "/_certmock/fixtures").json(&large).send().expect(400);
    let why = why["error"].as_str().unwrap();
    assert!(why.starts_with("request:1:") && why.contains("at most 10000"), "{why}");
    mock.request("DELETE", "/_certmock/rules").send().expect(200);
    load().expect(200);
}

#[test]
fn rules_whose_time_is_over_make_room_for_others() {
    let mock = Mock::start();
    let mut short = many(0, 10_000);
    for rule in short.as_array_mut().unwrap() {
        rule["ttl"] = "1ms".into();
    }
    send(&mock, &short).expect(200);
    // Each is over by now: it takes longer to arm so many.
    let one = json!({ "name": "one more", "then": { "delay": "1ms" } });
    let deadline = Instant::now() + Duration::from_secs(10);
    while send(&mock, &one).status != 200 {
        assert!(Instant::now() < deadline);
        std::thread::sleep(Duration::from_millis(10));
    }
    assert_eq!(rules(&mock).len(), 1);
}

#[test]
fn a_rule_that_is_too_large_is_refused_and_says_what_may_be() {
    let mock = Mock::start();
    let with = |when: Value| json!({ "name": "r", "when": when, "then": { "delay": "1ms" } });
    let long = "a".repeat(1001);
    for (rule, words) in [
        (
            json!({ "name": "n".repeat(301), "then": { "delay": "1ms" } }),
            "may have at most 300 characters",
        ),
        (with(json!({ "operation": format!("*{long}") })), "a pattern may have at most 1000"),
        (with(json!({ "account": long })), "`account`: it has 1001 bytes"),
        (with(json!({ "request": { "name": long } })), "a text in `request`: it has 1001 bytes"),
        (
            with(json!({ "request": { "a": vec![1; 101] } })),
            "101 elements, but may have at most 100",
        ),
        (
            with(json!({ "request": { "a": [vec![1; 101]] } })),
            "101 elements, but may have at most 100",
        ),
        (
            with(json!({ "request": { "a": vec![vec![1; 100]; 11] } })),
            "may have at most 1000 values",
        ),
        (
            json!({ "calls": { "nth": vec![1; 1001] }, "then": { "delay": "1ms" } }),
            "at most 1000 numbers",
        ),
    ] {
        let why = refused(&mock, &rule);
        assert!(why.contains(words), "{why}");
    }
    assert!(rules(&mock).is_empty());
    arm(&mock, &json!({ "name": "n".repeat(300), "then": { "delay": "1ms" } }));
    arm(&mock, &with(json!({ "operation": "*", "request": { "a": vec!["x"; 100] } })));
}

#[test]
fn a_star_stands_for_anything_and_a_question_mark_for_itself() {
    let mock = Mock::start();
    let when = json!({ "operation": "qiniu.Upload*", "request": { "name": "a?*" } });
    arm(&mock, &json!({ "name": "r", "when": when, "then": { "error": "InternalError" } }));
    for (name, hit) in [("ab", false), ("a?", true), ("a?b", true), ("a", false)] {
        assert_eq!(upload(&mock, "x", name).status == 500, hit, "{name}");
    }
    let why =
        refused(&mock, &json!({ "when": { "operation": "qiniu.Upload?ertificate" }, "then": {} }));
    assert!(why.contains("there is no operation"), "{why}");
    let found = mock.request("GET", "/_certmock/requests?operation=qiniu.Upload?ertificate").send();
    let error = found.expect(400)["error"].to_string();
    assert!(error.contains("there is no operation"), "{error}");
}

#[test]
fn a_request_costs_what_it_weighs_however_many_stars_and_elements_are_wanted_of_it() {
    let mock = Mock::start();
    let stars = "*a".repeat(450) + "*b";
    let rules: Value = (0..20)
        .map(|number| {
            let request = json!({ "name": stars, "list": vec!["*c"; 100] });
            let when = json!({ "operation": "*", "request": request });
            json!({ "name": format!("r{number}"), "when": when, "then": { "delay": "1ms" } })
        })
        .collect();
    send(&mock, &rules).expect(200);
    for body in [
        json!({ "name": "a".repeat(4_000_000) }),
        json!({ "name": "ab", "list": vec!["d"; 1_000_000] }),
    ] {
        let begun = Instant::now();
        mock.qiniu_as("a", "POST", "/sslcert").json(&body).send();
        // Without a bound it is minutes.
        assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
    }
}

#[test]
fn what_is_shown_of_a_near_miss_is_small_whatever_was_sent() {
    let mock = Mock::start();
    let when = json!({ "operation": "*", "request": { "name": "x", "extra": ["x"] } });
    arm(&mock, &json!({ "name": "r", "when": when, "then": { "delay": "1ms" } }));
    let nearest = |body: &Value| {
        mock.qiniu_as("a", "POST", "/sslcert").json(body).send();
        rules(&mock)[0]["nearest"].clone()
    };
    let near = nearest(&json!({ "name": "n".repeat(1_000_000) }));
    assert_eq!(
        (&near["member"], &near["found"]),
        (&json!("request.name"), &json!("(a text of 1000000 bytes)"))
    );
    let near = nearest(&json!({ "name": "x", "extra": vec!["y"; 5000] }));
    assert_eq!(
        (&near["member"], &near["found"]),
        (&json!("request.extra"), &json!("(a list of 5000 elements)"))
    );
    let near = nearest(&json!({ "name": "x", "extra": ["y", { "pri": "s3cr3t" }] }));
    assert_eq!(near["found"][0], "y");
    assert!(!near.to_string().contains("s3cr3t"), "{near}");
}
