//! Authentication: finds out who sent a request.

use axum::http::header;

use super::regions::HOME;
use super::signature::{self, Authorization};
use super::tenant::project_of;
use super::{Error, incorrect, token};
use crate::accounts::BUILT_IN;
use crate::redact;
use crate::spec::{Admission, AuthMode, Failure, Request};
use crate::store::{Login, Tenant};

/// The sender of a request, identified by its signature or its token.
#[derive(Debug)]
pub(super) struct Identity {
    /// The declared account, if the credentials belong to one.
    pub(super) account: Option<String>,
    /// The project that a token is for.
    pub(super) project: Option<String>,
    /// The user and domain, if an issued token names them or if the access key is not declared.
    pub(super) tenant: Option<Tenant>,
}

impl Identity {
    /// The declared account with this name.
    pub(super) fn declared(name: &str) -> Self {
        Self { account: Some(name.to_owned()), project: None, tenant: None }
    }

    /// The sender with an access key that is not declared.
    fn made_up(access_key: &str) -> Self {
        let tenant = Some(Tenant::made_up(access_key, access_key));
        Self { account: None, project: None, tenant }
    }

    /// The user and domain of the sender, as IAM shows them.
    pub(super) fn tenant(&self, admission: &Admission<'_>) -> Tenant {
        self.tenant.clone().unwrap_or_else(|| {
            let name = self.account.as_deref().unwrap_or(BUILT_IN);
            let declared = admission.directory.find(name).and_then(|found| found.huawei.as_ref());
            declared.map_or_else(|| Tenant::made_up(name, name), Tenant::declared)
        })
    }

    /// The project of a request whose path has none: that of the token, the one that a header names,
    /// or the caller's own.
    ///
    /// Assumption: an access key that nobody declared has a project of its own where no header names
    /// one. From: the pages of the API, where the default is the project of the user's region.
    pub(super) fn own_project(&self, request: &Request, admission: &Admission<'_>) -> String {
        let named = || request.header("x-project-id").map(str::to_owned);
        let own = || project_of(&self.tenant(admission), HOME);
        self.project.clone().or_else(named).unwrap_or_else(own)
    }
}

/// Finds out who sent a request, or refuses the request.
pub(super) fn identify(request: &Request, admission: &Admission<'_>) -> Result<Identity, Failure> {
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

/// The sender that the credentials name, without verification; the built-in account if there are none.
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

/// The token in `X-Subject-Token`, which the request asks about.
pub(super) fn subject(request: &Request, admission: &Admission<'_>) -> Option<Login> {
    token::find(request.header("x-subject-token")?, admission)
        .filter(|login| login.grant.expires >= admission.now)
}
