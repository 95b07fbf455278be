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
use crate::hint::did_you_mean;
use crate::journal::{Brief, Filter, Text, Written, may_name};
use crate::server::{App, apart};
use crate::span::{self, Span};
use crate::spec::{Providers, Row};

/// The media types of commands and of a fixture.
const COMMANDS: &str = "text/plain; charset=utf-8";
const FIXTURE: &str = "application/yaml";
pub(super) const TEXTS: [&str; 2] = [COMMANDS, FIXTURE];

/// How many entries a list has by default.
const DEFAULT_LIMIT: usize = 100;

/// How long to wait by default and at most.
const DEFAULT_TIMEOUT: Duration = Duration::from_secs(5);
const LONGEST_TIMEOUT: Duration = Duration::from_secs(300);

/// Which entries to list.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    /// Only requests of this account.
    account: Option<String>,
    /// Only requests to this operation: `provider.Operation`, or one of the two names. `*` stands for any
    /// text. A name that no operation has is refused.
    operation: Option<String>,
    /// Only requests with this outcome: `success`, an error's code, what a rule did, or `error` for
    /// everything that a client sees as an error.
    outcome: Option<String>,
    /// Only requests that the rule of this name answered.
    rule: Option<String>,
    /// Only requests after the one with this id.
    since: Option<String>,
    /// Only requests with numbers larger than this.
    after: Option<u64>,
    /// Only requests with numbers smaller than this.
    before: Option<u64>,
    /// Only requests with this text in the path, the error or the flaw; case does not matter.
    text: Option<String>,
    /// Whether to leave out the long parts of an entry.
    #[serde(default)]
    brief: bool,
    /// The format of the entries.
    #[schemars(with = "Option<Format>")]
    format: Option<String>,
    /// How many entries to list: 100 by default.
    limit: Option<usize>,
    /// How many requests to wait for: one by default.
    count: Option<usize>,
    /// How long to wait for them: 5 s by default, 5 min at most.
    #[serde(default, deserialize_with = "span::not_negative")]
    timeout: Option<Span>,
}

/// The format of an entry.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    /// The format of the entry.
    #[schemars(with = "Option<Format>")]
    format: Option<String>,
}

/// The formats of entries.
#[derive(Clone, Copy, Debug, Eq, JsonSchema, PartialEq)]
#[schemars(rename_all = "lowercase")]
enum Format {
    /// The entries as the journal has them.
    Json,
    /// An HTTP Archive.
    Har,
    /// Commands that send the same requests to this server, one a line, without credentials and secrets.
    Curl,
    /// A fixture with a rule for each operation: its next request gets the error of the last listed one, or
    /// a documented error.
    Fixture,
}

impl Format {
    /// The format of that name. An error does not repeat the name.
    fn read(name: Option<&str>) -> Result<Self, Refused> {
        match name {
            None | Some("json") => Ok(Self::Json),
            Some("har") => Ok(Self::Har),
            Some("curl") => Ok(Self::Curl),
            Some("fixture") => Ok(Self::Fixture),
            Some(_) => Err(Refused::request("`format`: write `json`, `har`, `curl` or `fixture`")),
        }
    }
}

impl Wanted {
    /// The format of the entries.
    fn format(&self) -> Result<Format, Refused> {
        let format = Format::read(self.format.as_deref())?;
        if self.brief && format != Format::Json {
            return Err(Refused::request("`brief` works only with the format `json`"));
        }
        Ok(format)
    }
}

impl Wanted {
    /// The entries that are wanted.
    fn filter(self, providers: Providers) -> Result<Filter, Refused> {
        let Self { account, operation, outcome, rule, since, after, before, text, .. } = self;
        let text = text.filter(|text| !text.is_empty()).map(|text| Text::new(&text));
        let operation = operation.map(|name| read_operation(&name, providers)).transpose()?;
        Ok(Filter { account, operation, outcome, rule, since, after, before, text })
    }
}

/// Reads which operations are wanted. A name or a pattern that none can match is a mistake; but `*text*`
/// is a search, which may find nothing.
fn read_operation(name: &str, providers: Providers) -> Result<Glob, Refused> {
    let glob = Glob::new(name);
    let glob = glob.map_err(|error| Refused::request(format!("`operation`: {error}")))?;
    let is_search = name.starts_with('*') && name.ends_with('*');
    let rows = || providers.iter().flat_map(|provider| provider.rows());
    let matches = |row: &Row| may_name(&glob, row.provider.id, row.operation.name);
    if is_search || rows().any(|row| matches(&row)) {
        return Ok(glob);
    }
    // A request that named no operation goes by its provider.
    if providers.iter().any(|provider| may_name(&glob, provider.id, "")) {
        return Ok(glob);
    }
    let ids = providers.iter().flat_map(|it| [it.id.to_owned(), format!("{}.*", it.id)]);
    let names = rows().flat_map(|row| [row.name(), row.operation.name.to_owned()]);
    let known: Vec<_> = names.chain(ids).collect();
    let hint = did_you_mean(name, known.iter().map(String::as_str));
    Err(Refused::request(format!("`operation`: there is no operation {name:?}{hint}")))
}

/// Entries of the journal.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "Requests")]
pub(super) struct Listed {
    count: usize,
    requests: Entries,
    /// The value of `before` for older entries, if there are any.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<u64>,
    /// Why there are fewer entries than `count`.
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

/// Writes entries on another thread: searching their answers for secrets takes long.
async fn write(shown: impl Serialize + Send + 'static) -> Response {
    apart(move || Json(shown).into_response()).await
}

/// Lists the newest of the selected entries, oldest first.
pub(super) async fn list(
    State(app): State<Arc<App>>,
    Origin(origin): Origin,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Refused> {
    let limit = wanted.limit.unwrap_or(DEFAULT_LIMIT);
    let is_brief = wanted.brief;
    let format = wanted.format()?;
    let filter = wanted.filter(app.providers)?;
    let mut found = app.journal.find(&filter, limit.saturating_add(1));
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

/// As YAML, which includes JSON.
fn fixture(app: &App, entries: &[Written]) -> Response {
    let text = format!("{:#}\n", documented::fixture(app.providers, entries));
    ([(header::CONTENT_TYPE, FIXTURE)], text).into_response()
}

/// The commands that send the same requests again; a first line tells of older requests, if there are any.
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
    let none = || Refused::not_found("there is no such request, or the journal no longer has it");
    let found = app.journal.get(&id).ok_or_else(none)?;
    Ok(match format {
        Format::Json => write(documented::Shown::new(app.providers, found)).await,
        Format::Fixture => apart(move || fixture(&app, &[found])).await,
        Format::Har => apart(move || archive(&app, &[found], None)).await,
        Format::Curl => apart(move || commands(&app, &[found], None, &origin)).await,
    })
}

/// Waits until `count` of the selected requests have arrived, one by default, or until the server ends.
pub(super) async fn wait(
    State(app): State<Arc<App>>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Refused> {
    if wanted.format()? != Format::Json {
        return Err(Refused::request("`format`: this path answers only as `json`"));
    }
    let timeout = wanted.timeout.map_or(DEFAULT_TIMEOUT, Span::to_std).min(LONGEST_TIMEOUT);
    let count = wanted.count.unwrap_or(1);
    let filter = wanted.filter(app.providers)?;
    let waiting = app.journal.wait(&filter, count);
    let (status, when) = tokio::select! {
        found = waiting => return Ok(write(Listed::whole(found)).await),
        () = app.end.come() => (StatusCode::SERVICE_UNAVAILABLE, "before the server ended".to_owned()),
        () = sleep(timeout) => (StatusCode::REQUEST_TIMEOUT, format!("within {timeout:?}")),
    };
    let found = app.journal.find(&filter, usize::MAX);
    let error = Some(format!("{} of {count} requests arrived {when}", found.len()));
    let mut response = write(Listed { error, ..Listed::whole(found) }).await;
    *response.status_mut() = status;
    Ok(response)
}

/// Removes all entries, or those of `?account=`.
pub(super) async fn forget(
    State(app): State<Arc<App>>,
    Query(narrowed): Query<Narrowed>,
) -> StatusCode {
    app.journal.forget(narrowed.account.as_deref());
    StatusCode::NO_CONTENT
}
