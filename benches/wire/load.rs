//! The load: wrk, told what to send.

use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde::Deserialize;

use super::process::Process;
use super::scenarios::Scenario;

/// What wrk saw.
#[derive(Clone, Copy, Debug, Deserialize)]
struct Seen {
    requests: u64,
    microseconds: u64,
    p50: u64,
    p99: u64,
    failures: u64,
}

/// How a server did in one round.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Round {
    /// Answers in a second.
    pub(crate) rate: f64,
    /// Half of the answers came within so many microseconds.
    pub(crate) p50: f64,
    /// And 99 of 100 within these.
    pub(crate) p99: f64,
    /// Processor time of the server for an answer, in microseconds.
    pub(crate) cpu: f64,
}

/// Requests, as wrk is given them.
#[derive(Debug)]
pub(crate) struct Load {
    file: PathBuf,
    connections: usize,
    scheme: &'static str,
}

impl Load {
    /// Writes the requests of a scenario to the file.
    pub(crate) fn new(file: &Path, requests: &[Vec<u8>], scenario: &Scenario) -> io::Result<Self> {
        let mut text = format!("{}\n", requests.len()).into_bytes();
        for request in requests {
            text.extend_from_slice(format!("{}\n", request.len()).as_bytes());
            text.extend_from_slice(request);
        }
        std::fs::write(file, text)?;
        let scheme = if scenario.secure { "https" } else { "http" };
        Ok(Self { file: file.to_owned(), connections: scenario.connections, scheme })
    }

    /// `http` or `https`.
    pub(crate) fn scheme(&self) -> &'static str {
        self.scheme
    }

    /// Sends them to the server in turn for so long.
    ///
    /// # Panics
    ///
    /// Where wrk cannot be run, and where one answer is no success: what is measured then would not
    /// be what the table says.
    pub(crate) fn drive(&self, server: &Process, seconds: u64) -> Round {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/wire/requests.lua");
        let before = server.processor_time();
        let output = Command::new("wrk")
            .args(["--threads", "1", "--timeout", "10s"])
            .args(["--connections", &self.connections.to_string()])
            .args(["--duration", &format!("{seconds}s")])
            .arg("--script")
            .arg(script)
            .arg(format!("{}://{}", self.scheme, server.address()))
            .arg("--")
            .arg(&self.file)
            .stderr(Stdio::inherit())
            .output()
            .expect("wrk is installed (Debian's package wrk)");
        let used = server.processor_time().saturating_sub(before);
        let text = String::from_utf8_lossy(&output.stdout);
        let seen = text.lines().find_map(|line| serde_json::from_str::<Seen>(line).ok());
        let seen = seen.unwrap_or_else(|| panic!("wrk says: {text}"));
        assert_eq!(seen.failures, 0, "some of {} answers are no success", seen.requests);
        assert!(seen.requests > 0, "no answer came");
        Round {
            rate: seen.requests as f64 / (seen.microseconds as f64 / 1e6),
            p50: seen.p50 as f64,
            p99: seen.p99 as f64,
            cpu: used.as_secs_f64() * 1e6 / seen.requests as f64,
        }
    }
}

/// The middle of what was measured, member by member.
pub(crate) fn median(rounds: &[Round]) -> Round {
    let middle = |member: fn(&Round) -> f64| {
        let mut values: Vec<_> = rounds.iter().map(member).collect();
        values.sort_by(f64::total_cmp);
        values[values.len() / 2]
    };
    Round {
        rate: middle(|round| round.rate),
        p50: middle(|round| round.p50),
        p99: middle(|round| round.p99),
        cpu: middle(|round| round.cpu),
    }
}
