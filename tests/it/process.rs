//! The binary, started for a test.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use crate::mock::exchange;

/// A running binary, which does not outlive its test.
pub(crate) struct Running {
    pub(crate) child: Child,
    pub(crate) address: SocketAddr,
}

impl Running {
    pub(crate) fn signal(&self, name: &str) {
        let pid = self.child.id().to_string();
        let signal = format!("-{name}");
        assert!(Command::new("kill").args([&signal, &pid]).status().unwrap().success());
    }

    /// The code that it ends with, within so many seconds.
    #[track_caller]
    pub(crate) fn expect_end(&mut self, seconds: u64) -> Option<i32> {
        let begun = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code();
            }
            assert!(begun.elapsed() < Duration::from_secs(seconds), "it does not end");
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Whether it says that it is well.
    pub(crate) fn is_well(&self) -> bool {
        let answer = exchange(
            self.address,
            b"GET /_certmock/health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
            false,
        );
        answer.status == 200
    }

    /// A connection on which that was sent.
    pub(crate) fn send(&self, bytes: &[u8]) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream.write_all(bytes).unwrap();
        stream
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(crate) fn binary() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_certmock"));
    command.env_clear().stdin(Stdio::null());
    command
}

pub(crate) fn start(arguments: &[&str]) -> Running {
    start_logging_to(Stdio::piped(), arguments)
}

pub(crate) fn start_logging_to(log: Stdio, arguments: &[&str]) -> Running {
    start_as(binary().args(["--listen", "127.0.0.1:0"]).args(arguments).stderr(log))
}

pub(crate) fn start_as(command: &mut Command) -> Running {
    let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
    let address = line.trim_end().strip_prefix("certmock listens on http://");
    let address = address.unwrap_or_else(|| panic!("{line:?}")).parse().unwrap();
    Running { child, address }
}

/// Runs a command that is to end by itself, and ends it when it does not.
pub(crate) fn run(command: &mut Command) -> (Option<i32>, String, String) {
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let pid = child.id().to_string();
    let (ended, waiting) = mpsc::channel::<()>();
    let guard = thread::spawn(move || {
        if waiting.recv_timeout(Duration::from_secs(20)) == Err(RecvTimeoutError::Timeout) {
            let _ = Command::new("kill").args(["-KILL", &pid]).status();
        }
    });
    let output = child.wait_with_output().unwrap();
    drop(ended);
    guard.join().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}
