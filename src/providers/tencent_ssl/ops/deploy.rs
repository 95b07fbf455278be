//! A certificate deployed to instances.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use time::OffsetDateTime;

use super::super::super::tencent::HostNames;
use super::super::errors::Error;
use super::super::state::deploying::begin_deployment;
use super::super::state::records::{Goal, Record, RecordKind, Task};
use super::super::state::resources::{
    InstanceName, Regions, Resource, ResourceType, count, covers_all, fitting,
};
use super::super::state::{Account, DEPLOY_PACE};
use super::super::types::deletion::CertTaskId;
use super::super::types::deployment::{
    BindResourceRegionResult, BindResourceResult, BindResourceTaskResult,
    CreateCertificateBindResourceSyncTask, CreateCertificateBindResourceSyncTaskReply,
    DeployCertificateInstance, DeployCertificateInstanceReply,
    DescribeCertificateBindResourceTaskResult, DescribeCertificateBindResourceTaskResultReply,
    TaskError,
};
use super::super::types::limits::{CERTIFICATES, INSTANCES, TASKS, read_number};
use super::super::types::timestamp::print;
use crate::pace::End;
use crate::spec::Refusal;
use crate::store::{Context, View};

/// What the service says where nothing would change.
const NOTHING_TO_UPDATE: &str =
    "系统未检测到可用实例，无法更新证书，请您核对证书域名与云资源实例是否匹配。";

pub(crate) fn deploy_certificate_instance(
    context: &mut Context<'_, Account>,
    request: DeployCertificateInstance,
) -> Result<DeployCertificateInstanceReply, Refusal<Error>> {
    let now = context.tools.clock.now();
    context.state.settle(now);
    let account = &*context.state;
    let certificate = account.find_permitted(&request.certificate_id, now)?;
    let kind = match request.resource_type.as_deref() {
        None | Some("") => ResourceType::Clb,
        Some(name) => ResourceType::read(name)
            .filter(|kind| kind.takes_deployments())
            .ok_or(Error::CertificateHostResourceTypeInvalid)?,
    };
    let contents = account.available(certificate, now).ok_or(Error::CertificateNotAvailable)?;
    if kind.is_regional() && context.facts.region.is_none() {
        return Err(Error::InvalidParameterRegionNotEmpty.into());
    }
    if request.instance_id_list.is_empty() {
        return Err(Error::InvalidParam.into());
    }
    if request.instance_id_list.len() > INSTANCES {
        return Err(Error::InvalidParam.into());
    }
    // Assumption: the status is that of HTTPS from then on, and -1 leaves it as it is. From: the vendor's
    // words for its three values, which are those of a live domain.
    let https = match request.status.filter(|_| kind == ResourceType::Live) {
        None | Some(-1) => None,
        Some(0) => Some(false),
        Some(1) => Some(true),
        Some(_) => return Err(Error::InvalidParam.into()),
    };
    let region = context.facts.region.as_deref().filter(|_| kind.is_regional());
    let instances = account.instances(Some(&[kind]), context.others, now);
    let in_region = |resource: &&Resource| region.is_none_or(|region| resource.region == region);
    let of_kind: Vec<_> = instances.iter().map(Cow::as_ref).filter(in_region).collect();
    let names = HostNames::of(&contents.facts);
    let has_it = |resource: &Resource| resource.has(&request.certificate_id);
    let empty = || Refusal::saying(Error::CertificateDeployInstanceEmpty, NOTHING_TO_UPDATE);
    // Assumption: where all instances that the certificate is for have it already, nothing is read of
    // the names. From: answers about malformed names, which say that there is no instance.
    let mut eligible = of_kind.iter().filter(|resource| covers_all(&names, resource)).peekable();
    if eligible.peek().is_some() && eligible.all(|resource| has_it(resource)) {
        return Err(empty());
    }
    let mut chosen: Vec<(&Resource, &str)> = Vec::new();
    for text in &request.instance_id_list {
        let name = InstanceName::read(kind, text).ok_or_else(|| {
            let words = format!("部署格式错误: {text}，正确格式为: {}", kind.form());
            Refusal::saying(Error::CertificateDeployInstanceFormatError, words)
        })?;
        let found = of_kind.iter().copied().filter(|resource| name.names(resource)).collect();
        let fits = fitting(&names, &name, found).ok_or_else(|| not_to(text))?;
        chosen.extend(fits.into_iter().map(|resource| (resource, text.as_str())));
    }
    // The service runs one task of a certificate and a service at a time, and says the number of that.
    let running = |record: &&Record| {
        record.kind == RecordKind::Deploy
            && record.certificate_id == request.certificate_id
            && record.types().contains(&kind)
            && !record.is_over(now)
    };
    if let Some(running) = account.records.open().find(running) {
        let deploy_record_id = running.id;
        return Ok(DeployCertificateInstanceReply { deploy_record_id, deploy_status: 0 });
    }
    idle(account, chosen.iter().map(|(resource, _)| *resource), now)?;
    // The service refuses the whole where one instance has the certificate already, but says so in
    // other words where all of them have it.
    let mut having = chosen.iter().filter(|(resource, _)| has_it(resource));
    if let Some((_, text)) = having.next() {
        let all = having.count() + 1 == chosen.len();
        return Err(if all { empty() } else { not_to(text) });
    }
    let items = chosen
        .into_iter()
        .map(|(resource, text)| {
            let asked_as = (kind == ResourceType::Cdn).then(|| text.to_owned());
            (resource.clone(), asked_as)
        })
        .collect();
    let deploy_record_id =
        begin_deployment(context, RecordKind::Deploy, request.certificate_id, String::new(), items);
    if let Some(record) =
        context.state.records.find_open_mut(|record| record.id == deploy_record_id)
    {
        record.https = https;
    }
    Ok(DeployCertificateInstanceReply { deploy_record_id, deploy_status: 1 })
}

/// The refusal of an instance, as it was named.
fn not_to(text: &str) -> Refusal<Error> {
    let words = format!("证书不可以部署到实例下: {text}，请您核对证书域名与云资源实例是否匹配。");
    Refusal::saying(Error::CertificateNotDeployInstance, words)
}

/// Refuses instances to which a deployment goes on.
pub(super) fn idle<'a>(
    account: &Account,
    resources: impl Iterator<Item = &'a Resource>,
    now: OffsetDateTime,
) -> Result<(), Error> {
    let places: HashSet<_> = resources.map(Resource::place).collect();
    let mut running = account.records.open().filter(|record| !record.is_over(now));
    let busy =
        |record: &Record| record.tried().any(|(item, _)| places.contains(&item.resource.place()));
    if running.any(busy) { Err(Error::CertificateDeployHasPendingRecord) } else { Ok(()) }
}

pub(crate) fn create_certificate_bind_resource_sync_task(
    context: &mut Context<'_, Account>,
    request: CreateCertificateBindResourceSyncTask,
) -> Result<CreateCertificateBindResourceSyncTaskReply, Refusal<Error>> {
    let now = context.tools.clock.now();
    context.state.settle(now);
    if request.certificate_ids.len() > CERTIFICATES {
        return Err(Error::CertificateHostResourceInnerInterrupt.into());
    }
    let mut domains = Vec::new();
    for id in &request.certificate_ids {
        let certificate = context.state.find(id, now).ok_or(Error::CertificateNotFound)?;
        domains.push(certificate.domain().to_owned());
    }
    let mut cert_task_ids = Vec::new();
    for (cert_id, domain) in request.certificate_ids.into_iter().zip(domains) {
        let work = context.tools.paces.begin(DEPLOY_PACE, now);
        let id = context.state.next_number();
        let (goal, certificate_id) = (Goal::FindResources, cert_id.clone());
        context.state.tasks.push(Task { id, certificate_id, domain, goal, work });
        cert_task_ids.push(CertTaskId { cert_id, task_id: id.to_string() });
    }
    Ok(CreateCertificateBindResourceSyncTaskReply { cert_task_ids })
}

pub(crate) fn describe_certificate_bind_resource_task_result(
    view: &View<'_, Account>,
    request: DescribeCertificateBindResourceTaskResult,
) -> Result<DescribeCertificateBindResourceTaskResultReply, Refusal<Error>> {
    if request.task_ids.len() > TASKS {
        return Err(Error::FailedOperation.into());
    }
    let asked: HashSet<_> = request.task_ids.iter().filter_map(|id| read_number(id)).collect();
    let searches = view.state.tasks.iter().filter(|task| task.goal == Goal::FindResources);
    let found: HashMap<_, _> =
        searches.filter(|task| asked.contains(&task.id)).map(|task| (task.id, task)).collect();
    let instances = view.state.instances(None, view.others, view.tools.clock.now());
    let results = request
        .task_ids
        .iter()
        .map(|id| {
            let task = read_number(id).and_then(|id| found.get(&id));
            Ok(show(view, task.ok_or(Error::CertificateSyncTaskIdInvalid)?, &instances))
        })
        .collect::<Result<Vec<_>, Error>>()?;
    Ok(DescribeCertificateBindResourceTaskResultReply { sync_task_bind_resource_result: results })
}

fn show(
    view: &View<'_, Account>,
    task: &Task,
    instances: &[Cow<'_, Resource>],
) -> BindResourceTaskResult {
    let now = view.tools.clock.now();
    let (over, found) = (task.work.is_over(now), task.work.end() == End::Success);
    task.work.look(now);
    let error = (over && !found)
        .then_some(TaskError { code: "FailedOperation", message: "查询关联云资源失败" });
    BindResourceTaskResult {
        task_id: task.id.to_string(),
        bind_resource_result: if over && found {
            bound(instances, &task.certificate_id)
        } else {
            Vec::new()
        },
        status: match (over, found) {
            (false, _) => 0,
            (true, true) => 1,
            (true, false) => 2,
        },
        error,
        cache_time: print(task.work.begun()),
    }
}

/// How many instances have a certificate, by service and region.
fn bound(instances: &[Cow<'_, Resource>], id: &str) -> Vec<BindResourceResult> {
    let of_region =
        |(region, total_count)| BindResourceRegionResult { region, total_count, error: "" };
    let of_type = |(kind, regions): (ResourceType, Regions)| BindResourceResult {
        resource_type: kind.name(),
        bind_resource_region_result: regions.into_iter().map(of_region).collect(),
    };
    let instances = instances.iter().map(Cow::as_ref);
    let found = instances.filter(|resource| resource.has(id));
    count(found).into_iter().map(of_type).collect()
}
