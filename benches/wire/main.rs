//! What a request costs over the wire: `cargo bench --bench wire [-- WORDS]`.
//!
//! certmock and a [reference] that returns the same bytes and does nothing are driven in turn
//! (A B A B …) by wrk (Debian's package `wrk`), so that a noisy machine is noisy for both. Each
//! scenario has servers of its own. certmock is as it is by default, with its journal and its log
//! (which goes to `/dev/null`), and asks for signatures of declared keys (`--auth strict`).
//!
//! With words, only the scenarios are run in whose names one of them stands. `CERTMOCK_BENCH_ROUNDS`
//! (5) and `CERTMOCK_BENCH_SECONDS` (1) say how often and how long each side is driven.
//!
//! `CERTMOCK_BINARY` names another binary to measure, such as one that packages/binary/build made.
//!
//! Other mock servers are driven last (the word `peers`), where they can be found: see [peers].
#![expect(clippy::print_stdout, reason = "a benchmark prints")]
#![expect(clippy::cast_precision_loss, reason = "what is counted stays below 2^52")]

mod load;
mod peers;
mod process;
mod reference;
mod scenarios;
mod signing;
mod tc3;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use self::load::{Load, Round, median};
use self::process::{Process, free_address};
use self::scenarios::Scenario;

/// The built certmock, or the one that `CERTMOCK_BINARY` names.
fn certmock() -> Command {
    let named = std::env::var_os("CERTMOCK_BINARY");
    Command::new(named.unwrap_or_else(|| env!("CARGO_BIN_EXE_certmock").into()))
}

fn main() {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    // Cargo adds a word of its own.
    let words: Vec<_> = arguments.iter().filter(|word| *word != "--bench").collect();
    if let [serve, address, file, scheme] = words[..]
        && serve == "serve-reference"
    {
        let address = address.parse().expect("an address");
        return reference::serve(address, Path::new(file), scheme == "https");
    }
    let folder = Folder::new();
    println!(
        "| scenario | to the reference | req/s | reference | p50 µs | reference | p99 µs | reference | CPU µs | reference |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|");
    for scenario in scenarios::all() {
        if words.is_empty() || words.iter().any(|word| scenario.name.contains(word.as_str())) {
            let (own, reference) = measure(&scenario, &folder.0);
            print_line(scenario.name, own, reference);
        }
    }
    if words.is_empty() || words.iter().any(|word| *word == "peers") {
        peers::measure(&folder.0);
    }
}

/// A folder for what the servers read, which ends with this.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        let path = std::env::temp_dir().join(format!("certmock-bench-{}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a folder can be made");
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left of it does no harm.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn setting(name: &str, default: u64) -> u64 {
    let value = std::env::var(format!("CERTMOCK_BENCH_{name}")).ok();
    value.map_or(default, |text| text.parse().expect("a number"))
}

fn start_certmock(scenario: &Scenario, folder: &Path) -> Process {
    let fixture = folder.join("fixture.json");
    std::fs::write(&fixture, scenario.fixture().to_string()).expect("it can be written");
    let check = certmock().arg("check").arg(&fixture).stdout(Stdio::null()).status();
    assert!(
        check.is_ok_and(|code| code.success()),
        "the fixture of {:?} is refused",
        scenario.name
    );
    let address = free_address();
    let mut command = certmock();
    command.args(["--listen", &address.to_string(), "--auth", "strict", "--fixture"]).arg(fixture);
    Process::start(command.args(scenario.arguments), address)
}

/// A server that answers as certmock does to the request.
fn start_reference(certmock: &Process, request: &[u8], scheme: &str, folder: &Path) -> Process {
    let answer = folder.join("answer");
    std::fs::write(&answer, certmock.ask(request)).expect("it can be written");
    let address = free_address();
    let mut command = Command::new(std::env::current_exe().expect("this runs"));
    command.args(["serve-reference", &address.to_string()]).arg(answer).arg(scheme);
    Process::start(&mut command, address)
}

/// Measures certmock beside the reference.
fn measure(scenario: &Scenario, folder: &Path) -> (Round, Round) {
    let requests = scenario.requests();
    let certmock = start_certmock(scenario, folder);
    let load = Load::new(&folder.join("requests"), &requests, scenario);
    let load = load.expect("it can be written");
    let reference = start_reference(&certmock, &requests[0], load.scheme(), folder);
    rounds((&load, &certmock), (&load, &reference))
}

/// Drives two servers in turn: the first round of each only warms up.
fn rounds(own: (&Load, &Process), other: (&Load, &Process)) -> (Round, Round) {
    let seconds = setting("SECONDS", 1);
    let mut rounds = (Vec::new(), Vec::new());
    for round in 0..=setting("ROUNDS", 5) {
        let both = (own.0.drive(own.1, seconds), other.0.drive(other.1, seconds));
        if round > 0 {
            rounds.0.push(both.0);
            rounds.1.push(both.1);
        }
    }
    (median(&rounds.0), median(&rounds.1))
}

fn print_line(name: &str, own: Round, other: Round) {
    println!(
        "| {name} | **{:.2}** | {:.0} | {:.0} | {:.0} | {:.0} | {:.0} | {:.0} | {:.1} | {:.1} |",
        own.rate / other.rate,
        own.rate,
        other.rate,
        own.p50,
        other.p50,
        own.p99,
        other.p99,
        own.cpu,
        other.cpu,
    );
}
