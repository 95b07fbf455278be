//! The states of accounts, exported and imported: `/_certmock/state`.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::{Json, body};
use serde_json::value::RawValue;
use tracing::error;

use super::query::Query;
use super::{Narrowed, Refused};
use crate::accounts::LONGEST_NAME;
use crate::hint::{did_you_mean, explain_privately};
use crate::redact;
use crate::server::{App, apart};
use crate::spec::find_provider;
use crate::store::Beginning;

/// States by account, then by provider.
pub(super) type States<S> = BTreeMap<String, BTreeMap<String, S>>;

/// Exports the states of every account, or of `?account=`.
pub(super) async fn export(
    State(app): State<Arc<App>>,
    Query(narrowed): Query<Narrowed>,
) -> Response {
    // A large state takes seconds; other requests are answered meanwhile.
    apart(move || {
        let states = export_all(&app, narrowed.account);
        states.map_or_else(IntoResponse::into_response, |states| Json(states).into_response())
    })
    .await
}

fn export_all(app: &App, account: Option<String>) -> Result<States<Box<RawValue>>, Refused> {
    let names = account.map_or_else(|| app.store.names(), |name| vec![name]);
    let mut states = States::new();
    for name in names {
        let mut of_account = BTreeMap::new();
        for provider in app.providers {
            let exported = provider.state.and_then(|state| state.export(&app.store, &name));
            let Some(state) = exported else { continue };
            let state = state.map_err(|error| {
                let (account, provider) = (redact::name(&name), provider.id);
                error!(%account, provider, %error, "cannot write a state");
                Refused::failed()
            })?;
            of_account.insert(provider.id.to_owned(), state);
        }
        if !of_account.is_empty() {
            states.insert(name, of_account);
        }
    }
    Ok(states)
}

/// Imports states: each one replaces the present state. Imports all of them or none.
pub(super) async fn import(
    State(app): State<Arc<App>>,
    body: body::Bytes,
) -> Result<StatusCode, Refused> {
    let imported = apart(move || -> Result<(), String> {
        for (account, beginnings) in read(&app, &body)? {
            app.store.give(&account, beginnings);
        }
        Ok(())
    });
    imported.await.map_err(Refused::request)?;
    Ok(StatusCode::NO_CONTENT)
}

fn read(app: &App, body: &[u8]) -> Result<Vec<(String, Vec<Beginning>)>, String> {
    let states: States<&RawValue> = serde_json::from_slice(body).map_err(|error| {
        let error = explain_privately(&error.to_string());
        format!("write the states as {{\"account\": {{\"provider\": …}}}}: {error}")
    })?;
    let mut accounts = Vec::new();
    for (account, states) in states {
        if account.is_empty() {
            return Err("the name of an account must not be empty".to_owned());
        }
        if account.len() > LONGEST_NAME {
            return Err(format!("the name of an account may have at most {LONGEST_NAME} bytes"));
        }
        let now = app.store.clock(&account).now();
        let mut beginnings = Vec::new();
        for (id, state) in states {
            let provider = find_provider(app.providers, &id);
            let provider = provider.ok_or_else(|| {
                let known: Vec<_> = app.providers.iter().map(|provider| provider.id).collect();
                let hint = did_you_mean(&id, known.iter().copied());
                format!("{account}: there is no provider {id:?}, only {}{hint}", known.join(", "))
            })?;
            let kind =
                provider.state.ok_or_else(|| format!("{account}: {id} has no state of its own"))?;
            let wrong = |error| format!("{account}.{id}{error}");
            beginnings.push(kind.read(state, now).map_err(wrong)?);
        }
        accounts.push((account, beginnings));
    }
    Ok(accounts)
}
