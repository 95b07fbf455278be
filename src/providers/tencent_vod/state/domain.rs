//! A domain that videos are served from.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::super::super::tencent::words;
use super::super::super::tencent_ssl::{Delivery, Deployments};
use crate::pace::{End, Work};
use crate::store::Identified;

/// A domain.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Domain {
    /// Its name, in lower case.
    pub(crate) name: String,
    /// The network that serves it.
    #[serde(default, rename = "type")]
    pub(crate) kind: Kind,
    /// Whether it can be changed, apart from work in progress.
    #[serde(default)]
    pub(crate) deploy_status: DeployStatus,
    /// The certificate that it has, by its id at SSL.
    #[serde(default)]
    pub(crate) certificate_id: Option<String>,
    /// The number of SSL's last deployment to it that had ended when this service last changed it. Later
    /// deployments override this service's values.
    #[serde(default)]
    pub(crate) deployment: u64,
    /// When it was added; if absent, when its application was.
    #[serde(default, with = "crate::moment::option")]
    #[schemars(with = "Option<String>", extend("format" = "date-time"))]
    pub(crate) created: Option<OffsetDateTime>,
    /// The work in progress.
    #[serde(default)]
    pub(crate) change: Option<Box<Change>>,
}

impl Identified for Domain {
    const MANY: &'static str = "domains";

    fn id(&self) -> &str {
        &self.name
    }
}

/// Work on a domain.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Change {
    /// The certificate after the work.
    #[serde(default)]
    pub(crate) certificate_id: Option<String>,
    /// The progress of the work.
    pub(crate) work: Work,
}

words! {
    /// The network that serves a domain.
    enum Kind {
        EdgeOne: "EdgeOne",
        #[default]
        Vod: "VOD",
    }

    /// Whether a domain can be changed, apart from work in progress.
    enum DeployStatus {
        /// It may not.
        Locked: "Locked",
        #[default]
        Online: "Online",
    }
}

impl Domain {
    /// The domain as it is now, with ended work and SSL's deployments applied.
    pub(crate) fn seen(&self, deployments: &Deployments<'_>, now: OffsetDateTime) -> Seen<'_> {
        let deployment = deployments.to(&self.name);
        let over = deployment.filter(|deployment| deployment.record > self.deployment);
        let is_deployed_to = deployments.runs_to(&self.name);
        let is_done = self.change.as_ref().is_some_and(|change| change.work.is_over(now));
        if !is_done && over.is_none() {
            return Seen { domain: Cow::Borrowed(self), own: self, is_deployed_to };
        }
        let mut domain = self.clone();
        if is_done {
            domain.end_change();
        }
        if let Some(deployment) = over {
            domain.take(&deployment);
        }
        Seen { domain: Cow::Owned(domain), own: self, is_deployed_to }
    }

    /// Applies the result of its work.
    fn end_change(&mut self) {
        let Some(change) = self.change.take() else { return };
        if change.work.end() == End::Success {
            self.certificate_id = change.certificate_id;
        }
    }

    /// Applies what SSL has deployed to it. The deployment began later than any work in progress here.
    fn take(&mut self, deployment: &Delivery) {
        self.deployment = deployment.record;
        self.certificate_id = Some(deployment.certificate_id.clone());
        if let Some(change) = &mut self.change {
            change.certificate_id.clone_from(&self.certificate_id);
        }
    }
}

/// A domain as a request sees it.
pub(crate) struct Seen<'a> {
    /// The form with ended work applied.
    pub(crate) domain: Cow<'a, Domain>,
    /// The stored form, on which looks are counted.
    own: &'a Domain,
    /// Whether an SSL deployment to it is in progress.
    is_deployed_to: bool,
}

impl Seen<'_> {
    /// The vendor's word for the status.
    pub(crate) fn status(&self) -> &'static str {
        match self.domain.deploy_status {
            DeployStatus::Online if self.is_deployed_to || self.domain.change.is_some() => {
                "Deploying"
            }
            status => status.word(),
        }
    }

    /// Whether it may be changed now.
    pub(crate) fn is_writable(&self) -> bool {
        self.status() == DeployStatus::Online.word()
    }

    /// Counts that a request saw the status.
    pub(crate) fn look(&self, now: OffsetDateTime) {
        if let Some(change) = &self.own.change {
            change.work.look(now);
        }
    }
}
