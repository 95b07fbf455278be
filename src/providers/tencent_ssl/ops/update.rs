//! Instances moved from one certificate to another, or given new contents under the same id.

use time::OffsetDateTime;

use super::super::super::tencent::Contents;
use super::super::errors::Error;
use super::super::state::Account;
use super::super::state::certificate::Kind;
use super::super::state::deploying::{begin_deployment, current};
use super::super::state::records::{Record, RecordKind};
use super::super::state::resources::{Regions, Resource, ResourceType, count, covers};
use super::super::state::uploading::keep_upload;
use super::super::types::deployment::{
    ResourceTypeRegions, UpdateCertificateInstance, UpdateCertificateInstanceReply,
    UpdateSyncProgress, UpdateSyncProgressRegion, UploadUpdateCertificateInstance,
    UploadUpdateCertificateInstanceReply,
};
use super::super::types::pem::read_pair;
use crate::spec::Refusal;
use crate::store::Context;

/// An update whose texts were read.
pub(crate) struct ReadUpdate {
    request: UpdateCertificateInstance,
    /// What comes with it instead of a certificate's id.
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
    account.find_permitted(&old_id, now)?;
    let new_contents = match (&contents, &request.certificate_id) {
        (Some(contents), _) => contents,
        (None, Some(id)) if *id == old_id => {
            return Err(Error::CertificateHostDeployCanNotAllow.into());
        }
        (None, Some(id)) => account
            .available(account.find_permitted(id, now)?, now)
            .ok_or(Error::CertificateNotAvailable)?,
        (None, None) => return Err(Error::InvalidParam.into()),
    };
    let goes_on =
        |record: &&Record| record.old_certificate_id == old_id && !record.work.is_over(now);
    if let Some(running) = account.records.iter().find(goes_on) {
        // The service answers with the task that somebody began, if it leads to the same end.
        if request.certificate_id.as_deref() == Some(running.certificate_id.as_str()) {
            let resources = running.items.iter().map(|item| &item.resource);
            return Ok(UpdateCertificateInstanceReply {
                deploy_record_id: running.id,
                deploy_status: 0,
                update_sync_progress: Some(progress(resources)),
            });
        }
        return Err(Error::CertificateDeployHasPendingRecord.into());
    }
    let found = bound(account, &old_id, &types, &request.resource_types_regions, now);
    if found.is_empty() {
        return Err(Error::CertificateDeployInstanceEmpty.into());
    }
    if !found.iter().all(|resource| covers(new_contents, resource)) {
        return Err(Error::CertificateNotDeployInstance.into());
    }
    let copies = account.certificates.count_copies(&new_contents.facts.sha1);
    if contents.is_some() && request.repeatable == Some(false) && copies > 0 {
        return Err(Error::CertificateExists.into());
    }
    account.permit(request.project_id)?;
    let update_sync_progress = Some(progress(found.iter().copied()));
    let instances =
        found.into_iter().map(|resource| (current(account, resource, now), None)).collect();
    let new_id = match contents {
        None => request.certificate_id.unwrap_or_default(),
        Some(contents) => {
            let (tags, project) = (request.tags, request.project_id);
            let id = keep_upload(context, Kind::Svr, contents, String::new(), project, tags);
            if let Some(new) = context.state.certificates.find_mut(&id) {
                new.allows_download = request.allow_download.unwrap_or(true);
            }
            id
        }
    };
    if request.expiring_notification_switch == Some(1)
        && let Some(old) = context.state.certificates.find_mut(&old_id)
    {
        old.ignored = true;
    }
    let deploy_record_id = begin_deployment(context, RecordKind::Update, new_id, old_id, instances);
    Ok(UpdateCertificateInstanceReply { deploy_record_id, deploy_status: 1, update_sync_progress })
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

/// The instances of those services that have the certificate, in the regions that are asked for.
fn bound<'a>(
    account: &'a Account,
    id: &'a str,
    types: &'a [ResourceType],
    regions: &'a [ResourceTypeRegions],
    now: OffsetDateTime,
) -> Vec<&'a Resource> {
    let wanted = |resource: &&Resource| {
        let of_type = regions.iter().find(|each| each.resource_type == resource.kind.name());
        types.contains(&resource.kind)
            && of_type.is_none_or(|each| {
                each.regions.is_empty() || each.regions.contains(&resource.region)
            })
    };
    account.bound_to(id, now).filter(wanted).collect()
}

/// How far the search for instances is: it has ended.
fn progress<'a>(found: impl Iterator<Item = &'a Resource>) -> Vec<UpdateSyncProgress> {
    let of_region = |(region, total_count)| UpdateSyncProgressRegion {
        region,
        total_count,
        offset_count: total_count,
        status: 1,
    };
    let of_type = |(kind, regions): (ResourceType, Regions)| UpdateSyncProgress {
        resource_type: kind.name().to_owned(),
        update_sync_progress_regions: regions.into_iter().map(of_region).collect(),
        status: 1,
    };
    count(found).into_iter().map(of_type).collect()
}

/// An update in place whose texts were read.
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
    let old = account.find_permitted(&id, now)?;
    let types = read_types(&request.resource_types)?;
    // The service updates load balancers alone in place.
    if types.iter().any(|kind| *kind != ResourceType::Clb) {
        return Err(Error::CertificateHostResourceTypeInvalid.into());
    }
    if old.contents.as_ref().is_some_and(|known| known.facts.sha1 == contents.facts.sha1) {
        return Err(Error::CertificateExists.into());
    }
    let busy = |record: &Record| record.certificate_id == id && !record.work.is_over(now);
    if account.records.iter().any(busy) {
        return Err(Error::CertificateDeployHasPendingRecord.into());
    }
    let found = bound(account, &id, &types, &request.resource_types_regions, now);
    if found.is_empty() {
        return Err(Error::CertificateDeployInstanceEmpty.into());
    }
    let update_sync_progress = Some(progress(found.iter().copied()));
    let instances =
        found.into_iter().map(|resource| (current(account, resource, now), None)).collect();
    context.state.certificates.change(&id, |certificate| certificate.contents = Some(contents));
    let deploy_record_id =
        begin_deployment(context, RecordKind::UploadUpdate, id.clone(), id, instances);
    Ok(UploadUpdateCertificateInstanceReply {
        deploy_record_id,
        deploy_status: 1,
        update_sync_progress,
    })
}
