//! What the command line has done: a file for each command that is more than to print something.

pub(crate) mod health;
pub(crate) mod serve;

use std::io::{self, Write as _};
use std::process::ExitCode;

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
