//! A running certmock and a client that sends exactly what it is told.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::LazyLock;
use std::time::Duration;

use certmock::accounts::{Declaration, HuaweiAccount, QiniuAccount, TencentAccount};
use certmock::{AuthMode, Clock, Config, Server};
use serde_json::Value;
use time::OffsetDateTime;
use time::macros::format_description;
use tokio::runtime::Runtime;

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().unwrap());

/// A server of its own for each test.
pub(crate) struct Mock {
    address: SocketAddr,
    /// None where it runs in another process.
    server: Option<Server>,
}

impl Mock {
    pub(crate) fn start() -> Self {
        Self::with(Config::default())
    }

    pub(crate) fn auth(auth: AuthMode) -> Self {
        Self::with(Config { auth, ..Config::default() })
    }

    /// A server on whose clocks it is that moment for ever.
    pub(crate) fn at(moment: OffsetDateTime) -> Self {
        Self::with(Config { clock: Clock::Frozen(moment), ..Config::default() })
    }

    pub(crate) fn with(config: Config) -> Self {
        let server = RUNTIME.block_on(Server::start(config)).unwrap();
        Self { address: server.address(), server: Some(server) }
    }

    /// A server that runs in another process.
    pub(crate) fn elsewhere(address: SocketAddr) -> Self {
        Self { address, server: None }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Begins a request.
    pub(crate) fn request(&self, method: &str, target: &str) -> Request {
        Request {
            address: self.address,
            method: method.to_owned(),
            target: target.to_owned(),
            headers: Vec::new(),
            body: Vec::new(),
        }
    }
}

impl Drop for Mock {
    /// Keeps what the test met, where that is asked for: `tests/evidence.py` reads it.
    fn drop(&mut self) {
        let Ok(file) = std::env::var("CERTMOCK_EVIDENCE") else { return };
        if self.server.is_none() || std::thread::panicking() {
            return;
        }
        let coverage = self.request("GET", "/_certmock/coverage").send().expect(200);
        let mut line = coverage["earned"].to_string();
        line.push('\n');
        let file = std::fs::OpenOptions::new().create(true).append(true).open(file);
        // In one piece, so that lines of tests that run beside each other do not mix.
        file.unwrap().write_all(line.as_bytes()).unwrap();
    }
}

/// A request that is being put together.
pub(crate) struct Request {
    address: SocketAddr,
    method: String,
    target: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Request {
    /// The same with a query, which it had none of.
    pub(crate) fn query(mut self, query: &str) -> Self {
        self.target = format!("{}?{query}", self.target);
        self
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }

    pub(crate) fn json(self, body: &Value) -> Self {
        self.header("Content-Type", "application/json").body(body.to_string())
    }

    pub(crate) fn send(self) -> Answer {
        let has = |name: &str| self.headers.iter().any(|(known, _)| known == name);
        let mut head = format!("{} {} HTTP/1.1\r\n", self.method, self.target);
        if !has("Host") {
            head += &format!("Host: {}\r\n", self.address);
        }
        if !has("Content-Length") && !self.body.is_empty() {
            head += &format!("Content-Length: {}\r\n", self.body.len());
        }
        for (name, value) in &self.headers {
            head += &format!("{name}: {value}\r\n");
        }
        head += "Connection: close\r\n\r\n";
        exchange(self.address, &[head.as_bytes(), &self.body].concat(), self.method == "HEAD")
    }
}

/// Sends bytes on a connection of their own and reads the answer.
pub(crate) fn exchange(address: SocketAddr, bytes: &[u8], head_only: bool) -> Answer {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    // A server that has answered already need not read the rest.
    let _ = stream.write_all(bytes);
    let mut received = Vec::new();
    let _ = stream.read_to_end(&mut received);
    Answer::read(&received, head_only)
}

/// A connection that is kept for many requests.
pub(crate) struct Kept(TcpStream);

impl Kept {
    pub(crate) fn new(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_nodelay(true).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        Self(stream)
    }

    /// Sends a request and reads its answer, which has a length; its status.
    pub(crate) fn send(&mut self, request: &[u8]) -> u16 {
        self.0.write_all(request).unwrap();
        let mut received = Vec::new();
        let mut buffer = [0; 4096];
        loop {
            let count = self.0.read(&mut buffer).unwrap();
            assert!(count > 0, "the connection is closed");
            received.extend_from_slice(&buffer[..count]);
            let Some(end) = received.windows(4).position(|window| window == b"\r\n\r\n") else {
                continue;
            };
            let head = std::str::from_utf8(&received[..end]).unwrap();
            let length = head.lines().find_map(|line| line.strip_prefix("Content-Length: "));
            if received.len() >= end + 4 + length.unwrap().parse::<usize>().unwrap() {
                return head.split(' ').nth(1).unwrap().parse().unwrap();
            }
        }
    }
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    fn read(bytes: &[u8], head_only: bool) -> Self {
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n");
        let end = end.unwrap_or_else(|| panic!("no answer: {:?}", String::from_utf8_lossy(bytes)));
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        let mut lines = head.lines();
        let status: u16 = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        if status == 100 {
            return Self::read(&bytes[end + 4..], head_only);
        }
        let headers: Vec<(String, String)> = lines
            .map(|line| line.split_once(": ").unwrap_or((line.trim_end_matches(':'), "")))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        let answer = Self { status, headers, body: bytes[end + 4..].to_vec() };
        match answer.header("Content-Length") {
            Some(length) if !head_only => {
                assert_eq!(length.parse::<usize>().unwrap(), answer.body.len(), "cut: {head}");
            }
            _ => {}
        }
        answer
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    /// The values of a header that may be there several times.
    pub(crate) fn header_values(&self, name: &str) -> Vec<&str> {
        let found = self.headers.iter().filter(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str()).collect()
    }

    /// The names of the headers, as they were spelt.
    pub(crate) fn header_names(&self) -> Vec<&str> {
        self.headers.iter().map(|(name, _)| name.as_str()).collect()
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {:?}", self.text()))
    }

    /// Asserts the status and gives the JSON.
    #[track_caller]
    pub(crate) fn expect(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", String::from_utf8_lossy(&self.body));
        if self.body.is_empty() { Value::Null } else { self.json() }
    }
}

/// An account whose credentials the published vectors are made with.
pub(crate) fn vector_account() -> Declaration {
    Declaration {
        name: "vectors".to_owned(),
        qiniu: Some(QiniuAccount {
            access_key: "AK".to_owned(),
            secret_key: certmock::Secret::new("SK"),
        }),
        huawei: Some(HuaweiAccount {
            access_key: "AKTEST".to_owned(),
            secret_key: certmock::Secret::new("SKTEST"),
            project_id: "ed9edbc66b8b47c09f5d2fcd89430b33".to_owned(),
            user: "user".to_owned(),
            password: certmock::Secret::new("right"),
            domain: "domain".to_owned(),
            token: None,
        }),
        rainbond: None,
        tencent: Some(TencentAccount {
            secret_id: "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE".to_owned(),
            secret_key: certmock::Secret::new("Gu5t9xGARNpq86cd98joQYCN3EXAMPLE"),
            token: None,
        }),
    }
}

/// The moment now, as Qiniu and Huawei write it in a date header.
pub(crate) fn date(shift: time::Duration) -> String {
    let format = format_description!("[year][month][day]T[hour][minute][second]Z");
    (OffsetDateTime::now_utc() + shift).format(format).unwrap()
}
