//! Requests as no well-behaved client sends them.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use certmock::{Config, Server};
use serde_json::json;

use crate::control::arm;
use crate::material::pair;
use crate::mock::{Mock, exchange};

fn small() -> Mock {
    Mock::with(Config { body_limit: 1000, ..Config::default() })
}

#[test]
fn a_body_beyond_the_limit_is_refused_in_each_vendors_envelope() {
    let mock = small();
    let body = "x".repeat(1001);
    let qiniu = mock.qiniu("POST", "/sslcert").body(body.as_str()).send();
    assert_eq!(qiniu.expect(413), json!({ "code": 413, "error": "request entity too large" }));
    let huawei = mock.huawei("POST", "certificate").body(body.as_str()).send().expect(413);
    assert_eq!(huawei["error_code"], "APIGW.0201");
    let rainbond = mock.rainbond("POST", "/certificates").body(body.as_str()).send().expect(413);
    assert_eq!(rainbond["error_type"], "RequestDataTooBig");
    assert_eq!(mock.qiniu("POST", "/sslcert").body("x".repeat(1000)).send().status, 400);
    // A client that sends on and on hears it, too, and not a reset.
    let large = "x".repeat(7_000);
    mock.qiniu("POST", "/sslcert").body(large.as_str()).send().expect(413);
}

#[test]
fn a_body_of_more_values_than_any_request_has_is_refused_as_one_that_is_too_large() {
    let mock = Mock::start();
    let nested = format!("{}{}", "[".repeat(100), "]".repeat(100));
    let many = format!("{{\"x\":[{}]}}", vec![nested; 3000].join(","));
    let zeros = format!(" [{}0]", "0,".repeat(260_000));
    for body in [many.as_str(), zeros.as_str()] {
        let qiniu = mock.qiniu("POST", "/sslcert").body(body).send();
        assert_eq!(qiniu.expect(413), json!({ "code": 413, "error": "request entity too large" }));
        assert_eq!(mock.huawei("POST", "certificate").body(body).send().status, 413);
    }
    // Commas in a text, as a list of names has them, are none.
    let text = json!({ "name": ",[{".repeat(100_000) }).to_string();
    assert_eq!(mock.qiniu("POST", "/sslcert").body(text).send().status, 400);
}

fn impatient() -> Mock {
    Mock::with(Config { patience: "300ms".parse().unwrap(), ..Config::default() })
}

/// Sends the pieces with pauses between them; what comes back until the server lets go.
fn send_slowly(mock: &Mock, pieces: &[&str], pause: Duration) -> String {
    let mut stream = TcpStream::connect(mock.address()).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    for piece in pieces {
        stream.write_all(piece.as_bytes()).unwrap();
        std::thread::sleep(pause);
    }
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn a_head_that_does_not_come_to_its_end_is_given_up() {
    let mock = impatient();
    assert_eq!(send_slowly(&mock, &["GET /sslcert HT"], Duration::ZERO), "");
    assert_eq!(send_slowly(&mock, &["GET /sslcert HTTP/1.1\r\nHost: x\r\n"], Duration::ZERO), "");
}

#[test]
fn a_body_that_stops_coming_is_answered_408_and_its_connection_closed() {
    let head = "POST /sslcert HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n";
    let answer = send_slowly(&impatient(), &[head, "{\"name"], Duration::ZERO);
    assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
    assert!(answer.contains("\r\nConnection: close\r\n"), "{answer}");
}

#[test]
fn a_body_that_comes_slowly_but_steadily_is_read() {
    let head =
        "POST /sslcert HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 10\r\n\r\n";
    let pieces = [head, "{ ", "  ", "  ", "  ", " }"];
    let answer = send_slowly(&impatient(), &pieces, Duration::from_millis(100));
    assert!(answer.starts_with("HTTP/1.1 401 "), "{answer}");
}

#[test]
fn a_body_of_unknown_length_is_cut_at_the_limit() {
    let mock = small();
    let head = "POST /sslcert HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
    let chunk = format!("400\r\n{}\r\n", "x".repeat(1024));
    let answer = exchange(mock.address(), format!("{head}{chunk}{chunk}").as_bytes(), false);
    assert_eq!(answer.status, 413);
    let within = format!(
        "{}2\r\n{{}}\r\n0\r\n\r\n",
        head.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n")
    );
    assert_eq!(exchange(mock.address(), within.as_bytes(), false).status, 401);
}

#[test]
fn an_absolute_target_is_what_clients_behind_a_proxy_send() {
    let mock = Mock::start();
    let answer =
        mock.qiniu("GET", "http://api.qiniu.com/sslcert?limit=1").header("Host", "api.qiniu.com");
    answer.send().expect(200);
    let answer = mock
        .request("GET", "http://elb.cn-north-4.myhuaweicloud.com/v1.0")
        .header("Host", "elb.cn-north-4.myhuaweicloud.com");
    let link = answer.send().expect(200)["version"]["links"][0]["href"].clone();
    assert_eq!(link, "http://elb.cn-north-4.myhuaweicloud.com/v1.0/");
}

#[test]
fn a_client_that_waits_for_leave_to_go_on_is_given_it() {
    let mock = Mock::start();
    let (ca, pri) = pair("ec-p256");
    let request = mock.qiniu("POST", "/sslcert").json(&json!({ "ca": ca, "pri": pri }));
    request.header("Expect", "100-continue").send().expect(200);
    // Of a body that is too large nothing is asked for.
    let mock = small();
    let head =
        "POST /sslcert HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2000\r\n\r\n";
    assert_eq!(exchange(mock.address(), head.as_bytes(), false).status, 413);
}

#[test]
fn headers_that_are_not_utf_8_are_as_good_as_absent() {
    let mock = Mock::start();
    for (target, header) in [
        ("/sslcert", "Authorization"),
        ("/v1.0/p/elbaas/certificate", "X-Auth-Token"),
        ("/openapi/v1/teams/x/certificates", "Authorization"),
    ] {
        let head = format!("GET {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{header}: ");
        let bytes = [head.as_bytes(), b"\xff\xfe\r\n\r\n"].concat();
        assert_eq!(exchange(mock.address(), &bytes, false).status, 401, "{target}");
    }
}

#[test]
fn paths_that_are_not_utf_8_and_paths_of_dots_name_nothing() {
    let mock = Mock::start();
    for (target, status) in
        [("/sslcert/%FF%FE", 400), ("/sslcert/..", 400), ("/sslcert/%2e%2e%2f", 400)]
    {
        assert_eq!(mock.qiniu("GET", target).send().status, status, "{target}");
    }
    let mangled = mock.huawei("PUT", "certificate/%FF").json(&json!({})).send().expect(400);
    assert_eq!(mangled["error"]["code"], "ELB.5020");
}

#[test]
fn a_path_that_is_nobodys_is_answered_by_certmock_itself() {
    let mock = Mock::start();
    for target in ["/nothing", "/sslcertificates", "*", "/openapiv1"] {
        let method = if target == "*" { "OPTIONS" } else { "GET" };
        let answer = mock.request(method, target).send().expect(404);
        assert!(answer["error"].as_str().unwrap().starts_with("certmock emulates nothing"));
        assert_eq!(answer["catalogue"], "/_certmock/catalogue");
    }
    let unknown = mock.request("GET", "/_certmock/nothing").send().expect(404);
    assert_eq!(unknown["error"], "certmock has no /nothing");
    mock.request("GET", "/_certmock/reset").send().expect(405);
}

/// Sends the bytes and no more, and waits for the server to let go.
fn send_and_half_close(mock: &Mock, bytes: &[u8]) {
    let mut stream = TcpStream::connect(mock.address()).unwrap();
    stream.write_all(bytes).unwrap();
    stream.shutdown(std::net::Shutdown::Write).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
    let _ = stream.read_to_end(&mut Vec::new());
}

#[test]
fn connections_cut_at_any_stage_leave_the_server_well() {
    let mock = Mock::start();
    let whole = "POST /sslcert HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{\"a\"";
    for length in 0..whole.len() {
        send_and_half_close(&mock, &whole.as_bytes()[..length]);
    }
    mock.request("GET", "/_certmock/health").send().expect(200);
}

#[test]
fn what_is_no_http_is_refused_and_the_server_lives() {
    let mock = Mock::start();
    for bytes in [
        &b"\x16\x03\x01\x02\x00\x01\x00"[..],
        b"\0\0\0\0",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
    ] {
        send_and_half_close(&mock, bytes);
    }
    mock.request("GET", "/_certmock/ready").send().expect(200);
}

#[test]
fn requests_in_a_row_on_one_connection_are_answered_in_their_order() {
    let mock = Mock::start();
    let mut stream = TcpStream::connect(mock.address()).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
    let mut requests = String::new();
    for index in 0..100 {
        let end = if index == 99 { "Connection: close\r\n" } else { "" };
        requests += &format!("GET /path-{index} HTTP/1.1\r\nHost: x\r\n{end}\r\n");
    }
    stream.write_all(requests.as_bytes()).unwrap();
    let mut answers = String::new();
    stream.read_to_string(&mut answers).unwrap();
    let order: Vec<usize> = answers
        .split("under /path-")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().parse().unwrap())
        .collect();
    assert_eq!(order, (0..100).collect::<Vec<_>>());
}

#[test]
fn a_tunnel_to_somebody_else_is_refused_whatever_else_the_request_says() {
    let mock = Mock::start();
    for header in ["", "X-TC-Action: DescribeCertificates\r\n"] {
        let head =
            format!("CONNECT a.test:443 HTTP/1.1\r\nHost: x\r\n{header}Connection: close\r\n\r\n");
        let answer = exchange(mock.address(), head.as_bytes(), false).expect(403);
        assert_eq!(answer["error"], "certmock does not forward a.test:443");
    }
}

/// Asks for more than the system keeps on both sides, on a connection of its own.
fn ask_for_much(mock: &Mock) -> TcpStream {
    let list = "GET /sslcert HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";
    let key = "A".repeat(27);
    let mut stream = TcpStream::connect(mock.address()).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    stream.write_all(format!("{list}Authorization: QBox a:{key}=\r\n\r\n").as_bytes()).unwrap();
    stream
}

#[test]
fn an_answer_that_is_not_read_is_given_up_and_one_that_is_read_slowly_is_not() {
    let mock = impatient();
    let then = json!({ "respond": { "status": 200, "body": "n".repeat(15_000_000) } });
    arm(&mock, &json!({ "name": "much", "when": { "operation": "qiniu.*" }, "then": then }));
    let mut ignored = ask_for_much(&mock);
    let mut slow = ask_for_much(&mock);
    let mut piece = vec![0; 1 << 20];
    let mut received = 0;
    loop {
        std::thread::sleep(Duration::from_millis(50));
        match slow.read(&mut piece).unwrap() {
            0 => break,
            length => received += length,
        }
    }
    assert!(received > 15_000_000, "{received}");
    // The patience with the other is over by now, many times.
    let mut rest = Vec::new();
    let _ = ignored.read_to_end(&mut rest);
    assert!(rest.len() < received, "{}", rest.len());
}

#[test]
fn a_large_upload_leaves_the_threads_to_others() {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let server = runtime.block_on(Server::start(Config::default())).unwrap();
    let mock = Mock::elsewhere(server.address());
    let (ca, pri) = pair("rsa-2048");
    let many = vec![json!({ "a": ["x"] }); 80_000];
    let large = json!({ "ca": ca, "pri": pri, "x": many }).to_string();
    let mut met = Vec::new();
    // Another process may have the processor in the one, and hardly in all of them.
    for _ in 0..3 {
        let longest = std::thread::scope(|scope| {
            let upload = scope.spawn(|| {
                mock.qiniu("POST", "/sslcert").body(large.as_str()).send().expect(200);
            });
            let mut longest = Duration::ZERO;
            while !upload.is_finished() {
                let begun = Instant::now();
                mock.request("GET", "/_certmock/health").send().expect(200);
                longest = longest.max(begun.elapsed());
            }
            longest
        });
        let entries = mock.request("GET", "/_certmock/requests?limit=1").send().expect(200);
        let taken = entries["requests"][0]["elapsed_ms"].as_f64().unwrap();
        met.push((longest.as_secs_f64() * 1000.0, taken));
    }
    assert!(met.iter().any(|(longest, taken)| *longest < taken / 2.0), "{met:?}");
}
