//! A server's settings.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use crate::accounts::Declaration;
use crate::clock::Clock;
use crate::fixtures::{Defaults, FixtureError, Fixtures, Source};
use crate::ids::Seed;
use crate::journal::Bounds;
use crate::pace::Paces;
use crate::providers;
use crate::span::Span;
use crate::spec::{AuthMode, Providers};
use crate::store::MOST_MADE_UP;

/// A server's settings.
#[derive(Clone, Debug)]
pub struct Config {
    /// The emulated services. How one is declared is no part of the API.
    #[doc(hidden)]
    pub providers: Providers,
    /// The addresses to listen on, at least one; port 0 chooses a free port.
    pub listen: Vec<SocketAddr>,
    /// How to check credentials.
    pub auth: AuthMode,
    /// The declared accounts.
    pub accounts: Vec<Declaration>,
    /// The initial clock of accounts.
    pub clock: Clock,
    /// How long asynchronous work takes.
    pub paces: Paces,
    /// The seed of generated ids. Without it, the fixtures' seed or a random one.
    pub seed: Option<u64>,
    /// The initial states of accounts and the rules to arm.
    pub fixtures: Fixtures,
    /// The largest body that a request may have, in bytes.
    pub body_limit: usize,
    /// How long a client may take to send the head of a request, pause inside the body, and read nothing of
    /// an answer.
    pub patience: Span,
    /// The limits of the journal.
    pub journal: Bounds,
    /// How many accounts are kept at most that were neither declared nor given a state. If there are more,
    /// those that have been idle longest are forgotten.
    pub made_up_accounts: usize,
    /// The host names of the control API, in addition to IP addresses and private names.
    pub control_hosts: Vec<String>,
    /// Whether the server shows a page at `/_certmock/`.
    pub page: bool,
    /// The hosts that the server answers for over TLS and as a proxy, in addition to its services' hosts.
    pub answer_for: Vec<String>,
    /// The folder that keeps the server's certificate authority; without it, each process creates a new
    /// one.
    pub ca_dir: Option<PathBuf>,
}

impl Default for Config {
    /// A server on a free port of this machine, with the built-in account.
    fn default() -> Self {
        Self {
            providers: providers::ALL,
            listen: vec![(Ipv4Addr::LOCALHOST, 0).into()],
            auth: AuthMode::default(),
            accounts: vec![Declaration::certmock()],
            clock: Clock::default(),
            paces: Paces::default(),
            seed: None,
            fixtures: Fixtures::default(),
            body_limit: BODY_LIMIT,
            patience: PATIENCE,
            journal: Bounds::default(),
            made_up_accounts: MOST_MADE_UP,
            control_hosts: Vec::new(),
            page: true,
            answer_for: Vec::new(),
            ca_dir: None,
        }
    }
}

impl Config {
    /// Reads fixtures, each by the name of a shipped one, a file or a folder. The server loads them when it
    /// starts.
    pub fn read_fixtures(&mut self, names: &[String]) -> Result<(), FixtureError> {
        let mut sources = Vec::new();
        // An environment variable may be empty.
        for name in names.iter().filter(|name| !name.is_empty()) {
            sources.extend(Source::find(name)?);
        }
        let defaults = Defaults {
            providers: self.providers,
            seed: Seed::new(self.seed),
            seed_is_fixed: self.seed.is_some(),
            clock: self.clock,
            accounts: &self.accounts,
        };
        self.fixtures = Fixtures::read(&sources, &defaults)?;
        Ok(())
    }
}

/// The default for the largest body, in bytes: the limit of Huawei's gateway.
pub const BODY_LIMIT: usize = 12 * 1024 * 1024;

/// The default for how long a client may keep the server waiting.
pub const PATIENCE: Span = Span(time::Duration::seconds(30));
