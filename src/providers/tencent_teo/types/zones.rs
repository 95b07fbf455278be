//! The forms of a zone and of its default certificates.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};

use super::super::super::tencent::Names;
use super::super::state::words::{ZoneStatus, ZoneType};
use super::super::state::zone::{DefaultCertificate, Zone};
use super::certificates::{Painter, sign_algo};
use super::timestamp::print;

/// The reply of `DescribeZones`.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeZonesReply {
    pub(crate) total_count: usize,
    pub(crate) zones: Vec<ShownZone>,
}

/// A zone. Members of older versions are empty.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ShownZone {
    zone_id: String,
    zone_name: String,
    alias_zone_name: String,
    area: &'static str,
    r#type: &'static str,
    tags: [(); 0],
    resources: Vec<Value>,
    #[serde(rename = "NSDetail")]
    ns_detail: Value,
    #[serde(rename = "CNAMEDetail")]
    cname_detail: Value,
    #[serde(rename = "DNSPodDetail")]
    dns_pod_detail: Value,
    created_on: String,
    modified_on: String,
    status: &'static str,
    cname_status: &'static str,
    active_status: &'static str,
    lock_status: &'static str,
    paused: bool,
    is_fake: u64,
    cname_speed_up: &'static str,
    ownership_verification: (),
    original_name_servers: [(); 0],
    name_servers: [(); 0],
    vanity_name_servers: (),
    vanity_name_servers_ips: (),
    work_mode_infos: [(); 0],
}

impl ShownZone {
    pub(crate) fn of(zone: &Zone) -> Self {
        let is_connected = zone.status == ZoneStatus::Active || zone.kind != ZoneType::Partial;
        Self {
            zone_id: zone.id.clone(),
            zone_name: zone.name.clone(),
            alias_zone_name: zone.alias.clone(),
            area: zone.area.word(),
            r#type: zone.kind.word(),
            tags: [],
            resources: plan(zone).into_iter().collect(),
            ns_detail: Value::Null,
            cname_detail: Value::Null,
            dns_pod_detail: Value::Null,
            created_on: print(zone.created),
            modified_on: print(zone.modified),
            status: zone.status.word(),
            cname_status: if is_connected { "finished" } else { "pending" },
            active_status: zone.active().word(),
            lock_status: zone.lock.word(),
            paused: zone.is_paused(),
            is_fake: 0,
            cname_speed_up: "disabled",
            ownership_verification: (),
            original_name_servers: [],
            name_servers: [],
            vanity_name_servers: (),
            vanity_name_servers_ips: (),
            work_mode_infos: [],
        }
    }
}

/// The plan that a zone is in.
fn plan(zone: &Zone) -> Option<Value> {
    let id = Some(&zone.plan).filter(|plan| !plan.is_empty())?;
    Some(json!({
        "Id": id,
        "PayMode": 0,
        "CreateTime": print(zone.created),
        "EnableTime": print(zone.created),
        "ExpireTime": "",
        "Status": "normal",
        "Sv": [],
        "AutoRenewFlag": 0,
        "PlanId": id,
        "Area": zone.area.word(),
        "Group": null,
        "ZoneNumber": null,
        "Type": "plan",
    }))
}

/// The reply of `DescribeDefaultCertificates`.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeDefaultCertificatesReply {
    pub(crate) total_count: usize,
    pub(crate) default_server_cert_info: Vec<DefaultServerCertInfo>,
}

/// A default certificate for the hosts of a zone.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DefaultServerCertInfo {
    cert_id: String,
    alias: String,
    r#type: &'static str,
    expire_time: String,
    effective_time: String,
    common_name: String,
    subject_alt_name: Names,
    status: &'static str,
    /// Why it failed.
    message: String,
    sign_algo: String,
}

impl DefaultServerCertInfo {
    pub(crate) fn of(certificate: &DefaultCertificate, painter: Painter<'_>) -> Self {
        let known = painter.find(&certificate.id);
        let facts = known.as_ref().and_then(|known| known.contents).map(|it| &it.facts);
        Self {
            cert_id: certificate.id.clone(),
            alias: known.as_ref().map(|known| known.alias.to_owned()).unwrap_or_default(),
            r#type: "default",
            expire_time: facts.map(|facts| print(facts.not_after)).unwrap_or_default(),
            effective_time: facts.map(|facts| print(facts.not_before)).unwrap_or_default(),
            common_name: facts.map(|facts| facts.common_name().to_owned()).unwrap_or_default(),
            subject_alt_name: facts.map(|facts| facts.names.clone()).unwrap_or_default(),
            status: certificate.status.word(),
            message: certificate.message.clone(),
            sign_algo: facts.map(sign_algo).unwrap_or_default(),
        }
    }
}
