//! Certificates that are bought: ordered, described, committed.

use serde_json::{Map, Value, json};

use super::super::super::tencent::{Names, once};
use super::super::errors::{Error, NO_PASSWORD, NO_SM2};
use super::super::state::certificate::{Certificate, Key, Order, Source, VerifyType};
use super::super::state::domain::{is_email, read_domain};
use super::super::state::issuing::{BadKey, begin_issue, key_kind, new_order_id, new_validation};
use super::super::state::products::Product;
use super::super::state::status::Status;
use super::super::state::{Account, Authority};
use super::super::types::limits::NAMES;
use super::super::types::order::{
    CertificateInfoSubmit, CertificateInfoSubmitReply, CertificateOrderSubmit,
    CertificateOrderSubmitReply, CommitCertificateInformation, CommitCertificateInformationReply,
    CreateCertificate, CreateCertificateReply, ModifyCertificateResubmit,
    ModifyCertificateResubmitReply, SubmitCertificateInformation,
    SubmitCertificateInformationReply,
};
use super::super::types::pem::read_any_csr;
use crate::issue::{GeneratedKey, KeyKind};
use crate::spec::{ErrorCode, Refusal};
use crate::store::{Context, View};

pub(crate) fn create_certificate(
    context: &mut Context<'_, Account>,
    request: CreateCertificate,
) -> Result<CreateCertificateReply, Refusal<Error>> {
    let now = context.tools.clock.now();
    let number = u32::try_from(request.product_id).map_err(|_| Error::InvalidParam)?;
    if Product::is_sm2(number) {
        return Err(Refusal::saying(Error::InvalidParam, NO_SM2));
    }
    let product = Product::for_sale(number).ok_or(Error::InvalidParam)?;
    let domain_number = u32::try_from(request.domain_num).ok().filter(|count| *count > 0);
    let years = u32::try_from(request.time_span).ok().filter(|years| (1..=5).contains(years));
    let (Some(domain_number), Some(years)) = (domain_number, years) else {
        return Err(Error::InvalidParam.into());
    };
    let order = ordered(product, domain_number, years);
    let certificate = Certificate {
        tags: request.tags,
        order: Some(Box::new(order)),
        ..Certificate::new(String::new(), Source::Paid, now)
    };
    let id = keep_order(context, certificate);
    let deal =
        u64::from_be_bytes(context.tools.ids.uuid().as_bytes()[..8].try_into().unwrap_or_default());
    Ok(CreateCertificateReply {
        resource_ids: vec![format!("ssl-{id}")],
        certificate_ids: vec![id],
        deal_ids: vec![format!(
            "{}{:014}",
            now.date().to_string().replace('-', ""),
            deal % 100_000_000_000_000
        )],
    })
}

/// An order without submitted information.
pub(super) fn ordered(product: Product, domain_number: u32, years: u32) -> Order {
    Order {
        order_id: String::new(),
        product: product.number,
        domains: Names::default(),
        verify_type: VerifyType::default(),
        months: years * 12,
        domain_number,
        key: None,
        validation: String::new(),
        not_after: None,
        submitted: None,
        manager_id: None,
    }
}

/// Adds a paid order, which waits for information. Returns its id.
pub(super) fn keep_order(context: &mut Context<'_, Account>, certificate: Certificate) -> String {
    let now = context.tools.clock.now();
    let id = context.state.new_id(context.tools.ids);
    let status = Status::InformationPending;
    context.state.certificates.insert(Certificate {
        id: id.as_str().into(),
        status,
        ..certificate
    });
    context.state.log("apply", &id, now);
    id
}

/// The information that either action submits for an order.
pub(crate) struct Submission {
    certificate_id: String,
    /// The error for an order whose status does not accept information.
    wrong_status: Error,
    domains: Vec<String>,
    verify_type: VerifyType,
    key: Key,
    uses_cross_sign_root: bool,
    /// The number of the company's manager, if one is named.
    manager_id: Option<i64>,
    shown: Map<String, Value>,
}

/// Finds the order that a submission is for.
fn check_open(
    account: &Account,
    id: &str,
    wrong_status: Error,
    now: time::OffsetDateTime,
) -> Result<(), Error> {
    let certificate = account.find_permitted(id)?;
    if !account.real_name_verified {
        return Err(Error::NoRealNameAuth);
    }
    let open = certificate.order.is_some() && certificate.own_status(now).awaits_information();
    if open { Ok(()) } else { Err(wrong_status) }
}

fn read_verify_type(text: Option<&str>) -> Result<VerifyType, Error> {
    match text.filter(|text| !text.is_empty()) {
        None => Ok(VerifyType::default()),
        Some(text) => VerifyType::read(text).ok_or(Error::InvalidParam),
    }
}

/// The key of an order: that of a signing request, or one to be generated.
fn read_key(csr_type: &str, csr: Option<&str>) -> Result<Option<Key>, Refusal<Error>> {
    match csr_type.to_ascii_lowercase().as_str() {
        "" | "online" => Ok(None),
        "parse" => {
            let request = read_any_csr(csr.unwrap_or_default())?;
            Ok(Some(Key::public(request.spki())))
        }
        _ => Err(Error::InvalidParam.into()),
    }
}

fn read_domains(
    domain: &str,
    others: &[String],
    malformed: impl Fn(&str) -> Refusal<Error>,
) -> Result<Vec<String>, Refusal<Error>> {
    if others.len() > NAMES {
        return Err(Error::InvalidParam.into());
    }
    let texts = std::iter::once(domain).chain(others.iter().map(String::as_str));
    let domains = texts.map(|text| read_domain(text).map_err(|_| malformed(text)));
    Ok(once(domains.collect::<Result<Vec<_>, _>>()?))
}

fn refuse_password(password: Option<&str>) -> Result<(), Refusal<Error>> {
    if password.is_none_or(str::is_empty) {
        return Ok(());
    }
    Err(Refusal::saying(Error::InvalidParam, NO_PASSWORD))
}

pub(crate) fn check_information(
    view: &View<'_, Account>,
    request: &SubmitCertificateInformation,
) -> Result<(), Refusal<Error>> {
    let id = &request.certificate_id;
    check_open(view.state, id, Error::InvalidCertificateStatusCode, view.tools.clock.now())?;
    Ok(())
}

pub(crate) fn read_information(
    request: SubmitCertificateInformation,
) -> Result<Submission, Refusal<Error>> {
    refuse_password(request.key_password.as_deref())?;
    let malformed = |_: &str| Refusal::from(Error::InvalidParam);
    let domain = request.certificate_domain.as_deref().unwrap_or_default();
    let domains = read_domains(domain, &request.domain_list, malformed)?;
    let verify_type = read_verify_type(request.verify_type.as_deref())?;
    let csr_type = request.csr_type.as_deref().unwrap_or_default();
    let key = read_key(csr_type, request.csr_content.as_deref())?
        .unwrap_or_else(|| GeneratedKey::new(KeyKind::Rsa2048).into());
    let mut shown = request.rest;
    let known = json!({
        "CsrType": request.csr_type,
        "CsrContent": request.csr_content,
        "CertificateDomain": domain,
        "DomainList": request.domain_list,
        "VerifyType": request.verify_type,
    });
    shown.extend(known.as_object().cloned().unwrap_or_default());
    Ok(Submission {
        certificate_id: request.certificate_id,
        wrong_status: Error::InvalidCertificateStatusCode,
        domains,
        verify_type,
        key,
        uses_cross_sign_root: false,
        manager_id: None,
        shown,
    })
}

pub(crate) fn submit_certificate_information(
    context: &mut Context<'_, Account>,
    read: Result<Submission, Refusal<Error>>,
) -> Result<SubmitCertificateInformationReply, Refusal<Error>> {
    Ok(SubmitCertificateInformationReply { certificate_id: submit(context, read?)? })
}

pub(crate) fn check_info(
    view: &View<'_, Account>,
    request: &CertificateInfoSubmit,
) -> Result<(), Refusal<Error>> {
    let status = Error::CertificateInfoSubmitStatusInvalid;
    check_open(view.state, &request.cert_id, status, view.tools.clock.now())?;
    Ok(())
}

pub(crate) fn read_info(request: CertificateInfoSubmit) -> Result<Submission, Refusal<Error>> {
    refuse_password(request.key_pass.as_deref())?;
    if request
        .ca_type
        .as_deref()
        .is_some_and(|kind| !matches!(kind, "" | "rsa" | "RSA" | "ecc" | "ECC"))
    {
        return Err(Error::CertificateOrderSubmitRootCaInvalid.into());
    }
    for email in [&request.contact_email, &request.admin_email, &request.tech_email] {
        if email.as_deref().is_some_and(|email| !is_email(email)) {
            return Err(Error::CertificateInfoSubmitContactEmailEmpty.into());
        }
    }
    let malformed = |domain: &str| {
        let error = Error::CertificateInfoSubmitDomainInvalid;
        let fill = |template: &str| template.replacen("%s", domain, 1);
        Refusal::saying(error, fill(error.en())).in_chinese(fill(error.zh()))
    };
    let domains = read_domains(&request.cert_common_name, &request.dns_names, malformed)?;
    let verify_type = read_verify_type(request.verify_type.as_deref())?;
    let kind = key_kind(request.csr_encrypt_algo.as_deref(), request.csr_key_parameter.as_deref());
    let kind = kind.map_err(|bad| match bad {
        BadKey::Sm2 => Refusal::saying(Error::InvalidParameterRenewAlgorithmInvalid, NO_SM2),
        BadKey::Unknown => Error::InvalidParameterRenewAlgorithmInvalid.into(),
    })?;
    let key = read_key(&request.gen_csr_type, request.csr.as_deref())?
        .unwrap_or_else(|| GeneratedKey::new(kind).into());
    let shown = json!({
        "CsrType": request.gen_csr_type,
        "CsrContent": request.csr,
        "CertificateDomain": request.cert_common_name,
        "DomainList": request.dns_names,
        "VerifyType": request.verify_type,
        "ContactEmail": request.contact_email,
        "AdminEmail": request.admin_email,
    });
    Ok(Submission {
        certificate_id: request.cert_id,
        wrong_status: Error::CertificateInfoSubmitStatusInvalid,
        domains,
        verify_type,
        key,
        uses_cross_sign_root: request.use_cross_sign_root.unwrap_or(false),
        manager_id: request.manager_id.as_deref().and_then(|id| id.parse().ok()),
        shown: shown.as_object().cloned().unwrap_or_default(),
    })
}

pub(crate) fn certificate_info_submit(
    context: &mut Context<'_, Account>,
    read: Result<Submission, Refusal<Error>>,
) -> Result<CertificateInfoSubmitReply, Refusal<Error>> {
    submit(context, read?)?;
    Ok(CertificateInfoSubmitReply {})
}

fn submit(context: &mut Context<'_, Account>, read: Submission) -> Result<String, Refusal<Error>> {
    let now = context.tools.clock.now();
    let id = read.certificate_id;
    check_open(context.state, &id, read.wrong_status, now)?;
    let certificate = context.state.certificates.find_mut(&id);
    let certificate = certificate.ok_or(Error::CertificateNotFound)?;
    certificate.uses_cross_sign_root = read.uses_cross_sign_root;
    if let Some(order) = &mut certificate.order {
        order.domains = read.domains.into_iter().map(Into::into).collect();
        order.verify_type = read.verify_type;
        order.key = Some(read.key);
        order.manager_id = read.manager_id.or(order.manager_id);
        order.submitted = Some(read.shown);
    }
    Ok(id)
}

/// Commits an order whose information was submitted: to the domain's owner, or to the authority.
fn commit(
    context: &mut Context<'_, Account>,
    id: &str,
    verify_type: Option<&str>,
) -> Result<(String, Status), Error> {
    let now = context.tools.clock.now();
    let certificate = context.state.find_permitted(id)?;
    if !context.state.real_name_verified {
        return Err(Error::NoRealNameAuth);
    }
    let order = certificate.order.as_deref();
    let ready = order.filter(|order| order.key.is_some());
    let order = ready.filter(|_| certificate.own_status(now).awaits_information());
    let order = order.ok_or(Error::InvalidCertificateStatusCode)?;
    let asked = verify_type.filter(|text| !text.is_empty());
    let verify_type = match asked {
        None => order.verify_type,
        Some(_) => read_verify_type(asked)?,
    };
    if context.state.authority != Authority::Available {
        return Err(Error::NetworkError);
    }
    let by_domain = order.is_by_domain();
    let status = if by_domain { Status::Reviewing } else { Status::ConfirmationPending };
    let (order_id, validation) =
        (new_order_id(context.tools.ids), new_validation(context.tools.ids));
    context.state.certificates.change(id, |certificate| {
        certificate.status = status;
        if let Some(order) = &mut certificate.order {
            order.order_id.clone_from(&order_id);
            order.validation = validation;
            order.verify_type = verify_type;
        }
    });
    // An order with organization or extended validation goes to the authority at once. It does not wait for
    // the letter, which is accepted while the order has the status that requires it.
    if !by_domain {
        begin_issue(context, id, Status::ConfirmationPending)?;
    } else if verify_type == VerifyType::DnsAuto {
        begin_issue(context, id, Status::DnsRecordAdded)?;
    }
    Ok((order_id, status))
}

pub(crate) fn commit_certificate_information(
    context: &mut Context<'_, Account>,
    request: CommitCertificateInformation,
) -> Result<CommitCertificateInformationReply, Refusal<Error>> {
    let (order_id, status) =
        commit(context, &request.certificate_id, request.verify_type.as_deref())?;
    Ok(CommitCertificateInformationReply { order_id, status: status.code() })
}

pub(crate) fn certificate_order_submit(
    context: &mut Context<'_, Account>,
    request: CertificateOrderSubmit,
) -> Result<CertificateOrderSubmitReply, Refusal<Error>> {
    let now = context.tools.clock.now();
    let id = request.cert_id;
    let certificate = context.state.find_permitted(&id)?;
    if certificate.own_status(now).is_pending() {
        return Err(Error::CertificateOrderSubmitProcessing.into());
    }
    let submitted = certificate.order.as_ref().is_some_and(|order| order.submitted.is_some());
    if !submitted && certificate.own_status(now).awaits_information() {
        return Err(Error::CertificateInfoSubmitStatusInvalid.into());
    }
    let (order_id, status) = commit(context, &id, request.verify_type.as_deref())?;
    let is_audited = status == Status::ConfirmationPending;
    Ok(CertificateOrderSubmitReply { order_id, status: status.code(), is_audited })
}

pub(crate) fn modify_certificate_resubmit(
    context: &mut Context<'_, Account>,
    request: ModifyCertificateResubmit,
) -> Result<ModifyCertificateResubmitReply, Refusal<Error>> {
    let now = context.tools.clock.now();
    let id = request.certificate_id;
    let certificate = context.state.find(&id).ok_or(Error::CertificateNotFound)?;
    if certificate.source == Source::Upload {
        return Err(Error::CannotGetOrder.into());
    }
    if !matches!(certificate.own_status(now), Status::ReviewFailed | Status::Cancelled) {
        return Err(Error::CertificateStatusNotAllowResubmit.into());
    }
    context.state.certificates.change(&id, |certificate| {
        certificate.status = certificate.source.awaiting_information();
        certificate.contents = None;
        certificate.progress = None;
    });
    Ok(ModifyCertificateResubmitReply { certificate_id: id })
}
