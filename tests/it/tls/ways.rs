//! The ways on which requests come, and whom they are for.

use std::io::Write as _;
use std::net::TcpListener;

use certmock::Config;
use serde_json::Value;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::version::{TLS12, TLS13};
use tokio_rustls::rustls::{ClientConnection, StreamOwned};

use super::{LIST, ask, client, connect, last_entry, root, secure, strays, tunnel};
use crate::mock::Mock;

#[test]
fn one_port_speaks_http_and_tls_and_is_a_proxy() {
    let mock = Mock::start();
    let (root, address) = (root(&mock), mock.address());
    let came = |answer: &str, scheme: &str, via: &str| {
        assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
        let entry = last_entry(&mock);
        assert_eq!((entry["scheme"].as_str(), entry["via"].as_str()), (Some(scheme), Some(via)));
        assert_eq!(entry["host"], "api.qiniu.com");
        assert_eq!(entry["operation"], "ListCertificates");
    };
    came(&ask(&mut connect(address), LIST), "http", "direct");
    for version in [&TLS12, &TLS13] {
        let name = ServerName::try_from("api.qiniu.com").unwrap();
        let connection = ClientConnection::new(client(&root, &[version]), name).unwrap();
        let mut wire = StreamOwned::new(connection, connect(address));
        came(&ask(&mut wire, LIST), "https", "direct");
        assert_eq!(wire.conn.protocol_version(), Some(version.version));
    }
    // What names no host asks an address.
    let mut wire = secure(&root, "127.0.0.1", connect(address));
    came(&ask(&mut wire, LIST), "https", "direct");
    let mut wire = secure(&root, "api.qiniu.com", tunnel(&mock, "api.qiniu.com:443"));
    came(&ask(&mut wire, LIST), "https", "tunnel");
    came(&ask(&mut wire, LIST), "https", "tunnel");
    came(&ask(&mut tunnel(&mock, "api.qiniu.com:80"), LIST), "http", "tunnel");
    for scheme in ["http", "https"] {
        let whole = LIST.replace("/sslcert", &format!("{scheme}://api.qiniu.com/sslcert"));
        came(&ask(&mut connect(address), &whole), scheme, "absolute");
    }
    // A proxy may be asked over TLS itself.
    let mut wire = secure(&root, "localhost", connect(address));
    let opened = ask(&mut wire, "CONNECT api.qiniu.com:443 HTTP/1.1\r\nHost: api.qiniu.com:443");
    assert!(opened.starts_with("HTTP/1.1 200 "), "{opened}");
    came(&ask(&mut secure(&root, "api.qiniu.com", wire), LIST), "https", "tunnel");
    // Older clients open tunnels so.
    for head in [
        "CONNECT api.qiniu.com:443 HTTP/1.0",
        "CONNECT api.qiniu.com:443 HTTP/1.1\r\nHost: api.qiniu.com:443\r\nConnection: close",
    ] {
        let mut stream = connect(address);
        let answer = ask(&mut stream, head);
        assert!(answer.split(' ').nth(1) == Some("200"), "{answer}");
        came(&ask(&mut secure(&root, "api.qiniu.com", stream), LIST), "https", "tunnel");
    }
    assert_eq!(strays(&mock), Vec::<Value>::new());
}

#[test]
fn a_host_that_is_not_ours_is_refused_by_name_and_nothing_is_dialled() {
    let mock = Mock::start();
    let other = TcpListener::bind("127.0.0.1:0").unwrap();
    other.set_nonblocking(true).unwrap();
    let other_address = other.local_addr().unwrap().to_string();
    for (target, named) in [
        ("CONNECT example.com:443", "example.com:443"),
        ("CONNECT cvm.tencentcloudapi.com:443", "cvm.tencentcloudapi.com:443"),
        (&*format!("CONNECT {other_address}"), &*other_address),
        (&*format!("GET http://{other_address}/sslcert"), &*other_address),
        ("GET http://example.com/sslcert", "example.com:80"),
        ("POST https://api.qiniu.com.evil.com/sslcert", "api.qiniu.com.evil.com:443"),
    ] {
        let head = format!("{target} HTTP/1.1\r\nHost: api.qiniu.com");
        let answer = ask(&mut connect(mock.address()), &head);
        let line = format!("HTTP/1.1 403 certmock does not forward {named}\r\n");
        assert!(answer.starts_with(&line), "{answer}");
        assert!(answer.contains("\r\nConnection: close\r\n"), "{answer}");
        let body: Value = serde_json::from_str(answer.split("\r\n\r\n").nth(1).unwrap()).unwrap();
        assert!(body["error"].as_str().unwrap().ends_with(named));
        let met = strays(&mock);
        let (host, _) = named.rsplit_once(':').unwrap();
        assert!(met.iter().any(|stray| stray["host"] == host && stray["kind"] == "refused"));
    }
    assert!(other.accept().is_err());
    // By its name in a handshake, too.
    let mut wire = secure(&root(&mock), "example.com", connect(mock.address()));
    let error = wire.write_all(b"x").unwrap_err().to_string();
    assert!(error.contains("UnrecognisedName"), "{error}");
    assert!(strays(&mock).iter().any(|stray| stray["via"] == "tls"));
    let forgotten = mock.request("DELETE", "/_certmock/strays").send().expect(200);
    assert!(forgotten["forgotten"].as_u64() > Some(5));
    assert_eq!(strays(&mock), Vec::<Value>::new());
}

#[test]
fn a_host_that_somebody_names_is_answered_for() {
    let answer_for = vec!["Console.Example.com".to_owned()];
    let mock = Mock::with(Config { answer_for, ..Config::default() });
    let stream = tunnel(&mock, "console.example.com:443");
    let mut wire = secure(&root(&mock), "console.example.com", stream);
    assert!(ask(&mut wire, LIST).starts_with("HTTP/1.1 200 "));
    let other = "CONNECT other.example.com:443 HTTP/1.1\r\nHost: x";
    assert!(ask(&mut connect(mock.address()), other).starts_with("HTTP/1.1 403 "));
}

#[test]
fn a_tunnel_leads_nowhere_else() {
    let mock = Mock::start();
    let mut stream = tunnel(&mock, "api.qiniu.com:80");
    let answer = ask(&mut stream, "CONNECT api.qiniu.com:443 HTTP/1.1\r\nHost: api.qiniu.com");
    assert!(answer.starts_with("HTTP/1.1 403 "), "{answer}");
    let mut wire = secure(&root(&mock), "api.qiniu.com", tunnel(&mock, "api.qiniu.com:443"));
    let answer = ask(&mut wire, "CONNECT api.qiniu.com:443 HTTP/1.1\r\nHost: api.qiniu.com");
    assert!(answer.starts_with("HTTP/1.1 403 "), "{answer}");
    for (target, status) in [
        ("api.qiniu.com", "400"),
        ("user@api.qiniu.com:443", "403"),
        ("127.0.0.1:1", "403"),
        (&*format!("{}:443", "a".repeat(8000)), "403"),
    ] {
        let head = format!("CONNECT {target} HTTP/1.1\r\nHost: x");
        let answer = ask(&mut connect(mock.address()), &head);
        assert_eq!(answer.split(' ').nth(1), Some(status), "{answer}");
    }
    // certmock itself may be asked through itself, by its address and by a name of its own.
    for target in [mock.address().to_string(), "certmock:80".to_owned()] {
        let health = format!("GET /_certmock/health HTTP/1.1\r\nHost: {target}");
        assert!(ask(&mut tunnel(&mock, &target), &health).starts_with("HTTP/1.1 200 "));
    }
}

#[test]
fn the_address_that_a_client_is_given_is_the_one_that_it_asked() {
    let mock = Mock::start();
    let mut wire =
        secure(&root(&mock), "elb.cn-north-4.myhuaweicloud.com", connect(mock.address()));
    let answer = ask(&mut wire, "GET / HTTP/1.1\r\nHost: elb.cn-north-4.myhuaweicloud.com");
    assert!(answer.contains("https://elb.cn-north-4.myhuaweicloud.com/v1.0/"), "{answer}");
}
