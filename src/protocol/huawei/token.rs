//! IAM tokens: what `POST /v3/auth/tokens` hands out and `X-Auth-Token` brings back.
//!
//! A token says itself whose it is and how long it lasts, and the server's seed vouches for it, so
//! that no token is kept. <https://support.huaweicloud.com/api-iam/iam_30_0001.html>

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use time::Duration;

use super::{Error, Identity, Mistake, Service, account_of, incorrect, project_id_of};
use crate::accounts::BUILT_IN;
use crate::ids::Seed;
use crate::secret::{Secret, constant_time_eq};
use crate::spec::{Admission, AuthMode, Caller, Failure, Request};
use crate::store::Login;

/// How the service's tokens begin: they are DER in base64.
const BEGINNING: &str = "MII";

/// How long a token lasts.
const LIFETIME: Duration = Duration::hours(24);

/// What a token says.
#[derive(Debug)]
pub(super) struct Token {
    /// The declared account whose password was given; none where nobody declared the user.
    account: Option<String>,
    project: String,
    /// In Unix seconds.
    expires: i64,
}

impl Token {
    /// Reads the token of a request, or refuses it.
    pub(super) fn admit(text: &str, admission: &Admission<'_>) -> Result<Identity, Failure> {
        if let Some((name, _)) = admission.directory.find_huawei_token(text) {
            return Ok(Identity::of_account(name));
        }
        let token =
            Self::read(text, admission.seed).ok_or_else(|| incorrect("decrypt token fail"))?;
        if token.expires < admission.now.unix_timestamp() {
            return Err(Failure::new(&Error::TokenExpired));
        }
        let (account, project) = (token.account, Some(token.project));
        Ok(Identity { account, project, access_key: None })
    }

    fn write(&self, seed: &Seed) -> String {
        // As JSON, in which no name can pass for two: accounts and projects may be called anything.
        let claims = json!([self.expires, self.account, self.project]).to_string();
        let code = seed.vouch(&claims);
        format!("{BEGINNING}{}", STANDARD.encode(format!("{code}|{claims}")))
    }

    fn read(text: &str, seed: &Seed) -> Option<Self> {
        let decoded = STANDARD.decode(text.strip_prefix(BEGINNING)?).ok()?;
        let decoded = String::from_utf8(decoded).ok()?;
        let (code, claims) = decoded.split_once('|')?;
        if !constant_time_eq(code.as_bytes(), seed.vouch(claims).as_bytes()) {
            return None;
        }
        let (expires, account, project) = serde_json::from_str(claims).ok()?;
        Some(Self { account, project, expires })
    }
}

/// Checks the user and the password of a request for a token.
pub(super) fn log_in(
    request: &Request,
    admission: &Admission<'_>,
    service: &Service,
) -> Result<Caller, Failure> {
    let body: Value = serde_json::from_slice(&request.body).unwrap_or_default();
    let asked = match (Asked::read(&body), admission.mode) {
        (Some(asked), _) => asked,
        (None, AuthMode::Off) => Asked { user: BUILT_IN, password: "", scope: Scope::None },
        (None, _) => return Err(service.refusal(Mistake::MalformedBody)),
    };
    let Asked { user, password, scope } = asked;
    let unauthorized = || Err(service.refusal(Mistake::WrongLogin));
    let declared = admission.directory.find_huawei_user(user);
    let (account, domain, project) = match declared {
        Some((name, account)) => {
            let right = account.password.matches(password)
                && domain_of(&body).is_none_or(|domain| domain == account.domain);
            if !right && admission.mode != AuthMode::Off {
                return unauthorized();
            }
            let project = match scope {
                Scope::Id(id) if id != account.project_id => return unauthorized(),
                _ => account.project_id.clone(),
            };
            (Some(name.to_owned()), account.domain.clone(), project)
        }
        None if admission.mode == AuthMode::Strict => return unauthorized(),
        None => {
            let domain = domain_of(&body).unwrap_or(user).to_owned();
            let project = match scope {
                Scope::Id(id) => id.to_owned(),
                Scope::Name(name) => project_id_of(&domain, name),
                Scope::None => project_id_of(&domain, ""),
            };
            (None, domain, project)
        }
    };
    Ok(admit(account, user, domain, project, admission))
}

/// The caller, with the token that the answer hands out and what the operation says of it.
fn admit(
    account: Option<String>,
    user: &str,
    domain: String,
    project: String,
    admission: &Admission<'_>,
) -> Caller {
    let (issued, expires) = (admission.now, admission.now + LIFETIME);
    let token = Token {
        account: account.clone(),
        project: project.clone(),
        expires: expires.unix_timestamp(),
    };
    let login = Login {
        token: Secret::new(token.write(admission.seed)),
        project_id: project.clone(),
        user: user.to_owned(),
        domain,
        issued,
        expires,
    };
    let mut caller = match account {
        Some(account) if admission.mode != AuthMode::Off => Caller::verified(account),
        _ => Caller::unverified(account_of(&project)),
    };
    caller.login = Some(Arc::new(login));
    caller
}

/// What a body says that asks for a token.
struct Asked<'a> {
    user: &'a str,
    password: &'a str,
    scope: Scope<'a>,
}

/// The project that a token is asked for.
enum Scope<'a> {
    Id(&'a str),
    Name(&'a str),
    None,
}

impl<'a> Asked<'a> {
    fn read(body: &'a Value) -> Option<Self> {
        let user = &body["auth"]["identity"]["password"]["user"];
        let project = &body["auth"]["scope"]["project"];
        Some(Self {
            user: user["name"].as_str().or_else(|| user["id"].as_str())?,
            password: user["password"].as_str()?,
            scope: match (project["id"].as_str(), project["name"].as_str()) {
                (Some(id), _) => Scope::Id(id),
                (None, Some(name)) => Scope::Name(name),
                (None, None) => Scope::None,
            },
        })
    }
}

/// The JSON Schema of a body that asks for a token.
pub(super) fn login_schema() -> Value {
    let named = |by: &str| json!({ "type": "object", "properties": { by: { "type": "string" } } });
    let either = json!({ "anyOf": [named("name"), named("id")] });
    let user = json!({
        "type": "object",
        "properties": {
            "name": { "type": "string" },
            "password": { "type": "string" },
            "domain": either,
        },
        "required": ["name", "password"],
    });
    let object = |name: &str, schema: Value| json!({ "type": "object", "properties": { name: schema }, "required": [name] });
    let mut identity = object("password", object("user", user));
    identity["properties"]["methods"] = json!({ "type": "array", "items": { "type": "string" } });
    let mut auth = object("identity", identity);
    auth["properties"]["scope"] = object("project", either);
    object("auth", auth)
}

/// The domain that the user is said to belong to, by name or by id.
fn domain_of(body: &Value) -> Option<&str> {
    let domain = &body["auth"]["identity"]["password"]["user"]["domain"];
    domain["name"].as_str().or_else(|| domain["id"].as_str())
}
