//! certmock: a mock server for the certificate APIs of Tencent Cloud (SSL, GAAP, CDN, CLB, `EdgeOne`, Live, VOD,
//! WAF, SCF, Tag, STS), Huawei Cloud (ELB, SCM, CDN, WAF, IAM), Qiniu (CDN) and Rainbond, for those who write
//! their clients.
//!
//! It refuses what the real services refuse, with their status, envelope, code and words.
//!
//! # In a Rust test
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use certmock::{Config, Server};
//! use serde_json::json;
//!
//! let server = Server::start(Config::default()).await?;
//! println!("point the client at http://{}", server.address());
//! let account = server.account("qiniu:a-key-of-this-test");
//! let rule = json!({ "when": { "operation": "qiniu.UploadCertificate" }, "then": { "error": "CertificateExpired" } });
//! account.arm(&rule).await?;
//! // Here the client does its work.
//! let requests = account.requests().await?;
//! assert!(requests.iter().all(|request| request["unread"].is_null()));
//! # Ok(()) }
//! ```
//!
//! [`Config`] has a server's settings; [`accounts`] and [`pace`] have what some of them are made of. [`Server`] has
//! what a test can ask of a running server, and [`Account`] what it can ask of one account. [`Bound`] is a server
//! that does not serve yet, and [`app`] has the routes alone, as an axum router.
//!
//! # The map
//!
//! Layers, from the top; a file uses only what stands below it, and a test holds that.
//!
//! | module | what it is for |
//! |---|---|
//! | `main.rs`, `commands` | arguments, logging, serving until the end |
//! | `lib.rs`, `internals` | the API and this map; what certmock's own tools use beside the API |
//! | `testing` | [`Server`]: one for a Rust test, and what the test asks of it |
//! | `bound` | [`Bound`]: a server put together, with its addresses; [`app`] |
//! | `config` | [`Config`]: its settings |
//! | `control` | `/_certmock/…`: what a test asks of certmock itself |
//! | `server` | the table → routes; the way of a request |
//! | `environment` | the variables that have unmodified clients ask certmock |
//! | `fixtures` | files: the accounts, states and rules that a server begins with |
//! | `rules` | "when this request comes, answer so" |
//! | `strays` | what connected and brought no request to answer |
//! | `journal` | what was asked and how it was answered |
//! | `reference` | the reference, printed from the table and from what the tests have shown |
//! | `providers` | the services: a folder each, with its table, types, errors and behaviour |
//! | `protocol` | the vendors' wires: who asks, what is said, how it is answered |
//! | `spec` | how a provider is declared |
//! | `store` | what each account holds |
//! | [`accounts`] | what an account is known by: a file for each vendor |
//! | `clock`, [`pace`] | what time it is for an account, and how long asynchronous work takes |
//! | `issue` | the mock's own certificate authority |
//! | `redact` | what of a request may be shown: no secret |
//! | `ids` | where ids come from |
//! | `hosts`, `file` | names of hosts, and files that are whole |
//! | `bell` | says that something has changed, to those who listen |
//! | `hint` | what helps in an error |
//! | `log` | lines that nobody waits for until they are written |
//! | `span`, `moment` | durations as people write them, and the moments that there are |
//! | `verbatim` | a text that is kept to be answered over and over |
//! | `json`, `glob` | JSON as types, and texts in which `*` stands for anything |
//! | `x509` | certificate, chain and key as parsed values, or the flaw |
//! | `pem` | PEM text → labelled blocks |
//! | `secret` | a value that is never shown |
//! | `shared` | what many objects have in common, kept once |
//!
//! # The words
//!
//! *Provider*: an emulated service. *Protocol*: its wire. *Operation*: one thing that a provider can
//! be asked. *Account*: who asks; all state hangs on one. *Flaw*: what is wrong with a certificate,
//! its chain or its key. *Refusal*: a provider's documented answer to it.

pub mod accounts;
mod bell;
mod bound;
mod clock;
mod config;
mod control;
mod environment;
mod file;
mod fixtures;
mod glob;
mod hint;
mod hosts;
mod ids;
#[doc(hidden)]
pub mod internals;
mod issue;
mod journal;
mod json;
mod log;
mod moment;
pub mod pace;
mod pem;
mod protocol;
mod providers;
mod redact;
mod reference;
mod rules;
mod secret;
mod server;
mod shared;
mod span;
mod spec;
mod store;
mod strays;
mod testing;
mod verbatim;
mod x509;

pub use crate::bound::{AskError, Bound, Inside, StartError, app};
pub use crate::clock::Clock;
pub use crate::config::{BODY_LIMIT, Config, PATIENCE};
pub use crate::fixtures::{FixtureError, Fixtures};
pub use crate::journal::Bounds;
pub use crate::secret::Secret;
pub use crate::server::GRACE;
pub use crate::span::Span;
pub use crate::spec::AuthMode;
pub use crate::store::MOST_MADE_UP;
pub use crate::testing::{Account, Server};
