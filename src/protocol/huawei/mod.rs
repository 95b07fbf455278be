//! Huawei Cloud's protocol: REST behind an API gateway, with tokens and signatures.
//!
//! Errors have the envelope of the gateway or that of the service behind it ([`Service`]). If an API has
//! several versions, each has its own envelope ([`Version`]).

mod canonical;
pub(crate) mod envelope;
mod identity;
mod login;
mod regions;
mod service;
mod signature;
mod tenant;
mod token;

use std::sync::{Arc, OnceLock};

use axum::http::{HeaderName, Method, StatusCode, header};
use serde_json::{Value, json};

use self::envelope::Envelope;
use self::identity::{Identity, identify, subject};
pub(crate) use self::regions::{HOME, REGIONS, Region, is_region};
pub(crate) use self::service::{Mistake, Owner, Service, Version};
use self::tenant::made_up_account;
pub(crate) use self::tenant::{account_of_project, project_of};
use crate::accounts::BUILT_IN;
use crate::ids::hex;
use crate::spec::catalogue;
use crate::spec::{
    Admission, Answer, AuthMode, Caller, Credentials, Description, ErrorCode, Exchange, Failure,
    Operation, Parameters, Protocol, Request, Serial, Success, Target, facts_of, in_header,
};
use crate::store::Facts;

catalogue! {
    /// What the gateway answers, whichever service stands behind it.
    #[expect(clippy::enum_variant_names, reason = "the names are the vendor's")]
    pub(crate) enum Error {
        ApiNotFound: 404 "APIGW.0101" "The API does not exist or has not been published in the environment" "API不存在或尚未发布到环境。",
        ApiNotFoundForMethod: 404 "APIGW.0101" "The API does not exist." "API不存在。",
        AuthenticationMissing: 401 "APIGW.0305" "Incorrect authentication information." "认证信息错误。",
        GatewayInternalError: 500 "APIGW.0601" "Internal server error." "内部错误。",
        IamUnavailable: 503 "APIGW.0613" "The IAM service is currently unavailable." "IAM服务当前不可用。",
        IncorrectIam: 401 "APIGW.0301" "Incorrect IAM authentication information." "IAM认证信息错误。",
        NotAuthorized: 403 "APIGW.0302" "The IAM user is not authorized to access the API." "IAM用户没有权限访问API。",
        RequestTooLarge: 413 "APIGW.0201" "Request entity too large" "请求体过大。",
        Throttled: 429 "APIGW.0308" "The throttling threshold has been reached." "流控阈值达到。",
        TokenExpired: 401 "APIGW.0307" "The token must be updated." "token需要更新。",
    }
}

/// The protocol of one service.
#[derive(Debug)]
pub(crate) struct Huawei {
    /// The version of the service that answers the paths of no other version.
    service: Service,
    /// The other versions of its API.
    versions: &'static [Version],
    /// Collected on first use.
    errors: OnceLock<&'static [&'static dyn ErrorCode]>,
}

impl Huawei {
    /// The protocol of a service with one version of its API.
    pub(crate) const fn new(service: Service) -> Self {
        Self::with(service, &[])
    }

    /// The protocol of a service with several versions of its API. `service` answers the paths that belong to
    /// none of `versions`.
    pub(crate) const fn with(service: Service, versions: &'static [Version]) -> Self {
        Self { service, versions, errors: OnceLock::new() }
    }

    /// The version of the service that a path belongs to.
    fn service_at(&self, path: &str) -> &Service {
        let version = self.versions.iter().find(|version| version.has(path));
        version.map_or(&self.service, |version| &version.service)
    }

    fn refusal(&self, request: &Request, mistake: Mistake) -> Failure {
        self.service_at(request.raw_path()).refusal(mistake)
    }

    /// The gateway looks for a route before it checks credentials.
    fn no_route(&self, request: &Request, target: &Target) -> Failure {
        let of_service = match target {
            Target::NoMethod(_) | Target::Operation(..) => {
                return Failure::new(&Error::ApiNotFoundForMethod);
            }
            Target::Nothing => (self.service_at(request.raw_path()).unrouted)(request),
        };
        Failure::new(of_service.unwrap_or(&Error::ApiNotFound))
    }

    /// The gateway's errors are always in its own envelope.
    fn envelope_of(&self, request: &Request, failure: &Failure) -> Envelope {
        let is_gateways = failure.error.code().starts_with("APIGW.");
        if is_gateways { envelope::flat } else { self.service_at(request.raw_path()).envelope }
    }

    /// The project that a request is for: the one in its path, or the caller's own.
    fn project(
        &self,
        request: &Request,
        identity: &Identity,
        admission: &Admission<'_>,
    ) -> Result<String, Failure> {
        match request.path_parameter("project_id") {
            // Assumption: a project whose id has a `%` or a brace, or is not UTF-8, is at no path of
            // the gateway. From: the ids of the service, which are 32 hexadecimal digits; the vendor's
            // SDK for Python sends a literal `{project_id}` where it was given none.
            Some(project) if project.contains(['%', '{', '}']) => {
                Err(Failure::new(&Error::ApiNotFound))
            }
            Some("") => Err(self.refusal(request, Mistake::NoProject)),
            Some(project) => Ok(project.to_owned()),
            None => Ok(identity.own_project(request, admission)),
        }
    }

    /// The account of the request's project. A declared project accepts only its own account, and a token
    /// only its own project.
    fn enter_project(
        &self,
        request: &Request,
        identity: Identity,
        admission: &Admission<'_>,
    ) -> Result<Caller, Failure> {
        let project = self.project(request, &identity, admission)?;
        let mismatch = || Err(self.refusal(request, Mistake::ForeignProject));
        if identity.project.as_deref().is_some_and(|of_token| of_token != project) {
            return mismatch();
        }
        let caller = match (admission.directory.find_huawei_project(&project), identity.account) {
            (Some((name, _)), _) if admission.mode == AuthMode::Off => Caller::unverified(name),
            (Some((name, _)), Some(account)) if account == name => Caller::verified(name),
            (Some(_), _) => return mismatch(),
            (None, Some(_)) if admission.mode != AuthMode::Off => {
                Caller::verified(made_up_account(&project))
            }
            (None, _) => Caller::unverified(made_up_account(&project)),
        };
        Ok(Caller { project: Some(project), ..caller })
    }

    /// The account of the sender's domain.
    fn enter_domain(identity: Identity, admission: &Admission<'_>) -> Caller {
        let tenant = identity.tenant(admission);
        let mut caller = match identity.account {
            Some(account) if admission.mode != AuthMode::Off => Caller::verified(account),
            Some(account) => Caller::unverified(account),
            None => Caller::unverified(made_up_account(&tenant.domain)),
        };
        caller.tenant = Some(Arc::new(tenant));
        caller
    }
}

impl Protocol for Huawei {
    fn description(&self) -> Description {
        let token = Description::new("token", "X-Auth-Token", "The token that IAM handed out");
        let signature = in_header(
            "Authorization",
            "`SDK-HMAC-SHA256 …`, in either dialect, or `V11-HMAC-SHA256 …`",
        );
        Description {
            security: [token.security, vec![("signature", signature)]].concat(),
            login: Some(login::login_schema()),
            ..token
        }
    }

    fn errors(&self) -> &'static [&'static dyn ErrorCode] {
        self.errors.get_or_init(|| {
            let versions = self.versions.iter().flat_map(|version| (version.service.errors)());
            let mut errors = [Error::all(), (self.service.errors)()].concat();
            errors.extend(versions);
            errors.sort_by_key(|error| error.name());
            // Several versions may have the same errors.
            errors.dedup_by_key(|error| error.name());
            // The protocol exists as long as the program.
            errors.leak()
        })
    }

    fn errors_at(&self, path: &str) -> Vec<&'static dyn ErrorCode> {
        let mut errors = [Error::all(), (self.service_at(path).errors)()].concat();
        errors.sort_by_key(|error| error.name());
        errors
    }

    fn admit(
        &self,
        request: &Request,
        target: &Target,
        admission: &Admission<'_>,
    ) -> Result<Caller, Failure> {
        let Some(operation) = target.operation() else {
            return Err(self.no_route(request, target));
        };
        match operation.credentials {
            Credentials::Nobody => Ok(Caller::verified(BUILT_IN)),
            Credentials::Password => {
                login::log_in(request, admission, self.service_at(request.raw_path()))
            }
            Credentials::Account => {
                let identity = identify(request, admission)?;
                match self.service_at(request.raw_path()).owner {
                    Owner::Project => self.enter_project(request, identity, admission),
                    Owner::Domain => {
                        let mut caller = Self::enter_domain(identity, admission);
                        caller.login = subject(request, admission).map(Arc::new);
                        Ok(caller)
                    }
                }
            }
        }
    }

    fn facts(&self, request: &Request, caller: &Caller, serial: &Serial) -> Facts {
        let request_id = request_id(serial);
        Facts { request_id, ..facts_of(request, caller) }
    }

    fn unrouted(&self, request: &Request, target: &Target) -> Result<Success, Failure> {
        Err(self.no_route(request, target))
    }

    fn decode(&self, request: &Request, operation: &Operation) -> Result<Parameters, Failure> {
        let mut parameters = read_query(request);
        // A body with a password was read during authentication and is not passed on.
        let has_body = matches!(request.method, Method::PATCH | Method::POST | Method::PUT)
            && operation.credentials != Credentials::Password;
        // An operation whose example has no body accepts an empty one.
        if has_body && !(request.body.is_empty() && operation.example.body.is_empty()) {
            let body = read_body(&request.body);
            parameters.extend(body.map_err(|mistake| self.refusal(request, mistake))?);
        }
        parameters
            .extend(request.path.iter().map(|(name, value)| ((*name).to_owned(), json!(value))));
        Ok(parameters)
    }

    fn malformed(&self, request: &Request, _: &serde_json::Error) -> Failure {
        self.refusal(request, Mistake::MalformedBody)
    }

    fn too_large(&self) -> Failure {
        Failure::new(&Error::RequestTooLarge)
    }

    fn internal(&self) -> Failure {
        Failure::new(&Error::GatewayInternalError)
    }

    fn encode(&self, exchange: &Exchange<'_>, outcome: Result<Success, Failure>) -> Answer {
        let service = self.service_at(exchange.request.raw_path());
        let request_id = request_id(&exchange.serial);
        let mut answer = match outcome {
            Ok(Success { status, body }) => Answer::new(status, body),
            Err(failure) => Answer::new(
                failure.error.status(),
                self.envelope_of(exchange.request, &failure)(&failure, &request_id)
                    .to_string()
                    .into_bytes(),
            ),
        };
        if answer.status != StatusCode::NO_CONTENT {
            answer = answer.with_static(header::CONTENT_TYPE, service.media);
        }
        if let Some(login) = exchange.caller.and_then(|caller| caller.login.as_ref())
            && answer.status.is_success()
        {
            let name = HeaderName::from_static("x-subject-token");
            answer = answer.with(name, login.token.expose());
        }
        let answer = (service.adorn)(answer, &request_id);
        answer
            .with_static(header::SERVER, "api-gateway")
            .with(HeaderName::from_static("x-request-id"), request_id)
    }
}

fn incorrect(reason: &str) -> Failure {
    let words = format!("Incorrect IAM authentication information: {reason}");
    Failure::saying(&Error::IncorrectIam, words)
}

/// The request id in the response's headers, and in the bodies that contain it.
fn request_id(serial: &Serial) -> String {
    hex(&serial[..16])
}

/// The pairs of the query. A repeated name becomes a list.
fn read_query(request: &Request) -> Parameters {
    let mut parameters = Parameters::new();
    for (name, value) in request.query() {
        let value = Value::from(value);
        match parameters.get_mut(&name) {
            None => drop(parameters.insert(name, value)),
            Some(Value::Array(values)) => values.push(value),
            Some(first) => *first = Value::Array(vec![first.take(), value]),
        }
    }
    parameters
}

/// Reads a JSON object. Like lua-cjson, the service's parser, it accepts control characters inside strings:
/// one client sends line breaks there.
fn read_body(body: &[u8]) -> Result<Parameters, Mistake> {
    let parameters: Result<Option<Parameters>, _> =
        serde_json::from_slice(body).or_else(|_| serde_json::from_slice(&escape_controls(body)));
    match parameters {
        Ok(Some(parameters)) => Ok(parameters),
        Err(error) if error.is_data() => Err(Mistake::MalformedBody),
        Ok(None) | Err(_) => Err(Mistake::EmptyBody),
    }
}

/// Escapes the control characters inside the strings of a JSON text.
fn escape_controls(text: &[u8]) -> Vec<u8> {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut escaped = Vec::with_capacity(text.len() + 64);
    let (mut in_string, mut after_backslash) = (false, false);
    for &byte in text {
        if in_string && byte < b' ' {
            escaped.extend_from_slice(b"\\u00");
            escaped.push(DIGITS[usize::from(byte >> 4)]);
            escaped.push(DIGITS[usize::from(byte & 15)]);
            after_backslash = false;
            continue;
        }
        if byte == b'"' && !after_backslash {
            in_string = !in_string;
        }
        after_backslash = in_string && byte == b'\\' && !after_backslash;
        escaped.push(byte);
    }
    escaped
}
