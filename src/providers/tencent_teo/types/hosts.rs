//! Replies about hosts, and how a host is shown.

use schemars::JsonSchema;
use serde::Serialize;

use super::super::state::host::Seen;
use super::super::state::zone::Zone;
use super::certificates::{CertificateInfo, MutualTls, Painter, ServerCertInfo, UpstreamCertInfo};
use super::timestamp::print;

/// The reply of `DescribeAccelerationDomains`.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeAccelerationDomainsReply {
    pub(crate) total_count: usize,
    pub(crate) acceleration_domains: Vec<AccelerationDomain>,
}

/// The reply of `DescribeHostsSetting`.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeHostsSettingReply {
    pub(crate) detail_hosts: Vec<DetailHost>,
    /// The service calls it so here alone.
    pub(crate) total_number: usize,
}

/// The reply of `DescribeHostCertificates`.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeHostCertificatesReply {
    pub(crate) total_count: usize,
    pub(crate) host_certificates: Vec<HostCertificate>,
}

/// A host.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct AccelerationDomain {
    zone_id: String,
    domain_name: String,
    /// `process` while work is in progress. For a certificate, the service writes `processing`.
    domain_status: &'static str,
    cname: String,
    #[serde(rename = "IPv6Status")]
    ipv6_status: &'static str,
    identification_status: &'static str,
    ownership_verification: (),
    origin_detail: OriginDetail,
    origin_protocol: &'static str,
    http_origin_port: u64,
    https_origin_port: u64,
    certificate: AccelerationDomainCertificate,
    created_on: String,
    modified_on: String,
    compliance_restrictions: [(); 0],
}

/// The origin of a host.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
struct OriginDetail {
    origin_type: &'static str,
    origin: String,
    backup_origin: &'static str,
    origin_group_name: &'static str,
    back_origin_group_name: &'static str,
    private_access: &'static str,
    private_parameters: [(); 0],
    host_header: &'static str,
    /// The service spells it so.
    vodeo_sub_app_id: u64,
    vodeo_distribution_range: &'static str,
    vodeo_bucket_id: &'static str,
    vod_origin_scope: &'static str,
    vod_bucket_id: &'static str,
}

/// All certificates of a host.
///
/// Assumption: a host that never had one is shown with `disable` and an empty list. From: the vendor's
/// words, which describe the member as one that is there, and clients that look for both.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
struct AccelerationDomainCertificate {
    mode: &'static str,
    list: Vec<CertificateInfo>,
    client_cert_info: MutualTls,
    upstream_cert_info: UpstreamCertInfo,
}

/// A host in the older list.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DetailHost {
    zone_id: String,
    status: &'static str,
    host: String,
    zone_name: String,
    cname: String,
    id: String,
    instance_id: String,
    lock: u64,
    mode: u64,
    area: &'static str,
    accelerate_type: (),
    https: Https,
    cache_config: (),
    origin: (),
    security_type: (),
    cache_key: (),
    compression: (),
    waf: (),
    #[serde(rename = "CC")]
    cc: (),
    #[serde(rename = "DDoS")]
    ddos: (),
    smart_routing: (),
    ipv6: (),
    client_ip_country: (),
}

#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
struct Https {
    http2: &'static str,
    ocsp_stapling: &'static str,
    tls_version: [&'static str; 4],
    hsts: Hsts,
    cert_info: Vec<ServerCertInfo>,
    apply_type: &'static str,
    cipher_suite: &'static str,
}

#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
struct Hsts {
    switch: &'static str,
    max_age: u64,
    include_sub_domains: &'static str,
    preload: &'static str,
}

/// A host in the list that the vendor does not describe.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct HostCertificate {
    host: String,
    mode: &'static str,
    apply_type: &'static str,
    host_cert_info: Vec<CertificateInfo>,
    server_cert_info: Vec<ServerCertInfo>,
    client_cert_info: MutualTls,
    upstream_cert_info: UpstreamCertInfo,
}

impl Painter<'_> {
    pub(crate) fn domain(&self, zone: &Zone, seen: &Seen<'_>) -> AccelerationDomain {
        let host = &*seen.host;
        let created = host.created.unwrap_or(zone.created);
        AccelerationDomain {
            zone_id: zone.id.clone(),
            domain_name: host.name.clone(),
            domain_status: seen.status(),
            cname: cname(seen),
            ipv6_status: "follow",
            identification_status: "finished",
            ownership_verification: (),
            origin_detail: OriginDetail {
                origin_type: ORIGIN_TYPE,
                origin: host.origin.clone(),
                backup_origin: "",
                origin_group_name: "",
                back_origin_group_name: "",
                private_access: "off",
                private_parameters: [],
                host_header: "",
                vodeo_sub_app_id: 0,
                vodeo_distribution_range: "",
                vodeo_bucket_id: "",
                vod_origin_scope: "",
                vod_bucket_id: "",
            },
            origin_protocol: "FOLLOW",
            http_origin_port: 80,
            https_origin_port: 443,
            certificate: AccelerationDomainCertificate {
                mode: host.mode().word(),
                list: self.list(zone, seen),
                client_cert_info: self.mutual(&host.client),
                upstream_cert_info: self.upstream(seen),
            },
            created_on: print(created),
            modified_on: print(host.modified.unwrap_or(created)),
            compliance_restrictions: [],
        }
    }

    /// A host in the older list.
    pub(crate) fn detail(&self, zone: &Zone, seen: &Seen<'_>) -> DetailHost {
        DetailHost {
            zone_id: zone.id.clone(),
            status: seen.status(),
            host: seen.host.name.clone(),
            zone_name: zone.name.clone(),
            cname: cname(seen),
            id: String::new(),
            instance_id: zone.plan.clone(),
            lock: 0,
            mode: 0,
            area: zone.area.word(),
            accelerate_type: (),
            https: Https {
                http2: "on",
                ocsp_stapling: "off",
                tls_version: ["TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"],
                hsts: Hsts {
                    switch: "off",
                    max_age: 0,
                    include_sub_domains: "off",
                    preload: "off",
                },
                cert_info: self.server_list(zone, seen),
                apply_type: "none",
                cipher_suite: "loose-v2023",
            },
            cache_config: (),
            origin: (),
            security_type: (),
            cache_key: (),
            compression: (),
            waf: (),
            cc: (),
            ddos: (),
            smart_routing: (),
            ipv6: (),
            client_ip_country: (),
        }
    }

    /// A host in the list that the vendor does not describe.
    pub(crate) fn host_certificate(&self, zone: &Zone, seen: &Seen<'_>) -> HostCertificate {
        HostCertificate {
            host: seen.host.name.clone(),
            mode: seen.host.mode().word(),
            apply_type: "none",
            host_cert_info: self.list(zone, seen),
            server_cert_info: self.server_list(zone, seen),
            client_cert_info: self.mutual(&seen.host.client),
            upstream_cert_info: self.upstream(seen),
        }
    }
}

/// The only kind of origin here: an address or a domain.
pub(crate) const ORIGIN_TYPE: &str = "IP_DOMAIN";

/// The target of a host's CNAME.
pub(crate) fn cname(seen: &Seen<'_>) -> String {
    let made_up = || format!("{}.eo.dnse3.com", seen.host.name);
    seen.host.cname.clone().unwrap_or_else(made_up)
}
