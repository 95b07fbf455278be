//! A server put together, from its settings to its addresses.

use std::error::Error;
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Once};

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, header};
use axum::response::Response;
use http_body_util::BodyExt as _;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tower::ServiceExt as _;

use crate::accounts::Directory;
use crate::bell::Bell;
use crate::config::Config;
use crate::control::{self, Hosts, Own, Start};
use crate::ids::Seed;
use crate::journal::Journal;
use crate::rules::Rules;
use crate::server::{self, App, End, Entrance, Names, Proxy, Threads, Tls};
use crate::store::Store;

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
    Authority(Box<dyn Error + Send + Sync>),
}

impl From<StartError> for io::Error {
    fn from(error: StartError) -> Self {
        Self::other(error)
    }
}

impl Bound {
    /// Binds the addresses.
    pub async fn new(config: &Config) -> Result<Self, StartError> {
        let threads = Threads::start().map_err(StartError::Threads)?;
        let mut listeners = Vec::new();
        let mut addresses = Vec::new();
        for &address in &config.listen {
            let failed = |error| StartError::Address { address, error };
            let bound = threads.first().spawn(TcpListener::bind(address)).await;
            let listener =
                bound.map_err(io::Error::other).and_then(|bound| bound).map_err(failed)?;
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
            Some(folder) => {
                let kept = Tls::kept_in(names, folder);
                kept.map_err(|error| StartError::Authority(error.into()))?
            }
            None => Tls::new(names),
        });
        let end = End::default();
        let start = Arc::new(Start::now(addresses.clone()));
        let rules = Arc::new(Rules::new(bell.clone()));
        let own = Own { proxy: proxy.clone(), tls: tls.clone(), start, bell };
        let router = routes(config, &end, own, rules.clone());
        let patience = config.patience.to_std();
        let entrance = Entrance { router, proxy, tls, rules, end, patience };
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
    pub async fn authority(&self) -> Result<String, AskError> {
        self.inside().authority().await
    }

    /// Asks it what a client could ask, on no connection.
    pub fn inside(&self) -> Inside {
        Inside(self.entrance.router.clone())
    }

    /// Serves on threads of its own until `told` to end, then lets running requests finish for as long as
    /// [`GRACE`](server::GRACE) lasts.
    pub fn serve(self, told: impl Future<Output = ()> + Send + 'static) -> JoinHandle<()> {
        let Self { listeners, threads, entrance, .. } = self;
        threads.first().spawn(server::serve(listeners, threads, entrance, told))
    }
}

/// A way to ask a server that needs no connection.
#[derive(Clone, Debug)]
pub struct Inside(Router);

/// Why a server did not do what it was asked.
#[derive(Debug, thiserror::Error)]
#[error("certmock refused it with the status {status}: {words}")]
pub struct AskError {
    /// The status of the answer (RFC 9110).
    pub status: u16,
    /// What is wrong.
    pub words: String,
}

impl Inside {
    /// What a path of `/_certmock` shows.
    pub async fn get(&self, path: &str) -> Result<Vec<u8>, AskError> {
        self.ask(Method::GET, path, None).await
    }

    /// What its clients are to trust over TLS, as PEM.
    pub(crate) async fn authority(&self) -> Result<String, AskError> {
        let root = self.get("/_certmock/ca.pem").await?;
        Ok(String::from_utf8_lossy(&root).into_owned())
    }

    /// What a path of `/_certmock` answers to that JSON, or to none.
    pub(crate) async fn ask(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
    ) -> Result<Vec<u8>, AskError> {
        let request = Request::builder().method(method).uri(path).header(header::HOST, "localhost");
        let body = body.map_or_else(Body::empty, |body| body.to_string().into());
        let request = request.header(header::CONTENT_TYPE, "application/json").body(body);
        let refused = |status, words| AskError { status, words };
        let request = request.map_err(|error| refused(400, error.to_string()))?;
        let Ok(answer) = self.0.clone().oneshot(request).await;
        let status = answer.status();
        let read = answer.into_body().collect().await;
        let read = read.map_err(|error| refused(status.as_u16(), error.to_string()))?.to_bytes();
        if status.is_success() {
            return Ok(read.into());
        }
        let words: Option<Value> = serde_json::from_slice(&read).ok();
        let words = words.as_ref().and_then(|words| words["error"].as_str());
        Err(refused(status.as_u16(), words.unwrap_or("it says no more").to_owned()))
    }
}
