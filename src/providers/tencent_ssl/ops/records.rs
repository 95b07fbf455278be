//! The records of deployments.

use time::OffsetDateTime;

use super::super::super::tencent::page;
use super::super::errors::Error;
use super::super::state::Account;
use super::super::state::records::{Item, ItemStatus, Record, RecordKind};
use super::super::state::resource_type::ResourceType;
use super::super::state::rollback::taken_back;
use super::super::types::deployment::{
    DeployRecord, DeployRecordDetail, DeployRecordInfo, DeployRecordItem, DeployRecordList,
    DescribeHostDeployRecord, DescribeHostDeployRecordDetail, DescribeHostDeployRecordDetailReply,
    DescribeHostDeployRecordReply, DescribeHostUpdateRecord, DescribeHostUpdateRecordDetail,
    DescribeHostUpdateRecordDetailReply, DescribeHostUpdateRecordReply,
    DescribeHostUploadUpdateRecordDetail, DescribeHostUploadUpdateRecordDetailReply,
    ShownEnvironment, ShownItem, ShownTotals, UpdateRecordDetail, UpdateRecordDetails,
    UpdateRecordInfo,
};
use super::super::types::timestamp::{print, print_iso};
use crate::pace::Stage;
use crate::spec::Refusal;
use crate::store::View;

const DEFAULT_LIMIT: u64 = 10;
const LARGEST_LIMIT: u64 = 200;

/// The types of records of updates in place.
const DEPLOYMENT: i64 = 0;
const ROLLBACK: i64 = 1;

pub(super) fn limit(limit: Option<u64>) -> u64 {
    limit.unwrap_or(DEFAULT_LIMIT).min(LARGEST_LIMIT)
}

pub(crate) fn describe_host_deploy_record(
    view: &View<'_, Account>,
    request: DescribeHostDeployRecord,
) -> Result<DescribeHostDeployRecordReply, Refusal<Error>> {
    let now = view.tools.clock.now();
    view.state.find_permitted(&request.certificate_id)?;
    let kind = match request.resource_type.as_deref().filter(|name| !name.is_empty()) {
        None => None,
        Some(name) => {
            Some(ResourceType::read(name).ok_or(Error::CertificateHostResourceTypeInvalid)?)
        }
    };
    let found = || {
        view.state.records.iter().rev().filter(|record| {
            record.kind == RecordKind::Deploy
                && record.certificate_id == request.certificate_id
                && kind.is_none_or(|kind| record.types().contains(&kind))
        })
    };
    let show = |record: &Record| DeployRecordInfo {
        id: record.id,
        cert_id: record.certificate_id.clone(),
        resource_type: record.types().first().map_or("", |kind| kind.name()).to_owned(),
        region: record.regions().join(","),
        status: view.state.records.see(record, now).status().code(),
        create_time: print(record.work.begun()),
        update_time: print(record.updated()),
    };
    Ok(DescribeHostDeployRecordReply {
        total_count: found().count(),
        deploy_record_list: page(found(), request.offset, limit(request.limit)).map(show).collect(),
    })
}

/// The record of that number and kind.
fn find<'a>(
    view: &View<'a, Account>,
    id: &str,
    kind: RecordKind,
) -> Result<&'a Record, Refusal<Error>> {
    let now = view.tools.clock.now();
    let id = id.parse::<u64>().map_err(|_| Error::InvalidParam)?;
    let found = view.state.records.find(id);
    let found = found.filter(|record| record.kind == kind && record.is_made(now));
    Ok(found.ok_or(Error::CertificateDeployNotExist)?)
}

fn totals(record: &Record, stage: Stage) -> ShownTotals {
    let totals = record.totals(stage);
    ShownTotals {
        total_count: record.items.len(),
        success_total_count: totals.succeeded,
        failed_total_count: totals.failed,
        running_total_count: totals.running,
        pending_total_count: totals.pending,
    }
}

fn show_item(record: &Record, item: &Item, status: ItemStatus) -> ShownItem {
    let resource = &item.resource;
    ShownItem {
        id: item.id,
        old_cert_id: resource.certificate_id.clone().unwrap_or_default(),
        instance_id: resource.instance_id.clone(),
        instance_name: resource.instance_name.clone(),
        listener_id: resource.listener_id.clone(),
        listener_name: resource.listener_name.clone(),
        domains: item.asked_as.clone().map_or_else(|| resource.domains.clone(), |name| vec![name]),
        protocol: resource.protocol.clone(),
        status: status.code(),
        error_msg: match status {
            ItemStatus::Failed => "部署失败",
            ItemStatus::RollbackFailed => "回滚失败",
            _ => "",
        },
        create_time: print_iso(record.work.begun()),
        update_time: print_iso(record.updated()),
        sni_switch: u64::from(resource.sni),
        bucket: resource.bucket.clone(),
        namespace: resource.namespace.clone(),
        secret_name: resource.secret_name.clone(),
        port: resource.port,
        region: resource.region.clone(),
    }
}

fn show_environment(
    view: &View<'_, Account>,
    record: &Record,
    item: &Item,
    now: OffsetDateTime,
) -> ShownEnvironment {
    let algorithm = |id: &str| {
        let contents = view.state.find(id).and_then(|found| found.contents(now));
        contents.map(|contents| contents.facts.common.algorithm.to_string()).unwrap_or_default()
    };
    let resource = &item.resource;
    ShownEnvironment {
        cert_id: record.certificate_of(item).to_owned(),
        env_id: resource.environment_id.clone(),
        tcb_type: resource.tcb_type.clone(),
        algorithm: algorithm(record.certificate_of(item)),
        old_algorithm: algorithm(resource.certificate_id.as_deref().unwrap_or_default()),
        instance_status: String::new(),
        listener_status: String::new(),
    }
}

pub(crate) fn describe_host_deploy_record_detail(
    view: &View<'_, Account>,
    request: DescribeHostDeployRecordDetail,
) -> Result<DescribeHostDeployRecordDetailReply, Refusal<Error>> {
    let now = view.tools.clock.now();
    let record = find(view, &request.deploy_record_id, RecordKind::Deploy)?;
    let seen = view.state.records.see(record, now);
    let show = |(item, status): (&Item, ItemStatus)| DeployRecordDetail {
        item: show_item(record, item, status),
        environment: show_environment(view, record, item, now),
        url: Vec::new(),
    };
    let items = seen.statuses();
    Ok(DescribeHostDeployRecordDetailReply {
        totals: totals(record, seen.stage),
        deploy_record_detail_list: page(items, request.offset, limit(request.limit))
            .map(show)
            .collect(),
    })
}

pub(crate) fn describe_host_update_record(
    view: &View<'_, Account>,
    request: DescribeHostUpdateRecord,
) -> Result<DescribeHostUpdateRecordReply, Refusal<Error>> {
    let now = view.tools.clock.now();
    let is = |wanted: &Option<String>, found: &str| {
        wanted.as_deref().filter(|id| !id.is_empty()).is_none_or(|id| id == found)
    };
    let found = || {
        view.state.records.iter().rev().filter(|record| {
            record.kind == RecordKind::Update
                && record.is_made(now)
                && is(&request.certificate_id, &record.certificate_id)
                && is(&request.old_certificate_id, &record.old_certificate_id)
        })
    };
    let show = |record: &Record| UpdateRecordInfo {
        id: record.id,
        cert_id: record.certificate_id.clone(),
        old_cert_id: record.old_certificate_id.clone(),
        resource_types: record.types().into_iter().map(ResourceType::name).collect(),
        regions: record.regions(),
        status: view.state.records.see(record, now).status().code(),
        create_time: print(record.work.begun()),
        update_time: print(record.updated()),
    };
    Ok(DescribeHostUpdateRecordReply {
        total_count: found().count(),
        deploy_record_list: page(found(), request.offset, limit(request.limit)).map(show).collect(),
    })
}

pub(crate) fn describe_host_update_record_detail(
    view: &View<'_, Account>,
    request: DescribeHostUpdateRecordDetail,
) -> Result<DescribeHostUpdateRecordDetailReply, Refusal<Error>> {
    let now = view.tools.clock.now();
    let number = |text: &Option<String>| match text.as_deref().filter(|text| !text.is_empty()) {
        None => Ok(None),
        Some(text) => text.parse::<u64>().map(Some).map_err(|_| Error::InvalidParam),
    };
    let (offset, most) = (number(&request.offset)?, limit(number(&request.limit)?));
    let record = find(view, &request.deploy_record_id, RecordKind::Update)?;
    let seen = view.state.records.see(record, now);
    // The service cuts the page in each service's list.
    let record_detail_list = by_type(
        record,
        || seen.statuses(),
        (offset, most),
        |item, status| UpdateRecordDetail {
            item: show_item(record, item, status),
            environment: show_environment(view, record, item, now),
            resource_type: item.resource.kind.name(),
            url: String::new(),
        },
    )
    .map(|(resource_type, total_count, list)| UpdateRecordDetails {
        resource_type,
        list,
        total_count,
    })
    .collect();
    Ok(DescribeHostUpdateRecordDetailReply {
        totals: totals(record, seen.stage),
        record_detail_list,
    })
}

/// The items of a record by service: the service's name, the number of its items, and a page of them.
fn by_type<'a, T, S: Iterator<Item = (&'a Item, ItemStatus)>>(
    record: &Record,
    statuses: impl Fn() -> S,
    (offset, most): (Option<u64>, u64),
    show: impl Fn(&Item, ItemStatus) -> T,
) -> impl Iterator<Item = (&'static str, usize, Vec<T>)> {
    record.types().into_iter().map(move |kind| {
        let items = || statuses().filter(move |(item, _)| item.resource.kind == kind);
        let shown = page(items(), offset, most).map(|(item, status)| show(item, status));
        (kind.name(), items().count(), shown.collect())
    })
}

pub(crate) fn describe_host_upload_update_record_detail(
    view: &View<'_, Account>,
    request: DescribeHostUploadUpdateRecordDetail,
) -> Result<DescribeHostUploadUpdateRecordDetailReply, Refusal<Error>> {
    let now = view.tools.clock.now();
    let number = |number: Option<i64>| {
        number.map(|number| u64::try_from(number).map_err(|_| Error::InvalidParam)).transpose()
    };
    let (offset, most) = (number(request.offset)?, limit(number(request.limit)?));
    let record = u64::try_from(request.deploy_record_id)
        .ok()
        .and_then(|id| view.state.records.find(id))
        .filter(|record| record.kind == RecordKind::UploadUpdate && record.is_made(now))
        .ok_or(Error::InvalidParam)?;
    let show = |record: &Record, r#type: i64| {
        let stage = record.look(now);
        let statuses = || record.statuses(stage);
        let lists = by_type(record, statuses, (offset, most), |item, status| DeployRecordItem {
            item: show_item(record, item, status),
            forward: 1,
            ssl_mode: "UNIDIRECTIONAL",
            resource_type: item.resource.kind.name(),
        });
        let list_of = |(resource_type, total_count, list)| DeployRecordList {
            resource_type,
            list,
            total_count,
        };
        let status = record.status(stage);
        DeployRecord {
            totals: totals(record, stage),
            r#type,
            record_detail_list: lists.map(list_of).collect(),
            status: if r#type == ROLLBACK { taken_back(status) } else { status }.code(),
            create_time: print(record.work.begun()),
        }
    };
    // The service shows an update that was taken back as it was, and the rollback beside it.
    let rollback = view.state.records.rollback_of(record);
    let shown = [show(record, DEPLOYMENT)].into_iter();
    let deploy_record_detail = shown.chain(rollback.map(|rollback| show(rollback, ROLLBACK)));
    Ok(DescribeHostUploadUpdateRecordDetailReply {
        deploy_record_detail: deploy_record_detail.collect(),
    })
}
