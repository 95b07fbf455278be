//! Builds a server from its settings and binds its addresses.

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
use crate::server::{self, App, End, Entrance, Names, Proxy, Threads, Tls, Vendors};
use crate::store::Store;

/// The routes of every provider and of the control API, without TLS and without the proxy.
pub fn app(config: &Config) -> Router {
    let names = Names::new(config.providers, &config.answer_for, Vec::new());
    let bell = Bell::default();
    let own = Own {
        proxy: Arc::new(Proxy::new(names.clone(), bell.clone())),
        tls: Arc::new(Tls::new(names)),
        start: Arc::new(Start::now(Vec::new())),
        bell: bell.clone(),
    };
    routes(config, &End::default(), own, Arc::new(Rules::new(bell))).0
}

/// The proxy alone: the answer to a request that opens a tunnel or names another host; none if the routes
/// answer.
pub fn proxy(config: &Config) -> impl Fn(&Request<Body>) -> Option<Response> + use<> {
    let names = Names::new(config.providers, &config.answer_for, Vec::new());
    let proxy = Proxy::new(names, Bell::default());
    move |request| proxy.answer(request)
}

/// The routes, with the signal that the server ends; and those of the providers alone.
fn routes(config: &Config, end: &End, own: Own, rules: Arc<Rules>) -> (Router, Vendors) {
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
    let vendors = Vendors::new(app.clone());
    (control::routes(app, own, hosts, config.page).merge(vendors.routes()), vendors)
}

/// A server that listens but does not serve yet.
#[derive(Debug)]
pub struct Bound {
    listeners: Vec<TcpListener>,
    addresses: Vec<SocketAddr>,
    threads: Threads,
    entrance: Entrance,
}

/// Why a server cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The settings have no address.
    #[error("there is no address to listen on")]
    Nowhere,
    /// The server cannot listen on an address.
    #[error("cannot listen on {address}: {error}")]
    Address {
        /// The address.
        address: SocketAddr,
        /// Why.
        error: io::Error,
    },
    /// The server cannot start its threads.
    #[error("cannot start threads: {0}")]
    Threads(io::Error),
    /// The folder has no usable certificate authority.
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
        let (router, vendors) = routes(config, &end, own, rules.clone());
        let patience = config.patience.to_std();
        let entrance = Entrance { vendors, router, proxy, tls, rules, end, patience };
        Ok(Self { listeners, addresses, threads, entrance })
    }

    /// The address that it listens on; the first one, if there are several.
    pub fn address(&self) -> SocketAddr {
        self.addresses[0]
    }

    /// The addresses that it listens on, in the order of [`Config::listen`].
    pub fn addresses(&self) -> &[SocketAddr] {
        &self.addresses
    }

    /// The certificate that clients have to trust over TLS, as PEM.
    pub async fn authority(&self) -> Result<String, AskError> {
        self.inside().authority().await
    }

    /// A handle that sends requests to the server without a connection.
    pub fn inside(&self) -> Inside {
        Inside(self.entrance.router.clone())
    }

    /// Serves on its own threads until `told` completes, then lets running requests finish within
    /// [`GRACE`](server::GRACE).
    pub fn serve(self, told: impl Future<Output = ()> + Send + 'static) -> JoinHandle<()> {
        let Self { listeners, threads, entrance, .. } = self;
        threads.first().spawn(server::serve(listeners, threads, entrance, told))
    }
}

/// Sends requests to a server without a connection.
#[derive(Clone, Debug)]
pub struct Inside(Router);

/// A refusal of the control API.
#[derive(Debug, thiserror::Error)]
#[error("certmock refused the request with the status {status}: {words}")]
pub struct AskError {
    /// The status of the answer (RFC 9110).
    pub status: u16,
    /// The message of the control API.
    pub words: String,
}

impl Inside {
    /// The body of the answer to a GET request for a path under `/_certmock`.
    pub async fn get(&self, path: &str) -> Result<Vec<u8>, AskError> {
        self.ask(Method::GET, path, None).await
    }

    /// The certificate that clients have to trust over TLS, as PEM.
    pub(crate) async fn authority(&self) -> Result<String, AskError> {
        let root = self.get("/_certmock/ca.pem").await?;
        Ok(String::from_utf8_lossy(&root).into_owned())
    }

    /// The body of the answer to a request for a path under `/_certmock`, with or without a JSON body.
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
        Err(refused(status.as_u16(), words.unwrap_or("the answer has no message").to_owned()))
    }
}
