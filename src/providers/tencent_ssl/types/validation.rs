//! The validation of domains: what their owner has to publish.

use std::collections::HashSet;

use schemars::JsonSchema;
use serde::Serialize;

use super::super::state::certificate::{Order, VerifyType};
use super::super::state::domain::main_domain;

/// What the owner of a domain has to publish; empty once the certificate is issued.
#[derive(Default, JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DvAuthDetail {
    pub(crate) dv_auth_key: Option<String>,
    pub(crate) dv_auth_value: Option<String>,
    pub(crate) dv_auth_domain: Option<String>,
    pub(crate) dv_auth_path: Option<String>,
    pub(crate) dv_auth_key_sub_domain: Option<String>,
    pub(crate) dv_auths: Option<Vec<DvAuths>>,
}

/// The same for one domain.
#[derive(Clone, JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DvAuths {
    pub(crate) dv_auth_key: String,
    pub(crate) dv_auth_value: String,
    pub(crate) dv_auth_domain: String,
    pub(crate) dv_auth_path: String,
    pub(crate) dv_auth_sub_domain: String,
    pub(crate) dv_auth_verify_type: &'static str,
}

/// What the owner of an order's domains has to publish.
pub(crate) fn validation(order: &Order) -> Vec<DvAuths> {
    let mut validated: Vec<&str> = Vec::new();
    let mut seen = HashSet::new();
    for domain in &*order.domains {
        let domain = domain.strip_prefix("*.").unwrap_or(domain);
        let www = domain.strip_prefix("www.").filter(|bare| *order.domains[0] == **bare);
        // For the authority, the validation of the first domain also counts for its `www` subdomain.
        if www.is_none() && seen.insert(domain) {
            validated.push(domain);
        }
    }
    validated.into_iter().map(|domain| validation_of(domain, order)).collect()
}

fn validation_of(domain: &str, order: &Order) -> DvAuths {
    let main = main_domain(domain);
    let below = domain.strip_suffix(main).unwrap_or_default().trim_end_matches('.');
    let value = order.validation.clone();
    match order.verify_type {
        VerifyType::Dns | VerifyType::DnsAuto => {
            let key =
                if below.is_empty() { "_dnsauth".into() } else { format!("_dnsauth.{below}") };
            DvAuths {
                // The full name, as in the vendor's example of a detail.
                dv_auth_key: format!("{key}.{main}"),
                dv_auth_value: value,
                dv_auth_domain: main.to_owned(),
                dv_auth_path: String::new(),
                dv_auth_sub_domain: key,
                dv_auth_verify_type: "TXT",
            }
        }
        VerifyType::File => DvAuths {
            dv_auth_key: "fileauth.txt".to_owned(),
            dv_auth_value: value,
            dv_auth_domain: domain.to_owned(),
            dv_auth_path: "/.well-known/pki-validation/".to_owned(),
            dv_auth_sub_domain: String::new(),
            dv_auth_verify_type: "FILE",
        },
    }
}

/// The validation in the reply for one certificate: that of the first domain, and all.
pub(crate) fn validation_detail(order: &Order) -> DvAuthDetail {
    let all = validation(order);
    let first = all.first().cloned();
    let of_first = |member: fn(DvAuths) -> String| first.clone().map(member);
    DvAuthDetail {
        dv_auth_key: of_first(|first| first.dv_auth_key),
        dv_auth_value: of_first(|first| first.dv_auth_value),
        dv_auth_domain: of_first(|first| first.dv_auth_domain),
        dv_auth_path: of_first(|first| first.dv_auth_path),
        dv_auth_key_sub_domain: of_first(|first| first.dv_auth_sub_domain),
        dv_auths: Some(all),
    }
}
