//! The endpoints of the control API: their routes and their description are made of this table.

use axum::http::Method;
use axum::routing::{MethodRouter, delete, get, post, put};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Map, Value};

use super::desk::Desk;
use super::requests::{Listed, Wanted};
use super::{
    Narrowed, about, certificates, clock, coverage, documented, events, fixtures, openapi, own,
    requests, rules, state,
};
use super::{catalogue, download, reset};
use crate::clock::ClockSetting;
use crate::spec::Ticket;

/// Describes a type.
pub(super) type Describe = fn(&mut SchemaGenerator) -> Schema;

/// An endpoint of the control API.
pub(super) struct Endpoint {
    pub(super) method: Method,
    /// Below `/_certmock`.
    pub(super) path: &'static str,
    /// What it does, in a sentence.
    pub(super) summary: &'static str,
    pub(super) query: Option<Describe>,
    /// Headers that it reads, each with its meaning.
    pub(super) headers: &'static [(&'static str, &'static str)],
    pub(super) body: Option<Describe>,
    pub(super) answer: Answer,
    /// The media types of its answers in another `format`.
    pub(super) texts: &'static [&'static str],
    /// The statuses of refusals of a correct request, each with its reason.
    pub(super) refusals: &'static [(u16, &'static str)],
    pub(super) route: fn() -> MethodRouter<Desk>,
}

/// What an endpoint answers.
pub(super) enum Answer {
    /// JSON of that type.
    Json(Describe),
    /// A text or a file of that media type.
    File(&'static str),
    /// No body.
    Nothing,
}

/// JSON of a type.
const fn json<T: JsonSchema>() -> Answer {
    Answer::Json(SchemaGenerator::subschema_for::<T>)
}

/// JSON without a type here: it comes from the providers.
const fn any() -> Answer {
    json::<Map<String, Value>>()
}

impl Endpoint {
    const fn new(
        method: Method,
        path: &'static str,
        summary: &'static str,
        answer: Answer,
        route: fn() -> MethodRouter<Desk>,
    ) -> Self {
        let (query, body) = (None, None);
        let (headers, texts, refusals): (&[_], &[_], &[_]) = (&[], &[], &[]);
        Self { method, path, summary, query, headers, body, answer, texts, refusals, route }
    }

    const fn query<T: JsonSchema>(mut self) -> Self {
        self.query = Some(SchemaGenerator::subschema_for::<T>);
        self
    }

    const fn body<T: JsonSchema>(mut self) -> Self {
        self.body = Some(SchemaGenerator::subschema_for::<T>);
        self
    }

    const fn headers(mut self, headers: &'static [(&'static str, &'static str)]) -> Self {
        self.headers = headers;
        self
    }

    const fn texts(mut self, texts: &'static [&'static str]) -> Self {
        self.texts = texts;
        self
    }

    const fn refuses(mut self, refusals: &'static [(u16, &'static str)]) -> Self {
        self.refusals = refusals;
        self
    }
}

/// All endpoints except the links in providers' replies.
pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint::new(
        Method::GET,
        "/health",
        "Says that the server is up.",
        json::<about::Status>(),
        || get(about::is_healthy),
    ),
    Endpoint::new(
        Method::GET,
        "/ready",
        "Says that the server is ready for requests.",
        json::<about::Status>(),
        || get(about::is_ready),
    ),
    Endpoint::new(
        Method::GET,
        "/about",
        "Describes this server and how it was started.",
        json::<about::About>(),
        || get(about::show),
    ),
    Endpoint::new(
        Method::GET,
        "/accounts",
        "Lists all accounts, or those with the latest requests.",
        json::<Vec<about::AccountShown>>(),
        || get(about::show_accounts),
    )
    .query::<about::Wanted>(),
    Endpoint::new(
        Method::GET,
        "/certificates",
        "Lists the certificates of all accounts or of one, without their keys.",
        json::<certificates::Listed>(),
        || get(certificates::list),
    )
    .query::<certificates::Wanted>(),
    Endpoint::new(
        Method::GET,
        "/catalogue",
        "Lists every operation and error of the providers.",
        any(),
        || get(catalogue),
    ),
    Endpoint::new(
        Method::GET,
        "/openapi/{file}",
        "Describes a provider, or this API (`control.json`), as OpenAPI 3.1.",
        any(),
        || get(openapi::show),
    )
    .refuses(&[(404, "There is no such document.")]),
    Endpoint::new(
        Method::GET,
        "/ca.pem",
        "Returns the certificate of the authority that clients have to trust.",
        Answer::File("application/x-pem-file"),
        || get(own::show_root),
    ),
    Endpoint::new(
        Method::GET,
        "/ca.p12",
        "Returns the same certificate as a trust store for a JVM.",
        Answer::File("application/x-pkcs12"),
        || get(own::show_trust_store),
    ),
    Endpoint::new(
        Method::POST,
        "/reset",
        "Returns the server, or one account, to its state at the start.",
        Answer::Nothing,
        || post(reset),
    )
    .query::<Narrowed>(),
    Endpoint::new(
        Method::GET,
        "/state",
        "Exports the states of accounts, including private keys.",
        json::<state::States<Value>>(),
        || get(state::export),
    )
    .query::<Narrowed>(),
    Endpoint::new(
        Method::PUT,
        "/state",
        "Imports states of accounts, which replace the current ones; all or nothing.",
        Answer::Nothing,
        || put(state::import),
    )
    .body::<state::States<Value>>(),
    Endpoint::new(
        Method::GET,
        "/fixtures",
        "Lists the shipped fixtures.",
        json::<Vec<fixtures::Shipped>>(),
        || get(fixtures::list),
    ),
    Endpoint::new(
        Method::POST,
        "/fixtures",
        "Loads the fixture in the body, or shipped fixtures; all or nothing.",
        json::<fixtures::Loaded>(),
        || post(fixtures::load),
    )
    .query::<fixtures::Named>()
    .body::<fixtures::Posted>(),
    Endpoint::new(
        Method::DELETE,
        "/fixtures",
        "Undoes the fixtures that were loaded since the start.",
        Answer::Nothing,
        || delete(fixtures::forget),
    )
    .query::<Narrowed>(),
    Endpoint::new(
        Method::GET,
        "/rules",
        "Lists the rules with their counts.",
        json::<rules::Listed>(),
        || get(rules::show),
    )
    .query::<Narrowed>(),
    Endpoint::new(
        Method::POST,
        "/rules",
        "Arms a rule or a list of rules; all or none.",
        json::<rules::Done>(),
        || post(rules::arm),
    )
    .query::<Narrowed>()
    .body::<rules::Posted>(),
    Endpoint::new(
        Method::DELETE,
        "/rules",
        "Disarms all rules, or the selected ones.",
        json::<rules::Disarmed>(),
        || delete(rules::disarm),
    )
    .query::<rules::Named>(),
    Endpoint::new(
        Method::GET,
        "/strays",
        "Lists the connections that brought no request.",
        json::<own::Strays>(),
        || get(own::show_strays),
    ),
    Endpoint::new(
        Method::DELETE,
        "/strays",
        "Forgets the connections that brought no request.",
        json::<own::Forgotten>(),
        || delete(own::forget_strays),
    ),
    Endpoint::new(
        Method::GET,
        "/clock",
        "Shows the clocks of all accounts, or of one.",
        json::<clock::Clocks>(),
        || get(clock::show),
    )
    .query::<Narrowed>(),
    Endpoint::new(
        Method::PUT,
        "/clock",
        "Sets the clocks of all accounts, or of one.",
        json::<clock::Clocks>(),
        || put(clock::set),
    )
    .query::<Narrowed>()
    .body::<ClockSetting>(),
    Endpoint::new(
        Method::POST,
        "/clock/advance",
        "Advances the clocks of all accounts, or of one.",
        json::<clock::Clocks>(),
        || post(clock::advance),
    )
    .query::<Narrowed>()
    .body::<clock::Advance>(),
    Endpoint::new(
        Method::GET,
        "/requests",
        "Lists the newest requests of the journal, oldest first.",
        json::<Listed>(),
        || get(requests::list),
    )
    .query::<Wanted>()
    .texts(&requests::TEXTS),
    Endpoint::new(
        Method::DELETE,
        "/requests",
        "Empties the journal, or removes the requests of one account.",
        Answer::Nothing,
        || delete(requests::forget),
    )
    .query::<Narrowed>(),
    Endpoint::new(
        Method::GET,
        "/requests/wait",
        "Waits until the given number of requests have arrived.",
        json::<Listed>(),
        || get(requests::wait),
    )
    .query::<Wanted>()
    .refuses(&[
        (408, "They did not all arrive in time; those that did are listed."),
        (503, "The server stopped before they arrived."),
    ]),
    Endpoint::new(
        Method::GET,
        "/requests/{id}",
        "Shows a request of the journal, with the vendor's documentation.",
        json::<documented::Shown>(),
        || get(requests::show),
    )
    .query::<requests::Form>()
    .texts(&requests::TEXTS)
    .refuses(&[(404, "There is no such request, or the journal no longer has it.")]),
    Endpoint::new(
        Method::GET,
        "/events",
        "Sends events as they happen.",
        Answer::File("text/event-stream"),
        || get(events::tell),
    )
    .query::<events::Wanted>()
    .headers(&[("Last-Event-ID", "The last event that a browser received; it overrides `after`.")])
    .refuses(&[(503, "All 32 streams are in use; `Retry-After` says when to try again.")]),
    Endpoint::new(
        Method::GET,
        "/coverage",
        "Shows which operations and documented errors were met since the start.",
        json::<coverage::Covered>(),
        || get(coverage::show),
    )
    .query::<Narrowed>(),
];

/// The links in providers' replies, at the host of the request.
pub(super) const DOWNLOADS: &[Endpoint] = &[Endpoint::new(
    Method::GET,
    "/downloads/{provider}",
    "Returns a file that a provider's reply linked to.",
    Answer::File("application/zip"),
    || get(download),
)
.query::<Ticket>()
.refuses(&[(404, "There is no such file, or it is gone.")])];
