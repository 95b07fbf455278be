//! Instances that have a certificate for each of their listeners, or of their own certificates.

use schemars::JsonSchema;
use serde::Serialize;

use super::super::super::super::tencent::Names;
use super::super::super::state::resource_type::ResourceType;
use super::super::super::state::resources::Resource;
use super::domains::or;
use super::{Asked, Found, ShownInstance};

/// A load balancer, with those of its listeners that were found.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ClbInstanceDetail {
    pub(crate) load_balancer_id: String,
    pub(crate) load_balancer_name: String,
    pub(crate) listeners: Vec<ClbListener>,
    /// 1: it is an application load balancer.
    pub(crate) forward: i64,
}

/// A listener, with those of its rules that were found.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ClbListener {
    pub(crate) listener_id: String,
    pub(crate) listener_name: String,
    /// Whether each rule has a certificate of its own.
    pub(crate) sni_switch: u64,
    /// `HTTPS`, `TCP_SSL` or `QUIC`.
    pub(crate) protocol: String,
    pub(crate) certificate: Option<ClbCertificate>,
    pub(crate) rules: Vec<ClbListenerRule>,
    pub(crate) no_match_domains: Vec<String>,
}

/// A domain of a listener.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ClbListenerRule {
    pub(crate) location_id: String,
    pub(crate) domain: String,
    /// Whether the certificate is for the domain.
    pub(crate) is_match: bool,
    pub(crate) certificate: Option<ClbCertificate>,
    pub(crate) no_match_domains: Vec<String>,
    pub(crate) url: String,
}

/// The certificates of a listener or of a rule.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ClbCertificate {
    pub(crate) cert_id: String,
    pub(crate) dns_names: Names,
    pub(crate) cert_ca_id: String,
    /// `UNIDIRECTIONAL`, or `MUTUAL` if clients need a certificate as well.
    #[serde(rename = "SSLMode")]
    pub(crate) ssl_mode: String,
}

impl ClbCertificate {
    fn of(resource: &Resource, asked: &Asked<'_>) -> Option<Self> {
        resource.certificate_id.as_ref()?;
        let cert_id = asked.certificate(resource);
        let authority = asked.authority(resource);
        let usual = if authority.is_some() { "MUTUAL" } else { "UNIDIRECTIONAL" };
        Some(Self {
            dns_names: asked.dns_names(&cert_id),
            cert_id,
            cert_ca_id: authority.cloned().unwrap_or_default(),
            ssl_mode: or(&resource.ssl_mode, usual),
        })
    }
}

impl ClbListener {
    fn of(found: &Found<'_>, asked: &Asked<'_>) -> Self {
        let first = found.first;
        let domains = found.all().flat_map(|resource| &resource.domains);
        Self {
            listener_id: first.listener_id.clone(),
            listener_name: first.listener_name.clone(),
            sni_switch: u64::from(first.sni),
            protocol: or(&first.protocol, "HTTPS"),
            certificate: if first.sni { None } else { ClbCertificate::of(first, asked) },
            rules: found.all().flat_map(|resource| rules(resource, asked)).collect(),
            no_match_domains: asked.unmatched(domains),
        }
    }
}

/// The rules of a listener, or the one that has a certificate of its own.
fn rules(resource: &Resource, asked: &Asked<'_>) -> Vec<ClbListenerRule> {
    let Resource { rule_id, rule_url, domains, rules, sni, .. } = resource;
    let show = |id: &str, url: &str, domain: &String| ClbListenerRule {
        location_id: id.to_owned(),
        domain: domain.clone(),
        is_match: asked.is_for(domain),
        certificate: if *sni { ClbCertificate::of(resource, asked) } else { None },
        no_match_domains: asked.unmatched([domain]),
        url: or(url, "/"),
    };
    if rules.is_empty() {
        return domains.iter().map(|domain| show(rule_id, rule_url, domain)).collect();
    }
    rules.iter().map(|rule| show(&rule.id, &rule.url, &rule.domain)).collect()
}

impl ShownInstance for ClbInstanceDetail {
    const KIND: ResourceType = ResourceType::Clb;

    fn whole(resource: &Resource) -> Option<&str> {
        Some(&resource.instance_id)
    }

    fn of(found: &Found<'_>, asked: &Asked<'_>) -> Self {
        let listeners = found.parts(|resource| &resource.listener_id);
        Self {
            load_balancer_id: found.first.instance_id.clone(),
            load_balancer_name: found.first.instance_name.clone(),
            listeners: listeners.iter().map(|found| ClbListener::of(found, asked)).collect(),
            forward: 1,
        }
    }
}

/// An accelerator of the global network, with those of its listeners that were found.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct GaapInstanceDetail {
    pub(crate) instance_id: String,
    pub(crate) listener_list: Vec<GaapListenerDetail>,
    pub(crate) instance_name: String,
}

/// One of its listeners.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct GaapListenerDetail {
    pub(crate) listener_status: String,
    pub(crate) listener_id: String,
    pub(crate) listener_name: String,
    pub(crate) no_match_domains: Vec<String>,
    pub(crate) cert_id_list: Vec<String>,
    pub(crate) protocol: String,
}

impl ShownInstance for GaapInstanceDetail {
    const KIND: ResourceType = ResourceType::Gaap;

    fn whole(resource: &Resource) -> Option<&str> {
        Some(&resource.instance_id)
    }

    fn of(found: &Found<'_>, asked: &Asked<'_>) -> Self {
        let show = |resource: &Resource| GaapListenerDetail {
            listener_status: or(&resource.status, "ACTIVE"),
            listener_id: resource.listener_id.clone(),
            listener_name: resource.listener_name.clone(),
            no_match_domains: asked.unmatched(&resource.domains),
            cert_id_list: resource.certificates().cloned().collect(),
            protocol: or(&resource.protocol, "HTTPS"),
        };
        Self {
            instance_id: found.first.instance_id.clone(),
            listener_list: found.all().map(show).collect(),
            instance_name: found.first.instance_name.clone(),
        }
    }
}

/// A gateway of the service engine, with those of its certificates that were found.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct TseInstanceDetail {
    pub(crate) gateway_id: String,
    pub(crate) gateway_name: String,
    pub(crate) certificate_list: Vec<GatewayCertificate>,
}

/// A certificate of a gateway, which has an id there and one at SSL.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct GatewayCertificate {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) bind_domains: Vec<String>,
    pub(crate) cert_source: &'static str,
    pub(crate) cert_id: String,
}

impl ShownInstance for TseInstanceDetail {
    const KIND: ResourceType = ResourceType::Tse;

    fn whole(resource: &Resource) -> Option<&str> {
        Some(&resource.instance_id)
    }

    fn of(found: &Found<'_>, asked: &Asked<'_>) -> Self {
        let show = |resource: &Resource| GatewayCertificate {
            id: resource.listener_id.clone(),
            name: resource.listener_name.clone(),
            bind_domains: resource.domains.clone(),
            cert_source: "ssl",
            cert_id: asked.certificate(resource),
        };
        Self {
            gateway_id: found.first.instance_id.clone(),
            gateway_name: found.first.instance_name.clone(),
            certificate_list: found.all().map(show).collect(),
        }
    }
}
