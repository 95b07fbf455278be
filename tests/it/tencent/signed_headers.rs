//! Which headers a signature covers: each is in the request, and is named once.

use serde_json::Value;
use time::OffsetDateTime;

use super::client::response;
use super::signer::Tc3;
use crate::mock::{Answer, Mock, Request};

/// A request to list certificates.
fn request(mock: &Mock, timestamp: i64, authorization: &str) -> Request {
    of_media(mock, "application/json", timestamp, authorization)
}

fn of_media(mock: &Mock, media: &str, timestamp: i64, authorization: &str) -> Request {
    mock.request("POST", "/")
        .header("Content-Type", media)
        .header("X-TC-Action", "DescribeCertificates")
        .header("X-TC-Version", "2019-12-05")
        .header("X-TC-Timestamp", &timestamp.to_string())
        .header("Authorization", authorization)
        .body("{}")
}

/// The `Authorization` over the two headers that are wanted, the second of which is the host.
fn authorization(mock: &Mock, timestamp: i64) -> String {
    let host = mock.address().to_string();
    Tc3 {
        secret_id: "certmock",
        secret_key: "certmock",
        timestamp,
        service: "ssl",
        method: "POST",
        path: "/",
        query: "",
        headers: &[("content-type", "application/json"), ("host", &host)],
        payload: "{}",
    }
    .header()
}

fn now() -> i64 {
    OffsetDateTime::now_utc().unix_timestamp()
}

fn explanation(mock: &Mock, answer: &Answer) -> Value {
    assert_eq!(response(answer)["Error"]["Code"], "AuthFailure.SignatureFailure");
    let entries = mock.request("GET", "/_certmock/requests?limit=1").send().expect(200);
    entries["requests"][0]["explanation"].clone()
}

#[test]
fn a_signature_over_a_header_that_is_named_twice_or_is_not_sent_is_refused() {
    let mock = Mock::start();
    let at = now();
    let right = authorization(&mock, at);
    assert_eq!(response(&request(&mock, at, &right).send())["Error"], Value::Null);
    for (names, why) in [
        ("content-type;host;host", "it is named twice"),
        ("content-type;Content-Type;host", "it is named twice"),
        ("content-type;host;x-tc-region", "the request has no such header"),
        ("content-type;host;", "it is no name of a header"),
    ] {
        let changed = right.replace("content-type;host", names);
        let explained = explanation(&mock, &request(&mock, at, &changed).send());
        assert_eq!(explained["why"], why, "{names}");
    }
}

#[test]
fn names_of_signed_headers_are_taken_in_any_case() {
    let mock = Mock::start();
    let at = now();
    let mixed = authorization(&mock, at).replace("content-type;host", "Content-Type;Host");
    assert_eq!(response(&request(&mock, at, &mixed).send())["Error"], Value::Null);
}

#[test]
fn the_values_of_other_signed_headers_are_not_explained() {
    let mock = Mock::start();
    let at = now();
    for name in ["X-TC-Token", "x-tc-token", "Authorization", "X-My-Secret"] {
        let names = format!("content-type;host;{name}");
        let wrong = authorization(&mock, at).replace("content-type;host", &names);
        let sent = request(&mock, at, &wrong);
        let sent = if name == "Authorization" { sent } else { sent.header(name, "hush-hush") };
        let explained = explanation(&mock, &sent.send());
        let canonical = explained["canonical_request"].as_str().unwrap();
        let hidden = format!("{}:sha256:", name.to_lowercase());
        assert!(canonical.contains(&hidden), "{canonical}");
        assert!(canonical.contains("content-type:application/json\n"), "{canonical}");
        assert!(!explained.to_string().contains("hush-hush"));
    }
}

#[test]
fn a_header_that_is_named_a_hundred_thousand_times_costs_no_more_than_it_is_long() {
    let mock = Mock::start();
    let at = now();
    let names = format!("content-type;host{}", ";x".repeat(50_000));
    let wrong = authorization(&mock, at).replace("content-type;host", &names);
    let sent = request(&mock, at, &wrong).header("x", &"x".repeat(100_000));
    assert_eq!(explanation(&mock, &sent.send())["why"], "it is named twice");
}

#[test]
fn an_explanation_repeats_only_the_beginning_of_what_is_long() {
    let mock = Mock::start();
    let at = now();
    let wrong = authorization(&mock, at).replace("content-type;host", "content-type;host;x");
    let media = format!("application/json; x={}", "x".repeat(100_000));
    let sent = of_media(&mock, &media, at, &wrong).header("x", "y");
    let explained = explanation(&mock, &sent.send());
    assert!(explained.to_string().len() < 20_000, "{}", explained.to_string().len());
}
