//! A domain.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::super::super::tencent_ssl::{Delivery, Deployments};
use crate::store::Identified;

/// A domain.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Domain {
    /// Its name, in lower case.
    pub(crate) name: String,
    /// The direction of streams: push or play.
    #[serde(default, rename = "type")]
    pub(crate) kind: Kind,
    /// Whether it is enabled.
    #[serde(default = "yes")]
    pub(crate) enabled: bool,
    /// The area in which streams are played.
    #[serde(default)]
    pub(crate) play_type: PlayType,
    /// Whether streams are delayed.
    #[serde(default)]
    pub(crate) delay: bool,
    /// Whether they are played in mini programs.
    #[serde(default)]
    pub(crate) mini_program: bool,
    /// The certificate that this service last gave it.
    #[serde(default)]
    pub(crate) certificate: Option<Bound>,
    /// The number of SSL's last deployment to it that had ended when this service last changed it. Later
    /// deployments override this service's values.
    #[serde(default)]
    pub(crate) deployment: u64,
    /// When it was added.
    #[serde(with = "crate::moment")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub(crate) created: OffsetDateTime,
}

impl Identified for Domain {
    const MANY: &'static str = "domains";

    fn id(&self) -> &str {
        &self.name
    }
}

/// A certificate that a domain has.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Bound {
    /// Its id at SSL.
    pub(crate) id: String,
    /// Whether HTTPS is on.
    #[serde(default = "yes")]
    pub(crate) https: bool,
    /// Whether it was given with its key, not as a certificate of SSL.
    #[serde(default)]
    pub(crate) own: bool,
    /// When the domain got it or its HTTPS was switched; if absent, when the domain was added.
    #[serde(default, with = "crate::moment::option")]
    #[schemars(with = "Option<String>", extend("format" = "date-time"))]
    pub(crate) updated: Option<OffsetDateTime>,
}

/// The direction of streams: push or play.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    Push = 0,
    #[default]
    Play = 1,
}

/// The area in which streams are played.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum PlayType {
    #[default]
    Mainland = 1,
    Global = 2,
    Overseas = 3,
}

fn yes() -> bool {
    true
}

impl Domain {
    /// The domain as it is now, with SSL's deployments applied.
    pub(crate) fn seen(&self, deployments: &Deployments<'_>) -> Cow<'_, Self> {
        let deployment = deployments.to(&self.name);
        match deployment.filter(|deployment| deployment.record > self.deployment) {
            None => Cow::Borrowed(self),
            Some(deployment) => {
                let mut domain = self.clone();
                domain.take(&deployment);
                Cow::Owned(domain)
            }
        }
    }

    /// Applies what SSL has deployed to it.
    fn take(&mut self, deployment: &Delivery) {
        let https = deployment.bindings.https_since(self.deployment);
        self.deployment = deployment.record;
        self.bind(deployment.certificate_id.clone(), false, https, deployment.at);
    }

    /// Gives it a certificate.
    ///
    /// Assumption: where HTTPS is to stay as it is, it is on with a first certificate. From: nothing sure;
    /// a client that sends nothing else when it deploys a certificate, and is done.
    pub(crate) fn bind(&mut self, id: String, own: bool, https: Option<bool>, now: OffsetDateTime) {
        let former = self.certificate.as_ref().map(|bound| bound.https);
        let https = https.or(former).unwrap_or(true);
        self.certificate = Some(Bound { id, https, own, updated: Some(now) });
    }
}
