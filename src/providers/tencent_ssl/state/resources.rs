//! The instances of other services that certificates are deployed to.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::resource_type::ResourceType;

/// A rule of a listener.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(in crate::providers) struct ListenerRule {
    /// The id at the load balancer.
    pub(crate) id: String,
    /// The host name.
    pub(crate) domain: String,
    /// The path.
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
    /// For clb and gaap, the id of the listener. For tse, whose instances are named `gateway|certificate`,
    /// the gateway's own id of the certificate.
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
    /// The rules of a listener with one certificate for all. For clb.
    #[serde(default)]
    pub(crate) rules: Vec<ListenerRule>,
    /// The host names that it serves.
    #[serde(default)]
    pub(crate) domains: Vec<String>,
    /// The protocol, such as `HTTPS`. For apigateway, clb, ddos, gaap and scf.
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
    /// The port. For ddos, whose instances are named `instance|domain|port`.
    #[serde(default)]
    pub(crate) port: u16,
    /// The bucket. For cos, whose instances are named `region|bucket|domain`.
    #[serde(default)]
    pub(crate) bucket: String,
    /// The namespace of the secret. For tke, whose instances are named `cluster|namespace|secret`.
    #[serde(default)]
    pub(crate) namespace: String,
    /// The secret: of tke.
    #[serde(default)]
    pub(crate) secret_name: String,
    /// The environment. For tcb, whose instances are named `type|region|environment|domain`.
    #[serde(default)]
    pub(crate) environment_id: String,
    /// The first part of the name of an instance: of tcb.
    #[serde(default)]
    pub(crate) tcb_type: String,
    /// The status, in its service's word.
    #[serde(default)]
    pub(crate) status: String,
    /// Whether HTTPS is billed, `on` or `off`; `on` if absent. For cdn.
    #[serde(default)]
    pub(crate) https_billing: Option<String>,
    /// The zone that the host is in: of teo.
    #[serde(default)]
    pub(crate) zone_id: String,
    /// The algorithm of its certificate, in its service's word. For teo.
    #[serde(default)]
    pub(crate) algorithm: String,
    /// Whether HTTPS is on, 1 or 0; -1 without a certificate: of cdn and live.
    #[serde(default)]
    pub(crate) https: Option<i64>,
    /// Whether connections to the origin are kept alive, 1 or 0. For waf.
    #[serde(default)]
    pub(crate) keepalive: Option<u64>,
    /// The certificate that it has.
    #[serde(default)]
    pub(crate) certificate_id: Option<String>,
    /// Its server certificates of other algorithms, which it keeps when `certificate_id` is replaced. For
    /// teo.
    #[serde(default)]
    pub(crate) paired_certificate_ids: Vec<String>,
    /// Further certificates: one of another algorithm, or an authority's for client certificates.
    #[serde(default)]
    pub(crate) further_certificate_ids: Vec<String>,
    /// The further certificate that is an authority's. For clb.
    #[serde(default)]
    pub(crate) authority_id: Option<String>,
    /// The certificates that it may have when its product's work in progress has ended: the new ones, or the
    /// former ones if the work fails. Absent without work in progress. For cdn, clb and teo.
    #[serde(default)]
    pub(crate) possible_certificate_ids: Option<Vec<String>>,
    /// Whether clients present certificates as well, `MUTUAL`, or not, `UNIDIRECTIONAL`. For clb.
    #[serde(default)]
    pub(crate) ssl_mode: String,
    /// The number of the last deployment that its product knows, if a product stores the instance.
    #[serde(skip)]
    pub(crate) deployment: u64,
}

/// The regions of a service's instances, each with the number of instances.
pub(crate) type Regions = Vec<(String, usize)>;

/// The numbers of instances by service and region.
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

/// The name of an instance in a request.
#[derive(Clone, Debug)]
pub(crate) struct InstanceName<'a> {
    pub(super) kind: ResourceType,
    pub(super) parts: Vec<&'a str>,
}

impl<'a> InstanceName<'a> {
    /// Reads a name in the form of this service; nothing if it has another form.
    pub(crate) fn read(kind: ResourceType, text: &'a str) -> Option<Self> {
        // The service reads the form of an older page, too: `region#bucket#domain`.
        let older = kind == ResourceType::Cos && !text.contains('|');
        // One part more than any name has is enough to recognize a wrong name.
        let parts: Vec<_> = text.splitn(6, if older { '#' } else { '|' }).collect();
        let fits = kind.parts().is_some_and(|allowed| allowed.contains(&parts.len()))
            && parts.iter().all(|part| !part.is_empty())
            && (kind != ResourceType::Cdn || matches!(parts.get(1), None | Some(&("on" | "off"))));
        fits.then_some(Self { kind, parts })
    }

    /// The part that is the instance's id or one of its domains.
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
                // The domain is compared together with the listener.
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
                // If the state does not contain the gateway's id of the certificate, the certificate is named
                // by SSL's id.
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
    /// An instance of this kind without any values.
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

    /// Sets a certificate in place of `replaced`, or else in place of its main one.
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

    /// The server certificates among these.
    pub(crate) fn own_certificates(&self) -> impl Iterator<Item = &String> {
        self.certificate_id.iter().chain(&self.paired_certificate_ids)
    }

    /// Whether it is identified by an id, so that its domains may change: a listener or a rule of a load
    /// balancer.
    fn has_own_id(&self) -> bool {
        let is_listener = !self.listener_id.is_empty() && !self.sni;
        self.kind == ResourceType::Clb && (is_listener || !self.rule_id.is_empty())
    }

    /// A text that identifies the instance, whatever certificate it has.
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

    /// The place of an instance that is just a domain.
    pub(crate) fn place_of_domain(kind: ResourceType, domain: &str) -> String {
        format!("{}:{domain}", kind.name())
    }
}
