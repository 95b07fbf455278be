//! The journal: `/_certmock/requests`, and what was met: `/_certmock/coverage`.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tokio::time::sleep;

use super::query::Query;
use super::{Narrowed, Refused, har};
use crate::glob::Glob;
use crate::journal::{Asked, Brief, Filter, Text, Written};
use crate::server::{App, apart};
use crate::span::Span;
use crate::spec::Row;

/// How many entries are listed, where nothing is said.
const DEFAULT_LIMIT: usize = 100;

/// How long is waited, where nothing is said, and at the most.
const DEFAULT_TIMEOUT: Duration = Duration::from_secs(5);
const LONGEST_TIMEOUT: Duration = Duration::from_secs(300);

/// Which entries are wanted.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    /// Those of one account.
    account: Option<String>,
    /// `provider.Operation`, in which `*` stands for anything, or either.
    operation: Option<String>,
    /// `success`, an error's code, what a rule did, or `error` for whatever a client meets as one.
    outcome: Option<String>,
    /// Those that a rule of that name answered.
    rule: Option<String>,
    /// Those after the one of that id.
    since: Option<String>,
    /// Those with larger numbers.
    after: Option<u64>,
    /// Those with smaller numbers.
    before: Option<u64>,
    /// Those with that text in the path, the error or the flaw, in upper or lower case.
    text: Option<String>,
    /// Whether they are shown without what is long.
    #[serde(default)]
    brief: bool,
    /// How they are written.
    #[schemars(with = "Option<Format>")]
    format: Option<String>,
    /// How many are listed: 100 where nothing is said.
    limit: Option<usize>,
    /// How many are waited for: one where nothing is said.
    count: Option<usize>,
    /// How long they are waited for: 5 s where nothing is said, and 5 min at the most.
    timeout: Option<Span>,
}

/// How entries are written.
#[derive(Clone, Copy, Debug, Eq, JsonSchema, PartialEq)]
#[schemars(rename_all = "lowercase")]
enum Format {
    /// As the journal has them.
    Json,
    /// As an HTTP Archive.
    Har,
}

impl Wanted {
    /// How the entries are to be written. What is asked for else is not repeated.
    fn format(&self) -> Result<Format, Refused> {
        match self.format.as_deref() {
            None | Some("json") => Ok(Format::Json),
            Some("har") if self.brief => {
                Err(Refused::request("`brief`: an HTTP Archive has whole entries"))
            }
            Some("har") => Ok(Format::Har),
            Some(_) => Err(Refused::request("`format`: there are `json` and `har`")),
        }
    }
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

/// Entries of the journal.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "Requests")]
pub(super) struct Listed {
    count: usize,
    requests: Entries,
    /// What to ask for as `before`, where there are older ones.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<u64>,
    /// Why there are not as many as were waited for.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

#[derive(JsonSchema, Serialize)]
#[serde(untagged)]
#[schemars(inline)]
enum Entries {
    Whole(Vec<Written>),
    Brief(Vec<Brief>),
}

impl Listed {
    fn whole(entries: Vec<Written>) -> Self {
        let count = entries.len();
        Self { count, requests: Entries::Whole(entries), next: None, error: None }
    }

    fn brief(entries: Vec<Written>) -> Self {
        let count = entries.len();
        let requests = Entries::Brief(entries.into_iter().map(Brief).collect());
        Self { count, requests, next: None, error: None }
    }
}

/// Writes what is shown: the answers in it are read and looked through for that, which takes long.
async fn write(shown: impl Serialize + Send + 'static) -> Response {
    apart(move || Json(shown).into_response()).await
}

/// Lists the newest entries that are wanted, the oldest of them first.
pub(super) async fn list(
    State(app): State<Arc<App>>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Refused> {
    let limit = wanted.limit.unwrap_or(DEFAULT_LIMIT);
    let is_brief = wanted.brief;
    let format = wanted.format()?;
    let mut found = app.journal.find(&wanted.try_into()?, limit.saturating_add(1));
    let older = found.len().saturating_sub(limit);
    found.drain(..older);
    let next = found.first().filter(|_| older > 0).map(|oldest| oldest.number);
    if format == Format::Har {
        return Ok(
            apart(move || Json(har::archive(app.providers, &found, next)).into_response()).await
        );
    }
    let listed = if is_brief { Listed::brief(found) } else { Listed::whole(found) };
    Ok(write(Listed { next, ..listed }).await)
}

/// Shows an entry.
pub(super) async fn show(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
) -> Result<Response, Refused> {
    let none = || Refused::not_found("there is no such request, or not any more");
    Ok(write(app.journal.get(&id).ok_or_else(none)?).await)
}

/// Waits until `count` requests have come that are wanted, one where nothing is said, or until the
/// server ends.
pub(super) async fn wait(
    State(app): State<Arc<App>>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Refused> {
    if wanted.format()? != Format::Json {
        return Err(Refused::request("`format`: who waits has entries as the journal has them"));
    }
    let timeout = wanted.timeout.map_or(DEFAULT_TIMEOUT, Span::to_std).min(LONGEST_TIMEOUT);
    let count = wanted.count.unwrap_or(1);
    let filter = Filter::try_from(wanted)?;
    let waiting = app.journal.wait(&filter, count);
    let (status, when) = tokio::select! {
        found = waiting => return Ok(write(Listed::whole(found)).await),
        () = app.end.come() => (StatusCode::SERVICE_UNAVAILABLE, "before the server ended".to_owned()),
        () = sleep(timeout) => (StatusCode::REQUEST_TIMEOUT, format!("within {timeout:?}")),
    };
    let found = app.journal.find(&filter, usize::MAX);
    let error = Some(format!("{} of {count} requests came {when}", found.len()));
    let mut response = write(Listed { error, ..Listed::whole(found) }).await;
    *response.status_mut() = status;
    Ok(response)
}

/// Forgets all entries, or those of `?account=`.
pub(super) async fn forget(
    State(app): State<Arc<App>>,
    Query(narrowed): Query<Narrowed>,
) -> StatusCode {
    app.journal.forget(narrowed.account.as_deref());
    StatusCode::NO_CONTENT
}

/// What was met since the start.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "Coverage")]
pub(super) struct Covered {
    /// How often which outcome was met of each operation, by account.
    #[schemars(with = "ByAccount")]
    accounts: BTreeMap<String, BTreeMap<Asked, BTreeMap<Cow<'static, str>, u64>>>,
    /// The names of the errors that no rule made, by operation.
    #[schemars(with = "BTreeMap<String, Vec<String>>")]
    earned: BTreeMap<Asked, BTreeSet<&'static str>>,
    operations: Share,
    errors: Share,
    #[schemars(with = "Vec<String>")]
    operations_not_met: Vec<Asked>,
}

/// By account, operation and outcome.
type ByAccount = BTreeMap<String, BTreeMap<String, BTreeMap<String, u64>>>;

/// How many of all.
#[derive(Default, JsonSchema, Serialize)]
struct Share {
    met: usize,
    all: usize,
}

/// Says which operations and documented errors were met since the start, by account, and which were
/// not by any.
pub(super) async fn coverage(
    State(app): State<Arc<App>>,
    Query(narrowed): Query<Narrowed>,
) -> Json<Covered> {
    let met = app.journal.met(narrowed.account.as_deref());
    let was_met = |asked: &Asked, outcome: Option<&str>| {
        met.values()
            .filter_map(|coverage| coverage.outcomes.get(asked))
            .any(|outcomes| outcome.is_none_or(|outcome| outcomes.contains_key(outcome)))
    };
    let (mut operations, mut errors) = (Share::default(), Share::default());
    let mut missed = Vec::new();
    for provider in app.providers {
        for Row { operation, .. } in provider.rows() {
            let asked = Asked { provider: provider.id, operation: Some(operation.name) };
            operations.all += 1;
            if was_met(&asked, None) {
                operations.met += 1;
            } else {
                missed.push(asked);
            }
            let mut codes: Vec<_> = operation.call.errors().iter().map(|e| e.code()).collect();
            codes.sort_unstable();
            codes.dedup();
            errors.all += codes.len();
            errors.met += codes.iter().filter(|code| was_met(&asked, Some(code))).count();
        }
    }
    let mut earned = BTreeMap::<Asked, BTreeSet<&str>>::new();
    for (asked, errors) in met.values().flat_map(|coverage| &coverage.earned) {
        earned.entry(*asked).or_default().extend(errors);
    }
    let accounts = met.into_iter().map(|(account, coverage)| (account, coverage.outcomes));
    let accounts = accounts.collect();
    Json(Covered { accounts, earned, operations, errors, operations_not_met: missed })
}
