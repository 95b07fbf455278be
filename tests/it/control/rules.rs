//! Rules: which requests get which answer.

use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{arm, listed, refused, requests, upload};
use crate::mock::Mock;
use crate::tencent::client::{Client, GAAP, response};

fn rules(mock: &Mock, query: &str) -> Vec<Value> {
    let shown = mock.request("GET", &format!("/_certmock/rules{query}")).send().expect(200);
    shown["rules"].as_array().unwrap().clone()
}

#[test]
fn a_documented_error_is_answered_in_the_vendors_envelope_and_the_operation_is_not_done() {
    let mock = Mock::start();
    arm(
        &mock,
        &json!({
            "name": "full", "when": { "operation": "qiniu.UploadCertificate" },
            "then": { "error": "QuotaExceeded", "headers": { "Retry-After": "7" } },
        }),
    );
    let answer = upload(&mock, "a", "x");
    assert_eq!(answer.status, 400);
    assert_eq!(answer.header("X-Certmock-Rule"), Some("full"));
    assert_eq!(answer.header("Retry-After"), Some("7"));
    assert!(answer.text().starts_with(r#"{"code":400500,"error":""#), "{}", answer.text());
    assert_eq!(listed(&mock, "a"), 0);
    arm(
        &mock,
        &json!({
            "name": "full", "then": { "error": "400500", "message": "no more", "applied": true },
            "when": { "operation": "qiniu.Upload*" },
        }),
    );
    let answer = upload(&mock, "a", "x");
    assert_eq!(answer.text(), r#"{"code":400500,"error":"no more"}"#);
    assert_eq!(listed(&mock, "a"), 1);
    assert_eq!(rules(&mock, "").len(), 1, "one of the same name takes its place");
}

#[test]
fn an_answer_of_no_vendor_is_sent_as_it_is_written() {
    let mock = Mock::start();
    arm(
        &mock,
        &json!({
            "name": "gateway", "when": { "operation": "huawei_elb.*" },
            "then": { "respond": { "status": 502, "body": "<html>Bad Gateway</html>" } },
        }),
    );
    let answer = mock.huawei("GET", "certificate").send();
    assert_eq!((answer.status, answer.text()), (502, "<html>Bad Gateway</html>"));
    assert_eq!(answer.header("Content-Type"), Some("text/html"));
    arm(
        &mock,
        &json!({
            "name": "gateway", "when": { "operation": "huawei_elb.*" },
            "then": { "respond": { "status": 429, "headers": { "X-A": "b" }, "body": { "a": [1] } } },
        }),
    );
    let answer = mock.huawei("GET", "certificate").send();
    assert_eq!((answer.status, answer.text()), (429, r#"{"a":[1]}"#));
    assert_eq!(answer.header("Content-Type"), Some("application/json"));
    assert_eq!(answer.header("X-A"), Some("b"));
    // Another vendor's are none of its business.
    assert_eq!(listed(&mock, "a"), 0);
}

#[test]
fn calls_are_counted_for_each_account() {
    let mock = Mock::start();
    for (calls, expected) in [
        (json!({ "first": 2 }), [true, true, false, false, false, false]),
        (json!({ "nth": [1, 3] }), [true, false, true, false, false, false]),
        (json!({ "after": 4 }), [false, false, false, false, true, true]),
        (json!({ "every": 3 }), [false, false, true, false, false, true]),
    ] {
        arm(
            &mock,
            &json!({
                "name": "r", "when": { "operation": "qiniu.ListCertificates" }, "calls": calls,
                "then": { "error": "400" },
            }),
        );
        for account in ["a", "b"] {
            let hit: Vec<_> = (0..6)
                .map(|_| mock.qiniu_as(account, "GET", "/sslcert").send().status == 400)
                .collect();
            assert_eq!(hit, expected, "{calls} {account}");
        }
    }
    let shown = &rules(&mock, "?account=qiniu:a")[0];
    assert_eq!((&shown["calls_seen"], &shown["hits"]), (&json!(6), &json!(2)));
    assert_eq!(rules(&mock, "")[0]["hits"], 4);
    mock.request("POST", "/_certmock/reset?account=qiniu:a").send().expect(204);
    assert_eq!(rules(&mock, "")[0]["hits"], 2);
}

#[test]
fn a_request_is_matched_by_what_it_says_and_by_whom_it_is_from() {
    let mock = Mock::start();
    arm(
        &mock,
        &json!({
            "name": "web", "then": { "error": "InternalError" },
            "when": { "operation": "qiniu.UploadCertificate", "account": "qiniu:team-*", "request": { "name": "web-*" } },
        }),
    );
    for (account, name, hit) in
        [("team-a", "web-1", true), ("team-a", "api", false), ("other", "web-1", false)]
    {
        assert_eq!(upload(&mock, account, name).status == 500, hit, "{account} {name}");
    }
    // Of a list each element that is wanted has to be there; of an object each member.
    arm(
        &mock,
        &json!({
            "name": "tagged", "then": { "error": "RequestLimitExceeded" },
            "when": { "operation": "tencent_gaap.CreateProxy", "request": { "TagSet": [{ "TagKey": "team" }], "Bandwidth": 10 } },
        }),
    );
    let gaap = Client::of(mock, &GAAP);
    let ask = |tags: Value, bandwidth: u64| {
        let parameters = json!({
            "ProjectId": 0, "ProxyName": "n", "AccessRegion": "Hongkong", "Bandwidth": bandwidth,
            "Concurrent": 2, "RealServerRegion": "Shanghai", "TagSet": tags,
        });
        response(&gaap.request("CreateProxy", &parameters).send())["Error"]["Code"].clone()
    };
    let tags = json!([{ "TagKey": "a", "TagValue": "b" }, { "TagKey": "team", "TagValue": "x" }]);
    assert_eq!(ask(tags.clone(), 10), "RequestLimitExceeded");
    assert_eq!(ask(tags, 20), Value::Null);
    assert_eq!(ask(json!([]), 10), Value::Null);
}

#[test]
fn a_rule_that_never_answered_tells_of_the_request_that_came_nearest() {
    let mock = Mock::start();
    arm(
        &mock,
        &json!({
            "name": "web", "then": { "error": "InternalError" },
            "when": { "operation": "qiniu.UploadCertificate", "request": { "name": "web-*", "pri": "x" } },
        }),
    );
    listed(&mock, "a");
    assert_eq!(rules(&mock, "")[0]["nearest"]["member"], "operation");
    upload(&mock, "a", "api");
    let nearest = rules(&mock, "")[0]["nearest"].clone();
    assert_eq!(
        (&nearest["member"], &nearest["wanted"], &nearest["found"]),
        (&json!("request.name"), &json!("web-*"), &json!("api"))
    );
    let id = nearest["request"].as_str().unwrap();
    let entry = mock.request("GET", &format!("/_certmock/requests/{id}")).send().expect(200);
    assert_eq!(entry["operation"], "UploadCertificate");
    upload(&mock, "a", "web-1");
    listed(&mock, "a");
    let nearest = rules(&mock, "")[0]["nearest"].clone();
    assert_eq!(nearest["member"], "request.pri");
    assert!(nearest["found"].as_str().unwrap().starts_with("sha256:"), "{nearest}");
}

#[test]
fn a_rule_ends_with_its_time_and_when_it_is_disarmed() {
    let mock = Mock::start();
    let rule = |name: &str, ttl: &str| {
        json!({
            "name": name, "when": { "operation": "qiniu.ListCertificates" }, "ttl": ttl,
            "then": { "error": "400" },
        })
    };
    let status = || mock.qiniu_as("a", "GET", "/sslcert").send().status;
    arm(&mock, &rule("short", "150ms"));
    assert_eq!(status(), 400);
    thread::sleep(Duration::from_millis(200));
    assert_eq!(status(), 200);
    let over = rules(&mock, "").remove(0);
    assert_eq!((&over["armed"], &over["left_s"]), (&json!(false), &json!(0)));
    arm(&mock, &rule("long", "1h"));
    assert_eq!(status(), 400);
    assert_eq!(requests(&mock, "?rule=long").len(), 1);
    assert_eq!(requests(&mock, "?rule=none").len(), 0);
    let left = rules(&mock, "")[0]["left_s"].as_u64().unwrap();
    assert!((3000..3600).contains(&left), "{left}");
    let disarmed = mock.request("DELETE", "/_certmock/rules?name=long").send().expect(200);
    assert_eq!(disarmed["disarmed"], 1);
    assert_eq!(status(), 200);
    // Of one account alone.
    mock.request("POST", "/_certmock/rules?account=qiniu:a")
        .json(&rule("own", "1h"))
        .send()
        .expect(200);
    assert_eq!(status(), 400);
    assert_eq!(listed(&mock, "b"), 0);
    // It is one of those that this account may meet, and none of another's.
    let own = |account: &str| {
        let rules = rules(&mock, &format!("?account=qiniu:{account}"));
        rules.iter().filter(|rule| rule["name"] == "own").count()
    };
    assert_eq!((own("a"), own("b")), (1, 0));
    mock.request("DELETE", "/_certmock/rules?account=qiniu:b").send().expect(200);
    assert_eq!(status(), 400);
    mock.request("DELETE", "/_certmock/rules").send().expect(200);
    assert_eq!(status(), 200);
}

#[test]
fn an_answer_is_kept_back() {
    let mock = Mock::start();
    for (delay, least) in [
        (json!("120ms"), 120),
        (json!({ "uniform": ["100ms", "150ms"] }), 100),
        (json!({ "median": "120ms", "p99": "121ms" }), 100),
    ] {
        arm(
            &mock,
            &json!({
                "name": "slow", "when": { "operation": "qiniu.*" }, "then": { "delay": delay },
            }),
        );
        let begun = Instant::now();
        assert_eq!(listed(&mock, "a"), 0);
        assert!(begun.elapsed() >= Duration::from_millis(least), "{delay}");
    }
}

#[test]
fn a_rule_that_is_wrong_is_refused_when_it_is_written() {
    let mock = Mock::start();
    let ok = || json!({ "error": "InternalError" });
    for (when, calls, then, words) in [
        (
            json!({ "operation": "qiniu.UploadCertifcate" }),
            Value::Null,
            ok(),
            "did you mean \"qiniu.UploadCertificate\"?",
        ),
        (json!({ "operation": "qinui.*" }), Value::Null, ok(), "there is no operation"),
        (
            json!({ "operation": "qiniu.UploadCertificate", "request": { "nmae": "x" } }),
            Value::Null,
            ok(),
            "did you mean \"name\"?",
        ),
        (
            json!({ "operation": "tencent_ssl.UploadCertificate", "request": { "Aliass": "x" } }),
            Value::Null,
            ok(),
            "did you mean \"Alias\"?",
        ),
        (
            json!({ "operation": "tencent_ssl.ReplaceCertificate" }),
            Value::Null,
            json!({ "error": "CertificateExists" }),
            "does not document \"CertificateExists\"; write `undocumented: true`",
        ),
        (
            json!({ "operation": "tencent_ssl.ReplaceCertificate" }),
            Value::Null,
            json!({ "error": "OrderAlreadyReplacd" }),
            "did you mean",
        ),
        (
            json!({ "operation": "*" }),
            Value::Null,
            json!({ "error": "RequestLimitExceeded" }),
            "has no error",
        ),
        (json!({}), json!({ "first": 0 }), json!({ "delay": "1s" }), "includes no call"),
        (json!({}), json!({ "nth": [] }), json!({ "delay": "1s" }), "`nth`"),
        (json!({}), Value::Null, json!({}), "a rule has to do something"),
        (json!({}), Value::Null, json!({ "delay": "1 second" }), "write a duration like 300ms"),
        (
            json!({}),
            Value::Null,
            json!({ "delay": { "uniform": ["2s", "1s"] } }),
            "must not be shorter",
        ),
        (json!({}), Value::Null, json!({ "transport": "explode" }), "unknown variant `explode`"),
        (
            json!({}),
            Value::Null,
            json!({ "transport": { "truncate": 5 }, "applied": false }),
            "the operation gives no answer",
        ),
        (
            json!({}),
            Value::Null,
            json!({ "delay": "1s", "applied": false }),
            "the operation gives no answer",
        ),
        (json!({}), Value::Null, json!({ "applied": false }), "write `error` or `respond`"),
        (
            json!({}),
            Value::Null,
            json!({ "respond": { "status": 99 } }),
            "99 is not from 200 to 999",
        ),
        (json!({}), Value::Null, json!({ "headers": { "a b": "c" } }), "is not a valid header"),
        (
            json!({ "operation": "qiniu.*" }),
            Value::Null,
            json!({ "error": "400", "respond": { "status": 200 } }),
            "not both",
        ),
        (json!({ "operations": "qiniu.*" }), Value::Null, ok(), "unknown field `operations`"),
    ] {
        let mut rule = json!({ "name": "r", "when": when, "then": then });
        if !calls.is_null() {
            rule["calls"] = calls;
        }
        let error = refused(&mock, &rule);
        assert!(error.contains(words), "{error}");
    }
    assert_eq!(rules(&mock, "").len(), 0);
    // All of them, or none.
    let good = json!({ "name": "good", "then": { "delay": "1ms" } });
    refused(&mock, &json!([good, { "name": "bad", "then": {} }]));
    assert_eq!(rules(&mock, "").len(), 0);
    arm(
        &mock,
        &json!({
            "name": "all the same", "when": { "operation": "tencent_ssl.ReplaceCertificate" },
            "then": { "error": "CertificateExists", "undocumented": true },
        }),
    );
}

#[test]
fn counters_are_exact_under_concurrency() {
    let mock = Mock::start();
    arm(
        &mock,
        &json!({
            "name": "r", "when": { "operation": "qiniu.ListCertificates" }, "calls": { "first": 100 },
            "then": { "error": "400" },
        }),
    );
    let hits: usize = thread::scope(|scope| {
        let ask = || {
            (0..50).filter(|_| mock.qiniu_as("a", "GET", "/sslcert").send().status == 400).count()
        };
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(ask)).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).sum()
    });
    assert_eq!(hits, 100);
    assert_eq!(rules(&mock, "")[0]["calls_seen"], 400);
}

#[test]
fn a_rule_without_a_name_is_given_one_that_no_other_has() {
    let mock = Mock::start();
    let rule =
        json!({ "when": { "operation": "qiniu.*" }, "then": { "headers": { "X-Own": "1" } } });
    let named = json!({ "name": "rule-2", "then": { "delay": "1ms" } });
    let send = |rule: &Value| {
        mock.request("POST", "/_certmock/rules").json(rule).send().expect(200)["armed"].clone()
    };
    assert_eq!(send(&json!([rule, named])), json!(["rule-1", "rule-2"]));
    assert_eq!(send(&rule), json!(["rule-3"]));
    let answer = mock.qiniu_as("a", "GET", "/sslcert").send();
    assert_eq!(answer.header("X-Certmock-Rule"), Some("rule-3"));
    mock.request("DELETE", "/_certmock/rules?name=rule-3").send().expect(200);
    assert_eq!(send(&rule), json!(["rule-4"]), "no name is given twice");
    mock.request("POST", "/_certmock/reset").send().expect(204);
    assert_eq!(send(&rule), json!(["rule-1"]));
    let unnamed = refused(&mock, &json!({ "then": { "error": "Nothing" } }));
    assert!(unnamed.starts_with("a rule: "), "{unnamed}");
}

#[test]
fn a_rule_is_used_up_when_all_who_asked_have_had_the_calls_that_it_answers() {
    let mock = Mock::start();
    let is_used_up = |query: &str| rules(&mock, query)[0]["used_up"].as_bool().unwrap();
    let ask = |account: &str| mock.qiniu_as(account, "GET", "/sslcert").send();
    for (calls, after) in [
        (json!({ "first": 2 }), [false, true, true]),
        (json!({ "nth": [2, 1] }), [false, true, true]),
        (json!({ "after": 1 }), [false, false, false]),
        (Value::Null, [false, false, false]),
    ] {
        let mut rule = json!({
            "name": "r", "when": { "operation": "qiniu.ListCertificates" },
            "then": { "error": "400" },
        });
        if !calls.is_null() {
            rule["calls"] = calls.clone();
        }
        arm(&mock, &rule);
        assert!(!is_used_up(""), "{calls}");
        for expected in after {
            ask("a");
            assert_eq!(is_used_up(""), expected, "{calls}");
        }
        // Somebody else has yet to meet it.
        ask("b");
        assert!(!is_used_up(""), "{calls}");
        assert_eq!(is_used_up("?account=qiniu:a"), after[2], "{calls}");
    }
}
