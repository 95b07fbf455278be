//! Whom a request is for: certmock, as a server or as a proxy before one of its hosts, or somebody
//! else, to whom it does not get. Nothing here, or anywhere, connects to a host.

use std::borrow::Cow;

use axum::Json;
use axum::http::uri::{Authority, Scheme};
use axum::http::{HeaderValue, Method, Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use hyper::ext::ReasonPhrase;
use serde_json::json;
use tracing::warn;

use super::names::Names;
use crate::bell::Bell;
use crate::redact;
use crate::spec::Way;
use crate::strays::{Kind, Met, Strays, Via};

/// The longest host that is repeated: no name is longer (RFC 1035, section 2.3.4).
const LONGEST_HOST: usize = 255;

/// What is done with a request.
#[derive(Debug)]
pub(super) enum Verdict {
    /// It is answered.
    Serve,
    /// It opens a tunnel to that host.
    Tunnel(String),
    /// It is refused.
    Refuse(Response),
}

/// What certmock does as a proxy: it answers in the place of its hosts.
#[derive(Debug)]
pub(crate) struct Proxy {
    names: Names,
    strays: Strays,
}

impl Proxy {
    /// A proxy whose strays ring that bell.
    pub(crate) fn new(names: Names, bell: Bell) -> Self {
        Self { names, strays: Strays::new(bell) }
    }

    /// The hosts that it answers for, as people write them.
    pub(crate) fn answers_for(&self) -> Vec<&str> {
        self.names.list()
    }

    /// What connected for somebody else.
    pub(crate) fn strays(&self) -> &Strays {
        &self.strays
    }

    /// Says what is done with a request that has come on that way; where it is served, the way is
    /// complete then.
    pub(super) fn judge<T>(&self, request: &Request<T>, way: &mut Way) -> Verdict {
        let uri = request.uri();
        if *request.method() == Method::CONNECT {
            return self.judge_tunnel(uri.authority(), *way);
        }
        let (Some(scheme), Some(authority)) = (uri.scheme(), uri.authority()) else {
            return Verdict::Serve;
        };
        let usual = if *scheme == Scheme::HTTPS { 443 } else { 80 };
        let port = authority.port_u16().unwrap_or(usual);
        if !self.names.stand_for(authority.host(), port) {
            return Verdict::Refuse(self.refuse(Via::Absolute, authority.host(), port));
        }
        if !way.is_tunnel() {
            *way = Way::absolute(*scheme == Scheme::HTTPS);
        }
        Verdict::Serve
    }

    /// The answer to a request that is not served.
    pub(crate) fn answer<T>(&self, request: &Request<T>) -> Option<Response> {
        match self.judge(request, &mut Way::direct(false)) {
            Verdict::Serve => None,
            Verdict::Tunnel(_) => Some(StatusCode::OK.into_response()),
            Verdict::Refuse(refusal) => Some(refusal),
        }
    }

    fn judge_tunnel(&self, target: Option<&Authority>, way: Way) -> Verdict {
        let Some((target, port)) = target.and_then(|target| Some((target, target.port_u16()?)))
        else {
            let words = "a tunnel needs a host and a port: CONNECT ssl.tencentcloudapi.com:443";
            return Verdict::Refuse(close((
                StatusCode::BAD_REQUEST,
                Json(json!({ "error": words })),
            )));
        };
        let host = target.host();
        if way.is_tunnel() || target.as_str().contains('@') || !self.names.stand_for(host, port) {
            return Verdict::Refuse(self.refuse(Via::Connect, host, port));
        }
        Verdict::Tunnel(host.to_owned())
    }

    /// The refusal of a host that is somebody else's. Clients print the reason phrase, and not the
    /// body.
    fn refuse(&self, via: Via, host: &str, port: u16) -> Response {
        let host = shown(host);
        let words = format!("certmock does not forward {host}:{port}");
        let body = json!({
            "error": words,
            "host": host,
            "answers_for": self.names.list(),
            "hint": "add the host with --answer-for to have certmock answer for it, or put it into NO_PROXY to reach it directly",
        });
        let mut response = close((StatusCode::FORBIDDEN, Json(body)));
        if let Ok(phrase) = ReasonPhrase::try_from(words.into_bytes()) {
            response.extensions_mut().insert(phrase);
        }
        let host = host.into_owned();
        let kind = Kind::Refused;
        let stray = Met { kind, via, host: host.clone(), port: Some(port), detail: "", rule: None };
        if self.strays.note(stray) {
            warn!(host, port, "a client called a host that certmock does not answer for");
        }
        response
    }
}

/// A host as it may be shown: what is longer than a name can be is cut, and a secret is none.
pub(super) fn shown(host: &str) -> Cow<'_, str> {
    match host.get(..LONGEST_HOST) {
        Some(begin) if host.len() > LONGEST_HOST => format!("{}…", redact::name(begin)).into(),
        _ => redact::name(host),
    }
}

/// An answer after which the connection ends.
fn close(answer: impl IntoResponse) -> Response {
    let mut response = answer.into_response();
    response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    response
}
