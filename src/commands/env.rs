//! `certmock env`: the variables that make unmodified clients use a running server.

use std::env;
use std::fs;
use std::io::{self, Write as _};
use std::net::{SocketAddr, ToSocketAddrs as _};
use std::path::PathBuf;
use std::process::ExitCode;

use certmock::internals::environment::{
    self, Environment, FolderError, Format, Place, Runtime, VARIABLES,
};
use clap::{Args, ValueEnum};

use super::{ask, fail, passing_folder, print};

/// The port of a URL that has none.
const USUAL_PORT: u16 = 8080;

/// The arguments of the command.
#[derive(Args, Debug)]
pub(crate) struct Env {
    /// The address by which clients reach the server.
    #[arg(
        long,
        value_name = "URL",
        default_value = "http://127.0.0.1:8080",
        conflicts_with = "port_file"
    )]
    at: String,
    /// The file to which a server on this machine wrote its port.
    #[arg(long, value_name = "FILE")]
    port_file: Option<PathBuf>,
    /// The folder for the files that clients need. Without it, each port has a folder of its own.
    #[arg(long, value_name = "FOLDER")]
    dir: Option<PathBuf>,
    /// The format of the output.
    #[arg(long, value_enum, default_value = "sh")]
    format: Shell,
    /// The clients to leave out: variables that only they read are not set.
    #[arg(long, value_enum, value_name = "CLIENT", value_delimiter = ',')]
    without: Vec<Client>,
    /// Print the commands that restore the previous values.
    #[arg(long)]
    unset: bool,
    /// Also print which clients read each variable.
    #[arg(long)]
    explain: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Shell {
    Sh,
    Fish,
    Powershell,
    Dotenv,
    Github,
    Json,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Client {
    Python,
    Node,
    Java,
    Php,
}

/// Prints only assignments to the standard output, for a shell to evaluate. On an error it prints none,
/// so that the shell does not evaluate a half.
pub(crate) fn print_environment(arguments: Env) -> ExitCode {
    match assign(&arguments) {
        Ok(text) => print(&text),
        Err(error) => fail(&error),
    }
}

fn assign(arguments: &Env) -> Result<String, String> {
    let read = |name: &str| env::var(name).ok();
    let format = match arguments.format {
        Shell::Sh => Format::Sh,
        Shell::Fish => Format::Fish,
        Shell::Powershell => Format::PowerShell,
        Shell::Dotenv => Format::Dotenv,
        Shell::Github => Format::GitHub,
        Shell::Json => Format::Json,
    };
    if arguments.unset {
        let restored = environment::restored(&read);
        return format.write(&restored).map_err(|error| error.to_string());
    }
    let without: Vec<_> = arguments.without.iter().map(|client| client.runtime()).collect();
    let (place, root) = find(arguments)?;
    let Environment { assignments, warnings, trusted } =
        environment::environment(&place, &read, &without);
    let text = format.write(&assignments).map_err(|error| error.to_string())?;
    environment::write_folder(&place, &root, &trusted).map_err(|error| error.to_string())?;
    let mut said: Vec<_> =
        warnings.iter().map(|warning| format!("certmock: {warning}\n")).collect();
    if arguments.explain {
        said.extend(
            VARIABLES.iter().map(|variable| format!("{:20} {}\n", variable.name, variable.readers)),
        );
    }
    // The variables are printed even if nobody reads the standard error.
    let _ = io::stderr().write_all(said.concat().as_bytes());
    Ok(text)
}

/// Finds the server, and the certificate that clients have to trust.
fn find(arguments: &Env) -> Result<(Place, String), String> {
    let url = match &arguments.port_file {
        None => arguments.at.clone(),
        Some(file) => {
            let port =
                fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
            format!("http://127.0.0.1:{}", port.trim())
        }
    };
    let wrong =
        || format!("{url:?} is not the address of a server: write one like http://127.0.0.1:8080");
    let authority = url.strip_prefix("http://").ok_or_else(wrong)?.trim_end_matches('/');
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, port.parse().map_err(|_| wrong())?),
        _ => (authority, USUAL_PORT),
    };
    let host = host.trim_start_matches('[').trim_end_matches(']');
    if host.is_empty() || host.contains(['/', '@', ' ']) {
        return Err(wrong());
    }
    let not_there = |error: io::Error| format!("no certmock answers at {url}: {error}");
    let mut addresses = (host, port).to_socket_addrs().map_err(not_there)?;
    let address: SocketAddr = addresses.next().ok_or_else(wrong)?;
    let root = ask::get(address, "/_certmock/ca.pem").map_err(not_there)?;
    let folder =
        arguments.dir.clone().unwrap_or_else(|| passing_folder().join(format!("certmock-{port}")));
    let place = Place::new(host, port, &folder, &root).map_err(|error| match error {
        FolderError::NoCertificate => {
            format!("the server at {url} is not certmock: it has no certificate to trust")
        }
        error => error.to_string(),
    })?;
    Ok((place, root))
}

impl Client {
    pub(super) fn runtime(self) -> Runtime {
        match self {
            Self::Python => Runtime::Python,
            Self::Node => Runtime::Node,
            Self::Java => Runtime::Java,
            Self::Php => Runtime::Php,
        }
    }
}
