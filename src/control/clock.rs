//! The clocks of accounts: `/_certmock/clock`.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::State;
use axum::{Json, body};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::query::Query;
use super::{Narrowed, Refused, parse};
use crate::accounts::LONGEST_NAME;
use crate::clock::{Clock, ClockSetting};
use crate::moment::NoMoment;
use crate::server::App;
use crate::span::Span;

/// A clock.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "Clock")]
pub(super) struct Shown {
    /// The present time of the clock.
    #[serde(with = "time::serde::rfc3339")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    now: OffsetDateTime,
    #[serde(flatten)]
    setting: ClockSetting,
}

impl Shown {
    pub(super) fn of(clock: Clock) -> Self {
        Self { now: clock.now(), setting: clock.into() }
    }
}

/// The clocks of accounts.
#[derive(JsonSchema, Serialize)]
pub(super) struct Clocks {
    /// The clock of a new account, or of the named one.
    #[serde(flatten)]
    clock: Shown,
    /// The clocks of the existing accounts, by name.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    accounts: BTreeMap<String, Shown>,
}

/// Shows the clock of new accounts and the clocks of all accounts, or the clock of `?account=`.
pub(super) async fn show(
    State(app): State<Arc<App>>,
    Query(narrowed): Query<Narrowed>,
) -> Json<Clocks> {
    Json(clocks(&app, narrowed.account.as_deref()))
}

fn clocks(app: &App, account: Option<&str>) -> Clocks {
    let store = &app.store;
    match account {
        Some(name) => Clocks { clock: Shown::of(store.clock(name)), accounts: BTreeMap::new() },
        None => Clocks {
            clock: Shown::of(store.settings().clock),
            accounts: store
                .names()
                .into_iter()
                .map(|name| (name.clone(), Shown::of(store.clock(&name))))
                .collect(),
        },
    }
}

/// Sets the clocks of all accounts, or the clock of `?account=`.
pub(super) async fn set(
    State(app): State<Arc<App>>,
    Query(narrowed): Query<Narrowed>,
    body: body::Bytes,
) -> Result<Json<Clocks>, Refused> {
    let clock = Clock::try_from(parse::<ClockSetting>(&body)?).map_err(Refused::request)?;
    turn(&app, narrowed.account.as_deref(), |_| Ok(clock))
}

/// How far to advance a clock.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Advance {
    /// How far the clock moves forward; back, if negative.
    by: Span,
}

/// Advances the clocks of all accounts, or the clock of `?account=`.
pub(super) async fn advance(
    State(app): State<Arc<App>>,
    Query(narrowed): Query<Narrowed>,
    body: body::Bytes,
) -> Result<Json<Clocks>, Refused> {
    let Advance { by: Span(by) } = parse(&body)?;
    turn(&app, narrowed.account.as_deref(), |clock| clock.advanced(by))
}

/// Sets the clocks and returns them; sets none if one cannot be set.
fn turn(
    app: &App,
    account: Option<&str>,
    turn: impl Fn(Clock) -> Result<Clock, NoMoment>,
) -> Result<Json<Clocks>, Refused> {
    if account.is_some_and(|name| name.len() > LONGEST_NAME) {
        return Err(Refused::request(format!("`account` may have at most {LONGEST_NAME} bytes")));
    }
    let turned = match account {
        Some(name) => app.store.set_clock(name, turn),
        None => app.store.set_clocks(turn),
    };
    turned.map_err(|error| Refused::request(error.to_string()))?;
    app.tidy();
    Ok(Json(clocks(app, account)))
}
