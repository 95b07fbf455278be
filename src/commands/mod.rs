//! The commands of the command line, a file for each that does more than print something.

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

/// Reads an address to listen on. `localhost` is the only name, because others need a lookup.
pub(crate) fn parse_listen(text: &str) -> Result<SocketAddr, String> {
    if let Some(port) = text.strip_prefix("localhost:").and_then(|port| port.parse().ok()) {
        return Ok((Ipv4Addr::LOCALHOST, port).into());
    }
    text.parse().map_err(|error| format!("{error}: write it like 127.0.0.1:8080 or [::1]:8080"))
}

/// The folder for temporary files of this user.
fn passing_folder() -> PathBuf {
    let runtime = std::env::var_os("XDG_RUNTIME_DIR").filter(|folder| !folder.is_empty());
    runtime.map_or_else(std::env::temp_dir, PathBuf::from)
}

/// Prints the text.
pub(crate) fn print(text: &str) -> ExitCode {
    match io::stdout().write_all(text.as_bytes()) {
        Ok(()) => ExitCode::SUCCESS,
        // A reader that stops early, such as `head`, is not an error.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => fail(&format!("cannot print: {error}")),
    }
}

/// Prints an error message.
pub(crate) fn fail(message: &str) -> ExitCode {
    // Without a standard error, the exit code is enough.
    let _ = writeln!(io::stderr(), "certmock: {message}");
    ExitCode::FAILURE
}
