//! Clients that believe they ask the service itself: over TLS, through a proxy, by its own name.

mod authority;
mod faults;
mod handshakes;
mod hosts;
mod ways;

use std::fs;
use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use certmock::internals::pem::{self, Contents};
use serde_json::Value;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::version::{TLS12, TLS13};
use tokio_rustls::rustls::{
    ClientConfig, ClientConnection, RootCertStore, StreamOwned, SupportedProtocolVersion,
};

use crate::mock::Mock;

/// A connection, secured or not.
pub(crate) trait Wire: Read + Write {}
impl<T: Read + Write> Wire for T {}

pub(crate) type Secure<T> = StreamOwned<ClientConnection, T>;

pub(crate) fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    stream
}

pub(crate) fn root(mock: &Mock) -> String {
    let answer = mock.request("GET", "/_certmock/ca.pem").send();
    answer.text().to_owned()
}

fn der(pem: &str) -> CertificateDer<'static> {
    match pem::blocks(pem).next().unwrap().unwrap().contents {
        Contents::Der(der) => der.into(),
        Contents::Encrypted => panic!("it is encrypted"),
    }
}

/// A client that trusts what the server says is to be trusted.
fn client(root: &str, versions: &[&'static SupportedProtocolVersion]) -> Arc<ClientConfig> {
    let mut roots = RootCertStore::empty();
    roots.add(der(root)).unwrap();
    let config = ClientConfig::builder_with_protocol_versions(versions);
    Arc::new(config.with_root_certificates(roots).with_no_client_auth())
}

pub(crate) fn secure<T: Wire>(root: &str, name: &str, wire: T) -> Secure<T> {
    let name = ServerName::try_from(name.to_owned()).unwrap();
    let config = client(root, &[&TLS13, &TLS12]);
    StreamOwned::new(ClientConnection::new(config, name).unwrap(), wire)
}

/// What becomes of a handshake with a client that waits a second.
pub(crate) fn shake(mock: &Mock, name: &str) -> Result<(), String> {
    let stream = connect(mock.address());
    stream.set_read_timeout(Some(Duration::from_secs(1))).unwrap();
    match secure(&root(mock), name, stream).write_all(b"x") {
        Ok(()) => Ok(()),
        Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
            Err("timed out".to_owned())
        }
        Err(error) => Err(error.to_string()),
    }
}

/// Sends a head and reads what comes, as far as an answer is answered.
pub(crate) fn ask(wire: &mut impl Wire, head: &str) -> String {
    wire.write_all(format!("{head}\r\n\r\n").as_bytes()).unwrap();
    read_answer(wire)
}

fn read_answer(wire: &mut impl Wire) -> String {
    let mut answer = Vec::new();
    let mut byte = [0];
    while !answer.ends_with(b"\r\n\r\n") && wire.read(&mut byte).is_ok_and(|count| count > 0) {
        answer.push(byte[0]);
    }
    let head = String::from_utf8(answer).unwrap();
    let length = head.lines().find_map(|line| line.strip_prefix("Content-Length: "));
    let mut body = vec![0; length.map_or(0, |length| length.parse().unwrap())];
    wire.read_exact(&mut body).unwrap();
    head + &String::from_utf8(body).unwrap()
}

/// A way on which a request comes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Way {
    Plain,
    Tls,
    /// Over TLS, in a tunnel.
    Tunnel,
}

pub(crate) const WAYS: [Way; 3] = [Way::Plain, Way::Tls, Way::Tunnel];

/// A connection to Qiniu on that way, on which an answer is waited for so long.
pub(crate) fn open(mock: &Mock, way: Way, timeout: Duration) -> Box<dyn Wire> {
    let stream = match way {
        Way::Plain | Way::Tls => connect(mock.address()),
        Way::Tunnel => tunnel(mock, "api.qiniu.com:443"),
    };
    stream.set_read_timeout(Some(timeout)).unwrap();
    match way {
        Way::Plain => Box::new(stream),
        Way::Tls | Way::Tunnel => Box::new(secure(&root(mock), "api.qiniu.com", stream)),
    }
}

/// Opens a tunnel to a host.
pub(crate) fn tunnel(mock: &Mock, target: &str) -> TcpStream {
    let mut stream = connect(mock.address());
    let answer = ask(&mut stream, &format!("CONNECT {target} HTTP/1.1\r\nHost: {target}"));
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    stream
}

fn strays(mock: &Mock) -> Vec<Value> {
    let strays = mock.request("GET", "/_certmock/strays").send().expect(200);
    strays["strays"].as_array().unwrap().clone()
}

fn last_entry(mock: &Mock) -> Value {
    let entries = mock.request("GET", "/_certmock/requests?limit=1").send().expect(200);
    entries["requests"][0].clone()
}

const LIST: &str = "GET /sslcert HTTP/1.1\r\nHost: api.qiniu.com\r\nAuthorization: QBox ak:AAAAAAAAAAAAAAAAAAAAAAAAAAA=";

/// A folder that ends with its test.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("certmock-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        Self(folder)
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
