//! Returns tokens, and describes what they grant.

use super::super::errors::Error;
use super::super::state::Domain;
use super::super::types::token::{
    AskToken, AssumedBy, Named, Owned, TokenBody, TokenReply, User, print,
};
use super::catalog::services;
use crate::protocol::huawei::{HOME, project_of};
use crate::spec::Refusal;
use crate::store::{Facts, Grant, Tenant, View};

pub(crate) fn create_token(
    view: &View<'_, Domain>,
    asked: AskToken,
) -> Result<TokenReply, Refusal<Error>> {
    show(view.facts, &asked).ok_or_else(|| Error::Unauthorized.into())
}

/// Describes the token in `X-Subject-Token`.
///
/// Assumption: a token that is none, or no more, is not found, as one that is not named is. From:
/// Keystone, which IAM is made after.
pub(crate) fn keystone_validate_token(
    view: &View<'_, Domain>,
    asked: AskToken,
) -> Result<TokenReply, Refusal<Error>> {
    show(view.facts, &asked).ok_or_else(|| Error::TokenNotFound.into())
}

fn show(facts: &Facts, asked: &AskToken) -> Option<TokenReply> {
    let Grant { methods, tenant, project, assumed_by, issued, expires, .. } =
        &facts.login.as_deref()?.grant;
    let catalog = asked.wants_catalog().then(|| {
        let project = project.as_ref().map(|(id, _)| id.clone());
        services(&facts.origin(), &project.unwrap_or_else(|| project_of(tenant, HOME)))
    });
    let token = TokenBody {
        expires_at: print(*expires),
        methods: methods.clone(),
        catalog,
        domain: project.is_none().then(|| domain_of(tenant)),
        roles: vec![Named { id: "0".to_owned(), name: "te_admin".to_owned() }],
        project: project.as_ref().map(|(id, name)| Owned {
            domain: domain_of(tenant),
            id: id.clone(),
            name: name.clone(),
        }),
        assumed_by: assumed_by.as_ref().map(|tenant| AssumedBy { user: user_of(tenant) }),
        issued_at: print(*issued),
        user: user_of(tenant),
    };
    Some(TokenReply { token })
}

fn domain_of(tenant: &Tenant) -> Named {
    Named { id: tenant.domain_id.clone(), name: tenant.domain.clone() }
}

fn user_of(tenant: &Tenant) -> User {
    let name = tenant.user.clone();
    User { domain: domain_of(tenant), id: name.clone(), name, password_expires_at: "" }
}
