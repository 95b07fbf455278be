//! What is told of what happens, as it happens.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use certmock::{Bounds, Config};
use serde_json::{Value, json};

use super::{arm, listed, upload};
use crate::mock::{Kept, Mock};
use crate::process::{Running, start_logging_to};

/// Somebody who reads what is told.
struct Reader(BufReader<TcpStream>);

/// What is told at once.
#[derive(Debug, PartialEq)]
struct Event {
    id: Option<u64>,
    name: String,
    data: Value,
}

impl Reader {
    /// Reads on that target, as a client of HTTP/1.0, to which no pieces are marked.
    fn open(address: SocketAddr, target: &str, headers: &str) -> Self {
        let mut reader = Self::send(address, target, headers);
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            assert!(reader.0.read_line(&mut head).unwrap() > 0, "{head}");
        }
        let head = head.to_ascii_lowercase();
        assert!(head.starts_with("http/1.0 200"), "{head}");
        assert!(head.contains("content-type: text/event-stream\r\n"), "{head}");
        assert!(head.contains("cache-control: no-store\r\n"), "{head}");
        reader
    }

    fn send(address: SocketAddr, target: &str, headers: &str) -> Self {
        let mut stream = TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        let head = format!("GET /_certmock/events{target} HTTP/1.0\r\nHost: x\r\n{headers}\r\n");
        stream.write_all(head.as_bytes()).unwrap();
        Self(BufReader::new(stream))
    }

    fn of(mock: &Mock, target: &str) -> Self {
        Self::open(mock.address(), target, "")
    }

    /// A line; none where the stream ends.
    fn line(&mut self) -> Option<String> {
        let mut line = String::new();
        let count = self.0.read_line(&mut line).unwrap();
        (count > 0).then(|| line.trim_end().to_owned())
    }

    /// The next event; none where the stream ends.
    fn next(&mut self) -> Option<Event> {
        let mut event = Event { id: None, name: String::new(), data: Value::Null };
        loop {
            let line = self.line()?;
            match line.split_once(": ") {
                Some(("id", id)) => event.id = Some(id.parse().unwrap()),
                Some(("event", name)) => name.clone_into(&mut event.name),
                Some(("data", data)) => event.data = serde_json::from_str(data).unwrap(),
                Some(("", _)) => assert_eq!(self.line().unwrap(), ""),
                _ => {
                    assert_eq!(line, "");
                    return Some(event);
                }
            }
        }
    }

    /// The next event, which has that name.
    #[track_caller]
    fn expect(&mut self, name: &str) -> Event {
        let event = self.next().unwrap();
        assert_eq!(event.name, name, "{event:?}");
        event
    }

    /// The requests that are told until there are so many.
    fn requests(&mut self, count: usize) -> Vec<Value> {
        let mut told = Vec::new();
        while told.len() < count {
            let event = self.next().unwrap();
            assert_ne!(event.name, "gap", "{event:?}");
            if event.name == "requests" {
                told.extend(event.data["requests"].as_array().unwrap().iter().cloned());
                assert_eq!(event.id, told.last().unwrap()["number"].as_u64());
            }
        }
        told
    }

    /// What has changed, up to that.
    fn changes_up_to(&mut self, last: &str) -> Vec<String> {
        let mut changed: Vec<String> = Vec::new();
        while !changed.iter().any(|what| what == last) {
            let event = self.next().unwrap();
            if event.name == "changed" {
                let what = event.data["what"].as_array().unwrap().iter();
                changed.extend(what.map(|what| what.as_str().unwrap().to_owned()));
            }
        }
        changed
    }
}

/// The numbers of requests that are told.
fn numbers(requests: &[Value]) -> Vec<u64> {
    requests.iter().map(|request| request["number"].as_u64().unwrap()).collect()
}

#[test]
fn a_reader_is_told_in_brief_of_each_request_that_is_answered() {
    let mock = Mock::start();
    upload(&mock, "a", "before");
    arm(&mock, &json!({ "name": "r", "when": { "account": "nobody" }, "then": { "delay": "1s" } }));
    let mut reader = Reader::of(&mock, "");
    let hello = reader.expect("hello");
    let about = mock.request("GET", "/_certmock/about").send().expect(200);
    let started = &about["started"];
    assert_eq!(
        hello.data,
        json!({ "started": started, "number": 1, "rules": 1, "version": about["version"] })
    );
    assert_eq!(hello.id, Some(1));
    upload(&mock, "a", "x");
    mock.qiniu_as("b", "GET", "/sslcert/000000000000000000000000").send();
    let told = reader.requests(2);
    let listed = mock.request("GET", "/_certmock/requests?brief=true&after=1").send().expect(200);
    assert_eq!(json!(told), listed["requests"]);
    assert_eq!(told[1]["outcome"], "400401");
}

#[test]
fn a_reader_hears_of_one_account_where_it_wants_only_that() {
    let mock = Mock::start();
    let mut reader = Reader::of(&mock, "?account=qiniu:a");
    for account in ["a", "b", "a", "b"] {
        listed(&mock, account);
    }
    let told = reader.requests(2);
    assert_eq!(numbers(&told), [1, 3]);
    assert!(told.iter().all(|request| request["account"] == "qiniu:a"), "{told:?}");
}

#[test]
fn a_reader_that_comes_again_hears_of_what_it_has_missed() {
    let mock = Mock::start();
    for _ in 0..5 {
        listed(&mock, "a");
    }
    let told = |target: &str, headers: &str| {
        let mut reader = Reader::open(mock.address(), target, headers);
        reader.expect("hello");
        numbers(&reader.requests(1))
    };
    assert_eq!(told("?after=0", ""), [1, 2, 3, 4, 5]);
    assert_eq!(told("?after=3", ""), [4, 5]);
    // A browser asks for the same again, and says what it has read.
    assert_eq!(told("?after=0", "Last-Event-ID: 4\r\n"), [5]);
    // That is a number of another server, which was here before.
    let mut reader = Reader::of(&mock, "?after=900");
    assert_eq!(reader.expect("hello").id, Some(5));
    listed(&mock, "a");
    assert_eq!(numbers(&reader.requests(1)), [6]);
    let wrong = mock.request("GET", "/_certmock/events").header("Last-Event-ID", "x").send();
    let error = wrong.expect(400)["error"].clone();
    assert!(error.as_str().unwrap().contains("`Last-Event-ID` must be the id"), "{error}");
    let wrong = mock.request("GET", "/_certmock/events?since=1").send().expect(400);
    assert!(wrong["error"].as_str().unwrap().contains("unknown field `since`"), "{wrong}");
}

#[test]
fn of_more_requests_than_are_told_at_once_the_rest_is_a_gap_and_so_is_what_is_forgotten() {
    let mock = Mock::with(Config {
        journal: Bounds { entries: 150, bytes: usize::MAX },
        ..Config::default()
    });
    for _ in 0..180 {
        listed(&mock, "a");
    }
    let mut reader = Reader::of(&mock, "?after=0");
    reader.expect("hello");
    let gone = reader.expect("gap");
    assert_eq!((gone.id, gone.data), (Some(30), json!({ "from": 1, "to": 30 })));
    assert_eq!(numbers(&reader.requests(100)), (31..=130).collect::<Vec<_>>());
    let rest = reader.expect("gap");
    assert_eq!((rest.id, rest.data), (Some(180), json!({ "from": 131, "to": 180 })));
    let rest = mock.request("GET", "/_certmock/requests?after=130&before=181").send().expect(200);
    assert_eq!(rest["count"], 50);
    listed(&mock, "a");
    assert_eq!(numbers(&reader.requests(1)), [181]);
}

#[test]
fn requests_whose_paths_are_long_are_a_gap_sooner() {
    let mock = Mock::start();
    let path = format!("/sslcert/{}", "x".repeat(50_000));
    for _ in 0..10 {
        mock.qiniu_as("a", "GET", &path).send();
    }
    let mut reader = Reader::of(&mock, "?after=0");
    reader.expect("hello");
    let told = numbers(&reader.requests(1));
    assert!((2..10).contains(&told.len()), "{told:?}");
    let from = told.len() + 1;
    assert_eq!(reader.expect("gap").data, json!({ "from": from, "to": 10 }));
}

#[test]
fn a_reader_is_told_what_else_has_changed() {
    let mock = Mock::start();
    // What opens the account is no change of it that counts here.
    listed(&mock, "a");
    let mut reader = Reader::of(&mock, "");
    reader.expect("hello");
    let certmock = |method: &str, target: &str, body: Value| {
        let answer = mock.request(method, &format!("/_certmock/{target}")).json(&body).send();
        assert!(answer.status < 300, "{target}: {}", answer.text());
    };
    let rule = json!({ "name": "r", "when": { "account": "x" }, "then": { "delay": "1s" } });
    certmock("POST", "rules", rule);
    assert_eq!(reader.changes_up_to("rules"), ["rules"]);
    certmock("DELETE", "rules?name=r", Value::Null);
    assert_eq!(reader.changes_up_to("rules"), ["rules"]);
    certmock("POST", "clock/advance?account=qiniu:a", json!({ "by": "60d" }));
    assert_eq!(reader.changes_up_to("clock"), ["clock"]);
    certmock("PUT", "clock", json!({ "offset": "-20m" }));
    assert_eq!(reader.changes_up_to("clock"), ["clock"]);
    // A pure read changes nothing.
    listed(&mock, "a");
    assert_eq!(numbers(&reader.requests(1)), [2]);
    certmock("DELETE", "requests?account=qiniu:a", Value::Null);
    assert_eq!(reader.changes_up_to("journal"), ["journal"]);
    upload(&mock, "a", "x");
    assert_eq!(reader.changes_up_to("state"), ["state"]);
    certmock("PUT", "state", json!({ "certmock": { "qiniu": { "quota": 0 } } }));
    assert_eq!(reader.changes_up_to("state"), ["state"]);
    mock.request("GET", "http://elsewhere.example.com/").send();
    assert_eq!(reader.changes_up_to("strays"), ["strays"]);
    certmock("DELETE", "strays", Value::Null);
    assert_eq!(reader.changes_up_to("strays"), ["strays"]);
    mock.request("POST", "/_certmock/fixtures?name=demo").send().expect(200);
    assert!(reader.changes_up_to("state").contains(&"rules".to_owned()));
    mock.request("POST", "/_certmock/reset").send().expect(204);
    let changed = reader.changes_up_to("journal");
    assert!(["rules", "clock"].iter().all(|it| changed.contains(&(*it).to_owned())), "{changed:?}");
}

#[test]
fn who_finds_no_place_among_the_readers_is_told_to_come_again() {
    let mock = Mock::start();
    let mut readers: Vec<_> = (0..32).map(|_| Reader::of(&mock, "")).collect();
    for reader in &mut readers {
        reader.expect("hello");
    }
    let refused = mock.request("GET", "/_certmock/events").send();
    assert_eq!(refused.header("Retry-After"), Some("5"));
    assert!(refused.expect(503)["error"].as_str().unwrap().contains("32 streams"));
    listed(&mock, "a");
    for reader in &mut readers {
        assert_eq!(numbers(&reader.requests(1)), [1]);
    }
    drop(readers.pop());
    let begun = Instant::now();
    let mut reader = loop {
        let mut reader = Reader::send(mock.address(), "", "");
        if reader.line().unwrap().contains(" 200 ") {
            break reader;
        }
        assert!(begun.elapsed() < Duration::from_secs(20), "the place is not given back");
        thread::sleep(Duration::from_millis(10));
    };
    while !reader.line().unwrap().is_empty() {}
    reader.expect("hello");
}

#[test]
fn who_waits_for_something_else_hears_that_the_server_is_still_there() {
    let mock = Mock::start();
    let mut reader = Reader::of(&mock, "?account=qiniu:a");
    reader.expect("hello");
    let begun = Instant::now();
    thread::scope(|scope| {
        let waiting = scope.spawn(|| reader.line());
        while !waiting.is_finished() {
            // It rings, and is not for this reader.
            listed(&mock, "b");
            assert!(begun.elapsed() < Duration::from_secs(25), "nothing is said");
            thread::sleep(Duration::from_millis(200));
        }
        // The account was opened: that is a change.
        let line = waiting.join().unwrap().unwrap();
        assert!(line == "event: changed" || line == ": still here", "{line}");
    });
    while reader.line().unwrap() != ": still here" {}
}

/// A server whose log nobody need read.
fn start(arguments: &[&str]) -> Running {
    start_logging_to(Stdio::null(), arguments)
}

#[test]
fn readers_do_not_keep_the_server_alive() {
    let mut running = start(&[]);
    let mut readers: Vec<_> = (0..8).map(|_| Reader::open(running.address, "", "")).collect();
    for reader in &mut readers {
        reader.expect("hello");
    }
    running.signal("TERM");
    assert_eq!(running.expect_end(4), Some(0));
    for reader in &mut readers {
        assert_eq!(reader.next(), None);
    }
}

/// How much memory a process uses, in bytes.
fn memory(running: &Running) -> usize {
    let status = fs::read_to_string(format!("/proc/{}/status", running.child.id())).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    1024 * line.trim().strip_suffix(" kB").unwrap().parse::<usize>().unwrap()
}

#[test]
#[cfg(target_os = "linux")]
fn a_reader_that_does_not_read_costs_no_memory_and_hears_of_the_rest_as_a_gap() {
    let running = start(&["--journal-entries", "200", "--patience", "5m"]);
    let token = format!("QBox a:{}=", "A".repeat(27));
    let request = format!("GET /sslcert HTTP/1.1\r\nHost: mock\r\nAuthorization: {token}\r\n\r\n");
    let mut client = Kept::new(running.address);
    let mut ask = |count: usize| {
        for _ in 0..count {
            assert_eq!(client.send(request.as_bytes()), 200);
        }
    };
    let mut reader = Reader::open(running.address, "", "");
    // From here on, the queue of this reader is full.
    ask(4_000);
    let before = memory(&running);
    ask(18_000);
    let grown = memory(&running).saturating_sub(before);
    // What was not read would be eight million bytes.
    assert!(grown < 4 << 20, "{grown}");
    let mut told = 0;
    while told < 22_000 {
        let event = reader.next().unwrap();
        told = event.id.unwrap_or(told);
    }
    assert_eq!(told, 22_000);
}
