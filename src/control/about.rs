//! A description of this server: `/_certmock/about`; and its accounts: `/_certmock/accounts`.

use std::cmp::Reverse;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Instant;

use axum::Json;
use axum::extract::State;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::Origin;
use super::clock::Shown;
use super::own::Own;
use super::query::Query;
use crate::journal::Bounds;
use crate::reference;
use crate::server::{App, apart};
use crate::spec::Provider;

/// When the server started, and where it listens.
#[derive(Debug)]
pub(crate) struct Start {
    at: OffsetDateTime,
    since: Instant,
    addresses: Vec<SocketAddr>,
}

impl Start {
    /// For a server that starts now.
    pub(crate) fn now(addresses: Vec<SocketAddr>) -> Self {
        Self { at: OffsetDateTime::now_utc(), since: Instant::now(), addresses }
    }

    /// When the server started, in RFC 3339; it distinguishes two servers at one address.
    pub(super) fn at(&self) -> String {
        self.at.format(&Rfc3339).unwrap_or_default()
    }
}

/// Whether the server is up.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "Health")]
pub(super) struct Status {
    status: &'static str,
}

/// Says that the server is up.
pub(super) async fn is_healthy() -> Json<Status> {
    Json(Status { status: "ok" })
}

/// Says that the server is ready for requests.
pub(super) async fn is_ready() -> Json<Status> {
    Json(Status { status: "ready" })
}

/// A description of this server and of how it was started.
#[derive(JsonSchema, Serialize)]
pub(super) struct About {
    version: &'static str,
    /// When the server started; it distinguishes two servers at one address.
    #[schemars(extend("format" = "date-time"))]
    started: String,
    uptime_ms: u64,
    #[schemars(with = "Vec<String>")]
    addresses: Vec<SocketAddr>,
    /// How credentials are checked: `known`, `strict` or `off`.
    auth: &'static str,
    /// Whether generated ids are the same in every run.
    seed_fixed: bool,
    tls: Trust,
    /// The hosts that the server answers for as a proxy and over TLS.
    answers_for: Vec<String>,
    services: Vec<Service>,
    journal: JournalShown,
}

/// The certificate that clients have to trust.
#[derive(JsonSchema, Serialize)]
struct Trust {
    /// The path of the authority's certificate.
    ca: &'static str,
}

/// The limits of the journal, and its present size.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "Journal")]
struct JournalShown {
    #[serde(flatten)]
    most: Bounds,
    kept: Bounds,
}

/// A service that is emulated.
#[derive(JsonSchema, Serialize)]
struct Service {
    id: &'static str,
    title: &'static str,
    /// An example command without credentials, which `--auth off` accepts. Null if every example needs a
    /// certificate to be inserted first.
    curl: Option<String>,
}

impl Service {
    fn of(provider: &'static Provider, origin: &str) -> Self {
        let curl = provider.rows().iter().find_map(|row| reference::example(row, origin));
        Self { id: provider.id, title: provider.title, curl }
    }
}

/// Describes this server and how it was started.
pub(super) async fn show(
    State(app): State<Arc<App>>,
    State(own): State<Own>,
    Origin(origin): Origin,
) -> Json<About> {
    let Start { since, addresses, .. } = &*own.start;
    Json(About {
        version: env!("CARGO_PKG_VERSION"),
        started: own.start.at(),
        uptime_ms: u64::try_from(since.elapsed().as_millis()).unwrap_or(u64::MAX),
        addresses: addresses.clone(),
        auth: app.mode.name(),
        seed_fixed: app.seed_is_fixed,
        tls: Trust { ca: "/_certmock/ca.pem" },
        answers_for: own.proxy.answers_for().into_iter().map(str::to_owned).collect(),
        services: app.providers.iter().map(|provider| Service::of(provider, &origin)).collect(),
        journal: JournalShown { most: app.journal.bounds(), kept: app.journal.size() },
    })
}

/// An account, in brief.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "Account")]
pub(super) struct AccountShown {
    name: String,
    /// Whether a configuration or a fixture declares it; other accounts exist from their first request on.
    declared: bool,
    clock: Shown,
    /// How many requests it sent since the start.
    requests: u64,
    /// How many of these requests did not succeed.
    errors: u64,
    /// When it sent its last request, as far as the journal knows.
    #[serde(with = "time::serde::rfc3339::option")]
    #[schemars(with = "Option<String>", extend("format" = "date-time"))]
    last: Option<OffsetDateTime>,
}

/// Which accounts to list.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    /// How many accounts to list, those with the latest requests; without it, all accounts by name.
    latest: Option<usize>,
}

/// Lists all accounts by name, or those with the latest requests, latest first.
pub(super) async fn show_accounts(
    State(app): State<Arc<App>>,
    Query(wanted): Query<Wanted>,
) -> Json<Vec<AccountShown>> {
    // There may be thousands of them.
    Json(apart(move || list_accounts(&app, &wanted)).await)
}

fn list_accounts(app: &App, wanted: &Wanted) -> Vec<AccountShown> {
    let settings = app.store.settings();
    let directory = &settings.directory;
    let (mut met, last) = (app.journal.counts(), app.journal.last());
    let mut names = app.store.names();
    names.sort_unstable();
    if let Some(most) = wanted.latest {
        names.retain(|name| last.contains_key(name));
        names.sort_by_key(|name| Reverse(last.get(name)));
        names.truncate(most);
    }
    let show = |name: String| {
        let (requests, errors) = met.remove(&name).unwrap_or_default();
        AccountShown {
            declared: directory.find(&name).is_some(),
            clock: Shown::of(app.store.clock(&name)),
            requests,
            errors,
            last: last.get(&name).copied(),
            name,
        }
    };
    names.into_iter().map(show).collect()
}
