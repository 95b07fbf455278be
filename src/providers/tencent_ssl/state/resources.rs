//! The instances of other services that certificates are deployed to.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::super::tencent::HostNames;

/// A service whose instances take certificates, by the name that the vendor uses.
#[derive(
    Clone, Copy, Debug, Deserialize, Eq, JsonSchema, Ord, PartialEq, PartialOrd, Serialize,
)]
#[serde(rename_all = "lowercase")]
pub(in crate::providers) enum ResourceType {
    Apigateway,
    Cdn,
    Clb,
    Cos,
    Ddos,
    /// The second generation of it (`ga-…`, `lsr-…`), and not what `tencent_gaap` is.
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

    /// Whether certificates are deployed to it by name. Assumption: to GAAP, SCF and TDMQ they are not,
    /// but their instances are moved from one certificate to another. From: the two actions' lists of
    /// types.
    pub(crate) fn takes_deployments(self) -> bool {
        !matches!(self, Self::Gaap | Self::Scf | Self::Tdmq)
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
            // The domain is named where the listener has a certificate for each.
            Self::Clb => Some(2..=3),
            // Behind the domain stands whether requests over HTTPS are billed.
            Self::Cdn => Some(1..=2),
            Self::Ddos | Self::Tke | Self::Cos | Self::Lighthouse => Some(3..=3),
            Self::Apigateway | Self::Gaap | Self::Mqtt | Self::Tse => Some(2..=2),
            Self::Tcb => Some(4..=4),
            Self::Live | Self::Teo | Self::Vod | Self::Waf => Some(1..=1),
            Self::Scf | Self::Tdmq => None,
        }
    }

    /// How a name of the service's instances is written.
    ///
    /// Assumption: what is wrong with the name of an instance is said of every service as it is of
    /// COS: the name, and the right form. From: an answer about COS, "部署格式错误: s.456.zone，正确格式为:
    /// Region|Bucket|Domain", and the forms on the vendor's page, which it gives for most services.
    pub(crate) fn form(self) -> &'static str {
        match self {
            Self::Apigateway => "ServiceId|Domain",
            Self::Cdn => "Domain|on",
            Self::Clb => "LoadBalancerId|ListenerId|Domain",
            Self::Cos => "Region|Bucket|Domain",
            Self::Ddos => "InsId|Domain|VirtualPort",
            Self::Gaap => "InstanceId|ListenerId",
            Self::Lighthouse => "Region|InstanceId|Domain",
            Self::Live | Self::Teo | Self::Vod | Self::Waf => "Domain",
            Self::Mqtt => "InstanceId|CertId",
            Self::Scf | Self::Tdmq => "InstanceId",
            Self::Tcb => "Type|Region|EnvId|Domain",
            Self::Tke => "ClusterId|NameSpace|SecretName",
            Self::Tse => "GatewayId|CertificateId",
        }
    }
}

/// An instance.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(in crate::providers) struct Resource {
    /// The service that it is of.
    #[serde(rename = "type")]
    pub(crate) kind: ResourceType,
    /// The region, as `ap-guangzhou`: of apigateway, clb, cos, lighthouse, mqtt, tcb, tke, tse and
    /// waf.
    #[serde(default)]
    pub(crate) region: String,
    /// The load balancer, gateway, cluster or other instance.
    #[serde(default)]
    pub(crate) instance_id: String,
    /// Its name.
    #[serde(default)]
    pub(crate) instance_name: String,
    /// The listener: of clb.
    #[serde(default)]
    pub(crate) listener_id: String,
    /// The listener's name: of clb.
    #[serde(default)]
    pub(crate) listener_name: String,
    /// The host names that it serves.
    #[serde(default)]
    pub(crate) domains: Vec<String>,
    /// What its listener speaks, `HTTPS`, or what it is served over, `HTTP&HTTPS`: of clb and scf.
    #[serde(default)]
    pub(crate) protocol: String,
    /// Whether the listener has a certificate for each domain.
    #[serde(default)]
    pub(crate) sni: bool,
    /// The port: of ddos, which names instances as `instance|domain|port`.
    #[serde(default)]
    pub(crate) port: u16,
    /// The bucket: of cos, which names instances as `region|bucket|domain`.
    #[serde(default)]
    pub(crate) bucket: String,
    /// The namespace of the secret: of tke, which names instances as `cluster|namespace|secret`.
    #[serde(default)]
    pub(crate) namespace: String,
    /// The secret: of tke.
    #[serde(default)]
    pub(crate) secret_name: String,
    /// The environment: of tcb, which names instances as `type|region|environment|domain`.
    #[serde(default)]
    pub(crate) environment_id: String,
    /// The first part of the name of an instance: of tcb.
    #[serde(default)]
    pub(crate) tcb_type: String,
    /// Where it stands, in its service's word: of cdn.
    #[serde(default)]
    pub(crate) status: String,
    /// Whether HTTPS is billed, `on` or `off`; on where it is absent: of cdn.
    #[serde(default)]
    pub(crate) https_billing: Option<String>,
    /// Whether HTTPS is on, 1 or 0; -1 without a certificate: of live.
    #[serde(default)]
    pub(crate) https: Option<i64>,
    /// Whether connections to what is behind it are kept, 1 or 0: of waf.
    #[serde(default)]
    pub(crate) keepalive: Option<u64>,
    /// The certificate that it has.
    #[serde(default)]
    pub(crate) certificate_id: Option<String>,
    /// Others that it has beside: one of another algorithm, or of an authority for its clients.
    #[serde(default)]
    pub(crate) further_certificate_ids: Vec<String>,
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
        // The service reads the form of an older page, too: `region#bucket#domain`.
        let older = kind == ResourceType::Cos && !text.contains('|');
        // One part more than any name has is enough to tell.
        let parts: Vec<_> = text.splitn(6, if older { '#' } else { '|' }).collect();
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
                // Which of a listener's domains is meant is found out with the listener.
                (ResourceType::Clb | ResourceType::Gaap, [id, listener, ..]) => {
                    instance_id == id && listener_id == listener
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
                (ResourceType::Tse | ResourceType::Mqtt, [id, certificate]) => {
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

impl Resource {
    /// An instance of that kind, of which nothing is known.
    pub(in crate::providers) fn of(kind: ResourceType) -> Self {
        Self {
            kind,
            region: String::new(),
            instance_id: String::new(),
            instance_name: String::new(),
            listener_id: String::new(),
            listener_name: String::new(),
            domains: Vec::new(),
            protocol: String::new(),
            sni: false,
            port: 0,
            bucket: String::new(),
            namespace: String::new(),
            secret_name: String::new(),
            environment_id: String::new(),
            tcb_type: String::new(),
            status: String::new(),
            https_billing: None,
            https: None,
            keepalive: None,
            certificate_id: None,
            further_certificate_ids: Vec::new(),
        }
    }

    /// Whether it has that certificate.
    pub(crate) fn has(&self, id: &str) -> bool {
        self.certificates().any(|known| known == id)
    }

    /// The certificates that it has.
    pub(crate) fn certificates(&self) -> impl Iterator<Item = &String> {
        self.certificate_id.iter().chain(&self.further_certificate_ids)
    }

    /// What tells it from all others, whatever certificate it has.
    pub(crate) fn place(&self) -> String {
        let Self { kind, region, instance_id, listener_id, domains, bucket, .. } = self;
        let Self { namespace, secret_name, environment_id, tcb_type, port, .. } = self;
        let domains = domains.join(",");
        let port = if *port == 0 { String::new() } else { port.to_string() };
        let parts = [region, instance_id, listener_id, namespace, secret_name, bucket];
        let parts = parts.into_iter().chain([environment_id, tcb_type, &domains, &port]);
        let parts: Vec<_> = parts.map(String::as_str).filter(|part| !part.is_empty()).collect();
        format!("{}:{}", kind.name(), parts.join("|"))
    }

    /// The same of an instance that is a domain and nothing else.
    pub(crate) fn place_of_domain(kind: ResourceType, domain: &str) -> String {
        format!("{}:{domain}", kind.name())
    }

    /// Whether it is a listener that tells domains apart.
    fn has_rules(&self) -> bool {
        self.kind == ResourceType::Clb
            && matches!(&*self.protocol.to_ascii_uppercase(), "HTTP" | "HTTPS" | "QUIC")
    }
}

/// The instances of that name that a certificate can be deployed to; none where it cannot. All of a
/// load balancer's listener count: each domain that it serves may stand in an instance of its own.
///
/// Assumption: of a listener with a certificate for each domain, one domain that is named has to be
/// covered; of another, all; without rules there is nothing to deploy to, and a rule may not be a
/// regular expression. From: the vendor's page on `DeployCertificateInstance`.
pub(crate) fn fitting<'a>(
    names: &HostNames,
    name: &InstanceName<'_>,
    found: Vec<&'a Resource>,
) -> Option<Vec<&'a Resource>> {
    let found = match (name.kind, name.parts.as_slice()) {
        (ResourceType::Clb, parts) => {
            let domains = || found.iter().flat_map(|resource| &resource.domains);
            if found.iter().any(|resource| resource.has_rules()) && domains().next().is_none() {
                return None;
            }
            let Some(domain) = parts.get(2) else { return covered(names, found) };
            if !domains().any(|known| known == domain) {
                return None;
            }
            if !found.iter().any(|resource| resource.sni) {
                return covered(names, found);
            }
            let serving = |resource: &&Resource| resource.domains.iter().any(|it| it == domain);
            let serving = found.into_iter().filter(serving).collect();
            return covers(names, domain).then_some(serving);
        }
        _ => found.into_iter().take(1).collect(),
    };
    covered(names, found)
}

/// The same, if the certificate is for each of their domains.
fn covered<'a>(names: &HostNames, found: Vec<&'a Resource>) -> Option<Vec<&'a Resource>> {
    let right = !found.is_empty() && found.iter().all(|resource| covers_all(names, resource));
    right.then_some(found)
}

/// Whether the certificate is for every domain of an instance.
pub(crate) fn covers_all(names: &HostNames, resource: &Resource) -> bool {
    resource.domains.iter().all(|domain| covers(names, domain))
}

/// The same for one. A load balancer's rule that is a regular expression begins with `~`.
fn covers(names: &HostNames, domain: &str) -> bool {
    !domain.starts_with('~') && names.cover(domain)
}
