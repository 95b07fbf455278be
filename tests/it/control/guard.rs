//! Whom the control API answers.

use certmock::Config;
use serde_json::Value;

use crate::material::pair;
use crate::mock::{Answer, Mock, Request};

/// Every route, with a method of it.
const ROUTES: [(&str, &str); 22] = [
    ("GET", "/health"),
    ("GET", "/ready"),
    ("GET", "/catalogue"),
    ("GET", "/openapi/qiniu.json"),
    ("POST", "/reset"),
    ("GET", "/clock"),
    ("PUT", "/clock"),
    ("POST", "/clock/advance"),
    ("POST", "/fixtures"),
    ("DELETE", "/fixtures"),
    ("GET", "/rules"),
    ("POST", "/rules"),
    ("DELETE", "/rules"),
    ("GET", "/requests"),
    ("DELETE", "/requests"),
    ("GET", "/requests/wait"),
    ("GET", "/requests/1"),
    ("GET", "/coverage"),
    ("GET", "/state"),
    ("PUT", "/state"),
    ("GET", "/nothing"),
    ("PATCH", "/rules"),
];

fn ask(mock: &Mock, (method, path): (&str, &str)) -> Request {
    mock.request(method, &format!("/_certmock{path}"))
}

fn refused(answer: &Answer, status: u16, words: &str) {
    assert_eq!(answer.status, status, "{}", answer.text());
    let body: Value = serde_json::from_slice(&answer.body).unwrap();
    assert!(body["error"].as_str().unwrap().contains(words), "{body}");
}

#[test]
fn a_page_that_has_a_public_name_lead_here_is_answered_on_no_route() {
    let mock = Mock::start();
    for route in ROUTES {
        for host in ["evil.example.com", "evil.example.com:8080", "ssl.tencentcloudapi.com"] {
            let answer = ask(&mock, route).header("Host", host).send();
            let name = host.trim_end_matches(":8080");
            refused(&answer, 421, &format!("--control-host {name}"));
        }
    }
    // The name may stand in the target, or in one of two headers.
    let target = "http://api.qiniu.com/_certmock/state";
    refused(&mock.request("GET", target).header("Host", "localhost").send(), 421, "qiniu");
    let twice =
        ask(&mock, ("GET", "/state")).header("Host", "localhost").header("Host", "evil.com");
    refused(&twice.send(), 421, "evil.com");
}

#[test]
fn an_address_a_private_name_and_one_that_is_given_are_answered() {
    let control_hosts = vec!["Certmock.Example.COM".to_owned()];
    let mock = Mock::with(Config { control_hosts, ..Config::default() });
    for host in [
        "127.0.0.1",
        "[::1]:8080",
        "localhost:8080",
        "certmock:8080",
        "certmock.test",
        "certmock.default.svc.cluster.local",
        "certmock.example.com:8080",
    ] {
        ask(&mock, ("GET", "/state")).header("Host", host).send().expect(200);
    }
}

#[test]
fn what_a_page_of_another_site_sends_is_refused_and_changes_nothing() {
    let mock = Mock::start();
    let offset = r#"{ "offset": "30d" }"#;
    for (name, value) in [
        ("Origin", "http://evil.example.com"),
        ("Origin", "null"),
        ("Sec-Fetch-Site", "cross-site"),
        ("Sec-Fetch-Site", "same-site"),
    ] {
        for route in ROUTES.into_iter().filter(|(method, _)| *method != "GET") {
            let sent = ask(&mock, route).header("Content-Type", "text/plain").body(offset);
            refused(&sent.header(name, value).send(), 403, "other sites");
        }
    }
    assert_eq!(ask(&mock, ("GET", "/clock")).send().expect(200).get("offset"), None);
    // Its own page, and what is no browser.
    let own = format!("http://{}", mock.address());
    for (name, value) in [("Origin", own.as_str()), ("Sec-Fetch-Site", "same-origin"), ("X", "y")] {
        ask(&mock, ("PUT", "/clock")).header(name, value).body(offset).send().expect(200);
    }
}

#[test]
fn no_answer_may_be_embedded_or_guessed_at_and_none_is_open_to_other_sites() {
    let mock = Mock::start();
    for host in ["localhost", "evil.example.com"] {
        let origin = "http://evil.example.com";
        let answer =
            ask(&mock, ("GET", "/state")).header("Host", host).header("Origin", origin).send();
        assert_eq!(answer.header("Cross-Origin-Resource-Policy"), Some("same-origin"));
        assert_eq!(answer.header("X-Content-Type-Options"), Some("nosniff"));
        assert_eq!(answer.header("Referrer-Policy"), Some("no-referrer"));
        assert_eq!(answer.header("Access-Control-Allow-Origin"), None);
    }
}

#[test]
fn the_providers_and_the_links_that_they_hand_out_are_not_guarded() {
    let mock = Mock::start();
    let (certificate, key) = pair("ec-p256");
    let body = serde_json::json!({ "name": "n", "ca": certificate, "pri": key });
    let sent = mock.qiniu("POST", "/sslcert").header("Host", "api.qiniu.com");
    sent.header("Origin", "http://evil.example.com").json(&body).send().expect(200);
    let link = ask(&mock, ("GET", "/downloads/tencent_ssl?account=a&id=x&form=nginx&sign=s"))
        .header("Host", "ssl.tencentcloudapi.com");
    assert_eq!(link.send().status, 404);
    let post = ask(&mock, ("POST", "/downloads/tencent_ssl")).send().expect(405);
    assert_eq!(post["error"], "this path does not support this method");
}
