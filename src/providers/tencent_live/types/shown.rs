//! Replies, and how a domain is shown.

use aws_lc_rs::digest;
use schemars::JsonSchema;
use serde::Serialize;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::super::super::tencent::{Contents, Names, print};
use super::super::super::tencent_ssl::find_hosted;
use super::super::state::domain::{Bound, Domain, Kind};
use crate::store::Others;
use crate::verbatim::Verbatim;

/// The reply of `ModifyLiveDomainCertBindings`, a success whatever became of the domains.
#[derive(Default, JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ModifyLiveDomainCertBindingsReply {
    /// The domains that the certificate does not cover.
    pub(crate) mismatched_domain_names: Vec<String>,
    /// The domains that were not changed, including the above.
    pub(crate) errors: Vec<BatchDomainOperateErrors>,
}

/// A domain that was not changed, with the reason.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct BatchDomainOperateErrors {
    pub(crate) domain_name: String,
    pub(crate) code: &'static str,
    pub(crate) message: &'static str,
}

/// The reply of `DescribeLiveDomains`.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeLiveDomainsReply {
    /// The service counts no `TotalCount`, but this.
    pub(crate) all_count: usize,
    pub(crate) domain_list: Vec<DomainInfo>,
    /// The number of domains that can still be added.
    pub(crate) create_limit_count: usize,
    /// The numbers of enabled domains with playback in the mainland, everywhere, and outside of the mainland.
    pub(crate) play_type_count: [usize; 3],
}

/// The reply of `DescribeLiveDomain`.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeLiveDomainReply {
    pub(crate) domain_info: DomainInfo,
}

/// A domain.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DomainInfo {
    pub(crate) name: String,
    #[serde(rename = "Type")]
    pub(crate) kind: u64,
    pub(crate) status: u64,
    /// In the vendor's time zone, GMT+8, which the text does not name.
    pub(crate) create_time: String,
    /// Whether its name leads to the service.
    #[serde(rename = "BCName")]
    pub(crate) bcname: u64,
    pub(crate) target_domain: String,
    pub(crate) play_type: u64,
    pub(crate) is_delay_live: u64,
    #[serde(rename = "CurrentCName")]
    pub(crate) current_cname: String,
    /// The service has no use for this any more, nor for the next.
    pub(crate) rent_tag: u64,
    pub(crate) rent_expire_time: &'static str,
    pub(crate) is_mini_program_live: u64,
}

impl DomainInfo {
    pub(crate) fn of(domain: &Domain) -> Self {
        let name = &domain.name;
        let target_domain = match domain.kind {
            Kind::Play => format!("{name}.liveplay.myqcloud.com"),
            Kind::Push => format!("{name}.tlivepush.com"),
        };
        Self {
            name: name.clone(),
            kind: domain.kind as u64,
            status: domain.enabled.into(),
            create_time: print(domain.created),
            bcname: 1,
            current_cname: format!("{target_domain}."),
            target_domain,
            play_type: domain.play_type as u64,
            is_delay_live: domain.delay.into(),
            rent_tag: 0,
            rent_expire_time: "0000-00-00 00:00:00",
            is_mini_program_live: domain.mini_program.into(),
        }
    }
}

/// The reply of `DescribeLiveDomainCertBindings`.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeLiveDomainCertBindingsReply {
    pub(crate) live_domain_cert_bindings: Vec<LiveDomainCertBindings>,
    pub(crate) total_num: usize,
}

/// A domain that has a certificate.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct LiveDomainCertBindings {
    pub(crate) domain_name: String,
    pub(crate) certificate_alias: String,
    pub(crate) cert_type: u64,
    pub(crate) status: u64,
    pub(crate) cert_expire_time: String,
    pub(crate) cert_id: u32,
    pub(crate) cloud_cert_id: String,
    pub(crate) update_time: String,
}

/// The reply of `DescribeLiveDomainCert`.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeLiveDomainCertReply {
    pub(crate) domain_cert_info: DomainCertInfo,
}

/// The certificate of a domain.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DomainCertInfo {
    pub(crate) cert_id: u32,
    pub(crate) cert_name: String,
    pub(crate) description: &'static str,
    pub(crate) create_time: String,
    pub(crate) https_crt: Option<Verbatim>,
    pub(crate) cert_type: u64,
    pub(crate) cert_expire_time: String,
    pub(crate) domain_name: String,
    pub(crate) status: u64,
    pub(crate) cert_domains: Names,
    pub(crate) cloud_cert_id: String,
}

/// A domain's certificate, with SSL's facts about it.
pub(crate) struct Shown<'a> {
    domain: &'a Domain,
    bound: &'a Bound,
    alias: &'a str,
    contents: Option<&'a Contents>,
}

impl<'a> Shown<'a> {
    /// The certificate of a domain, if any.
    pub(crate) fn of(domain: &'a Domain, others: Others<'a>, now: OffsetDateTime) -> Option<Self> {
        let bound = domain.certificate.as_ref()?;
        let hosted = find_hosted(others, &bound.id, now);
        let alias = hosted.as_ref().map_or("", |hosted| hosted.alias);
        Some(Self { domain, bound, alias, contents: hosted.and_then(|hosted| hosted.contents) })
    }

    /// When it expires; nothing if SSL no longer has it.
    pub(crate) fn not_after(&self) -> Option<OffsetDateTime> {
        Some(self.contents?.facts.not_after)
    }

    fn updated(&self) -> OffsetDateTime {
        self.bound.updated.unwrap_or(self.domain.created)
    }

    pub(crate) fn binding(&self) -> LiveDomainCertBindings {
        LiveDomainCertBindings {
            domain_name: self.domain.name.clone(),
            certificate_alias: self.alias.to_owned(),
            cert_type: (!self.bound.own).into(),
            status: self.bound.https.into(),
            cert_expire_time: self.not_after().map(print).unwrap_or_default(),
            cert_id: number_of(&self.bound.id),
            cloud_cert_id: self.bound.id.clone(),
            update_time: print(self.updated()),
        }
    }

    /// Assumption: its time of creation is that at which the domain was given it, and its status is that of
    /// HTTPS. From: nothing sure; the vendor's page has "creation time" and "certificate status", and no
    /// values of the second.
    pub(crate) fn info(&self) -> DomainCertInfo {
        let facts = self.contents.map(|contents| &contents.facts);
        DomainCertInfo {
            cert_id: number_of(&self.bound.id),
            cert_name: self.alias.to_owned(),
            description: "",
            create_time: print_utc(self.updated()),
            https_crt: self.contents.map(|contents| contents.certificate.clone()),
            cert_type: (!self.bound.own).into(),
            cert_expire_time: self.not_after().map(print_utc).unwrap_or_default(),
            domain_name: self.domain.name.clone(),
            status: self.bound.https.into(),
            cert_domains: facts.map(|facts| facts.names.clone()).unwrap_or_default(),
            cloud_cert_id: self.bound.id.clone(),
        }
    }
}

/// The service prints moments in this form in one reply, `2018-11-30T15:50:12Z`.
fn print_utc(moment: OffsetDateTime) -> String {
    let whole = moment.replace_nanosecond(0).unwrap_or(moment);
    whole.format(&Rfc3339).unwrap_or_default()
}

/// The service's number of a certificate, derived from SSL's id. No request accepts it.
fn number_of(id: &str) -> u32 {
    let hash = digest::digest(&digest::SHA256, id.as_bytes());
    hash.as_ref().iter().take(3).fold(0, |number, byte| number << 8 | u32::from(*byte))
}
