//! Events as they happen: `/_certmock/events`, server-sent events
//! (<https://html.spec.whatwg.org/multipage/server-sent-events.html>).
//!
//! A stream stores only the number of the last request that it sent. When its reader is ready for more,
//! it reads new requests from the journal. So a slow reader costs no more memory than the data that is on
//! its way.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::{StreamExt, stream};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, sleep_until, timeout_at};

use super::Refused;
use super::own::Own;
use super::query::Query;
use crate::bell::{Change, Listener};
use crate::journal::{Brief, News};
use crate::server::App;

/// How many streams can be open.
const MOST_STREAMS: usize = 32;

/// When a client that got no stream may try again, in seconds.
const RETRY_AFTER: u64 = 5;

/// How many requests are sent at once, and about how many bytes.
const MOST_TOLD: usize = 100;
const LARGEST_TOLD: usize = 128 << 10;

/// The shortest time between two events.
const PAUSE: Duration = Duration::from_millis(100);

/// The longest time without data.
const SILENCE: Duration = Duration::from_secs(15);

/// The header by which a reconnecting browser names the last event that it received.
const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// The free streams.
#[derive(Clone, Debug)]
pub(super) struct Places(Arc<Semaphore>);

impl Default for Places {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(MOST_STREAMS)))
    }
}

/// Which events to send.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    /// Only requests of this account.
    account: Option<String>,
    /// Also earlier requests, with numbers larger than this; without it, only new requests.
    after: Option<u64>,
}

/// Sends events until the reader disconnects or the server ends: the requests after the number `?after=`,
/// of all accounts or of `?account=`, and other changes. `Last-Event-ID` overrides `?after=`.
pub(super) async fn tell(
    State(app): State<Arc<App>>,
    State(own): State<Own>,
    State(Places(places)): State<Places>,
    Query(Wanted { account, after }): Query<Wanted>,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    let after = last_event(&headers)?.or(after);
    let Ok(place) = places.try_acquire_owned() else {
        let error = format!("all {MOST_STREAMS} streams of events are in use: try again later");
        let refused = Refused(StatusCode::SERVICE_UNAVAILABLE, error);
        return Ok(([(header::RETRY_AFTER, RETRY_AFTER.to_string())], refused).into_response());
    };
    // Before the first look at the journal, so that nothing is missed between the two.
    let listener = own.bell.listen();
    let number = app.journal.newest();
    let hello = json!({
        "started": own.start.at(),
        "number": number,
        "rules": app.rules.all().len(),
        "version": env!("CARGO_PKG_VERSION"),
    });
    // A larger number comes from an earlier server at this address.
    let told = after.filter(|after| *after <= number).unwrap_or(number);
    let mut text = String::new();
    write_event(&mut text, Some(told), "hello", &hello);
    let now = Instant::now();
    let mut teller =
        Teller { app, account, told, listener, looked: now, spoke: now, _place: place };
    teller.look(&mut text);
    let first = stream::once(async { Ok::<_, Infallible>(text) });
    let rest = stream::unfold(teller, |mut teller| async {
        let text = teller.next().await?;
        Some((Ok(text), teller))
    });
    let head = [(header::CONTENT_TYPE, "text/event-stream"), (header::CACHE_CONTROL, "no-store")];
    Ok((head, Body::from_stream(first.chain(rest))).into_response())
}

/// The number of the last request that the reader received, by its headers.
fn last_event(headers: &HeaderMap) -> Result<Option<u64>, Refused> {
    let read = |value: &HeaderValue| value.to_str().ok()?.trim().parse().ok();
    let Some(value) = headers.get(LAST_EVENT_ID) else { return Ok(None) };
    let error = "`Last-Event-ID` must be the id of an earlier event, which is a number";
    read(value).map(Some).ok_or_else(|| Refused::request(error))
}

/// The sender of one stream.
#[derive(Debug)]
struct Teller {
    app: Arc<App>,
    account: Option<String>,
    /// The number of the last request that was sent.
    told: u64,
    listener: Listener,
    /// When it last looked for news.
    looked: Instant,
    /// When it last sent anything.
    spoke: Instant,
    _place: OwnedSemaphorePermit,
}

/// The numbers of requests that are not sent one by one.
#[derive(Serialize)]
struct Gap {
    from: u64,
    to: u64,
}

impl Teller {
    /// The next data; none when the server ends.
    async fn next(&mut self) -> Option<String> {
        let end = self.app.end.clone();
        let mut text = String::new();
        while text.is_empty() {
            let rung = async {
                sleep_until(self.looked + PAUSE).await;
                self.listener.wait().await;
            };
            let waited = tokio::select! {
                biased;
                () = end.come() => return None,
                waited = timeout_at(self.spoke + SILENCE, rung) => waited,
            };
            match waited {
                Ok(()) => self.look(&mut text),
                Err(_) => text.push_str(": still here\n\n"),
            }
        }
        self.spoke = Instant::now();
        Some(text)
    }

    /// Looks for news, and writes them.
    fn look(&mut self, text: &mut String) {
        self.looked = Instant::now();
        // Before the look: later changes are sent the next time.
        let heard = self.listener.hear();
        self.tell_requests(text);
        let changed: Vec<_> =
            heard.filter(|change| *change != Change::Written).map(Change::name).collect();
        if !changed.is_empty() {
            write_event(text, None, "changed", &json!({ "what": changed }));
        }
    }

    fn tell_requests(&mut self, text: &mut String) {
        let News { first, entries, mut next, newest } =
            self.app.journal.news(self.told, self.account.as_deref(), MOST_TOLD);
        if first > self.told + 1 {
            let gap = Gap { from: self.told + 1, to: first - 1 };
            write_event(text, Some(gap.to), "gap", &gap);
            self.told = gap.to;
        }
        let mut told = Vec::new();
        let mut size = 0;
        for written in entries {
            if size > LARGEST_TOLD {
                next = Some(written.number);
                break;
            }
            size += written.entry.path.len() + written.entry.host.len();
            self.told = written.number;
            told.push(Brief(written));
        }
        if !told.is_empty() {
            write_event(text, Some(self.told), "requests", &json!({ "requests": told }));
        }
        if next.is_some() {
            let gap = Gap { from: self.told + 1, to: newest };
            write_event(text, Some(gap.to), "gap", &gap);
        }
        // Later requests of other accounts were seen, too.
        self.told = newest;
    }
}

/// Writes an event; its id is the number from which a reader can continue.
fn write_event(text: &mut String, id: Option<u64>, event: &str, data: &impl Serialize) {
    // One line: JSON has no line break in it.
    let data = serde_json::to_string(data).unwrap_or_default();
    let id = id.map(|id| format!("id: {id}\n")).unwrap_or_default();
    for piece in [&*id, "event: ", event, "\ndata: ", &data, "\n\n"] {
        text.push_str(piece);
    }
}
