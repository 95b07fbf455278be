//! The state of an account at the video service.

pub(super) mod domain;
pub(super) mod instances;

use std::collections::HashSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use self::domain::Domain;
use super::super::tencent::{Once, check_lower_case, settle};
use super::super::tencent_ssl::Deployments;
use crate::accounts::Declaration;
use crate::store::{Shelf, State};

/// The pace at which domains are given certificates.
pub(super) const DEPLOY_PACE: &str = "tencent_vod.deploy";

/// The account, as `GET /_certmock/state` exports it.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::providers) struct Account {
    /// Whether the service was activated. Otherwise it refuses every request.
    pub(super) activated: bool,
    /// Applications, each with its domains.
    pub(super) applications: Vec<Application>,
}

/// An application.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Application {
    /// Its number.
    pub(super) sub_app_id: u64,
    /// Whether it is the default application. If none is, the first one is.
    #[serde(default)]
    pub(super) default: bool,
    /// Its domains.
    #[serde(default)]
    pub(super) domains: Shelf<Domain>,
    /// When it was added.
    #[serde(with = "crate::moment")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub(super) created: OffsetDateTime,
}

impl Default for Account {
    fn default() -> Self {
        Self { activated: true, applications: Vec::new() }
    }
}

impl State for Account {
    fn open(_: Option<&Declaration>) -> Self {
        Self::default()
    }

    /// Checks that the numbers of applications are unique, that no domain is in two applications, and that
    /// there is at most one default application.
    fn check(&self) -> Result<(), String> {
        let (mut numbers, mut names) = (HashSet::new(), Once::default());
        let mut has_default = false;
        for (number, application) in self.applications.iter().enumerate() {
            let place = format!("applications[{number}]");
            let id = application.sub_app_id;
            if !numbers.insert(id) {
                return Err(format!("{place}.sub_app_id: there are two of {id}"));
            }
            if application.default && std::mem::replace(&mut has_default, true) {
                return Err(format!("{place}.default: another application is the default one"));
            }
            for (number, domain) in application.domains.oldest_first().enumerate() {
                let place = format!("{place}.domains[{number}].name");
                check_lower_case(&place, &domain.name)?;
                names.check(&place, &domain.name)?;
            }
        }
        Ok(())
    }
}

impl Account {
    /// The index of the application with this number, or of the default one.
    ///
    /// Assumption: where none is named the default one is meant. From: older clients, which name none; the
    /// vendor asks newer customers to.
    pub(super) fn place(&self, sub_app_id: Option<u64>) -> Option<usize> {
        let mut applications = self.applications.iter();
        match sub_app_id {
            Some(number) => applications.position(|each| each.sub_app_id == number),
            None => applications.position(|each| each.default).or(Some(0)),
        }
    }
}

impl Application {
    /// A domain to be changed. Ended work is applied first.
    pub(super) fn settle(
        &mut self,
        name: &str,
        deployments: &Deployments<'_>,
        now: OffsetDateTime,
    ) -> Option<&mut Domain> {
        settle(&mut self.domains, name, |domain| domain.seen(deployments, now).domain)
    }
}
