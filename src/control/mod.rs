//! The control API, by which tests control certmock: `/_certmock/…`.

mod about;
mod certificates;
mod clock;
mod coverage;
mod describe;
mod desk;
mod documented;
mod events;
mod fixtures;
mod gate;
mod guard;
mod har;
mod openapi;
mod origin;
mod own;
mod page;
mod query;
mod requests;
mod rules;
mod said;
mod state;
mod table;

use std::sync::Arc;

use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{StatusCode, Uri, header};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::json;
use tower_http::csrf::CsrfLayer;

pub(crate) use self::about::Start;

use self::desk::Desk;
pub(crate) use self::guard::Hosts;
use self::origin::Origin;
pub(crate) use self::own::Own;
use self::page::Page;
use self::query::Query;
use self::table::{DOWNLOADS, ENDPOINTS, Endpoint};
use crate::hint::{explain, explain_privately, shorten};
use crate::json;
use crate::redact;
use crate::reference;
use crate::server::{App, apart};
use crate::spec::{Ticket, find_provider};

/// The routes of the control API, which answers for these hosts, and of its page if that is on.
pub(crate) fn routes(app: Arc<App>, own: Own, hosts: Hosts, page_is_on: bool) -> Router {
    let gate = from_fn_with_state(app.clone(), gate::pass);
    let guarded = |router: Router<Desk>| {
        router
            // The gate has its own limits.
            .layer(DefaultBodyLimit::disable())
            .layer(gate.clone())
            .layer(CsrfLayer::new().with_rejection_response(guard::refuse_cross_site))
            .layer(from_fn_with_state(hosts.clone(), guard::check_host))
    };
    let api = routes_of(ENDPOINTS)
        .route("/", get(page::lead_to_it))
        .route("/page/{file}", get(page::show_file))
        .fallback(unknown)
        .method_not_allowed_fallback(no_method);
    // A nested router has no route for a trailing slash.
    let document =
        Router::new().route("/_certmock/", get(page::show)).method_not_allowed_fallback(no_method);
    let downloads = routes_of(DOWNLOADS).method_not_allowed_fallback(no_method).layer(gate.clone());
    Router::new()
        .nest("/_certmock", guarded(api).merge(downloads))
        .merge(guarded(document))
        .with_state(Desk::new(app, own, Page::new(page_is_on)))
}

fn routes_of(endpoints: &[Endpoint]) -> Router<Desk> {
    let add =
        |router: Router<Desk>, endpoint: &Endpoint| router.route(endpoint.path, (endpoint.route)());
    endpoints.iter().fold(Router::new(), add)
}

/// The account that a request is about; without one, all accounts.
#[derive(Debug, Deserialize, JsonSchema)]
struct Narrowed {
    /// The account's name; without it, all accounts.
    account: Option<String>,
}

impl Narrowed {
    /// The account, if any. The empty name stands for requests without an account, which are only reset
    /// with all others.
    fn to_somebody(&self) -> Result<Option<&str>, Refused> {
        match self.account.as_deref() {
            Some("") => {
                Err(Refused::request("`account` is empty: leave it out to select all accounts"))
            }
            account => Ok(account),
        }
    }
}

/// Reads the body of a request, or returns what is wrong with it.
fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, Refused> {
    json::read_text(body).map_err(|error| Refused::reading(&error))
}

/// A refusal of the control API's own.
#[derive(Debug)]
struct Refused(StatusCode, String);

impl Refused {
    /// For a wrong request. The message repeats no long text and no private key.
    fn request(error: impl AsRef<str>) -> Self {
        Self(StatusCode::BAD_REQUEST, shorten(&redact::message(error.as_ref())))
    }

    /// For JSON of the wrong form. The message repeats no value.
    fn reading(error: &serde_json::Error) -> Self {
        let error = error.to_string();
        if error.starts_with("unknown ") {
            return Self::request(explain(&error));
        }
        Self::request(explain_privately(&error))
    }

    /// For an internal failure, which was logged.
    fn failed() -> Self {
        Self(
            StatusCode::INTERNAL_SERVER_ERROR,
            "certmock failed to answer this: its log says where".to_owned(),
        )
    }

    /// For something that does not exist.
    fn not_found(error: impl Into<String>) -> Self {
        Self(StatusCode::NOT_FOUND, error.into())
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let Self(status, error) = self;
        (status, Json(json!({ "error": error }))).into_response()
    }
}

async fn catalogue(State(app): State<Arc<App>>, Origin(origin): Origin) -> Response {
    let json = [(header::CONTENT_TYPE, "application/json")];
    let catalogue = apart(move || reference::json(app.providers, &origin)).await;
    (json, catalogue).into_response()
}

/// Returns the server to its start, with its first fixtures: whatever was posted, put and set since is
/// undone. With `?account=` only that account: its declaration, state, clock, rules, the counts of other
/// rules for it, and its requests in the journal.
async fn reset(
    State(app): State<Arc<App>>,
    Query(narrowed): Query<Narrowed>,
) -> Result<StatusCode, Refused> {
    let account = narrowed.to_somebody()?;
    app.store.reset(account);
    app.rules.reset(account);
    app.journal.forget(account);
    Ok(StatusCode::NO_CONTENT)
}

/// A file that a provider's reply linked to.
async fn download(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    Query(ticket): Query<Ticket>,
) -> Response {
    let provider = find_provider(app.providers, &id);
    let make = provider.and_then(|provider| provider.download);
    match make.and_then(|make| make(&app.store, &ticket)) {
        Some(file) => ([(header::CONTENT_TYPE, "application/zip")], file).into_response(),
        None => Refused::not_found("there is no such file, or it is gone").into_response(),
    }
}

async fn no_method() -> Refused {
    Refused(StatusCode::METHOD_NOT_ALLOWED, "this path does not support this method".to_owned())
}

async fn unknown(uri: Uri) -> Refused {
    Refused::not_found(format!("certmock has no {}", redact::path(uri.path())))
}
