//! The command line: arguments, logging, and serving until the end.

use std::io::{IsTerminal, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::process::ExitCode;
use std::str::FromStr;
use std::time::Duration;

use certmock::fixtures::shipped;
use certmock::journal::Bounds;
use certmock::span::Span;
use certmock::spec::AuthMode;
use certmock::{BODY_LIMIT, Bound, Config, PATIENCE, fixtures, log_panics, providers, reference};
use clap::{Args, Parser, Subcommand, ValueEnum};
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

/// A mock server for the certificate APIs of Tencent Cloud, Huawei Cloud, Qiniu and Rainbond.
///
/// It refuses what the real services refuse, with their status, envelope, code and words.
#[derive(Debug, Parser)]
#[command(version, args_conflicts_with_subcommands = true)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: Serve,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Print every operation with its errors and what has been shown of it.
    Catalogue {
        /// Print the assumptions instead: what is done without a document or a recording that says
        /// so.
        #[arg(long)]
        assumptions: bool,
        /// As what to print it.
        #[arg(long, value_enum, default_value = "markdown")]
        format: Format,
    },
    /// Read fixtures without serving: exit with 0 where each is right.
    Check {
        /// A file, a folder, or the name of a shipped one.
        #[arg(required = true, value_name = "NAME|PATH")]
        fixtures: Vec<String>,
    },
    /// Print the names of the shipped fixtures, each with what it shows.
    Fixtures {
        /// Print this one instead.
        name: Option<String>,
    },
    /// Print the JSON Schema of a fixture.
    Schema,
    /// Ask a running server whether it is well: exit with 0 where it is.
    Health {
        /// Where it listens.
        #[arg(long, env = "CERTMOCK_LISTEN", default_value = "127.0.0.1:8080")]
        listen: SocketAddr,
    },
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Json,
    Markdown,
}

#[derive(Args, Debug)]
struct Serve {
    /// Where to listen; port 0 is any that is free.
    #[arg(long, env = "CERTMOCK_LISTEN", default_value = "127.0.0.1:8080")]
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

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match arguments.command {
        None => serve(arguments.serve),
        Some(Command::Catalogue { assumptions, format }) => print(&match (assumptions, format) {
            (false, Format::Json) => reference::json(providers::ALL),
            (false, Format::Markdown) => reference::markdown(providers::ALL),
            (true, Format::Json) => reference::assumptions_json(providers::ALL),
            (true, Format::Markdown) => reference::assumptions_markdown(providers::ALL),
        }),
        Some(Command::Check { fixtures }) => check(&fixtures),
        Some(Command::Fixtures { name: None }) => list_fixtures(),
        Some(Command::Fixtures { name: Some(name) }) => print_fixture(&name),
        Some(Command::Schema) => {
            print(&format!("{:#}\n", fixtures::schema(providers::ALL).to_value()))
        }
        Some(Command::Health { listen }) => match ask_health(listen) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => fail(&format!("certmock at {listen} is not well: {error}")),
        },
    }
}

/// Reads each by itself, so that one that is wrong hides no other.
fn check(fixtures: &[String]) -> ExitCode {
    let mut code = ExitCode::SUCCESS;
    for fixture in fixtures {
        match Config::default().read_fixtures(std::slice::from_ref(fixture)) {
            Ok(()) => drop(print(&format!("{fixture}: right\n"))),
            Err(error) => code = fail(&error.to_string()),
        }
    }
    code
}

fn list_fixtures() -> ExitCode {
    let shipped = shipped();
    let width = shipped.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
    let line = |(name, text): &(String, &str)| {
        // A fixture says in its first line what it shows.
        let first = text.lines().next().unwrap_or_default();
        format!("{name:width$}  {}\n", first.trim_start_matches(['#', ' ']))
    };
    print(&shipped.iter().map(line).collect::<String>())
}

fn print_fixture(name: &str) -> ExitCode {
    match shipped().iter().find(|(known, _)| known == name) {
        Some((_, text)) => print(text),
        None => fail(&format!("no shipped fixture is called {name:?}: see `certmock fixtures`")),
    }
}

fn serve(serve: Serve) -> ExitCode {
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal());
    tracing_subscriber::registry().with(serve.log).with(lines).init();
    log_panics();
    let mut config = Config {
        listen: serve.listen,
        auth: match serve.auth {
            Auth::Known => AuthMode::Known,
            Auth::Off => AuthMode::Off,
            Auth::Strict => AuthMode::Strict,
        },
        seed: serve.seed,
        body_limit: serve.body_limit,
        patience: serve.patience,
        journal: Bounds { entries: serve.journal_entries, bytes: serve.journal_bytes },
        ..Config::default()
    };
    if let Err(error) = config.read_fixtures(&serve.fixture) {
        return fail(&error.to_string());
    }
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return fail(&format!("no threads can be started: {error}")),
    };
    runtime.block_on(run(&config, serve.port_file))
}

async fn run(config: &Config, port_file: Option<PathBuf>) -> ExitCode {
    // Heard from here on, so that a signal that comes early is not lost.
    let (interrupted, terminated) =
        (signal(SignalKind::interrupt()), signal(SignalKind::terminate()));
    let (Ok(mut interrupted), Ok(mut terminated)) = (interrupted, terminated) else {
        return fail("signals cannot be listened to");
    };
    let bound = match Bound::new(config).await {
        Ok(bound) => bound,
        Err(error) => return fail(&format!("cannot listen on {}: {error}", config.listen)),
    };
    let address = bound.address();
    if let Some(file) = port_file
        && let Err(error) = std::fs::write(&file, format!("{}\n", address.port()))
    {
        return fail(&format!("cannot write the port to {}: {error}", file.display()));
    }
    print(&format!("certmock listens on http://{address}\n"));
    bound
        .serve(async {
            tokio::select! {
                _ = interrupted.recv() => {}
                _ = terminated.recv() => {}
            }
        })
        .await;
    ExitCode::SUCCESS
}

/// Asks `/_certmock/health` without a client library: an image has nothing else.
fn ask_health(listen: SocketAddr) -> std::io::Result<()> {
    let mut address = listen;
    if address.ip().is_unspecified() {
        address.set_ip(std::net::Ipv4Addr::LOCALHOST.into());
    }
    let limit = Duration::from_secs(2);
    let mut stream = TcpStream::connect_timeout(&address, limit)?;
    stream.set_read_timeout(Some(limit))?;
    stream.write_all(
        format!("GET /_certmock/health HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")
            .as_bytes(),
    )?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    if answer.starts_with("HTTP/1.1 200") {
        return Ok(());
    }
    let first = answer.lines().next().unwrap_or_default();
    Err(std::io::Error::other(format!("it answers {first:?}")))
}

fn print(text: &str) -> ExitCode {
    match std::io::stdout().write_all(text.as_bytes()) {
        Ok(()) => ExitCode::SUCCESS,
        // A reader that has seen enough, as `head` has, is no failure.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => fail(&format!("cannot print: {error}")),
    }
}

fn fail(message: &str) -> ExitCode {
    // Where there is no standard error either, the exit code says it.
    let _ = writeln!(std::io::stderr(), "certmock: {message}");
    ExitCode::FAILURE
}
