//! Instances that keep a certificate in parts of their own: the secrets of a cluster, the services of an
//! environment.

use schemars::JsonSchema;
use serde::Serialize;

use super::super::super::state::resource_type::ResourceType;
use super::super::super::state::resources::Resource;
use super::domains::or;
use super::{Asked, Found, ShownInstance, domain};

/// A cluster, with those of its secrets that were found.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct TkeInstanceDetail {
    pub(crate) cluster_id: String,
    pub(crate) cluster_name: String,
    pub(crate) namespace_list: Vec<TkeNameSpaceDetail>,
    pub(crate) cluster_type: String,
    pub(crate) cluster_version: String,
}

/// One of its namespaces.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct TkeNameSpaceDetail {
    pub(crate) name: String,
    pub(crate) secret_list: Vec<TkeSecretDetail>,
}

/// A secret, and the objects that use it.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct TkeSecretDetail {
    pub(crate) name: String,
    pub(crate) cert_id: String,
    pub(crate) ingress_list: Vec<TkeIngressDetail>,
    pub(crate) no_match_domains: Vec<String>,
}

/// An ingress.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct TkeIngressDetail {
    pub(crate) ingress_name: String,
    pub(crate) tls_domains: Vec<String>,
    pub(crate) domains: Vec<String>,
}

impl TkeSecretDetail {
    /// Assumption: a secret is used by one ingress, which is named as it is and serves its domains. From: nothing
    /// sure; a state has no ingresses.
    fn of(resource: &Resource, asked: &Asked<'_>) -> Self {
        let ingress = TkeIngressDetail {
            ingress_name: resource.secret_name.clone(),
            tls_domains: resource.domains.clone(),
            domains: resource.domains.clone(),
        };
        Self {
            name: resource.secret_name.clone(),
            cert_id: asked.certificate(resource),
            ingress_list: vec![ingress],
            no_match_domains: asked.unmatched(&resource.domains),
        }
    }
}

impl ShownInstance for TkeInstanceDetail {
    const KIND: ResourceType = ResourceType::Tke;

    fn whole(resource: &Resource) -> Option<&str> {
        Some(&resource.instance_id)
    }

    fn of(found: &Found<'_>, asked: &Asked<'_>) -> Self {
        let show = |found: &Found<'_>| TkeNameSpaceDetail {
            name: found.first.namespace.clone(),
            secret_list: found.all().map(|it| TkeSecretDetail::of(it, asked)).collect(),
        };
        Self {
            cluster_id: found.first.instance_id.clone(),
            cluster_name: found.first.instance_name.clone(),
            namespace_list: found.parts(|it| &it.namespace).iter().map(show).collect(),
            cluster_type: "MANAGED_CLUSTER".to_owned(),
            cluster_version: found.first.version.clone(),
        }
    }
}

/// An environment of `CloudBase`, with those of its domains that were found.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct TcbEnvironments {
    pub(crate) environment: TcbEnvironment,
    pub(crate) access_service: TcbService<TcbAccessInstance>,
    pub(crate) host_service: TcbService<TcbHostInstance>,
}

/// The environment itself.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct TcbEnvironment {
    #[serde(rename = "ID")]
    pub(crate) id: String,
    pub(crate) source: &'static str,
    pub(crate) name: String,
    pub(crate) status: String,
}

/// One of its two services.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct TcbService<I> {
    pub(crate) total_count: usize,
    pub(crate) instance_list: Vec<I>,
}

impl<I> TcbService<I> {
    fn of(instance_list: Vec<I>) -> Self {
        Self { total_count: instance_list.len(), instance_list }
    }
}

/// A domain of the service that leads to functions.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct TcbAccessInstance {
    pub(crate) domain: String,
    pub(crate) status: i64,
    pub(crate) union_status: i64,
    /// Whether another environment has taken over the domain.
    pub(crate) is_preempted: bool,
    #[serde(rename = "ICPStatus")]
    pub(crate) icp_status: i64,
    pub(crate) old_certificate_id: String,
}

/// A domain of the service that hosts files.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct TcbHostInstance {
    pub(crate) domain: String,
    pub(crate) status: String,
    #[serde(rename = "DNSStatus")]
    pub(crate) dns_status: &'static str,
    pub(crate) old_certificate_id: String,
}

impl ShownInstance for TcbEnvironments {
    const KIND: ResourceType = ResourceType::Tcb;

    fn whole(resource: &Resource) -> Option<&str> {
        Some(&resource.environment_id)
    }

    /// Assumption: what is named `AccessService|…` is a domain of the one service, all else one of the other. From: the
    /// name that the vendor's page gives as an example.
    fn of(found: &Found<'_>, asked: &Asked<'_>) -> Self {
        let is_access = |resource: &&Resource| resource.tcb_type == "AccessService";
        let access = |resource: &Resource| TcbAccessInstance {
            domain: domain(resource),
            status: 1,
            union_status: 1,
            is_preempted: false,
            icp_status: 0,
            old_certificate_id: asked.certificate(resource),
        };
        let host = |resource: &Resource| TcbHostInstance {
            domain: domain(resource),
            status: or(&resource.status, "online"),
            dns_status: "ok",
            old_certificate_id: asked.certificate(resource),
        };
        let hosts = found.all().filter(|resource| !is_access(resource));
        Self {
            environment: TcbEnvironment {
                id: found.first.environment_id.clone(),
                source: "qcloud",
                name: found.first.instance_name.clone(),
                status: "NORMAL".to_owned(),
            },
            access_service: TcbService::of(found.all().filter(is_access).map(access).collect()),
            host_service: TcbService::of(hosts.map(host).collect()),
        }
    }
}
