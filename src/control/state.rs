//! What accounts hold, taken out and put back: `/_certmock/state`.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::{Json, body};
use serde_json::Value;
use tokio::task::spawn_blocking;

use super::{Narrowed, Refused};
use crate::accounts::LONGEST_NAME;
use crate::hint::{did_you_mean, explain_privately};
use crate::server::App;
use crate::spec::find_provider;
use crate::store::Beginning;

/// States by account, and there by provider.
type States = BTreeMap<String, BTreeMap<String, Value>>;

/// Exports the states of every account, or of `?account=`.
pub(super) async fn export(
    State(app): State<Arc<App>>,
    Query(narrowed): Query<Narrowed>,
) -> Response {
    let names = match narrowed.account {
        Some(name) => vec![name],
        None => app.store.names(),
    };
    let states: States = names
        .into_iter()
        .map(|name| {
            let states = app.providers.iter().filter_map(|provider| {
                Some((provider.id.to_owned(), provider.state?.export(&app.store, &name)?))
            });
            let states: BTreeMap<_, _> = states.collect();
            (name, states)
        })
        .filter(|(_, states)| !states.is_empty())
        .collect();
    Json(states).into_response()
}

/// Imports states: each takes the place of the one that is there. All of them, or none.
pub(super) async fn import(
    State(app): State<Arc<App>>,
    body: body::Bytes,
) -> Result<StatusCode, Refused> {
    // A large state takes seconds, in which others are answered.
    let reading = spawn_blocking(move || -> Result<(), String> {
        for (account, beginning) in read(&app, &body)? {
            app.store.give(&account, &beginning);
        }
        Ok(())
    });
    match reading.await {
        Ok(outcome) => outcome.map_err(Refused::request).map(|()| StatusCode::NO_CONTENT),
        // The server ends.
        Err(_) => Ok(StatusCode::SERVICE_UNAVAILABLE),
    }
}

fn read(app: &App, body: &[u8]) -> Result<Vec<(String, Beginning)>, String> {
    let states: States = serde_json::from_slice(body).map_err(|error| {
        let error = explain_privately(&error.to_string());
        format!("states are {{\"account\": {{\"provider\": …}}}}: {error}")
    })?;
    let mut beginnings = Vec::new();
    for (account, states) in states {
        if account.is_empty() {
            return Err("an account has a name, and \"\" is none".to_owned());
        }
        if account.len() > LONGEST_NAME {
            return Err(format!("an account's name has {LONGEST_NAME} bytes at most"));
        }
        let now = app.store.clock(&account).now();
        for (id, state) in states {
            let provider = find_provider(app.providers, &id);
            let provider = provider.ok_or_else(|| {
                let known: Vec<_> = app.providers.iter().map(|provider| provider.id).collect();
                let hint = did_you_mean(&id, known.iter().copied());
                format!("{account}: there is no provider {id:?}, but {}{hint}", known.join(", "))
            })?;
            let kind =
                provider.state.ok_or_else(|| format!("{account}: {id} has no state of its own"))?;
            let wrong = |error| format!("{account}.{id}{error}");
            let beginning = kind.read(state, now).map_err(wrong)?;
            beginnings.push((account.clone(), beginning));
        }
    }
    Ok(beginnings)
}
