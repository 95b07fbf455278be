//! Rainbond's protocol: Django REST framework, with the conventions of the platform's OpenAPI.
//!
//! Every fact was recorded of the platform's open source, running:
//! rainbond-console of 2026-08, Django 5.2, DRF 3.16.

mod body;

use axum::http::{HeaderName, Method, StatusCode, header};
use serde_json::{Map, Value, json};

use crate::accounts::BUILT_IN;
use crate::ids::{fingerprint, hex};
use crate::spec::{
    Admission, Answer, AuthMode, Caller, Description, ErrorCode, Exchange, Failure, Operation,
    Parameters, Protocol, Request, Success, Target, catalogue,
};

catalogue! {
    /// What stands before the platform's own code. Assumption: a body that is too large is a 413 in
    /// the platform's envelope. From: Django's name for it; no limit was recorded.
    #[expect(clippy::enum_variant_names, reason = "the names are the vendor's")]
    pub(crate) enum Error {
        InternalError: 500 "10401" "internal error" "internal error" { Body::Exception { error_type: "Exception", module: "builtins" } },
        InvalidInternalToken: 401 "401" "Invalid internal token" "Invalid internal token" { Body::Framework { error_type: "AuthenticationFailed" } },
        MethodNotAllowed: 405 "405" "方法不被允许。" "方法不被允许。" { Body::Framework { error_type: "MethodNotAllowed" } },
        NoToken: 401 "401" "No token" "No token" { Body::Framework { error_type: "AuthenticationFailed" } },
        PageNotFound: 404 "404" "Not Found" "Not Found" { Body::Page },
        ParseError: 400 "400" "JSON parse error" "JSON parse error" { Body::Framework { error_type: "ParseError" } },
        RequestTooLarge: 413 "413" "Request body exceeded the limit." "请求体超过限制。" { Body::Framework { error_type: "RequestDataTooBig" } },
        UnknownToken: 401 "401" "No such user or user is not admin" "No such user or user is not admin" { Body::Framework { error_type: "AuthenticationFailed" } },
        UnsupportedMediaType: 415 "415" "不支持请求中的媒体类型。" "不支持请求中的媒体类型。" { Body::Framework { error_type: "UnsupportedMediaType" } },
        Validation: 400 "20400" "参数错误" "参数错误" { Body::Validation },
    }
}

/// The forms of an error's body that differ from the usual one.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Body {
    /// An exception raised by the platform's own code.
    Exception {
        /// The exception's type.
        error_type: &'static str,
        /// The exception's module in Python.
        module: &'static str,
    },
    /// An exception raised by the framework.
    Framework {
        /// The exception's type.
        error_type: &'static str,
    },
    /// Only the message.
    Message,
    /// An HTML page.
    Page,
    /// The invalid fields, each with its error.
    Validation,
}

/// The service's page for an address that it does not have, from its production server.
const NOT_FOUND_PAGE: &str = "\n<!doctype html>\n<html lang=\"en\">\n<head>\n  <title>Not Found</title>\n</head>\n<body>\n  <h1>Not Found</h1><p>The requested resource was not found on this server.</p>\n</body>\n</html>\n";

/// The service writes `utf8` without the hyphen.
const HTML: &str = "text/html; charset=utf8";

/// The order in which Django names methods.
const METHODS: [Method; 5] =
    [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE];

/// Rainbond's protocol.
#[derive(Debug)]
pub(crate) struct Rainbond;

impl Protocol for Rainbond {
    fn description(&self) -> Description {
        Description::new("token", "Authorization", "The token, with no scheme before it")
    }

    fn errors(&self) -> &'static [&'static dyn ErrorCode] {
        Error::all()
    }

    fn admit(
        &self,
        request: &Request,
        target: &Target,
        admission: &Admission<'_>,
    ) -> Result<Caller, Failure> {
        if is_preflight(request) {
            return Ok(Caller::verified(BUILT_IN));
        }
        // The path is checked before the token, and the method after it.
        if !is_address(request, target) {
            return Err(Failure::new(&Error::PageNotFound));
        }
        let token = request.header(header::AUTHORIZATION.as_str());
        if admission.mode == AuthMode::Off {
            return Ok(Caller::unverified(
                token.map_or_else(|| BUILT_IN.to_owned(), |token| account_of(token, admission)),
            ));
        }
        if let Some(internal) = request.header("x-internal-token") {
            return admission
                .directory
                .find_rainbond_internal_token(internal)
                .map(Caller::verified)
                .ok_or_else(|| Failure::new(&Error::InvalidInternalToken));
        }
        let token = token.ok_or_else(|| Failure::new(&Error::NoToken))?;
        match admission.directory.find_rainbond_token(token) {
            Some(name) => Ok(Caller::verified(name)),
            // A token has no scheme before it: one with a scheme is unknown.
            None if admission.mode == AuthMode::Strict || token.contains(char::is_whitespace) => {
                Err(Failure::new(&Error::UnknownToken))
            }
            None => Ok(Caller::unverified(account_of(token, admission))),
        }
    }

    fn unrouted(&self, request: &Request, target: &Target) -> Result<Success, Failure> {
        let body = if is_preflight(request) {
            Vec::new()
        } else if request.method == Method::OPTIONS {
            describe(target).to_string().into_bytes()
        } else {
            let words = format!("方法 “{}” 不被允许。", request.method);
            return Err(Failure::saying(&Error::MethodNotAllowed, words));
        };
        Ok(Success { status: StatusCode::OK, body })
    }

    fn decode(&self, request: &Request, _: &Operation) -> Result<Parameters, Failure> {
        // If a parameter is repeated, its last value counts.
        let mut parameters: Parameters =
            request.query().map(|(name, value)| (name, value.into())).collect();
        if matches!(request.method, Method::POST | Method::PUT) {
            parameters.extend(body::read(request)?);
        }
        parameters
            .extend(request.path.iter().map(|(name, value)| ((*name).to_owned(), json!(value))));
        Ok(parameters)
    }

    fn malformed(&self, _: &Request, _: &serde_json::Error) -> Failure {
        Failure::new(&Error::Validation)
    }

    fn too_large(&self) -> Failure {
        Failure::new(&Error::RequestTooLarge)
    }

    fn internal(&self) -> Failure {
        Failure::new(&Error::InternalError)
    }

    fn compresses(&self) -> bool {
        true
    }

    fn encode(&self, exchange: &Exchange<'_>, outcome: Result<Success, Failure>) -> Answer {
        let Exchange { request, target, serial, .. } = exchange;
        let mut answer = match outcome {
            Ok(Success { status, body }) if body.is_empty() => Answer::new(status, body),
            Ok(Success { status, body }) => json_answer(status, body),
            Err(failure) => refuse(&failure),
        };
        if is_preflight(request) {
            // Assumption: every origin may ask from a browser. From: a preflight that was
            // answered; its headers were not recorded.
            let origin = request.header("origin").unwrap_or_default();
            let methods = "DELETE, GET, OPTIONS, PATCH, POST, PUT";
            answer = answer
                .with_static(header::CONTENT_TYPE, HTML)
                .with(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin)
                .with(header::ACCESS_CONTROL_ALLOW_METHODS, methods);
        } else if is_address(request, target) {
            answer = answer.with(header::ALLOW, allowed_methods(target));
        }
        answer
            .with_static(header::VARY, "Accept, origin")
            .with_static(header::X_FRAME_OPTIONS, "DENY")
            .with(HeaderName::from_static("x-request-id"), hex(&serial[..16]))
    }
}

fn json_answer(status: StatusCode, body: Vec<u8>) -> Answer {
    let mut answer = Answer::new(status, body);
    // As many as there are in the end, because a table of headers costs much to enlarge.
    answer.headers.reserve(8);
    answer.with_static(header::CONTENT_TYPE, "application/json")
}

fn refuse(failure: &Failure) -> Answer {
    let status = failure.error.status();
    if matches!(failure.shape(), Some(Body::Page)) {
        return Answer::new(status, NOT_FOUND_PAGE.into()).with_static(header::CONTENT_TYPE, HTML);
    }
    let answer = json_answer(status, envelope(failure).to_string().into_bytes());
    match status {
        StatusCode::UNAUTHORIZED => answer.with_static(header::WWW_AUTHENTICATE, "Token"),
        _ => answer,
    }
}

/// Whether the request is a CORS preflight. It is answered before any token is checked.
pub(crate) fn is_preflight(request: &Request) -> bool {
    request.method == Method::OPTIONS
        && request.headers.contains_key(header::ORIGIN)
        && request.headers.contains_key(header::ACCESS_CONTROL_REQUEST_METHOD)
}

/// Whether the service accepts the path's parameters: its patterns are `[\w\-]+` for names and `[\d\-]+` for
/// the ids of certificates and applications.
fn is_address(request: &Request, target: &Target) -> bool {
    let is_word = |letter: char| letter == '_' || letter.is_alphanumeric();
    !matches!(target, Target::Nothing)
        && request.path.iter().all(|(name, value)| {
            let is_id = matches!(*name, "certificate_id" | "app_id");
            let allowed = |letter| {
                letter == '-' || if is_id { char::is_numeric(letter) } else { is_word(letter) }
            };
            !value.is_empty() && value.chars().all(allowed)
        })
}

fn account_of(token: &str, admission: &Admission<'_>) -> String {
    match admission.directory.find_rainbond_token(token) {
        Some(name) => name.to_owned(),
        // The account's name is not secret, but the token is.
        None => format!("rainbond:{}", fingerprint(token)),
    }
}

fn allowed_methods(target: &Target) -> String {
    let operations = target.resource().map_or(&[][..], |resource| resource.operations);
    let has =
        |method: &Method| operations.iter().any(|operation| operation.methods.contains(method));
    let mut methods: Vec<&str> =
        METHODS.iter().filter(|method| has(method)).map(Method::as_str).collect();
    if has(&Method::GET) {
        methods.push("HEAD");
    }
    methods.push("OPTIONS");
    methods.join(", ")
}

/// DRF's description of a view.
fn describe(target: &Target) -> Value {
    json!({
        "name": target.resource().map(|resource| resource.name),
        "description": "",
        "renders": ["application/json", "text/html"],
        "parses": ["application/json", "application/x-www-form-urlencoded", "multipart/form-data"],
    })
}

/// The JSON body of an error.
fn envelope(failure: &Failure) -> Value {
    // Every code in this catalogue is a number.
    let code: u32 = failure.error.code().parse().unwrap_or_default();
    let message = failure.en();
    // The service shows its source here. This is one line of the same shape.
    let trace = |error_type| format!("Traceback (most recent call last): {error_type}: {message}");
    match failure.shape() {
        Some(Body::Message) => json!({ "msg": failure.zh() }),
        Some(Body::Validation) => {
            let err = failure.detail("err").cloned().unwrap_or_else(|| Map::new().into());
            json!({ "detail": message, "err": err, "code": code, "error_type": "ValidationError" })
        }
        Some(Body::Exception { error_type, module }) => json!({
            "code": code,
            "msg": message,
            "msg_show": trace(error_type),
            "error_type": error_type,
            "error_trace": trace(error_type),
            "error_details": {
                "args": failure.detail("args").cloned().unwrap_or_else(|| json!([message])),
                "message": message,
                "module": module,
            },
        }),
        Some(Body::Framework { error_type }) => json!({
            "detail": message,
            "code": code,
            "msg": message,
            "msg_show": message,
            "error_type": error_type,
            "error_trace": trace(error_type),
        }),
        Some(Body::Page) | None => {
            // Some errors have no English message.
            let msg = (!message.is_empty()).then_some(message);
            let data = json!({ "bean": {}, "list": [] });
            json!({ "code": code, "msg": msg, "msg_show": failure.zh(), "data": data })
        }
    }
}
