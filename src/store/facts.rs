//! What is known of a request beside what it says to its operation.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::secret::Secret;

/// What a wire knows of a request beside its parameters.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The account that asks.
    pub account: String,
    /// The host that was asked, with its port.
    pub host: String,
    /// Whether it was asked over TLS.
    pub is_secure: bool,
    /// Whether its credentials are for a time only, as a role's are.
    pub is_temporary: bool,
    /// What the vendor calls the request, where its answer says so.
    pub request_id: String,
    /// The region that it is for, where it names one.
    pub region: Option<String>,
    /// Whether its answer is to be in Chinese, of a vendor that has other words, too.
    pub wants_chinese: bool,
    /// The project that it is for, of a vendor that has them.
    pub project: String,
    /// What a user who logs in is handed out, or the token that is asked about.
    pub login: Option<Arc<Login>>,
    /// Who asks, of a service whose objects are a domain's.
    pub tenant: Option<Arc<Tenant>>,
}

impl Facts {
    /// Of no request, but of that account.
    pub fn of(account: &str) -> Self {
        Self { account: account.to_owned(), ..Self::default() }
    }

    /// The beginning of a URL by which the client reaches what it has reached now.
    pub fn origin(&self) -> String {
        let scheme = if self.is_secure { "https" } else { "http" };
        format!("{scheme}://{}", self.host)
    }
}

/// Who asks, as the service knows it that has the vendor's users.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Tenant {
    /// The id of the domain, which is whom the vendor sends its bills.
    pub domain_id: String,
    /// The name of the domain.
    pub domain: String,
    /// The name of the user.
    pub user: String,
    /// The project that the account was declared with.
    pub project_id: Option<String>,
}

/// A token, with what it is good for.
#[derive(Clone, Debug)]
pub struct Login {
    /// What the user is known by.
    pub token: Secret,
    /// What it is good for.
    pub grant: Grant,
}

/// What a token is good for.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Grant {
    /// The declared account that it is of; none where nobody declared its user.
    pub account: Option<String>,
    /// What the user showed for it.
    pub methods: Vec<String>,
    /// Who the user is.
    pub tenant: Tenant,
    /// The id and the name of its project; none where it is for the domain.
    pub project: Option<(String, String)>,
    /// Who took the role that it is for.
    pub assumed_by: Option<Tenant>,
    /// When it was handed out.
    #[serde(with = "crate::moment")]
    pub issued: OffsetDateTime,
    /// When it is not good any more.
    #[serde(with = "crate::moment")]
    pub expires: OffsetDateTime,
}
