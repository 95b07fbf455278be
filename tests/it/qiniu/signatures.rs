//! Qiniu's tokens, against the published vectors.

use certmock::accounts::Declaration;
use certmock::{AuthMode, Config};
use serde_json::json;
use time::Duration;

use super::{ask, refused};
use crate::mock::{Answer, Mock, Request, date, vector_account};

/// The Host that the vectors are signed for.
const HOST: &str = "api.qiniu.com";

fn vector_mock() -> Mock {
    Mock::with(Config { accounts: vec![vector_account()], ..Config::default() })
}

/// A request with a published signature, to a host that is not this one.
fn vector(mock: &Mock, scheme: &str, signature: &str, method: &str, target: &str) -> Request {
    let token = format!("{scheme} AK:{signature}");
    mock.request(method, target).header("Host", HOST).header("Authorization", &token)
}

#[test]
fn the_published_qbox_signatures_are_verified() {
    let mock = vector_mock();
    let verified = |answer: Answer, status: u16| {
        assert_eq!(answer.status, status, "{}", answer.text());
        assert_eq!(answer.header("X-Certmock-Auth"), None, "verified");
    };
    let json = json!({ "name": "n" });
    let vectors = [
        ("yOADvBQNEFQsQMwqDVso7fhwEYI=", "POST", "/sslcert", 404),
        ("9-s82C1JcrGfepuu4lpx0Ihp40w=", "PUT", "/domain/www.example.com/httpsconf", 612),
        ("49V7oG8aGhxgtCADWXMZga2iS_g=", "GET", "/sslcert?marker=&limit=10", 200),
        ("7B1aOJhFVL8bH8CZfLwMNjqfMjY=", "GET", "/sslcert/68109347f23d4551688abe9e", 400),
    ];
    for (signature, method, target, status) in vectors {
        let request = || vector(&mock, "QBox", signature, method, target);
        let request = || if method == "GET" { request() } else { request().json(&json) };
        verified(request().send(), status);
        // One client leaves the padding out.
        let bare = vector(&mock, "QBox", signature.trim_end_matches('='), method, target);
        verified(if method == "GET" { bare } else { bare.json(&json) }.send(), status);
        let other = vector(&mock, "QBox", signature, method, "/sslcert?other");
        refused(&other.send(), 401, "bad token");
    }
    let form = |body: &str| {
        vector(&mock, "QBox", "Ol3M1hjzQGVAxXPjC7kF_O518ho=", "POST", "/sslcert")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .body(body)
            .send()
    };
    refused(&form("a=1"), 400, "invalid json");
    refused(&form("a=2"), 401, "bad token");
}

#[test]
fn a_path_may_be_signed_as_it_is_sent_or_decoded() {
    let mock = vector_mock();
    let signature = "7B1aOJhFVL8bH8CZfLwMNjqfMjY=";
    // `%36` is `6`: the Go and the Java SDK sign the decoded path, the others the sent one.
    let decoded = vector(&mock, "QBox", signature, "GET", "/sslcert/%368109347f23d4551688abe9e");
    refused(&decoded.send(), 400_401, "无此证书");
    let other = vector(&mock, "QBox", signature, "GET", "/sslcert/%378109347f23d4551688abe9e");
    refused(&other.send(), 401, "bad token");
}

#[test]
fn the_published_qiniu_signatures_are_verified_and_their_date_is_long_past() {
    let mock = vector_mock();
    let form = "application/x-www-form-urlencoded";
    let skewed = "request time too skewed";
    let list = |signature: &str, date: &str| {
        vector(&mock, "Qiniu", signature, "GET", "/sslcert?marker=&limit=10")
            .header("Content-Type", form)
            .header("X-Qiniu-Date", date)
            .send()
    };
    // The signature is looked at before the date: a wrong one would be a bad token.
    refused(&list("DBgu6ewm6xNtkYAPZAm2ElG-x-M=", "20260101T000000Z"), 403, skewed);
    refused(&list("DBgu6ewm6xNtkYAPZAm2ElG-x-M=", "20260101T000001Z"), 401, "bad token");
    let upload = |body: &str| {
        vector(&mock, "Qiniu", "wJjI9XdKFpzCWdWLEQ9DcdLr5Cc=", "POST", "/sslcert")
            .header("Content-Type", "application/json")
            .header("X-Qiniu-Date", "20260101T000000Z")
            .body(body)
            .send()
    };
    refused(&upload(r#"{"name":"n","common_name":"c","pri":"p","ca":"c"}"#), 403, skewed);
    refused(&upload(r#"{"name":"m","common_name":"c","pri":"p","ca":"c"}"#), 401, "bad token");
    let target = "/sslcert/68109347f23d4551688abe9e";
    let bare = vector(&mock, "Qiniu", "n01pzKz0zGzy2_WirhzG70EO5n0=", "GET", target).send();
    refused(&bare, 400_401, "无此证书");
}

#[test]
fn the_node_sdks_doubled_port_is_verified() {
    let mock = vector_mock();
    for (signature, code) in [
        ("-n3AhvBU54WiDQYaSfKF7vJ9j5k=", 403),
        ("Au9vgfNy0mlCQ_5xn7SWq-R0aQA=", 403),
        ("Au9vgfNy0mlCQ_5xn7SWq-R0aQB=", 401),
    ] {
        let answer = mock
            .request("GET", "/sslcert")
            .header("Host", "127.0.0.1:18082")
            .header("Authorization", &format!("Qiniu AK:{signature}"))
            .header("content-type", "application/x-www-form-urlencoded")
            .header("x-qiniu-date", "20260101T000000Z")
            .send();
        assert_eq!(answer.status, code, "{signature}: {}", answer.text());
    }
}

#[test]
fn a_date_within_a_quarter_of_an_hour_will_do_and_none_will_do() {
    let mock = Mock::start();
    for (shift, status) in [(-14, 200), (14, 200), (-16, 403), (16, 403)] {
        let header = date(Duration::minutes(shift));
        let answer = ask(&mock, "ListCertificates", &[]).header("X-Qiniu-Date", &header).send();
        assert_eq!(answer.status, status, "{shift} minutes");
    }
    let answer = ask(&mock, "ListCertificates", &[]).header("X-Qiniu-Date", "yesterday").send();
    refused(&answer, 403, "request time too skewed");
}

#[test]
fn where_only_declared_keys_are_admitted_a_made_up_one_is_a_bad_token() {
    let mock = Mock::with(Config {
        auth: AuthMode::Strict,
        accounts: vec![vector_account(), Declaration::certmock()],
        ..Config::default()
    });
    refused(&ask(&mock, "ListCertificates", &[]).send(), 401, "bad token");
    let target = "/sslcert?marker=&limit=10";
    vector(&mock, "QBox", "49V7oG8aGhxgtCADWXMZga2iS_g=", "GET", target).send().expect(200);
}
