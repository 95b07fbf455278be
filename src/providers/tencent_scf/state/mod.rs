//! The state of an account at the service.

pub(super) mod domain;
pub(super) mod instances;

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use self::domain::CustomDomain;
use super::super::tencent::{check_lower_case, settle};
use super::super::tencent_ssl::Deployments;
use crate::accounts::Declaration;
use crate::store::{Shelf, State};

/// The account, as `GET /_certmock/state` exports it.
#[derive(Clone, Default, Deserialize, JsonSchema, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::providers) struct Account {
    /// The domains that lead to functions, of all regions.
    ///
    /// Assumption: a domain is in one region alone. From: its name, which is an alias of one region's
    /// address.
    pub(super) custom_domains: Shelf<CustomDomain>,
}

impl State for Account {
    fn open(_: Option<&Declaration>) -> Self {
        Self::default()
    }

    fn check(&self) -> Result<(), String> {
        let mut domains = self.custom_domains.oldest_first().enumerate();
        domains.try_for_each(|(number, domain)| {
            check_lower_case(&format!("custom_domains[{number}].domain"), &domain.domain)
        })
    }
}

impl Account {
    /// A domain of a region at present. What this service configured or SSL updated last counts.
    pub(super) fn find(
        &self,
        region: &str,
        name: &str,
        deployments: &Deployments<'_>,
    ) -> Option<Cow<'_, CustomDomain>> {
        let domain = self.custom_domains.find(&name.to_lowercase());
        Some(domain.filter(|domain| domain.region == region)?.seen(deployments))
    }

    /// A domain to be changed. What was deployed to it is applied first.
    pub(super) fn settle(
        &mut self,
        region: &str,
        name: &str,
        deployments: &Deployments<'_>,
    ) -> Option<&mut CustomDomain> {
        let name = name.to_lowercase();
        self.custom_domains.find(&name).filter(|domain| domain.region == region)?;
        settle(&mut self.custom_domains, &name, |domain| domain.seen(deployments))
    }
}
