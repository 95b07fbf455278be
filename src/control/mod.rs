//! What a test asks of certmock itself: `/_certmock/…`.

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

/// The routes of the control API, which answers for those hosts, and of its page, where that is on.
pub(crate) fn routes(app: Arc<App>, own: Own, hosts: Hosts, page_is_on: bool) -> Router {
    let gate = from_fn_with_state(app.clone(), gate::pass);
    let guarded = |router: Router<Desk>| {
        router
            // The gate has limits of its own.
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
    // A slash at the end of what is nested matches none of its routes.
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

/// The account that a request is about; all of them where it names none.
#[derive(Debug, Deserialize, JsonSchema)]
struct Narrowed {
    /// The account; without it, all of them.
    account: Option<String>,
}

impl Narrowed {
    /// The account, where it has a name: nobody, for whom ids are drawn, too, begins with the others.
    fn to_somebody(&self) -> Result<Option<&str>, Refused> {
        match self.account.as_deref() {
            Some("") => Err(Refused::request("`account` names nobody: leave it out, to mean all")),
            account => Ok(account),
        }
    }
}

/// Reads the body of a request, or says what is wrong with it.
fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, Refused> {
    json::read_text(body).map_err(|error| Refused::reading(&error))
}

/// A refusal of the control API's own.
#[derive(Debug)]
struct Refused(StatusCode, String);

impl Refused {
    /// Of a request that is wrong. No long text of it is repeated, and no private key.
    fn request(error: impl AsRef<str>) -> Self {
        Self(StatusCode::BAD_REQUEST, shorten(&redact::message(error.as_ref())))
    }

    /// Of JSON that cannot be read as what it is to be. No value of it is repeated.
    fn reading(error: &serde_json::Error) -> Self {
        let error = error.to_string();
        if error.starts_with("unknown ") {
            return Self::request(explain(&error));
        }
        Self::request(explain_privately(&error))
    }

    /// Of a failure of certmock itself, which was logged.
    fn failed() -> Self {
        Self(StatusCode::INTERNAL_SERVER_ERROR, "certmock failed at this".to_owned())
    }

    /// Of something that is not there.
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

/// Has the server begin again as it was started, with the fixtures that it was started with: what was
/// posted, put and set since is undone. Or the account of `?account=` alone: its declaration, its
/// state, its clock, its rules and what others have counted of it, its requests in the journal.
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

/// A file that a provider's reply pointed at.
async fn download(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    Query(ticket): Query<Ticket>,
) -> Response {
    let provider = find_provider(app.providers, &id);
    let make = provider.and_then(|provider| provider.download);
    match make.and_then(|make| make(&app.store, &ticket)) {
        Some(file) => ([(header::CONTENT_TYPE, "application/zip")], file).into_response(),
        None => Refused::not_found("there is no such file, or not any more").into_response(),
    }
}

async fn no_method() -> Refused {
    Refused(StatusCode::METHOD_NOT_ALLOWED, "this path has another method".to_owned())
}

async fn unknown(uri: Uri) -> Refused {
    Refused::not_found(format!("certmock has no {}", redact::path(uri.path())))
}
