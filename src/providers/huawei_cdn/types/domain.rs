//! Requests and replies about domains.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::super::super::huawei::milliseconds;
use super::super::state::{BusinessType, Domain, DomainStatus, ServiceArea, Source};
use super::https::https_status;

/// Asks for a page of domains.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct ListDomains {
    /// A part of their names.
    pub(crate) domain_name: Option<String>,
    /// `true` if this is the complete name.
    pub(crate) exact_match: Option<String>,
    pub(crate) business_type: Option<String>,
    pub(crate) domain_status: Option<String>,
    pub(crate) service_area: Option<String>,
    /// `true` if their tags are requested as well.
    pub(crate) show_tags: Option<String>,
    /// The size of the page: 30 by default, 10000 at most.
    pub(crate) page_size: Option<String>,
    /// Its number, from 1.
    pub(crate) page_number: Option<String>,
    pub(crate) enterprise_project_id: Option<String>,
}

/// Names a domain by its id.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct DomainById {
    pub(crate) domain_id: String,
    pub(crate) enterprise_project_id: Option<String>,
}

/// Names a domain.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct DomainByName {
    pub(crate) domain_name: String,
    pub(crate) enterprise_project_id: Option<String>,
}

/// Asks to make a domain.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct CreateDomain {
    pub(crate) domain: Option<GivenDomain>,
}

/// The new domain.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct GivenDomain {
    pub(crate) domain_name: Option<String>,
    pub(crate) business_type: Option<String>,
    /// The default is mainland China.
    pub(crate) service_area: Option<String>,
    pub(crate) sources: Option<Vec<GivenSource>>,
    pub(crate) enterprise_project_id: Option<String>,
}

/// An origin server.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct GivenSource {
    pub(crate) ip_or_domain: Option<String>,
    pub(crate) origin_type: Option<String>,
    /// 1 for a main source, 0 for a standby.
    pub(crate) active_standby: Option<i64>,
    pub(crate) enable_obs_web_hosting: Option<i64>,
    pub(crate) http_port: Option<u16>,
    pub(crate) https_port: Option<u16>,
}

/// A page of domains.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct ListDomainsReply {
    pub(crate) total: usize,
    pub(crate) domains: Vec<ListedDomain>,
}

/// A domain that was requested by its id, created or changed.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct ShowDomainDetailReply {
    pub(crate) domain: ListedDomain,
}

/// A domain in the form of the older paths. Times are in milliseconds since 1970.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct ListedDomain {
    pub(crate) id: String,
    pub(crate) domain_name: String,
    pub(crate) business_type: BusinessType,
    /// The id of the account; absent in a list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) user_domain_id: Option<String>,
    pub(crate) domain_status: DomainStatus,
    pub(crate) cname: String,
    pub(crate) sources: Vec<ListedSource>,
    pub(crate) domain_origin_host: OriginHost,
    pub(crate) https_status: u8,
    pub(crate) create_time: i64,
    pub(crate) modify_time: i64,
    pub(crate) disabled: u8,
    pub(crate) locked: u8,
    pub(crate) auto_refresh_preheat: u8,
    pub(crate) service_area: ServiceArea,
    pub(crate) range_status: &'static str,
    pub(crate) follow_status: &'static str,
    pub(crate) origin_status: &'static str,
    pub(crate) banned_reason: &'static str,
    pub(crate) locked_reason: &'static str,
    pub(crate) enterprise_project_id: String,
    /// Only if requested.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) tags: Option<Vec<Tag>>,
}

/// A tag; domains have none here.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct Tag {
    key: String,
    value: String,
}

/// An origin server in the form of the older paths.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct ListedSource {
    /// The id of the domain.
    domain_id: String,
    ip_or_domain: String,
    origin_type: String,
    active_standby: u8,
    enable_obs_web_hosting: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    http_port: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    https_port: Option<u16>,
}

/// The `Host` of requests to the origin servers.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct OriginHost {
    domain_id: String,
    origin_host_type: &'static str,
    customize_domain: String,
}

impl ListedDomain {
    /// In the form of a list.
    pub(crate) fn new(domain: &Domain, domain_status: DomainStatus) -> Self {
        let is_configuring = domain_status == DomainStatus::Configuring;
        let sources = domain.sources.iter();
        Self {
            id: domain.id.clone(),
            domain_name: domain.domain_name.clone(),
            business_type: domain.business_type,
            user_domain_id: None,
            domain_status,
            cname: domain.cname.clone(),
            sources: sources.map(|source| ListedSource::new(source, &domain.id)).collect(),
            domain_origin_host: OriginHost {
                domain_id: domain.id.clone(),
                origin_host_type: "accelerate",
                customize_domain: domain.domain_name.clone(),
            },
            https_status: domain.certificate.is_some().into(),
            create_time: milliseconds(domain.create_time),
            modify_time: milliseconds(domain.modify_time),
            disabled: domain.disabled.into(),
            locked: (domain.locked || is_configuring).into(),
            auto_refresh_preheat: 0,
            service_area: domain.service_area,
            range_status: "off",
            follow_status: "off",
            origin_status: "off",
            banned_reason: "",
            // As recorded by a client.
            locked_reason: if is_configuring { "Changing the config, please wait" } else { "" },
            enterprise_project_id: domain.enterprise_project_id.clone(),
            tags: None,
        }
    }

    /// In the form of the reply for one domain.
    pub(crate) fn detailed(
        domain: &Domain,
        user_domain_id: String,
        domain_status: DomainStatus,
    ) -> Self {
        let mut detailed = Self::new(domain, domain_status);
        detailed.user_domain_id = Some(user_domain_id);
        detailed.https_status = https_status(domain);
        for (shown, source) in detailed.sources.iter_mut().zip(&domain.sources) {
            shown.http_port = Some(source.http_port);
            shown.https_port = Some(source.https_port);
        }
        detailed
    }
}

impl ListedSource {
    fn new(source: &Source, domain_id: &str) -> Self {
        Self {
            domain_id: domain_id.to_owned(),
            ip_or_domain: source.origin_addr.clone(),
            origin_type: source.origin_type.clone(),
            active_standby: source.is_main().into(),
            enable_obs_web_hosting: (source.obs_web_hosting_status == "on").into(),
            http_port: None,
            https_port: None,
        }
    }
}

/// A domain that was requested by its name.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct ShowDomainDetailByNameReply {
    pub(crate) domain: NamedDomain,
}

/// A domain in the form of that path.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct NamedDomain {
    id: String,
    domain_name: String,
    business_type: BusinessType,
    domain_status: DomainStatus,
    cname: String,
    sources: Vec<Source>,
    https_status: u8,
    create_time: i64,
    /// The service spells it `modify_time` elsewhere.
    update_time: i64,
    disabled: u8,
    locked: u8,
    service_area: ServiceArea,
}

impl NamedDomain {
    pub(crate) fn new(domain: &Domain, now: OffsetDateTime) -> Self {
        let domain_status = domain.look(now);
        let is_configuring = domain_status == DomainStatus::Configuring;
        Self {
            id: domain.id.clone(),
            domain_name: domain.domain_name.clone(),
            business_type: domain.business_type,
            domain_status,
            cname: domain.cname.clone(),
            sources: domain.sources.clone(),
            https_status: https_status(domain),
            create_time: milliseconds(domain.create_time),
            update_time: milliseconds(domain.modify_time),
            disabled: domain.disabled.into(),
            locked: (domain.locked || is_configuring).into(),
            service_area: domain.service_area,
        }
    }
}
