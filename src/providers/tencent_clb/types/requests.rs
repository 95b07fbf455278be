//! Requests.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::secret::Secret;

/// `DescribeLoadBalancers`
///
/// The filters for servers behind a load balancer are ignored, because there are no servers.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub(crate) struct DescribeLoadBalancers {
    pub(crate) load_balancer_ids: Vec<String>,
    /// `OPEN` or `INTERNAL`.
    pub(crate) load_balancer_type: Option<String>,
    /// 1: an application load balancer, as all are.
    pub(crate) forward: Option<i64>,
    pub(crate) load_balancer_name: Option<String>,
    /// The domain name of a load balancer of the older kind.
    pub(crate) domain: Option<String>,
    pub(crate) load_balancer_vips: Vec<String>,
    pub(crate) offset: Option<i64>,
    pub(crate) limit: Option<i64>,
    /// `CreateTime`, say.
    pub(crate) order_by: Option<String>,
    /// 1: descending; 0: ascending.
    pub(crate) order_type: Option<i64>,
    /// A part of the name or of an address.
    pub(crate) search_key: Option<String>,
    pub(crate) project_id: Option<i64>,
    pub(crate) vpc_id: Option<String>,
    pub(crate) filters: Vec<Filter>,
}

/// A filter for load balancers.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Filter {
    pub(crate) name: String,
    /// Any of these.
    pub(crate) values: Vec<String>,
}

/// `DescribeListeners`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeListeners {
    pub(crate) load_balancer_id: String,
    #[serde(default)]
    pub(crate) listener_ids: Vec<String>,
    pub(crate) protocol: Option<String>,
    pub(crate) port: Option<i64>,
}

/// `ModifyListener`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ModifyListener {
    pub(crate) load_balancer_id: String,
    pub(crate) listener_id: String,
    pub(crate) listener_name: Option<String>,
    pub(crate) scheduler: Option<String>,
    /// 1, and never 0 again.
    pub(crate) sni_switch: Option<i64>,
    pub(crate) certificate: Option<CertificateInput>,
    pub(crate) multi_cert_info: Option<MultiCertInfo>,
    /// The rest of the configuration, such as `SessionExpireTime`.
    #[serde(flatten)]
    pub(crate) plain: Map<String, Value>,
}

/// `ModifyDomainAttributes`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ModifyDomainAttributes {
    pub(crate) load_balancer_id: String,
    pub(crate) listener_id: String,
    /// Any of a rule's domains.
    pub(crate) domain: String,
    pub(crate) new_domain: Option<String>,
    #[serde(default)]
    pub(crate) new_domains: Vec<String>,
    pub(crate) certificate: Option<CertificateInput>,
    pub(crate) multi_cert_info: Option<MultiCertInfo>,
    pub(crate) http2: Option<bool>,
    pub(crate) default_server: Option<bool>,
    /// The new default domain, if this one no longer is.
    pub(crate) new_default_server_domain: Option<String>,
    pub(crate) quic: Option<bool>,
}

/// `ReplaceCertForLoadBalancers`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ReplaceCertForLoadBalancers {
    pub(crate) old_certificate_id: String,
    pub(crate) certificate: CertificateInput,
}

/// `DescribeLoadBalancerListByCertId`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeLoadBalancerListByCertId {
    pub(crate) cert_ids: Vec<String>,
}

/// `DescribeTaskStatus`
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeTaskStatus {
    /// The `RequestId` of the request that began it.
    pub(crate) task_id: Option<String>,
    /// The name of an order; there are none.
    pub(crate) deal_name: Option<String>,
}

/// A server certificate, and an authority's certificate for clients. Empty texts count as absent, because
/// clients send back what they have read.
#[derive(Deserialize, JsonSchema)]
pub(crate) struct CertificateInput {
    #[serde(rename = "SSLMode")]
    pub(crate) ssl_mode: Option<String>,
    #[serde(rename = "SSLVerifyClient")]
    pub(crate) ssl_verify_client: Option<String>,
    #[serde(rename = "CertId")]
    pub(crate) cert_id: Option<String>,
    #[serde(rename = "CertName")]
    pub(crate) cert_name: Option<String>,
    #[serde(rename = "CertContent")]
    pub(crate) cert_content: Option<String>,
    #[serde(rename = "CertKey")]
    pub(crate) cert_key: Option<Secret>,
    #[serde(rename = "CertCaId")]
    pub(crate) cert_ca_id: Option<String>,
    #[serde(rename = "CertCaName")]
    pub(crate) cert_ca_name: Option<String>,
    #[serde(rename = "CertCaContent")]
    pub(crate) cert_ca_content: Option<String>,
}

/// Several server certificates with different algorithms, optionally with an authority's certificate.
#[derive(Deserialize, JsonSchema)]
pub(crate) struct MultiCertInfo {
    #[serde(rename = "SSLMode")]
    pub(crate) ssl_mode: String,
    #[serde(rename = "CertList")]
    pub(crate) cert_list: Vec<CertInfo>,
    #[serde(rename = "SSLVerifyClient")]
    pub(crate) ssl_verify_client: Option<String>,
}

/// One of several certificates.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CertInfo {
    pub(crate) cert_id: Option<String>,
    pub(crate) cert_name: Option<String>,
    pub(crate) cert_content: Option<String>,
    /// An authority's certificate comes without.
    pub(crate) cert_key: Option<Secret>,
}

/// An empty reply to a request that begins a task.
#[derive(JsonSchema, Serialize)]
pub(crate) struct Begun {}
