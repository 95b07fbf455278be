//! Loads fixtures while the server runs: `/_certmock/fixtures`.

use std::borrow::Cow;
use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::{Json, body};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use super::query::Query;
use super::{Narrowed, Refused};
use crate::fixtures::{Defaults, FixtureError, Fixtures, Source, shipped};
use crate::server::{App, apart};

/// A shipped fixture.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "ShippedFixture")]
pub(super) struct Shipped {
    name: String,
    /// The first line of the fixture, which says what it shows.
    title: Option<String>,
}

/// Lists the shipped fixtures.
pub(super) async fn list() -> Json<Vec<Shipped>> {
    let title = |text: &str| {
        let first = text.lines().next().and_then(|line| line.strip_prefix('#'));
        first.map(|line| line.trim().to_owned())
    };
    let show = |(name, text): (String, &str)| Shipped { name, title: title(text) };
    Json(shipped().into_iter().map(show).collect())
}

/// The shipped fixtures to load.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Named {
    /// The names of shipped fixtures, separated by commas; without it, the body is the fixture.
    name: Option<String>,
}

/// Describes a fixture as the body of a request.
pub(super) struct Posted;

impl JsonSchema for Posted {
    fn schema_name() -> Cow<'static, str> {
        "Fixture".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A fixture; `certmock schema` prints its schema.",
            "type": "object",
            "properties": { "certmock": { "const": 1 } },
            "required": ["certmock"],
        })
    }
}

/// The loaded fixtures.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "LoadedFixtures")]
pub(super) struct Loaded {
    loaded: bool,
    /// The names of the accounts that the fixtures declare.
    accounts: Vec<String>,
}

/// Loads a fixture, or the shipped fixtures of `?name=a,b`. Accounts, states and rules replace those of the
/// same name. Loads everything or nothing.
pub(super) async fn load(
    State(app): State<Arc<App>>,
    Query(Named { name }): Query<Named>,
    body: body::Bytes,
) -> Result<Json<Loaded>, Refused> {
    let sources = match name {
        Some(_) if !body.is_empty() => {
            let error = "send a fixture as the body or write `name`, not both";
            return Err(Refused::request(error));
        }
        // A request cannot name files of this machine.
        Some(names) => names.split(',').map(Source::of_shipped).collect(),
        None => Source::from_request(body.to_vec()).map(|source| vec![source]),
    };
    let sources = sources.map_err(|error| Refused::request(error.to_string()))?;
    // It may generate keys, which takes long.
    let loaded = apart(move || read_and_load(&app, &sources)).await;
    let accounts = loaded.map_err(|error| Refused::request(error.to_string()))?;
    Ok(Json(Loaded { loaded: true, accounts }))
}

/// Undoes the fixtures that were loaded since the start, or what they did to `?account=`: the accounts that
/// they declared or gave a state return to the start, and so do rules, paces, clock and seed. Other accounts,
/// rules from `/_certmock/rules` and the journal stay.
pub(super) async fn forget(
    State(app): State<Arc<App>>,
    Query(narrowed): Query<Narrowed>,
) -> Result<StatusCode, Refused> {
    let account = narrowed.to_somebody()?;
    app.store.forget_posted(account);
    app.rules.forget_posted(account);
    Ok(StatusCode::NO_CONTENT)
}

fn read_and_load(app: &App, sources: &[Source]) -> Result<Vec<String>, FixtureError> {
    let settings = app.store.settings();
    let defaults = Defaults {
        providers: app.providers,
        seed: settings.seed.clone(),
        seed_is_fixed: app.seed_is_fixed,
        clock: settings.clock,
        accounts: settings.directory.declared(),
    };
    let fixtures = Fixtures::read(sources, &defaults)?;
    fixtures.load(&app.store, &app.rules)?;
    Ok(fixtures.accounts().iter().map(|account| account.name.clone()).collect())
}
