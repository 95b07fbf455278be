//! A domain.

use std::borrow::Cow;
use std::sync::LazyLock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use time::OffsetDateTime;

use super::super::super::tencent::Contents;
use super::super::super::tencent_ssl::{Delivery, Deployments, Resource, ResourceType};
use crate::secret::Secret;
use crate::store::Identified;

/// What of a domain is shown where nothing else was configured.
///
/// Assumption: what was never configured is empty, but for what the vendor's page names a default for and
/// what says that the domain is protected. From: the vendor's page and its example of a domain.
pub(crate) static DEFAULT: LazyLock<Map<String, Value>> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../default.json"))
        .expect("it is as it was when it was built")
});

/// A domain.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Domain {
    /// Its id, 32 hexadecimal digits.
    pub(crate) domain_id: String,
    /// Its name.
    pub(crate) domain: String,
    /// The firewall that it is behind, `waf_…`.
    pub(crate) instance_id: String,
    /// The name of that.
    #[serde(default)]
    pub(crate) instance_name: String,
    /// The region, as `ap-guangzhou`.
    pub(crate) region: String,
    /// The certificate that it was given here last.
    #[serde(default)]
    pub(crate) certificate: Option<Bound>,
    /// Where it listens.
    #[serde(default = "http")]
    pub(crate) ports: Vec<Port>,
    /// What else is configured, in the vendor's members.
    #[serde(default)]
    pub(crate) config: Map<String, Value>,
    /// The key of its signing certificate of the national cryptography.
    #[serde(default = "none")]
    pub(crate) gm_private_key: Secret,
    /// The key of its encryption certificate of the same.
    #[serde(default = "none")]
    pub(crate) gm_enc_private_key: Secret,
    /// The number of SSL's last deployment to it that was over when it was last changed here: what
    /// comes later stands over it.
    #[serde(default)]
    pub(crate) deployment: u64,
    /// When it was added.
    #[serde(with = "crate::moment")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub(crate) created: OffsetDateTime,
    /// When it was last changed.
    #[serde(with = "crate::moment")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub(crate) updated: OffsetDateTime,
}

impl Identified for Domain {
    const MANY: &'static str = "domains";

    fn id(&self) -> &str {
        &self.domain_id
    }
}

/// A certificate that a domain has.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Bound {
    /// One that came with its key.
    Own(Contents),
    /// One of SSL's, by its id.
    SslId(String),
}

/// Where a domain listens, and where that leads to.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields, rename_all = "PascalCase")]
pub(crate) struct Port {
    /// The number that the service gives it; 0 of one that is new.
    #[serde(default)]
    pub(crate) nginx_server_id: u64,
    /// `443`
    pub(crate) port: String,
    /// `http` or `https`
    pub(crate) protocol: String,
    /// `80`
    pub(crate) upstream_port: String,
    /// `http` or `https`
    pub(crate) upstream_protocol: String,
}

/// What a request names a domain by.
pub(crate) struct Place<'a> {
    pub(crate) region: &'a str,
    pub(crate) instance_id: &'a str,
    pub(crate) domain_id: &'a str,
    pub(crate) domain: &'a str,
}

fn http() -> Vec<Port> {
    let (port, protocol) = ("80".to_owned(), "http".to_owned());
    let (upstream_port, upstream_protocol) = (port.clone(), protocol.clone());
    vec![Port { nginx_server_id: 1, port, protocol, upstream_port, upstream_protocol }]
}

fn none() -> Secret {
    Secret::new("")
}

impl Domain {
    /// Whether it is named rightly.
    pub(super) fn is_at(&self, place: &Place<'_>) -> bool {
        self.region == place.region
            && self.instance_id == place.instance_id
            && self.domain.eq_ignore_ascii_case(place.domain)
    }

    /// How it is now.
    pub(crate) fn seen(&self, deployments: &Deployments<'_>) -> Cow<'_, Self> {
        let deployment = deployments.to_instance(&self.instance());
        match deployment.filter(|deployment| deployment.record > self.deployment) {
            None => Cow::Borrowed(self),
            Some(deployment) => {
                let mut domain = self.clone();
                domain.take(&deployment);
                Cow::Owned(domain)
            }
        }
    }

    /// Gives it what SSL has deployed to it.
    fn take(&mut self, deployment: &Delivery) {
        self.deployment = deployment.record;
        self.updated = self.updated.max(deployment.at);
        self.certificate = Some(Bound::SslId(deployment.certificate_id.clone()));
    }

    /// Where the certificate comes from, as the vendor numbers it.
    pub(crate) fn certificate_type(&self) -> u64 {
        match self.certificate {
            None => 0,
            Some(Bound::Own(_)) => 1,
            Some(Bound::SslId(_)) => 2,
        }
    }

    /// One of the other members, as it was configured or is by default.
    pub(crate) fn member(&self, name: &str) -> Option<&Value> {
        self.config.get(name).or_else(|| DEFAULT.get(name))
    }

    /// The domain, as SSL names it, without its certificate.
    pub(crate) fn instance(&self) -> Resource {
        Resource {
            region: self.region.clone(),
            instance_id: self.instance_id.clone(),
            domains: vec![self.domain.clone()],
            deployment: self.deployment,
            ..Resource::of(ResourceType::Waf)
        }
    }
}
