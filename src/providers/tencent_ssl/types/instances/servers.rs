//! Instances that have an id of their own, and a certificate.

use schemars::JsonSchema;
use serde::Serialize;

use super::super::super::state::resource_type::ResourceType;
use super::super::super::state::resources::Resource;
use super::domains::or;
use super::{Asked, Found, ShownInstance, domain};

/// A domain of an API gateway's service.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ApiGatewayInstanceDetail {
    pub(crate) service_id: String,
    pub(crate) service_name: String,
    pub(crate) domain: String,
    pub(crate) cert_id: String,
    pub(crate) protocol: String,
}

impl ShownInstance for ApiGatewayInstanceDetail {
    const KIND: ResourceType = ResourceType::Apigateway;

    fn of(Found { first, .. }: &Found<'_>, asked: &Asked<'_>) -> Self {
        Self {
            service_id: first.instance_id.clone(),
            service_name: first.instance_name.clone(),
            domain: domain(first),
            cert_id: asked.certificate(first),
            protocol: or(&first.protocol, "https"),
        }
    }
}

/// A domain at a port of Anti-DDoS.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DdosInstanceDetail {
    pub(crate) domain: String,
    pub(crate) instance_id: String,
    pub(crate) protocol: String,
    pub(crate) cert_id: String,
    pub(crate) virtual_port: String,
}

impl ShownInstance for DdosInstanceDetail {
    const KIND: ResourceType = ResourceType::Ddos;

    fn of(Found { first, .. }: &Found<'_>, asked: &Asked<'_>) -> Self {
        Self {
            domain: domain(first),
            instance_id: first.instance_id.clone(),
            protocol: or(&first.protocol, "https"),
            cert_id: asked.certificate(first),
            virtual_port: first.port.to_string(),
        }
    }
}

/// A server of Lighthouse, which is shown without its certificate.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct LighthouseInstanceDetail {
    pub(crate) instance_id: String,
    pub(crate) instance_name: String,
    #[serde(rename = "IP")]
    pub(crate) ip: Vec<String>,
    pub(crate) domain: Vec<String>,
}

impl ShownInstance for LighthouseInstanceDetail {
    const KIND: ResourceType = ResourceType::Lighthouse;

    fn whole(resource: &Resource) -> Option<&str> {
        Some(&resource.instance_id)
    }

    fn of(found: &Found<'_>, _: &Asked<'_>) -> Self {
        Self {
            instance_id: found.first.instance_id.clone(),
            instance_name: found.first.instance_name.clone(),
            ip: found.first.addresses.clone(),
            domain: found.all().flat_map(|resource| resource.domains.iter().cloned()).collect(),
        }
    }
}

/// A cluster of `RabbitMQ`.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct TdmqInstanceDetail {
    pub(crate) instance_id: String,
    pub(crate) instance_name: String,
    pub(crate) instance_status: String,
    pub(crate) cert_id: String,
    pub(crate) ca_cert_id: String,
    pub(crate) no_match_domains: Vec<String>,
}

impl ShownInstance for TdmqInstanceDetail {
    const KIND: ResourceType = ResourceType::Tdmq;

    fn of(Found { first, .. }: &Found<'_>, asked: &Asked<'_>) -> Self {
        Self {
            instance_id: first.instance_id.clone(),
            instance_name: first.instance_name.clone(),
            instance_status: or(&first.status, "HEALTHY"),
            cert_id: asked.certificate(first),
            ca_cert_id: asked.authority(first).cloned().unwrap_or_default(),
            no_match_domains: asked.unmatched(&first.domains),
        }
    }
}

/// A cluster of MQTT.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct MqttInstanceDetail {
    pub(crate) instance_id: String,
    pub(crate) instance_name: String,
    pub(crate) instance_status: String,
    pub(crate) no_match_domains: Vec<String>,
    pub(crate) server_cert_id_list: Vec<String>,
    pub(crate) ca_cert_id_list: Vec<String>,
}

impl ShownInstance for MqttInstanceDetail {
    const KIND: ResourceType = ResourceType::Mqtt;

    fn whole(resource: &Resource) -> Option<&str> {
        Some(&resource.instance_id)
    }

    fn of(found: &Found<'_>, asked: &Asked<'_>) -> Self {
        let first = found.first;
        let domains = found.all().flat_map(|resource| &resource.domains);
        Self {
            instance_id: first.instance_id.clone(),
            instance_name: first.instance_name.clone(),
            instance_status: or(&first.status, "RUNNING"),
            no_match_domains: asked.unmatched(domains),
            server_cert_id_list: found.all().map(|it| asked.certificate(it)).collect(),
            ca_cert_id_list: found.all().filter_map(|it| asked.authority(it)).cloned().collect(),
        }
    }
}
