//! The bodies of the control API: how large they may be, and how long they may take.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use certmock::Config;
use serde_json::{Value, json};

use super::arm;
use crate::mock::{Mock, exchange};

/// What takes a body, and how large that may be.
const TARGETS: [(&str, &str, usize); 8] = [
    ("PUT", "/_certmock/clock", 1 << 20),
    ("POST", "/_certmock/clock/advance", 1 << 20),
    ("POST", "/_certmock/reset", 1 << 20),
    ("GET", "/_certmock/health", 1 << 20),
    ("DELETE", "/_certmock/requests", 1 << 20),
    ("POST", "/_certmock/rules", 16 << 20),
    ("POST", "/_certmock/fixtures", 16 << 20),
    ("PUT", "/_certmock/state", 1 << 30),
];

#[test]
fn a_body_that_says_it_is_too_large_is_refused_before_it_is_sent() {
    let mock = Mock::start();
    arm(&mock, &json!({ "name": "kept", "then": { "delay": "1ms" } }));
    for (method, target, limit) in TARGETS {
        let length = limit + 1;
        let head = format!("{method} {target} HTTP/1.1\r\nHost: x\r\nContent-Length: {length}\r\n");
        for wait in ["", "Expect: 100-continue\r\n"] {
            let head = format!("{head}{wait}\r\n");
            let answer = exchange(mock.address(), head.as_bytes(), false);
            assert_eq!(answer.header("Connection"), Some("close"), "{target}");
            let error = answer.expect(413)["error"].as_str().unwrap().to_owned();
            assert!(error.contains(&limit.to_string()), "{target}: {error}");
        }
    }
    let rules = mock.request("GET", "/_certmock/rules").send().expect(200);
    assert_eq!(rules["rules"][0]["name"], "kept");
}

#[test]
fn a_body_of_unknown_length_is_cut_at_the_limit() {
    let mock = Mock::start();
    let head = "PUT /_certmock/clock HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
    let piece = format!("100000\r\n{}\r\n", " ".repeat(1 << 20));
    let whole = format!("{head}{piece}{piece}0\r\n\r\n");
    exchange(mock.address(), whole.as_bytes(), false).expect(413);
}

#[test]
fn a_state_may_be_larger_than_what_a_vendor_takes() {
    let mock = Mock::with(Config { body_limit: 1000, ..Config::default() });
    let state = format!("{{{}}}", " ".repeat(17 << 20));
    mock.request("PUT", "/_certmock/state").body(state.as_str()).send().expect(204);
    mock.request("POST", "/_certmock/rules").body(state).send().expect(413);
}

#[test]
fn a_body_that_stops_coming_is_answered_408_and_its_connection_closed() {
    let mock = Mock::with(Config { patience: "300ms".parse().unwrap(), ..Config::default() });
    for (method, target, _) in TARGETS {
        let mut stream = TcpStream::connect(mock.address()).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        let head = format!("{method} {target} HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{{");
        stream.write_all(head.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 408 "), "{target}: {answer}");
        assert!(answer.contains("\r\nConnection: close\r\n"), "{target}: {answer}");
        let (_, body) = answer.split_once("\r\n\r\n").unwrap();
        assert!(serde_json::from_str::<Value>(body).unwrap()["error"].is_string(), "{body}");
    }
}
