//! Fixtures that are loaded while the server runs: `/_certmock/fixtures`.

use std::sync::Arc;

use axum::extract::State;
use axum::{Json, body};
use serde_json::{Value, json};

use super::Refused;
use crate::fixtures::{FixtureError, Fixtures, Ground, Source};
use crate::server::Desk;

/// Loads a fixture: what it says takes the place of what is there of the same name. All of it, or
/// nothing.
pub(super) async fn load(
    State(desk): State<Arc<Desk>>,
    body: body::Bytes,
) -> Result<Json<Value>, Refused> {
    // It may have keys made, which takes long.
    let loaded = tokio::task::spawn_blocking(move || read_and_load(&desk, &body)).await;
    let accounts = loaded
        .map_err(|_| Refused::panicked())?
        .map_err(|error| Refused::request(error.to_string()))?;
    Ok(Json(json!({ "loaded": true, "accounts": accounts })))
}

fn read_and_load(desk: &Desk, body: &[u8]) -> Result<Vec<String>, FixtureError> {
    let source = Source::from_request(body.to_vec())?;
    let world = desk.store.world();
    let ground = Ground {
        seed: world.seed.clone(),
        seed_is_fixed: desk.seed_is_fixed,
        clock: world.clock,
        accounts: world.directory.declared(),
    };
    let fixtures = Fixtures::read(&[source], &ground)?;
    fixtures.load(&desk.store, &desk.rules);
    Ok(fixtures.accounts().iter().map(|account| account.name.clone()).collect())
}
