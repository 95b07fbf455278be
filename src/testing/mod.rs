//! A server for Rust tests, and its control API without a connection.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use axum::http::Method;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::bound::{AskError, Bound, Inside};
use crate::config::Config;

/// A server that runs in the background, on its own threads, and stops when it is dropped.
///
/// Rules, fixtures and entries of the journal are the JSON of the control API.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use certmock::{Config, Server};
///
/// let server = Server::start(Config::default()).await?;
/// println!("point the client at http://{}", server.address());
/// println!("over TLS, have it trust {}", server.authority().await?);
/// server.stop().await;
/// # Ok(()) }
/// ```
#[derive(Debug)]
pub struct Server {
    addresses: Vec<SocketAddr>,
    inside: Inside,
    end: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl Server {
    /// Starts a server.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use certmock::{Config, Server};
    /// let mut config = Config::default();
    /// config.read_fixtures(&["expiring-soon".to_owned()])?;
    /// let server = Server::start(config).await?;
    /// assert_ne!(server.address().port(), 0);
    /// # Ok(()) }
    /// ```
    pub async fn start(config: Config) -> io::Result<Self> {
        let bound = Bound::new(&config).await?;
        let (addresses, inside) = (bound.addresses().to_vec(), bound.inside());
        let (end, ended) = oneshot::channel();
        // A sender that is dropped ends the server, too.
        let task = bound.serve(async { drop(ended.await) });
        Ok(Self { addresses, inside, end, task })
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
        self.inside.authority().await
    }

    /// One account, by its name in the control API: for a made-up key `qiniu:KEY`, `tencent:SECRET_ID`,
    /// `huawei:PROJECT` or `rainbond:…`; for a declared account its own name.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use certmock::{Config, Server};
    /// let server = Server::start(Config::default()).await?;
    /// let account = server.account("qiniu:a-key-of-this-test");
    /// account.advance("60d").await?;
    /// assert!(account.requests().await?.is_empty());
    /// # Ok(()) }
    /// ```
    pub fn account(&self, name: &str) -> Account<'_> {
        let name = utf8_percent_encode(name, NON_ALPHANUMERIC);
        Account { inside: &self.inside, query: format!("account={name}&") }
    }

    /// All accounts together.
    fn everyone(&self) -> Account<'_> {
        Account { inside: &self.inside, query: String::new() }
    }

    /// Arms a rule for all accounts: see [`Account::arm`].
    ///
    /// ```
    #[doc = include_str!("client.txt")]
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use certmock::{Config, Server};
    /// # use serde_json::json;
    /// let server = Server::start(Config::default()).await?;
    /// let rule = json!({ "when": { "operation": "qiniu.*" }, "then": { "error": "TooManyRequests" } });
    /// server.arm(&rule).await?;
    /// for key in ["a-key", "another"] {
    ///     assert_eq!(list_at_qiniu(&server, key)?, 403);
    /// }
    /// # Ok(()) }
    /// ```
    pub async fn arm(&self, rule: &Value) -> Result<(), AskError> {
        self.everyone().arm(rule).await
    }

    /// The requests of all accounts, and those without an account: see [`Account::requests`].
    ///
    /// ```
    #[doc = include_str!("client.txt")]
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use certmock::{Config, Server};
    /// let server = Server::start(Config::default()).await?;
    /// list_at_qiniu(&server, "a-key")?;
    /// list_at_qiniu(&server, "another")?;
    /// let requests = server.requests().await?;
    /// assert_eq!(requests[0]["account"], "qiniu:a-key");
    /// assert_eq!(requests[1]["account"], "qiniu:another");
    /// # Ok(()) }
    /// ```
    pub async fn requests(&self) -> Result<Vec<Value>, AskError> {
        self.everyone().requests().await
    }

    /// Waits for requests of any account: see [`Account::wait`].
    ///
    /// ```
    #[doc = include_str!("client.txt")]
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use std::time::Duration;
    /// # use certmock::{Config, Server};
    /// let server = Server::start(Config::default()).await?;
    /// list_at_qiniu(&server, "a-key")?;
    /// let requests = server.wait("qiniu.ListCertificates", 1, Duration::from_secs(5)).await?;
    /// assert_eq!(requests[0]["status"], 200);
    /// # Ok(()) }
    /// ```
    pub async fn wait(
        &self,
        operation: &str,
        count: usize,
        timeout: Duration,
    ) -> Result<Vec<Value>, AskError> {
        self.everyone().wait(operation, count, timeout).await
    }

    /// Moves all clocks forward: see [`Account::advance`].
    pub async fn advance(&self, by: &str) -> Result<(), AskError> {
        self.everyone().advance(by).await
    }

    /// Returns everything to the start of the server.
    ///
    /// ```
    #[doc = include_str!("client.txt")]
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use certmock::{Config, Server};
    /// # use serde_json::json;
    /// let server = Server::start(Config::default()).await?;
    /// let rule = json!({ "when": { "operation": "qiniu.*" }, "then": { "error": "TooManyRequests" } });
    /// server.arm(&rule).await?;
    /// server.reset().await?;
    /// assert_eq!(list_at_qiniu(&server, "a-key")?, 200);
    /// # Ok(()) }
    /// ```
    pub async fn reset(&self) -> Result<(), AskError> {
        self.everyone().reset().await
    }

    /// Stops the server when running requests have finished, or after [`crate::GRACE`].
    pub async fn stop(self) {
        // The receiver is gone only when the server has ended already.
        let _ = self.end.send(());
        let _ = self.task.await;
    }
}

/// An account of a server, as a test sees it.
#[derive(Debug)]
pub struct Account<'a> {
    inside: &'a Inside,
    /// The query that narrows a request to this account, before other pairs.
    query: String,
}

/// The entries of a journal.
#[derive(Deserialize)]
struct Listed {
    requests: Vec<Value>,
}

impl Account<'_> {
    async fn ask(
        &self,
        method: Method,
        path: &str,
        more: &str,
        body: Option<&Value>,
    ) -> Result<Vec<u8>, AskError> {
        let path = format!("/_certmock/{path}?{}{more}", self.query);
        self.inside.ask(method, path.trim_end_matches(['?', '&']), body).await
    }

    async fn list(&self, path: &str, more: &str) -> Result<Vec<Value>, AskError> {
        let answer = self.ask(Method::GET, path, more, None).await?;
        let listed: Result<Listed, _> = serde_json::from_slice(&answer);
        let wrong = |error: serde_json::Error| AskError { status: 200, words: error.to_string() };
        Ok(listed.map_err(wrong)?.requests)
    }

    /// Arms a rule for this account, in the JSON of `POST /_certmock/rules`.
    ///
    /// ```
    #[doc = include_str!("client.txt")]
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use certmock::{Config, Server};
    /// # use serde_json::json;
    /// let server = Server::start(Config::default()).await?;
    /// let account = server.account("qiniu:a-key");
    /// let rule = json!({ "when": { "operation": "qiniu.*" }, "then": { "error": "TooManyRequests" } });
    /// account.arm(&rule).await?;
    /// assert_eq!(list_at_qiniu(&server, "a-key")?, 403);
    /// assert_eq!(list_at_qiniu(&server, "another")?, 200);
    /// # Ok(()) }
    /// ```
    pub async fn arm(&self, rule: &Value) -> Result<(), AskError> {
        self.ask(Method::POST, "rules", "", Some(rule)).await.map(drop)
    }

    /// The account's requests, oldest first: each decoded, with its answer and without secrets.
    ///
    /// ```
    #[doc = include_str!("client.txt")]
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use certmock::{Config, Server};
    /// let server = Server::start(Config::default()).await?;
    /// let account = server.account("qiniu:a-key");
    /// list_at_qiniu(&server, "a-key")?;
    /// list_at_qiniu(&server, "another")?;
    /// let requests = account.requests().await?;
    /// assert_eq!(requests.len(), 1);
    /// assert_eq!(requests[0]["operation"], "ListCertificates");
    /// # Ok(()) }
    /// ```
    pub async fn requests(&self) -> Result<Vec<Value>, AskError> {
        self.list("requests", &format!("limit={}", usize::MAX)).await
    }

    /// Waits until the account has sent `count` requests to an operation, such as `qiniu.UploadCertificate` or
    /// `qiniu.*`, and returns them. An error if they do not arrive in time, or if no provider has the operation.
    ///
    /// ```
    #[doc = include_str!("client.txt")]
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use std::time::Duration;
    /// # use certmock::{Config, Server};
    /// let server = Server::start(Config::default()).await?;
    /// let account = server.account("qiniu:a-key");
    /// list_at_qiniu(&server, "another")?;
    /// let missed = account.wait("qiniu.*", 1, Duration::from_millis(10)).await;
    /// assert_eq!(missed.unwrap_err().status, 408);
    /// list_at_qiniu(&server, "a-key")?;
    /// assert_eq!(account.wait("qiniu.*", 1, Duration::from_secs(5)).await?.len(), 1);
    /// # Ok(()) }
    /// ```
    pub async fn wait(
        &self,
        operation: &str,
        count: usize,
        timeout: Duration,
    ) -> Result<Vec<Value>, AskError> {
        let operation = utf8_percent_encode(operation, NON_ALPHANUMERIC);
        let timeout = timeout.as_millis();
        let more = format!("operation={operation}&count={count}&timeout={timeout}ms");
        self.list("requests/wait", &more).await
    }

    /// Moves the account's clock forward by a duration such as `60d` or `12h`.
    pub async fn advance(&self, by: &str) -> Result<(), AskError> {
        let by = json!({ "by": by });
        self.ask(Method::POST, "clock/advance", "", Some(&by)).await.map(drop)
    }

    /// Returns the account to the start of the server.
    ///
    /// ```
    #[doc = include_str!("client.txt")]
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use certmock::{Config, Server};
    /// let server = Server::start(Config::default()).await?;
    /// let account = server.account("qiniu:a-key");
    /// list_at_qiniu(&server, "a-key")?;
    /// list_at_qiniu(&server, "another")?;
    /// account.reset().await?;
    /// assert!(account.requests().await?.is_empty());
    /// assert_eq!(server.requests().await?.len(), 1);
    /// # Ok(()) }
    /// ```
    pub async fn reset(&self) -> Result<(), AskError> {
        self.ask(Method::POST, "reset", "", None).await.map(drop)
    }
}
