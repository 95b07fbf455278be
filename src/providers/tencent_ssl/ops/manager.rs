//! Managers: listed, shown, sent for review, deleted.

use std::collections::HashMap;

use super::super::super::tencent::{page, read_word};
use super::super::errors::Error;
use super::super::state::Account;
use super::super::state::company::Company;
use super::super::state::manager::{Manager, ManagerStatus};
use super::super::types::company::CompanyInfo;
use super::super::types::manager::{
    DescribeManagerDetail, DescribeManagerDetailReply, DescribeManagers, DescribeManagersReply,
    ManagerInfo, OneManager, OneManagerReply,
};
use super::super::types::timestamp::print;
use crate::spec::Refusal;
use crate::store::{Context, View};

const DEFAULT_LIMIT: u64 = 10;
const LARGEST_LIMIT: u64 = 1000;

pub(crate) fn describe_managers(
    view: &View<'_, Account>,
    request: DescribeManagers,
) -> Result<DescribeManagersReply, Refusal<Error>> {
    let given = |text: Option<String>| text.filter(|text| !text.is_empty());
    let status: Option<ManagerStatus> = given(request.status)
        .map(|word| read_word(&word).ok_or(Error::InvalidParameterValue))
        .transpose()?;
    let (name, mail) = (given(request.manager_name), given(request.manager_mail));
    let key = given(request.search_key);
    let is_wanted = |manager: &&Manager| {
        let person = &manager.person;
        manager.company_id == request.company_id
            && status.is_none_or(|status| manager.status == status)
            && name.as_ref().is_none_or(|name| {
                [&person.first_name, &person.last_name].into_iter().any(|known| known == name)
            })
            && mail.as_ref().is_none_or(|mail| person.mail.contains(mail))
            && key.as_ref().is_none_or(|key| is_found_by(manager, key))
    };
    let wanted = || view.state.managers.iter().filter(is_wanted);
    let limit = request.limit.unwrap_or(DEFAULT_LIMIT).min(LARGEST_LIMIT);
    let certificates = count_certificates(view.state);
    let show = |manager: &Manager| show(manager, &certificates);
    Ok(DescribeManagersReply {
        managers: page(wanted(), request.offset, limit).map(show).collect(),
        total_count: wanted().count(),
    })
}

/// Whether a search finds a manager. Assumption: a search finds whom one of the first name, the last
/// name, the mail address and the department is, or all four with `|` between them. From: the
/// description of `SearchKey`, which has both forms, and its example, which has the first.
fn is_found_by(manager: &Manager, key: &str) -> bool {
    let person = &manager.person;
    let parts = [&person.first_name, &person.last_name, &person.mail, &manager.department];
    let whole = parts.map(String::as_str).join("|");
    key == whole || parts.into_iter().any(|part| part == key)
}

/// The number of certificates of each manager.
fn count_certificates(account: &Account) -> HashMap<i64, usize> {
    let mut counts = HashMap::new();
    let orders =
        account.certificates.newest_first(0).filter_map(|certificate| certificate.order.as_ref());
    for manager in orders.filter_map(|order| order.manager_id) {
        *counts.entry(manager).or_default() += 1;
    }
    counts
}

fn show(manager: &Manager, certificates: &HashMap<i64, usize>) -> ManagerInfo {
    let person = manager.person.clone();
    ManagerInfo {
        status: manager.status,
        manager_first_name: person.first_name,
        manager_last_name: person.last_name,
        manager_position: person.position,
        manager_phone: person.phone,
        manager_mail: person.mail,
        manager_department: manager.department.clone(),
        create_time: print(manager.created),
        domain_count: manager.reviews.iter().map(|review| review.domains.len()).sum(),
        cert_count: certificates.get(&manager.id).copied().unwrap_or_default(),
        manager_id: manager.id,
        expire_time: manager.expires.map(print),
        submit_audit_time: manager.submitted.map(print),
        verify_time: manager.verified.map(print),
        status_info: manager.reviews.iter().map(Into::into).collect(),
        tags: manager.tags.clone(),
    }
}

fn find(account: &Account, id: i64) -> Result<&Manager, Error> {
    account.managers.iter().find(|each| each.id == id).ok_or(Error::ResourceNotFoundManager)
}

pub(crate) fn describe_manager_detail(
    view: &View<'_, Account>,
    request: DescribeManagerDetail,
) -> Result<DescribeManagerDetailReply, Refusal<Error>> {
    let manager = find(view.state, request.manager_id)?.clone();
    let company = view.state.companies.iter().find(|company| company.id == manager.company_id);
    let company =
        company.cloned().unwrap_or(Company { id: manager.company_id, ..Company::default() });
    let (person, contact) = (manager.person, manager.contact);
    Ok(DescribeManagerDetailReply {
        status: manager.status,
        manager_first_name: person.first_name,
        manager_mail: person.mail,
        contact_first_name: contact.first_name,
        manager_last_name: person.last_name,
        contact_position: contact.position,
        manager_position: person.position,
        verify_time: manager.verified.map(print),
        create_time: print(manager.created),
        expire_time: manager.expires.map(print),
        contact_last_name: contact.last_name,
        manager_phone: person.phone,
        contact_phone: contact.phone,
        contact_mail: contact.mail,
        manager_department: manager.department,
        company_info: CompanyInfo::from(company),
        company_id: manager.company_id,
        manager_id: manager.id,
        status_info: manager.reviews.iter().map(Into::into).collect(),
        manager_id_type: person.id_type,
        manager_id_number: person.id_number,
        contact_id_type: contact.id_type,
        contact_id_number: contact.id_number,
    })
}

/// Assumption: a manager whom a certificate names, and one who is known to the authority (`CAaudit`,
/// `ok`, `expiring`), is not deleted. From: the words of the two errors.
pub(crate) fn delete_manager(
    context: &mut Context<'_, Account>,
    OneManager { manager_id }: OneManager,
) -> Result<OneManagerReply, Refusal<Error>> {
    let manager = find(context.state, manager_id)?;
    if count_certificates(context.state).contains_key(&manager_id) {
        return Err(Error::ManagerCanNotDeleteCert.into());
    }
    if matches!(
        manager.status,
        ManagerStatus::CaAudit | ManagerStatus::Ok | ManagerStatus::Expiring
    ) {
        return Err(Error::ManagerCanNotDeleteCa.into());
    }
    context.state.managers.retain(|manager| manager.id != manager_id);
    Ok(OneManagerReply { manager_id })
}

/// Assumption: a manager is sent for review again from `none`, `invalid` and `expired`, and is then
/// with the vendor, `audit`; nobody reviews here. From: the words of the error and of the statuses.
pub(crate) fn submit_audit_manager(
    context: &mut Context<'_, Account>,
    OneManager { manager_id }: OneManager,
) -> Result<OneManagerReply, Refusal<Error>> {
    let now = context.tools.clock.now();
    let manager = context.state.managers.iter_mut().find(|manager| manager.id == manager_id);
    let manager = manager.ok_or(Error::ResourceNotFoundManager)?;
    if !matches!(
        manager.status,
        ManagerStatus::None | ManagerStatus::Invalid | ManagerStatus::Expired
    ) {
        return Err(Error::IllegalManagerStatus.into());
    }
    manager.status = ManagerStatus::Audit;
    manager.submitted = Some(now);
    Ok(OneManagerReply { manager_id })
}

/// Requests another call of the authority to a manager. This changes nothing that the service shows.
pub(crate) fn verify_manager(
    view: &View<'_, Account>,
    OneManager { manager_id }: OneManager,
) -> Result<OneManagerReply, Refusal<Error>> {
    find(view.state, manager_id)?;
    Ok(OneManagerReply { manager_id })
}
