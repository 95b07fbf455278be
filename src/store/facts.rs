//! What is known of a request beside what it says to its operation.

use std::sync::Arc;

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
    /// What the vendor calls the request, where its answer says so.
    pub request_id: String,
    /// The region that it is for, where it names one.
    pub region: Option<String>,
    /// The project that it is for, of a vendor that has them.
    pub project: String,
    /// What a user who gave a password is handed out.
    pub login: Option<Arc<Login>>,
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

/// What a user who gave a password is handed out.
#[derive(Clone, Debug)]
pub struct Login {
    /// What the user is known by from now on.
    pub token: Secret,
    /// The project that the token is for.
    pub project_id: String,
    /// The user's name.
    pub user: String,
    /// The name of the domain that the user belongs to.
    pub domain: String,
    /// When the token was handed out.
    pub issued: OffsetDateTime,
    /// When it is not good any more.
    pub expires: OffsetDateTime,
}
