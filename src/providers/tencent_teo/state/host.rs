//! A host of a zone: a domain that is accelerated, with its certificates.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::super::super::tencent_ssl::{Bindings, Delivery, Deployments};
use super::words::{HostStatus, Mode, Verification};
use crate::pace::{End, Work};
use crate::store::Identified;

/// A host.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Host {
    /// Its name, in lower case; a wildcard is one.
    pub(crate) name: String,
    /// The status, unless work is in progress.
    #[serde(default)]
    pub(crate) status: HostStatus,
    /// The target of its CNAME; `<name>.eo.dnse3.com` if absent.
    #[serde(default)]
    pub(crate) cname: Option<String>,
    /// Where its contents come from: an address or a domain.
    #[serde(default)]
    pub(crate) origin: String,
    /// The source of its certificates; if absent, SSL if it has any.
    #[serde(default)]
    pub(crate) mode: Option<Mode>,
    /// The server certificates, one for each algorithm.
    #[serde(default)]
    pub(crate) certificates: Vec<Bound>,
    /// A manually requested certificate that is not deployed yet.
    #[serde(default)]
    pub(crate) free_certificate: Option<String>,
    /// The authorities of its clients.
    #[serde(default)]
    pub(crate) client: Mutual,
    /// The certificate that it presents to its origin.
    #[serde(default)]
    pub(crate) upstream: Mutual,
    /// The authorities of its origin.
    #[serde(default)]
    pub(crate) verify: Verify,
    /// The number of SSL's last deployment to it that had ended when this service last changed it. Later
    /// deployments override this service's values.
    #[serde(default)]
    pub(crate) deployment: u64,
    /// When it was added; if absent, when its zone was.
    #[serde(default, with = "crate::moment::option")]
    #[schemars(with = "Option<String>", extend("format" = "date-time"))]
    pub(crate) created: Option<OffsetDateTime>,
    /// When it was last changed; if absent, when it was added.
    #[serde(default, with = "crate::moment::option")]
    #[schemars(with = "Option<String>", extend("format" = "date-time"))]
    pub(crate) modified: Option<OffsetDateTime>,
    /// The work in progress.
    #[serde(default)]
    pub(crate) change: Option<Box<Change>>,
}

impl Identified for Host {
    const MANY: &'static str = "domains";

    fn id(&self) -> &str {
        &self.name
    }
}

/// A certificate that a host serves with.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Bound {
    /// Its id: at SSL, or of the service's own.
    pub(crate) id: String,
    /// When the host got it; if absent, when the host was added.
    #[serde(default, with = "crate::moment::option")]
    #[schemars(with = "Option<String>", extend("format" = "date-time"))]
    pub(crate) deployed: Option<OffsetDateTime>,
}

/// Mutual authentication with clients or with the origin.
#[derive(Clone, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Mutual {
    /// Whether it is on.
    pub(crate) on: bool,
    /// The ids of the certificates, at SSL.
    pub(crate) ids: Vec<String>,
}

/// How the certificate of an origin is verified.
#[derive(Clone, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Verify {
    /// Whether it is verified: `disable` for not, `custom_ca` with these authorities.
    pub(crate) mode: Verification,
    /// The ids of the authorities, at SSL.
    pub(crate) ids: Vec<String>,
}

/// Work on a host.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Change {
    /// The previous settings, which are restored if the work fails.
    #[serde(default)]
    pub(crate) former: Https,
    /// The progress of the work.
    pub(crate) work: Work,
}

/// All certificates of a host, and their source.
#[derive(Clone, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Https {
    /// The source of the server certificates.
    pub(crate) mode: Mode,
    /// The server certificates.
    pub(crate) certificates: Vec<Bound>,
    /// The authorities of its clients.
    pub(crate) client: Mutual,
    /// The certificate that it presents to its origin.
    pub(crate) upstream: Mutual,
    /// The authorities of its origin.
    pub(crate) verify: Verify,
}

impl Host {
    /// The source of its certificates.
    pub(crate) fn mode(&self) -> Mode {
        let is_given = || if self.certificates.is_empty() { Mode::Disable } else { Mode::Ssl };
        self.mode.unwrap_or_else(is_given)
    }

    /// All its certificates.
    pub(crate) fn https(&self) -> Https {
        Https {
            mode: self.mode(),
            certificates: self.certificates.clone(),
            client: self.client.clone(),
            upstream: self.upstream.clone(),
            verify: self.verify.clone(),
        }
    }

    /// Replaces its certificates.
    pub(crate) fn set_https(&mut self, https: Https) {
        let Https { mode, certificates, client, upstream, verify } = https;
        self.mode = Some(mode);
        self.certificates = certificates;
        self.client = client;
        self.upstream = upstream;
        self.verify = verify;
    }

    /// The ids of the server certificates that SSL has.
    pub(crate) fn ssl_certificates(&self) -> impl Iterator<Item = &String> {
        let are_ssls = self.mode() == Mode::Ssl;
        self.certificates.iter().filter(move |_| are_ssls).map(|bound| &bound.id)
    }

    /// The ids of its other certificates.
    pub(crate) fn further_certificates(&self) -> impl Iterator<Item = &String> {
        self.client.ids.iter().chain(&self.upstream.ids).chain(&self.verify.ids)
    }

    /// The ids of SSL's certificates that are restored if work in progress fails.
    pub(super) fn former_certificate_ids(&self) -> Option<Vec<String>> {
        let Https { mode, certificates, client, upstream, verify } = &self.change.as_ref()?.former;
        let served = certificates.iter().filter(|_| *mode == Mode::Ssl).map(|bound| &bound.id);
        let beside = client.ids.iter().chain(&upstream.ids).chain(&verify.ids);
        Some(served.chain(beside).cloned().collect())
    }

    /// The host as it is now, with ended work and SSL's deployments applied.
    pub(crate) fn seen(&self, deployments: &Deployments<'_>, now: OffsetDateTime) -> Seen<'_> {
        let deployment = deployments.to(&self.name);
        let over = deployment.filter(|deployment| deployment.record > self.deployment);
        let is_deployed_to = deployments.runs_to(&self.name);
        let is_done = self.change.as_ref().is_some_and(|change| change.work.is_over(now));
        if !is_done && over.is_none() {
            return Seen { host: Cow::Borrowed(self), own: self, is_deployed_to };
        }
        let mut host = self.clone();
        // A deployment that began during the work knows both possible results of the work.
        let possible = over.as_ref().and_then(|it| it.bindings.possible_certificate_ids.as_ref());
        let (meanwhile, after) = if possible.is_some() { (over, None) } else { (None, over) };
        if let Some(deployment) = meanwhile {
            host.take(&deployment);
        }
        if is_done {
            host.end_change();
        }
        if let Some(deployment) = after {
            host.take(&deployment);
        }
        Seen { host: Cow::Owned(host), own: self, is_deployed_to }
    }

    /// Applies the result of its work.
    fn end_change(&mut self) {
        let Some(change) = self.change.take() else { return };
        let Change { former, work } = *change;
        if work.end() != End::Success {
            self.set_https(former);
        }
    }

    /// Applies what SSL has deployed to it, even if work is in progress.
    fn take(&mut self, deployment: &Delivery) {
        self.deployment = deployment.record;
        self.modified = self.modified.max(Some(deployment.at));
        let new = || Bound { id: deployment.certificate_id.clone(), deployed: Some(deployment.at) };
        let known = std::mem::take(&mut self.certificates);
        let still = |id: &String| {
            let is_kept = |bound: &&Bound| bound.id == *id && *id != deployment.certificate_id;
            let bound = known.iter().find(is_kept).cloned();
            bound.unwrap_or_else(|| Bound { id: id.clone(), ..new() })
        };
        let Bindings { certificate_id, paired_certificate_ids, .. } = &deployment.bindings;
        let served = paired_certificate_ids.iter().chain(certificate_id);
        self.certificates = served.map(still).collect();
        let moved = self.take_further(&deployment.bindings.further_certificate_ids);
        let is_served = self.certificates.iter().any(|bound| bound.id == deployment.certificate_id);
        if is_served {
            self.mode = Some(Mode::Ssl);
        }
        let (mode, certificates) = (self.mode(), self.certificates.clone());
        let Some(change) = &mut self.change else { return };
        let former = &mut change.former;
        match &deployment.bindings.possible_certificate_ids {
            None => (former.mode, former.certificates) = (mode, certificates),
            Some(staying) => {
                if is_served {
                    former.mode = Mode::Ssl;
                    former.certificates.retain(|bound| staying.contains(&bound.id));
                    former.certificates.push(new());
                }
                let ids =
                    [&mut former.client.ids, &mut former.upstream.ids, &mut former.verify.ids];
                for id in ids.into_iter().flatten() {
                    if let Some((_, now)) = moved.iter().find(|(before, _)| before == id) {
                        now.clone_into(id);
                    }
                }
            }
        }
    }

    /// Replaces the certificates other than the server's, which SSL has in the same order. Returns the old
    /// and new ids of those that changed.
    fn take_further(&mut self, further: &[String]) -> Vec<(String, String)> {
        let mut moved = Vec::new();
        if further.len() == self.further_certificates().count() {
            let ids = [&mut self.client.ids, &mut self.upstream.ids, &mut self.verify.ids];
            for (id, now) in ids.into_iter().flatten().zip(further) {
                if id != now {
                    moved.push((std::mem::replace(id, now.clone()), now.clone()));
                }
            }
        }
        moved
    }
}

/// A host as a request sees it.
pub(crate) struct Seen<'a> {
    /// The form with ended work applied.
    pub(crate) host: Cow<'a, Host>,
    /// The stored form, on which looks are counted.
    own: &'a Host,
    /// Whether an SSL deployment to it is in progress.
    is_deployed_to: bool,
}

impl Seen<'_> {
    /// Whether work on it is in progress, here or at SSL.
    pub(crate) fn is_busy(&self) -> bool {
        self.is_deployed_to || self.host.change.is_some()
    }

    /// The vendor's word for the status.
    pub(crate) fn status(&self) -> &'static str {
        if self.is_busy() { "process" } else { self.host.status.word() }
    }

    /// The status of one of its server certificates.
    pub(crate) fn certificate_status(&self, bound: &Bound) -> &'static str {
        let is_new = |change: &Change| !change.former.certificates.contains(bound);
        match self.host.change.as_deref() {
            Some(change) if is_new(change) => match self.host.mode() {
                Mode::Free | Mode::FreeManual => "applying",
                Mode::Disable | Mode::Ssl => "processing",
            },
            _ => "deployed",
        }
    }

    /// Counts that a request saw the status.
    pub(crate) fn look(&self, now: OffsetDateTime) {
        if let Some(change) = &self.own.change {
            change.work.look(now);
        }
    }
}
