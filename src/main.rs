//! The command line: its arguments, and what they have done.

mod commands;

use std::env;
use std::net::SocketAddr;
use std::process::ExitCode;

use certmock::Config;
use certmock::internals::fixtures::shipped;
use certmock::internals::{fixtures, providers, reference};
use clap::builder::Resettable;
use clap::{Arg, CommandFactory as _, FromArgMatches as _, Parser, Subcommand, ValueEnum};

use self::commands::env::Env;
use self::commands::run::Run;
use self::commands::settings::Settings;
use self::commands::{ask, fail, parse_listen, print};

/// A mock server for the certificate APIs of Tencent Cloud, Huawei Cloud, Qiniu and Rainbond.
///
/// It refuses what the real services refuse, with their status, envelope, code and words.
#[derive(Debug, Parser)]
#[command(version, args_conflicts_with_subcommands = true)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    settings: Settings,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Print the services that are emulated; or, of one of them, every operation with its errors and what
    /// has been shown of it.
    Catalogue {
        /// The service: `qiniu`, for one.
        #[arg(conflicts_with = "assumptions")]
        provider: Option<String>,
        /// Print the assumptions instead: what is done without a document or a recording that says
        /// so.
        #[arg(long)]
        assumptions: bool,
        /// The output format; as JSON, every service is printed whole where none is named.
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
    /// Print the variables that have unmodified clients ask a running server, over its proxy and its
    /// TLS: `eval "$(certmock env)"`.
    Env(Env),
    /// Run a command whose clients ask certmock, unmodified, and no host on the internet, and end as
    /// it does: `certmock run -- acme.sh --deploy …`. It takes the options of the server, too.
    Run(Box<Run>),
    /// Ask a running server whether it is well: exit with 0 where it is.
    Health {
        /// Where it listens: of several places, the first is asked.
        #[arg(long, env = "CERTMOCK_LISTEN", default_value = "127.0.0.1:8080", value_parser = parse_listen, value_delimiter = ',')]
        listen: Vec<SocketAddr>,
    },
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Json,
    Markdown,
}

fn main() -> ExitCode {
    let arguments = parse();
    match arguments.command {
        None => commands::serve::serve(arguments.settings),
        Some(Command::Catalogue { provider: Some(provider), format, .. }) => {
            print_provider(&provider, format)
        }
        Some(Command::Catalogue { assumptions, format, .. }) => {
            print(&match (assumptions, format) {
                (false, Format::Json) => reference::json(providers::ALL, reference::ORIGIN),
                (false, Format::Markdown) => reference::summary(providers::ALL),
                (true, Format::Json) => reference::assumptions_json(providers::ALL),
                (true, Format::Markdown) => reference::assumptions_markdown(providers::ALL),
            })
        }
        Some(Command::Check { fixtures }) => check(&fixtures),
        Some(Command::Fixtures { name: None }) => list_fixtures(),
        Some(Command::Fixtures { name: Some(name) }) => print_fixture(&name),
        Some(Command::Schema) => {
            print(&format!("{:#}\n", fixtures::schema(providers::ALL).to_value()))
        }
        Some(Command::Env(arguments)) => commands::env::print_environment(arguments),
        Some(Command::Run(arguments)) => commands::run::run(*arguments),
        Some(Command::Health { listen }) => match ask::get(listen[0], "/_certmock/health") {
            Ok(_) => ExitCode::SUCCESS,
            Err(error) => fail(&format!("certmock at {} is not well: {error}", listen[0])),
        },
    }
}

/// Reads the arguments, and the variables of the environment in their place.
fn parse() -> Arguments {
    // A server for one command is nobody else's, and is not what the command is about.
    let command = Arguments::command().mut_subcommand("run", |run| {
        let run = run.mut_arg("listen", |listen| listen.default_value("127.0.0.1:0"));
        run.mut_arg("log", |log| log.default_value("warn"))
    });
    let matches = forget_empty_variables(command).get_matches();
    Arguments::from_arg_matches(&matches).unwrap_or_else(|error| error.exit())
}

/// Has a variable that is set to nothing be as good as absent: that is what `${SEED:-}` in a compose
/// file comes to.
fn forget_empty_variables(command: clap::Command) -> clap::Command {
    let is_empty = |argument: &Arg| {
        argument.get_env().and_then(env::var_os).is_some_and(|value| value.is_empty())
    };
    let forget = |argument: Arg| {
        if is_empty(&argument) { argument.env(Resettable::Reset) } else { argument }
    };
    command.mut_args(forget).mut_subcommands(forget_empty_variables)
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

fn print_provider(id: &str, format: Format) -> ExitCode {
    let printed = match format {
        Format::Json => reference::provider_json(providers::ALL, id),
        Format::Markdown => reference::page(providers::ALL, id),
    };
    match printed {
        Some(printed) => print(&printed),
        None => fail(&format!("no service is called {id:?}: see `certmock catalogue`")),
    }
}

fn print_fixture(name: &str) -> ExitCode {
    match shipped().iter().find(|(known, _)| known == name) {
        Some((_, text)) => print(text),
        None => fail(&format!("no shipped fixture is called {name:?}: see `certmock fixtures`")),
    }
}
