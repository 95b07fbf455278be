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

/// Something that the control API can be asked.
pub(super) struct Endpoint {
    pub(super) method: Method,
    /// Below `/_certmock`.
    pub(super) path: &'static str,
    /// What it does, in a sentence.
    pub(super) summary: &'static str,
    pub(super) query: Option<Describe>,
    /// Headers that it reads, each with what it says.
    pub(super) headers: &'static [(&'static str, &'static str)],
    pub(super) body: Option<Describe>,
    pub(super) answer: Answer,
    /// The media types of the texts that it answers with instead, to who wants another `format`.
    pub(super) texts: &'static [&'static str],
    /// The statuses of refusals that clients are to expect, beside those of requests that are wrong.
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

/// JSON that has no type here: it is printed from the table of the providers, or is their own.
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

/// All of them, but for the links that replies of providers hold.
pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint::new(
        Method::GET,
        "/health",
        "Says that it is there.",
        json::<about::Status>(),
        || get(about::is_healthy),
    ),
    Endpoint::new(Method::GET, "/ready", "Says that it answers.", json::<about::Status>(), || {
        get(about::is_ready)
    }),
    Endpoint::new(
        Method::GET,
        "/about",
        "Says which server this is, and how it was started.",
        json::<about::About>(),
        || get(about::show),
    ),
    Endpoint::new(
        Method::GET,
        "/accounts",
        "Lists the accounts that there are, or those that asked last.",
        json::<Vec<about::AccountShown>>(),
        || get(about::show_accounts),
    )
    .query::<about::Wanted>(),
    Endpoint::new(
        Method::GET,
        "/certificates",
        "Lists the certificates of accounts, without their keys.",
        json::<certificates::Listed>(),
        || get(certificates::list),
    )
    .query::<certificates::Wanted>(),
    Endpoint::new(
        Method::GET,
        "/catalogue",
        "Shows every operation and error of the providers.",
        any(),
        || get(catalogue),
    ),
    Endpoint::new(
        Method::GET,
        "/openapi/{file}",
        "Shows a provider, or this API (`control.json`), as OpenAPI 3.1.",
        any(),
        || get(openapi::show),
    )
    .refuses(&[(404, "There is no such document.")]),
    Endpoint::new(
        Method::GET,
        "/ca.pem",
        "Shows the certificate of the authority, which clients are to trust.",
        Answer::File("application/x-pem-file"),
        || get(own::show_root),
    ),
    Endpoint::new(
        Method::GET,
        "/ca.p12",
        "Shows it as a trust store for a JVM.",
        Answer::File("application/x-pkcs12"),
        || get(own::show_trust_store),
    ),
    Endpoint::new(
        Method::POST,
        "/reset",
        "Has the server, or an account, begin again as it was started.",
        Answer::Nothing,
        || post(reset),
    )
    .query::<Narrowed>(),
    Endpoint::new(
        Method::GET,
        "/state",
        "Exports what accounts hold, private keys included.",
        json::<state::States<Value>>(),
        || get(state::export),
    )
    .query::<Narrowed>(),
    Endpoint::new(
        Method::PUT,
        "/state",
        "Imports what accounts hold, in the place of what they held; all or nothing.",
        Answer::Nothing,
        || put(state::import),
    )
    .body::<state::States<Value>>(),
    Endpoint::new(
        Method::GET,
        "/fixtures",
        "Lists the fixtures that are shipped.",
        json::<Vec<fixtures::Shipped>>(),
        || get(fixtures::list),
    ),
    Endpoint::new(
        Method::POST,
        "/fixtures",
        "Loads the fixture that is the body, or shipped ones; all or nothing.",
        json::<fixtures::Loaded>(),
        || post(fixtures::load),
    )
    .query::<fixtures::Named>()
    .body::<fixtures::Posted>(),
    Endpoint::new(
        Method::DELETE,
        "/fixtures",
        "Takes back what fixtures have said since the start.",
        Answer::Nothing,
        || delete(fixtures::forget),
    )
    .query::<Narrowed>(),
    Endpoint::new(
        Method::GET,
        "/rules",
        "Shows the rules, with what they have counted.",
        json::<rules::Listed>(),
        || get(rules::show),
    )
    .query::<Narrowed>(),
    Endpoint::new(
        Method::POST,
        "/rules",
        "Arms a rule, or a list of them; all or none.",
        json::<rules::Done>(),
        || post(rules::arm),
    )
    .query::<Narrowed>()
    .body::<rules::Posted>(),
    Endpoint::new(
        Method::DELETE,
        "/rules",
        "Disarms all rules, or those that are meant.",
        json::<rules::Disarmed>(),
        || delete(rules::disarm),
    )
    .query::<rules::Named>(),
    Endpoint::new(
        Method::GET,
        "/strays",
        "Shows what connected and brought no request to answer.",
        json::<own::Strays>(),
        || get(own::show_strays),
    ),
    Endpoint::new(
        Method::DELETE,
        "/strays",
        "Forgets what connected and brought no request.",
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
        "Lists the newest requests of the journal, the oldest of them first.",
        json::<Listed>(),
        || get(requests::list),
    )
    .query::<Wanted>()
    .texts(&requests::TEXTS),
    Endpoint::new(
        Method::DELETE,
        "/requests",
        "Forgets the journal, or what is in it of one account.",
        Answer::Nothing,
        || delete(requests::forget),
    )
    .query::<Narrowed>(),
    Endpoint::new(
        Method::GET,
        "/requests/wait",
        "Waits until so many requests have come.",
        json::<Listed>(),
        || get(requests::wait),
    )
    .query::<Wanted>()
    .refuses(&[
        (408, "They did not come in time; those that did are there."),
        (503, "The server ends before they came."),
    ]),
    Endpoint::new(
        Method::GET,
        "/requests/{id}",
        "Shows a request of the journal, with what is documented of it.",
        json::<documented::Shown>(),
        || get(requests::show),
    )
    .query::<requests::Form>()
    .texts(&requests::TEXTS)
    .refuses(&[(404, "There is no such request, or not any more.")]),
    Endpoint::new(
        Method::GET,
        "/events",
        "Tells what happens, as it happens.",
        Answer::File("text/event-stream"),
        || get(events::tell),
    )
    .query::<events::Wanted>()
    .headers(&[("Last-Event-ID", "What a browser has read already; it counts before `after`.")])
    .refuses(&[(503, "There are 32 streams already; `Retry-After` says when to come again.")]),
    Endpoint::new(
        Method::GET,
        "/coverage",
        "Says which operations and documented errors were met since the start.",
        json::<coverage::Covered>(),
        || get(coverage::show),
    )
    .query::<Narrowed>(),
];

/// The links that replies of providers hold, with the host that these were asked at.
pub(super) const DOWNLOADS: &[Endpoint] = &[Endpoint::new(
    Method::GET,
    "/downloads/{provider}",
    "Shows a file that a provider's reply pointed at.",
    Answer::File("application/zip"),
    || get(download),
)
.query::<Ticket>()
.refuses(&[(404, "There is no such file, or not any more.")])];
