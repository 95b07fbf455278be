//! Deletes certificates, at once or by a task.

use std::collections::HashSet;

use time::OffsetDateTime;

use super::super::errors::Error;
use super::super::state::certificate::Certificate;
use super::super::state::records::{Deletion, Goal, Task};
use super::super::state::{Account, DELETE_PACE};
use super::super::types::deletion::{
    BatchDeleteFail, CertTaskId, DeleteCertificate, DeleteCertificateReply, DeleteCertificates,
    DeleteCertificatesReply, DeleteTaskResult, DescribeDeleteCertificatesTaskResult,
    DescribeDeleteCertificatesTaskResultReply,
};
use super::super::types::limits::{CERTIFICATES, TASKS, read_number};
use super::super::types::timestamp::print;
use crate::pace::End;
use crate::spec::{ErrorCode, Refusal};
use crate::store::{Context, View};

pub(crate) fn delete_certificate(
    context: &mut Context<'_, Account>,
    request: DeleteCertificate,
) -> Result<DeleteCertificateReply, Refusal<Error>> {
    let now = context.tools.clock.now();
    context.state.settle(now);
    let id = request.certificate_id;
    let certificate = context.state.find_permitted(&id)?;
    if request.is_check_resource && !context.state.service_role {
        return Err(Error::RoleNotFoundAuthorization.into());
    }
    context.state.check_deletable(certificate, now)?;
    let used = context.state.used(context.others, now);
    if request.is_check_resource {
        let task_id = begin_deletion(context, &id, &used, now);
        return Ok(DeleteCertificateReply { delete_result: false, task_id: Some(task_id) });
    }
    if used.contains(&id) {
        return Err(Error::BoundResources.into());
    }
    remove(context, &id, now);
    Ok(DeleteCertificateReply { delete_result: true, task_id: None })
}

fn remove(context: &mut Context<'_, Account>, id: &str, now: OffsetDateTime) {
    context.state.certificates.remove(id);
    context.state.log("delete", id, now);
}

/// Begins a task that looks for bound resources and deletes the certificate if it has none.
fn begin_deletion(
    context: &mut Context<'_, Account>,
    id: &str,
    used: &HashSet<String>,
    now: OffsetDateTime,
) -> String {
    let outcome = context.state.outcome_of_deletion(id, used, now);
    let certificate = context.state.find(id);
    let domain = certificate.map(Certificate::domain).unwrap_or_default().to_owned();
    let work = context.tools.paces.begin(DELETE_PACE, now);
    let number = context.state.next_number();
    let (certificate_id, goal) = (id.to_owned(), Goal::Delete(outcome));
    context.state.tasks.push(Task { id: number, certificate_id, domain, goal, work });
    number.to_string()
}

pub(crate) fn delete_certificates(
    context: &mut Context<'_, Account>,
    request: DeleteCertificates,
) -> Result<DeleteCertificatesReply, Refusal<Error>> {
    let now = context.tools.clock.now();
    context.state.settle(now);
    let ids = request.certificate_ids;
    if ids.is_empty() {
        return Err(Error::InvalidParameter.into());
    }
    if ids.len() > CERTIFICATES {
        return Err(Error::CertificateSyncTaskCertificateIdCountInvalid.into());
    }
    let used = context.state.used(context.others, now);
    let mut reply = DeleteCertificatesReply::default();
    for cert_id in ids {
        let account = &*context.state;
        let Some(certificate) = account.find(&cert_id) else {
            let msg = Error::CertificateNotFound.zh().to_owned();
            reply.fail.push(BatchDeleteFail { cert_id, msg });
            continue;
        };
        if request.is_sync {
            let task_id = begin_deletion(context, &cert_id, &used, now);
            reply.cert_task_ids.push(CertTaskId { cert_id, task_id });
            continue;
        }
        let possible = account
            .permit(certificate.project_id)
            .and_then(|()| account.check_deletable(certificate, now))
            .and_then(
                |()| if used.contains(&cert_id) { Err(Error::BoundResources) } else { Ok(()) },
            );
        match possible {
            Ok(()) => {
                remove(context, &cert_id, now);
                reply.success.push(cert_id);
            }
            Err(error) => {
                reply.fail.push(BatchDeleteFail { cert_id, msg: error.zh().to_owned() });
            }
        }
    }
    Ok(reply)
}

pub(crate) fn describe_delete_certificates_task_result(
    view: &View<'_, Account>,
    request: DescribeDeleteCertificatesTaskResult,
) -> Result<DescribeDeleteCertificatesTaskResultReply, Refusal<Error>> {
    if request.task_ids.len() > TASKS {
        return Err(Error::FailedOperation.into());
    }
    let now = view.tools.clock.now();
    let asked: HashSet<_> = request.task_ids.iter().filter_map(|id| read_number(id)).collect();
    let tasks = view.state.tasks.iter().filter(|task| asked.contains(&task.id));
    let deletions = tasks.filter_map(|task| match task.goal {
        Goal::Delete(outcome) => Some((task, outcome)),
        Goal::FindResources => None,
    });
    let show = |(task, outcome): (&Task, Deletion)| {
        let over = task.work.is_over(now);
        task.work.look(now);
        let (status, error) = match (over, task.work.end(), outcome) {
            // A task that ends just now has to check again whether the certificate can be deleted.
            (false, ..) | (true, End::Success, Deletion::Possible) => (0, ""),
            (true, End::Failure | End::Failed(_), _) => (2, "删除失败"),
            (true, End::Success, Deletion::Done) => (1, ""),
            (true, End::Success, Deletion::WrongStatus) => (2, "当前的证书状态不支持此操作"),
            (true, End::Success, Deletion::NoRole) => (3, "未授权服务角色"),
            (true, End::Success, Deletion::Bound) => (4, "有未解绑的云资源"),
        };
        DeleteTaskResult {
            task_id: task.id.to_string(),
            cert_id: task.certificate_id.clone(),
            status,
            error,
            cache_time: print(task.work.begun()),
            domains: vec![task.domain.clone()],
        }
    };
    Ok(DescribeDeleteCertificatesTaskResultReply {
        delete_task_result: deletions.map(show).collect(),
    })
}
