//! The state of an account at the service.

pub(super) mod domain;
pub(super) mod instances;

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use self::domain::Domain;
use super::super::tencent::{check_lower_case, settle};
use super::super::tencent_ssl::Deployments;
use crate::accounts::Declaration;
use crate::store::{Shelf, State};

/// The account, as `GET /_certmock/state` exports it.
#[derive(Clone, Default, Deserialize, JsonSchema, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::providers) struct Account {
    /// Whether the service does anything for the account.
    pub(super) service: Service,
    /// Domains.
    pub(super) domains: Shelf<Domain>,
}

/// Whether the service does anything for an account.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Service {
    #[default]
    Active,
    /// The user stopped it.
    Disabled,
    /// The user is not allowed to use it.
    Forbidden,
    /// It is frozen.
    Frozen,
    /// It was stopped because it was not paid for.
    Stopped,
}

impl State for Account {
    fn open(_: Option<&Declaration>) -> Self {
        Self::default()
    }

    fn check(&self) -> Result<(), String> {
        let mut domains = self.domains.oldest_first().enumerate();
        domains.try_for_each(|(number, domain)| {
            check_lower_case(&format!("domains[{number}].name"), &domain.name)
        })
    }
}

impl Account {
    /// A domain as it is now, with the certificate that was last bound here or deployed by SSL.
    pub(super) fn find(
        &self,
        name: &str,
        deployments: &Deployments<'_>,
    ) -> Option<Cow<'_, Domain>> {
        Some(self.domains.find(&name.to_lowercase())?.seen(deployments))
    }

    /// A domain to be changed. What was deployed to it is applied first.
    pub(super) fn settle(
        &mut self,
        name: &str,
        deployments: &Deployments<'_>,
    ) -> Option<&mut Domain> {
        settle(&mut self.domains, &name.to_lowercase(), |domain| domain.seen(deployments))
    }
}
