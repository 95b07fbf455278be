//! certmock: a mock server for the certificate APIs of Tencent Cloud (SSL, GAAP, CDN, CLB, `EdgeOne`, Live, VOD,
//! WAF, SCF, Tag, STS), Huawei Cloud (ELB, SCM, CDN, WAF, IAM), Qiniu (CDN) and Rainbond, for those who write
//! their clients.
//!
//! It refuses what the real services refuse, with their status, envelope, code and words.
//!
//! # The map
//!
//! Layers, from the top; a file uses only what stands below it, and a test holds that.
//!
//! | module | what it is for |
//! |---|---|
//! | `main.rs`, `commands` | arguments, logging, serving until the end |
//! | `lib.rs` | this map; [`Server`] and [`app`] |
//! | `control` | `/_certmock/…`: what a test asks of certmock itself |
//! | `server` | the table → routes; the way of a request |
//! | [`environment`] | the variables that have unmodified clients ask certmock |
//! | [`fixtures`] | files: the accounts, states and rules that a server begins with |
//! | [`rules`] | "when this request comes, answer so" |
//! | [`strays`] | what connected and brought no request to answer |
//! | [`journal`] | what was asked and how it was answered |
//! | [`mod@reference`] | the reference, printed from the table and from what the tests have shown |
//! | [`providers`] | the services: a folder each, with its table, types, errors and behaviour |
//! | [`protocol`] | the vendors' wires: who asks, what is said, how it is answered |
//! | [`spec`] | how a provider is declared |
//! | [`store`] | what each account holds |
//! | [`accounts`] | what an account is known by: a file for each vendor |
//! | [`clock`], [`pace`] | what time it is for an account, and how long asynchronous work takes |
//! | [`issue`] | the mock's own certificate authority |
//! | [`redact`] | what of a request may be shown: no secret |
//! | [`ids`] | where ids come from |
//! | [`hosts`], [`mod@file`] | names of hosts, and files that are whole |
//! | [`bell`] | says that something has changed, to those who listen |
//! | [`hint`] | what helps in an error |
//! | [`log`] | lines that nobody waits for until they are written |
//! | [`span`], [`moment`] | durations as people write them, and the moments that there are |
//! | [`json`], [`glob`] | JSON as types, and texts in which `*` stands for anything |
//! | [`x509`] | certificate, chain and key as parsed values, or the flaw |
//! | [`pem`] | PEM text → labelled blocks |
//! | [`secret`] | a value that is never shown |
//! | [`verbatim`] | a text that is kept to be answered over and over |
//!
//! # The words
//!
//! *Provider*: an emulated service. *Protocol*: its wire. *Operation*: one thing that a provider can
//! be asked. *Account*: who asks; all state hangs on one. *Flaw*: what is wrong with a certificate,
//! its chain or its key. *Refusal*: a provider's documented answer to it.
//!
//! # In a Rust test
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")] async fn main() -> std::io::Result<()> {
//! use certmock::{Config, Server};
//!
//! let server = Server::start(Config::default()).await?;
//! println!("point the client at http://{}", server.address());
//! server.stop().await;
//! # Ok(()) }
//! ```

pub mod accounts;
pub mod bell;
pub mod clock;
mod control;
pub mod environment;
pub mod file;
pub mod fixtures;
pub mod glob;
pub mod hint;
pub mod hosts;
pub mod ids;
pub mod issue;
pub mod journal;
pub mod json;
pub mod log;
pub mod moment;
pub mod pace;
pub mod pem;
pub mod protocol;
pub mod providers;
pub mod redact;
pub mod reference;
pub mod rules;
pub mod secret;
mod server;
pub mod span;
pub mod spec;
pub mod store;
pub mod strays;
pub mod verbatim;
pub mod x509;

use std::future::Future;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::{Arc, Once};

use axum::Router;
use axum::body::Body;
use axum::http::{Request, header};
use axum::response::Response;
use http_body_util::BodyExt as _;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tower::ServiceExt as _;

use crate::accounts::{Declaration, Directory};
use crate::bell::Bell;
use crate::clock::Clock;
use crate::control::{Hosts, Own, Start};
use crate::fixtures::{Defaults, FixtureError, Fixtures, Source};
use crate::ids::Seed;
use crate::issue::{FolderError, IssueError};
use crate::journal::{Bounds, Journal};
use crate::pace::Paces;
use crate::rules::Rules;
use crate::server::{App, End, Entrance, Names, Proxy, Threads, Tls};
pub use crate::server::{GRACE, log_panics};
use crate::span::Span;
use crate::spec::{AuthMode, Providers};
pub use crate::store::MOST_MADE_UP;
use crate::store::Store;

/// A server's settings.
#[derive(Clone, Debug)]
pub struct Config {
    /// The services that it emulates.
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

/// The routes of every provider and of the control API, by themselves: without TLS and as no proxy.
pub fn app(config: &Config) -> Router {
    let names = Names::new(config.providers, &config.answer_for, Vec::new());
    let bell = Bell::default();
    let own = Own {
        proxy: Arc::new(Proxy::new(names.clone(), bell.clone())),
        tls: Arc::new(Tls::new(names)),
        start: Arc::new(Start::now(Vec::new())),
        bell: bell.clone(),
    };
    routes(config, &End::default(), own, Arc::new(Rules::new(bell)))
}

/// What it is as a proxy, by itself: the answer to a request that opens a tunnel or is for somebody
/// else's host; none where the routes answer.
pub fn proxy(config: &Config) -> impl Fn(&Request<Body>) -> Option<Response> + use<> {
    let names = Names::new(config.providers, &config.answer_for, Vec::new());
    let proxy = Proxy::new(names, Bell::default());
    move |request| proxy.answer(request)
}

/// The routes, which learn that the server ends.
fn routes(config: &Config, end: &End, own: Own, rules: Arc<Rules>) -> Router {
    let directory = Directory::new(config.accounts.clone());
    let seed = Seed::new(config.seed);
    let store = Store::new(directory, seed, config.clock, config.paces.clone())
        .keeping(config.made_up_accounts)
        .ringing(own.bell.clone());
    let loaded = config.fixtures.load(&store, &rules);
    loaded.expect("no fixtures have more rules than can be armed, and none were armed before");
    store.started();
    rules.started();
    let app = Arc::new(App {
        providers: config.providers,
        store,
        mode: config.auth,
        body_limit: config.body_limit,
        patience: config.patience.to_std(),
        seed_is_fixed: config.seed.is_some(),
        rules,
        journal: Journal::new(config.journal, own.bell.clone()),
        told_of_idle: Once::new(),
        end: end.clone(),
    });
    let hosts = Hosts::new(&config.control_hosts);
    control::routes(app.clone(), own, hosts, config.page).merge(server::routes(app))
}

/// A server that listens but does not serve yet.
#[derive(Debug)]
pub struct Bound {
    listeners: Vec<TcpListener>,
    addresses: Vec<SocketAddr>,
    threads: Threads,
    entrance: Entrance,
}

/// Why a server cannot begin to listen.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// There is nowhere to listen.
    #[error("there is no address to listen on")]
    Nowhere,
    /// An address that cannot be listened on.
    #[error("cannot listen on {address}: {error}")]
    Address {
        /// The address.
        address: SocketAddr,
        /// Why.
        error: io::Error,
    },
    /// There are no threads that could answer.
    #[error("no threads can be started: {0}")]
    Threads(io::Error),
    /// A folder that keeps no authority to answer by.
    #[error(transparent)]
    Authority(#[from] FolderError),
}

impl From<StartError> for io::Error {
    fn from(error: StartError) -> Self {
        Self::other(error)
    }
}

impl Bound {
    /// Binds the addresses.
    pub async fn new(config: &Config) -> Result<Self, StartError> {
        let mut listeners = Vec::new();
        let mut addresses = Vec::new();
        for &address in &config.listen {
            let failed = |error| StartError::Address { address, error };
            let listener = TcpListener::bind(address).await.map_err(failed)?;
            addresses.push(listener.local_addr().map_err(failed)?);
            listeners.push(listener);
        }
        if addresses.is_empty() {
            return Err(StartError::Nowhere);
        }
        let ports = addresses.iter().map(SocketAddr::port).collect();
        let names = Names::new(config.providers, &config.answer_for, ports);
        let bell = Bell::default();
        let proxy = Arc::new(Proxy::new(names.clone(), bell.clone()));
        let tls = Arc::new(match &config.ca_dir {
            Some(folder) => Tls::kept_in(names, folder)?,
            None => Tls::new(names),
        });
        let end = End::default();
        let start = Arc::new(Start::now(addresses.clone()));
        let rules = Arc::new(Rules::new(bell.clone()));
        let own = Own { proxy: proxy.clone(), tls: tls.clone(), start, bell };
        let router = routes(config, &end, own, rules.clone());
        let patience = config.patience.to_std();
        let entrance = Entrance { router, proxy, tls, rules, end, patience };
        let threads = Threads::start().map_err(StartError::Threads)?;
        Ok(Self { listeners, addresses, threads, entrance })
    }

    /// Where it listens; the first place, if there are more.
    pub fn address(&self) -> SocketAddr {
        self.addresses[0]
    }

    /// Where it listens, in the order of [`Config::listen`].
    pub fn addresses(&self) -> &[SocketAddr] {
        &self.addresses
    }

    /// What its clients are to trust over TLS, as PEM.
    pub async fn authority(&self) -> Result<String, IssueError> {
        self.entrance.tls.root().await
    }

    /// Asks it what a client could ask, on no connection.
    pub fn inside(&self) -> Inside {
        Inside(self.entrance.router.clone())
    }

    /// Serves until `told` to end, then lets running requests finish for as long as [`GRACE`] lasts.
    pub async fn serve(self, told: impl Future<Output = ()>) {
        server::serve(self.listeners, self.threads, self.entrance, told).await;
    }
}

/// A way to ask a server that needs no connection.
#[derive(Clone, Debug)]
pub struct Inside(Router);

impl Inside {
    /// What a path of `/_certmock` shows; none where it refuses.
    pub async fn get(&self, path: &str) -> Option<Vec<u8>> {
        let request = Request::get(path).header(header::HOST, "localhost").body(Body::empty());
        let Ok(answer) = self.0.clone().oneshot(request.ok()?).await;
        let answer = answer.status().is_success().then(|| answer.into_body())?;
        Some(answer.collect().await.ok()?.to_bytes().into())
    }
}

/// A server that serves in the background.
#[derive(Debug)]
pub struct Server {
    addresses: Vec<SocketAddr>,
    tls: Arc<Tls>,
    end: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl Server {
    /// Starts a server.
    pub async fn start(config: Config) -> io::Result<Self> {
        let bound = Bound::new(&config).await?;
        let (addresses, tls) = (bound.addresses.clone(), bound.entrance.tls.clone());
        let (end, ended) = oneshot::channel();
        // A sender that is dropped ends the server, too.
        let task = tokio::spawn(bound.serve(async { drop(ended.await) }));
        Ok(Self { addresses, tls, end, task })
    }

    /// Where it listens; the first place, if there are more.
    pub fn address(&self) -> SocketAddr {
        self.addresses[0]
    }

    /// Where it listens, in the order of [`Config::listen`].
    pub fn addresses(&self) -> &[SocketAddr] {
        &self.addresses
    }

    /// What its clients are to trust over TLS, as PEM.
    pub async fn authority(&self) -> Result<String, IssueError> {
        self.tls.root().await
    }

    /// Ends it, when running requests have finished or [`GRACE`] is over.
    pub async fn stop(self) {
        // The receiver is gone only when the server has ended already.
        let _ = self.end.send(());
        let _ = self.task.await;
    }
}
