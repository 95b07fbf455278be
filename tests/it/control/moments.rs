//! Moments that are outside of the calendar: refused where they come in, with nothing changed.

use serde_json::{Value, json};

use crate::material::pem;
use crate::mock::Mock;
use crate::table::rows;

/// What lies before the year 1 or behind the year 9998, in UTC, or nowhere.
const OUTSIDE: [&str; 5] = [
    "0000-01-01T00:00:00Z",
    "0000-01-01T00:00:00+23:59",
    "0001-01-01T00:00:00+08:00",
    "9999-01-01T00:00:00Z",
    "9999-12-31T23:59:59-23:59",
];

#[track_caller]
fn refused(mock: &Mock, method: &str, target: &str, body: &Value) -> String {
    let answer = mock.request(method, target).json(body).send().expect(400);
    answer["error"].as_str().unwrap().to_owned()
}

fn clock(mock: &Mock) -> Value {
    mock.request("GET", "/_certmock/clock").send().expect(200)
}

#[test]
fn a_clock_stays_inside_of_the_calendar_and_is_as_it_was_where_it_would_not() {
    let mock = Mock::start();
    let set = json!({ "at": "2026-01-02T03:04:05Z" });
    mock.request("PUT", "/_certmock/clock").json(&set).send().expect(200);
    mock.qiniu_as("a", "GET", "/sslcert").send().expect(200);
    let own = "/_certmock/clock?account=qiniu:a";
    mock.request("PUT", own).json(&json!({ "at": "9998-12-31T00:00:00Z" })).send().expect(200);
    let before = clock(&mock);
    for target in ["/_certmock/clock", own, "/_certmock/clock?account=qiniu:new"] {
        for at in OUTSIDE {
            let why = refused(&mock, "PUT", target, &json!({ "at": at }));
            assert!(why.contains("in the years 1 to 9998"), "{why}");
        }
        for offset in ["-767000d", "3000000d", "99999999d", "-9223372036854775807ms"] {
            refused(&mock, "PUT", target, &json!({ "offset": offset }));
        }
    }
    for by in ["-767000d", "-3652059d", "3652059d", "9999999d"] {
        refused(&mock, "POST", "/_certmock/clock/advance", &json!({ "by": by }));
    }
    // One of them could be, and another not: neither is.
    refused(&mock, "POST", "/_certmock/clock/advance", &json!({ "by": "2d" }));
    assert_eq!(clock(&mock), before);
    mock.request("GET", "/_certmock/state").send().expect(200);
}

/// A state of a provider that has that moment where it has any.
fn states(at: &str) -> Vec<(&'static str, Value)> {
    let (certificate, private_key) = (pem("ec-p256.crt"), pem("ec-p256.key"));
    let dated = json!({ "id": "a", "certificate": certificate, "private_key": private_key });
    let work = json!({ "begun": at });
    let with = |members: Value| {
        let mut object = dated.clone();
        object.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
        object
    };
    let ssl = |members: Value| {
        let mut certificate = json!({ "id": "a", "source": "free" });
        certificate.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
        json!({ "certificates": [certificate] })
    };
    let progress = json!({ "meanwhile": "reviewing", "success": "issued", "failure": "revoked", "work": work });
    vec![
        ("huawei_elb", json!({ "certificates": [with(json!({ "create_time": at }))] })),
        ("huawei_elb", json!({ "certificates": [with(json!({ "update_time": at }))] })),
        ("tencent_ssl", ssl(json!({ "inserted": at }))),
        ("tencent_ssl", ssl(json!({ "order": { "product": 2, "months": 3, "not_after": at } }))),
        ("tencent_ssl", ssl(json!({ "progress": progress }))),
        ("tencent_ssl", json!({ "logs": [{ "certificate_id": "a", "kind": "apply", "at": at }] })),
        (
            "tencent_ssl",
            json!({ "records": [{
                "id": 1, "kind": "deploy", "certificate_id": "a", "items": [], "work": work,
            }] }),
        ),
        ("tencent_gaap", json!({ "tasks": [{ "id": "a", "work": work }] })),
        (
            "tencent_gaap",
            json!({ "certificates": [{
                "id": "a", "type": 0, "created": at, "content": { "basic_auth": "a:b" },
            }] }),
        ),
    ]
}

#[test]
fn no_state_has_a_moment_outside_of_the_calendar() {
    let mock = Mock::start();
    let before = mock.request("GET", "/_certmock/state").send().expect(200);
    for at in OUTSIDE {
        for (provider, state) in states(at) {
            let body = json!({ "certmock": { provider: state } });
            let why = refused(&mock, "PUT", "/_certmock/state", &body);
            assert!(why.contains("in the years 1 to 9998"), "{state}: {why}");
            let fixture = json!({ "certmock": 1, "state": body });
            let why = refused(&mock, "POST", "/_certmock/fixtures", &fixture);
            assert!(why.starts_with("request:1:"), "{why}");
        }
    }
    for seconds in [i64::MIN, -62_135_596_801, 253_370_764_800, i64::MAX] {
        let body = json!({ "certmock": { "qiniu": { "certificates": [{
            "certID": "a", "certificate": pem("ec-p256.crt"), "private_key": "k",
            "create_time": seconds,
        }] } } });
        refused(&mock, "PUT", "/_certmock/state", &body);
    }
    assert_eq!(mock.request("GET", "/_certmock/state").send().expect(200), before);
    for (provider, state) in states("9998-12-31T23:59:59+00:00") {
        let body = json!({ "certmock": { provider: state } });
        let answer = mock.request("PUT", "/_certmock/state").json(&body).send();
        assert_eq!(answer.status, 204, "{state}: {}", answer.text());
    }
}

#[test]
fn at_either_end_of_the_calendar_every_operation_answers() {
    for at in ["0001-01-01T00:00:00Z", "9998-12-31T23:59:59Z"] {
        let mock = Mock::start();
        mock.request("PUT", "/_certmock/clock").json(&json!({ "at": at })).send().expect(200);
        for row in rows() {
            let answer = crate::table::example(&mock, &row).send();
            assert!(answer.status < 500, "{}: {}", row.name(), answer.text());
            assert!(!answer.text().contains("InternalError"), "{}: {}", row.name(), answer.text());
        }
        let state = mock.request("GET", "/_certmock/state").send();
        let state = state.expect(200);
        mock.request("PUT", "/_certmock/state").json(&state).send().expect(204);
    }
}

#[test]
fn a_certificate_that_is_made_is_valid_within_the_calendar() {
    let mock = Mock::start();
    for (member, moment) in [
        ("not_before", "-900000d"),
        ("not_before", "0000-01-01T00:00:00+23:59"),
        ("not_after", "9999-12-31T23:59:59-23:59"),
        ("not_after", "+3000000d"),
        ("not_after", "+99999999d"),
    ] {
        let fixture = format!(
            "certmock: 1\nstate:\n  certmock:\n    qiniu:\n      certificates:\n        - certID: a\n          make:\n            names: [a.com]\n            {member}: \"{moment}\""
        );
        let answer = mock.request("POST", "/_certmock/fixtures").body(fixture).send().expect(400);
        let why = answer["error"].as_str().unwrap();
        let column = 15 + member.len();
        assert!(why.starts_with(&format!("request:9:{column}: this ")), "{why}");
    }
}
