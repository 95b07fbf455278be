//! Huawei Cloud's wire: REST behind an API gateway, tokens and signatures.
//!
//! Errors come in the gateway's envelope, or in that of the service behind it, which the wire is told
//! ([`Service`]).

mod canonical;
pub mod envelope;
mod login;
mod regions;
mod service;
mod signature;
mod tenant;
mod token;

use std::sync::{Arc, OnceLock};

use axum::http::{HeaderName, Method, StatusCode, header};
use serde_json::json;

use self::envelope::Envelope;
pub use self::regions::{HOME, REGIONS, Region, is_region};
pub use self::service::{Mistake, Owner, Service};
use self::signature::Authorization;
use self::tenant::made_up_account;
pub use self::tenant::{account_of_project, project_of};
use crate::accounts::BUILT_IN;
use crate::ids::hex;
use crate::redact;
use crate::spec::catalogue;
use crate::spec::{
    Admission, Answer, AuthMode, Caller, Credentials, Description, ErrorCode, Exchange, Failure,
    Operation, Parameters, Protocol, Request, Success, Target, in_header,
};
use crate::store::{Login, Tenant};

catalogue! {
    /// What the gateway answers, whichever service stands behind it.
    pub enum Error {
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

/// The wire of one service.
#[derive(Debug)]
pub struct Huawei {
    service: Service,
    /// Put together when they are first asked for.
    errors: OnceLock<&'static [&'static dyn ErrorCode]>,
}

impl Huawei {
    /// The wire of that service.
    pub const fn new(service: Service) -> Self {
        Self { service, errors: OnceLock::new() }
    }

    /// The gateway looks for a route before it looks at credentials.
    fn no_route(&self, request: &Request, target: &Target) -> Failure {
        let of_service = match target {
            Target::NoMethod(_) | Target::Operation(..) => {
                return Failure::new(&Error::ApiNotFoundForMethod);
            }
            Target::Nothing => (self.service.unrouted)(request),
        };
        Failure::new(of_service.unwrap_or(&Error::ApiNotFound))
    }

    /// The gateway's errors are in its own envelope, whatever the service.
    fn envelope_of(&self, failure: &Failure) -> Envelope {
        let is_gateways = failure.error.code().starts_with("APIGW.");
        if is_gateways { envelope::flat } else { self.service.envelope }
    }

    /// The account of a project. A declared project wants its own account, a token its own project.
    fn enter_project(
        &self,
        project: &str,
        identity: Identity,
        admission: &Admission<'_>,
    ) -> Result<Caller, Failure> {
        let mismatch = || Err(self.service.refusal(Mistake::ForeignProject));
        if identity.project.as_deref().is_some_and(|of_token| of_token != project) {
            return mismatch();
        }
        match (admission.directory.find_huawei_project(project), identity.account) {
            (Some((name, _)), _) if admission.mode == AuthMode::Off => Ok(Caller::unverified(name)),
            (Some((name, _)), Some(account)) if account == name => Ok(Caller::verified(name)),
            (Some(_), _) => mismatch(),
            (None, Some(_)) if admission.mode != AuthMode::Off => {
                Ok(Caller::verified(made_up_account(project)))
            }
            (None, _) => Ok(Caller::unverified(made_up_account(project))),
        }
    }

    /// The account of who asks.
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
            let mut errors = [Error::all(), (self.service.errors)()].concat();
            errors.sort_by_key(|error| error.name());
            // A wire lasts as long as the program.
            errors.leak()
        })
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
            Credentials::Password => login::log_in(request, admission, &self.service),
            Credentials::Account => {
                let identity = identify(request, admission)?;
                if self.service.owner == Owner::Domain {
                    let mut caller = Self::enter_domain(identity, admission);
                    caller.login = subject(request, admission).map(Arc::new);
                    return Ok(caller);
                }
                match request.path_parameter("project_id").filter(|project| !project.is_empty()) {
                    // Assumption: a project whose id has a `%` or a brace, or is not UTF-8, is at no
                    // path of the gateway. From: the ids of the service, which are 32 hexadecimal
                    // digits; the vendor's SDK for Python sends a literal `{project_id}` where it
                    // was given none.
                    Some(project) if project.contains(['%', '{', '}']) => {
                        Err(Failure::new(&Error::ApiNotFound))
                    }
                    Some(project) => self.enter_project(project, identity, admission),
                    None => Err(self.service.refusal(Mistake::NoProject)),
                }
            }
        }
    }

    fn unrouted(&self, request: &Request, target: &Target) -> Result<Success, Failure> {
        Err(self.no_route(request, target))
    }

    fn decode(&self, request: &Request, operation: &Operation) -> Result<Parameters, Failure> {
        let mut parameters: Parameters =
            request.query().map(|(name, value)| (name, value.into())).collect();
        // A body with a password was read when its sender was admitted, and goes no further.
        let has_body = matches!(request.method, Method::PATCH | Method::POST | Method::PUT)
            && operation.credentials != Credentials::Password;
        // An operation whose example says nothing wants nothing said.
        if has_body && !(request.body.is_empty() && operation.example.body.is_empty()) {
            let body = read_body(&request.body);
            parameters.extend(body.map_err(|mistake| self.service.refusal(mistake))?);
        }
        parameters.extend(request.path.iter().map(|(name, value)| (name.clone(), json!(value))));
        Ok(parameters)
    }

    fn malformed(&self, _: &serde_json::Error) -> Failure {
        self.service.refusal(Mistake::MalformedBody)
    }

    fn too_large(&self) -> Failure {
        Failure::new(&Error::RequestTooLarge)
    }

    fn internal(&self) -> Failure {
        Failure::new(&Error::GatewayInternalError)
    }

    fn encode(&self, exchange: &Exchange<'_>, outcome: Result<Success, Failure>) -> Answer {
        let request_id = hex(&exchange.serial[..16]);
        let mut answer = match outcome {
            Ok(Success { status, body }) => Answer::new(status, body),
            Err(failure) => Answer::new(
                failure.error.status(),
                self.envelope_of(&failure)(&failure, &request_id).to_string().into_bytes(),
            ),
        };
        if answer.status != StatusCode::NO_CONTENT {
            answer = answer.with(header::CONTENT_TYPE, self.service.media);
        }
        if let Some(login) = exchange.caller.and_then(|caller| caller.login.as_ref())
            && answer.status.is_success()
        {
            let name = HeaderName::from_static("x-subject-token");
            answer = answer.with(name, login.token.expose());
        }
        let answer = (self.service.adorn)(answer, &request_id);
        answer
            .with(header::SERVER, "api-gateway")
            .with(HeaderName::from_static("x-request-id"), request_id)
    }
}

/// Who signed a request, or whose token it bears.
#[derive(Debug)]
struct Identity {
    /// The declared account, where the credentials were verified as its own.
    account: Option<String>,
    /// The project that a token is for.
    project: Option<String>,
    /// Who asks where the token says so, or where nobody declared the access key.
    tenant: Option<Tenant>,
}

impl Identity {
    /// The declared account of that name.
    fn declared(name: &str) -> Self {
        Self { account: Some(name.to_owned()), project: None, tenant: None }
    }

    /// Whoever has an access key that nobody declared.
    fn made_up(access_key: &str) -> Self {
        let tenant = Some(Tenant::made_up(access_key, access_key));
        Self { account: None, project: None, tenant }
    }

    /// Who asks, as IAM has it. What was declared may have changed since a token was handed out.
    fn tenant(&self, admission: &Admission<'_>) -> Tenant {
        self.tenant.clone().unwrap_or_else(|| {
            let name = self.account.as_deref().unwrap_or(BUILT_IN);
            let declared = admission.directory.find(name).and_then(|found| found.huawei.as_ref());
            declared.map_or_else(|| Tenant::made_up(name, name), Tenant::declared)
        })
    }
}

fn identify(request: &Request, admission: &Admission<'_>) -> Result<Identity, Failure> {
    if admission.mode == AuthMode::Off {
        return Ok(take_at_its_word(request, admission));
    }
    if let Some(token) = request.header("x-auth-token") {
        return token::admit(token, admission);
    }
    let Some(header) = request.header(header::AUTHORIZATION.as_str()) else {
        return Err(Failure::new(&Error::AuthenticationMissing));
    };
    let authorization = Authorization::read(header).ok_or_else(|| signature::unread(header))?;
    let identity = match admission.directory.find_huawei_access_key(authorization.access_key) {
        Some((name, account)) => {
            authorization.verify(request, account.secret_key.expose())?;
            Identity::declared(name)
        }
        None if admission.mode == AuthMode::Strict => {
            let key = redact::text(authorization.access_key);
            return Err(incorrect(&format!("ak {key} not exist")));
        }
        None => Identity::made_up(authorization.access_key),
    };
    signature::check_date(request, admission.now)?;
    Ok(identity)
}

/// Whose the credentials of a request say they are; the built-in account's where there are none.
fn take_at_its_word(request: &Request, admission: &Admission<'_>) -> Identity {
    let token = request.header("x-auth-token").and_then(|token| token::find(token, admission));
    let header = request.header(header::AUTHORIZATION.as_str());
    match (token, header.and_then(Authorization::read)) {
        (Some(Login { grant, .. }), _) => {
            Identity { account: grant.account, project: None, tenant: Some(grant.tenant) }
        }
        (None, Some(Authorization { access_key, .. })) => {
            let declared = admission.directory.find_huawei_access_key(access_key);
            declared
                .map_or_else(|| Identity::made_up(access_key), |(name, _)| Identity::declared(name))
        }
        (None, None) => Identity::declared(BUILT_IN),
    }
}

/// The token that a request asks about.
fn subject(request: &Request, admission: &Admission<'_>) -> Option<Login> {
    token::find(request.header("x-subject-token")?, admission)
        .filter(|login| login.grant.expires >= admission.now)
}

fn incorrect(reason: &str) -> Failure {
    let words = format!("Incorrect IAM authentication information: {reason}");
    Failure::saying(&Error::IncorrectIam, words)
}

/// Reads a JSON object. The service's parser, lua-cjson, takes control characters inside strings,
/// which one client's line ends are.
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
