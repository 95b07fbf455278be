//! What this server is: `/_certmock/about`; and the accounts that it has: `/_certmock/accounts`.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Instant;

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use serde_json::{Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::clock::Shown;
use super::own::Own;
use crate::server::App;

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

/// Says which server this is, and how it was started.
pub(super) async fn show(State((app, own)): State<(Arc<App>, Own)>) -> Json<Value> {
    let Start { since, addresses, .. } = &*own.start;
    let (size, most) = (app.journal.size(), app.journal.bounds());
    Json(json!({
        "version": env!("CARGO_PKG_VERSION"),
        "started": own.start.at(),
        "uptime_ms": u64::try_from(since.elapsed().as_millis()).unwrap_or(u64::MAX),
        "addresses": addresses,
        "auth": app.mode.name(),
        "seed_fixed": app.seed_is_fixed,
        "tls": { "ca": "/_certmock/ca.pem" },
        "answers_for": own.proxy.answers_for(),
        "journal": {
            "entries": most.entries, "bytes": most.bytes,
            "kept": { "entries": size.entries, "bytes": size.bytes },
        },
    }))
}

/// An account, in brief.
#[derive(Serialize)]
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
    last: Option<OffsetDateTime>,
}

/// Shows the accounts that there are, by their names.
pub(super) async fn show_accounts(State(app): State<Arc<App>>) -> Json<Vec<AccountShown>> {
    let directory = &app.store.settings().directory;
    let (mut met, last) = (app.journal.counts(), app.journal.last());
    let mut names = app.store.names();
    names.sort_unstable();
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
    Json(names.into_iter().map(show).collect())
}
