//! Both signatures that are named `SDK-HMAC-SHA256`, against the published vectors.

use certmock::{AuthMode, Config};
use serde_json::json;
use time::Duration;

use crate::mock::{Answer, Mock, date, vector_account};

const PATH: &str = "/v1.0/ed9edbc66b8b47c09f5d2fcd89430b33/elbaas/certificate";
const NEWER: &str = "SDK-HMAC-SHA256 Access=AKTEST, SignedHeaders=content-type;host;x-project-id;x-sdk-date, Signature=";
const OLDER: &str = "SDK-HMAC-SHA256 Credential=AKTEST/20240102/cn-north-1/elbv1/sdk_request, SignedHeaders=host;x-sdk-date, Signature=";

fn mock() -> Mock {
    Mock::with(Config { accounts: vec![vector_account()], ..Config::default() })
}

/// Sends a request of the vectors: to their host, at their date.
fn send(mock: &Mock, authorization: &str, method: &str, target: &str, body: &str) -> Answer {
    mock.request(method, target)
        .header("Host", "127.0.0.1:18080")
        .header("Content-Type", "application/json")
        .header("X-Project-Id", "ed9edbc66b8b47c09f5d2fcd89430b33")
        .header("X-Sdk-Date", "20240102T030405Z")
        .header("Authorization", authorization)
        .body(body)
        .send()
}

#[track_caller]
fn reason(answer: &Answer) -> String {
    let body = answer.expect(401);
    assert_eq!(body["error_code"], "APIGW.0301");
    let message = body["error_msg"].as_str().unwrap();
    let reason = message.strip_prefix("Incorrect IAM authentication information: ");
    reason.unwrap_or_else(|| panic!("{message}")).to_owned()
}

/// The signature is looked at before the date: it is right where the date is what is refused.
#[track_caller]
fn verified(answer: &Answer) {
    let reason = reason(answer);
    let wanted = "calc aksk signature fail:signature expired, signature time:20240102T030405Z,";
    assert!(reason.starts_with(wanted), "{reason}");
}

#[track_caller]
fn not_verified(answer: &Answer) {
    let reason = reason(answer);
    let wanted = "verify aksk signature fail, canonicalRequest:";
    assert!(reason.starts_with(wanted), "{reason}");
}

#[test]
fn the_published_signatures_are_verified() {
    let mock = mock();
    let query = format!("{PATH}?a=x%20y&b=2");
    let unsorted = format!("{PATH}?b=2&a=x%20y");
    let vectors = [
        (
            NEWER,
            "447078de0d687439b8346aa813acb981f26455c6750d1656ec1400b4900fbcc0",
            "GET",
            PATH,
            "",
        ),
        (
            NEWER,
            "0323c16fe92b008cb57ec3670e21b49eb8d43c9115db7470b15aae7f6f34474a",
            "POST",
            PATH,
            r#"{"name":"c1"}"#,
        ),
        (
            NEWER,
            "f64be84043912e5da66d6c58c666507b5618f8df3f284ae9c926cc5583c8e210",
            "GET",
            &query,
            "",
        ),
        (
            NEWER,
            "f64be84043912e5da66d6c58c666507b5618f8df3f284ae9c926cc5583c8e210",
            "GET",
            &unsorted,
            "",
        ),
        (
            OLDER,
            "57d8781b7ba276fd3e7bdf165c69a45cbc084b1c3927c6c64a0d03f150c2ae15",
            "GET",
            PATH,
            "",
        ),
        (
            OLDER,
            "46a885edaa684ecf1a8b523a85529e4eb632dceae0dd0e2cf754588a3104c804",
            "POST",
            PATH,
            r#"{"name":"c1"}"#,
        ),
    ];
    for (scheme, signature, method, target, body) in vectors {
        let authorization = format!("{scheme}{signature}");
        verified(&send(&mock, &authorization, method, target, body));
        not_verified(&send(&mock, &authorization, method, target, "tampered"));
        let other_method = if method == "GET" { "POST" } else { "GET" };
        not_verified(&send(&mock, &authorization, other_method, target, body));
        let other = format!("{scheme}{}", signature.replace('0', "1"));
        not_verified(&send(&mock, &other, method, target, body));
    }
}

#[test]
fn a_refused_signature_shows_the_request_that_was_to_be_signed() {
    let answer = send(&mock(), &format!("{OLDER}{}", "0".repeat(64)), "GET", PATH, "");
    let shown = format!(
        "verify aksk signature fail, canonicalRequest:GET|{PATH}/||host:127.0.0.1:18080|x-sdk-date:20240102T030405Z||host;x-sdk-date|e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    );
    assert_eq!(reason(&answer), shown);
}

/// A request of the vectors' account whose signature is wrong, with those headers signed.
fn badly_signed(mock: &Mock, target: &str, signed: &str, headers: &[(&str, &str)]) -> Answer {
    let authorization = format!(
        "SDK-HMAC-SHA256 Access=AKTEST, SignedHeaders={signed}, Signature={}",
        "0".repeat(64)
    );
    let request = mock
        .request("GET", target)
        .header("X-Sdk-Date", &date(Duration::ZERO))
        .header("Authorization", &authorization);
    headers.iter().fold(request, |request, (name, value)| request.header(name, value)).send()
}

/// What the journal has of the last request.
fn journalled(mock: &Mock) -> String {
    mock.request("GET", "/_certmock/requests").send().text().to_owned()
}

#[test]
fn the_values_of_signed_headers_are_not_shown_however_their_names_are_spelt() {
    let mock = mock();
    for name in ["x-security-token", "X-Security-Token", "x-subject-token", "Cookie", "x-anything"]
    {
        let signed = format!("X-Sdk-Date;{name}");
        let answer = badly_signed(&mock, PATH, &signed, &[(name, "s3cr3t")]);
        let line = format!("|{}:sha256:", name.to_ascii_lowercase());
        assert!(reason(&answer).contains(&line), "{}", answer.text());
        assert!(!answer.text().contains("s3cr3t") && !journalled(&mock).contains("s3cr3t"));
    }
    let shown = [("Content-Type", "application/json"), ("Date", "Wed, 15 Jan 2026 08:00:00 GMT")];
    let answer = badly_signed(&mock, PATH, "content-type;date;host", &shown);
    let host = mock.address();
    let lines =
        format!("|content-type:application/json|date:Wed, 15 Jan 2026 08:00:00 GMT|host:{host}||");
    assert!(reason(&answer).contains(&lines), "{}", answer.text());
    let authorization = badly_signed(&mock, PATH, "host;AUTHORIZATION", &[]);
    assert!(reason(&authorization).contains("|authorization:sha256:"), "{}", authorization.text());
}

#[test]
fn the_secrets_of_a_query_are_not_shown() {
    let mock = mock();
    for query in [
        "private_key=s3cr3t",
        "token=s3cr3t",
        "b=1&PRIVATE-KEY=s3cr3t",
        "-----BEGIN%20PRIVATE%20KEY-----s3cr3t",
    ] {
        let answer = badly_signed(&mock, &format!("{PATH}?{query}"), "host", &[]);
        assert!(reason(&answer).contains("sha256:"), "{}", answer.text());
        assert!(!answer.text().contains("s3cr3t") && !journalled(&mock).contains("s3cr3t"));
    }
    let answer = badly_signed(&mock, &format!("{PATH}?b=1&a=2"), "host", &[]);
    let shown = format!("canonicalRequest:GET|{PATH}/|a=2&b=1|host:");
    assert!(reason(&answer).contains(&shown), "{}", answer.text());
}

#[test]
fn a_header_that_is_signed_twice_or_is_not_there_is_refused_at_once() {
    let mock = mock();
    let long = "x".repeat(150_000);
    let begun = std::time::Instant::now();
    for (signed, header) in [
        (format!("host{}", ";x".repeat(100_000)), long.as_str()),
        (format!("host;{}", "x;X;".repeat(50_000)), long.as_str()),
        ("host;host".to_owned(), "x"),
        ("host;Host".to_owned(), "x"),
        ("host;x-not-there".to_owned(), "x"),
        ("host;".to_owned(), "x"),
        (";".repeat(200_000), "x"),
        ("host;no name".to_owned(), "x"),
        ("y".repeat(200_000), "x"),
    ] {
        let answer = badly_signed(&mock, PATH, &signed, &[("X", header)]);
        not_verified(&answer);
        assert!(answer.body.len() < 1000, "{}", answer.text());
        assert!(journalled(&mock).contains(r#""signed_header":"#));
    }
    assert!(begun.elapsed() < std::time::Duration::from_secs(10));
}

#[test]
fn what_is_shown_of_a_long_request_is_no_more_than_a_screen() {
    let mock = mock();
    let names: Vec<_> = (0..80).map(|index| format!("x-{index}-{}", "n".repeat(1000))).collect();
    let headers: Vec<_> = names.iter().map(|name| (name.as_str(), "v")).collect();
    let target = format!("{PATH}?{}", "a&".repeat(20_000));
    for answer in [
        badly_signed(&mock, PATH, &names.join(";"), &headers),
        badly_signed(&mock, &target, "host", &[]),
        badly_signed(&mock, PATH, "host", &[("X-Sdk-Date", &"9".repeat(100_000))]),
    ] {
        assert!(reason(&answer).starts_with("verify aksk signature fail, canonicalRequest:GET|"));
        assert!(answer.body.len() < 5000, "{}", answer.body.len());
    }
    assert!(journalled(&mock).len() < 40_000);
}

#[test]
fn an_algorithm_that_is_not_emulated_is_refused_by_its_name() {
    let mock = mock();
    let signature = "0".repeat(64);
    for algorithm in ["SDK-HMAC-SM3", "SDK-ECDSA-P256-SHA256", "SDK-SM2-SM3"] {
        let header = format!("{algorithm} Access=AK, SignedHeaders=host, Signature={signature}");
        let words = format!(
            "{algorithm} is not emulated: certmock reads SDK-HMAC-SHA256 and V11-HMAC-SHA256"
        );
        assert_eq!(reason(&send(&mock, &header, "GET", PATH, "")), words);
        assert!(journalled(&mock).contains(&words));
    }
}

#[test]
fn a_body_may_go_unsigned_but_not_under_a_false_hash() {
    let mock = mock();
    let send = |hash: &str| {
        let authorization = format!("{NEWER}{}", "0".repeat(64));
        mock.request("POST", PATH)
            .header("X-Sdk-Date", "20240102T030405Z")
            .header("X-Sdk-Content-Sha256", hash)
            .header("Authorization", &authorization)
            .body("body")
            .send()
    };
    for hash in ["UNSIGNED-PAYLOAD", &"0".repeat(64)] {
        let reason = reason(&send(hash));
        assert!(reason.ends_with(&format!("|{hash}")), "{reason}");
    }
}

#[test]
fn credentials_that_are_none_are_refused_by_the_gateway() {
    let mock = mock();
    let missing = mock.request("GET", PATH).send().expect(401);
    assert_eq!(missing["error_code"], "APIGW.0305");
    assert_eq!(missing["error_msg"], "Incorrect authentication information.");
    let signature = "0".repeat(64);
    for header in [
        "Bearer x".to_owned(),
        format!(
            "V11-HMAC-SHA256 Credential=AK/20240102/r/s/sdk_request, SignedHeaders=host, Signature={signature}"
        ),
        format!("V11-HMAC-SHA256 Access=AK, SignedHeaders=host, Signature={signature}"),
        format!("SDK-HMAC-SHA256 Access=, SignedHeaders=host, Signature={signature}"),
        format!("SDK-HMAC-SHA256 Credential=AK/1/2, SignedHeaders=host, Signature={signature}"),
        "SDK-HMAC-SHA256 Access=AK, SignedHeaders=host, Signature=short".to_owned(),
        format!("SDK-HMAC-SHA256 Access=AK, Signature={signature}"),
    ] {
        assert_eq!(reason(&send(&mock, &header, "GET", PATH, "")), "Unauthorized", "{header}");
    }
}

#[test]
fn a_made_up_key_has_a_project_of_its_own_where_it_is_not_refused() {
    let strict = Mock::auth(AuthMode::Strict);
    let authorization = format!(
        "SDK-HMAC-SHA256 Credential=MADEUP/20261121///sdk_request, SignedHeaders=host;x-sdk-date, Signature={}",
        "0".repeat(64)
    );
    let list = |mock: &Mock, project: &str, shift: Duration| {
        mock.request("GET", &format!("/v1.0/{project}/elbaas/certificate"))
            .header("X-Sdk-Date", &date(shift))
            .header("Authorization", &authorization)
            .send()
    };
    assert_eq!(reason(&list(&strict, "p", Duration::ZERO)), "ak MADEUP not exist");
    let known = Mock::start();
    let admitted = list(&known, "p", Duration::minutes(14));
    admitted.expect(200);
    assert_eq!(admitted.header("X-Certmock-Auth"), Some("unverified"));
    for shift in [-16, 16] {
        let reason = reason(&list(&known, "p", Duration::minutes(shift)));
        assert!(reason.starts_with("calc aksk signature fail:signature expired"), "{reason}");
    }
    let declared = list(&known, "certmock", Duration::ZERO).expect(400);
    let words = "Tenant_id in token mismatches with tenant_id in url.";
    assert_eq!(declared, json!({ "error": { "message": words, "code": "ELB.9808" } }));
    let empty = list(&known, "", Duration::ZERO).expect(400);
    assert_eq!(empty["error"]["code"], "ELB.0230");
}
