//! What the journal costs a read: `cargo bench --bench journal`.
//!
//! Over one kept connection, as a client sees it, with the journal on and off in turn.

use std::hint::black_box;
use std::io::{Read, Write};
use std::net::TcpStream;

use certmock::fixtures::{Fixtures, Ground, Source};
use certmock::ids::Seed;
use certmock::journal::Bounds;
use certmock::spec::AuthMode;
use certmock::{Config, Server};
use criterion::{Criterion, criterion_group, criterion_main};
use serde_json::json;
use tokio::runtime::Runtime;

/// Ten certificates of one account.
fn fixtures(config: &Config) -> Fixtures {
    let certificates: Vec<_> = (0..10)
        .map(|number| json!({ "certID": format!("a{number:023}"), "make": { "names": ["www.example.com"] } }))
        .collect();
    let state = json!({ "certmock": { "qiniu": { "certificates": certificates } } });
    let text = json!({ "certmock": 1, "state": state }).to_string();
    let source = Source::from_request(text.into_bytes()).expect("it is short");
    let ground = Ground {
        seed: Seed::new(Some(1)),
        seed_is_fixed: true,
        clock: config.clock,
        accounts: &config.accounts,
    };
    Fixtures::read(&[source], &ground).expect("it is right")
}

/// A kept connection.
struct Connection(TcpStream, Vec<u8>);

impl Connection {
    /// Asks, and reads the answer whole.
    fn ask(&mut self, request: &[u8]) -> usize {
        let Self(stream, buffer) = self;
        stream.write_all(request).expect("the server reads");
        let mut count = 0;
        loop {
            count += stream.read(&mut buffer[count..]).expect("the server answers");
            let answer = &buffer[..count];
            let Some(end) = answer.windows(4).position(|window| window == b"\r\n\r\n") else {
                continue;
            };
            let head = std::str::from_utf8(&answer[..end]).expect("a head is ASCII");
            assert!(head.starts_with("HTTP/1.1 200"), "{head}");
            let length = head.lines().find_map(|line| line.strip_prefix("Content-Length: "));
            let length: usize = length.and_then(|length| length.parse().ok()).expect("a length");
            if count >= end + 4 + length {
                return count;
            }
        }
    }
}

fn reads(criterion: &mut Criterion) {
    let runtime = Runtime::new().expect("threads can be started");
    let mut config = Config { auth: AuthMode::Off, ..Config::default() };
    config.fixtures = fixtures(&config);
    let mut group = criterion.benchmark_group("a read");
    for (path, what) in [
        ("/sslcert?limit=10", "a list of ten"),
        ("/sslcert/a00000000000000000000001", "a certificate"),
    ] {
        for (name, entries) in [("off", 0), ("on", Bounds::default().entries)] {
            let journal = Bounds { entries, ..Bounds::default() };
            let config = Config { journal, ..config.clone() };
            let server = runtime.block_on(Server::start(config)).expect("a port is free");
            let stream = TcpStream::connect(server.address()).expect("it listens");
            stream.set_nodelay(true).expect("it is a socket");
            let mut connection = Connection(stream, vec![0; 64 * 1024]);
            let request = format!(
                "GET {path} HTTP/1.1\r\nHost: certmock\r\nAuthorization: QBox certmock:{}=\r\n\r\n",
                "A".repeat(27)
            );
            group.bench_function(format!("{what}, journal {name}"), |bencher| {
                bencher.iter(|| black_box(connection.ask(request.as_bytes())));
            });
            drop(connection);
            runtime.block_on(server.stop());
        }
    }
    group.finish();
}

criterion_group!(benches, reads);
criterion_main!(benches);
