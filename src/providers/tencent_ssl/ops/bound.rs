//! The instances that certificates are deployed to, and updates in place.

use std::borrow::Cow;
use std::collections::HashSet;

use super::super::super::tencent::{once, page};
use super::super::errors::Error;
use super::super::state::Account;
use super::super::state::records::{Record, RecordKind};
use super::super::state::resource_type::ResourceType;
use super::super::state::resources::Resource;
use super::super::types::bound::{
    DeployedResources, DescribeDeployedResources, DescribeDeployedResourcesReply,
    DescribeHostUploadUpdateRecord, DescribeHostUploadUpdateRecordReply, UploadUpdateRecordInfo,
};
use super::super::types::timestamp::print;
use super::records::limit;
use crate::spec::Refusal;
use crate::store::View;

/// The most certificates that one request can ask about.
const MOST_IDS: usize = 50;

/// Assumption: another type than the seven is `InvalidParameter`, and each certificate has one entry,
/// with the ids of load balancers, each once, and the domains of the others. From: the names of the
/// codes, the description of `Resources` and the vendor's example.
pub(crate) fn describe_deployed_resources(
    view: &View<'_, Account>,
    request: DescribeDeployedResources,
) -> Result<DescribeDeployedResourcesReply, Refusal<Error>> {
    let now = view.tools.clock.now();
    if request.certificate_ids.len() > MOST_IDS {
        return Err(Error::InvalidParameterCertificateIdNumberLimit.into());
    }
    let kind = match request.resource_type.as_str() {
        "antiddos" => ResourceType::Ddos,
        "cdn" => ResourceType::Cdn,
        "clb" => ResourceType::Clb,
        "live" => ResourceType::Live,
        "teo" => ResourceType::Teo,
        "vod" => ResourceType::Vod,
        "waf" => ResourceType::Waf,
        _ => return Err(Error::InvalidParameter.into()),
    };
    let instances = view.state.instances(Some(&[kind]), view.others, now);
    let ids = once(request.certificate_ids).into_iter();
    let show = |id: String| {
        view.state.find(&id).ok_or(Error::InvalidParameterContainsInvalidCertificateId)?;
        let has_it = |resource: &&Resource| resource.has(&id);
        let resources = names(kind, instances.iter().map(Cow::as_ref).filter(has_it));
        Ok(DeployedResources {
            count: resources.len(),
            r#type: request.resource_type.clone(),
            resource_ids: resources.clone(),
            resources,
            certificate_id: id,
        })
    };
    let deployed_resources = ids.map(show).collect::<Result<_, Refusal<Error>>>()?;
    Ok(DescribeDeployedResourcesReply { deployed_resources })
}

/// The names of a service's instances, without repetitions.
fn names<'a>(kind: ResourceType, bound: impl Iterator<Item = &'a Resource>) -> Vec<String> {
    let mut seen = HashSet::new();
    let names = bound.flat_map(|resource| match kind {
        ResourceType::Clb => std::slice::from_ref(&resource.instance_id),
        _ => resource.domains.as_slice(),
    });
    names.filter(|name| seen.insert(*name)).cloned().collect()
}

pub(crate) fn describe_host_upload_update_record(
    view: &View<'_, Account>,
    request: DescribeHostUploadUpdateRecord,
) -> Result<DescribeHostUploadUpdateRecordReply, Refusal<Error>> {
    let now = view.tools.clock.now();
    let wanted = request.old_certificate_id.as_ref().filter(|id| !id.is_empty());
    // Assumption: the newest is the first, and of a certificate that nobody has there are none. From:
    // the vendor's example, which counts downwards, and the list of all that comes without an id.
    let found = || {
        view.state.records.iter().rev().filter(|record| {
            record.kind == RecordKind::UploadUpdate
                && record.is_made(now)
                && wanted.is_none_or(|id| record.old_certificate_id == *id)
        })
    };
    let show = |record: &Record| UploadUpdateRecordInfo {
        id: record.id,
        old_cert_id: record.old_certificate_id.clone(),
        resource_types: record.types().into_iter().map(ResourceType::name).collect(),
        status: view.state.records.see(record, now).status().code(),
        create_time: print(record.work.begun()),
        update_time: print(record.updated()),
    };
    Ok(DescribeHostUploadUpdateRecordReply {
        total_count: found().count(),
        deploy_record_list: page(found(), request.offset, limit(request.limit)).map(show).collect(),
    })
}
