//! Who asks: both kinds of signature, as SDKs make them when they are pointed at a mock.

use certmock::accounts::{Declaration, TencentAccount};
use certmock::{AuthMode, Config, Secret};
use serde_json::Value;
use time::OffsetDateTime;

use super::client::response;
use super::signer::{Tc3, v1};
use crate::mock::{Answer, Mock, Request};

const BODY: &str = r#"{"Limit": 5, "SearchKey": "\u4e0d"}"#;

fn now() -> i64 {
    OffsetDateTime::now_utc().unix_timestamp()
}

/// What differs between clients.
#[derive(Clone)]
struct Client {
    method: &'static str,
    target: &'static str,
    /// What is sent as `Host`, and what is signed for it.
    host: String,
    signed_host: String,
    signed_path: &'static str,
    service: &'static str,
    content_type: &'static str,
    /// A third header that is signed, and its value as it is signed.
    signed_action: Option<&'static str>,
    secret_key: &'static str,
    timestamp: i64,
}

impl Client {
    fn of(mock: &Mock) -> Self {
        let host = mock.address().to_string();
        Self {
            method: "POST",
            target: "/",
            signed_host: host.clone(),
            host,
            signed_path: "/",
            service: "ssl",
            content_type: "application/json",
            signed_action: None,
            secret_key: "certmock",
            timestamp: now(),
        }
    }

    fn tc3<'a>(&'a self, headers: &'a [(&'a str, &'a str)], payload: &'a str) -> Tc3<'a> {
        let (_, query) = self.target.split_once('?').unwrap_or_default();
        Tc3 {
            secret_id: "certmock",
            secret_key: self.secret_key,
            timestamp: self.timestamp,
            service: self.service,
            method: self.method,
            path: self.signed_path,
            query,
            headers,
            payload,
        }
    }

    fn headers(&self) -> Vec<(&str, &str)> {
        let mut headers = vec![("content-type", self.content_type), ("host", &*self.signed_host)];
        headers.extend(self.signed_action.map(|value| ("x-tc-action", value)));
        headers
    }

    fn request(&self, mock: &Mock, authorization: &str) -> Request {
        let request = mock
            .request(self.method, self.target)
            .header("Host", &self.host)
            .header("Content-Type", self.content_type)
            .header("X-TC-Action", "DescribeCertificates")
            .header("X-TC-Version", "2019-12-05")
            .header("X-TC-Timestamp", &self.timestamp.to_string())
            .header("Authorization", authorization);
        if self.method == "POST" { request.body(BODY) } else { request }
    }

    fn send(&self, mock: &Mock) -> Answer {
        let headers = self.headers();
        let payload = if self.method == "POST" { BODY } else { "" };
        self.request(mock, &self.tc3(&headers, payload).header()).send()
    }
}

#[track_caller]
fn verified(answer: &Answer) {
    let response = response(answer);
    assert_eq!(response["Error"], Value::Null, "{response}");
    assert_eq!(answer.header("X-Certmock-Auth"), None);
}

#[track_caller]
fn refused(answer: &Answer, code: &str) {
    assert_eq!(response(answer)["Error"]["Code"], code);
}

#[test]
fn each_sdks_idea_of_the_host_the_path_and_the_service_is_verified() {
    let mock = Mock::start();
    let plain = Client::of(&mock);
    let port = mock.address().port();
    let with = |change: &dyn Fn(&mut Client)| {
        let mut client = plain.clone();
        change(&mut client);
        verified(&client.send(&mock));
    };
    // Python and Go, with an address.
    with(&|_| {});
    // Python and tccli, with a URL: the scheme is sent and signed.
    with(&|client| {
        client.host = format!("http://127.0.0.1:{port}");
        client.signed_host.clone_from(&client.host);
    });
    // Python, with a path in the address.
    with(&|client| {
        client.host = format!("127.0.0.1:{port}/tc/ssl");
        client.signed_host.clone_from(&client.host);
        client.target = "/tc/ssl";
    });
    // Python and Java behind a gateway: the service's own host is signed.
    with(&|client| client.signed_host = "ssl.tencentcloudapi.com".to_owned());
    with(&|client| client.signed_host = "ssl.intl.tencentcloudapi.com".to_owned());
    // Node: no port, and the service taken from the address.
    with(&|client| {
        client.signed_host = "127.0.0.1".to_owned();
        client.service = "127";
    });
    with(&|client| {
        client.host = format!("localhost:{port}");
        client.signed_host = "localhost".to_owned();
        client.service = "localhost:8080";
    });
    // Node, with the service as a path: it is signed.
    with(&|client| {
        client.signed_host = "127.0.0.1".to_owned();
        (client.target, client.signed_path) = ("/ssl/", "/ssl/");
    });
    // acme.sh signs the action in lower case; another client as it is sent.
    with(&|client| client.signed_action = Some("describecertificates"));
    with(&|client| client.signed_action = Some("DescribeCertificates"));
    // A charset is part of what is signed.
    with(&|client| client.content_type = "application/json; charset=utf-8");
    // A query is signed as it is sent, in no order of its own.
    with(&|client| {
        client.method = "GET";
        client.target = "/?SearchKey=%E4%B8%8D+x&Limit=5&CertificateStatus.0=1";
        client.content_type = "application/x-www-form-urlencoded";
    });
}

#[test]
fn a_wrong_secret_a_changed_body_and_a_missing_part_are_signature_failures() {
    let mock = Mock::start();
    let wrong = Client { secret_key: "certmok", ..Client::of(&mock) };
    let answer = wrong.send(&mock);
    refused(&answer, "AuthFailure.SignatureFailure");
    assert_eq!(
        response(&answer)["Error"]["Message"],
        "The provided credentials could not be validated. Please check your signature is correct."
    );
    let client = Client::of(&mock);
    let headers = client.headers();
    let authorization = client.tc3(&headers, BODY).header();
    let tampered = client.request(&mock, &authorization).body(BODY.replace('5', "6")).send();
    refused(&tampered, "AuthFailure.SignatureFailure");
    let foreign = Client { signed_host: "cvm.tencentcloudapi.com".to_owned(), ..client.clone() };
    refused(&foreign.send(&mock), "AuthFailure.SignatureFailure");
    for broken in [
        "Bearer x",
        "TC3-HMAC-SHA256 Credential=certmock",
        &authorization[..authorization.len() - 1],
    ] {
        refused(&client.request(&mock, broken).send(), "AuthFailure.InvalidAuthorization");
    }
    let partial = authorization.replace("content-type;host", "host");
    refused(&client.request(&mock, &partial).send(), "AuthFailure.InvalidAuthorization");
}

#[test]
fn a_time_more_than_five_minutes_off_has_expired_either_way() {
    let mock = Mock::start();
    for shift in [-310, 310] {
        let client = Client { timestamp: now() + shift, ..Client::of(&mock) };
        let answer = client.send(&mock);
        refused(&answer, "AuthFailure.SignatureExpire");
        let message = response(&answer)["Error"]["Message"].as_str().unwrap().to_owned();
        let server: i64 =
            message.trim_end_matches('.').rsplit(' ').next().unwrap().parse().unwrap();
        assert!((server - now()).abs() < 5, "{message}");
    }
    for shift in [-280, 280] {
        verified(&Client { timestamp: now() + shift, ..Client::of(&mock) }.send(&mock));
    }
}

#[test]
fn a_scope_with_the_local_day_is_a_signature_failure_though_it_is_signed_rightly() {
    let mock = Mock::start();
    let client = Client::of(&mock);
    let headers = client.headers();
    let tc3 = client.tc3(&headers, BODY);
    let tomorrow = Client { timestamp: client.timestamp + 86_400, ..client.clone() };
    let other = tomorrow.tc3(&headers, BODY).date();
    let answer = client.request(&mock, &tc3.header_of(&other)).send();
    refused(&answer, "AuthFailure.SignatureFailure");
}

#[test]
fn an_unsigned_payload_is_a_signed_request_whose_body_may_be_any() {
    let mock = Mock::start();
    let client = Client::of(&mock);
    let headers = client.headers();
    let authorization = client.tc3(&headers, "UNSIGNED-PAYLOAD").header();
    let request = client.request(&mock, &authorization);
    verified(&request.header("X-TC-Content-SHA256", "UNSIGNED-PAYLOAD").send());
}

#[test]
fn a_request_that_skips_its_signature_is_not_authorized() {
    let mock = Mock::start();
    let answer = Client::of(&mock).request(&mock, "SKIP").send();
    refused(&answer, "AuthFailure.UnauthorizedOperation");
}

#[test]
fn a_key_that_nobody_declared_is_taken_at_its_word_or_not_found() {
    let mock = Mock::start();
    let client = Client::of(&mock);
    let headers = client.headers();
    let made_up = Tc3 { secret_id: "AKIDmadeup", ..client.tc3(&headers, BODY) }.header();
    let answer = client.request(&mock, &made_up).send();
    assert_eq!(answer.header("X-Certmock-Auth"), Some("unverified"));
    let strict = Mock::auth(AuthMode::Strict);
    refused(&client.request(&strict, &made_up).send(), "AuthFailure.SecretIdNotFound");
    let odd = made_up.replace("AKIDmadeup", "AKID made up");
    refused(&client.request(&mock, &odd).send(), "AuthFailure.InvalidSecretId");
    let off = Mock::auth(AuthMode::Off);
    let bare = off.request("POST", "/").header("X-TC-Action", "DescribeCertificates");
    let answer = bare.header("X-TC-Version", "2019-12-05").body("{}").send();
    assert_eq!(response(&answer)["TotalCount"], 0);
}

#[test]
fn a_session_token_has_to_be_the_one_that_belongs_to_the_key() {
    let temporary = Declaration {
        name: "temporary".to_owned(),
        tencent: Some(TencentAccount {
            secret_id: "certmock".to_owned(),
            secret_key: Secret::new("certmock"),
            token: Some(Secret::new("session")),
        }),
        huawei: None,
        qiniu: None,
        rainbond: None,
    };
    let mock = Mock::with(Config { accounts: vec![temporary], ..Config::default() });
    let client = Client::of(&mock);
    let headers = client.headers();
    let authorization = client.tc3(&headers, BODY).header();
    let with = |token| client.request(&mock, &authorization).header("X-TC-Token", token).send();
    verified(&with("session"));
    refused(&with("other"), "AuthFailure.TokenFailure");
    refused(&client.send(&mock), "AuthFailure.TokenFailure");
    let permanent = Mock::start();
    let client = Client::of(&permanent);
    let headers = client.headers();
    let authorization = client.tc3(&headers, BODY).header();
    let request = client.request(&permanent, &authorization).header("X-TC-Token", "session");
    refused(&request.send(), "AuthFailure.TokenFailure");
}

/// A form of version 1 with the parameters of a list, signed.
struct Form {
    pairs: Vec<(String, String)>,
}

impl Form {
    fn new() -> Self {
        let pairs = [
            ("Action", "DescribeCertificates"),
            ("CertificateStatus.0", "1"),
            ("CertificateStatus.1", "3"),
            ("Limit", "5"),
            ("Nonce", "9223372036854775807"),
            ("SearchKey", "不 &+="),
            ("SecretId", "certmock"),
            ("Version", "2019-12-05"),
        ];
        let pairs = pairs.map(|(name, value)| (name.to_owned(), value.to_owned()));
        Self { pairs: pairs.to_vec() }.with("Timestamp", &now().to_string())
    }

    fn with(mut self, name: &str, value: &str) -> Self {
        self.pairs.retain(|(known, _)| known != name);
        self.pairs.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The form, encoded, with its signature.
    fn sign(&self, secret_key: &str, method: &str, host_and_path: &str) -> String {
        let sha256 = self.pairs.iter().any(|(_, value)| value == "HmacSHA256");
        let signature = v1(secret_key, method, host_and_path, &self.pairs, sha256);
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(&self.pairs).append_pair("Signature", &signature).finish()
    }
}

fn post_form(mock: &Mock, target: &str, form: String) -> Answer {
    let request = mock.request("POST", target);
    request.header("Content-Type", "application/x-www-form-urlencoded").body(form).send()
}

#[test]
fn version_1_is_verified_in_a_query_and_in_a_form_with_both_algorithms() {
    let mock = Mock::start();
    let host = mock.address().to_string();
    let at = format!("{host}/");
    for form in [
        Form::new(),
        Form::new().with("SignatureMethod", "HmacSHA1"),
        Form::new().with("SignatureMethod", "HmacSHA256").with("Region", ""),
        Form::new().with("Region", "ap-guangzhou").with("RequestClient", "SDK_GO_1.3.166"),
    ] {
        let target = format!("/?{}", form.sign("certmock", "GET", &at));
        verified(&mock.request("GET", &target).send());
        verified(&post_form(&mock, "/", form.sign("certmock", "POST", &at)));
        refused(
            &post_form(&mock, "/", form.sign("certmok", "POST", &at)),
            "AuthFailure.SignatureFailure",
        );
    }
    // The service's own host, and the bare word that Node signs with the service as a path.
    let official = Form::new().sign("certmock", "POST", "ssl.tencentcloudapi.com/");
    verified(&post_form(&mock, "/", official));
    verified(&post_form(&mock, "/ssl/", Form::new().sign("certmock", "POST", "ssl/")));
    // Python with a path in the address sends and signs it as part of the host.
    let path = format!("{host}/tc/ssl/");
    let form = Form::new().sign("certmock", "POST", &path);
    let request = mock.request("POST", "/tc/ssl").header("Host", &format!("{host}/tc/ssl"));
    let request = request.header("Content-Type", "application/x-www-form-urlencoded");
    verified(&request.body(form).send());
}

#[test]
fn version_1_refuses_what_is_missing_stale_or_no_number() {
    let mock = Mock::start();
    let at = format!("{}/", mock.address());
    for name in ["Action", "Version", "Timestamp", "Nonce", "SecretId"] {
        let answer =
            post_form(&mock, "/", Form::new().with(name, "").sign("certmock", "POST", &at));
        let error = response(&answer)["Error"].clone();
        assert_eq!(error["Code"], "MissingParameter");
        let words = format!("The request is missing a required parameter `{name}`.");
        assert_eq!(error["Message"], words);
    }
    let answer =
        post_form(&mock, "/", Form::new().with("Nonce", "x").sign("certmock", "POST", &at));
    assert_eq!(response(&answer)["Error"]["Message"], "Parameter `Nonce` type error.");
    let old = Form::new().with("Timestamp", &(now() - 400).to_string());
    refused(
        &post_form(&mock, "/", old.sign("certmock", "POST", &at)),
        "AuthFailure.SignatureExpire",
    );
    let md5 = Form::new().with("SignatureMethod", "HmacMD5").sign("certmock", "POST", &at);
    refused(&post_form(&mock, "/", md5), "AuthFailure.SignatureFailure");
    let large = Form::new().with("SearchKey", &"x".repeat(1 << 20)).sign("certmock", "POST", &at);
    let answer = post_form(&mock, "/", large);
    refused(&answer, "AuthFailure.SignatureFailure");
    let message = response(&answer)["Error"]["Message"].clone();
    assert!(message.as_str().unwrap().contains("exceeding request size limit"), "{message}");
}
