//! The tasks of requests that change something. A task is identified by the `RequestId`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::pace::{End, Work};
use crate::store::{Identified, Shelf};

/// The pace of tasks.
pub(crate) const TASK_PACE: &str = "tencent_clb.task";

/// The most tasks that are kept; the oldest are forgotten.
const MOST_TASKS: usize = 10_000;

/// The most load balancers that a task names.
///
/// Assumption: a task that is for more than 100 load balancers names the first 100. From: nothing; what
/// the vendor's tasks are for are few.
const MOST_NAMED: usize = 100;

/// The work that a write began.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Task {
    /// The `RequestId` of the write.
    id: String,
    /// The region in which it can be queried.
    pub(crate) region: String,
    /// The load balancers that it is for.
    #[serde(default)]
    pub(crate) load_balancer_ids: Vec<String>,
    /// Whether it fails in any case, because the request is impossible.
    #[serde(default)]
    fails: bool,
    /// The progress of the work.
    pub(crate) work: Work,
}

impl Identified for Task {
    const MANY: &'static str = "tasks";

    fn id(&self) -> &str {
        &self.id
    }
}

/// The outcome of a task, or of its part for one load balancer.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Outcome {
    Pending,
    Succeeded,
    Failed,
}

impl Task {
    pub(crate) fn new(
        id: &str,
        region: &str,
        mut load_balancer_ids: Vec<String>,
        work: Work,
    ) -> Self {
        load_balancer_ids.truncate(MOST_NAMED);
        let (id, region) = (id.to_owned(), region.to_owned());
        Self { id, region, load_balancer_ids, fails: false, work }
    }

    /// The same task, which will fail.
    pub(crate) fn failing(self) -> Self {
        Self { fails: true, ..self }
    }

    /// The outcome of the whole task.
    pub(crate) fn outcome(&self, now: OffsetDateTime) -> Outcome {
        let succeeds = !self.fails && matches!(self.work.end(), End::Success | End::Failed(0));
        self.outcome_if(succeeds, now)
    }

    fn outcome_if(&self, succeeds: bool, now: OffsetDateTime) -> Outcome {
        match (self.work.is_over(now), succeeds) {
            (false, _) => Outcome::Pending,
            (true, true) => Outcome::Succeeded,
            (true, false) => Outcome::Failed,
        }
    }
}

/// The tasks of an account.
#[derive(Clone, Default, Deserialize, JsonSchema, Serialize)]
#[serde(transparent)]
pub(crate) struct Tasks(Shelf<Task>);

impl Tasks {
    pub(crate) fn begin(&mut self, task: Task) {
        self.0.insert_bounded(task, MOST_TASKS);
    }

    pub(crate) fn find(&self, id: &str) -> Option<&Task> {
        self.0.find(id)
    }

    /// The outcome of one part, counted from 0, of a task. A forgotten task counts as succeeded.
    pub(crate) fn outcome(&self, id: &str, part: usize, now: OffsetDateTime) -> Outcome {
        let Some(task) = self.0.find(id) else { return Outcome::Succeeded };
        task.outcome_if(!task.fails && task.work.end().succeeds(part), now)
    }
}
