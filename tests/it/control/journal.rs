//! What was asked and how it was answered.

use std::thread;
use std::time::Duration;

use certmock::{AuthMode, Bounds, Config};
use serde_json::{Value, json};

use super::{arm, listed, requests, upload};
use crate::material::{pair, pem};
use crate::mock::Mock;

#[test]
fn an_entry_says_who_asked_what_and_how_it_was_answered() {
    let mock = Mock::start();
    let (ca, _) = pair("rsa-2048");
    let body = json!({ "name": "x", "ca": ca, "pri": pem("mismatched.key"), "colour": "red" });
    mock.qiniu_as("a", "POST", "/sslcert?x=1").json(&body).send();
    let entry = &requests(&mock, "")[0];
    for (member, value) in [
        ("provider", json!("qiniu")),
        ("operation", json!("UploadCertificate")),
        ("account", json!("qiniu:a")),
        ("verified", json!(false)),
        ("method", json!("POST")),
        ("path", json!("/sslcert")),
        ("status", json!(400)),
        ("outcome", json!("400324")),
        ("unread", json!(["x", "colour"])),
    ] {
        assert_eq!(entry[member], value, "{member}");
    }
    assert_eq!(entry["parameters"]["ca"], ca);
    assert!(entry["parameters"]["pri"].as_str().unwrap().starts_with("sha256:"), "{entry}");
    assert!(entry["flaw"].as_str().unwrap().contains("does not match"), "{entry}");
    let id = entry["id"].as_str().unwrap();
    let mut alone = mock.request("GET", &format!("/_certmock/requests/{id}")).send().expect(200);
    assert_eq!(alone["documented"]["error"]["name"], entry["error"]);
    alone.as_object_mut().unwrap().remove("documented");
    assert_eq!(alone, *entry);
    mock.request("GET", "/_certmock/requests/nobody").send().expect(404);
}

#[test]
fn a_signature_that_is_wrong_is_explained_without_a_secret() {
    let mock = Mock::auth(AuthMode::Strict);
    mock.request("GET", "/sslcert?limit=1")
        .header("Authorization", &format!("QBox certmock:{}=", "A".repeat(27)))
        .send()
        .expect(401);
    let explanation = requests(&mock, "")[0]["explanation"].clone();
    assert_eq!(explanation["tried"][0]["string_to_sign"], "/sslcert?limit=1\n");
    mock.request("GET", "/v1.0/certmock/elbaas/certificate")
        .header("X-Sdk-Date", &crate::mock::date(time::Duration::ZERO))
        .header(
            "Authorization",
            &format!(
                "SDK-HMAC-SHA256 Access=certmock, SignedHeaders=host;x-sdk-date, Signature={}",
                "0".repeat(64)
            ),
        )
        .send()
        .expect(401);
    let explanation = requests(&mock, "?operation=huawei_elb")[0]["explanation"].clone();
    let canonical = explanation["canonical_request"].as_str().unwrap();
    assert!(canonical.starts_with("GET\n/v1.0/certmock/elbaas/certificate/\n"), "{canonical}");
    let request = mock
        .request("POST", "/")
        .header("X-TC-Action", "DescribeCertificates")
        .header("X-TC-Version", "2019-12-05")
        .header("X-TC-Token", "t0ken");
    let request = crate::tencent::client::signed(request, "certmock").json(&json!({}));
    request.send();
    let entry = requests(&mock, "?operation=tencent_ssl")[0].clone();
    assert_eq!(entry["outcome"], "AuthFailure.SignatureFailure");
    assert_eq!(entry["account"], Value::Null);
    let canonical = entry["explanation"]["canonical_request"].as_str().unwrap();
    assert!(canonical.contains("content-type:application/json\n"), "{canonical}");
    assert!(!entry.to_string().contains("t0ken"));
}

#[test]
fn entries_are_found_by_operation_outcome_account_and_what_came_before() {
    let mock = Mock::start();
    upload(&mock, "a", "one");
    listed(&mock, "a");
    upload(&mock, "b", "two");
    mock.qiniu_as("b", "GET", "/sslcert/000000000000000000000000").send();
    assert_eq!(requests(&mock, "").len(), 4);
    assert_eq!(requests(&mock, "?operation=qiniu.UploadCertificate").len(), 2);
    assert_eq!(requests(&mock, "?operation=UploadCertificate&account=qiniu:b").len(), 1);
    assert_eq!(requests(&mock, "?operation=qiniu").len(), 4);
    assert_eq!(requests(&mock, "?operation=huawei_elb").len(), 0);
    assert_eq!(requests(&mock, "?outcome=success").len(), 3);
    assert_eq!(requests(&mock, "?outcome=error").len(), 1);
    assert_eq!(requests(&mock, "?outcome=400401").len(), 1);
    let second = requests(&mock, "")[1]["id"].as_str().unwrap().to_owned();
    assert_eq!(requests(&mock, &format!("?since={second}")).len(), 2);
    let newest = requests(&mock, "?limit=1");
    assert_eq!((newest.len(), &newest[0]["operation"]), (1, &json!("GetCertificate")));
    mock.request("DELETE", "/_certmock/requests?account=qiniu:a").send().expect(204);
    assert_eq!(requests(&mock, "").len(), 2);
    mock.request("DELETE", "/_certmock/requests").send().expect(204);
    assert_eq!(requests(&mock, "").len(), 0);
    assert_eq!(mock.request("GET", "/_certmock/requests?colour=red").send().status, 400);
}

#[test]
fn a_test_waits_until_as_many_requests_have_come_as_it_wants() {
    let mock = Mock::start();
    let wait = |query: &str| {
        let target = format!("/_certmock/requests/wait?operation=qiniu.UploadCertificate&{query}");
        mock.request("GET", &target).send()
    };
    let late = thread::scope(|scope| {
        let waiting = scope.spawn(|| wait("count=2&timeout=10s"));
        upload(&mock, "a", "one");
        thread::sleep(Duration::from_millis(50));
        listed(&mock, "a");
        upload(&mock, "b", "two");
        waiting.join().unwrap()
    });
    assert_eq!(late.expect(200)["count"], 2);
    assert_eq!(wait("").expect(200)["count"], 2);
    let early = wait("count=3&timeout=50ms").expect(408);
    assert_eq!(early["count"], 2);
    assert!(early["error"].as_str().unwrap().contains("2 of 3 requests"), "{early}");
}

#[test]
fn a_journal_is_bounded_by_entries_and_by_bytes_and_can_be_off() {
    let with = |entries, bytes| {
        Mock::with(Config { journal: Bounds { entries, bytes }, ..Config::default() })
    };
    let mock = with(3, usize::MAX);
    for name in ["a", "b", "c", "d", "e"] {
        upload(&mock, "x", name);
    }
    let kept = requests(&mock, "");
    let names: Vec<_> = kept.iter().map(|entry| &entry["parameters"]["name"]).collect();
    assert_eq!(names, ["c", "d", "e"]);
    let mock = with(1000, 10_000);
    for _ in 0..20 {
        upload(&mock, "x", "a");
    }
    let kept = requests(&mock, "").len();
    assert!((1..10).contains(&kept), "{kept}");
    let mock = with(0, 0);
    upload(&mock, "x", "a");
    assert_eq!(requests(&mock, "").len(), 0);
}

#[test]
fn coverage_says_what_was_met_and_what_was_not() {
    let mock = Mock::start();
    upload(&mock, "a", "x");
    upload(&mock, "a", "x");
    mock.qiniu_as("b", "GET", "/sslcert/000000000000000000000000").send();
    let coverage = mock.request("GET", "/_certmock/coverage").send().expect(200);
    assert_eq!(coverage["accounts"]["qiniu:a"]["qiniu.UploadCertificate"]["success"], 2);
    assert_eq!(coverage["accounts"]["qiniu:b"]["qiniu.GetCertificate"]["400401"], 1);
    assert_eq!(coverage["operations"]["met"], 2);
    assert_eq!(coverage["errors"]["met"], 1);
    assert_eq!(coverage["earned"], json!({ "qiniu.GetCertificate": ["NoSuchCertificate"] }));
    let missed = coverage["operations_not_met"].as_array().unwrap();
    assert!(missed.contains(&json!("qiniu.DeleteCertificate")));
    assert!(!missed.contains(&json!("qiniu.UploadCertificate")));
    let one = mock.request("GET", "/_certmock/coverage?account=qiniu:b").send().expect(200);
    assert_eq!(one["accounts"].as_object().unwrap().len(), 1);
}

#[test]
fn coverage_tells_errors_that_were_earned_from_those_that_a_rule_made() {
    let mock = Mock::start();
    let when = json!({ "operation": "qiniu.DeleteCertificate" });
    let rule = json!({ "name": "bound", "when": when, "then": { "error": "400611" } });
    mock.request("POST", "/_certmock/rules").json(&rule).send();
    let delete = || mock.qiniu("DELETE", "/sslcert/000000000000000000000000").send();
    assert_eq!(delete().expect(400)["code"], 400_611);
    let coverage = || mock.request("GET", "/_certmock/coverage").send().expect(200);
    assert_eq!(coverage()["earned"], json!({}));
    mock.request("DELETE", "/_certmock/rules").send();
    assert_eq!(delete().expect(400)["code"], 400_401);
    mock.request("GET", "/sslcert").send().expect(401);
    mock.qiniu("GET", "/sslcert/").send().expect(404);
    let earned = json!({
        "qiniu": ["NotFound"],
        "qiniu.DeleteCertificate": ["NoSuchCertificate"],
        "qiniu.ListCertificates": ["BadToken"],
    });
    assert_eq!(coverage()["earned"], earned);
    // By operation, what only a rule had it meet is told, too; its service's errors with its own.
    let met = coverage()["by_operation"].clone();
    let errors = json!({ "NoSuchCertificate": "earned", "BoundToCdnDomain": "ruled" });
    assert_eq!(met["qiniu.DeleteCertificate"], json!({ "requests": 2, "errors": errors }));
    let errors = json!({ "BadToken": "earned" });
    assert_eq!(met["qiniu.ListCertificates"], json!({ "requests": 1, "errors": errors }));
    assert_eq!(met.as_object().unwrap().len(), 2);
    let services = coverage()["services"].as_array().unwrap().clone();
    let qiniu = services.iter().find(|service| service["id"] == "qiniu").unwrap();
    assert_eq!((&qiniu["operations"]["met"], &qiniu["errors"]["met"]), (&json!(2), &json!(2)));
    assert_eq!(qiniu["earned"], 1);
    let all = |part: &str| {
        services.iter().map(|service| service[part]["all"].as_u64().unwrap()).sum::<u64>()
    };
    assert_eq!(coverage()["operations"]["all"], all("operations"));
    assert!(all("errors") >= coverage()["errors"]["all"].as_u64().unwrap());
}

#[test]
fn an_error_that_a_rule_made_tells_of_no_other_with_the_same_code() {
    let mock = Mock::auth(AuthMode::Off);
    let operation = "huawei_elb.DeleteCertificate";
    arm(&mock, &json!({ "when": { "operation": operation }, "then": { "error": "DeleteFailed" } }));
    mock.request("DELETE", "/v1.0/project/elbaas/certificate/none").send();
    let coverage = mock.request("GET", "/_certmock/coverage").send().expect(200);
    assert_eq!(coverage["by_operation"][operation]["errors"], json!({ "DeleteFailed": "ruled" }));
}

#[test]
fn nothing_crosses_over_between_two_accounts_at_ten_thousand_requests_each() {
    let mock = Mock::with(Config {
        journal: Bounds { entries: 50_000, bytes: usize::MAX },
        ..Config::default()
    });
    let rule = json!({
        "name": "third", "when": { "operation": "qiniu.ListCertificates" },
        "calls": { "every": 3 }, "then": { "error": "400" },
    });
    mock.request("POST", "/_certmock/rules?account=qiniu:a").json(&rule).send().expect(200);
    let ask = |account: &str| -> usize {
        let mut client = crate::mock::Kept::new(mock.address());
        let token = format!("QBox {account}:{}=", "A".repeat(27));
        let head = format!("GET /sslcert HTTP/1.1\r\nHost: mock\r\nAuthorization: {token}\r\n\r\n");
        (0..10_000).filter(|_| client.send(head.as_bytes()) == 400).count()
    };
    let (a, b) = thread::scope(|scope| {
        let (a, b) = (scope.spawn(|| ask("a")), scope.spawn(|| ask("b")));
        (a.join().unwrap(), b.join().unwrap())
    });
    assert_eq!((a, b), (3333, 0));
    for (account, hits) in [("a", 3333), ("b", 0)] {
        let entries = requests(&mock, &format!("?account=qiniu:{account}&limit=20000"));
        assert_eq!(entries.len(), 10_000);
        let met = entries.iter().filter(|entry| entry["rule"] == "third").count();
        assert_eq!(met, hits);
    }
    let ids: std::collections::HashSet<_> = requests(&mock, "?limit=50000")
        .iter()
        .map(|entry| entry["id"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(ids.len(), 20_000);
}

#[test]
fn a_rules_answers_are_named_in_the_journal() {
    let mock = Mock::start();
    arm(
        &mock,
        &json!({
            "name": "gateway", "when": { "operation": "qiniu.ListCertificates" },
            "then": { "respond": { "status": 502 } },
        }),
    );
    mock.qiniu_as("a", "GET", "/sslcert").send();
    let entry = &requests(&mock, "")[0];
    assert_eq!((&entry["rule"], &entry["outcome"]), (&json!("gateway"), &json!("respond 502")));
    assert_eq!((&entry["status"], &entry["error"]), (&json!(502), &Value::Null));
    assert_eq!(requests(&mock, "?outcome=error").len(), 1);
}

#[test]
fn a_rules_success_is_no_error_in_the_journal() {
    let mock = Mock::start();
    let then = json!({ "respond": { "status": 200, "body": "hello" } });
    let when = json!({ "operation": "qiniu.ListCertificates" });
    arm(&mock, &json!({ "name": "hello", "when": when, "then": then }));
    assert_eq!(mock.qiniu_as("a", "GET", "/sslcert").send().text(), "hello");
    let entry = &requests(&mock, "")[0];
    assert_eq!((&entry["outcome"], &entry["status"]), (&json!("respond 200"), &json!(200)));
    assert_eq!(entry.get("error"), None);
    assert_eq!(requests(&mock, "?outcome=error").len(), 0);
}

#[test]
fn an_entry_keeps_little_of_a_request_however_large_it_is() {
    let mock = Mock::with(Config {
        journal: Bounds { entries: 1000, bytes: 1 << 20 },
        ..Config::default()
    });
    let send = |body: Value| {
        mock.qiniu_as("a", "POST", "/sslcert").json(&body).send();
        requests(&mock, "?limit=1").remove(0)
    };
    let entry = send(json!({ "name": "n".repeat(2_000_000), "pri": "s3cr3t" }));
    let left_out = entry["parameters"]["(left out)"].as_str().unwrap();
    assert!(left_out.starts_with("about 20000"), "{left_out}");
    assert_eq!(entry["parameters"].as_object().unwrap().len(), 1);
    let unknown: serde_json::Map<_, _> =
        (0..100_000).map(|number| (format!("unknown{number}"), Value::Null)).collect();
    let entry = send(unknown.into());
    let unread = entry["unread"].as_array().unwrap();
    assert_eq!(unread.len(), 101);
    assert_eq!((&unread[0], &unread[100]), (&json!("unknown0"), &json!("… and 99900 more")));
    let entry = send((0..200).map(|n| (format!("{n}{}", "u".repeat(250)), json!(1))).collect());
    let unread = entry["unread"].as_array().unwrap();
    assert!(unread.len() < 40, "{}", unread.len());
    assert!(unread.last().unwrap().as_str().unwrap().ends_with(" more"), "{unread:?}");
}

#[test]
fn whatever_an_entry_keeps_counts_against_the_journals_bytes() {
    let mock = Mock::with(Config {
        journal: Bounds { entries: 100_000, bytes: 100_000 },
        ..Config::default()
    });
    let kept = || requests(&mock, "?limit=100000");
    for _ in 0..300 {
        listed(&mock, "a");
    }
    let plain = kept().len();
    assert!((100..300).contains(&plain), "{plain}");
    let name = "r".repeat(300);
    let when = json!({ "operation": "qiniu.ListCertificates" });
    arm(&mock, &json!({ "name": name, "when": when, "then": { "headers": { "X-A": "b" } } }));
    for _ in 0..300 {
        listed(&mock, "a");
    }
    let ruled = kept();
    assert!(ruled.iter().all(|entry| entry["rule"] == name));
    assert!(ruled.len() < plain * 3 / 4, "{} of {plain}", ruled.len());
}

#[test]
fn a_wait_counts_what_is_there_whatever_is_forgotten_meanwhile() {
    let mock = Mock::with(Config {
        journal: Bounds { entries: 3, bytes: usize::MAX },
        ..Config::default()
    });
    let wait = |query: &str| {
        let target = format!("/_certmock/requests/wait?operation=qiniu.*&timeout=10s&{query}");
        mock.request("GET", &target).send()
    };
    let since = {
        listed(&mock, "a");
        requests(&mock, "")[0]["id"].as_str().unwrap().to_owned()
    };
    thread::scope(|scope| {
        let own = scope.spawn(|| wait("account=qiniu:a&count=3"));
        let new = scope.spawn(|| wait(&format!("since={since}&count=2")));
        thread::sleep(Duration::from_millis(100));
        listed(&mock, "b");
        mock.request("DELETE", "/_certmock/requests?account=qiniu:a").send().expect(204);
        thread::sleep(Duration::from_millis(100));
        assert!(!own.is_finished());
        listed(&mock, "b");
        assert_eq!(new.join().unwrap().expect(200)["count"], 2);
        for _ in 0..3 {
            listed(&mock, "a");
        }
        assert_eq!(own.join().unwrap().expect(200)["count"], 3);
    });
    // More than the journal keeps are never there.
    let target = "/_certmock/requests/wait?count=4&timeout=200ms";
    mock.request("GET", target).send().expect(408);
}
