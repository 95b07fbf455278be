//! Fixtures that are loaded while the server runs: `/_certmock/fixtures`.

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

/// A fixture that is shipped.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "ShippedFixture")]
pub(super) struct Shipped {
    name: String,
    /// What the first line of its text says.
    title: Option<String>,
}

/// Lists the fixtures that are shipped.
pub(super) async fn list() -> Json<Vec<Shipped>> {
    let title = |text: &str| {
        let first = text.lines().next().and_then(|line| line.strip_prefix('#'));
        first.map(|line| line.trim().to_owned())
    };
    let show = |(name, text): (String, &str)| Shipped { name, title: title(text) };
    Json(shipped().into_iter().map(show).collect())
}

/// The fixtures that are named, of those that are shipped.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Named {
    /// Their names, with commas between them; without any, the fixture is the body.
    name: Option<String>,
}

/// Stands for a fixture in the description of a body.
pub(super) struct Posted;

impl JsonSchema for Posted {
    fn schema_name() -> Cow<'static, str> {
        "Fixture".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A fixture, whose schema `certmock schema` prints.",
            "type": "object",
            "properties": { "certmock": { "const": 1 } },
            "required": ["certmock"],
        })
    }
}

/// What was loaded.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "LoadedFixtures")]
pub(super) struct Loaded {
    loaded: bool,
    /// The accounts that were declared or given something.
    accounts: Vec<String>,
}

/// Loads a fixture, or those that `?name=a,b` names: what they say takes the place of what is there of the
/// same name. All of it, or nothing.
pub(super) async fn load(
    State(app): State<Arc<App>>,
    Query(Named { name }): Query<Named>,
    body: body::Bytes,
) -> Result<Json<Loaded>, Refused> {
    let sources = match name {
        Some(_) if !body.is_empty() => {
            let error = "a request has a fixture as its body or names some, not both";
            return Err(Refused::request(error));
        }
        // The files of the machine are nobody's to name.
        Some(names) => names.split(',').map(Source::of_shipped).collect(),
        None => Source::from_request(body.to_vec()).map(|source| vec![source]),
    };
    let sources = sources.map_err(|error| Refused::request(error.to_string()))?;
    // It may have keys made, which takes long.
    let loaded = apart(move || read_and_load(&app, &sources)).await;
    let accounts = loaded.map_err(|error| Refused::request(error.to_string()))?;
    Ok(Json(Loaded { loaded: true, accounts }))
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
