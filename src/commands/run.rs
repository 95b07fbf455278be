//! `certmock run`: a server for one command, whose clients reach no other host.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::io::{self, ErrorKind};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::os::unix::process::ExitStatusExt as _;
use std::path::PathBuf;
use std::process::{self, ExitCode, ExitStatus};
use std::time::Duration;

use certmock::Inside;
use certmock::internals::environment::{self, Environment, FolderError, Place};
use certmock::internals::log::Log;
use clap::Args;
use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use tokio::process::{Child, Command};
use tokio::signal::unix::SignalKind;
use tokio::sync::oneshot;
use tokio::time::{Instant, sleep_until, timeout};

use super::env::Client;
use super::passing_folder;
use super::settings::Settings;
use super::start::{Signals, Started, code_of, logging, raise_limit_of_files, write};

/// How long a command may take to end after a signal.
const LAST_WORDS: Duration = Duration::from_secs(10);

/// How long requests may still run after the command has ended.
const LAST_REQUESTS: Duration = Duration::from_millis(200);

/// The exit codes of shells for a command that does not exist, and for a file that is not executable.
const NOT_FOUND: u8 = 127;
const NOT_EXECUTABLE: u8 = 126;

/// The arguments of the command.
#[derive(Args, Debug)]
pub(crate) struct Run {
    #[command(flatten)]
    settings: Settings,
    /// The clients to leave out: variables that only they read are not set.
    #[arg(long, value_enum, value_name = "CLIENT", value_delimiter = ',')]
    without: Vec<Client>,
    /// A file to write all requests to when the command has ended, in the format of
    /// `/_certmock/requests`.
    #[arg(long, value_name = "FILE")]
    requests: Option<PathBuf>,
    /// The command and its arguments.
    #[arg(last = true, required = true, value_name = "COMMAND")]
    command: Vec<OsString>,
}

/// Runs the command, and ends as it does.
pub(crate) fn run(arguments: Run) -> ExitCode {
    logging(arguments.settings.log.clone(), |log| serve_command(&arguments, log))
}

fn serve_command(arguments: &Run, log: &Log) -> Result<ExitCode, String> {
    let heard = [
        SignalKind::interrupt(),
        SignalKind::quit(),
        SignalKind::terminate(),
        SignalKind::hangup(),
    ];
    let Started { watch, mut signals, bound } = Started::new(&arguments.settings, &heard)?;
    let root = watch.block_on(bound.authority()).map_err(|error| error.to_string())?;
    let host = match bound.address().ip() {
        IpAddr::V4(address) if address.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(address) if address.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        address => address,
    };
    let (folder, place) = Folder::make(&host.to_string(), bound.address().port(), &root)
        .map_err(|error| error.to_string())?;
    let without: Vec<_> = arguments.without.iter().map(|client| client.runtime()).collect();
    let Environment { assignments, warnings, trusted } =
        environment::environment(&place, &|name| env::var(name).ok(), &without);
    environment::write_folder(&place, &root, &trusted).map_err(|error| error.to_string())?;
    for warning in warnings {
        log.say(&format!("certmock: {warning}\n"));
    }

    let inside = bound.inside();
    let (tell, told) = oneshot::channel::<()>();
    let serving = bound.serve(async { drop(told.await) });
    let (program, words) = arguments.command.split_first().ok_or("there is no command")?;
    let mut command = Command::new(program);
    command.args(words).kill_on_drop(true);
    for (name, value) in assignments {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    let ended = watch.block_on(async {
        let child = command.spawn()?;
        // Only now, so that the command has the limit that it would have without certmock.
        raise_limit_of_files();
        wait(child, &mut signals).await
    });
    let code = match ended {
        Ok(status) => code(status),
        Err(error) => {
            log.say(&format!("certmock: cannot run {}: {error}\n", program.display()));
            let is_missing = error.kind() == ErrorKind::NotFound;
            ExitCode::from(if is_missing { NOT_FOUND } else { NOT_EXECUTABLE })
        }
    };
    drop(tell);
    // Requests that the command sent are finished; processes that it left running are not waited for.
    let _ = watch.block_on(async { timeout(LAST_REQUESTS, serving).await });
    for line in watch.block_on(summary(&inside)) {
        log.say(&format!("certmock: {line}\n"));
    }
    if let Some(file) = &arguments.requests {
        let path = format!("/_certmock/requests?limit={}", usize::MAX);
        let requests = watch.block_on(inside.get(&path)).unwrap_or_default();
        write(file, &requests, "the requests")?;
    }
    drop(folder);
    watch.shutdown_background();
    Ok(code)
}

/// A folder for the clients' files, which is removed when this is dropped.
struct Folder(PathBuf);

impl Folder {
    /// Chooses a folder whose path the variables can hold.
    fn make(host: &str, port: u16, root: &str) -> Result<(Self, Place), FolderError> {
        let name = format!("certmock-run-{}-{port}", process::id());
        let usual = passing_folder().join(&name);
        let place = Place::new(host, port, &usual, root).or_else(|error| match error {
            FolderError::Unwritable(_) => {
                Place::new(host, port, &PathBuf::from("/tmp").join(name), root)
            }
            error => Err(error),
        })?;
        Ok((Self(place.folder.clone()), place))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // If it cannot be removed, it stays in the system's temporary folder.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Waits for the command and forwards signals to it. Signals from the terminal reach it directly.
async fn wait(mut child: Child, signals: &mut Signals) -> io::Result<ExitStatus> {
    let mut end: Option<Instant> = None;
    loop {
        let patience = async {
            match end {
                Some(end) => sleep_until(end).await,
                None => std::future::pending().await,
            }
        };
        let signal = tokio::select! {
            status = child.wait() => return status,
            signal = signals.next() => signal,
            () = patience => {
                child.start_kill()?;
                return child.wait().await;
            }
        };
        let signal = match signal {
            signal if signal == SignalKind::terminate() => Signal::TERM,
            signal if signal == SignalKind::hangup() => Signal::HUP,
            _ => continue,
        };
        let pid = child.id().and_then(|id| Pid::from_raw(id.cast_signed()));
        if let Some(pid) = pid {
            // The process may already be gone; it is then waited for.
            let _ = kill_process(pid, signal);
        }
        end.get_or_insert_with(|| Instant::now() + LAST_WORDS);
    }
}

/// The command's exit code, or that of the signal that ended it.
fn code(status: ExitStatus) -> ExitCode {
    match (status.code(), status.signal()) {
        (Some(code), _) => ExitCode::from(u8::try_from(code).unwrap_or(u8::MAX)),
        (None, Some(signal)) => code_of(signal),
        (None, None) => ExitCode::FAILURE,
    }
}

/// The lines that sum up the requests and the connections without one; none if nothing came.
async fn summary(inside: &Inside) -> Vec<String> {
    let show = async |path: &str| -> Value {
        let shown = inside.get(path).await.unwrap_or_default();
        serde_json::from_slice(&shown).unwrap_or_default()
    };
    let met = show("/_certmock/coverage").await;
    let accounts = met["accounts"].as_object().into_iter().flat_map(|accounts| accounts.values());
    let operations = accounts.filter_map(Value::as_object).flat_map(|met| met.values());
    let outcomes = operations.filter_map(Value::as_object).flat_map(|outcomes| outcomes.values());
    let answered: u64 = outcomes.filter_map(Value::as_u64).sum();
    let mut lines = Vec::new();
    if answered > 0 {
        lines.push(format!("requests answered: {answered}"));
    }
    let strays = show("/_certmock/strays").await;
    lines.extend(strays["strays"].as_array().into_iter().flatten().map(describe));
    lines
}

fn describe(stray: &Value) -> String {
    let host = stray["host"].as_str().filter(|host| !host.is_empty()).unwrap_or("a client");
    let port = stray["port"].as_u64().map(|port| format!(":{port}")).unwrap_or_default();
    let count = stray["count"].as_u64().unwrap_or_default();
    let times = if count == 1 { "once".to_owned() } else { format!("{count} times") };
    let what = match stray["kind"].as_str().unwrap_or_default() {
        "refused" => "refused, because certmock does not answer for it: add it with --answer-for",
        "untrusted" => {
            "called by a client that does not trust certmock: see certmock env --explain"
        }
        "fault" => &format!("the rule {} made the TLS handshake fail", stray["rule"]),
        _ => "the TLS handshake was not completed",
    };
    format!("{host}{port}: {what} ({times})")
}
