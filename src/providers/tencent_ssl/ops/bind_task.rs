//! Searches for the resources that certificates are bound to.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::super::super::tencent::{HostNames, page};
use super::super::errors::Error;
use super::super::state::records::{Goal, Task};
use super::super::state::resource_type::ResourceType;
use super::super::state::resources::{Regions, Resource, count};
use super::super::state::{Account, DEPLOY_PACE};
use super::super::types::bind_task::{
    BindResourceRegionResult, BindResourceResult, BindResourceTaskResult,
    CreateCertificateBindResourceSyncTask, CreateCertificateBindResourceSyncTaskReply,
    DescribeCertificateBindResourceTaskDetail, DescribeCertificateBindResourceTaskDetailReply,
    DescribeCertificateBindResourceTaskResult, DescribeCertificateBindResourceTaskResultReply,
    Instances, RegionalEnvironments, RegionalInstances, TaskError,
};
use super::super::types::deletion::CertTaskId;
use super::super::types::instances::secrets::TcbEnvironments;
use super::super::types::instances::{Asked, ShownInstance, by_instance};
use super::super::types::limits::{CERTIFICATES, TASKS, read_number};
use super::super::types::timestamp::print;
use crate::pace::End;
use crate::spec::Refusal;
use crate::store::{Context, View};

/// The default and the largest page size, for the instances of a service and region.
const DEFAULT_LIMIT: u64 = 10;
const LARGEST_LIMIT: u64 = 100;

/// The region of an entry without instances, if the request names no region.
///
/// Assumption: a service that has regions and no instances has one entry, in the region of the request. From: the
/// vendor's example, where these stand in one region, most in this.
const USUAL_REGION: &str = "ap-guangzhou";

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
        let certificate = context.state.find(id).ok_or(Error::CertificateNotFound)?;
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
        status: status(over, found),
        error,
        cache_time: print(task.work.begun()),
    }
}

/// The number of instances with a certificate, by service and region.
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

pub(crate) fn describe_certificate_bind_resource_task_detail(
    view: &View<'_, Account>,
    request: DescribeCertificateBindResourceTaskDetail,
) -> Result<DescribeCertificateBindResourceTaskDetailReply, Refusal<Error>> {
    let now = view.tools.clock.now();
    let account = view.state;
    let mut searches = account.tasks.iter().filter(|task| task.goal == Goal::FindResources);
    let task = read_number(&request.task_id)
        .and_then(|id| searches.find(|task| task.id == id))
        .ok_or(Error::CertificateSyncTaskIdInvalid)?;
    let number = |text: &Option<String>, usual| match text.as_deref() {
        None | Some("") => Ok(usual),
        Some(text) => text.parse::<u64>().map_err(|_| Error::FailedOperation),
    };
    let (offset, limit) = (number(&request.offset, 0)?, number(&request.limit, DEFAULT_LIMIT)?);
    let (over, found) = (task.work.is_over(now), task.work.end() == End::Success);
    task.work.look(now);
    let id = task.certificate_id.as_str();
    let bound = if over && found { account.bound_to(id, view.others, now) } else { Vec::new() };
    let contents = account.find(id).and_then(|certificate| certificate.contents(now));
    let names = contents.map(|contents| HostNames::of(&contents.facts));
    let search = Search {
        bound: &bound,
        is_done: over && found,
        asked: Asked::new(account, names, Some(id), now),
        request: &request,
        region: view.facts.region.as_deref().unwrap_or(USUAL_REGION),
        page: (offset, limit.min(LARGEST_LIMIT)),
    };
    let environment = |RegionalInstances { region, instance_list, error, .. }| {
        RegionalEnvironments { region, environments: instance_list, error }
    };
    Ok(DescribeCertificateBindResourceTaskDetailReply {
        clb: search.by_region(),
        cdn: search.all(),
        waf: search.by_region(),
        ddos: search.all(),
        live: search.all(),
        vod: search.all(),
        tke: search.by_region(),
        apigateway: search.by_region(),
        tcb: search.by_region::<TcbEnvironments>().into_iter().map(environment).collect(),
        teo: search.all(),
        tse: search.by_region(),
        cos: search.by_region(),
        tdmq: search.by_region(),
        mqtt: search.by_region(),
        gaap: search.all(),
        scf: search.by_region(),
        status: status(over, found),
        cache_time: print(task.work.begun()),
    })
}

/// The results of a search, and the filters of the request.
struct Search<'a> {
    bound: &'a [Cow<'a, Resource>],
    is_done: bool,
    asked: Asked<'a>,
    request: &'a DescribeCertificateBindResourceTaskDetail,
    region: &'a str,
    page: (u64, u64),
}

impl Search<'_> {
    /// The instances of a service without regions: one entry, if the request selects the service.
    fn all<I: ShownInstance>(&self) -> Vec<Instances<I>> {
        if !self.wants(I::KIND) {
            return Vec::new();
        }
        let (instance_list, total_count) = self.page(self.of_kind(I::KIND));
        vec![Instances { total_count, instance_list, error: "" }]
    }

    /// The instances of a service with regions: an entry for each region that the request names, or, if it
    /// names none, for each region with instances. There is at least one entry.
    fn by_region<I: ShownInstance>(&self) -> Vec<RegionalInstances<I>> {
        if !self.wants(I::KIND) {
            return Vec::new();
        }
        let mut regions: Vec<&str> = Vec::new();
        let mut by_region = HashMap::<&str, Vec<&Resource>>::new();
        for region in &self.request.regions {
            if by_region.insert(region, Vec::new()).is_none() {
                regions.push(region);
            }
        }
        let are_named = !regions.is_empty();
        for resource in self.of_kind(I::KIND) {
            match by_region.get_mut(resource.region.as_str()) {
                Some(found) => found.push(resource),
                None if are_named => {}
                None => {
                    regions.push(&resource.region);
                    by_region.insert(&resource.region, vec![resource]);
                }
            }
        }
        if regions.is_empty() {
            regions.push(self.region);
        }
        let show = |region: &str| {
            let found = by_region.get(region).into_iter().flatten().copied();
            let (instance_list, total_count) = self.page(found);
            RegionalInstances { region: region.to_owned(), instance_list, total_count, error: "" }
        };
        regions.into_iter().map(show).collect()
    }

    fn wants(&self, kind: ResourceType) -> bool {
        let wanted = &self.request.resource_types;
        self.is_done && (wanted.is_empty() || wanted.iter().any(|each| each == kind.name()))
    }

    fn of_kind(&self, kind: ResourceType) -> impl Iterator<Item = &Resource> {
        self.bound.iter().map(Cow::as_ref).filter(move |resource| resource.kind == kind)
    }

    /// A page of the instances, and their number.
    fn page<'r, I: ShownInstance>(
        &self,
        found: impl Iterator<Item = &'r Resource>,
    ) -> (Vec<I>, usize) {
        let instances = by_instance::<I>(found);
        let (offset, limit) = self.page;
        let shown = page(instances.iter(), Some(offset), limit);
        (shown.map(|found| I::of(found, &self.asked)).collect(), instances.len())
    }
}

/// The number of a search's status.
fn status(over: bool, found: bool) -> u64 {
    match (over, found) {
        (false, _) => 0,
        (true, true) => 1,
        (true, false) => 2,
    }
}
