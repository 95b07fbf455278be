//! Settings of a certificate that its owner can change, and its log.

use super::super::super::tencent::{owner_uin, page};
use super::super::errors::Error;
use super::super::state::{Account, Log};
use super::super::types::alias::check_alias;
use super::super::types::certificate::{
    DescribeCertificateOperateLogs, DescribeCertificateOperateLogsReply, ModifyCertificateAlias,
    ModifyCertificateAliasReply, ModifyCertificateProject, ModifyCertificateProjectReply,
    ModifyCertificatesExpiringNotificationSwitch,
    ModifyCertificatesExpiringNotificationSwitchReply, OperationLog,
};
use super::super::types::limits::{CERTIFICATES, SWITCHES};
use super::super::types::timestamp::{print, read};
use crate::spec::Refusal;
use crate::store::{Context, View};

pub(crate) fn modify_certificate_alias(
    context: &mut Context<'_, Account>,
    request: ModifyCertificateAlias,
) -> Result<ModifyCertificateAliasReply, Refusal<Error>> {
    let now = context.tools.clock.now();
    let certificate_id = request.certificate_id;
    context.state.find_permitted(&certificate_id)?;
    check_alias(&request.alias)?;
    if let Some(certificate) = context.state.certificates.find_mut(&certificate_id) {
        certificate.alias = request.alias.into();
    }
    context.state.log("updateAlias", &certificate_id, now);
    Ok(ModifyCertificateAliasReply { certificate_id })
}

pub(crate) fn modify_certificate_project(
    context: &mut Context<'_, Account>,
    request: ModifyCertificateProject,
) -> Result<ModifyCertificateProjectReply, Refusal<Error>> {
    let now = context.tools.clock.now();
    let ids = request.certificate_id_list;
    if ids.is_empty() || ids.len() > CERTIFICATES {
        return Err(Error::InvalidParam.into());
    }
    context.state.permit(request.project_id)?;
    let (success_certificates, fail_certificates) =
        ids.into_iter().partition::<Vec<_>, _>(|id| context.state.find_permitted(id).is_ok());
    for id in &success_certificates {
        if let Some(certificate) = context.state.certificates.find_mut(id) {
            certificate.project_id = request.project_id;
        }
        context.state.log("changeProject", id, now);
    }
    Ok(ModifyCertificateProjectReply { success_certificates, fail_certificates })
}

pub(crate) fn modify_certificates_expiring_notification_switch(
    context: &mut Context<'_, Account>,
    request: ModifyCertificatesExpiringNotificationSwitch,
) -> Result<ModifyCertificatesExpiringNotificationSwitchReply, Refusal<Error>> {
    let now = context.tools.clock.now();
    let certificate_ids = request.certificate_ids;
    if certificate_ids.len() > SWITCHES {
        return Err(Error::InvalidParameterCertificatesNumberExceeded.into());
    }
    if certificate_ids.is_empty() || request.switch_status > 1 {
        return Err(Error::FailedOperation.into());
    }
    if certificate_ids.iter().any(|id| context.state.find(id).is_none()) {
        return Err(Error::CertificateNotFound.into());
    }
    let ignored = request.switch_status == 1;
    for id in &certificate_ids {
        context.state.ignore_expiry(id, ignored, now);
    }
    Ok(ModifyCertificatesExpiringNotificationSwitchReply { certificate_ids })
}

pub(crate) fn describe_certificate_operate_logs(
    view: &View<'_, Account>,
    request: DescribeCertificateOperateLogs,
) -> Result<DescribeCertificateOperateLogsReply, Refusal<Error>> {
    let moment = |text: Option<String>| match text.filter(|text| !text.is_empty()) {
        None => Ok(None),
        Some(text) => read(&text).map(Some).ok_or(Error::InvalidParam),
    };
    let (start, end) = (moment(request.start_time)?, moment(request.end_time)?);
    let inside = |log: &&Log| {
        start.is_none_or(|start| start <= log.at) && end.is_none_or(|end| log.at <= end)
    };
    let logs = || view.state.logs.iter().rev().filter(inside);
    let uin = owner_uin(view.tools.ids);
    let limit = request.limit.unwrap_or(20).min(1000);
    let show = |log: &Log| {
        let (verb, by_system) = match &*log.kind {
            "apply" => ("申请", false),
            "cancel" => ("取消", false),
            "changeProject" => ("修改项目", false),
            "delete" => ("删除", false),
            "download" => ("下载", false),
            // The service has no verb for these, and two spaces in its place.
            "ignoreExpiringNotice-0" | "ignoreExpiringNotice-1" => ("", false),
            "issued" => ("签发", true),
            "replace" => ("重颁发", false),
            "revoke" => ("吊销", false),
            "updateAlias" => ("修改备注", false),
            "uploadFromYunAPI" => ("上传", false),
            _ => ("", true),
        };
        let who = if by_system { "--" } else { &uin };
        OperationLog {
            action: format!("用户[uin: {who}] {verb} 证书[id: {}]", log.certificate_id),
            created_on: print(log.at),
            uin: uin.clone(),
            sub_account_uin: who.to_owned(),
            cert_id: log.certificate_id.to_string(),
            r#type: log.kind.clone().into_owned(),
        }
    };
    let operate_logs: Vec<_> = page(logs(), request.offset, limit).map(show).collect();
    Ok(DescribeCertificateOperateLogsReply {
        all_total: logs().count(),
        total_count: operate_logs.len(),
        operate_logs,
    })
}
