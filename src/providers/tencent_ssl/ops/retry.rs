//! Retries the failed items of a deployment.

use std::collections::{HashMap, HashSet};

use super::super::errors::Error;
use super::super::state::records::{Item, ItemStatus, RecordKind, Retry};
use super::super::state::resources::Resource;
use super::super::state::{Account, RETRY_PACE};
use super::super::types::retry::{
    DeployCertificateRecordRetry, RecordRetry, RecordRetryReply, UpdateCertificateRecordRetry,
    UploadUpdateCertificateRecordRetry,
};
use super::deploy::idle;
use crate::pace::Stage;
use crate::spec::Refusal;
use crate::store::Context;

pub(crate) fn deploy_certificate_record_retry(
    context: &mut Context<'_, Account>,
    request: DeployCertificateRecordRetry,
) -> Result<RecordRetryReply, Refusal<Error>> {
    try_again(context, RecordKind::Deploy, &request)
}

pub(crate) fn update_certificate_record_retry(
    context: &mut Context<'_, Account>,
    request: UpdateCertificateRecordRetry,
) -> Result<RecordRetryReply, Refusal<Error>> {
    try_again(context, RecordKind::Update, &request)
}

pub(crate) fn upload_update_certificate_record_retry(
    context: &mut Context<'_, Account>,
    request: UploadUpdateCertificateRecordRetry,
) -> Result<RecordRetryReply, Refusal<Error>> {
    try_again(context, RecordKind::UploadUpdate, &request)
}

/// Retries the failed items of a record, or one of them. The record keeps its number.
///
/// Assumption: one of the two numbers has to be given, and what nothing of that kind has is `InvalidParam`;
/// what goes on has to end first, at the record and at its instances. From: the two members, which are both
/// optional, and the codes that the vendor lists.
///
/// Assumption: a failed item whose instance is gone, or whose certificate is not issued any more, is
/// `CertificateNotDeployInstance`, and one whose certificate is gone `CertificateNotFound`. From: the names
/// of the codes, which the vendor lists for the actions.
fn try_again(
    context: &mut Context<'_, Account>,
    kind: RecordKind,
    request: &RecordRetry,
) -> Result<RecordRetryReply, Refusal<Error>> {
    let now = context.tools.clock.now();
    context.state.settle(now);
    let account = &*context.state;
    let (record_id, item_id) =
        (read_id(request.deploy_record_id)?, read_id(request.deploy_record_detail_id)?);
    let is_asked = |item: &Item| item_id.is_none_or(|id| item.id == id);
    let record = match (record_id, item_id) {
        (Some(id), _) => account.records.find(id),
        (None, Some(_)) => account.records.iter().find(|record| record.items.iter().any(is_asked)),
        (None, None) => None,
    };
    let record = record
        .filter(|record| record.kind == kind && record.is_made(now))
        .filter(|record| record.items.iter().any(is_asked))
        .ok_or(Error::InvalidParam)?;
    if !record.is_over(now) {
        return Err(Error::CertificateDeployHasPendingRecord.into());
    }
    let failed: Vec<_> = record
        .statuses(Stage::Over)
        .filter(|(item, status)| *status == ItemStatus::Failed && is_asked(item))
        .map(|(item, _)| item)
        .collect();
    if failed.is_empty() || record.undone_by.is_some() {
        return Err(Error::CertificateDeployRetryStatusInvalid.into());
    }
    let certificates: HashSet<_> = failed.iter().map(|item| record.certificate_of(item)).collect();
    for id in certificates {
        let certificate = account.find_permitted(id)?;
        account.available(certificate, now).ok_or(Error::CertificateNotDeployInstance)?;
    }
    let there = account.by_place(&record.types(), context.others, now);
    if !failed.iter().all(|item| there.contains_key(&item.resource.place())) {
        return Err(Error::CertificateNotDeployInstance.into());
    }
    idle(account, failed.iter().map(|item| &item.resource), now)?;
    let old = &record.old_certificate_id;
    let as_now = |item: &&Item| {
        let resource = Resource::clone(there.get(&item.resource.place())?);
        Some((item.id, account.facing(resource, record.certificate_of(item), old, now)))
    };
    let chosen: HashMap<_, _> = failed.iter().filter_map(as_now).collect();
    let record = record.id;
    let work = context.tools.paces.begin(RETRY_PACE, now);
    let id = context.state.next_number_at(chosen.values());
    context.state.records.try_again(record, Retry { id, work }, chosen);
    Ok(RecordRetryReply {})
}

/// Reads the number of a record or an item, if it is given. A negative number is an error.
pub(super) fn read_id(given: Option<i64>) -> Result<Option<u64>, Error> {
    given.map(|id| u64::try_from(id).map_err(|_| Error::InvalidParam)).transpose()
}
