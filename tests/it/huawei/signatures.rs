//! Both signatures that are named `SDK-HMAC-SHA256`, against the published vectors.

use certmock::Config;
use certmock::spec::AuthMode;
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
    assert!(reason.starts_with("signature expired, signature time:20240102T030405Z"), "{reason}");
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

#[test]
fn a_token_among_the_signed_headers_is_not_shown() {
    let authorization = format!(
        "SDK-HMAC-SHA256 Access=AKTEST, SignedHeaders=x-sdk-date;x-security-token, Signature={}",
        "0".repeat(64)
    );
    let answer = mock()
        .request("GET", PATH)
        .header("X-Sdk-Date", &date(Duration::ZERO))
        .header("X-Security-Token", "s3cr3t")
        .header("Authorization", &authorization)
        .send();
    assert!(
        !answer.text().contains("s3cr3t") && answer.text().contains("x-security-token:sha256:")
    );
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
            "V11-HMAC-SHA256 Credential=AK/20240102/r/s, SignedHeaders=host, Signature={signature}"
        ),
        format!("SDK-HMAC-SM3 Access=AK, SignedHeaders=host, Signature={signature}"),
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
        assert!(reason.starts_with("signature expired"), "{reason}");
    }
    let declared = list(&known, "certmock", Duration::ZERO).expect(400);
    let words = "Tenant_id in token mismatches with tenant_id in url.";
    assert_eq!(declared, json!({ "error": { "message": words, "code": "ELB.9808" } }));
    let empty = list(&known, "", Duration::ZERO).expect(400);
    assert_eq!(empty["error"]["code"], "ELB.0230");
}
