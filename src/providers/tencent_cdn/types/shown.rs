//! Replies, and how a domain is shown.

use aws_lc_rs::digest;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value, json};
use time::OffsetDateTime;

use super::super::super::tencent::print;
use super::super::super::tencent_ssl::find_hosted;
use super::super::state::config::DEFAULT;
use super::super::state::domain::Seen;
use crate::ids::Ids;
use crate::json::WithDefaults;
use crate::store::Others;

/// The reply of `DescribeDomains`.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeDomainsReply {
    pub(crate) domains: Vec<BriefDomain>,
    /// The service calls it so here alone.
    pub(crate) total_number: usize,
}

/// The reply of `DescribeDomainsConfig`.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeDomainsConfigReply {
    pub(crate) domains: Vec<DetailDomain>,
    pub(crate) total_number: usize,
}

/// The reply of `DescribeCertDomains`.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeCertDomainsReply {
    pub(crate) domains: Vec<String>,
    /// The domains with a certificate.
    pub(crate) certified_domains: Vec<String>,
}

/// The members of a domain in both lists.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Shown {
    pub(crate) resource_id: String,
    pub(crate) app_id: u64,
    pub(crate) domain: String,
    pub(crate) cname: String,
    pub(crate) status: &'static str,
    pub(crate) project_id: i64,
    pub(crate) service_type: &'static str,
    /// In the vendor's time zone, GMT+8, which the text does not name.
    pub(crate) create_time: String,
    pub(crate) update_time: String,
    pub(crate) disable: String,
    pub(crate) area: &'static str,
    pub(crate) readonly: &'static str,
    /// Only for subdomains of a wildcard domain, which do not exist here.
    pub(crate) parent_host: &'static str,
}

/// A domain.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct BriefDomain {
    #[serde(flatten)]
    pub(crate) shown: Shown,
    pub(crate) origin: Value,
    pub(crate) product: &'static str,
}

/// A domain with all that is configured.
#[derive(JsonSchema, Serialize)]
pub(crate) struct DetailDomain {
    #[serde(flatten)]
    pub(crate) shown: Shown,
    /// `Https`, `Origin` and so on.
    #[serde(flatten)]
    pub(crate) config: WithDefaults,
}

/// What is needed to show an account's domains.
#[derive(Clone, Copy)]
pub(crate) struct Painter<'a> {
    pub(crate) ids: &'a Ids,
    pub(crate) others: Others<'a>,
    pub(crate) now: OffsetDateTime,
}

impl Painter<'_> {
    fn shown(&self, seen: &Seen<'_>) -> Shown {
        let domain = &*seen.domain;
        Shown {
            resource_id: self.resource_id(&domain.domain),
            app_id: 1_250_000_000 + u64::from_be_bytes(self.ids.mark()) % 50_000_000,
            domain: domain.domain.clone(),
            cname: format!("{}.cdn.dnsv1.com", domain.domain),
            status: seen.status(),
            project_id: domain.project_id,
            service_type: domain.service_type.word(),
            create_time: print(domain.created),
            update_time: print(domain.updated),
            disable: domain.disable.clone(),
            area: domain.area.word(),
            readonly: domain.readonly.word(),
            parent_host: "",
        }
    }

    /// The id of a domain, derived from its name. Only a filter accepts it in a request.
    pub(crate) fn resource_id(&self, domain: &str) -> String {
        const LETTERS: &[u8; 36] = b"abcdefghijklmnopqrstuvwxyz0123456789";
        let text = [&self.ids.mark()[..], domain.as_bytes()].concat();
        let hash = digest::digest(&digest::SHA256, &text);
        let letters = hash.as_ref().iter().take(8);
        let letters = letters.map(|byte| char::from(LETTERS[usize::from(*byte) % LETTERS.len()]));
        format!("cdn-{}", letters.collect::<String>())
    }

    pub(crate) fn brief(&self, seen: &Seen<'_>) -> BriefDomain {
        let origin = whole(seen, "Origin");
        BriefDomain { shown: self.shown(seen), origin, product: seen.domain.product.word() }
    }

    pub(crate) fn detail(&self, seen: &Seen<'_>) -> DetailDomain {
        let configured = seen.domain.config.iter();
        let mut own: Map<_, _> = configured
            .map(|(name, value)| (name.clone(), completed(name, value.clone())))
            .collect();
        let https = own.entry("Https").or_insert_with(|| whole(seen, "Https"));
        if let Some(https) = https.as_object_mut() {
            https.insert("SslStatus".to_owned(), seen.ssl_status().into());
            https.insert("CertInfo".to_owned(), self.certificate(seen));
        }
        DetailDomain { shown: self.shown(seen), config: DEFAULT.with(own) }
    }

    /// When the domain's certificate ends.
    pub(crate) fn not_after(&self, seen: &Seen<'_>) -> Option<OffsetDateTime> {
        let bound = seen.domain.certificate.as_ref()?;
        Some(find_hosted(self.others, &bound.id, self.now)?.contents?.facts.not_after)
    }

    /// The service does not show the texts.
    fn certificate(&self, seen: &Seen<'_>) -> Value {
        let Some(bound) = &seen.domain.certificate else { return Value::Null };
        let hosted = find_hosted(self.others, &bound.id, self.now);
        json!({
            "CertId": bound.id,
            "CertName": hosted.map(|hosted| hosted.alias),
            "Certificate": null,
            "PrivateKey": null,
            "ExpireTime": self.not_after(seen).map(print),
            "DeployTime": print(bound.deployed.unwrap_or(seen.domain.created)),
            "Message": bound.message,
            "From": "upload",
        })
    }
}

/// A complete object of a domain's configuration: the configured members and the defaults of a new domain.
pub(crate) fn whole(seen: &Seen<'_>, member: &str) -> Value {
    match seen.domain.config.get(member) {
        Some(configured) => completed(member, configured.clone()),
        None => DEFAULT.get(member).cloned().unwrap_or_default(),
    }
}

/// A member of one of them.
pub(crate) fn member<'a>(seen: &'a Seen<'_>, object: &str, member: &str) -> Option<&'a Value> {
    let of = |config: &'a Map<String, Value>| config.get(object)?.get(member);
    of(&seen.domain.config).or_else(|| of(&DEFAULT))
}

/// The value of a member after a request set it.
///
/// Assumption: what an object does not say is as a new domain has it, however deep. From: the vendor's
/// words, "attributes that are not passed take their default values".
pub(crate) fn completed(member: &str, mut given: Value) -> Value {
    hide_texts(&mut given);
    match DEFAULT.get(member) {
        Some(default) => over(default, given),
        None => given,
    }
}

/// The members of a certificate.
const CERTIFICATE: [&str; 8] = [
    "CertId",
    "CertName",
    "Certificate",
    "PrivateKey",
    "ExpireTime",
    "DeployTime",
    "Message",
    "From",
];

/// The service shows no certificate's texts, wherever a certificate is configured.
fn hide_texts(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(hide_texts),
        Value::Object(members) => {
            for (name, value) in members {
                hide_texts(value);
                match (name.as_str(), value) {
                    ("Certificate" | "PrivateKey", text @ Value::String(_)) => *text = Value::Null,
                    ("CertInfo", Value::Object(certificate)) => {
                        for member in CERTIFICATE {
                            certificate.entry(member).or_insert(Value::Null);
                        }
                    }
                    _ => {}
                }
            }
        }
        _ => {}
    }
}

/// The given value completed by the default. Items of a list have no default, but also have all members:
/// those that an SDK leaves out are null.
fn over(default: &Value, given: Value) -> Value {
    match (default, given) {
        (Value::Object(default), Value::Object(mut given)) => {
            for (name, default) in default {
                let whole = match given.remove(name) {
                    Some(given) => over(default, given),
                    None => default.clone(),
                };
                given.insert(name.clone(), whole);
            }
            given.into()
        }
        (Value::Array(default), Value::Array(given)) => {
            let members = default.first().and_then(Value::as_object);
            let names = || members.into_iter().flat_map(Map::keys);
            let whole = |mut item: Value| {
                if let Some(item) = item.as_object_mut() {
                    for name in names() {
                        item.entry(name).or_insert(Value::Null);
                    }
                }
                item
            };
            given.into_iter().map(whole).collect()
        }
        (_, given) => given,
    }
}
