//! Huawei Cloud's wire: REST behind an API gateway, tokens and signatures.
//!
//! Errors come in three envelopes: the service's, the gateway's in front of it, and IAM's.

mod signature;
mod token;

use axum::http::{HeaderName, Method, StatusCode, header};
use serde_json::{Value, json};

use self::signature::Authorization;
pub use self::token::IamError;
use self::token::Token;
use crate::accounts::BUILT_IN;
use crate::catalogue;
use crate::ids::{fingerprint, hex};
use crate::spec::{
    Admission, Answer, AuthMode, Caller, Credentials, Description, ErrorCode, Exchange, Failure,
    Parameters, Protocol, Request, Serial, Success, Target, in_header,
};

catalogue! {
    /// What the gateway answers, and the service whatever it is asked: the six without a number are
    /// the status table that every page of the service has, in its words.
    pub enum Error {
        ApiNotFound: 404 "APIGW.0101" "The API does not exist or has not been published in the environment" "API不存在或尚未发布到环境。",
        ApiNotFoundForMethod: 404 "APIGW.0101" "The API does not exist." "API不存在。",
        ApiResponseInvalid: 400 "ELB.0004" "Api response is null or invaild." "响应为空或非法。",
        AuthFault: 500 "authFault" "内部错误" "内部错误",
        AuthenticationMissing: 401 "APIGW.0305" "Incorrect authentication information." "认证信息错误。",
        BadRequest: 400 "badRequest" "请求错误" "请求错误",
        EmptyRequest: 400 "ELB.0002" "Api request is null." "请求为空。",
        GatewayInternalError: 500 "APIGW.0601" "Internal server error." "内部错误。",
        IamUnavailable: 503 "APIGW.0613" "The IAM service is currently unavailable." "IAM服务当前不可用。",
        IncorrectIam: 401 "APIGW.0301" "Incorrect IAM authentication information." "IAM认证信息错误。",
        InvalidParameter: 400 "ELB.1001" "Request parameter is not valid." "请求参数错误。",
        NotAuthorized: 403 "APIGW.0302" "The IAM user is not authorized to access the API." "IAM用户没有权限访问API。",
        NotFound: 404 "Not Found" "请求的页面不存在" "请求的页面不存在",
        PathTooLong: 400 "ELB.5010" "The certificate URL contains more than four parts." "证书URL超过四段。",
        ProjectEmpty: 400 "ELB.0230" "Tenant_id is empty." "租户ID为空。",
        ProjectMismatch: 400 "ELB.9808" "Tenant_id in token mismatches with tenant_id in url." "token中的租户与URL中的租户不一致。",
        RequestTooLarge: 413 "APIGW.0201" "Request entity too large" "请求体过大。",
        ServiceUnavailable: 503 "serviceUnavailable" "服务不可用" "服务不可用",
        Throttled: 429 "APIGW.0308" "The throttling threshold has been reached." "流控阈值达到。",
        TokenExpired: 401 "APIGW.0307" "The token must be updated." "token需要更新。",
        TokenInvalid: 400 "ELB.1102" "Token invalid" "token非法。",
        Unauthorized: 401 "unauthorized" "鉴权失败" "鉴权失败",
        UserDisabled: 403 "userDisabled" "没有权限" "没有权限",
    }
}

/// The wire.
#[derive(Debug)]
pub struct Huawei;

impl Protocol for Huawei {
    fn description(&self) -> Description {
        let token = Description::new("token", "X-Auth-Token", "The token that IAM handed out");
        let signature = in_header("Authorization", "`SDK-HMAC-SHA256 …`, in either dialect");
        Description {
            security: [token.security, vec![("signature", signature)]].concat(),
            made: &["host", "project_id", "user_name", "domain_name", "issued_at", "expires_at"],
            login: Some(token::login_schema()),
            ..token
        }
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
        let Some(operation) = target.operation() else {
            return Err(unrouted(request, target));
        };
        match operation.credentials {
            Credentials::Nobody => Ok(Caller::verified(BUILT_IN)),
            Credentials::Password => token::log_in(request, admission),
            Credentials::Account => {
                let identity = identify(request, admission)?;
                match request.path_parameter("project_id").filter(|project| !project.is_empty()) {
                    Some(project) => enter_project(project, identity, admission),
                    None => Err(Failure::new(&Error::ProjectEmpty)),
                }
            }
        }
    }

    fn unrouted(&self, request: &Request, target: &Target) -> Result<Success, Failure> {
        Err(unrouted(request, target))
    }

    fn decode(
        &self,
        request: &Request,
        caller: &Caller,
        _: &Serial,
    ) -> Result<Parameters, Failure> {
        let mut parameters: Parameters =
            request.query().map(|(name, value)| (name, value.into())).collect();
        // A body with a password was read when its sender was admitted, and goes no further.
        let has_body = matches!(request.method, Method::POST | Method::PUT);
        if has_body && caller.token.is_none() {
            parameters.extend(read_body(&request.body)?);
        }
        parameters.extend(request.path.iter().map(|(name, value)| (name.clone(), json!(value))));
        parameters.extend(caller.parameters.clone());
        parameters.insert("host".to_owned(), request.host().into());
        Ok(parameters)
    }

    fn secrets(&self) -> &'static [&'static str] {
        &["private_key", "password", "token"]
    }

    fn malformed(&self, _: &serde_json::Error) -> Failure {
        Failure::new(&Error::InvalidParameter)
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
                envelope(&failure, &request_id).to_string().into_bytes(),
            ),
        };
        if answer.status != StatusCode::NO_CONTENT {
            answer = answer.with(header::CONTENT_TYPE, "application/json");
        }
        if let Some(token) = exchange.caller.and_then(|caller| caller.token.as_ref())
            && answer.status.is_success()
        {
            answer = answer.with(HeaderName::from_static("x-subject-token"), token.expose());
        }
        answer
            .with(header::SERVER, "api-gateway")
            .with(HeaderName::from_static("x-request-id"), request_id)
    }
}

/// The service's envelope, the gateway's or IAM's.
fn envelope(failure: &Failure, request_id: &str) -> Value {
    let (message, code) = (failure.en(), failure.error.code());
    if code.starts_with("APIGW.") {
        return json!({ "error_msg": message, "error_code": code, "request_id": request_id });
    }
    if let Some(title) = failure.member("title") {
        // The service's IAM has a number where the others have a text.
        let code = failure.error.status().as_u16();
        return json!({ "error": { "message": message, "code": code, "title": title } });
    }
    let mut body = json!({ "error": { "message": message, "code": code } });
    for (member, value) in failure.details() {
        body[*member] = value.clone();
    }
    body
}

/// The gateway looks for a route before it looks at credentials.
fn unrouted(request: &Request, target: &Target) -> Failure {
    let segments: Vec<_> = request.raw_path().split('/').skip(1).collect();
    let error = match (target, segments.as_slice()) {
        (Target::NoMethod(_) | Target::Operation(..), _) => &Error::ApiNotFoundForMethod,
        (Target::NoPath, ["v1.0", _, "elbaas", "certificate", _, _, ..]) => &Error::PathTooLong,
        (Target::NoPath, _) => &Error::ApiNotFound,
    };
    Failure::new(error)
}

/// Who signed a request, or whose token it bears.
#[derive(Debug)]
struct Identity {
    /// The declared account, where the credentials were verified as its own.
    account: Option<String>,
    /// The project that a token is for.
    project: Option<String>,
}

impl Identity {
    const UNVERIFIED: Self = Self { account: None, project: None };
}

fn identify(request: &Request, admission: &Admission<'_>) -> Result<Identity, Failure> {
    if admission.mode == AuthMode::Off {
        return Ok(Identity::UNVERIFIED);
    }
    if let Some(token) = request.header("x-auth-token") {
        return Token::admit(token, admission);
    }
    let Some(header) = request.header(header::AUTHORIZATION.as_str()) else {
        return Err(Failure::new(&Error::AuthenticationMissing));
    };
    let authorization = Authorization::read(header).ok_or_else(|| incorrect("Unauthorized"))?;
    let identity = match admission.directory.find_huawei_access_key(authorization.access_key) {
        Some((name, account)) => {
            authorization.verify(request, account.secret_key.expose())?;
            Identity { account: Some(name.to_owned()), project: None }
        }
        None if admission.mode == AuthMode::Strict => {
            return Err(incorrect(&format!("ak {} not exist", authorization.access_key)));
        }
        None => Identity::UNVERIFIED,
    };
    signature::check_date(request, admission.now)?;
    Ok(identity)
}

/// The account of a project. A declared project wants its own account, a token its own project.
///
/// Assumption: a project that is not the caller's is ELB.9808. From: the words of the code; what the
/// gateway would say was not recorded.
fn enter_project(
    project: &str,
    identity: Identity,
    admission: &Admission<'_>,
) -> Result<Caller, Failure> {
    let mismatch = || Err(Failure::new(&Error::ProjectMismatch));
    if identity.project.as_deref().is_some_and(|of_token| of_token != project) {
        return mismatch();
    }
    match (admission.directory.find_huawei_project(project), identity.account) {
        (Some((name, _)), _) if admission.mode == AuthMode::Off => Ok(Caller::unverified(name)),
        (Some((name, _)), Some(account)) if account == name => Ok(Caller::verified(name)),
        (Some(_), _) => mismatch(),
        (None, Some(_)) => Ok(Caller::verified(account_of(project))),
        (None, None) => Ok(Caller::unverified(account_of(project))),
    }
}

fn account_of(project: &str) -> String {
    format!("huawei:{project}")
}

/// The id of a project that nobody declared, from its name: 32 hexadecimal digits.
fn project_id_of(domain: &str, project: &str) -> String {
    fingerprint(&format!("{domain}/{project}"))
}

fn incorrect(reason: &str) -> Failure {
    let words = format!("Incorrect IAM authentication information: {reason}");
    Failure::saying(&Error::IncorrectIam, words)
}

/// Reads a JSON object. The service's parser, lua-cjson, takes control characters inside strings,
/// which one client's line ends are.
fn read_body(body: &[u8]) -> Result<Parameters, Failure> {
    let parameters: Result<Option<Parameters>, _> =
        serde_json::from_slice(body).or_else(|_| serde_json::from_slice(&escape_controls(body)));
    match parameters {
        Ok(Some(parameters)) => Ok(parameters),
        Err(error) if error.is_data() => Err(Failure::new(&Error::InvalidParameter)),
        Ok(None) | Err(_) => Err(Failure::new(&Error::EmptyRequest)),
    }
}

/// Escapes the control characters inside the strings of a JSON text.
fn escape_controls(text: &[u8]) -> Vec<u8> {
    let mut escaped = Vec::with_capacity(text.len() + 64);
    let (mut in_string, mut after_backslash) = (false, false);
    for &byte in text {
        if in_string && byte < b' ' {
            escaped.extend_from_slice(format!("\\u{byte:04x}").as_bytes());
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
