//! Decides whom a request is for: certmock as a server, certmock as a proxy for one of its hosts, or another
//! host. Requests for other hosts are refused: certmock never connects to a host.

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

/// The longest host name that a message repeats (RFC 1035, section 2.3.4).
const LONGEST_HOST: usize = 255;

/// What to do with a request.
#[derive(Debug)]
pub(super) enum Verdict {
    /// Answer it.
    Serve,
    /// Open a tunnel to this host.
    Tunnel(String),
    /// Refuse it with this response.
    Refuse(Response),
}

/// certmock as a proxy: it answers in place of the vendors' hosts.
#[derive(Debug)]
pub(crate) struct Proxy {
    names: Names,
    strays: Strays,
}

impl Proxy {
    /// A proxy for these hosts. It rings the bell for each stray connection.
    pub(crate) fn new(names: Names, bell: Bell) -> Self {
        Self { names, strays: Strays::new(bell) }
    }

    /// The hosts that it answers for, as patterns.
    pub(crate) fn answers_for(&self) -> Vec<&str> {
        self.names.list()
    }

    /// The connections that brought no request for these hosts.
    pub(crate) fn strays(&self) -> &Strays {
        &self.strays
    }

    /// Decides what to do with a request. Completes `way` for a request with an absolute URL.
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

    /// The response, if the request is not to be served.
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

    /// Refuses a host that certmock does not answer for. The reason phrase says so as well, because clients
    /// print it and not the body.
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

/// A host for messages, without secrets and cut to the longest possible name.
pub(super) fn shown(host: &str) -> Cow<'_, str> {
    match host.get(..LONGEST_HOST) {
        Some(begin) if host.len() > LONGEST_HOST => format!("{}…", redact::name(begin)).into(),
        _ => redact::name(host),
    }
}

/// A response after which the connection is closed.
fn close(answer: impl IntoResponse) -> Response {
    let mut response = answer.into_response();
    response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    response
}
