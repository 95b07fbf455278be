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
    /// The network that it belongs to.
    #[serde(default)]
    pub(crate) product: Product,
    /// The status, unless work is in progress.
    #[serde(default)]
    pub(crate) status: Status,
    /// Where it is served.
    #[serde(default)]
    pub(crate) area: Area,
    /// What is served.
    #[serde(default)]
    pub(crate) service_type: ServiceType,
    /// The project that it belongs to; 0 is the default one.
    #[serde(default)]
    pub(crate) project_id: i64,
    /// The regions in which it cannot be changed.
    #[serde(default)]
    pub(crate) readonly: Readonly,
    /// The reason why it is disabled, in the vendor's word; `normal` if it is not.
    #[serde(default = "normal")]
    pub(crate) disable: String,
    /// The certificate that this service last gave it.
    #[serde(default)]
    pub(crate) certificate: Option<Bound>,
    /// The number of SSL's last deployment to it that had ended when this service last changed it. Later
    /// deployments override this service's values.
    #[serde(default)]
    pub(crate) deployment: u64,
    /// Whether the last change of its configuration failed.
    #[serde(default)]
    pub(crate) failed: bool,
    /// The configuration in the vendor's members, as far as it differs from a new domain's: `Https` without
    /// its certificate, `Origin` and so on.
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
    /// The work in progress.
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
    /// The remark.
    #[serde(default)]
    pub(crate) message: Option<String>,
    /// When the domain got it; if absent, when the domain was added.
    #[serde(default, with = "crate::moment::option")]
    #[schemars(with = "Option<String>", extend("format" = "date-time"))]
    pub(crate) deployed: Option<OffsetDateTime>,
}

/// Work on a domain.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Change {
    /// The status of the domain after the work.
    pub(crate) status: Status,
    /// The previous certificate, which is restored if the work fails.
    #[serde(default)]
    pub(crate) former: Option<Bound>,
    /// The previous configuration, which is restored if the work fails.
    #[serde(default)]
    pub(crate) former_config: Map<String, Value>,
    /// The progress of the work.
    pub(crate) work: Work,
}

words! {
    /// The vendor's network that a domain belongs to.
    enum Product {
        #[default]
        Cdn: "cdn",
        /// The network for dynamic content.
        Ecdn: "ecdn",
    }
}

words! {
    /// The status of a domain.
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
    /// The regions in which a domain cannot be changed.
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
    /// The present state, with ended work and SSL's deployments applied.
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

    /// Applies the result of its work.
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

    /// Whether its configuration is being changed. Work that starts or stops it does not concern
    /// certificates.
    fn is_configured(&self) -> bool {
        self.change.as_ref().is_some_and(|change| change.status == self.status)
    }

    /// Applies what SSL has deployed to it.
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
        // If the domain's own work fails, this is not undone.
        if let Some(change) = &mut self.change {
            change.former.clone_from(&self.certificate);
            switch(&mut change.former_config, &deployment.bindings, taken);
        }
    }

    /// The certificate that is restored if work in progress fails.
    pub(super) fn former_certificate_ids(&self) -> Option<Vec<String>> {
        let change = self.change.as_ref()?;
        Some(change.former.iter().map(|bound| bound.id.clone()).collect())
    }

    /// The text of a member of one of its objects, if it was configured.
    pub(crate) fn configured(&self, object: &str, member: &str) -> Option<&str> {
        self.config.get(object)?.get(member)?.as_str()
    }
}

/// Sets HTTPS and its billing as deployments after this number did.
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

/// A domain as a request sees it.
#[derive(Clone)]
pub(crate) struct Seen<'a> {
    /// The form with ended work applied.
    pub(crate) domain: Cow<'a, Domain>,
    /// The stored form, on which looks are counted.
    own: &'a Domain,
    /// Whether an SSL deployment to it is in progress.
    pub(crate) is_deployed_to: bool,
}

impl Seen<'_> {
    /// Whether work on it is in progress, here or at SSL.
    pub(crate) fn is_busy(&self) -> bool {
        self.is_deployed_to || self.domain.change.is_some()
    }

    /// The vendor's word for the status.
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

    /// The status of its certificate.
    pub(crate) fn ssl_status(&self) -> &'static str {
        match self.domain.certificate {
            None => "closed",
            Some(_) if self.is_deployed_to || self.domain.is_configured() => "deploying",
            Some(_) if self.domain.failed => "failed",
            Some(_) => "deployed",
        }
    }

    /// Counts that a request saw the status.
    pub(crate) fn look(&self, now: OffsetDateTime) {
        if let Some(change) = &self.own.change {
            change.work.look(now);
        }
    }
}
