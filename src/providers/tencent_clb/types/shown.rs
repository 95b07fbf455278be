//! Replies, and how load balancers and listeners are shown.

use std::sync::LazyLock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use time::OffsetDateTime;

use super::super::super::tencent::{Tag, print};
use super::super::state::bound::{Bound, Mode};
use super::super::state::listener::{Listener, Rule};
use super::super::state::load_balancer::LoadBalancer;
use crate::json::{Defaults, WithDefaults};

/// The members that no request can change, and the default members of a listener, from the vendor's examples.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct AllDefaults {
    load_balancer: Defaults,
    layer4: Defaults,
    layer7: Defaults,
    rule: Defaults,
}

static DEFAULT: LazyLock<AllDefaults> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../default.json"))
        .expect("it is as it was when it was built")
});

/// The members of a listener that are switches and shown together, by their names.
const FLAGS: [&str; 5] = [
    "ProxyProtocol",
    "RescheduleExpandTarget",
    "RescheduleTargetZeroWeight",
    "RescheduleUnhealthy",
    "SnatEnable",
];

/// The reply of `DescribeLoadBalancers`.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeLoadBalancersReply {
    pub(crate) total_count: usize,
    pub(crate) load_balancer_set: Vec<ShownLoadBalancer>,
}

/// The reply of `DescribeListeners`.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeListenersReply {
    pub(crate) listeners: Vec<ShownListener>,
    pub(crate) total_count: usize,
}

/// The reply of `DescribeLoadBalancerListByCertId`.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeLoadBalancerListByCertIdReply {
    pub(crate) cert_set: Vec<CertIdRelatedWithLoadBalancers>,
}

/// The load balancers that have a certificate.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CertIdRelatedWithLoadBalancers {
    pub(crate) cert_id: String,
    pub(crate) load_balancers: Vec<ShownLoadBalancer>,
}

/// The reply of `DescribeTaskStatus`.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeTaskStatusReply {
    /// 0: done; 1: failed; 2: in progress.
    pub(crate) status: u8,
    pub(crate) load_balancer_ids: Vec<String>,
    /// Of a failure alone.
    pub(crate) message: Option<&'static str>,
}

/// A load balancer.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ShownLoadBalancer {
    load_balancer_id: String,
    load_balancer_name: String,
    load_balancer_type: &'static str,
    /// Its listeners may have rules.
    forward: u8,
    /// Only load balancers of the older kind have a domain name.
    domain: &'static str,
    load_balancer_vips: Vec<String>,
    /// 1: it works.
    status: u8,
    create_time: String,
    status_time: String,
    project_id: u64,
    vpc_id: String,
    tags: Vec<Tag>,
    target_region_info: TargetRegionInfo,
    #[serde(flatten)]
    more: WithDefaults,
}

/// Where the servers behind a load balancer are.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
struct TargetRegionInfo {
    region: String,
    vpc_id: String,
    numerical_vpc_id: u64,
}

/// A listener.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ShownListener {
    listener_id: String,
    protocol: &'static str,
    port: u16,
    certificate: Option<CertificateOutput>,
    sni_switch: u8,
    /// The service shows null where there can be none.
    rules: Option<Vec<RuleOutput>>,
    listener_name: String,
    create_time: String,
    attr_flags: Vec<&'static str>,
    #[serde(flatten)]
    more: WithDefaults,
}

/// A rule.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
struct RuleOutput {
    location_id: String,
    domain: String,
    url: String,
    certificate: Option<CertificateOutput>,
    listener_id: String,
    default_server: bool,
    http2: bool,
    create_time: String,
    quic_status: &'static str,
    domains: Vec<String>,
    #[serde(flatten)]
    more: WithDefaults,
}

/// Certificates.
#[derive(JsonSchema, Serialize)]
struct CertificateOutput {
    #[serde(rename = "SSLMode")]
    ssl_mode: &'static str,
    #[serde(rename = "SSLVerifyClient")]
    ssl_verify_client: &'static str,
    #[serde(rename = "CertId")]
    cert_id: String,
    /// Empty where there is none.
    #[serde(rename = "CertCaId")]
    cert_ca_id: String,
    #[serde(rename = "ExtCertIds")]
    ext_cert_ids: Vec<String>,
}

impl ShownLoadBalancer {
    pub(crate) fn of(load_balancer: &LoadBalancer) -> Self {
        let LoadBalancer { id, name, region, kind, vips, vpc, project_id, tags, created, .. } =
            load_balancer;
        Self {
            load_balancer_id: id.clone(),
            load_balancer_name: name.clone(),
            load_balancer_type: kind.word(),
            forward: 1,
            domain: "",
            load_balancer_vips: vips.clone(),
            status: 1,
            create_time: print(*created),
            status_time: print(*created),
            project_id: *project_id,
            vpc_id: vpc.clone(),
            tags: tags.clone(),
            target_region_info: TargetRegionInfo {
                region: region.clone(),
                vpc_id: vpc.clone(),
                numerical_vpc_id: 0,
            },
            more: DEFAULT.load_balancer.with(Map::new()),
        }
    }
}

impl ShownListener {
    pub(crate) fn of(load_balancer: &LoadBalancer, listener: &Listener) -> Self {
        let has_rules = listener.protocol.has_rules();
        let default = if has_rules { &DEFAULT.layer7 } else { &DEFAULT.layer4 };
        let mut own = Map::new();
        if let Some(scheduler) = &listener.scheduler {
            own.insert("Scheduler".to_owned(), scheduler.as_str().into());
        }
        for (member, value) in &listener.config {
            if default.contains_key(member) || own.contains_key(member) {
                own.insert(member.clone(), completed(member, value.clone()));
            }
        }
        let created = listener.created.unwrap_or(load_balancer.created);
        let rules = listener.rules.iter().map(|rule| RuleOutput::of(listener, rule, created));
        let is_on = |flag: &&str| listener.config.get(*flag).is_some_and(|on| *on == true);
        let apart = listener.tells_domains_apart();
        Self {
            listener_id: listener.id.clone(),
            protocol: listener.protocol.word(),
            port: listener.port,
            certificate: listener.certificate.as_ref().filter(|_| !apart).map(Into::into),
            sni_switch: u8::from(apart),
            rules: has_rules.then(|| rules.collect()),
            listener_name: listener.name.clone(),
            create_time: print(created),
            attr_flags: FLAGS.into_iter().filter(is_on).collect(),
            more: default.with(own),
        }
    }
}

/// The value of a member after a request set it. Members that an object lacks have their default values.
fn completed(member: &str, given: Value) -> Value {
    match (DEFAULT.layer4.get(member), given) {
        (Some(Value::Object(default)), Value::Object(given)) => {
            let mut whole = default.clone();
            whole.extend(given);
            whole.into()
        }
        (_, given) => given,
    }
}

impl RuleOutput {
    fn of(listener: &Listener, rule: &Rule, created: OffsetDateTime) -> Self {
        let apart = listener.tells_domains_apart();
        Self {
            location_id: rule.id.clone(),
            domain: rule.domains.first().cloned().unwrap_or_default(),
            url: rule.url.clone(),
            certificate: rule.certificate.as_ref().filter(|_| apart).map(Into::into),
            listener_id: listener.id.clone(),
            default_server: rule.default,
            http2: rule.http2,
            create_time: print(rule.created.unwrap_or(created)),
            quic_status: if rule.quic { "QUIC_ACTIVE" } else { "QUIC_INACTIVE" },
            domains: rule.domains.clone(),
            more: DEFAULT.rule.with(Map::new()),
        }
    }
}

impl From<&Bound> for CertificateOutput {
    fn from(bound: &Bound) -> Self {
        let authority = bound.ca_id.clone().filter(|_| bound.mode == Mode::Mutual);
        Self {
            ssl_mode: bound.mode.word(),
            ssl_verify_client: bound.verify_client.word(),
            cert_id: bound.id.clone(),
            cert_ca_id: authority.unwrap_or_default(),
            ext_cert_ids: bound.ext_ids.clone(),
        }
    }
}
