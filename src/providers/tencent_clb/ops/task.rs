//! The progress of tasks.

use super::super::errors::Error;
use super::super::state::Account;
use super::super::state::tasks::Outcome;
use super::super::types::requests::DescribeTaskStatus;
use super::super::types::shown::DescribeTaskStatusReply;
use super::change::region;
use crate::spec::Refusal;
use crate::store::View;

/// The message for a failed task, from the vendor's example.
const FAILED: &str = "更新LB失败";

/// Assumption: a task that is not there, of another region, say, is an `InvalidParameter`, and so is every
/// order. From: the errors that the vendor lists for the action.
pub(crate) fn describe_task_status(
    view: &View<'_, Account>,
    request: DescribeTaskStatus,
) -> Result<DescribeTaskStatusReply, Refusal<Error>> {
    let now = view.tools.clock.now();
    let id = request.task_id.filter(|id| !id.is_empty());
    let task = id.and_then(|id| view.state.tasks.find(&id));
    let task = task.filter(|task| task.region == region(view.facts));
    // There are no orders here, so no order can be named.
    let task = task.or(request.deal_name.and(None)).ok_or(Error::InvalidParameter)?;
    let outcome = task.outcome(now);
    task.work.look(now);
    Ok(DescribeTaskStatusReply {
        status: match outcome {
            Outcome::Succeeded => 0,
            Outcome::Failed => 1,
            Outcome::Pending => 2,
        },
        load_balancer_ids: task.load_balancer_ids.clone(),
        message: (outcome == Outcome::Failed).then_some(FAILED),
    })
}
