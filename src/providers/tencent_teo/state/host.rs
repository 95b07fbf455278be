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
    /// Where it stands when no work goes on.
    #[serde(default)]
    pub(crate) status: HostStatus,
    /// What its CNAME leads to; `<name>.eo.dnse3.com` where it is absent.
    #[serde(default)]
    pub(crate) cname: Option<String>,
    /// Where its contents come from: an address or a domain.
    #[serde(default)]
    pub(crate) origin: String,
    /// Where its certificates come from; where it is absent, from SSL if it has any.
    #[serde(default)]
    pub(crate) mode: Option<Mode>,
    /// The certificates that it serves with, one of an algorithm.
    #[serde(default)]
    pub(crate) certificates: Vec<Bound>,
    /// One that was applied for by hand, and not deployed yet.
    #[serde(default)]
    pub(crate) free_certificate: Option<String>,
    /// The authorities of its clients.
    #[serde(default)]
    pub(crate) client: Mutual,
    /// The certificate that it shows its origin.
    #[serde(default)]
    pub(crate) upstream: Mutual,
    /// The authorities of its origin.
    #[serde(default)]
    pub(crate) verify: Verify,
    /// The number of SSL's last deployment to it that was over when it was last changed here: what
    /// comes later stands over it.
    #[serde(default)]
    pub(crate) deployment: u64,
    /// When it was added; with its zone, where it is absent.
    #[serde(default, with = "crate::moment::option")]
    #[schemars(with = "Option<String>", extend("format" = "date-time"))]
    pub(crate) created: Option<OffsetDateTime>,
    /// When it was last changed; when it was added, where it is absent.
    #[serde(default, with = "crate::moment::option")]
    #[schemars(with = "Option<String>", extend("format" = "date-time"))]
    pub(crate) modified: Option<OffsetDateTime>,
    /// Work on it that goes on.
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
    /// When the host was given it; when the host was added, where it is absent.
    #[serde(default, with = "crate::moment::option")]
    #[schemars(with = "Option<String>", extend("format" = "date-time"))]
    pub(crate) deployed: Option<OffsetDateTime>,
}

/// What is shown to the other side, or asked of it, beside the server's certificate.
#[derive(Clone, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Mutual {
    /// Whether it is.
    pub(crate) on: bool,
    /// The ids of the certificates, at SSL.
    pub(crate) ids: Vec<String>,
}

/// How the certificate of an origin is held against authorities.
#[derive(Clone, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Verify {
    /// Whether it is.
    pub(crate) mode: Verification,
    /// The ids of the authorities, at SSL.
    pub(crate) ids: Vec<String>,
}

/// Work on a host.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Change {
    /// What the host has again if the work fails.
    #[serde(default)]
    pub(crate) former: Https,
    /// How far it is.
    pub(crate) work: Work,
}

/// All that a host has of certificates.
#[derive(Clone, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Https {
    /// Where those come from that it serves with.
    pub(crate) mode: Mode,
    /// Those that it serves with.
    pub(crate) certificates: Vec<Bound>,
    /// The authorities of its clients.
    pub(crate) client: Mutual,
    /// The certificate that it shows its origin.
    pub(crate) upstream: Mutual,
    /// The authorities of its origin.
    pub(crate) verify: Verify,
}

impl Host {
    /// Where its certificates come from.
    pub(crate) fn mode(&self) -> Mode {
        let is_given = || if self.certificates.is_empty() { Mode::Disable } else { Mode::Ssl };
        self.mode.unwrap_or_else(is_given)
    }

    /// All that it has of certificates.
    pub(crate) fn https(&self) -> Https {
        Https {
            mode: self.mode(),
            certificates: self.certificates.clone(),
            client: self.client.clone(),
            upstream: self.upstream.clone(),
            verify: self.verify.clone(),
        }
    }

    /// Gives it other certificates.
    pub(crate) fn set_https(&mut self, https: Https) {
        let Https { mode, certificates, client, upstream, verify } = https;
        self.mode = Some(mode);
        self.certificates = certificates;
        self.client = client;
        self.upstream = upstream;
        self.verify = verify;
    }

    /// The ids of SSL's certificates that it serves with.
    pub(crate) fn ssl_certificates(&self) -> impl Iterator<Item = &String> {
        let are_ssls = self.mode() == Mode::Ssl;
        self.certificates.iter().filter(move |_| are_ssls).map(|bound| &bound.id)
    }

    /// The ids of the certificates that it has beside.
    pub(crate) fn further_certificates(&self) -> impl Iterator<Item = &String> {
        self.client.ids.iter().chain(&self.upstream.ids).chain(&self.verify.ids)
    }

    /// The ids of the certificates of SSL's that it has again if work fails that goes on.
    pub(super) fn former_certificate_ids(&self) -> Option<Vec<String>> {
        let Https { mode, certificates, client, upstream, verify } = &self.change.as_ref()?.former;
        let served = certificates.iter().filter(|_| *mode == Mode::Ssl).map(|bound| &bound.id);
        let beside = client.ids.iter().chain(&upstream.ids).chain(&verify.ids);
        Some(served.chain(beside).cloned().collect())
    }

    /// How it is now.
    pub(crate) fn seen(&self, deployments: &Deployments<'_>, now: OffsetDateTime) -> Seen<'_> {
        let deployment = deployments.to(&self.name);
        let over = deployment.filter(|deployment| deployment.record > self.deployment);
        let is_deployed_to = deployments.runs_to(&self.name);
        let is_done = self.change.as_ref().is_some_and(|change| change.work.is_over(now));
        if !is_done && over.is_none() {
            return Seen { host: Cow::Borrowed(self), own: self, is_deployed_to };
        }
        let mut host = self.clone();
        // What began while the work went on knows both ways in which that may end.
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

    /// Makes of it what its work leads to.
    fn end_change(&mut self) {
        let Some(change) = self.change.take() else { return };
        let Change { former, work } = *change;
        if work.end() != End::Success {
            self.set_https(former);
        }
    }

    /// Gives it what SSL has deployed to it, whether work on it goes on or not.
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

    /// Has other certificates beside those that it serves with, which are at SSL in the same order; each that
    /// became another one, with that.
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

/// A host, as somebody sees it.
pub(crate) struct Seen<'a> {
    /// With what is over of its work done.
    pub(crate) host: Cow<'a, Host>,
    /// As it is kept: what is looked at.
    own: &'a Host,
    /// Whether SSL deploys to it.
    is_deployed_to: bool,
}

impl Seen<'_> {
    /// Whether work on it goes on, here or at SSL.
    pub(crate) fn is_busy(&self) -> bool {
        self.is_deployed_to || self.host.change.is_some()
    }

    /// Where it stands, in the vendor's word.
    pub(crate) fn status(&self) -> &'static str {
        if self.is_busy() { "process" } else { self.host.status.word() }
    }

    /// Where a certificate stands that it serves with.
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

    /// Counts that somebody saw where it stands.
    pub(crate) fn look(&self, now: OffsetDateTime) {
        if let Some(change) = &self.own.change {
            change.work.look(now);
        }
    }
}
