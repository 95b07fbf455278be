//! Deployments, taken back.

use std::collections::HashSet;

use super::super::errors::Error;
use super::super::state::Account;
use super::super::state::deploying::begin_rollback;
use super::super::state::records::{Item, Record, RecordKind};
use super::super::state::resources::Resource;
use super::super::types::rollback::{
    DeployCertificateRecordRollback, RecordRollbackReply, UpdateCertificateRecordRollback,
    UploadUpdateCertificateRecordRollback, UploadUpdateCertificateRecordRollbackReply,
};
use super::deploy::idle;
use super::retry::read_id;
use crate::spec::Refusal;
use crate::store::Context;

pub(crate) fn deploy_certificate_record_rollback(
    context: &mut Context<'_, Account>,
    request: DeployCertificateRecordRollback,
) -> Result<RecordRollbackReply, Refusal<Error>> {
    // Only this one of the three actions documents an error for a record that does not exist.
    let unknown = Error::CertificateDeployNotExist;
    let deploy_record_id =
        take_back(context, RecordKind::Deploy, request.deploy_record_id, unknown)?;
    Ok(RecordRollbackReply { deploy_record_id })
}

pub(crate) fn update_certificate_record_rollback(
    context: &mut Context<'_, Account>,
    request: UpdateCertificateRecordRollback,
) -> Result<RecordRollbackReply, Refusal<Error>> {
    let unknown = Error::InvalidParam;
    let deploy_record_id =
        take_back(context, RecordKind::Update, request.deploy_record_id, unknown)?;
    Ok(RecordRollbackReply { deploy_record_id })
}

pub(crate) fn upload_update_certificate_record_rollback(
    context: &mut Context<'_, Account>,
    request: UploadUpdateCertificateRecordRollback,
) -> Result<UploadUpdateCertificateRecordRollbackReply, Refusal<Error>> {
    let id = Some(request.deploy_record_id);
    take_back(context, RecordKind::UploadUpdate, id, Error::InvalidParam)?;
    Ok(UploadUpdateCertificateRecordRollbackReply {})
}

/// Rolls back a record, whose number is required. Returns the number of the rollback's record.
///
/// Assumption: what succeeded goes back to the certificate that it had before, whatever it was given since;
/// what failed, and what had none, is left alone. From: the vendor's words for the action and for the
/// statuses of items.
///
/// Assumption: nothing that could go back, and a record that was taken back already, is
/// `CertificateDeployRollbackStatusInvalid`, one that goes on
/// `CertificateDeployDetailRollbackStatusInvalid`; what goes on at its instances has to end first. From: the
/// words of the codes, which the vendor lists for the actions.
fn take_back(
    context: &mut Context<'_, Account>,
    kind: RecordKind,
    id: Option<i64>,
    unknown: Error,
) -> Result<u64, Refusal<Error>> {
    let now = context.tools.clock.now();
    context.state.settle(now);
    let account = &*context.state;
    let id = read_id(id)?.ok_or(Error::InvalidParam)?;
    let record = account.records.find(id);
    let record = record.filter(|record| record.kind == kind && record.is_made(now));
    let record = record.ok_or(unknown)?;
    if !record.is_over(now) {
        return Err(Error::CertificateDeployDetailRollbackStatusInvalid.into());
    }
    if account.records.rollback_of(record).is_some_and(|rollback| !rollback.is_over(now)) {
        return Err(Error::CertificateDeployHasPendingRecord.into());
    }
    let items: Vec<_> = record.taken_back().collect();
    let is_latest = kind != RecordKind::UploadUpdate || is_latest_in_place(account, record);
    if items.is_empty() || record.undone_by.is_some() || !is_latest {
        return Err(Error::CertificateDeployRollbackStatusInvalid.into());
    }
    // An instance that an update found by a certificate may have this as a further one, not as its main one.
    let former_of = |item: &Item| match kind {
        RecordKind::Deploy => item.resource.certificate_id.clone(),
        _ => Some(record.old_certificate_id.clone()),
    };
    let former = items.iter().filter_map(|item| former_of(item));
    for id in former.collect::<HashSet<_>>() {
        account.find_permitted(&id)?;
    }
    let there = account.by_place(&record.types(), context.others, now);
    idle(account, items.iter().map(|item| &item.resource), now)?;
    let mut instances = Vec::new();
    for item in &items {
        let instance =
            there.get(&item.resource.place()).ok_or(Error::CertificateNotDeployInstance)?;
        instances.push((Resource::clone(instance), former_of(item)));
    }
    let certificate_id = instances.iter().find_map(|(_, former)| former.clone());
    let certificates = (certificate_id.unwrap_or_default(), record.certificate_id.clone());
    if kind != RecordKind::UploadUpdate {
        return Ok(begin_rollback(context, id, kind, certificates, instances));
    }
    context.state.certificates.change(&certificates.0, |certificate| {
        certificate.contents = certificate.replaced.take().map(|contents| *contents);
    });
    Ok(begin_rollback(context, id, RecordKind::UploadRollback, certificates, instances))
}

/// Whether the certificate still has the contents that the record gave it, and its former contents are known.
///
/// Assumption: only the last update in place of a certificate can be taken back; its contents change with
/// the request, as they do with the update. From: nothing sure; the earlier contents of others are not what
/// the instances had last.
fn is_latest_in_place(account: &Account, record: &Record) -> bool {
    let is_in_place = |other: &&Record| {
        other.kind == RecordKind::UploadUpdate && other.certificate_id == record.certificate_id
    };
    let last = account.records.iter().rev().find(is_in_place);
    let certificate = account.certificates.find(&record.certificate_id);
    last.is_some_and(|last| last.id == record.id)
        && certificate.is_none_or(|certificate| certificate.replaced.is_some())
}
