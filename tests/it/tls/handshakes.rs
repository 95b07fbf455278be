//! Handshakes that come to nothing, and connections that end.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use certmock::{Config, Server};
use tokio_rustls::rustls::ClientConnection;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::version::{TLS12, TLS13};

use super::{LIST, ask, client, connect, root, secure, strays, tunnel};
use crate::mock::Mock;

#[test]
fn a_client_that_does_not_trust_the_authority_is_remembered_by_the_name_that_it_asked_for() {
    let (mock, other) = (Mock::start(), Mock::start());
    let mut wire = secure(&root(&other), "api.qiniu.com", connect(mock.address()));
    let error = wire.write_all(b"x").unwrap_err().to_string();
    assert!(error.contains("UnknownIssuer") || error.contains("BadSignature"), "{error}");
    let _ = wire.flush();
    drop(wire);
    let deadline = Instant::now() + Duration::from_secs(10);
    while !strays(&mock).iter().any(|stray| stray["kind"] == "untrusted") {
        assert!(Instant::now() < deadline, "{:?}", strays(&mock));
        std::thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(strays(&mock)[0]["host"], "api.qiniu.com");
}

#[test]
fn what_is_no_handshake_ends_its_own_connection_and_no_other() {
    let mock = Mock::start();
    let mut kept = secure(&root(&mock), "api.qiniu.com", connect(mock.address()));
    assert!(ask(&mut kept, LIST).starts_with("HTTP/1.1 200 "));
    let mut garbage = vec![0x16, 0x03, 0x01, 0x40, 0x00];
    garbage.extend([0xff; 0x4000]);
    let long = vec![0x16; 40_000];
    for bytes in [&garbage[..], &[0x16], &[0x16, 0x03, 0x01, 0xff, 0xff, 0x01], &long] {
        let mut stream = connect(mock.address());
        let _ = stream.write_all(bytes);
        let _ = stream.shutdown(std::net::Shutdown::Write);
        let mut rest = Vec::new();
        let _ = stream.read_to_end(&mut rest);
        assert!(rest.len() < 100, "{rest:?}");
    }
    assert!(ask(&mut kept, LIST).starts_with("HTTP/1.1 200 "));
    assert!(strays(&mock).iter().all(|stray| stray["kind"] == "broken"));
    // As many names as somebody likes.
    let root = root(&mock);
    for number in 0..300 {
        let name = format!("ssl.r{number}.tencentcloudapi.com");
        let mut wire = secure(&root, &name, connect(mock.address()));
        assert!(ask(&mut wire, LIST).starts_with("HTTP/1.1 200 "));
    }
}

#[test]
fn a_handshake_that_comes_too_slowly_ends() {
    let patience = "300ms".parse().unwrap();
    let mock = Mock::with(Config { patience, ..Config::default() });
    for begin in [&b""[..], &[0x16], &[0x16, 0x03, 0x01, 0x02, 0x00, 0x01]] {
        let mut stream = connect(mock.address());
        let begun = Instant::now();
        stream.write_all(begin).unwrap();
        let mut rest = Vec::new();
        let _ = stream.read_to_end(&mut rest);
        assert!(begun.elapsed() < Duration::from_secs(10));
    }
    let mut stream = tunnel(&mock, "api.qiniu.com:443");
    let mut rest = Vec::new();
    let _ = stream.read_to_end(&mut rest);
    assert_eq!(rest, b"");
}

/// The first words of a client that asks for a name.
fn hello(mock: &Mock, name: &str) -> Vec<u8> {
    let root = root(mock);
    let name = ServerName::try_from(name.to_owned()).unwrap();
    let mut client = ClientConnection::new(client(&root, &[&TLS13, &TLS12]), name).unwrap();
    let mut bytes = Vec::new();
    client.write_tls(&mut bytes).unwrap();
    bytes
}

#[test]
fn a_hello_that_comes_a_byte_at_a_time_ends_when_patience_does() {
    let patience = "400ms".parse().unwrap();
    let mock = Mock::with(Config { patience, ..Config::default() });
    let hello = hello(&mock, "api.qiniu.com");
    let open: [fn(&Mock) -> TcpStream; 2] =
        [|mock| connect(mock.address()), |mock| tunnel(mock, "api.qiniu.com:443")];
    for open in open {
        let mut stream = open(&mock);
        stream.set_read_timeout(Some(Duration::from_millis(20))).unwrap();
        let begun = Instant::now();
        let sent = hello.iter().take_while(|byte| {
            let _ = stream.write_all(&[**byte]);
            // It ends without an answer, or with a reset where it did not take all.
            let ended = stream.read(&mut [0; 1]).map_err(|error| error.kind());
            matches!(ended, Err(ErrorKind::WouldBlock | ErrorKind::TimedOut))
        });
        assert!(sent.count() < hello.len(), "it was heard to its end");
        let elapsed = begun.elapsed();
        assert!(Duration::from_millis(300) < elapsed && elapsed < Duration::from_secs(4));
    }
}

#[test]
fn a_name_that_is_none_is_refused_and_not_shown_as_it_came() {
    let mock = Mock::start();
    let usual = b"api.qiniu.com";
    for name in [
        b"api.qiniu\0com",
        b"\xc3\xa4pi.qiniu.co",
        b"api.qiniu.co\xff",
        b"\0\0\0\0\0\0\0\0\0\0\0\0\0",
        b"api.qiniu.\r\nx",
        b"api..qiniucom",
        b".............",
    ] {
        let mut bytes = hello(&mock, "api.qiniu.com");
        let place = bytes.windows(usual.len()).position(|window| window == usual).unwrap();
        bytes[place..place + usual.len()].copy_from_slice(name);
        let mut stream = connect(mock.address());
        stream.write_all(&bytes).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        // An alert, and nothing else (RFC 8446, section 6).
        assert_eq!((answer.first(), answer.len()), (Some(&0x15), 7), "{name:?}");
        // As a tunnel's end, too.
        let name = [b"CONNECT ", &name[..], b":443 HTTP/1.1\r\nHost: x\r\n\r\n"].concat();
        let mut stream = connect(mock.address());
        stream.write_all(&name).unwrap();
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let line = String::from_utf8_lossy(&answer);
        assert!(line.starts_with("HTTP/1.1 400 ") || line.starts_with("HTTP/1.1 403 "), "{line}");
    }
    let shown = serde_json::to_string(&strays(&mock)).unwrap();
    assert!(shown.is_ascii() && !shown.contains("\\u"), "{shown}");
    let mut wire = secure(&root(&mock), "api.qiniu.com", connect(mock.address()));
    assert!(ask(&mut wire, LIST).starts_with("HTTP/1.1 200 "));
}

#[test]
fn an_idle_connection_of_any_kind_ends_with_the_server() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let server = runtime.block_on(Server::start(Config::default())).unwrap();
    let mock = Mock::elsewhere(server.address());
    let root = root(&mock);
    let silent = connect(mock.address());
    let mut plain = connect(mock.address());
    ask(&mut plain, LIST);
    let mut secured = secure(&root, "api.qiniu.com", connect(mock.address()));
    ask(&mut secured, LIST);
    let mut tunnelled = secure(&root, "api.qiniu.com", tunnel(&mock, "api.qiniu.com:443"));
    ask(&mut tunnelled, LIST);
    let unused = tunnel(&mock, "api.qiniu.com:443");
    let begun = Instant::now();
    runtime.block_on(server.stop());
    assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
    for mut stream in [silent, plain, unused, secured.sock] {
        let mut rest = Vec::new();
        let _ = stream.read_to_end(&mut rest);
    }
}
