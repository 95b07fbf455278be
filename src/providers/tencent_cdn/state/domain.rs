//! A domain.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use time::OffsetDateTime;

use super::super::super::tencent::words;
use super::super::super::tencent_ssl::{Bindings, Delivery, Deployments};
use crate::pace::{End, Work};
use crate::store::Identified;

/// A domain.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Domain {
    /// Its name, in lower case.
    pub(crate) domain: String,
    /// Which of the two networks it is in.
    #[serde(default)]
    pub(crate) product: Product,
    /// Where it stands when no work goes on.
    #[serde(default)]
    pub(crate) status: Status,
    /// Where it is served.
    #[serde(default)]
    pub(crate) area: Area,
    /// What is served.
    #[serde(default)]
    pub(crate) service_type: ServiceType,
    /// The project that it is in; 0 is the default one.
    #[serde(default)]
    pub(crate) project_id: i64,
    /// Where it may not be changed.
    #[serde(default)]
    pub(crate) readonly: Readonly,
    /// Why it is not served, in the vendor's word.
    #[serde(default = "normal")]
    pub(crate) disable: String,
    /// The certificate that it was given here last.
    #[serde(default)]
    pub(crate) certificate: Option<Bound>,
    /// The number of SSL's last deployment to it that was over when it was last changed here: what
    /// comes later stands over it.
    #[serde(default)]
    pub(crate) deployment: u64,
    /// Whether the last change of what is configured has failed.
    #[serde(default)]
    pub(crate) failed: bool,
    /// What is configured, in the vendor's members, over what a new domain has: `Https` without its
    /// certificate, `Origin` and so on.
    #[serde(default)]
    pub(crate) config: Map<String, Value>,
    /// When it was added.
    #[serde(with = "crate::moment")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub(crate) created: OffsetDateTime,
    /// When it was last changed.
    #[serde(with = "crate::moment")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub(crate) updated: OffsetDateTime,
    /// Work on it that goes on.
    #[serde(default)]
    pub(crate) change: Option<Box<Change>>,
}

impl Identified for Domain {
    const MANY: &'static str = "domains";

    fn id(&self) -> &str {
        &self.domain
    }
}

/// A certificate that a domain has.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Bound {
    /// Its id at SSL.
    pub(crate) id: String,
    /// What was remarked.
    #[serde(default)]
    pub(crate) message: Option<String>,
    /// When the domain was given it; when the domain was added, where it is absent.
    #[serde(default, with = "crate::moment::option")]
    #[schemars(with = "Option<String>", extend("format" = "date-time"))]
    pub(crate) deployed: Option<OffsetDateTime>,
}

/// Work on a domain.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Change {
    /// Where the domain stands behind it.
    pub(crate) status: Status,
    /// The certificate that it has again if the work fails.
    #[serde(default)]
    pub(crate) former: Option<Bound>,
    /// What it has configured again then.
    #[serde(default)]
    pub(crate) former_config: Map<String, Value>,
    /// How far it is.
    pub(crate) work: Work,
}

words! {
    /// Which of the vendor's two networks a domain is in.
    enum Product {
        #[default]
        Cdn: "cdn",
        /// The one for what changes with each request.
        Ecdn: "ecdn",
    }
}

words! {
    /// Where a domain stands.
    enum Status {
        /// It is served no more.
        Offline: "offline",
        #[default]
        Online: "online",
        /// It may not be served: its licence is missing.
        Rejected: "rejected",
    }
}

words! {
    /// Where a domain is served.
    enum Area {
        Global: "global",
        #[default]
        Mainland: "mainland",
        Overseas: "overseas",
    }
}

words! {
    /// Where a domain may not be changed.
    enum Readonly {
        Global: "global",
        Mainland: "mainland",
        #[default]
        Normal: "normal",
        Overseas: "overseas",
    }
}

words! {
    /// What a domain serves.
    enum ServiceType {
        Download: "download",
        Dynamic: "dynamic",
        DynamicAudioVideo: "dynamicMedia",
        Hybrid: "hybrid",
        Media: "media",
        #[default]
        Web: "web",
    }
}

fn normal() -> String {
    "normal".to_owned()
}

impl Domain {
    /// How it is now.
    pub(crate) fn seen(&self, deployments: &Deployments<'_>, now: OffsetDateTime) -> Seen<'_> {
        let deployment = deployments.to(&self.domain);
        let over = deployment.filter(|deployment| deployment.record > self.deployment);
        let is_deployed_to = deployments.runs_to(&self.domain);
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

    /// Makes of it what its work leads to.
    fn end_change(&mut self) {
        let is_configured = self.is_configured();
        let Some(change) = self.change.take() else { return };
        let Change { status, former, former_config, work } = *change;
        let succeeded = work.end() == End::Success;
        if succeeded {
            self.status = status;
        }
        if is_configured {
            self.failed = !succeeded;
            if !succeeded {
                self.certificate = former;
                self.config = former_config;
            }
        }
    }

    /// Whether work goes on by which it is configured. What starts or stops it concerns no certificate.
    fn is_configured(&self) -> bool {
        self.change.as_ref().is_some_and(|change| change.status == self.status)
    }

    /// Gives it what SSL has deployed to it.
    fn take(&mut self, deployment: &Delivery) {
        let taken = std::mem::replace(&mut self.deployment, deployment.record);
        self.failed = false;
        self.updated = self.updated.max(deployment.at);
        self.certificate = Some(Bound {
            id: deployment.certificate_id.clone(),
            message: None,
            deployed: Some(deployment.at),
        });
        switch(&mut self.config, &deployment.bindings, taken);
        // Work of its own that fails takes nothing of that back.
        if let Some(change) = &mut self.change {
            change.former.clone_from(&self.certificate);
            switch(&mut change.former_config, &deployment.bindings, taken);
        }
    }

    /// The certificate that it has again if work fails that goes on.
    pub(super) fn former_certificate_ids(&self) -> Option<Vec<String>> {
        let change = self.change.as_ref()?;
        Some(change.former.iter().map(|bound| bound.id.clone()).collect())
    }

    /// The text that a member of one of its objects has, where it was configured.
    pub(crate) fn configured(&self, object: &str, member: &str) -> Option<&str> {
        self.config.get(object)?.get(member)?.as_str()
    }
}

/// Has HTTPS, and whether that is billed, be as deployments have them since that number.
fn switch(config: &mut Map<String, Value>, bindings: &Bindings, number: u64) {
    let https = bindings.https_since(number).map(|is_on| if is_on { "on" } else { "off" });
    let billing = bindings.https_billing_since(number);
    for (object, word) in [("Https", https), ("HttpsBilling", billing)] {
        let Some(word) = word else { continue };
        let object = config.entry(object).or_insert_with(|| Value::Object(Map::new()));
        if let Some(object) = object.as_object_mut() {
            object.insert("Switch".to_owned(), word.into());
        }
    }
}

/// A domain, as somebody sees it.
#[derive(Clone)]
pub(crate) struct Seen<'a> {
    /// With what is over of its work done.
    pub(crate) domain: Cow<'a, Domain>,
    /// As it is kept: what is looked at.
    own: &'a Domain,
    /// Whether SSL deploys to it.
    pub(crate) is_deployed_to: bool,
}

impl Seen<'_> {
    /// Whether work on it goes on, here or at SSL.
    pub(crate) fn is_busy(&self) -> bool {
        self.is_deployed_to || self.domain.change.is_some()
    }

    /// Where it stands, in the vendor's word.
    pub(crate) fn status(&self) -> &'static str {
        match &self.domain.change {
            Some(change)
                if change.status == Status::Offline && self.domain.status == Status::Online =>
            {
                "closing"
            }
            _ if self.is_busy() => "processing",
            _ => self.domain.status.word(),
        }
    }

    /// Where its certificate stands.
    pub(crate) fn ssl_status(&self) -> &'static str {
        match self.domain.certificate {
            None => "closed",
            Some(_) if self.is_deployed_to || self.domain.is_configured() => "deploying",
            Some(_) if self.domain.failed => "failed",
            Some(_) => "deployed",
        }
    }

    /// Counts that somebody saw where it stands.
    pub(crate) fn look(&self, now: OffsetDateTime) {
        if let Some(change) = &self.own.change {
            change.work.look(now);
        }
    }
}
