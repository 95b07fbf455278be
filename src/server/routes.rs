//! Finds what answers a request, by its path, its host or what it names itself.

use std::borrow::Cow;
use std::convert::Infallible;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::request::Parts;
use axum::http::{HeaderValue, Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use percent_encoding::percent_decode_str;
use serde_json::json;
use smol_str::SmolStr;
use tower::{Layer as _, ServiceExt as _, service_fn};
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{Predicate as _, SizeAbove};

use super::body::{BodyError, Bounds, read_body};
use super::panics::{answer_or_fail, apart};
use super::{App, Delivery, Routed, fault, say_length};
use crate::hosts::host_of;
use crate::json;
use crate::redact;
use crate::rules::Transport;
use crate::spec::{
    self, Answer, Credentials, Named, Operation, Provider, Providers, Resource, Sign, Target,
};

/// The largest body that is processed on the connection's own thread, in bytes. The slowest work, checking a
/// chain, takes 20 ms for such a body. Most uploads are smaller.
const LARGE: usize = 32 << 10;

/// How many values the JSON of a request has at the most: each takes up to 128 bytes where it is read.
///
/// Assumption: a body with more than 250,000 values is answered as one that is too large. From:
/// nothing; no documented request has a thousandth of it.
const MOST_VALUES: usize = 250_000;

/// The values of the path's parameters, percent-decoded. A value that is not UTF-8 after decoding is kept
/// encoded, so that different values stay different.
fn match_path(pattern: &'static str, path: &str) -> Vec<(&'static str, SmolStr)> {
    pattern
        .split('/')
        .zip(path.split('/'))
        .filter_map(|(pattern, value)| {
            let name = pattern.strip_prefix('{')?.strip_suffix('}')?;
            let decoded = percent_decode_str(value).decode_utf8();
            Some((name, decoded.map_or_else(|_| value.into(), SmolStr::from)))
        })
        .collect()
}

/// Answers all requests to the providers.
#[derive(Clone, Debug)]
pub(crate) struct Vendors(Arc<Table>);

#[derive(Debug)]
struct Table {
    app: Arc<App>,
    /// The paths of all providers.
    paths: matchit::Router<(&'static Provider, &'static Resource)>,
    wires: Wires,
}

/// The providers, grouped by the protocol that they share.
type Wires = Vec<Providers>;

impl Vendors {
    /// Answers for the app's providers.
    ///
    /// # Panics
    ///
    /// If two resources have the same path. A test checks that none have.
    pub(crate) fn new(app: Arc<App>) -> Self {
        let mut paths = matchit::Router::new();
        let mut add = |path, place| paths.insert(path, place).expect("no two have one path");
        for provider in app.providers {
            for resource in provider.resources() {
                if is_discovered(resource) {
                    add(format!("{}/", resource.path), (*provider, resource));
                }
                add(resource.path.to_owned(), (*provider, resource));
            }
        }
        let wires = app.providers.chunk_by(|one, other| wire_of(one) == wire_of(other)).collect();
        Self(Arc::new(Table { app, paths, wires }))
    }

    /// An axum router that passes every request to this.
    pub(crate) fn routes(&self) -> Router {
        let vendors = self.clone();
        Router::new().fallback(async move |request| vendors.answer(request).await)
    }

    /// Answers a request.
    pub(crate) async fn answer(&self, request: Request<Body>) -> Response {
        let Some((provider, resource)) = self.find(request.uri().path()) else {
            return answer_elsewhere(&self.0, request).await;
        };
        let place = (provider, resource);
        if !provider.protocol.compresses() {
            return answer_resource(&self.0, place, request).await;
        }
        answer_compressed(&self.0, place, request).await
    }

    fn find(&self, path: &str) -> Option<(&'static Provider, &'static Resource)> {
        self.0.paths.at(path).ok().map(|found| *found.value)
    }
}

/// Whether clients discover the path by themselves, like the versions of an API. Such paths link to
/// themselves with a trailing `/`, and clients request them with and without it.
fn is_discovered(resource: &Resource) -> bool {
    let is_open = |operation: &Operation| operation.credentials == Credentials::Nobody;
    resource.path != "/" && resource.operations.iter().all(is_open)
}

/// Answers a request for a resource whose answers are compressed if the client accepts that.
async fn answer_compressed(
    table: &Table,
    place: (&'static Provider, &'static Resource),
    request: Request<Body>,
) -> Response {
    // Django compresses bodies of 200 bytes or more, and Rainbond's is the only protocol that compresses.
    let is_large = SizeAbove::new(200);
    if request.headers().contains_key(header::ACCEPT_ENCODING) {
        let answer = service_fn(async |request| {
            Ok::<_, Infallible>(answer_resource(table, place, request).await)
        });
        let compression = CompressionLayer::new().gzip(true).compress_when(is_large);
        let Ok(response) = compression.layer(answer).oneshot(request).await;
        return response.map(Body::new);
    }
    // For other clients, the compression would only say what the answer varies by.
    let mut response = answer_resource(table, place, request).await;
    let headers = response.headers();
    let is_encoded = headers.contains_key(header::CONTENT_ENCODING)
        || headers.contains_key(header::CONTENT_RANGE);
    let varies = headers.get_all(header::VARY).iter().any(|by| {
        let names = by.to_str().unwrap_or_default().split(',');
        names.map(str::trim).any(|name| name.eq_ignore_ascii_case("accept-encoding"))
    });
    if is_large.should_compress(&response) && !is_encoded && !varies {
        let varies = HeaderValue::from_name(header::ACCEPT_ENCODING);
        response.headers_mut().append(header::VARY, varies);
    }
    response
}

async fn answer_resource(
    table: &Table,
    (provider, resource): (&'static Provider, &'static Resource),
    request: Request<Body>,
) -> Response {
    let (parts, body) = request.into_parts();
    let by_path = || Destination::Path {
        provider,
        target: Target::of(resource, &parts.method),
        parameters: match_path(resource.path, parts.uri.path()),
    };
    let destination = table.by_head(&parts, Some(provider)).unwrap_or_else(by_path);
    answer(table.app.clone(), destination, parts, body).await
}

async fn answer_elsewhere(table: &Table, request: Request<Body>) -> Response {
    let (parts, body) = request.into_parts();
    let (path, providers) = (parts.uri.path(), table.app.providers);
    // The provider with the longest matching prefix. `max_by_key` returns the last maximum; reversed, the
    // first provider wins.
    let claiming = providers.iter().copied().rev().filter(|provider| provider.claims(path));
    let claiming = claiming.max_by_key(|provider| provider.claim(path));
    let destination =
        table.by_head(&parts, claiming).or_else(|| claiming.map(Destination::nothing_of));
    match destination {
        Some(destination) => answer(table.app.clone(), destination, parts, body).await,
        None => unclaimed(providers, path),
    }
}

/// Where a request goes, as far as its head tells.
enum Destination {
    /// To the provider that has its path.
    Path { provider: &'static Provider, target: Target, parameters: Vec<(&'static str, SmolStr)> },
    /// To one of these providers, depending on what the request itself names, possibly in its body. They
    /// share a protocol, and there is at least one.
    Name(Cow<'static, [&'static Provider]>),
}

impl Table {
    /// The destination of a request that is not routed by its path. `by_path` is the provider that its path
    /// belongs to.
    fn by_head(&self, head: &Parts, by_path: Option<&'static Provider>) -> Option<Destination> {
        let host = host_of(&head.headers, &head.uri);
        // The first provider of a shared protocol answers for all of them.
        if let Some(wire) = self.wires.iter().find(|wire| wire[0].protocol.claims(head, &host)) {
            return Some(Destination::Name(Cow::Borrowed(wire)));
        }
        let providers = self.app.providers;
        if let Some(provider) = provider_at(providers, &host) {
            // A path of another vendor's provider means nothing at this host.
            let is_neighbour = by_path.is_some_and(|by_path| by_path.is_neighbour_of(provider));
            return (!is_neighbour).then(|| Destination::nothing_of(provider));
        }
        if by_path.is_some() && head.uri.path() != "/" {
            return None;
        }
        let named = providers.iter().copied().filter(|provider| provider.protocol.may_have(head));
        let named: Vec<_> = named.collect();
        (!named.is_empty()).then_some(Destination::Name(named.into()))
    }
}

fn wire_of(provider: &Provider) -> &'static str {
    provider.protocol.shared_wire()
}

/// The provider with this host.
fn provider_at(providers: Providers, host: &str) -> Option<&'static Provider> {
    // Most requests name an address or a name without a dot, which are no vendor's hosts.
    let (_, top) = host.rsplit_once('.')?;
    if top.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    providers.iter().copied().find(|provider| provider.has_host(host))
}

impl Destination {
    /// A request for something that the provider does not have.
    fn nothing_of(provider: &'static Provider) -> Self {
        Self::Path { provider, target: Target::Nothing, parameters: Vec::new() }
    }

    /// A provider with the protocol of the request.
    fn provider(&self) -> &'static Provider {
        match self {
            Self::Path { provider, .. } => provider,
            Self::Name(providers) => providers[0],
        }
    }

    /// Finds the provider and what the request names, after the body was read.
    fn ask(self, parts: Parts, body: Bytes) -> Routed {
        let Parts { method, uri, headers, extensions, .. } = parts;
        let mut request = spec::Request::new(method, uri, headers, body);
        request.way = extensions.get().copied().unwrap_or_default();
        match self {
            Self::Path { provider, target, parameters } => {
                request.path = parameters;
                Routed { provider, target, request }
            }
            Self::Name(providers) => {
                let named = providers[0].protocol.names_of(&request);
                let provider = meant(providers, &request, named);
                let target = provider.named(named.operation);
                Routed { provider, target, request }
            }
        }
    }
}

/// The provider that a request is for. A weaker sign is considered only if the stronger ones leave several
/// providers. If several are left in the end, the first is taken.
fn meant(
    mut left: Cow<'static, [&'static Provider]>,
    request: &spec::Request,
    named: Named<'_>,
) -> &'static Provider {
    for sign in Sign::ALL {
        if left.len() == 1 {
            break;
        }
        let is_meant = |provider: &&Provider| provider.protocol.is_meant(request, named, sign);
        let meant: Vec<_> = left.iter().copied().filter(is_meant).collect();
        if !meant.is_empty() {
            left = meant.into();
        }
    }
    left[0]
}

/// certmock's own answer to a path that belongs to no provider.
fn unclaimed(providers: Providers, path: &str) -> Response {
    let prefixes: Vec<_> = providers.iter().flat_map(|provider| provider.prefixes).collect();
    let body = json!({
        "error": format!("certmock emulates nothing under {}", redact::path(path)),
        "paths": prefixes,
        "catalogue": "/_certmock/catalogue",
    });
    let content_type = [(header::CONTENT_TYPE, "application/json")];
    (StatusCode::NOT_FOUND, content_type, body.to_string()).into_response()
}

async fn answer(app: Arc<App>, destination: Destination, head: Parts, body: Body) -> Response {
    let target = head.uri.clone();
    answer_or_fail(target, read_and_answer(app, destination, head, body)).await
}

async fn read_and_answer(
    app: Arc<App>,
    destination: Destination,
    head: Parts,
    body: Body,
) -> Response {
    let bounds = Bounds { limit: app.body_limit, patience: app.patience };
    match read_body(body, &head.headers, bounds).await {
        Ok(body) if has_too_many_values(&body) => refuse_too_large(&app, destination, head),
        Ok(body) => {
            let delivery = answer_whole(app.clone(), destination, head, body).await;
            tell(&app, delivery).await
        }
        // The client is gone and will not read this.
        Err(BodyError::Cut) => StatusCode::BAD_REQUEST.into_response(),
        // No vendor's answer is known. RFC 9110 has this status for it.
        Err(BodyError::Silent) => {
            (StatusCode::REQUEST_TIMEOUT, [(header::CONNECTION, "close")]).into_response()
        }
        Err(BodyError::TooLarge) => refuse_too_large(&app, destination, head),
    }
}

/// Whether a body is JSON with too many values. A short body cannot have too many and is not examined.
fn has_too_many_values(body: &[u8]) -> bool {
    let is_json =
        || body.trim_ascii_start().starts_with(b"{") || body.trim_ascii_start().starts_with(b"[");
    body.len() > MOST_VALUES && is_json() && json::count_values(body, MOST_VALUES) == MOST_VALUES
}

/// Refuses a body that is too large, with the vendor's error. The connection is closed, because the rest of
/// the body is not read.
fn refuse_too_large(app: &App, destination: Destination, head: Parts) -> Response {
    let failure = destination.provider().protocol.too_large();
    let close = HeaderValue::from_static("close");
    let routed = destination.ask(head, Bytes::new());
    app.refuse(&routed, failure).with(header::CONNECTION, close).into()
}

async fn answer_whole(
    app: Arc<App>,
    destination: Destination,
    head: Parts,
    body: Bytes,
) -> Delivery {
    if body.len() > LARGE {
        return apart(move || app.answer(&destination.ask(head, body))).await;
    }
    let routed = destination.ask(head, body);
    if routed.takes_long() {
        return apart(move || app.answer(&routed)).await;
    }
    app.answer(&routed)
}

/// Sends a response, with the delay and the transport fault of a rule.
async fn tell(app: &App, Delivery { answer, delay, transport }: Delivery) -> Response {
    if let Some(delay) = delay {
        app.end.sleep(delay).await;
    }
    let Some(transport) = transport else { return answer.into() };
    if transport == Transport::Hang {
        app.end.come().await;
        // This response is never sent: `Close` ends the connection.
        let mut response = Response::new(Body::empty());
        response.extensions_mut().insert(Transport::Close);
        return response;
    }
    let Answer { status, headers, body } = answer;
    let length = if transport == Transport::Empty { 0 } else { body.len() };
    let mut response = Response::new(fault::body(body, transport, app.end.clone()));
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    say_length(&mut response, length);
    response.extensions_mut().insert(transport);
    response
}
