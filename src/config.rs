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
    /// The services that it emulates. How one is declared is no part of the API.
    #[doc(hidden)]
    pub providers: Providers,
    /// Where it listens, in one place or more; port 0 is any that is free.
    pub listen: Vec<SocketAddr>,
    /// How much is asked of credentials.
    pub auth: AuthMode,
    /// The declared accounts.
    pub accounts: Vec<Declaration>,
    /// The clock that accounts begin with.
    pub clock: Clock,
    /// How long asynchronous work takes.
    pub paces: Paces,
    /// What ids are drawn from; that of the fixtures, or random, where it is absent.
    pub seed: Option<u64>,
    /// What accounts begin with, and which rules are armed.
    pub fixtures: Fixtures,
    /// The largest body that is read, in bytes.
    pub body_limit: usize,
    /// How long a client may take for the head of a request, be silent inside its body, and take
    /// nothing of an answer.
    pub patience: Span,
    /// How much the journal keeps.
    pub journal: Bounds,
    /// How many accounts are kept that nobody declared and nobody gave a state; where there are more,
    /// those go that are idle longest.
    pub made_up_accounts: usize,
    /// The names by which the control API may be asked, beside addresses and private names.
    pub control_hosts: Vec<String>,
    /// Whether it shows a page at `/_certmock/`.
    pub page: bool,
    /// The hosts that it answers for over TLS and as a proxy, beside those of its services.
    pub answer_for: Vec<String>,
    /// The folder that keeps the authority which its own certificates are issued by; without one,
    /// each process has another.
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
    /// Reads fixtures: each a shipped one's name, a file or a folder. They are loaded when the
    /// server starts.
    pub fn read_fixtures(&mut self, names: &[String]) -> Result<(), FixtureError> {
        let mut sources = Vec::new();
        // A variable of the environment may be set to nothing.
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

/// The largest body that is read where nothing else is said: what Huawei's gateway takes.
pub const BODY_LIMIT: usize = 12 * 1024 * 1024;

/// How long a client may keep the server waiting where nothing else is said.
pub const PATIENCE: Span = Span(time::Duration::seconds(30));
