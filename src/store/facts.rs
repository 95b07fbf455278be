//! What is known about a request beside its parameters.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use time::OffsetDateTime;

use crate::secret::Secret;

/// What a protocol knows about a request beside its parameters.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The account that sent the request.
    pub account: SmolStr,
    /// The host that the request names, with its port.
    pub host: SmolStr,
    /// Whether the request came over TLS.
    pub is_secure: bool,
    /// Whether its credentials are temporary, as those of a role are.
    pub is_temporary: bool,
    /// The vendor's id of the request, if the response contains it.
    pub request_id: String,
    /// The region that the request names, if any.
    pub region: Option<String>,
    /// Whether the response's message is to be in Chinese, if the vendor has messages in several languages.
    pub wants_chinese: bool,
    /// The project that the request is for, if the vendor has projects.
    pub project: String,
    /// The token that a login issues, or the token that the request asks about.
    pub login: Option<Arc<Login>>,
    /// The user and domain that sent the request, for services whose objects belong to a domain.
    pub tenant: Option<Arc<Tenant>>,
}

impl Facts {
    /// Facts of the account without a request.
    pub fn of(account: &str) -> Self {
        Self { account: account.into(), ..Self::default() }
    }

    /// The beginning of the URLs by which the client can reach this server: scheme and host.
    pub fn origin(&self) -> String {
        let scheme = if self.is_secure { "https" } else { "http" };
        format!("{scheme}://{}", self.host)
    }
}

/// A user, as the vendor's identity service knows them.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Tenant {
    /// The id of the domain: the account that the vendor bills.
    pub domain_id: String,
    /// The name of the domain.
    pub domain: String,
    /// The name of the user.
    pub user: String,
    /// The id of the project that the account was declared with.
    pub project_id: Option<String>,
}

/// A token with its grant.
#[derive(Clone, Debug)]
pub struct Login {
    /// The token.
    pub token: Secret,
    /// What the token grants.
    pub grant: Grant,
}

/// What a token grants.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Grant {
    /// The declared account of the user; nothing if the user is not declared.
    pub account: Option<String>,
    /// The methods by which the user authenticated.
    pub methods: Vec<String>,
    /// The user that the token identifies.
    pub tenant: Tenant,
    /// The id and the name of the project that the token is for; nothing if it is for the domain.
    pub project: Option<(String, String)>,
    /// The user who assumed the agency, if the token is an agency's.
    pub assumed_by: Option<Tenant>,
    /// When the token was issued.
    #[serde(with = "crate::moment")]
    pub issued: OffsetDateTime,
    /// When the token expires.
    #[serde(with = "crate::moment")]
    pub expires: OffsetDateTime,
}
