//! What the command line has done: a file for each command that is more than to print something.

pub(crate) mod ask;
pub(crate) mod env;
mod line;
pub(crate) mod run;
pub(crate) mod serve;
pub(crate) mod settings;
mod start;

use std::io::{self, Write as _};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;

/// Reads where to listen. One name alone is known; others would have to be looked up.
pub(crate) fn parse_listen(text: &str) -> Result<SocketAddr, String> {
    if let Some(port) = text.strip_prefix("localhost:").and_then(|port| port.parse().ok()) {
        return Ok((Ipv4Addr::LOCALHOST, port).into());
    }
    text.parse().map_err(|error| format!("{error}: write it like 127.0.0.1:8080 or [::1]:8080"))
}

/// The folder for files that need not outlast whoever is logged in.
fn passing_folder() -> PathBuf {
    let runtime = std::env::var_os("XDG_RUNTIME_DIR").filter(|folder| !folder.is_empty());
    runtime.map_or_else(std::env::temp_dir, PathBuf::from)
}

/// Prints the text.
pub(crate) fn print(text: &str) -> ExitCode {
    match io::stdout().write_all(text.as_bytes()) {
        Ok(()) => ExitCode::SUCCESS,
        // A reader that has seen enough, as `head` has, is no failure.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => fail(&format!("cannot print: {error}")),
    }
}

/// Says what went wrong.
pub(crate) fn fail(message: &str) -> ExitCode {
    // Where there is no standard error either, the exit code says it.
    let _ = writeln!(io::stderr(), "certmock: {message}");
    ExitCode::FAILURE
}
