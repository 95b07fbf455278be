//! The tasks of requests that change something: their progress and their changes of objects.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::pace::{End, Work};
use crate::store::{Identified, Shelf};

/// The pace of tasks.
pub(crate) const TASK_PACE: &str = "tencent_gaap.task";

/// The most tasks that are kept; the oldest are forgotten.
const MOST_TASKS: usize = 10_000;

/// The work that a write began.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Task {
    /// The `RequestId` of the write.
    id: String,
    /// The progress of the work.
    work: Work,
}

impl Identified for Task {
    const MANY: &'static str = "tasks";

    fn id(&self) -> &str {
        &self.id
    }
}

/// The tasks of an account.
#[derive(Clone, Default, Deserialize, JsonSchema, Serialize)]
#[serde(transparent)]
pub(crate) struct Tasks(Shelf<Task>);

impl Tasks {
    pub(crate) fn begin(&mut self, id: &str, work: Work) {
        self.0.insert_bounded(Task { id: id.to_owned(), work }, MOST_TASKS);
    }

    /// Changes the id of a task.
    pub(crate) fn rename(&mut self, id: &str, other: &str) {
        if let Some((_, task)) = self.0.remove(id) {
            self.0.insert(Task { id: other.to_owned(), ..task });
        }
    }

    pub(crate) fn find(&self, id: &str) -> Option<&Work> {
        Some(&self.0.find(id)?.work)
    }
}

/// A time and the tasks of an account: together, they tell which tasks have ended.
#[derive(Clone, Copy)]
pub(crate) struct Moment<'a> {
    pub(crate) tasks: &'a Tasks,
    pub(crate) now: OffsetDateTime,
}

impl Moment<'_> {
    /// Counts that a request saw the progress of these tasks, once for each task.
    pub(crate) fn look<'c>(self, tasks: impl Iterator<Item = &'c str>) {
        for id in tasks.collect::<BTreeSet<_>>() {
            if let Some(work) = self.tasks.find(id) {
                work.look(self.now);
            }
        }
    }
}

/// A task's change of an object.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Change<T> {
    /// The task, by its id.
    task: String,
    /// The index of the change within the task.
    #[serde(default)]
    part: usize,
    /// The kind of change.
    kind: ChangeKind<T>,
}

#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ChangeKind<T> {
    Creation,
    Destruction,
    /// With the previous form of the object.
    Modification(Box<T>),
}

/// The outcome of a change.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Outcome {
    Pending,
    Succeeded,
    Failed,
}

impl<T> Change<T> {
    pub(crate) fn new(task: &str, kind: ChangeKind<T>) -> Self {
        Self { task: task.to_owned(), part: 0, kind }
    }

    /// The change with another index within its task.
    pub(crate) fn with_part(self, part: usize) -> Self {
        Self { part, ..self }
    }

    pub(crate) fn task(&self) -> &str {
        &self.task
    }

    pub(crate) fn kind(&self) -> &ChangeKind<T> {
        &self.kind
    }

    /// The form that is restored if a modification fails.
    pub(crate) fn before(&self) -> Option<&T> {
        match &self.kind {
            ChangeKind::Modification(before) => Some(before),
            ChangeKind::Creation | ChangeKind::Destruction => None,
        }
    }

    /// The form that is restored if a modification fails, to be changed.
    pub(crate) fn before_mut(&mut self) -> Option<&mut T> {
        match &mut self.kind {
            ChangeKind::Modification(before) => Some(before),
            ChangeKind::Creation | ChangeKind::Destruction => None,
        }
    }

    fn outcome(&self, at: Moment<'_>) -> Outcome {
        match at.tasks.find(&self.task) {
            Some(work) if !work.is_over(at.now) => Outcome::Pending,
            Some(work) if !work.end().succeeds(self.part) => Outcome::Failed,
            // A forgotten task counts as ended.
            Some(_) | None => Outcome::Succeeded,
        }
    }
}

/// An object that tasks create, modify and destroy.
pub(crate) trait Changing: Sized {
    /// Whether the object remains if its creation failed.
    const REMAINS: bool = false;

    fn change(&self) -> Option<&Change<Self>>;

    fn change_mut(&mut self) -> &mut Option<Change<Self>>;

    /// Records that its creation failed, if it remains.
    fn set_not_made(&mut self) {}

    /// The object with its change referring to the task's new id, if the change is this task's.
    fn with_task_renamed(mut self, id: &str, other: &str) -> Self {
        if let Some(change) = self.change_mut().as_mut().filter(|change| change.task == id) {
            other.clone_into(&mut change.task);
        }
        self
    }

    /// The change in progress.
    fn pending(&self, at: Moment<'_>) -> Option<&Change<Self>> {
        self.change().filter(|change| change.outcome(at) == Outcome::Pending)
    }

    /// Whether its creation has failed.
    fn was_not_made(&self, at: Moment<'_>) -> bool {
        let failed = |change: &&Change<Self>| change.outcome(at) == Outcome::Failed;
        self.change()
            .filter(failed)
            .is_some_and(|change| matches!(change.kind, ChangeKind::Creation))
    }

    /// The present form of the object; nothing if it does not exist.
    fn seen(&self, at: Moment<'_>) -> Option<&Self> {
        let Some(change) = self.change() else { return Some(self) };
        match (change.outcome(at), &change.kind) {
            (Outcome::Succeeded, ChangeKind::Destruction) => None,
            (Outcome::Failed, ChangeKind::Creation) if !Self::REMAINS => None,
            (Outcome::Failed, ChangeKind::Modification(before)) => Some(before),
            _ => Some(self),
        }
    }

    /// The present form of the object, with an ended change settled.
    fn settled(mut self, at: Moment<'_>) -> Option<Self> {
        let Some(outcome) = self.change().map(|change| change.outcome(at)) else {
            return Some(self);
        };
        if outcome == Outcome::Pending {
            return Some(self);
        }
        match (outcome, self.change_mut().take()?.kind) {
            (Outcome::Succeeded, ChangeKind::Destruction) => None,
            (Outcome::Failed, ChangeKind::Creation) if !Self::REMAINS => None,
            (Outcome::Failed, ChangeKind::Creation) => {
                self.set_not_made();
                Some(self)
            }
            (Outcome::Failed, ChangeKind::Modification(before)) => Some(*before),
            _ => Some(self),
        }
    }
}

/// The vendor's word for the status of a task.
pub(crate) fn status(work: &Work, now: OffsetDateTime) -> &'static str {
    match (work.is_over(now), work.end()) {
        (false, _) => "RUNNING",
        (true, End::Success | End::Failed(0)) => "SUCCESS",
        (true, End::Failure | End::Failed(_)) => "FAIL",
    }
}
