//! The arguments of a server.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::str::FromStr as _;

use certmock::{AuthMode, BODY_LIMIT, Bounds, Config, MOST_MADE_UP, PATIENCE, Span};
use clap::{Args, ValueEnum};
use tracing_subscriber::filter::{LevelFilter, Targets};

use super::parse_listen;

/// The options of a server.
#[derive(Args, Debug)]
pub(crate) struct Settings {
    /// The address to listen on; port 0 chooses a free port. May be repeated: the first address is
    /// printed.
    #[arg(long, env = "CERTMOCK_LISTEN", default_value = "127.0.0.1:8080", value_parser = parse_listen, value_delimiter = ',')]
    listen: Vec<SocketAddr>,
    /// A file to write the port to when the server listens.
    #[arg(long, env = "CERTMOCK_PORT_FILE", value_name = "FILE")]
    pub(super) port_file: Option<PathBuf>,
    /// The initial states of accounts and the rules to arm: a fixture file, a folder of them, or the
    /// name of a shipped fixture. May be repeated.
    #[arg(long, env = "CERTMOCK_FIXTURE", value_name = "NAME|PATH", value_delimiter = ',')]
    fixture: Vec<String>,
    /// How to check credentials: `known` verifies declared keys and accepts all others unverified,
    /// `strict` refuses all others, `off` verifies nothing.
    #[arg(long, env = "CERTMOCK_AUTH", value_enum, default_value = "known")]
    auth: Auth,
    /// The seed of generated ids, which makes them the same in every run. It overrides the seed of a
    /// fixture.
    #[arg(long, env = "CERTMOCK_SEED", value_name = "NUMBER")]
    seed: Option<u64>,
    /// The largest body that a request may have, in bytes.
    #[arg(long, env = "CERTMOCK_BODY_LIMIT", value_name = "BYTES", default_value_t = BODY_LIMIT)]
    body_limit: usize,
    /// How long a client may take to send the head of a request, pause inside the body, and read
    /// nothing of an answer.
    #[arg(long, env = "CERTMOCK_PATIENCE", value_name = "DURATION", default_value_t = PATIENCE, value_parser = parse_patience)]
    patience: Span,
    /// How many requests the journal keeps at most; 0 keeps none.
    #[arg(long, env = "CERTMOCK_JOURNAL_ENTRIES", value_name = "NUMBER", default_value_t = Bounds::default().entries)]
    journal_entries: usize,
    /// The largest size of the journal, in bytes.
    #[arg(long, env = "CERTMOCK_JOURNAL_BYTES", value_name = "BYTES", default_value_t = Bounds::default().bytes)]
    journal_bytes: usize,
    /// How many accounts of made-up keys are kept at most. If there are more, the accounts that have
    /// been idle longest are forgotten.
    #[arg(long, env = "CERTMOCK_ACCOUNTS", value_name = "NUMBER", default_value_t = MOST_MADE_UP)]
    accounts: usize,
    /// A host name for `/_certmock`, in addition to IP addresses and names that nobody can own on the
    /// internet. Other names are refused, because their pages could read private keys. May be repeated.
    #[arg(long, env = "CERTMOCK_CONTROL_HOST", value_name = "HOST", value_delimiter = ',')]
    control_host: Vec<String>,
    /// Whether `/_certmock/` shows a page for the browser. The control API works without it, too.
    #[arg(long, env = "CERTMOCK_PAGE", value_enum, default_value = "on")]
    page: Switch,
    /// A host that certmock answers for over TLS and as a proxy, in addition to its services' hosts. May
    /// be repeated.
    #[arg(long, env = "CERTMOCK_ANSWER_FOR", value_name = "HOST", value_delimiter = ',')]
    answer_for: Vec<String>,
    /// A folder that keeps certmock's certificate authority. Without it, each process creates a new
    /// authority.
    #[arg(long, env = "CERTMOCK_CA_DIR", value_name = "FOLDER")]
    ca_dir: Option<PathBuf>,
    /// A file to write the certificate to that clients have to trust, when the server listens.
    #[arg(long, env = "CERTMOCK_CA_FILE", value_name = "FILE")]
    pub(super) ca_file: Option<PathBuf>,
    /// What to log: `error`, `warn`, `info`, `debug`, `trace`, or directives like
    /// `certmock=debug,hyper=warn`.
    #[arg(long, env = "CERTMOCK_LOG", value_name = "FILTER", default_value = "info", value_parser = parse_log)]
    pub(super) log: Targets,
}

impl Settings {
    /// The server's settings, with the fixtures read.
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

/// Reads a log filter. The library would take a plain word that is not a level for a module's name, and
/// log nothing else.
fn parse_log(text: &str) -> Result<Targets, String> {
    let mut words = text.split(',').filter(|directive| !directive.contains('='));
    if let Some(word) = words.find(|word| LevelFilter::from_str(word.trim()).is_err()) {
        return Err(format!(
            "{word:?} is not a log level: use error, warn, info, debug, trace or off"
        ));
    }
    text.parse::<Targets>().map_err(|error| error.to_string())
}

/// Reads how long the server waits for a client; it has to wait a little for any request.
fn parse_patience(text: &str) -> Result<Span, String> {
    let patience = Span::from_str(text)?;
    if patience.to_std().is_zero() {
        return Err("it must be longer than 0s, or no client could send a request".to_owned());
    }
    Ok(patience)
}
