//! Requests for a token, with a password, an access key, an agency or another token.
//! <https://support.huaweicloud.com/api-iam/iam_30_0001.html>

use std::sync::Arc;

use serde_json::{Value, json};

use super::identity::identify;
use super::regions::HOME;
use super::tenant::{made_up_account, project_of};
use super::token::{self, LIFETIME};
use super::{Mistake, Service};
use crate::accounts::BUILT_IN;
use crate::spec::{Admission, AuthMode, Caller, Failure, Request};
use crate::store::{Grant, Tenant};

/// Checks the credentials of a request for a token.
pub(super) fn log_in(
    request: &Request,
    admission: &Admission<'_>,
    service: &Service,
) -> Result<Caller, Failure> {
    let body: Value = serde_json::from_slice(&request.body).unwrap_or_default();
    let auth = &body["auth"];
    let refuse = |mistake| service.refusal(mistake);
    let method = match Method::read(&auth["identity"]) {
        Some(method) => method,
        None if admission.mode == AuthMode::Off => Method::NOBODY,
        None => return Err(refuse(Mistake::MalformedBody)),
    };
    let user = method.user(request, admission, &refuse)?;
    let scope = Scope::read(&auth["scope"]);
    let project =
        scope.project(&user.tenant).map_err(|ForeignProject| refuse(Mistake::WrongLogin))?;
    let grant = Grant {
        account: user.account,
        methods: method.names(),
        tenant: user.tenant,
        project,
        assumed_by: user.assumed_by,
        issued: admission.now,
        expires: admission.now + LIFETIME,
    };
    Ok(caller(grant, admission))
}

/// The caller, with the token that the response contains.
fn caller(grant: Grant, admission: &Admission<'_>) -> Caller {
    let login = token::write(grant, admission.seed);
    let grant = &login.grant;
    let mut caller = match &grant.account {
        Some(account) if admission.mode != AuthMode::Off => Caller::verified(account),
        Some(account) => Caller::unverified(account),
        None => Caller::unverified(made_up_account(&grant.tenant.domain)),
    };
    caller.tenant = Some(Arc::new(grant.tenant.clone()));
    caller.login = Some(Arc::new(login));
    caller
}

/// The user that the credentials identify.
struct User {
    /// The declared account; nothing if the user is not declared.
    account: Option<String>,
    tenant: Tenant,
    assumed_by: Option<Tenant>,
}

impl User {
    fn new(account: Option<&str>, tenant: Tenant) -> Self {
        Self { account: account.map(str::to_owned), tenant, assumed_by: None }
    }
}

/// The credentials in the body.
#[derive(Clone, Copy)]
enum Method<'a> {
    /// A user's name or id and the password, with the domain that the user is said to be of; and
    /// perhaps a number that is good once.
    ///
    /// Assumption: whatever number comes with a right password is right. From: a fixture has none.
    Password { user: &'a str, password: &'a str, domain: Option<&'a str>, has_number: bool },
    /// An access key and its secret, in the body. No page of the vendor's describes this method, but eight
    /// public clients use it.
    AccessKey { key: &'a str, secret: &'a str },
    /// An agency of another domain. The caller authenticates by a token or a signature in the headers.
    Role { domain: &'a str, agency: &'a str },
    /// A token.
    Token(&'a str),
}

impl<'a> Method<'a> {
    /// No credentials, which `--auth off` takes for the built-in account.
    const NOBODY: Self =
        Self::Password { user: BUILT_IN, password: "", domain: None, has_number: false };

    /// Reads the credentials. The member that is present decides the method, whatever `methods` says.
    fn read(identity: &'a Value) -> Option<Self> {
        let user = &identity["password"]["user"];
        if !user.is_null() {
            let number = &identity["totp"]["user"]["passcode"];
            let wants_number = identity["methods"]
                .as_array()
                .is_some_and(|methods| methods.iter().any(|method| method == "totp"));
            if wants_number && !number.is_string() {
                return None;
            }
            return Some(Self::Password {
                user: named(user)?,
                password: user["password"].as_str()?,
                domain: named(&user["domain"]),
                has_number: wants_number,
            });
        }
        let pair = &identity["hw_ak_sk"];
        if !pair.is_null() {
            return Some(Self::AccessKey {
                key: pair["access"]["key"].as_str()?,
                secret: pair["secret"]["key"].as_str()?,
            });
        }
        let role = &identity["assume_role"];
        if !role.is_null() {
            let domain = role["domain_name"].as_str().or_else(|| role["domain_id"].as_str());
            let agency = role["agency_name"].as_str().or_else(|| role["xrole_name"].as_str());
            return Some(Self::Role { domain: domain?, agency: agency? });
        }
        Some(Self::Token(identity["token"]["id"].as_str()?))
    }

    fn names(self) -> Vec<String> {
        let names: &[&str] = match self {
            Self::Password { has_number: true, .. } => &["password", "totp"],
            Self::Password { .. } => &["password"],
            Self::AccessKey { .. } => &["hw_ak_sk"],
            Self::Role { .. } => &["assume_role"],
            Self::Token(_) => &["token"],
        };
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    /// The user that the credentials identify, or the refusal.
    fn user(
        self,
        request: &Request,
        admission: &Admission<'_>,
        refuse: &impl Fn(Mistake) -> Failure,
    ) -> Result<User, Failure> {
        let is_checked = admission.mode != AuthMode::Off;
        let is_strict = admission.mode == AuthMode::Strict;
        let wrong = || refuse(Mistake::WrongLogin);
        match self {
            Self::Password { user, password, domain, .. } => {
                let Some((name, account)) = admission.directory.find_huawei_user(user) else {
                    let made_up = Tenant::made_up(domain.unwrap_or(user), user);
                    return if is_strict { Err(wrong()) } else { Ok(User::new(None, made_up)) };
                };
                let is_right = account.password.matches(password)
                    && domain.is_none_or(|domain| domain == account.domain);
                if is_checked && !is_right {
                    return Err(wrong());
                }
                Ok(User::new(Some(name), Tenant::declared(account)))
            }
            Self::AccessKey { key, secret } => {
                let Some((name, account)) = admission.directory.find_huawei_access_key(key) else {
                    let made_up = Tenant::made_up(key, key);
                    return if is_strict { Err(wrong()) } else { Ok(User::new(None, made_up)) };
                };
                if is_checked && !account.secret_key.matches(secret) {
                    return Err(wrong());
                }
                Ok(User::new(Some(name), Tenant::declared(account)))
            }
            Self::Role { domain, agency } => {
                let caller = identify(request, admission)?;
                let is_known = caller.account.is_some();
                let assumer = caller.tenant(admission);
                let (account, tenant) = match admission.directory.find_huawei_domain(domain) {
                    // Assumption: a declared domain entrusts whatever agency is asked for to all who
                    // are declared, and nothing to others. From: a fixture has no agencies.
                    Some(_) if is_checked && !is_known => return Err(wrong()),
                    Some((name, account)) => (Some(name), Tenant::declared(account)),
                    None if is_strict => return Err(wrong()),
                    None => (None, Tenant::made_up(domain, domain)),
                };
                // The service has the domain of who takes the role before its name.
                let user = format!("{}/{agency}", tenant.domain);
                let tenant = Tenant { user, ..tenant };
                Ok(User { assumed_by: Some(assumer), ..User::new(account, tenant) })
            }
            Self::Token(text) => {
                let Some(login) = token::find(text, admission) else { return Err(wrong()) };
                if login.grant.expires < admission.now {
                    return Err(wrong());
                }
                let Grant { account, tenant, assumed_by, .. } = login.grant;
                Ok(User { account, tenant, assumed_by })
            }
        }
    }
}

/// The scope of the requested token.
enum Scope<'a> {
    ProjectId(&'a str),
    ProjectName(&'a str),
    /// The user's own domain.
    Domain,
}

/// The requested project belongs to another user.
struct ForeignProject;

impl<'a> Scope<'a> {
    fn read(scope: &'a Value) -> Self {
        let project = &scope["project"];
        match (project["id"].as_str(), project["name"].as_str()) {
            (Some(id), _) => Self::ProjectId(id),
            (None, Some(name)) => Self::ProjectName(name),
            (None, None) => Self::Domain,
        }
    }

    /// The id and the name of the project; nothing if the scope is the domain.
    fn project(self, tenant: &Tenant) -> Result<Option<(String, String)>, ForeignProject> {
        match (self, &tenant.project_id) {
            (Self::ProjectId(id), Some(own)) if id != own => Err(ForeignProject),
            (Self::ProjectId(id), _) => Ok(Some((id.to_owned(), HOME.to_owned()))),
            (Self::ProjectName(name), _) => Ok(Some((project_of(tenant, name), name.to_owned()))),
            (Self::Domain, _) => Ok(None),
        }
    }
}

/// The name or the id of an object.
fn named(object: &Value) -> Option<&str> {
    object["name"].as_str().or_else(|| object["id"].as_str())
}

/// The JSON Schema of a body that asks for a token.
pub(super) fn login_schema() -> Value {
    let text = || json!({ "type": "string" });
    let by = |name: &str| json!({ "type": "object", "properties": { name: text() }, "required": [name] });
    let either = json!({ "anyOf": [by("name"), by("id")] });
    let object = |name: &str, schema: Value| json!({ "type": "object", "properties": { name: schema }, "required": [name] });
    let user = json!({
        "type": "object",
        "properties": { "name": text(), "password": text(), "domain": either },
        "required": ["name", "password"],
    });
    let pair = json!({
        "type": "object",
        "properties": { "access": by("key"), "secret": by("key") },
        "required": ["access", "secret"],
    });
    let role = json!({
        "type": "object",
        "properties": { "domain_name": text(), "agency_name": text(), "xrole_name": text() },
        "required": ["domain_name"],
        "anyOf": [{ "required": ["agency_name"] }, { "required": ["xrole_name"] }],
    });
    let identity = json!({
        "anyOf": [
            object("password", object("user", user)),
            object("hw_ak_sk", pair),
            object("assume_role", role),
            object("token", by("id")),
        ],
        "properties": { "methods": { "type": "array", "items": text() } },
    });
    let mut auth = object("identity", identity);
    auth["properties"]["scope"] = json!({ "type": "object", "properties": { "project": either } });
    object("auth", auth)
}
