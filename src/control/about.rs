//! What this server is: `/_certmock/about`; and the accounts that it has: `/_certmock/accounts`.

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

/// When the server began, and where it listens.
#[derive(Debug)]
pub(crate) struct Start {
    at: OffsetDateTime,
    since: Instant,
    addresses: Vec<SocketAddr>,
}

impl Start {
    /// Of a server that begins now.
    pub(crate) fn now(addresses: Vec<SocketAddr>) -> Self {
        Self { at: OffsetDateTime::now_utc(), since: Instant::now(), addresses }
    }

    /// When it began, as it is written; of two servers at one address it tells which one answers.
    pub(super) fn at(&self) -> String {
        self.at.format(&Rfc3339).unwrap_or_default()
    }
}

/// That it is there.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "Health")]
pub(super) struct Status {
    status: &'static str,
}

/// Says that it is there.
pub(super) async fn is_healthy() -> Json<Status> {
    Json(Status { status: "ok" })
}

/// Says that it answers.
pub(super) async fn is_ready() -> Json<Status> {
    Json(Status { status: "ready" })
}

/// What this server is, and how it was started.
#[derive(JsonSchema, Serialize)]
pub(super) struct About {
    version: &'static str,
    /// When it began; of two servers at one address it tells which one answers.
    #[schemars(extend("format" = "date-time"))]
    started: String,
    uptime_ms: u64,
    #[schemars(with = "Vec<String>")]
    addresses: Vec<SocketAddr>,
    /// How much is asked of credentials.
    auth: &'static str,
    /// Whether ids come out the same in every run.
    seed_fixed: bool,
    tls: Trust,
    /// The hosts that it answers for as a proxy and over TLS.
    answers_for: Vec<String>,
    services: Vec<Service>,
    journal: JournalShown,
}

/// What clients are to trust.
#[derive(JsonSchema, Serialize)]
struct Trust {
    /// Where its authority's certificate is.
    ca: &'static str,
}

/// How much the journal keeps at the most, and how much it keeps now.
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
    /// A command that asks it for something, without credentials: `--auth off` lets it pass. Null where
    /// every example needs a certificate put in first.
    curl: Option<String>,
}

impl Service {
    fn of(provider: &'static Provider, origin: &str) -> Self {
        let curl = provider.rows().iter().find_map(|row| reference::example(row, origin));
        Self { id: provider.id, title: provider.title, curl }
    }
}

/// Says which server this is, and how it was started.
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
    /// Whether a configuration or a fixture names it; others come with their first request.
    declared: bool,
    clock: Shown,
    /// How many requests it made since the start, and how many met no success.
    requests: u64,
    errors: u64,
    /// When it asked last, as far as the journal knows.
    #[serde(with = "time::serde::rfc3339::option")]
    #[schemars(with = "Option<String>", extend("format" = "date-time"))]
    last: Option<OffsetDateTime>,
}

/// Which accounts are wanted.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    /// So many of those that asked last; without it, all of them, by their names.
    latest: Option<usize>,
}

/// Shows the accounts that there are, by their names; or those that asked last, the latest first.
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
