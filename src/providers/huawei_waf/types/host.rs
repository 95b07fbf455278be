//! Requests and replies about the hosts that are protected.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::super::huawei::milliseconds;
use super::super::state::{Certificate, Host, Protocol, Server, WafType};

/// Asks for a page of hosts. The service takes numbers as texts here.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct ListHosts {
    /// The number of the page, from 1.
    pub(crate) page: Option<String>,
    /// Its size: 10 by default, 100 at most; -1 for all.
    pub(crate) pagesize: Option<String>,
    /// A part of their names.
    pub(crate) hostname: Option<String>,
    pub(crate) enterprise_project_id: Option<String>,
}

/// Names a host.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct NamedHost {
    pub(crate) project_id: String,
    pub(crate) host_id: String,
}

/// Changes a host. Absent members are not changed. Other members are ignored, even the certificate's name.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct UpdateHost {
    pub(crate) project_id: String,
    pub(crate) host_id: String,
    pub(crate) certificateid: Option<String>,
    pub(crate) server: Option<Vec<Server>>,
    pub(crate) proxy: Option<bool>,
    pub(crate) tls: Option<String>,
    pub(crate) cipher: Option<String>,
    pub(crate) web_tag: Option<String>,
}

/// A page of hosts in the cloud.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct ListHostReply {
    pub(crate) total: usize,
    pub(crate) items: Vec<ListedCloudHost>,
}

/// Such a host in the form of the list.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct ListedCloudHost {
    pub(crate) id: String,
    pub(crate) hostid: String,
    pub(crate) region: String,
    pub(crate) description: String,
    pub(crate) server: Vec<Server>,
    pub(crate) r#type: u8,
    pub(crate) proxy: bool,
    pub(crate) hostname: String,
    pub(crate) access_code: String,
    pub(crate) policyid: String,
    pub(crate) timestamp: i64,
    pub(crate) protect_status: i32,
    pub(crate) access_status: i32,
    pub(crate) exclusive_ip: bool,
    pub(crate) paid_type: &'static str,
    pub(crate) web_tag: String,
    pub(crate) flag: Flag,
    pub(crate) enterprise_project_id: String,
}

impl From<&Host> for ListedCloudHost {
    fn from(host: &Host) -> Self {
        Self {
            id: host.id.clone(),
            hostid: host.id.clone(),
            region: host.region.clone(),
            description: host.description.clone(),
            server: host.server.clone(),
            r#type: 0,
            proxy: host.proxy,
            hostname: host.hostname.clone(),
            access_code: host.access_code.clone(),
            policyid: host.policyid.clone(),
            timestamp: milliseconds(host.timestamp),
            protect_status: host.protect_status,
            access_status: host.access_status,
            exclusive_ip: false,
            paid_type: "prePaid",
            web_tag: host.web_tag.clone(),
            flag: Flag::NONE,
            enterprise_project_id: host.enterprise_project_id.clone(),
        }
    }
}

/// A page of hosts with instances of their own.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct ListPremiumHostReply {
    pub(crate) total: usize,
    pub(crate) items: Vec<ListedPremiumHost>,
}

/// Such a host in the form of the list.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct ListedPremiumHost {
    pub(crate) id: String,
    pub(crate) hostname: String,
    pub(crate) region: String,
    pub(crate) flag: Flag,
    pub(crate) description: String,
    pub(crate) policyid: String,
    pub(crate) protect_status: i32,
    pub(crate) access_status: i32,
    pub(crate) web_tag: String,
    pub(crate) hostid: String,
    pub(crate) enterprise_project_id: String,
}

impl From<&Host> for ListedPremiumHost {
    fn from(host: &Host) -> Self {
        Self {
            id: host.id.clone(),
            hostname: host.hostname.clone(),
            region: host.region.clone(),
            flag: Flag::NONE,
            description: host.description.clone(),
            policyid: host.policyid.clone(),
            protect_status: host.protect_status,
            access_status: host.access_status,
            web_tag: host.web_tag.clone(),
            hostid: host.id.clone(),
            enterprise_project_id: host.enterprise_project_id.clone(),
        }
    }
}

/// A host, whole.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct ShownHost {
    pub(crate) id: String,
    pub(crate) hostname: String,
    pub(crate) policyid: String,
    pub(crate) projectid: String,
    pub(crate) enterprise_project_id: String,
    /// The protocol of the host.
    pub(crate) protocol: &'static str,
    pub(crate) server: Vec<Server>,
    pub(crate) proxy: bool,
    pub(crate) protect_status: i32,
    pub(crate) access_status: i32,
    /// Only for a host in the cloud.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) access_code: Option<String>,
    pub(crate) locked: u8,
    pub(crate) timestamp: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) certificateid: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) certificatename: Option<String>,
    pub(crate) tls: String,
    pub(crate) cipher: String,
    pub(crate) web_tag: String,
    pub(crate) flag: Flag,
    pub(crate) description: String,
}

impl ShownHost {
    pub(crate) fn new(host: &Host, projectid: String, certificate: Option<&Certificate>) -> Self {
        let is_in_cloud = host.waf_type == WafType::Cloud;
        Self {
            id: host.id.clone(),
            hostname: host.hostname.clone(),
            policyid: host.policyid.clone(),
            projectid,
            enterprise_project_id: host.enterprise_project_id.clone(),
            protocol: match (host.is_asked_in(Protocol::Http), host.is_asked_in(Protocol::Https)) {
                (true, true) => "HTTP&HTTPS",
                (false, true) => "HTTPS",
                (_, false) => "HTTP",
            },
            server: host.server.clone(),
            proxy: host.proxy,
            protect_status: host.protect_status,
            access_status: host.access_status,
            access_code: is_in_cloud.then(|| host.access_code.clone()),
            locked: 0,
            timestamp: milliseconds(host.timestamp),
            certificateid: certificate.map(|certificate| certificate.id.clone()),
            certificatename: certificate.map(|certificate| certificate.name.clone()),
            tls: host.tls.clone(),
            cipher: host.cipher.clone(),
            web_tag: host.web_tag.clone(),
            flag: Flag::NONE,
            description: host.description.clone(),
        }
    }
}

/// The standards that a host complies with, and how it is reached. The service writes these as texts.
#[derive(Clone, Copy, Debug, JsonSchema, Serialize)]
pub(crate) struct Flag {
    pci_3ds: &'static str,
    pci_dss: &'static str,
    cname: &'static str,
    is_dual_az: &'static str,
    ipv6: &'static str,
}

impl Flag {
    /// Of a host that nothing is particular to.
    const NONE: Self = Self {
        pci_3ds: "false",
        pci_dss: "false",
        cname: "new",
        is_dual_az: "true",
        ipv6: "disable",
    };
}
