//! The form of a certificate in replies.

use smol_str::ToSmolStr as _;
use time::OffsetDateTime;

use super::super::super::tencent::{Contents, Names, owner_uin};
use super::super::state::Account;
use super::super::state::certificate::{Certificate, Order, Source};
use super::super::state::products::{Product, Validation};
use super::super::state::status::Status;
use super::shown::{CertificateExtra, Shown, ShownAlone, SubmittedData};
use super::timestamp::print;
use super::validation::{DvAuthDetail, validation, validation_detail};
use crate::ids::Ids;

/// A certificate with what is needed to show it.
pub(crate) struct Picture<'a> {
    pub(crate) certificate: &'a Certificate,
    pub(crate) status: Status,
    /// The contents, if already issued.
    pub(crate) contents: Option<&'a Contents>,
    pub(crate) product: Option<Product>,
    pub(crate) now: OffsetDateTime,
}

impl<'a> Picture<'a> {
    pub(crate) fn of(account: &Account, certificate: &'a Certificate, now: OffsetDateTime) -> Self {
        let product = certificate.order.as_ref().and_then(|order| Product::find(order.product));
        Self {
            certificate,
            status: account.status(certificate, now),
            contents: certificate.contents(now),
            product,
            now,
        }
    }

    pub(crate) fn order(&self) -> Option<&'a Order> {
        self.certificate.order.as_deref()
    }

    pub(crate) fn is_dv(&self) -> bool {
        self.product.is_some_and(|product| product.validation == Validation::Domain)
    }

    pub(crate) fn is_wildcard(&self) -> bool {
        self.certificate.names().iter().any(|name| name.starts_with("*."))
    }

    /// The required validation, while the domains are being validated.
    fn validation(&self) -> Option<DvAuthDetail> {
        let order = self.order()?;
        let waits = self.is_dv() && self.status.is_pending();
        let nothing =
            DvAuthDetail { dv_auth_key_sub_domain: Some(String::new()), ..DvAuthDetail::default() };
        Some(if waits { validation_detail(order) } else { nothing })
    }

    /// The vendor's word for what a pending certificate waits for.
    pub(crate) fn message(&self) -> Option<&'static str> {
        match self.status {
            Status::Reviewing if self.certificate.progress.is_some() => Some("CA-REVIEWING"),
            Status::Reviewing => Some("PENDING-DCV"),
            Status::DnsRecordAdded => Some("WAIT-ISSUE"),
            Status::ConfirmationPending => Some("LEGAL-REVIEWING"),
            _ => None,
        }
    }

    pub(crate) fn algorithm(&self) -> String {
        self.contents
            .map(|contents| contents.facts.common.algorithm.to_string())
            .unwrap_or_default()
    }

    /// The members that all replies have. `names` are all names, or all but the main one.
    pub(crate) fn shown(&self, ids: &Ids, names: Names) -> Shown {
        let certificate = self.certificate;
        let months = match (self.order(), &certificate.contents) {
            (Some(order), _) => i64::from(order.months),
            (None, Some(contents)) => {
                let days = (contents.facts.not_after - contents.facts.not_before).whole_days();
                // Rounded to months of 30.44 days.
                (days * 100 + 1522) / 3044
            }
            (None, None) => 0,
        };
        let product = match (self.product, &certificate.contents) {
            (Some(product), _) => product.name().to_owned(),
            (None, Some(contents)) => contents.facts.common.issuer.to_string(),
            (None, None) => String::new(),
        };
        let links = &certificate.links;
        Shown {
            owner_uin: owner_uin(ids).into(),
            project_id: certificate.project_id.to_smolstr(),
            from: match certificate.source {
                Source::Upload => "upload",
                Source::Free | Source::Paid => "trustasia",
            },
            certificate_type: certificate.kind.name(),
            product_zh_name: product,
            domain: certificate.domain().into(),
            alias: certificate.alias.clone(),
            status: self.status.code(),
            vulnerability_status: "INACTIVE",
            validity_period: months.to_smolstr(),
            insert_time: print(certificate.inserted),
            certificate_extra: CertificateExtra {
                domain_number: self.order().map_or(1, |order| order.domain_number).to_string(),
                origin_certificate_id: links.origin.clone(),
                replaced_by: links.replaced_by.clone(),
                replaced_for: links.replaced_for.clone(),
                renew_order: links.renewal.clone(),
                sm_cert: 0,
                company_type: i64::from(self.order().is_some()),
                service_renew_certificate_id: String::new(),
                service_origin_certificate_id: String::new(),
            },
            certificate_id: certificate.id.clone(),
            status_name: self.status.name(),
            subject_alt_name: names,
            is_vip: certificate.source == Source::Paid,
            is_wildcard: self.is_wildcard(),
            is_dv: self.is_dv(),
            is_vulnerability: false,
            renew_able: self.is_expiring() && certificate.source != Source::Upload,
            deployable: self.status == Status::Issued,
            tags: certificate.tags.clone(),
        }
    }

    /// Whether 30 days or less are left.
    pub(crate) fn is_expiring(&self) -> bool {
        self.status == Status::Issued
            && self.contents.is_some_and(|contents| {
                contents.facts.not_after - self.now <= time::Duration::days(30)
            })
    }

    pub(crate) fn alone(&self) -> ShownAlone {
        let order = self.order();
        let revoking = self.is_dv() && self.status == Status::Revoking;
        ShownAlone {
            package_type: order.map(|order| order.product.to_string()),
            status_msg: self.message(),
            verify_type: order.map(|order| order.verify_type.name()),
            cert_begin_time: self.contents.map(|contents| print(contents.facts.not_before)),
            cert_end_time: self.contents.map(|contents| print(contents.facts.not_after)),
            order_id: order.map(|order| order.order_id.clone()).filter(|id| !id.is_empty()),
            dv_auth_detail: self.validation(),
            vulnerability_report: None,
            submitted_data: order.and_then(submitted),
            dv_revoke_auth_detail: order.filter(|_| revoking).map(validation).unwrap_or_default(),
        }
    }
}

/// The submitted information, in the form of a reply.
fn submitted(order: &Order) -> Option<SubmittedData> {
    let kept = order.submitted.clone()?;
    serde_json::from_value(kept.into()).ok()
}
