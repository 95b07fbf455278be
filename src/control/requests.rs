//! The journal: `/_certmock/requests`.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tokio::time::sleep;

use super::query::Query;
use super::said::Said;
use super::{Narrowed, Origin, Refused, documented, har};
use crate::glob::Glob;
use crate::journal::{Brief, Filter, Text, Written};
use crate::server::{App, apart};
use crate::span::Span;

/// What commands are, and a fixture.
const COMMANDS: &str = "text/plain; charset=utf-8";
const FIXTURE: &str = "application/yaml";
pub(super) const TEXTS: [&str; 2] = [COMMANDS, FIXTURE];

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

/// How an entry is wanted.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    /// How it is written.
    #[schemars(with = "Option<Format>")]
    format: Option<String>,
}

/// How entries are written.
#[derive(Clone, Copy, Debug, Eq, JsonSchema, PartialEq)]
#[schemars(rename_all = "lowercase")]
enum Format {
    /// As the journal has them.
    Json,
    /// As an HTTP Archive.
    Har,
    /// As commands that ask this server for the same, one a line, without credentials and secrets.
    Curl,
    /// As a fixture with a rule for each operation, by which its next request meets the error of the last
    /// that is listed, or one that is documented.
    Fixture,
}

impl Format {
    /// The one that is asked for. What is asked for else is not repeated.
    fn read(name: Option<&str>) -> Result<Self, Refused> {
        match name {
            None | Some("json") => Ok(Self::Json),
            Some("har") => Ok(Self::Har),
            Some("curl") => Ok(Self::Curl),
            Some("fixture") => Ok(Self::Fixture),
            Some(_) => {
                Err(Refused::request("`format`: there are `json`, `har`, `curl` and `fixture`"))
            }
        }
    }
}

impl Wanted {
    /// How the entries are to be written.
    fn format(&self) -> Result<Format, Refused> {
        let format = Format::read(self.format.as_deref())?;
        if self.brief && format != Format::Json {
            return Err(Refused::request("`brief`: only `json` has entries in brief"));
        }
        Ok(format)
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
    Origin(origin): Origin,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Refused> {
    let limit = wanted.limit.unwrap_or(DEFAULT_LIMIT);
    let is_brief = wanted.brief;
    let format = wanted.format()?;
    let mut found = app.journal.find(&wanted.try_into()?, limit.saturating_add(1));
    let older = found.len().saturating_sub(limit);
    found.drain(..older);
    let next = found.first().filter(|_| older > 0).map(|oldest| oldest.number);
    Ok(match format {
        Format::Har => apart(move || archive(&app, &found, next)).await,
        Format::Curl => apart(move || commands(&app, &found, next, &origin)).await,
        Format::Fixture => apart(move || fixture(&app, &found)).await,
        Format::Json if is_brief => write(Listed { next, ..Listed::brief(found) }).await,
        Format::Json => write(Listed { next, ..Listed::whole(found) }).await,
    })
}

fn archive(app: &App, entries: &[Written], next: Option<u64>) -> Response {
    Json(har::archive(app.providers, entries, next)).into_response()
}

/// As YAML, of which JSON is a part.
fn fixture(app: &App, entries: &[Written]) -> Response {
    let text = format!("{:#}\n", documented::fixture(app.providers, entries));
    ([(header::CONTENT_TYPE, FIXTURE)], text).into_response()
}

/// The commands that ask for the same again, after a line that says so where there are older ones.
fn commands(app: &App, entries: &[Written], next: Option<u64>, origin: &str) -> Response {
    let older = next.map(|next| format!("# There are older requests: ?before={next}\n"));
    let mut text = older.unwrap_or_default();
    for written in entries {
        text.push_str(&Said::of(app.providers, written).curl(origin));
        text.push('\n');
    }
    ([(header::CONTENT_TYPE, COMMANDS)], text).into_response()
}

/// Shows an entry.
pub(super) async fn show(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    Origin(origin): Origin,
    Query(form): Query<Form>,
) -> Result<Response, Refused> {
    let format = Format::read(form.format.as_deref())?;
    let none = || Refused::not_found("there is no such request, or not any more");
    let found = app.journal.get(&id).ok_or_else(none)?;
    Ok(match format {
        Format::Json => write(documented::Shown::new(app.providers, found)).await,
        Format::Fixture => apart(move || fixture(&app, &[found])).await,
        Format::Har => apart(move || archive(&app, &[found], None)).await,
        Format::Curl => apart(move || commands(&app, &[found], None, &origin)).await,
    })
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
