//! What goes wrong on the connection because a rule says so, on a real socket: plain, over TLS
//! and in a tunnel.

use std::io::{ErrorKind, Read as _, Write as _};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{arm, listed, refused, requests};
use crate::material::pair;
use crate::mock::Mock;
use crate::tls::{WAYS, Way, Wire, open};

fn arm_transport(mock: &Mock, transport: &Value, applied: Option<bool>) {
    let mut then = json!({ "transport": transport });
    if let Some(applied) = applied {
        then["applied"] = json!(applied);
    }
    let when = json!({ "operation": "qiniu.UploadCertificate" });
    arm(mock, &json!({ "name": "fault", "when": when, "then": then }));
}

/// Sends an upload and reads what comes, to the end.
fn upload(mock: &Mock, way: Way) -> (Vec<u8>, std::io::Result<()>) {
    let mut stream = send(mock, way, Duration::from_secs(10));
    let mut received = Vec::new();
    let end = stream.read_to_end(&mut received).map(|_| ());
    (received, end)
}

/// Sends an upload, whose answer is waited for so long.
fn send(mock: &Mock, way: Way, timeout: Duration) -> Box<dyn Wire> {
    let (ca, pri) = pair("rsa-2048");
    let body = json!({ "name": "x", "ca": ca, "pri": pri }).to_string();
    let head = format!(
        "POST /sslcert HTTP/1.1\r\nHost: mock\r\nAuthorization: QBox a:{}=\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        "A".repeat(27),
        body.len()
    );
    let mut stream = open(mock, way, timeout);
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(body.as_bytes()).unwrap();
    stream
}

/// Asserts that a connection has ended without an end of what was spoken on it: TLS says when nothing
/// more comes (`close_notify`), so that its other side knows what was cut.
#[track_caller]
fn assert_cut(way: Way, end: std::io::Result<()>) {
    let kind = end.map_err(|error| error.kind());
    let wanted = if way == Way::Plain { Ok(()) } else { Err(ErrorKind::UnexpectedEof) };
    assert_eq!(kind, wanted, "{way:?}");
}

#[test]
fn a_connection_is_closed_without_an_answer() {
    let mock = Mock::start();
    arm_transport(&mock, &json!("close"), None);
    for way in WAYS {
        let (received, end) = upload(&mock, way);
        assert!(received.is_empty(), "{received:?}");
        assert_cut(way, end);
    }
    assert_eq!(listed(&mock, "a"), 0);
    let lost = requests(&mock, "?outcome=transport+close");
    assert_eq!((&lost[0]["status"], lost[0].get("error")), (&Value::Null, None));
    let vias: Vec<_> = lost.iter().map(|entry| entry["via"].as_str().unwrap()).collect();
    assert_eq!(vias, ["direct", "direct", "tunnel"]);
    assert_eq!(requests(&mock, "?outcome=error").len(), 3);
}

#[test]
fn a_connection_is_reset_and_the_upload_is_done_all_the_same() {
    let mock = Mock::start();
    for (way, uploads) in WAYS.into_iter().zip(1..) {
        arm_transport(&mock, &json!("reset"), Some(true));
        let (received, end) = upload(&mock, way);
        assert_eq!(end.unwrap_err().kind(), ErrorKind::ConnectionReset, "{way:?}");
        assert!(received.is_empty());
        assert_eq!(listed(&mock, "a"), uploads);
        arm_transport(&mock, &json!("reset"), None);
        upload(&mock, way).1.unwrap_err();
        assert_eq!(listed(&mock, "a"), uploads);
    }
}

#[test]
fn an_answer_does_not_come_and_the_server_lives() {
    let mock = Mock::start();
    arm_transport(&mock, &json!("hang"), None);
    for way in WAYS {
        let waited = send(&mock, way, Duration::from_millis(300)).read(&mut [0; 1]).unwrap_err();
        assert!(matches!(waited.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut), "{waited}");
        assert_eq!(listed(&mock, "a"), 0);
    }
}

#[test]
fn bytes_come_that_are_no_http() {
    let mock = Mock::start();
    arm_transport(&mock, &json!("garbage"), None);
    for way in WAYS {
        // Over TLS it is what the records hold: these can be opened.
        let (received, end) = upload(&mock, way);
        assert!(received.starts_with(b"\x00\xff\xfe\x01certmock"), "{way:?}: {received:?}");
        assert_cut(way, end);
    }
}

/// The head and the body of what came.
fn split(received: &[u8]) -> (String, &[u8]) {
    let end = received.windows(4).position(|window| window == b"\r\n\r\n").unwrap() + 4;
    (String::from_utf8(received[..end].to_vec()).unwrap(), &received[end..])
}

#[test]
fn a_body_is_cut_after_so_many_bytes() {
    let mock = Mock::start();
    arm_transport(&mock, &json!({ "truncate": 5 }), None);
    for (way, uploads) in WAYS.into_iter().zip(1..) {
        let (received, end) = upload(&mock, way);
        let (head, body) = split(&received);
        assert!(head.starts_with("HTTP/1.1 200 OK\r\n"), "{head}");
        let promised = head.lines().find_map(|line| line.strip_prefix("Content-Length: ")).unwrap();
        assert!(promised.parse::<usize>().unwrap() > 5);
        assert_eq!(body, br#"{"cod"#);
        assert_cut(way, end);
        assert_eq!(listed(&mock, "a"), uploads);
    }
}

#[test]
fn an_answer_has_no_body() {
    let mock = Mock::start();
    arm_transport(&mock, &json!("empty"), None);
    for way in WAYS {
        let (received, end) = upload(&mock, way);
        end.unwrap();
        let (head, body) = split(&received);
        let is_empty = head.contains("\r\nContent-Length: 0\r\n") && body.is_empty();
        assert!(head.starts_with("HTTP/1.1 200 OK\r\n") && is_empty, "{way:?}: {head}");
    }
}

#[test]
fn a_body_comes_a_few_bytes_at_a_time_and_a_head_byte_by_byte() {
    let mock = Mock::start();
    for (transport, least) in [
        (json!({ "dribble": { "bytes": 10, "every": "40ms" } }), 120),
        (json!({ "slow_headers": "1ms" }), 100),
    ] {
        arm_transport(&mock, &transport, None);
        for way in WAYS {
            let begun = Instant::now();
            let (received, end) = upload(&mock, way);
            end.unwrap();
            assert!(begun.elapsed() >= Duration::from_millis(least), "{transport} {way:?}");
            let (head, body) = split(&received);
            let answer: Value = serde_json::from_slice(body).unwrap();
            assert_eq!(answer["code"], 200, "{head}");
        }
    }
}

#[test]
fn an_errors_answer_can_be_lost_as_well() {
    let mock = Mock::start();
    arm(
        &mock,
        &json!({
            "name": "both", "when": { "operation": "qiniu.UploadCertificate" },
            "then": { "error": "400500", "transport": { "truncate": 8 } },
        }),
    );
    for way in WAYS {
        let (received, end) = upload(&mock, way);
        let (head, body) = split(&received);
        assert!(head.starts_with("HTTP/1.1 400"), "{head}");
        assert_eq!(body, br#"{"code":"#);
        assert_cut(way, end);
    }
    assert_eq!(listed(&mock, "a"), 0);
}

/// What comes where a rule has that done.
fn answer_by(mock: &Mock, then: &Value) -> String {
    let when = json!({ "operation": "qiniu.UploadCertificate" });
    arm(mock, &json!({ "name": "fault", "when": when, "then": then }));
    String::from_utf8(upload(mock, Way::Plain).0).unwrap()
}

#[test]
fn every_status_and_header_that_is_armed_comes_as_it_is_written() {
    let mock = Mock::start();
    for status in (200..=599).filter(|status| ![204, 205, 304].contains(status)) {
        let then = json!({ "respond": { "status": status, "body": "<p>no</p>" } });
        let answer = answer_by(&mock, &then);
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{answer}");
        assert!(answer.ends_with("\r\n\r\n<p>no</p>"), "{answer}");
    }
    for (status, transport) in [204, 205, 304]
        .into_iter()
        .flat_map(|status| [(status, None), (status, Some(json!("empty")))])
    {
        let mut then = json!({ "respond": { "status": status } });
        then["transport"] = transport.into();
        let answer = answer_by(&mock, &then);
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{answer}");
        assert!(answer.ends_with("\r\n\r\n"), "{answer}");
        assert_eq!(answer.contains("Content-Length"), status == 205, "{answer}");
    }
    for (name, value) in [
        ("Accept-Ranges", "bytes"),
        ("Connection", "close"),
        ("Content-Encoding", "gzip"),
        ("Content-Type", "text/x-own; charset=utf-8"),
        ("Date", "Thu, 01 Jan 1970 00:00:00 GMT"),
        ("Keep-Alive", "timeout=5"),
        ("Location", "https://a.test/"),
        ("Proxy-Authenticate", "Basic"),
        ("Proxy-Connection", "close"),
        ("Retry-After", "1"),
        ("Server", "nginx"),
        ("Set-Cookie", "a=b; Path=/"),
        ("Te", "trailers"),
        ("Upgrade", "h2c"),
        ("Vary", "*"),
        ("X-Request-Id", "own"),
    ] {
        for then in [
            json!({ "respond": { "status": 503, "headers": { name: value }, "body": "x" } }),
            json!({ "error": "400500", "headers": { name: value } }),
            json!({ "headers": { name: value } }),
        ] {
            let answer = answer_by(&mock, &then);
            let own = format!("\r\n{name}: ");
            assert_eq!(answer.matches(&own).count(), 1, "{then}: {answer}");
            assert!(answer.contains(&format!("{own}{value}\r\n")), "{then}: {answer}");
        }
    }
}

#[test]
fn what_http_cannot_send_is_refused_when_it_is_armed() {
    let mock = Mock::start();
    for (name, value, words) in [
        ("Transfer-Encoding", "chunked", "leave the header \"Transfer-Encoding\" out"),
        ("transfer-encoding", "identity", "leave the header"),
        ("content-length", "5", "truncate"),
        ("Connection", "keep-alive", "can only be `close`"),
        ("connection", "x-own, close", "can only be `close`"),
        ("Trailer", "X-Own", "sends no trailers"),
        ("X-Certmock-Rule", "other", "certmock writes it itself"),
        ("x-certmock-auth", "verified", "certmock writes it itself"),
        ("X-Own", " spaced", "is not a valid header"),
        ("X-Own", "a\r\nb: c", "is not a valid header"),
        ("X Own", "a", "is not a valid header"),
    ] {
        for then in [
            json!({ "respond": { "status": 503, "headers": { name: value } } }),
            json!({ "headers": { name: value } }),
        ] {
            let error = refused(&mock, &json!({ "name": "r", "then": then }));
            assert!(error.contains(words), "{then}: {error}");
        }
    }
    let twice = json!({ "headers": { "X-Own": "1", "x-own": "2" } });
    assert!(refused(&mock, &json!({ "name": "r", "then": twice })).contains("is written twice"));
    for status in [204, 205, 304] {
        for body in [json!("x"), json!({}), json!(0)] {
            let then = json!({ "respond": { "status": status, "body": body } });
            let error = refused(&mock, &json!({ "name": "r", "then": then }));
            assert!(error.contains("has no `body`: leave it out"), "{error}");
        }
    }
    for status in [0, 99, 100, 101, 103, 199, 1000] {
        let then = json!({ "respond": { "status": status } });
        assert!(
            refused(&mock, &json!({ "name": "r", "then": then }))
                .contains("is not from 200 to 999")
        );
    }
    let rules = mock.request("GET", "/_certmock/rules").send().expect(200);
    assert_eq!(rules["rules"], json!([]));
}
