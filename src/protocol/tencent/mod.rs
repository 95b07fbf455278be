//! Tencent Cloud's protocol, API 3.0: every operation is an `Action` on `/`, whatever the service.
//! <https://www.tencentcloud.com/document/product/1007/36577>
//!
//! The service answers everything with the status 200: SDKs lose the error code of any other response.

mod api;
mod errors;
mod identity;
mod parameters;
mod products;
mod tc3;
mod v1;

use std::fmt;
use std::sync::LazyLock;

use axum::http::request::Parts;
use axum::http::{Method, StatusCode, header};
use serde_json::{Value, json};
use uuid::Builder;

use self::api::Action;
pub(crate) use self::api::Api;
use self::api::{Writing, unflatten};
pub(crate) use self::errors::Error;
pub(crate) use self::parameters::say_missing;
use self::parameters::{Common, NAMES, is_flat, names_action};
use crate::redact;
use crate::spec::{
    Admission, Answer, AuthMode, Caller, Description, ErrorCode, Exchange, Failure, Named,
    Operation, Parameters, Protocol, Refusal, Request, Serial, Sign, Success, Target, is_form,
};
use crate::store::Facts;

/// The largest body with TC3-HMAC-SHA256, in bytes.
const LARGEST_BODY: usize = 10 << 20;
/// The largest form with a version 1 signature, in bytes.
const LARGEST_FORM: usize = 1 << 20;
/// Stands for the request id in an error's message. The id is known only when the response is written.
const ID_PLACE: &str = "{RequestId}";
/// The beginning of a response's body.
const BEFORE_REPLY: &[u8] = br#"{"Response":"#;
/// The longest query with either signature, in bytes.
const LONGEST_QUERY: usize = 32 << 10;

/// The protocol of one service.
pub(crate) struct Tencent {
    service: &'static str,
    version: &'static str,
    /// Read on first use.
    api: LazyLock<Api>,
    /// The lists whose length the service's own operations check.
    own_lists: &'static [&'static str],
    /// Whether a request for an emulated action has to name a region.
    is_regional: bool,
}

impl fmt::Debug for Tencent {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Tencent").field("service", &self.service).finish_non_exhaustive()
    }
}

impl Tencent {
    /// The protocol of the service with this name and version. `api` reads the vendor's definition of its
    /// actions.
    pub(crate) const fn new(
        service: &'static str,
        version: &'static str,
        api: fn() -> Api,
    ) -> Self {
        Self { service, version, api: LazyLock::new(api), own_lists: &[], is_regional: false }
    }

    /// The same protocol for a regional service.
    #[must_use]
    pub(crate) const fn by_region(mut self) -> Self {
        self.is_regional = true;
        self
    }

    /// The same protocol for a service whose actions have their own errors if these lists are too long.
    #[must_use]
    pub(crate) const fn with_own_lists(mut self, own_lists: &'static [&'static str]) -> Self {
        self.own_lists = own_lists;
        self
    }

    /// The action that a request names; empty if it names none.
    pub(crate) fn action_of(request: &Request) -> &str {
        Common::of(request).find("Action").unwrap_or_default()
    }

    /// Whether the parameters have the form that the vendor publishes for the action.
    pub(crate) fn fits(&self, action: &str, parameters: Parameters) -> bool {
        let checked = |action| self.api.check(action, parameters, Writing::Json, self.own_lists);
        self.api.actions.get(action).map(checked).is_some_and(|checked| checked.is_ok())
    }

    /// The error for an action that the caller's policies deny.
    pub(crate) fn unauthorized(&self, action: &str) -> Failure {
        let error = Error::UnauthorizedOperation;
        // The service has no Chinese for what its access management says.
        let why = format!(
            "[[request id:{ID_PLACE}]you are not authorized to perform operation ({}:{action})\nresource (*) has no permission\n]",
            self.service,
        );
        let chinese = format!("{}{why}", error.zh());
        Refusal::saying(error, format!("{} {why}", error.en())).in_chinese(chinese).into()
    }

    /// The product that a request is for, if it is not an emulated one. It is found by the host, by the scope
    /// of the signature, or by a version that only one product has. Unknown names are ignored, because a
    /// client of a mock often cannot name its product correctly.
    fn other_product(&self, request: &Request, common: &Common<'_>) -> Option<String> {
        let version = common.find("Version")?;
        let host = products::bare_host(request);
        if version == self.version {
            let (name, path) = (host.split(['.', ':']).next(), request.raw_path());
            let said = || [name, products::first_segment(path), identity::signed_service(request)];
            return products::sharing(said, self.service, version).map(str::to_owned);
        }
        if let Some((name, "tencentcloudapi.com")) =
            host.split_once('.').map(|(name, rest)| (name, products::without_region(rest)))
        {
            return (name != self.service).then(|| name.to_owned());
        }
        let signed = identity::signed_service(request);
        if self.is_addressed(request) || signed == Some(self.service) {
            return None;
        }
        products::find(signed, version).map(str::to_owned)
    }

    /// Whether the path or the host contains the service's name.
    fn is_addressed(&self, request: &Request) -> bool {
        products::first_segment(request.raw_path()) == Some(self.service)
            || products::bare_host(request).split(['.', ':']).next() == Some(self.service)
    }

    /// Refuses a request for another product, for another version of the API, or without a required region.
    fn check_address(
        &self,
        request: &Request,
        common: &Common<'_>,
        product: Option<&str>,
    ) -> Result<(), Failure> {
        let version = common.find("Version").unwrap_or(self.version);
        if let Some(product) = product {
            let words = format!("certmock does not emulate the product `{product}`.");
            let asked = json!({
                "product": redact::name(product),
                "version": redact::name(version),
                "action": redact::name(Self::action_of(request)),
            });
            return Err(Failure::saying(&Error::UnsupportedOperation, words).explained(asked));
        }
        if version != self.version {
            let words = format!(
                "The specified api version=`{version}` does not exist in service=`{}`. ",
                self.service
            );
            return Err(Failure::saying(&Error::NoSuchVersion, words));
        }
        // An action that is not emulated is reported before a missing region.
        let action = self.api.actions.get(Self::action_of(request));
        common.check_region(self.is_regional && action.is_some_and(Action::is_described))
    }
}

impl Protocol for Tencent {
    fn description(&self) -> Description {
        let header = |name: &str, required: bool, schema: Value| json!({ "name": name, "in": "header", "required": required, "schema": schema });
        let mut region = header("X-TC-Region", self.is_regional, json!({ "type": "string" }));
        if self.is_regional {
            region["example"] = "ap-guangzhou".into();
        }
        let language = json!({ "type": "string", "enum": ["zh-CN", "en-US"] });
        Description {
            headers: vec![
                header("X-TC-Version", true, json!({ "type": "string", "enum": [self.version] })),
                header("X-TC-Timestamp", false, json!({ "type": "integer" })),
                region,
                header("X-TC-Language", false, language),
            ],
            action: Some("X-TC-Action"),
            envelope,
            ..Description::new(
                "signature",
                "Authorization",
                "`TC3-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…`",
            )
        }
    }

    fn errors(&self) -> &'static [&'static dyn ErrorCode] {
        Error::all()
    }

    fn shared_wire(&self) -> &'static str {
        "API 3.0"
    }

    fn claims(&self, head: &Parts, host: &str) -> bool {
        // The vendor's own hosts speak only this protocol, even if the request is incomplete.
        names_action(&head.headers) || products::has_host(host)
    }

    fn may_have(&self, head: &Parts) -> bool {
        // A version 1 request has no such headers: it is a form, or has an action in its query.
        let (path, query) = (head.uri.path(), head.uri.query().unwrap_or_default());
        let flat = is_form(&head.headers) || query.contains("Action=");
        products::first_segment(path) == Some(self.service)
            || path == "/" && (head.method == Method::POST || flat)
            || flat && path.split('/').any(|segment| segment == self.service)
    }

    fn names_of<'r>(&self, request: &'r Request) -> Named<'r> {
        let common = Common::of(request);
        Named { operation: common.find("Action"), service: common.find("Version") }
    }

    fn is_meant(&self, request: &Request, named: Named<'_>, by: Sign) -> bool {
        let is_named = || named.service == Some(self.version);
        let has = |action| self.api.actions.contains_key(action);
        match by {
            // Assumption: of services with one version, the one that has the action is asked, whatever
            // host is named. From: the two there are, whose lists of actions share no name.
            Sign::Operation => is_named() && named.operation.is_some_and(has),
            Sign::Name => is_named(),
            Sign::Address => self.is_addressed(request),
            Sign::Signature => identity::signed_service(request) == Some(self.service),
        }
    }

    fn parameters(&self, operation: &str) -> Option<Vec<&str>> {
        Some(self.api.actions.get(operation)?.names().collect())
    }

    fn vendors_operations(&self) -> Option<Vec<&str>> {
        Some(self.api.actions.keys().map(String::as_str).collect())
    }

    fn admit(
        &self,
        request: &Request,
        _: &Target,
        admission: &Admission<'_>,
    ) -> Result<Caller, Failure> {
        if !matches!(request.method, Method::GET | Method::POST) {
            return Err(Failure::new(&Error::UnsupportedProtocol));
        }
        let common = Common::of(request);
        check_size(request, &common)?;
        common.require("Action")?;
        // Decided: a request whose path or host names the service may leave out the version. The real service
        // has only the path `/`, and requires the version.
        if let Err(missing) = common.require("Version")
            && !self.is_addressed(request)
        {
            return Err(missing);
        }
        let product = self.other_product(request, &common);
        let product = product.as_deref();
        let caller = match admission.mode {
            AuthMode::Off => identity::believe(request, &common, admission),
            AuthMode::Known | AuthMode::Strict => {
                identity::identify(request, &common, product.unwrap_or(self.service), admission)?
            }
        };
        self.check_address(request, &common, product)?;
        Ok(caller)
    }

    fn unrouted(&self, request: &Request, _: &Target) -> Result<Success, Failure> {
        let action = Self::action_of(request);
        if !self.api.actions.contains_key(action) {
            return Err(Failure::new(&Error::InvalidAction));
        }
        let words = format!("certmock does not emulate the action `{action}`.");
        Err(Failure::saying(&Error::UnsupportedOperation, words))
    }

    fn decode(&self, request: &Request, operation: &Operation) -> Result<Parameters, Failure> {
        let action = self.api.actions.get(operation.name);
        let action = action.ok_or_else(|| Failure::new(&Error::InvalidAction))?;
        if !is_flat(request) {
            return self.api.check(action, read_body(request)?, Writing::Json, self.own_lists);
        }
        check_pairs(request.encoded_pairs())?;
        let pairs = request.pairs().iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let own = pairs.filter(|(name, _)| !NAMES.contains(name));
        self.api.check(action, unflatten(own)?, Writing::Flat, self.own_lists)
    }

    fn facts(&self, request: &Request, caller: &Caller, serial: &Serial) -> Facts {
        let common = Common::of(request);
        let region = common.find("Region").filter(|region| !region.is_empty());
        Facts {
            is_temporary: common.find("Token").is_some_and(|token| !token.is_empty()),
            account: caller.account.clone(),
            host: products::bare_host(request).into(),
            request_id: request_id(serial),
            region: region.map(str::to_owned),
            wants_chinese: common.wants_chinese(),
            is_secure: request.way.is_secure(),
            ..Facts::default()
        }
    }

    fn malformed(&self, _: &Request, _: &serde_json::Error) -> Failure {
        Failure::new(&Error::InvalidParameter)
    }

    fn too_large(&self) -> Failure {
        Failure::new(&Error::RequestSizeLimitExceeded)
    }

    fn internal(&self) -> Failure {
        Failure::new(&Error::InternalError)
    }

    fn before_reply(&self) -> &'static [u8] {
        BEFORE_REPLY
    }

    fn encode(&self, exchange: &Exchange<'_>, outcome: Result<Success, Failure>) -> Answer {
        let id = request_id(&exchange.serial);
        let mut body = match outcome {
            Ok(success) => success.body,
            Err(failure) => {
                let chinese = Common::of(exchange.request).wants_chinese();
                let message = if chinese { failure.zh() } else { failure.en() };
                let denied = failure.error.code() == Error::UnauthorizedOperation.code();
                let message =
                    if denied { message.replace(ID_PLACE, &id) } else { message.to_owned() };
                let error = json!({ "Code": failure.error.code(), "Message": message });
                [BEFORE_REPLY, json!({ "Error": error }).to_string().as_bytes()].concat()
            }
        };
        // Each reply is an object. The request id becomes its last member.
        body.pop();
        let comma = if body.ends_with(b"{") { "" } else { "," };
        for part in [comma, r#""RequestId":""#, &id, r#""}}"#] {
            body.extend_from_slice(part.as_bytes());
        }
        // If a charset followed, one SDK would take an error for an empty success.
        Answer::new(StatusCode::OK, body)
            .with_static(header::CONTENT_TYPE, "application/json")
            .with_static(header::SERVER, "nginx")
    }
}

/// The JSON Schema of a response body with this reply.
fn envelope(reply: Value) -> Value {
    let id = json!({
        "type": "object",
        "properties": { "RequestId": { "type": "string", "format": "uuid" } },
        "required": ["RequestId"],
    });
    json!({
        "type": "object",
        "properties": { "Response": { "allOf": [reply, id] } },
        "required": ["Response"],
    })
}

/// The `RequestId`: a random UUID (RFC 9562, version 4).
fn request_id(serial: &Serial) -> String {
    let mut id = [0; 16];
    id.copy_from_slice(&serial[..16]);
    Builder::from_random_bytes(id).into_uuid().to_string()
}

fn check_size(request: &Request, common: &Common<'_>) -> Result<(), Failure> {
    let query = request.raw_query().map_or(0, str::len);
    let fits = match common {
        Common::Headers(_) => request.body.len() <= LARGEST_BODY && query <= LONGEST_QUERY,
        Common::Pairs(_) if request.body.len() > LARGEST_FORM || query > LONGEST_QUERY => {
            let refusal = Refusal::saying(
                Error::SignatureFailure,
                "The provided credentials could not be validated because of exceeding request size limit, please use new signature method `TC3-HMAC-SHA256`.",
            );
            let chinese =
                "由于请求包大小超过限制，请求签名验证失败，请使用新的签名方法 `TC3-HMAC-SHA256`";
            return Err(refusal.in_chinese(chinese).into());
        }
        Common::Pairs(_) => true,
    };
    if fits { Ok(()) } else { Err(Failure::new(&Error::RequestSizeLimitExceeded)) }
}

fn check_pairs(text: &[u8]) -> Result<(), Failure> {
    let lacks = |pair: &[u8]| !pair.is_empty() && !pair.contains(&b'=');
    if text.split(|byte| *byte == b'&').any(lacks) {
        let words = "Url key and value should be splited by `=`.";
        return Err(Failure::saying(&Error::InvalidParameter, words));
    }
    Ok(())
}

/// Reads a JSON object. An empty body is an object without members.
fn read_body(request: &Request) -> Result<Parameters, Failure> {
    if request.content_type().is_some_and(|media| media.starts_with("multipart/")) {
        return Err(Failure::saying(
            &Error::InvalidRequest,
            "The multipart format of the request body is incorrect: no action of this service takes it.",
        ));
    }
    if request.body.is_empty() {
        return Ok(Parameters::new());
    }
    serde_json::from_slice(&request.body).map_err(|_| {
        // Assumption: a body that is no JSON object is InvalidParameter, in these words. From: the
        // description of the code; what is wrong is not repeated, because a private key may stand
        // beside it.
        Failure::saying(&Error::InvalidParameter, "The request body is not a JSON object.")
    })
}
