//! How it ends: at once where nothing runs, and soon whatever does.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use certmock::{Config, GRACE, Server};
use serde_json::{Value, json};

use crate::mock::Mock;
use crate::process::{Running, start_logging_to};
use crate::tls::{WAYS, open, tunnel};

/// A server whose log nobody need read.
fn start() -> Running {
    start_logging_to(Stdio::null(), &[])
}

/// Arms a rule for what Qiniu is asked.
fn arm(running: &Running, then: &Value) {
    let rule = json!({ "name": "slow", "when": { "operation": "qiniu.*" }, "then": then });
    let mock = Mock::elsewhere(running.address);
    mock.request("POST", "/_certmock/rules").json(&rule).send().expect(200);
}

/// A list at Qiniu, on a connection that ends with its answer.
fn list() -> Vec<u8> {
    let key = "A".repeat(27);
    let head = "GET /sslcert HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: QBox";
    format!("{head} a:{key}=\r\n\r\n").into_bytes()
}

fn read(mut stream: TcpStream) -> String {
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn a_termination_ends_it_and_lets_a_running_request_finish() {
    let mut running = start();
    // A request is under way: its head is there, and a part of its body.
    let begun = b"POST /sslcert HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\n{}";
    let mut stream = running.send(begun);
    thread::sleep(Duration::from_millis(100));
    running.signal("TERM");
    thread::sleep(Duration::from_millis(100));
    assert!(TcpStream::connect(running.address).is_err(), "nobody else is let in");
    stream.write_all(b"  ").unwrap();
    let answer = read(stream);
    assert!(answer.contains("bad token"), "{answer}");
    assert_eq!(running.expect_end(10), Some(0));
}

#[test]
fn a_connection_that_is_kept_alive_does_not_keep_the_server_alive() {
    let mut running = start();
    let mut stream = running.send(b"GET /_certmock/health HTTP/1.1\r\nHost: x\r\n\r\n");
    stream.read_exact(&mut [0; 16]).unwrap();
    running.signal("TERM");
    assert_eq!(running.expect_end(4), Some(0));
}

#[test]
fn an_idle_connection_a_tunnel_and_one_over_tls_do_not_keep_it_alive_at_all() {
    let mut running = start();
    let mock = Mock::elsewhere(running.address);
    let mut idle: Vec<_> =
        WAYS.map(|way| open(&mock, way, Duration::from_secs(10))).into_iter().collect();
    for wire in &mut idle {
        wire.write_all(b"GET /_certmock/health HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
        wire.read_exact(&mut [0; 16]).unwrap();
    }
    // Nothing was said on these yet.
    idle.push(Box::new(running.send(b"")));
    idle.push(Box::new(tunnel(&mock, "api.qiniu.com:443")));
    let begun = Instant::now();
    running.signal("TERM");
    assert_eq!(running.expect_end(4), Some(0));
    // It is some milliseconds, on a machine that does nothing else.
    assert!(begun.elapsed() < Duration::from_millis(500), "{:?}", begun.elapsed());
}

#[test]
fn what_only_takes_its_time_ends_at_once_with_the_whole_answer() {
    for then in [
        json!({ "delay": "365d" }),
        json!({ "transport": { "dribble": { "bytes": 1, "every": "1d" } } }),
        json!({ "transport": { "slow_headers": "1d" } }),
    ] {
        let mut running = start();
        arm(&running, &then);
        let stream = running.send(&list());
        thread::sleep(Duration::from_millis(200));
        running.signal("TERM");
        let answer = read(stream);
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{then}: {answer}");
        let (_, body) = answer.split_once("\r\n\r\n").unwrap();
        assert!(serde_json::from_str::<Value>(body).is_ok(), "{then}: {body}");
        assert_eq!(running.expect_end(4), Some(0), "{then}");
    }
}

#[test]
fn who_waits_for_requests_is_told_that_none_will_come() {
    let mut running = start();
    let stream = running.send(
        b"GET /_certmock/requests/wait?timeout=300s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    );
    thread::sleep(Duration::from_millis(200));
    running.signal("TERM");
    let answer = read(stream);
    assert!(answer.starts_with("HTTP/1.1 503 "), "{answer}");
    assert!(answer.contains("0 of 1 requests arrived before the server ended"), "{answer}");
    assert_eq!(running.expect_end(4), Some(0));
}

/// Begins what would take for ever, or for minutes.
fn occupy(running: &Running) -> Vec<TcpStream> {
    arm(running, &json!({ "respond": { "status": 200, "body": "n".repeat(15_000_000) } }));
    let key = json!({ "names": ["a.test"], "key": "rsa-4096" });
    let certificate =
        |index| json!({ "certID": format!("{index:024x}"), "name": "n", "make": key });
    let many: Vec<_> = (0..60).map(certificate).collect();
    let fixture = json!({ "certmock": 1, "state": { "b": { "qiniu": { "certificates": many } } } });
    let fixture = fixture.to_string();
    let length = fixture.len();
    let post = "HTTP/1.1\r\nHost: x\r\nContent-Length:";
    [
        // An answer that is not read, of more than the system keeps for both sides.
        list(),
        b"GET /sslcert HTT".to_vec(),
        b"GET /sslcert HTTP/1.1\r\nHost: x\r\n".to_vec(),
        format!("POST /sslcert {post} 10\r\n\r\n{{").into_bytes(),
        format!("POST /_certmock/rules {post} 10\r\n\r\n{{").into_bytes(),
        format!("PUT /_certmock/state {post} 10\r\n\r\n{{").into_bytes(),
        format!("POST /_certmock/fixtures {post} {length}\r\n\r\n{fixture}").into_bytes(),
    ]
    .iter()
    .map(|bytes| running.send(bytes))
    .collect()
}

#[test]
fn whatever_is_under_way_it_ends_when_the_grace_is_over() {
    let mut running = start();
    let connections = occupy(&running);
    thread::sleep(Duration::from_millis(300));
    running.signal("TERM");
    assert_eq!(running.expect_end(GRACE.as_secs() + 5), Some(0));
    drop(connections);
}

#[test]
fn a_second_signal_ends_it_at_once() {
    for (second, code) in [("TERM", 143), ("INT", 130)] {
        let mut running = start();
        let connection =
            running.send(b"POST /sslcert HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\n{}");
        thread::sleep(Duration::from_millis(200));
        running.signal("TERM");
        thread::sleep(Duration::from_millis(200));
        running.signal(second);
        // Before the grace is over.
        assert_eq!(running.expect_end(3), Some(code));
        drop(connection);
    }
}

#[tokio::test]
async fn a_server_of_the_library_stops_whatever_is_under_way() {
    let server = Server::start(Config::default()).await.unwrap();
    let mut kept = Vec::new();
    for begun in ["GET / HTTP", "POST /_certmock/rules HTTP/1.1\r\nContent-Length: 9\r\n\r\n{"] {
        let mut stream = TcpStream::connect(server.address()).unwrap();
        stream.write_all(begun.as_bytes()).unwrap();
        kept.push(stream);
    }
    tokio::time::sleep(Duration::from_millis(100)).await;
    tokio::time::timeout(GRACE * 2, server.stop()).await.unwrap();
}
