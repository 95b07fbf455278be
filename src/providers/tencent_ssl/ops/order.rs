//! Free certificates: application, validation and cancellation. Also the revocation of any certificate.

use time::{Duration, OffsetDateTime};

use super::super::errors::{Error, NO_PASSWORD, NO_SM2};
use super::super::state::certificate::{
    Certificate, Key, Links, Order, Progress, Source, VerifyType,
};
use super::super::state::domain::{BadDomain, is_email, main_domain, names_of, read_domain};
use super::super::state::issuing::{
    BadKey, begin_issue, key_kind, new_order_id, new_validation, place,
};
use super::super::state::status::Status;
use super::super::state::{Account, Authority, ISSUE_PACE, products};
use super::super::types::alias::check_alias;
use super::super::types::limits::NAMES;
use super::super::types::order::{
    ApplyCertificate, ApplyCertificateReply, CancelAuditCertificate, CancelAuditCertificateReply,
    CancelCertificateOrder, CancelCertificateOrderReply, CheckCertificateDomainVerification,
    CheckCertificateDomainVerificationReply, CompleteCertificate, CompleteCertificateReply,
    DomainValidationResult, RevokeCertificate, RevokeCertificateReply,
};
use super::super::types::validation::validation;
use crate::issue::{GeneratedKey, KeyKind};
use crate::spec::{ErrorCode, Refusal};
use crate::store::{Context, View};

/// How long before its expiry a certificate can be renewed.
const RENEWAL_TIME: Duration = Duration::days(30);

/// An application that can be granted.
pub(super) struct Application {
    domains: Vec<String>,
    verify_type: VerifyType,
    months: u32,
}

fn read_application(
    account: &Account,
    request: &ApplyCertificate,
    now: OffsetDateTime,
) -> Result<Application, Refusal<Error>> {
    let domain = |text: &str| {
        read_domain(text).map_err(|bad| match bad {
            BadDomain::Malformed => Error::InvalidParam,
            BadDomain::TooLong => Error::InvalidParameterValueCertificateDomainMaxLengthInvalid,
        })
    };
    if request.dns_names.len() > NAMES {
        return Err(Error::InvalidParam.into());
    }
    let main = domain(&request.domain_name)?;
    let others = request.dns_names.iter().map(|name| domain(name)).collect::<Result<_, _>>()?;
    let verify_type = VerifyType::read(&request.dv_auth_method).ok_or(Error::InvalidParam)?;
    if verify_type == VerifyType::File && main.starts_with("*.") {
        return Err(Error::InvalidParam.into());
    }
    let given = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
    if given(&request.package_type).is_some_and(|package| package != products::FREE.to_string()) {
        return Err(Error::InvalidParam.into());
    }
    if given(&request.package_id).is_some() {
        return Err(Error::PackageNotFound.into());
    }
    if given(&request.contact_email).is_some_and(|email| !is_email(&email)) {
        return Err(Error::InvalidParameterValueCertificateEmailParseInvalid.into());
    }
    let months = match given(&request.validity_period).as_deref() {
        None | Some("3") => 3,
        Some("12") => 12,
        Some(_) => return Err(Error::InvalidParam.into()),
    };
    check_alias(&request.alias)?;
    read_key_kind(request).map_err(|bad| match bad {
        BadKey::Sm2 => Refusal::saying(Error::GenCsrFail, NO_SM2),
        BadKey::Unknown => Error::InvalidParam.into(),
    })?;
    if given(&request.csr_key_password).is_some() {
        return Err(Refusal::saying(Error::InvalidParam, NO_PASSWORD));
    }
    if let Some(old) = given(&request.old_certificate_id) {
        check_renewal(account, &old, now)?;
    }
    Ok(Application { domains: names_of(main, others), verify_type, months })
}

fn read_key_kind(request: &ApplyCertificate) -> Result<KeyKind, BadKey> {
    key_kind(request.csr_encrypt_algo.as_deref(), request.csr_key_parameter.as_deref())
}

fn check_renewal(account: &Account, old: &str, now: OffsetDateTime) -> Result<(), Error> {
    let old = account.find(old).ok_or(Error::CertificateNotFound)?;
    let contents = old.contents(now).ok_or(Error::InvalidCertificateStatusCode)?;
    let early = contents.facts.not_after - now > RENEWAL_TIME;
    if early { Err(Error::InvalidCertificateStatusCode) } else { Ok(()) }
}

/// Refuses an application beyond the quotas of free certificates.
fn check_quotas(
    account: &Account,
    domain: &str,
    now: OffsetDateTime,
) -> Result<(), Refusal<Error>> {
    if account.free_in_use(now).count() >= account.free_quota {
        return Err(Error::ExceedsFreeLimit.into());
    }
    let main = main_domain(domain);
    let of_main = account.free_in_use(now).filter(|each| main_domain(each.domain()) == main);
    let quota = account.main_domain_quota;
    if of_main.count() < quota {
        return Ok(());
    }
    let fill =
        |template: &str| template.replacen("%s", main, 1).replacen("%s", &quota.to_string(), 1);
    let error = Error::MainDomainCertificateCountLimit;
    Err(Refusal::saying(error, fill(error.en())).in_chinese(fill(error.zh())))
}

fn examine(
    account: &Account,
    request: &ApplyCertificate,
    now: OffsetDateTime,
) -> Result<Application, Refusal<Error>> {
    let application = read_application(account, request, now)?;
    account.check_order(request.project_id)?;
    if account.authority == Authority::Refusing {
        return Err(Error::FailedOperation.into());
    }
    check_quotas(account, &application.domains[0], now)?;
    Ok(application)
}

pub(crate) fn check_application(
    view: &View<'_, Account>,
    request: &ApplyCertificate,
) -> Result<(), Refusal<Error>> {
    examine(view.state, request, view.tools.clock.now()).map(drop)
}

pub(crate) fn generate_for_application(
    request: ApplyCertificate,
) -> (ApplyCertificate, Option<GeneratedKey>) {
    let kind = read_key_kind(&request).ok();
    (request, kind.map(GeneratedKey::new))
}

pub(crate) fn apply_certificate(
    context: &mut Context<'_, Account>,
    (request, key): (ApplyCertificate, Option<GeneratedKey>),
) -> Result<ApplyCertificateReply, Refusal<Error>> {
    let now = context.tools.clock.now();
    context.state.settle(now);
    let application = examine(context.state, &request, now)?;
    let id = context.state.new_id(context.tools.ids);
    let origin = request.old_certificate_id.filter(|old| !old.is_empty());
    if let Some(old) = origin.as_deref().and_then(|old| context.state.certificates.find_mut(old)) {
        old.links.renewal = Some(id.clone());
    }
    let order = Order {
        order_id: new_order_id(context.tools.ids),
        product: products::FREE,
        domain_number: 1,
        domains: application.domains.into_iter().map(Into::into).collect(),
        verify_type: application.verify_type,
        months: application.months,
        key: key.map(Key::from),
        validation: new_validation(context.tools.ids),
        not_after: None,
        submitted: None,
        manager_id: None,
    };
    context.state.log("apply", &id, now);
    place(
        context,
        Certificate {
            alias: request.alias.into(),
            project_id: request.project_id,
            order: Some(Box::new(order)),
            links: Links { origin, ..Links::default() }.into(),
            ..Certificate::new(id.clone(), Source::Free, now)
        },
    )?;
    Ok(ApplyCertificateReply { certificate_id: id })
}

pub(crate) fn complete_certificate(
    context: &mut Context<'_, Account>,
    request: CompleteCertificate,
) -> Result<CompleteCertificateReply, Refusal<Error>> {
    let now = context.tools.clock.now();
    let id = request.certificate_id;
    let certificate = context.state.find(&id).ok_or(Error::CertificateNotFoundOrAudited)?;
    match certificate.own_status(now) {
        // A repeated request changes nothing.
        status if status.is_pending() && certificate.progress.is_some() => {}
        // Only an imported state can have an order without the data that the authority needs.
        Status::Reviewing => {
            begin_issue(context, &id, Status::Reviewing).map_err(|_| Error::FailedOperation)?;
        }
        _ => return Err(Error::CertificateNotFoundOrAudited.into()),
    }
    Ok(CompleteCertificateReply { certificate_id: id })
}

pub(crate) fn check_certificate_domain_verification(
    view: &View<'_, Account>,
    request: CheckCertificateDomainVerification,
) -> Result<CheckCertificateDomainVerificationReply, Refusal<Error>> {
    let now = view.tools.clock.now();
    let certificate = view.state.find(&request.certificate_id).ok_or(Error::CertificateNotFound)?;
    let order = certificate.order.as_ref().filter(|order| !order.order_id.is_empty());
    let order = order.ok_or(Error::CannotGetOrder)?;
    if !certificate.own_status(now).is_pending() {
        return Err(Error::CertificateStatusNotAllowVerify.into());
    }
    let asked = certificate.progress.is_some();
    certificate.look(now);
    let results = validation(order).into_iter().map(|auths| DomainValidationResult {
        domain: auths.dv_auth_domain,
        verify_type: order.verify_type.name(),
        // No lookup is made: the requested record or file is assumed to be published.
        local_check: 1,
        ca_check: if asked { 2 } else { -1 },
        local_check_fail_reason: String::new(),
        check_value: vec![auths.dv_auth_value],
        frequently: false,
        issued: false,
    });
    Ok(CheckCertificateDomainVerificationReply { verification_results: Some(results.collect()) })
}

pub(crate) fn cancel_certificate_order(
    context: &mut Context<'_, Account>,
    request: CancelCertificateOrder,
) -> Result<CancelCertificateOrderReply, Refusal<Error>> {
    let now = context.tools.clock.now();
    let id = request.certificate_id;
    let certificate = context.state.find_permitted(&id)?;
    if certificate.source == Source::Upload || context.state.authority == Authority::Refusing {
        return Err(Error::CancelOrderFailed.into());
    }
    let status = certificate.own_status(now);
    if !(status.is_pending() || status.awaits_information()) {
        return Err(Error::InvalidCertificateStatusCode.into());
    }
    // The authority is already working on it.
    if certificate.progress.is_some() {
        return Err(Error::CancelOrderFailed.into());
    }
    cancel(context, &id, Status::Cancelled);
    context.state.log("cancel", &id, now);
    Ok(CancelCertificateOrderReply { certificate_id: id })
}

/// Ends an order. If it was a reissue, its original has its former status again.
fn cancel(context: &mut Context<'_, Account>, id: &str, status: Status) {
    let mut original = None;
    context.state.certificates.change(id, |certificate| {
        certificate.status = status;
        certificate.contents = None;
        certificate.progress = None;
        original.clone_from(&certificate.links.replaced_by);
    });
    if let Some(original) = original.and_then(|id| context.state.certificates.find_mut(&id)) {
        original.links.replaced_for = None;
    }
}

pub(crate) fn cancel_audit_certificate(
    context: &mut Context<'_, Account>,
    request: CancelAuditCertificate,
) -> Result<CancelAuditCertificateReply, Refusal<Error>> {
    let now = context.tools.clock.now();
    let id = request.certificate_id;
    let certificate = context.state.find(&id);
    let certificate = certificate
        .filter(|found| found.own_status(now).is_pending())
        .ok_or(Error::CertificateNotFoundOrCantCancel)?;
    if context.state.authority == Authority::Refusing {
        return Err(Error::CancelAuditCertificateFailed.into());
    }
    if certificate.order.as_ref().is_some_and(|order| order.months > 12) {
        return Err(Error::CertificateCancelFailedMulti.into());
    }
    let back = certificate.source.awaiting_information();
    cancel(context, &id, back);
    Ok(CancelAuditCertificateReply { result: true })
}

pub(crate) fn revoke_certificate(
    context: &mut Context<'_, Account>,
    request: RevokeCertificate,
) -> Result<RevokeCertificateReply, Refusal<Error>> {
    let now = context.tools.clock.now();
    let id = request.certificate_id;
    let account = &*context.state;
    let certificate = account.find(&id).ok_or(Error::CertificateNotFound)?;
    if certificate.source == Source::Upload {
        return Err(Error::InvalidCertificateSource.into());
    }
    if account.status(certificate, now) != Status::Issued {
        return Err(Error::InvalidCertificateStatusCode.into());
    }
    let order = certificate.order.as_deref().ok_or(Error::CannotGetOrder)?;
    if !account.bound_to(&id, context.others, now).is_empty() {
        return Err(Error::RevokeResourceFailed.into());
    }
    match account.authority {
        Authority::Available => {}
        Authority::Busy => return Err(Error::NetworkError.into()),
        Authority::Refusing => return Err(Error::RevokeFailed.into()),
    }
    // The service asks organizations for a letter, and the others for the domain again.
    let (meanwhile, auths) = if order.is_by_domain() {
        (Status::Revoking, validation(order))
    } else {
        (Status::RevocationLetterPending, Vec::new())
    };
    let work = context.tools.paces.begin(ISSUE_PACE, now);
    let progress = Progress { meanwhile, success: Status::Revoked, failure: Status::Issued, work };
    if let Some(certificate) = context.state.certificates.find_mut(&id) {
        certificate.progress = Some(Box::new(progress));
    }
    context.state.log("revoke", &id, now);
    let auths = auths.into_iter().map(Into::into).collect();
    Ok(RevokeCertificateReply { revoke_domain_validate_auths: auths })
}
