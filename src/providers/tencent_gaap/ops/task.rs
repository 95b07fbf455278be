//! The progress of tasks.

use super::super::errors::{Error, missing};
use super::super::state::Account;
use super::super::state::tasks::status;
use super::super::types::task::{DescribeTaskStatus, DescribeTaskStatusReply};
use crate::spec::Refusal;
use crate::store::View;

pub(crate) fn describe_task_status(
    view: &View<'_, Account>,
    request: DescribeTaskStatus,
) -> Result<DescribeTaskStatusReply, Refusal<Error>> {
    let task_id = request.task_id;
    if task_id.is_empty() {
        return Err(missing("TaskId"));
    }
    let now = view.tools.clock.now();
    let work = view.state.tasks.find(&task_id).ok_or(Error::ResourceNotFound)?;
    let status = status(work, now);
    work.look(now);
    Ok(DescribeTaskStatusReply { status, task_id })
}
