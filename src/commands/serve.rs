//! `certmock`: serving until the end.

use std::fs::{self, File, OpenOptions};
use std::io::{self, IsTerminal as _, Write as _};
use std::net::SocketAddr;
use std::os::fd::AsFd as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::str::FromStr as _;
use std::time::Duration;
use std::{panic, process, thread};

use certmock::journal::Bounds;
use certmock::log::Log;
use certmock::span::Span;
use certmock::spec::AuthMode;
use certmock::{BODY_LIMIT, Bound, Config, GRACE, MOST_MADE_UP, PATIENCE, log_panics};
use clap::{Args, ValueEnum};
use tokio::runtime::{Builder, Runtime};
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::oneshot;
use tokio::time::sleep;
use tracing::{info, warn};
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

use super::{parse_listen, print};

/// How long the last lines of the log may take to be written.
const LAST_LINES: Duration = Duration::from_millis(100);

/// How much longer than the grace the server may take to end by itself.
const SLACK: Duration = Duration::from_millis(500);

/// The arguments of the server.
#[derive(Args, Debug)]
pub(crate) struct Serve {
    /// Where to listen; port 0 is any that is free.
    #[arg(long, env = "CERTMOCK_LISTEN", default_value = "127.0.0.1:8080", value_parser = parse_listen)]
    listen: SocketAddr,
    /// A file to write the port to when it is listened on.
    #[arg(long, env = "CERTMOCK_PORT_FILE", value_name = "FILE")]
    port_file: Option<PathBuf>,
    /// What accounts begin with and which rules are armed: a fixture's file, a folder of them, or the
    /// name of a shipped one. May be repeated.
    #[arg(long, env = "CERTMOCK_FIXTURE", value_name = "NAME|PATH", value_delimiter = ',')]
    fixture: Vec<String>,
    /// How much is asked of credentials: `known` verifies declared keys and takes others at their
    /// word, `strict` refuses others, `off` asks nothing.
    #[arg(long, env = "CERTMOCK_AUTH", value_enum, default_value = "known")]
    auth: Auth,
    /// What ids are drawn from, so that they come out the same in every run; goes before the seed of
    /// a fixture.
    #[arg(long, env = "CERTMOCK_SEED", value_name = "NUMBER")]
    seed: Option<u64>,
    /// The largest body that is read, in bytes.
    #[arg(long, env = "CERTMOCK_BODY_LIMIT", value_name = "BYTES", default_value_t = BODY_LIMIT)]
    body_limit: usize,
    /// How long a client may take for the head of a request, be silent inside its body, and take
    /// nothing of an answer.
    #[arg(long, env = "CERTMOCK_PATIENCE", value_name = "DURATION", default_value_t = PATIENCE, value_parser = parse_patience)]
    patience: Span,
    /// How many requests the journal keeps; with 0 it keeps none.
    #[arg(long, env = "CERTMOCK_JOURNAL_ENTRIES", value_name = "NUMBER", default_value_t = Bounds::default().entries)]
    journal_entries: usize,
    /// How large they may be together, in bytes.
    #[arg(long, env = "CERTMOCK_JOURNAL_BYTES", value_name = "BYTES", default_value_t = Bounds::default().bytes)]
    journal_bytes: usize,
    /// How many accounts of made-up keys are kept; where there are more, those idle longest begin
    /// anew.
    #[arg(long, env = "CERTMOCK_ACCOUNTS", value_name = "NUMBER", default_value_t = MOST_MADE_UP)]
    accounts: usize,
    /// A name by which `/_certmock` may be asked, beside addresses and names that nobody can own on
    /// the internet; pages of other names would see private keys. May be repeated.
    #[arg(long, env = "CERTMOCK_CONTROL_HOST", value_name = "HOST", value_delimiter = ',')]
    control_host: Vec<String>,
    /// A host that certmock answers for over TLS and as a proxy, beside those of its services. May be
    /// repeated.
    #[arg(long, env = "CERTMOCK_ANSWER_FOR", value_name = "HOST", value_delimiter = ',')]
    answer_for: Vec<String>,
    /// A folder that keeps the authority which certmock's own certificates are issued by; without
    /// one, each process has another.
    #[arg(long, env = "CERTMOCK_CA_DIR", value_name = "FOLDER")]
    ca_dir: Option<PathBuf>,
    /// What to log: `error`, `warn`, `info`, `debug`, `trace`, or directives like
    /// `certmock=debug,hyper=warn`.
    #[arg(long, env = "CERTMOCK_LOG", value_name = "FILTER", default_value = "info", value_parser = parse_log)]
    log: Targets,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Auth {
    Known,
    Off,
    Strict,
}

/// Reads a log filter. A bare word that is no level would be a module's name to the library, and
/// silence everything else.
fn parse_log(text: &str) -> Result<Targets, String> {
    let mut words = text.split(',').filter(|directive| !directive.contains('='));
    if let Some(word) = words.find(|word| LevelFilter::from_str(word.trim()).is_err()) {
        return Err(format!("{word:?} is no level: use error, warn, info, debug, trace or off"));
    }
    text.parse::<Targets>().map_err(|error| error.to_string())
}

/// Reads how long a client is waited for, without which none could say anything.
fn parse_patience(text: &str) -> Result<Span, String> {
    let patience = Span::from_str(text)?;
    if patience.to_std().is_zero() {
        return Err("nobody can send a request in no time".to_owned());
    }
    Ok(patience)
}

/// Serves until a signal ends it. Nothing that is said here waits for who reads it.
pub(crate) fn serve(arguments: Serve) -> ExitCode {
    let output = io::stderr().as_fd().try_clone_to_owned().map(File::from);
    let log = match output.and_then(Log::to) {
        Ok(log) => log,
        Err(error) => return super::fail(&format!("nothing can be logged: {error}")),
    };
    let code = run(arguments, &log).unwrap_or_else(|error| {
        log.say(&format!("certmock: {error}\n"));
        ExitCode::FAILURE
    });
    log.drain(LAST_LINES);
    code
}

fn run(arguments: Serve, log: &Log) -> Result<ExitCode, String> {
    write_log_to(log, arguments.log);
    if let Err(error) = rlimit::increase_nofile_limit(u64::MAX) {
        warn!(%error, "the limit of file descriptors cannot be raised");
    }
    let mut config = Config {
        listen: arguments.listen,
        auth: match arguments.auth {
            Auth::Known => AuthMode::Known,
            Auth::Off => AuthMode::Off,
            Auth::Strict => AuthMode::Strict,
        },
        seed: arguments.seed,
        body_limit: arguments.body_limit,
        patience: arguments.patience,
        journal: Bounds { entries: arguments.journal_entries, bytes: arguments.journal_bytes },
        made_up_accounts: arguments.accounts,
        control_hosts: arguments.control_host,
        answer_for: arguments.answer_for,
        ca_dir: arguments.ca_dir,
        ..Config::default()
    };
    config.read_fixtures(&arguments.fixture).map_err(|error| error.to_string())?;
    let start = |mut builder: Builder| {
        builder.enable_all().build().map_err(|error| format!("no threads can be started: {error}"))
    };
    let threads = start(Builder::new_multi_thread())?;
    // Apart from the others, so that signals are heard when all of those are busy.
    let watch = start(Builder::new_current_thread())?;
    // Heard from here on, so that a signal that comes early is not lost.
    let signals = watch.block_on(async { Signals::listen() });
    let mut signals = signals.map_err(|error| format!("signals cannot be listened to: {error}"))?;
    let bound = threads
        .block_on(Bound::new(&config))
        .map_err(|error| format!("cannot listen on {}: {error}", config.listen))?;
    let address = bound.address();
    if let Some(file) = &arguments.port_file {
        write_port(file, address.port())
            .map_err(|error| format!("cannot write the port to {}: {error}", file.display()))?;
    }
    // By a thread of its own, for nobody need read it.
    let line = format!("certmock listens on http://{address}\n");
    drop(thread::Builder::new().spawn(move || print(&line)));
    let code = watch.block_on(serve_until_told(bound, &threads, &mut signals));
    // What runs still has had its time, or nobody who waits for it.
    threads.shutdown_background();
    Ok(code)
}

/// Has lines logged, and panics that no request brought about.
fn write_log_to(log: &Log, filter: Targets) {
    let (writer, panics) = (log.clone(), log.clone());
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(move || writer.clone())
        .with_ansi(io::stderr().is_terminal());
    tracing_subscriber::registry().with(filter).with(lines).init();
    // What a panic says may repeat a secret.
    panic::set_hook(Box::new(move |panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        panics.say(&format!("certmock: panicked at {place}\n"));
    }));
    log_panics();
}

/// Serves until a signal comes, and then while requests are running, within limits. A second signal
/// ends it at once.
async fn serve_until_told(bound: Bound, threads: &Runtime, signals: &mut Signals) -> ExitCode {
    let (tell, told) = oneshot::channel::<()>();
    let serving = threads.spawn(bound.serve(async { drop(told.await) }));
    let first = signals.next().await;
    info!(signal = first, "the server ends");
    drop(tell);
    tokio::select! {
        _ = serving => ExitCode::SUCCESS,
        // Where all threads are busy, none of them looks at the time.
        () = sleep(GRACE + SLACK) => ExitCode::SUCCESS,
        second = signals.next() => ExitCode::from(128 + second),
    }
}

/// The signals that end the server.
struct Signals {
    interrupted: Signal,
    terminated: Signal,
}

impl Signals {
    fn listen() -> io::Result<Self> {
        let interrupted = signal(SignalKind::interrupt())?;
        Ok(Self { interrupted, terminated: signal(SignalKind::terminate())? })
    }

    /// The number of the next one.
    async fn next(&mut self) -> u8 {
        let kind = tokio::select! {
            _ = self.interrupted.recv() => SignalKind::interrupt(),
            _ = self.terminated.recv() => SignalKind::terminate(),
        };
        kind.as_raw_value().try_into().unwrap_or_default()
    }
}

/// Writes the port to a file. Who waits for the file to be there finds it whole; what is there
/// already may be a pipe, whose reader is not waited for.
fn write_port(file: &Path, port: u16) -> io::Result<()> {
    let line = format!("{port}\n");
    if let Some(name) = file.file_name()
        && !file.try_exists()?
    {
        let mut name = name.to_owned();
        name.push(format!(".{}", process::id()));
        let beside = file.with_file_name(name);
        fs::write(&beside, line)?;
        return fs::rename(beside, file);
    }
    let opened =
        OpenOptions::new().write(true).truncate(true).custom_flags(libc::O_NONBLOCK).open(file);
    let mut opened = opened.map_err(|error| match error.raw_os_error() {
        Some(libc::ENXIO) => io::Error::other("it is a pipe that nobody reads"),
        _ => error,
    })?;
    opened.write_all(line.as_bytes())
}
