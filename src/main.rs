//! The command line: its arguments and commands.

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
/// It refuses what the real services refuse, with their status, envelope, error code and message.
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
    /// Print the emulated services, or the operations and errors of one service.
    Catalogue {
        /// The service, such as `qiniu`.
        #[arg(conflicts_with = "assumptions")]
        provider: Option<String>,
        /// Print the assumptions instead: behaviour that no document or recording confirms.
        #[arg(long)]
        assumptions: bool,
        /// The output format. JSON without a service has the operations of all services.
        #[arg(long, value_enum, default_value = "markdown")]
        format: Format,
    },
    /// Check fixtures without starting a server: exit with 0 if all are valid.
    Check {
        /// A fixture file, a folder of them, or the name of a shipped fixture.
        #[arg(required = true, value_name = "NAME|PATH")]
        fixtures: Vec<String>,
    },
    /// List the shipped fixtures, each with what it shows.
    Fixtures {
        /// Print this fixture instead.
        name: Option<String>,
    },
    /// Print the JSON Schema of fixtures.
    Schema,
    /// Print the variables that make unmodified clients use a running server, through its proxy and over
    /// TLS: `eval "$(certmock env)"`.
    Env(Env),
    /// Run a command whose unmodified clients call certmock instead of the internet, and end with its exit
    /// code: `certmock run -- acme.sh --deploy …`. It accepts the server's options, too.
    Run(Box<Run>),
    /// Check that a running server answers: exit with 0 if it does.
    Health {
        /// The server's address; of several addresses, the first one is used.
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
            Err(error) => fail(&format!("certmock at {} is not healthy: {error}", listen[0])),
        },
    }
}

/// Reads the arguments, and environment variables for those that are absent.
fn parse() -> Arguments {
    // The server of one command needs no fixed port, and logs little beside the command's own output.
    let command = Arguments::command().mut_subcommand("run", |run| {
        let run = run.mut_arg("listen", |listen| listen.default_value("127.0.0.1:0"));
        run.mut_arg("log", |log| log.default_value("warn"))
    });
    let matches = forget_empty_variables(command).get_matches();
    Arguments::from_arg_matches(&matches).unwrap_or_else(|error| error.exit())
}

/// Treats a variable with an empty value as absent: `${SEED:-}` in a compose file sets one.
fn forget_empty_variables(command: clap::Command) -> clap::Command {
    let is_empty = |argument: &Arg| {
        argument.get_env().and_then(env::var_os).is_some_and(|value| value.is_empty())
    };
    let forget = |argument: Arg| {
        if is_empty(&argument) { argument.env(Resettable::Reset) } else { argument }
    };
    command.mut_args(forget).mut_subcommands(forget_empty_variables)
}

/// Checks each fixture separately, so that an error in one does not hide errors in others.
fn check(fixtures: &[String]) -> ExitCode {
    let mut code = ExitCode::SUCCESS;
    for fixture in fixtures {
        match Config::default().read_fixtures(std::slice::from_ref(fixture)) {
            Ok(()) => drop(print(&format!("{fixture}: valid\n"))),
            Err(error) => code = fail(&error.to_string()),
        }
    }
    code
}

fn list_fixtures() -> ExitCode {
    let shipped = shipped();
    let width = shipped.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
    let line = |(name, text): &(String, &str)| {
        // The first line of a fixture says what it shows.
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
        None => fail(&format!("there is no service {id:?}: see `certmock catalogue`")),
    }
}

fn print_fixture(name: &str) -> ExitCode {
    match shipped().iter().find(|(known, _)| known == name) {
        Some((_, text)) => print(text),
        None => fail(&format!("there is no shipped fixture {name:?}: see `certmock fixtures`")),
    }
}
