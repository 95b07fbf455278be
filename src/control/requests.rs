//! The journal: `/_certmock/requests`, and what was met: `/_certmock/coverage`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::time::sleep;

use super::query::Query;
use super::{Narrowed, Refused};
use crate::glob::Glob;
use crate::journal::{Asked, Brief, Filter, Text, Written};
use crate::server::App;
use crate::span::Span;
use crate::spec::Row;

/// How many entries are listed, where nothing is said.
const DEFAULT_LIMIT: usize = 100;

/// How long is waited, where nothing is said, and at the most.
const DEFAULT_TIMEOUT: Duration = Duration::from_secs(5);
const LONGEST_TIMEOUT: Duration = Duration::from_secs(300);

/// Which entries are wanted.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    account: Option<String>,
    operation: Option<String>,
    outcome: Option<String>,
    rule: Option<String>,
    since: Option<String>,
    after: Option<u64>,
    before: Option<u64>,
    text: Option<String>,
    #[serde(default)]
    brief: bool,
    limit: Option<usize>,
    count: Option<usize>,
    timeout: Option<Span>,
}

impl TryFrom<Wanted> for Filter {
    type Error = Refused;

    fn try_from(wanted: Wanted) -> Result<Self, Refused> {
        let Wanted { account, operation, outcome, rule, since, after, before, text, .. } = wanted;
        let text = text.filter(|text| !text.is_empty()).map(|text| Text::new(&text));
        let operation = operation.as_deref().map(Glob::new).transpose();
        let operation =
            operation.map_err(|error| Refused::request(format!("`operation`: {error}")))?;
        Ok(Self { account, operation, outcome, rule, since, after, before, text })
    }
}

/// Lists the newest entries that are wanted, the oldest of them first. Where there are older ones, `next` is
/// what to ask for as `before`.
pub(super) async fn list(
    State(app): State<Arc<App>>,
    Query(wanted): Query<Wanted>,
) -> Result<Json<Value>, Refused> {
    let limit = wanted.limit.unwrap_or(DEFAULT_LIMIT);
    let is_brief = wanted.brief;
    let mut found = app.journal.find(&wanted.try_into()?, limit.saturating_add(1));
    let older = found.len().saturating_sub(limit);
    found.drain(..older);
    let mut shown = if is_brief {
        let found: Vec<_> = found.iter().cloned().map(Brief).collect();
        json!({ "count": found.len(), "requests": found })
    } else {
        shown(&found)
    };
    if let (1.., Some(oldest)) = (older, found.first()) {
        shown["next"] = oldest.number.into();
    }
    Ok(Json(shown))
}

fn shown(entries: &[Written]) -> Value {
    json!({ "count": entries.len(), "requests": entries })
}

/// Shows an entry.
pub(super) async fn show(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
) -> Result<Json<Written>, Refused> {
    let entry = app.journal.get(&id);
    entry.map(Json).ok_or_else(|| Refused::not_found("there is no such request, or not any more"))
}

/// Waits until `count` requests have come that are wanted, one where nothing is said, or until the
/// server ends.
pub(super) async fn wait(
    State(app): State<Arc<App>>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Refused> {
    let timeout = wanted.timeout.map_or(DEFAULT_TIMEOUT, Span::to_std).min(LONGEST_TIMEOUT);
    let count = wanted.count.unwrap_or(1);
    let filter = Filter::try_from(wanted)?;
    let waiting = app.journal.wait(&filter, count);
    let (status, when) = tokio::select! {
        found = waiting => return Ok(Json(shown(&found)).into_response()),
        () = app.end.come() => (StatusCode::SERVICE_UNAVAILABLE, "before the server ended".to_owned()),
        () = sleep(timeout) => (StatusCode::REQUEST_TIMEOUT, format!("within {timeout:?}")),
    };
    let found = app.journal.find(&filter, usize::MAX);
    let mut body = shown(&found);
    body["error"] = format!("{} of {count} requests came {when}", found.len()).into();
    Ok((status, Json(body)).into_response())
}

/// Forgets all entries, or those of `?account=`.
pub(super) async fn forget(
    State(app): State<Arc<App>>,
    Query(narrowed): Query<Narrowed>,
) -> StatusCode {
    app.journal.forget(narrowed.account.as_deref());
    StatusCode::NO_CONTENT
}

/// Says which operations and documented errors were met since the start, by account, and which were
/// not by any.
pub(super) async fn coverage(
    State(app): State<Arc<App>>,
    Query(narrowed): Query<Narrowed>,
) -> Json<Value> {
    let met = app.journal.met(narrowed.account.as_deref());
    let was_met = |asked: &Asked, outcome: Option<&str>| {
        met.values()
            .filter_map(|coverage| coverage.outcomes.get(asked))
            .any(|outcomes| outcome.is_none_or(|outcome| outcomes.contains_key(outcome)))
    };
    let (mut operations, mut errors, mut missed) = ((0, 0), (0, 0), Vec::new());
    for provider in app.providers {
        for Row { operation, .. } in provider.rows() {
            let asked = Asked { provider: provider.id, operation: Some(operation.name) };
            operations.1 += 1;
            if was_met(&asked, None) {
                operations.0 += 1;
            } else {
                missed.push(asked);
            }
            let mut codes: Vec<_> = operation.call.errors().iter().map(|e| e.code()).collect();
            codes.sort_unstable();
            codes.dedup();
            errors.1 += codes.len();
            errors.0 += codes.iter().filter(|code| was_met(&asked, Some(code))).count();
        }
    }
    let mut earned = BTreeMap::<Asked, BTreeSet<&str>>::new();
    for (asked, errors) in met.values().flat_map(|coverage| &coverage.earned) {
        earned.entry(*asked).or_default().extend(errors);
    }
    let accounts: BTreeMap<_, _> =
        met.iter().map(|(account, coverage)| (account, &coverage.outcomes)).collect();
    Json(json!({
        "accounts": accounts,
        "earned": earned,
        "operations": { "met": operations.0, "all": operations.1 },
        "errors": { "met": errors.0, "all": errors.1 },
        "operations_not_met": missed,
    }))
}
