//! Qiniu's protocol: JSON, a code of three or six digits in every response, and `QBox` and `Qiniu` tokens.
//!
//! <https://developer.qiniu.com/fusion/8593/interface-related-certificate>

mod signature;

use axum::http::{HeaderName, Method, header};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE;
use serde_json::{Value, json};
use time::Duration;
use time::format_description::FormatItem;
use time::macros::format_description;
use time::{OffsetDateTime, PrimitiveDateTime};
use tracing::debug;

use self::signature::Token;
use crate::accounts::BUILT_IN;
use crate::redact;
use crate::spec::{
    Admission, Answer, AuthMode, Caller, Description, ErrorCode, Exchange, Failure, Operation,
    Parameters, Protocol, Request, Success, Target, catalogue,
};

catalogue! {
    /// What the wire itself answers. Assumption: 404, 405 and 413 say "not found", "method not
    /// allowed" and "request entity too large". From: the words of their statuses.
    pub enum Error {
        AuthorizationInvalid: 401 "401002" "invalid authorization header" "鉴权头格式错误",
        BadToken: 401 "401" "bad token" "bad token",
        InternalError: 500 "500000" "internal error" "内部错误",
        InvalidJson: 400 "400" "invalid json" "invalid json",
        MethodNotAllowed: 405 "405" "method not allowed" "method not allowed",
        NotFound: 404 "404" "not found" "not found",
        RequestEntityTooLarge: 413 "413" "request entity too large" "request entity too large",
        RequestTimeTooSkewed: 403 "403" "request time too skewed" "request time too skewed",
        ResourceNotFound: 404 "404001" "resource not found" "资源不存在",
        SignatureMismatch: 401 "401001" "signature mismatch" "签名不匹配",
        TooManyRequests: 403 "403024" "query rate limit exceeded" "用户请求QPS超限",
    }
}

/// Assumption: a date that is more than 15 minutes off is refused with 403. From: the error page of the
/// vendor's storage, which has the same tokens.
const TOLERANCE: Duration = Duration::minutes(15);

const DATE: &[FormatItem<'_>] = format_description!("[year][month][day]T[hour][minute][second]Z");

/// Qiniu's protocol.
#[derive(Debug)]
pub struct Qiniu;

impl Protocol for Qiniu {
    fn description(&self) -> Description {
        Description::new(
            "token",
            "Authorization",
            "`QBox <AccessKey>:<signature>` or `Qiniu <AccessKey>:<signature>`",
        )
    }

    fn errors(&self) -> &'static [&'static dyn ErrorCode] {
        Error::all()
    }

    fn admit(
        &self,
        request: &Request,
        _: &Target,
        admission: &Admission<'_>,
    ) -> Result<Caller, Failure> {
        let token = request.header(header::AUTHORIZATION.as_str()).and_then(Token::read);
        let caller = match (admission.mode, token) {
            (AuthMode::Off, token) => {
                return Ok(Caller::unverified(account_of(
                    admission,
                    token.map(|token| token.access_key),
                )));
            }
            (_, None) => return Err(Failure::new(&Error::BadToken)),
            (mode, Some(token)) => {
                match admission.directory.find_qiniu_access_key(token.access_key) {
                    Some((name, account)) => {
                        let refuse = |why| Failure::new(&Error::BadToken).explained(why);
                        token.verify(request, &account.secret_key).map_err(refuse)?;
                        Caller::verified(name)
                    }
                    None if mode == AuthMode::Strict => return Err(Failure::new(&Error::BadToken)),
                    None => Caller::unverified(account_of(admission, Some(token.access_key))),
                }
            }
        };
        check_date(request, admission.now)?;
        Ok(caller)
    }

    fn unrouted(&self, _: &Request, target: &Target) -> Result<Success, Failure> {
        Err(Failure::new(match target {
            Target::Nothing => &Error::NotFound,
            Target::NoMethod(_) | Target::Operation(..) => &Error::MethodNotAllowed,
        }))
    }

    fn decode(&self, request: &Request, _: &Operation) -> Result<Parameters, Failure> {
        // The service does not look at the body of a GET: some clients send one all the same.
        let with_body = matches!(request.method, Method::POST | Method::PUT);
        let mut parameters = read_query(request, !with_body);
        if with_body && !request.body.is_empty() {
            let body: Option<Parameters> = serde_json::from_slice(&request.body)
                .map_err(|_| Failure::new(&Error::InvalidJson))?;
            parameters.extend(body.unwrap_or_default().into_iter().map(unify));
        }
        parameters.extend(
            request.path.iter().map(|(name, value)| unify(((*name).to_owned(), json!(value)))),
        );
        Ok(parameters)
    }

    fn malformed(&self, _: &Request, _: &serde_json::Error) -> Failure {
        Failure::new(&Error::InvalidJson)
    }

    fn too_large(&self) -> Failure {
        Failure::new(&Error::RequestEntityTooLarge)
    }

    fn internal(&self) -> Failure {
        Failure::new(&Error::InternalError)
    }

    fn encode(&self, exchange: &Exchange<'_>, outcome: Result<Success, Failure>) -> Answer {
        let answer = match outcome {
            Ok(Success { status, body }) => Answer::new(status, body),
            Err(failure) => {
                let error = failure.zh();
                // Every code in this catalogue is a number.
                let code: u32 = failure.error.code().parse().unwrap_or_default();
                let body = if is_of_storage(exchange.request) {
                    json!({ "error": error })
                } else {
                    json!({ "code": code, "error": error })
                };
                Answer::new(failure.error.status(), body.to_string().into_bytes())
            }
        };
        // Without X-Reqid, the Python SDK assumes that the response is not from Qiniu.
        answer
            .with_static(header::CONTENT_TYPE, "application/json")
            .with(HeaderName::from_static("x-reqid"), URL_SAFE.encode(&exchange.serial[..12]))
            .with_static(HeaderName::from_static("x-log"), "certmock")
    }
}

/// The service is written in Go, which matches names whatever their case, and takes both its
/// documentations' spellings of the common name.
fn unify((name, value): (String, Value)) -> (String, Value) {
    let name = name.to_ascii_lowercase();
    (if name == "commonname" { "common_name".to_owned() } else { name }, value)
}

/// The pairs of the query. A repeated name has the list of its values if `lists` is set, otherwise its first
/// value.
fn read_query(request: &Request, lists: bool) -> Parameters {
    let mut parameters = Parameters::new();
    for (name, value) in request.query() {
        match parameters.get_mut(&name) {
            None => {
                parameters.insert(name, value.into());
            }
            Some(_) if !lists => {}
            Some(Value::Array(values)) => values.push(value.into()),
            Some(only) => *only = json!([only.take(), value]),
        }
    }
    parameters
}

fn account_of(admission: &Admission<'_>, access_key: Option<&str>) -> String {
    match access_key {
        None => BUILT_IN.to_owned(),
        Some(key) => match admission.directory.find_qiniu_access_key(key) {
            Some((name, _)) => name.to_owned(),
            None => format!("qiniu:{}", redact::name(key)),
        },
    }
}

/// Whether the service hands the request on to its storage, whose refusals have no code.
///
/// Assumption: no refusal below `/cert` has a code. From: two that were recorded, and the
/// vendor's console, which reads nothing but their words.
fn is_of_storage(request: &Request) -> bool {
    request.raw_path().starts_with("/cert/")
}

/// Refuses a date that is too far from the current time. The date may be absent: some clients sign without
/// one.
fn check_date(request: &Request, now: OffsetDateTime) -> Result<(), Failure> {
    let Some(date) = request.header("x-qiniu-date") else { return Ok(()) };
    let close = PrimitiveDateTime::parse(date, DATE)
        .is_ok_and(|date| (date.assume_utc() - now).abs() <= TOLERANCE);
    if close {
        return Ok(());
    }
    debug!(
        date = &*redact::header("x-qiniu-date", date),
        "the date of the request is off by more than {TOLERANCE}"
    );
    Err(Failure::new(&Error::RequestTimeTooSkewed))
}
