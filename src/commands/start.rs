//! How a server starts for every command: the log, the threads, the addresses, and the files that name
//! them.

use std::fs::{File, OpenOptions};
use std::future::poll_fn;
use std::io::{self, IsTerminal as _, Write as _};
use std::os::fd::AsFd as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::panic;
use std::path::Path;
use std::process::ExitCode;
use std::task::Poll;
use std::time::Duration;

use certmock::Bound;
use certmock::internals::log::Log;
use certmock::internals::{file, log_panics};
use tokio::runtime::{Builder, Runtime};
use tokio::signal::unix::{Signal, SignalKind, signal};
use tracing::warn;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

use super::line::Line;
use super::settings::Settings;

/// How long the last lines of the log may take to be written.
const LAST_LINES: Duration = Duration::from_millis(100);

/// A server that listens, and what it runs on.
pub(super) struct Started {
    /// Hears signals, apart from the threads that answer: all of them may be busy.
    pub(super) watch: Runtime,
    pub(super) signals: Signals,
    pub(super) bound: Bound,
}

impl Started {
    /// Starts a server; it listens to these signals first, so that an early one is not lost.
    pub(super) fn new(settings: &Settings, signals: &[SignalKind]) -> Result<Self, String> {
        let config = settings.config()?;
        let watch = Builder::new_current_thread().enable_all().build();
        let watch = watch.map_err(|error| format!("cannot listen to signals: {error}"))?;
        let signals = watch.block_on(async { Signals::listen(signals) });
        let signals = signals.map_err(|error| format!("cannot listen to signals: {error}"))?;
        let bound = watch.block_on(Bound::new(&config)).map_err(|error| error.to_string())?;
        if let Some(file) = &settings.ca_file {
            let root = watch.block_on(bound.authority()).map_err(|error| error.to_string())?;
            write(file, root.as_bytes(), "the certificate")?;
        }
        if let Some(file) = &settings.port_file {
            write(file, format!("{}\n", bound.address().port()).as_bytes(), "the port")?;
        }
        Ok(Self { watch, signals, bound })
    }
}

/// Allows as many connections as the system does.
pub(super) fn raise_limit_of_files() {
    if let Err(error) = rlimit::increase_nofile_limit(u64::MAX) {
        warn!(%error, "cannot raise the limit of open files");
    }
}

/// Runs some work with a log that never blocks it.
pub(super) fn logging(
    filter: Targets,
    work: impl FnOnce(&Log) -> Result<ExitCode, String>,
) -> ExitCode {
    let output = io::stderr().as_fd().try_clone_to_owned().map(File::from);
    let log = match output.and_then(Log::to) {
        Ok(log) => log,
        Err(error) => return super::fail(&format!("cannot write a log: {error}")),
    };
    write_log_to(&log, filter);
    let code = work(&log).unwrap_or_else(|error| {
        log.say(&format!("certmock: {error}\n"));
        ExitCode::FAILURE
    });
    log.drain(LAST_LINES);
    code
}

/// Writes lines and panics outside of requests to the log.
fn write_log_to(log: &Log, filter: Targets) {
    let (writer, panics) = (log.clone(), log.clone());
    let lines = tracing_subscriber::fmt::layer()
        .event_format(Line::default())
        .with_writer(move || writer.clone())
        .with_ansi(io::stderr().is_terminal());
    tracing_subscriber::registry().with(filter).with(lines).init();
    // The message of a panic may contain a secret.
    panic::set_hook(Box::new(move |panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        panics.say(&format!("certmock: panicked at {place}\n"));
    }));
    log_panics();
}

/// The signals that the server listens to.
pub(super) struct Signals(Vec<(SignalKind, Signal)>);

impl Signals {
    fn listen(kinds: &[SignalKind]) -> io::Result<Self> {
        kinds.iter().map(|kind| Ok((*kind, signal(*kind)?))).collect::<io::Result<_>>().map(Self)
    }

    /// The next signal.
    pub(super) async fn next(&mut self) -> SignalKind {
        poll_fn(|context| {
            for (kind, signal) in &mut self.0 {
                if signal.poll_recv(context).is_ready() {
                    return Poll::Ready(*kind);
                }
            }
            Poll::Pending
        })
        .await
    }
}

/// The exit code of shells for a process that a signal ended.
pub(super) fn code_of(signal: i32) -> ExitCode {
    ExitCode::from(u8::try_from(128 + signal).unwrap_or(u8::MAX))
}

/// Writes a file in one piece, for a process that waits until it exists. An existing file may be a pipe;
/// this does not wait for its reader.
pub(super) fn write(path: &Path, bytes: &[u8], what: &str) -> Result<(), String> {
    let write = || {
        if path.file_name().is_some() && !path.try_exists()? {
            return file::write(path, bytes, 0o666);
        }
        let opened =
            OpenOptions::new().write(true).truncate(true).custom_flags(libc::O_NONBLOCK).open(path);
        let mut opened = opened.map_err(|error| match error.raw_os_error() {
            Some(libc::ENXIO) => io::Error::other("it is a pipe without a reader"),
            _ => error,
        })?;
        opened.write_all(bytes)
    };
    write().map_err(|error| format!("cannot write {what} to {}: {error}", path.display()))
}
