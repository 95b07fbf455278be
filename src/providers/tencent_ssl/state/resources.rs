//! The instances of other services that certificates are deployed to.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::resource_type::ResourceType;

/// A rule of a listener.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(in crate::providers) struct ListenerRule {
    /// What the load balancer calls it.
    pub(crate) id: String,
    /// The host name that it is for.
    pub(crate) domain: String,
    /// The path that it is for.
    pub(crate) url: String,
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
    /// The listener: of clb and gaap. The certificate of the gateway's own: of tse, which names instances as
    /// `gateway|certificate`.
    #[serde(default)]
    pub(crate) listener_id: String,
    /// The name of that.
    #[serde(default)]
    pub(crate) listener_name: String,
    /// The rule of a listener with a certificate for each domain: of clb.
    #[serde(default)]
    pub(crate) rule_id: String,
    /// The path that the rule is for, `/`: of clb.
    #[serde(default)]
    pub(crate) rule_url: String,
    /// The rules of a listener with one certificate for all: of clb.
    #[serde(default)]
    pub(crate) rules: Vec<ListenerRule>,
    /// The host names that it serves.
    #[serde(default)]
    pub(crate) domains: Vec<String>,
    /// What it speaks, `HTTPS`: of apigateway, clb, ddos, gaap and scf.
    #[serde(default)]
    pub(crate) protocol: String,
    /// Whether the listener has a certificate for each domain.
    #[serde(default)]
    pub(crate) sni: bool,
    /// The IP addresses: of lighthouse.
    #[serde(default)]
    pub(crate) addresses: Vec<String>,
    /// The version of Kubernetes: of tke.
    #[serde(default)]
    pub(crate) version: String,
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
    /// Where it stands, in its service's word.
    #[serde(default)]
    pub(crate) status: String,
    /// Whether HTTPS is billed, `on` or `off`; on where it is absent: of cdn.
    #[serde(default)]
    pub(crate) https_billing: Option<String>,
    /// The zone that the host is in: of teo.
    #[serde(default)]
    pub(crate) zone_id: String,
    /// The algorithm of its certificate, in its service's word: of teo.
    #[serde(default)]
    pub(crate) algorithm: String,
    /// Whether HTTPS is on, 1 or 0; -1 without a certificate: of cdn and live.
    #[serde(default)]
    pub(crate) https: Option<i64>,
    /// Whether connections to what is behind it are kept, 1 or 0: of waf.
    #[serde(default)]
    pub(crate) keepalive: Option<u64>,
    /// The certificate that it has.
    #[serde(default)]
    pub(crate) certificate_id: Option<String>,
    /// Those of other algorithms that it has as its own beside, and keeps when it is given another: of teo.
    #[serde(default)]
    pub(crate) paired_certificate_ids: Vec<String>,
    /// Others that it has beside: one of another algorithm, or of an authority for its clients.
    #[serde(default)]
    pub(crate) further_certificate_ids: Vec<String>,
    /// Which of those others is the authority's: of clb.
    #[serde(default)]
    pub(crate) authority_id: Option<String>,
    /// Those that it may have when work on it is over that goes on at its product: the new ones, or the former
    /// ones again if it fails. None where no work goes on: of cdn, clb and teo.
    #[serde(default)]
    pub(crate) possible_certificate_ids: Option<Vec<String>>,
    /// Whether clients show certificates, too, `MUTUAL`, or not, `UNIDIRECTIONAL`: of clb.
    #[serde(default)]
    pub(crate) ssl_mode: String,
    /// The number of the last deployment to it that its product knows of, where a product tells it.
    #[serde(skip)]
    pub(crate) deployment: u64,
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
    pub(super) kind: ResourceType,
    pub(super) parts: Vec<&'a str>,
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

    /// The part that is an instance's id, or a domain of it.
    pub(crate) fn key(&self) -> &'a str {
        let place = match self.kind {
            ResourceType::Cos => 2,
            ResourceType::Lighthouse => 1,
            ResourceType::Tcb => 3,
            _ => 0,
        };
        self.parts.get(place).copied().unwrap_or_default()
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
                // A state that does not say what the gateway calls the certificate calls it as SSL does.
                (ResourceType::Tse, [id, certificate]) if !listener_id.is_empty() => {
                    instance_id == id && listener_id == certificate
                }
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
            rule_id: String::new(),
            rule_url: String::new(),
            rules: Vec::new(),
            domains: Vec::new(),
            protocol: String::new(),
            sni: false,
            addresses: Vec::new(),
            version: String::new(),
            port: 0,
            bucket: String::new(),
            namespace: String::new(),
            secret_name: String::new(),
            environment_id: String::new(),
            tcb_type: String::new(),
            status: String::new(),
            https_billing: None,
            zone_id: String::new(),
            algorithm: String::new(),
            https: None,
            keepalive: None,
            certificate_id: None,
            paired_certificate_ids: Vec::new(),
            further_certificate_ids: Vec::new(),
            possible_certificate_ids: None,
            authority_id: None,
            ssl_mode: String::new(),
            deployment: 0,
        }
    }

    /// Gives it a certificate in the place of another that it has, or else of its own.
    pub(crate) fn take(&mut self, id: &str, replaced: Option<&str>) {
        let is_own = self.certificate_id.as_deref() == replaced;
        let is_further = |further: &&mut String| Some(further.as_str()) == replaced;
        if self.authority_id.as_deref() == replaced && replaced.is_some() {
            self.authority_id = Some(id.to_owned());
        }
        match self.further_certificate_ids.iter_mut().find(is_further) {
            Some(further) if !is_own => id.clone_into(further),
            _ => self.certificate_id = Some(id.to_owned()),
        }
    }

    /// Whether it has that certificate.
    pub(crate) fn has(&self, id: &str) -> bool {
        self.certificates().any(|known| known == id)
    }

    /// The certificates that it has.
    pub(crate) fn certificates(&self) -> impl Iterator<Item = &String> {
        self.own_certificates().chain(&self.further_certificate_ids)
    }

    /// Those of them that it serves with.
    pub(crate) fn own_certificates(&self) -> impl Iterator<Item = &String> {
        self.certificate_id.iter().chain(&self.paired_certificate_ids)
    }

    /// Whether it has an id that tells it from all others, so that its domains may change: a load balancer's
    /// listener or rule.
    fn has_own_id(&self) -> bool {
        let is_listener = !self.listener_id.is_empty() && !self.sni;
        self.kind == ResourceType::Clb && (is_listener || !self.rule_id.is_empty())
    }

    /// What tells it from all others, whatever certificate it has.
    pub(crate) fn place(&self) -> String {
        let Self { kind, region, instance_id, listener_id, rule_id, domains, bucket, .. } = self;
        let Self { namespace, secret_name, environment_id, tcb_type, port, .. } = self;
        let domains = if self.has_own_id() { String::new() } else { domains.join(",") };
        let port = if *port == 0 { String::new() } else { port.to_string() };
        let parts = [region, instance_id, listener_id, rule_id, namespace, secret_name, bucket];
        let parts = parts.into_iter().chain([environment_id, tcb_type, &domains, &port]);
        let parts: Vec<_> = parts.map(String::as_str).filter(|part| !part.is_empty()).collect();
        format!("{}:{}", kind.name(), parts.join("|"))
    }

    /// The same of an instance that is a domain and nothing else.
    pub(crate) fn place_of_domain(kind: ResourceType, domain: &str) -> String {
        format!("{}:{domain}", kind.name())
    }
}
