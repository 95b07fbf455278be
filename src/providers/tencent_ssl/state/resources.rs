//! The instances of other services that certificates are deployed to.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::super::super::tencent::Contents;
use crate::x509::Certificate as X509;

/// A service whose instances take certificates, by the name that the vendor uses.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum ResourceType {
    Apigateway,
    Cdn,
    Clb,
    Cos,
    Ddos,
    Gaap,
    Lighthouse,
    Live,
    Mqtt,
    Scf,
    Tcb,
    Tdmq,
    Teo,
    Tke,
    Tse,
    Vod,
    Waf,
}

impl ResourceType {
    const ALL: [Self; 17] = [
        Self::Apigateway,
        Self::Cdn,
        Self::Clb,
        Self::Cos,
        Self::Ddos,
        Self::Gaap,
        Self::Lighthouse,
        Self::Live,
        Self::Mqtt,
        Self::Scf,
        Self::Tcb,
        Self::Tdmq,
        Self::Teo,
        Self::Tke,
        Self::Tse,
        Self::Vod,
        Self::Waf,
    ];

    pub(crate) fn read(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.name() == name)
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Apigateway => "apigateway",
            Self::Cdn => "cdn",
            Self::Clb => "clb",
            Self::Cos => "cos",
            Self::Ddos => "ddos",
            Self::Gaap => "gaap",
            Self::Lighthouse => "lighthouse",
            Self::Live => "live",
            Self::Mqtt => "mqtt",
            Self::Scf => "scf",
            Self::Tcb => "tcb",
            Self::Tdmq => "tdmq",
            Self::Teo => "teo",
            Self::Tke => "tke",
            Self::Tse => "tse",
            Self::Vod => "vod",
            Self::Waf => "waf",
        }
    }

    /// Whether a deployment has to name the region.
    pub(crate) fn is_regional(self) -> bool {
        matches!(
            self,
            Self::Apigateway
                | Self::Clb
                | Self::Cos
                | Self::Lighthouse
                | Self::Mqtt
                | Self::Tcb
                | Self::Tke
                | Self::Tse
                | Self::Waf
        )
    }

    /// How many parts the name of an instance may have, between `|`; none where the vendor does not
    /// say how instances of the service are named.
    fn parts(self) -> Option<std::ops::RangeInclusive<usize>> {
        match self {
            // `lb|listener`, and the domain behind it where the listener serves several.
            Self::Clb => Some(2..=3),
            // `domain|on`, to turn HTTPS on with it.
            Self::Cdn => Some(1..=2),
            // `instance|domain|port`, `cluster|namespace|secret`, `region|bucket|domain`.
            Self::Ddos | Self::Tke | Self::Cos | Self::Lighthouse => Some(3..=3),
            // `service|domain`, `gateway|certificate`.
            Self::Apigateway | Self::Tse => Some(2..=2),
            // `type|region|environment|domain`.
            Self::Tcb => Some(4..=4),
            // The domain.
            Self::Live | Self::Teo | Self::Vod | Self::Waf => Some(1..=1),
            Self::Gaap | Self::Mqtt | Self::Scf | Self::Tdmq => None,
        }
    }
}

/// An instance.
#[derive(Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Resource {
    #[serde(rename = "type")]
    pub(crate) kind: ResourceType,
    #[serde(default)]
    pub(crate) region: String,
    /// The load balancer, gateway, cluster or other instance.
    #[serde(default)]
    pub(crate) instance_id: String,
    #[serde(default)]
    pub(crate) instance_name: String,
    #[serde(default)]
    pub(crate) listener_id: String,
    #[serde(default)]
    pub(crate) listener_name: String,
    #[serde(default)]
    pub(crate) domains: Vec<String>,
    #[serde(default)]
    pub(crate) protocol: String,
    /// Whether the listener has a certificate for each domain.
    #[serde(default)]
    pub(crate) sni: bool,
    #[serde(default)]
    pub(crate) port: u16,
    #[serde(default)]
    pub(crate) bucket: String,
    #[serde(default)]
    pub(crate) namespace: String,
    #[serde(default)]
    pub(crate) secret_name: String,
    #[serde(default)]
    pub(crate) environment_id: String,
    #[serde(default)]
    pub(crate) tcb_type: String,
    /// The certificate that it has.
    #[serde(default)]
    pub(crate) certificate_id: Option<String>,
}

/// The regions of a service's instances, and how many are in each.
pub(crate) type Regions = Vec<(String, usize)>;

/// How many instances there are, by service and region.
pub(crate) fn count<'a>(
    resources: impl Iterator<Item = &'a Resource>,
) -> BTreeMap<ResourceType, Regions> {
    let mut counts = BTreeMap::<_, BTreeMap<String, usize>>::new();
    for resource in resources {
        let regions = counts.entry(resource.kind).or_default();
        *regions.entry(resource.region.clone()).or_default() += 1;
    }
    counts.into_iter().map(|(kind, regions)| (kind, regions.into_iter().collect())).collect()
}

/// What names an instance in a request.
#[derive(Clone, Debug)]
pub(crate) struct InstanceName<'a> {
    kind: ResourceType,
    parts: Vec<&'a str>,
}

impl<'a> InstanceName<'a> {
    /// Reads a name of that service's form; none where it is of another.
    pub(crate) fn read(kind: ResourceType, text: &'a str) -> Option<Self> {
        let parts: Vec<_> = text.split('|').collect();
        let fits = kind.parts().is_some_and(|allowed| allowed.contains(&parts.len()))
            && parts.iter().all(|part| !part.is_empty())
            && (kind != ResourceType::Cdn || matches!(parts.get(1), None | Some(&("on" | "off"))));
        fits.then_some(Self { kind, parts })
    }

    /// Whether that is the instance.
    pub(crate) fn names(&self, resource: &Resource) -> bool {
        let Resource { instance_id, listener_id, region, .. } = resource;
        let serves = |domain: &str| resource.domains.iter().any(|known| known == domain);
        self.kind == resource.kind
            && match (self.kind, self.parts.as_slice()) {
                (ResourceType::Clb, [id, listener]) => instance_id == id && listener_id == listener,
                (ResourceType::Clb, [id, listener, domain]) => {
                    instance_id == id && listener_id == listener && serves(domain)
                }
                (ResourceType::Ddos, [id, domain, port]) => {
                    instance_id == id && serves(domain) && resource.port.to_string() == *port
                }
                (ResourceType::Tke, [id, namespace, secret]) => {
                    instance_id == id
                        && resource.namespace == *namespace
                        && resource.secret_name == *secret
                }
                (ResourceType::Cos, [at, bucket, domain]) => {
                    region == at && resource.bucket == *bucket && serves(domain)
                }
                (ResourceType::Lighthouse, [at, id, domain]) => {
                    region == at && instance_id == id && serves(domain)
                }
                (ResourceType::Apigateway, [id, domain]) => instance_id == id && serves(domain),
                (ResourceType::Tse, [id, certificate]) => {
                    instance_id == id && resource.certificate_id.as_deref() == Some(*certificate)
                }
                (ResourceType::Tcb, [kind, at, environment, domain]) => {
                    resource.tcb_type == *kind
                        && region == at
                        && resource.environment_id == *environment
                        && serves(domain)
                }
                (_, [domain, ..]) => serves(domain),
                (_, []) => false,
            }
    }
}

/// Whether the certificate is for every domain of an instance.
pub(crate) fn covers(contents: &Contents, resource: &Resource) -> bool {
    X509::from_pem(&contents.certificate.text()).is_ok_and(|certificate| {
        resource.domains.iter().all(|domain| certificate.covers(domain).is_ok())
    })
}
