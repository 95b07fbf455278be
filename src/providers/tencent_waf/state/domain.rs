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

/// The default values of a domain's members.
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
    /// The firewall instance that protects it, `waf_…`.
    pub(crate) instance_id: String,
    /// The name of that.
    #[serde(default)]
    pub(crate) instance_name: String,
    /// The region, as `ap-guangzhou`.
    pub(crate) region: String,
    /// The certificate that this service last gave it.
    #[serde(default)]
    pub(crate) certificate: Option<Bound>,
    /// The ports that it listens on.
    #[serde(default = "http")]
    pub(crate) ports: Vec<Port>,
    /// The rest of the configuration, in the vendor's members.
    #[serde(default)]
    pub(crate) config: Map<String, Value>,
    /// The private key of its signing certificate for the Chinese national algorithms.
    #[serde(default = "none")]
    pub(crate) gm_private_key: Secret,
    /// The private key of its encryption certificate for the Chinese national algorithms.
    #[serde(default = "none")]
    pub(crate) gm_enc_private_key: Secret,
    /// The number of SSL's last deployment to it that had ended when this service last changed it. Later
    /// deployments override this service's values.
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

/// A port that a domain listens on, with its origin.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields, rename_all = "PascalCase")]
pub(crate) struct Port {
    /// The number that the service gives it; 0 for a new port.
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

/// The parameters by which a request names a domain.
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
    /// Whether these parameters have this domain's region, firewall instance and name.
    pub(super) fn is_at(&self, place: &Place<'_>) -> bool {
        self.region == place.region
            && self.instance_id == place.instance_id
            && self.domain.eq_ignore_ascii_case(place.domain)
    }

    /// The domain as it is now, with SSL's deployments applied.
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

    /// Applies what SSL has deployed to it.
    fn take(&mut self, deployment: &Delivery) {
        self.deployment = deployment.record;
        self.updated = self.updated.max(deployment.at);
        self.certificate = Some(Bound::SslId(deployment.certificate_id.clone()));
    }

    /// The vendor's number for the source of the certificate.
    pub(crate) fn certificate_type(&self) -> u64 {
        match self.certificate {
            None => 0,
            Some(Bound::Own(_)) => 1,
            Some(Bound::SslId(_)) => 2,
        }
    }

    /// The configured or default value of one of the other members.
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
