//! Fixtures that are loaded while the server runs: `/_certmock/fixtures`.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::{Json, body};
use serde_json::{Value, json};

use super::query::Query;
use super::{Narrowed, Refused};
use crate::fixtures::{Defaults, FixtureError, Fixtures, Source};
use crate::server::{App, apart};

/// Loads a fixture: what it says takes the place of what is there of the same name. All of it, or
/// nothing.
pub(super) async fn load(
    State(app): State<Arc<App>>,
    body: body::Bytes,
) -> Result<Json<Value>, Refused> {
    // It may have keys made, which takes long.
    let loaded = apart(move || read_and_load(&app, &body)).await;
    let accounts = loaded.map_err(|error| Refused::request(error.to_string()))?;
    Ok(Json(json!({ "loaded": true, "accounts": accounts })))
}

/// Takes back what fixtures have said since the start, or what they have said of `?account=`: the
/// accounts that they declared or gave a state begin again as at the start, and their rules, paces,
/// clock and seed are those of the start. What requests made of other accounts stays, as do rules that
/// came by themselves and the journal.
pub(super) async fn forget(
    State(app): State<Arc<App>>,
    Query(narrowed): Query<Narrowed>,
) -> Result<StatusCode, Refused> {
    let account = narrowed.to_somebody()?;
    app.store.forget_posted(account);
    app.rules.forget_posted(account);
    Ok(StatusCode::NO_CONTENT)
}

fn read_and_load(app: &App, body: &[u8]) -> Result<Vec<String>, FixtureError> {
    let source = Source::from_request(body.to_vec())?;
    let settings = app.store.settings();
    let defaults = Defaults {
        providers: app.providers,
        seed: settings.seed.clone(),
        seed_is_fixed: app.seed_is_fixed,
        clock: settings.clock,
        accounts: settings.directory.declared(),
    };
    let fixtures = Fixtures::read(&[source], &defaults)?;
    fixtures.load(&app.store, &app.rules)?;
    Ok(fixtures.accounts().iter().map(|account| account.name.clone()).collect())
}
