//! Updates instances: replaces their certificate by another one, or its contents under the same id.

use std::borrow::Cow;
use std::collections::BTreeMap;

use time::OffsetDateTime;

use super::super::super::tencent::{Contents, HostNames};
use super::super::errors::Error;
use super::super::state::Account;
use super::super::state::certificate::Kind;
use super::super::state::deploying::begin_deployment;
use super::super::state::fitting::is_candidate;
use super::super::state::records::{Record, RecordKind};
use super::super::state::resource_type::ResourceType;
use super::super::state::resources::{Regions, Resource, count};
use super::super::state::uploading::keep_upload;
use super::super::types::deployment::{
    ResourceTypeRegions, UpdateCertificateInstance, UpdateCertificateInstanceReply,
    UpdateSyncProgress, UpdateSyncProgressRegion, UploadUpdateCertificateInstance,
    UploadUpdateCertificateInstanceReply,
};
use super::super::types::pem::read_pair;
use super::deploy::idle;
use crate::spec::Refusal;
use crate::store::{Context, Others};

/// An update with its texts parsed.
pub(crate) struct ReadUpdate {
    request: UpdateCertificateInstance,
    /// The certificate's texts, if they are given instead of an id.
    contents: Option<Contents>,
}

pub(crate) fn read_update(
    mut request: UpdateCertificateInstance,
) -> Result<ReadUpdate, Refusal<Error>> {
    let given = |text: Option<String>| text.filter(|text| !text.is_empty());
    let certificate = given(request.certificate_public_key.take());
    let private_key = given(request.certificate_private_key.take());
    request.certificate_id = given(request.certificate_id.take());
    let contents = match (certificate, private_key) {
        (None, None) => None,
        (Some(certificate), Some(private_key)) => Some(read_pair(certificate, private_key, false)),
        _ => return Err(Error::InvalidParam.into()),
    };
    let contents = contents.transpose().map_err(only_documented)?;
    Ok(ReadUpdate { request, contents })
}

/// The action documents no errors of its own for chains and SM2.
fn only_documented(refusal: Refusal<Error>) -> Refusal<Error> {
    match refusal.error() {
        Error::CertificateChainError | Error::CertificateEncryptInvalid => {
            refusal.instead(Error::CertificateInvalid)
        }
        _ => refusal,
    }
}

pub(crate) fn update_certificate_instance(
    context: &mut Context<'_, Account>,
    read: Result<ReadUpdate, Refusal<Error>>,
) -> Result<UpdateCertificateInstanceReply, Refusal<Error>> {
    let ReadUpdate { request, contents } = read?;
    let now = context.tools.clock.now();
    context.state.settle(now);
    let old_id = request.old_certificate_id;
    let types = read_types(&request.resource_types)?;
    let account = &*context.state;
    let old_kind = account.find_permitted(&old_id)?.kind;
    let (new_kind, new_contents) = match (&contents, &request.certificate_id) {
        (Some(contents), _) => (Kind::Svr, contents),
        (None, Some(id)) if *id == old_id => {
            return Err(Error::CertificateHostDeployCanNotAllow.into());
        }
        (None, Some(id)) => {
            let new = account.find_permitted(id)?;
            (new.kind, account.available(new, now).ok_or(Error::CertificateNotAvailable)?)
        }
        (None, None) => return Err(Error::InvalidParam.into()),
    };
    let goes_on = |record: &Record| {
        record.kind == RecordKind::Update
            && record.old_certificate_id == old_id
            && (record.preparation.is_some() || !record.is_over(now))
    };
    let running = account.records.open().find(|record| goes_on(record));
    let same = running.map(|running| {
        let new = account.find(&running.certificate_id);
        let new = new.and_then(|new| new.contents.as_ref());
        match &contents {
            Some(contents) => new.is_some_and(|new| new.facts.sha1 == contents.facts.sha1),
            None => request.certificate_id.as_deref() == Some(running.certificate_id.as_str()),
        }
    });
    if let Some(same) = same {
        // The service answers with the task that somebody began, if it leads to the same end.
        let running = context.state.records.find_open_mut(goes_on).filter(|_| same);
        return Ok(told_again(running.ok_or(Error::CertificateDeployHasPendingRecord)?, now));
    }
    let regions = &request.resource_types_regions;
    let found = bound(account, context.others, &old_id, (&types, regions), now);
    if found.is_empty() {
        return Err(Error::CertificateDeployInstanceEmpty.into());
    }
    let names = HostNames::of(&new_contents.facts);
    let is_for = |resource: &Resource| new_kind == Kind::Ca || is_candidate(&names, resource);
    if new_kind != old_kind || !found.iter().all(|resource| is_for(resource)) {
        return Err(Error::CertificateNotDeployInstance.into());
    }
    idle(account, found.iter().map(Cow::as_ref), now)?;
    let copies = account.certificates.count_copies(&new_contents.facts.sha1);
    if contents.is_some() && request.repeatable == Some(false) && copies > 0 {
        return Err(Error::CertificateExists.into());
    }
    account.permit(request.project_id)?;
    let searched = count(found.iter().map(Cow::as_ref));
    let instances = found.into_iter().map(|resource| (resource.into_owned(), None)).collect();
    let new_id = match contents {
        None => request.certificate_id.unwrap_or_default(),
        Some(contents) => {
            let (tags, project) = (request.tags, request.project_id);
            let id = keep_upload(context, Kind::Svr, contents, String::new(), project, tags);
            if let Some(new) = context.state.certificates.find_mut(&id) {
                new.allows_download = request.allow_download.unwrap_or(true);
            }
            id.into()
        }
    };
    if request.expiring_notification_switch == Some(1) {
        context.state.ignore_expiry(&old_id, true, now);
    }
    let number = begin_deployment(context, RecordKind::Update, new_id, old_id, instances);
    Ok(told(number, 1, searched))
}

/// The reply for a record with this number. The number is 0 while the search for instances is in progress and
/// the record does not exist yet.
fn told(
    deploy_record_id: u64,
    status: i64,
    searched: BTreeMap<ResourceType, Regions>,
) -> UpdateCertificateInstanceReply {
    let made = deploy_record_id > 0;
    UpdateCertificateInstanceReply {
        deploy_record_id,
        deploy_status: if made { status } else { 0 },
        update_sync_progress: Some(progress(searched, made)),
    }
}

/// The reply to a repeated request. To a client that waited for the record, the service says that this
/// client's request created it.
///
/// Assumption: who repeats an update is told 0 until its record is made, then the number, with the
/// status 1 once and with 0 while the deployment goes on. From: the vendor's page, which has clients
/// repeat the request, and its two values of the status.
fn told_again(running: &mut Record, now: OffsetDateTime) -> UpdateCertificateInstanceReply {
    let status = i64::from(running.preparation.is_some());
    let number = running.tell_number(now);
    told(number, status, count(running.items.iter().map(|item| &item.resource)))
}

fn read_types(names: &[String]) -> Result<Vec<ResourceType>, Error> {
    if names.is_empty() {
        return Err(Error::InvalidParam);
    }
    names
        .iter()
        .map(|name| ResourceType::read(name).ok_or(Error::CertificateHostResourceTypeInvalid))
        .collect()
}

/// The instances of these services with the certificate, in the requested regions.
fn bound<'a>(
    account: &'a Account,
    others: Others<'_>,
    id: &str,
    (types, regions): (&[ResourceType], &[ResourceTypeRegions]),
    now: OffsetDateTime,
) -> Vec<Cow<'a, Resource>> {
    let wanted = |resource: &Resource| {
        let of_type = regions.iter().find(|each| each.resource_type == resource.kind.name());
        resource.has(id)
            && of_type.is_none_or(|each| {
                each.regions.is_empty() || each.regions.contains(&resource.region)
            })
    };
    let mut found = account.instances(Some(types), others, now);
    found.retain(|resource| wanted(resource));
    found
}

/// The progress of the search for instances.
fn progress(searched: BTreeMap<ResourceType, Regions>, ended: bool) -> Vec<UpdateSyncProgress> {
    let status = if ended { 1 } else { 3 };
    let of_region = |(region, total_count)| UpdateSyncProgressRegion {
        region,
        total_count,
        offset_count: if ended { total_count } else { 0 },
        status,
    };
    let of_type = |(kind, regions): (ResourceType, Regions)| UpdateSyncProgress {
        resource_type: kind.name().to_owned(),
        update_sync_progress_regions: regions.into_iter().map(of_region).collect(),
        status,
    };
    searched.into_iter().map(of_type).collect()
}

/// An update in place with its texts parsed.
pub(crate) struct ReadUploadUpdate {
    request: UploadUpdateCertificateInstance,
    contents: Contents,
}

pub(crate) fn read_upload_update(
    mut request: UploadUpdateCertificateInstance,
) -> Result<ReadUploadUpdate, Refusal<Error>> {
    let certificate = std::mem::take(&mut request.certificate_public_key);
    let private_key = std::mem::take(&mut request.certificate_private_key);
    let contents = read_pair(certificate, private_key, false).map_err(only_documented)?;
    Ok(ReadUploadUpdate { request, contents })
}

pub(crate) fn upload_update_certificate_instance(
    context: &mut Context<'_, Account>,
    read: Result<ReadUploadUpdate, Refusal<Error>>,
) -> Result<UploadUpdateCertificateInstanceReply, Refusal<Error>> {
    let ReadUploadUpdate { request, contents } = read?;
    let now = context.tools.clock.now();
    context.state.settle(now);
    let account = &*context.state;
    if !account.upload_update_allowed {
        return Err(Error::CertificateWhiteFuncError.into());
    }
    let id = request.old_certificate_id;
    let old = account.find_permitted(&id)?;
    let types = read_types(&request.resource_types)?;
    // The service updates load balancers alone in place.
    if types.iter().any(|kind| *kind != ResourceType::Clb) {
        return Err(Error::CertificateHostResourceTypeInvalid.into());
    }
    if old.contents.as_ref().is_some_and(|known| known.facts.sha1 == contents.facts.sha1) {
        let prepared = |record: &Record| {
            record.kind == RecordKind::UploadUpdate
                && record.certificate_id == id
                && record.preparation.is_some()
        };
        let record = context.state.records.find_open_mut(prepared);
        return Ok(told_again(record.ok_or(Error::CertificateExists)?, now));
    }
    if account.records.running(now).any(|record| record.certificate_id == id) {
        return Err(Error::CertificateDeployHasPendingRecord.into());
    }
    let regions = &request.resource_types_regions;
    let found = bound(account, context.others, &id, (&types, regions), now);
    if found.is_empty() {
        return Err(Error::CertificateDeployInstanceEmpty.into());
    }
    idle(account, found.iter().map(Cow::as_ref), now)?;
    let searched = count(found.iter().map(Cow::as_ref));
    let instances = found.into_iter().map(|resource| (resource.into_owned(), None)).collect();
    context.state.certificates.change(&id, |certificate| {
        certificate.replaced = certificate.contents.replace(contents).map(Box::new);
    });
    let number = begin_deployment(context, RecordKind::UploadUpdate, id.clone(), id, instances);
    Ok(told(number, 1, searched))
}
