//! The arguments of a server.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::str::FromStr as _;

use certmock::{AuthMode, BODY_LIMIT, Bounds, Config, MOST_MADE_UP, PATIENCE, Span};
use clap::{Args, ValueEnum};
use tracing_subscriber::filter::{LevelFilter, Targets};

use super::parse_listen;

/// What a server is told.
#[derive(Args, Debug)]
pub(crate) struct Settings {
    /// Where to listen; port 0 is any that is free. May be repeated: the first is the one that is
    /// printed.
    #[arg(long, env = "CERTMOCK_LISTEN", default_value = "127.0.0.1:8080", value_parser = parse_listen, value_delimiter = ',')]
    listen: Vec<SocketAddr>,
    /// A file to write the port to when it is listened on.
    #[arg(long, env = "CERTMOCK_PORT_FILE", value_name = "FILE")]
    pub(super) port_file: Option<PathBuf>,
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
    /// Whether `/_certmock/` shows a page to look at it with; what it shows can be asked for all the same.
    #[arg(long, env = "CERTMOCK_PAGE", value_enum, default_value = "on")]
    page: Switch,
    /// A host that certmock answers for over TLS and as a proxy, beside those of its services. May be
    /// repeated.
    #[arg(long, env = "CERTMOCK_ANSWER_FOR", value_name = "HOST", value_delimiter = ',')]
    answer_for: Vec<String>,
    /// A folder that keeps the authority which certmock's own certificates are issued by; without
    /// one, each process has another.
    #[arg(long, env = "CERTMOCK_CA_DIR", value_name = "FOLDER")]
    ca_dir: Option<PathBuf>,
    /// A file to write the certificate to that clients are to trust, when it is listened.
    #[arg(long, env = "CERTMOCK_CA_FILE", value_name = "FILE")]
    pub(super) ca_file: Option<PathBuf>,
    /// What to log: `error`, `warn`, `info`, `debug`, `trace`, or directives like
    /// `certmock=debug,hyper=warn`.
    #[arg(long, env = "CERTMOCK_LOG", value_name = "FILTER", default_value = "info", value_parser = parse_log)]
    pub(super) log: Targets,
}

impl Settings {
    /// What the server is to be, with the fixtures read.
    pub(super) fn config(&self) -> Result<Config, String> {
        let mut config = Config {
            listen: self.listen.clone(),
            auth: match self.auth {
                Auth::Known => AuthMode::Known,
                Auth::Off => AuthMode::Off,
                Auth::Strict => AuthMode::Strict,
            },
            seed: self.seed,
            body_limit: self.body_limit,
            patience: self.patience,
            journal: Bounds { entries: self.journal_entries, bytes: self.journal_bytes },
            made_up_accounts: self.accounts,
            control_hosts: self.control_host.clone(),
            page: matches!(self.page, Switch::On),
            answer_for: self.answer_for.clone(),
            ca_dir: self.ca_dir.clone(),
            ..Config::default()
        };
        config.read_fixtures(&self.fixture).map_err(|error| error.to_string())?;
        Ok(config)
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Auth {
    Known,
    Off,
    Strict,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Switch {
    On,
    Off,
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
