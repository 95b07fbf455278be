//! Work that clients query by a number: deployments, updates, deletions, searches.

use std::collections::HashMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::resource_type::ResourceType;
use super::resources::Resource;
use crate::pace::{End, Stage, Work};

/// A deployment of a certificate to instances.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Record {
    /// The number, which is unique among records, items and tasks.
    pub(crate) id: u64,
    /// The kind of request that began it.
    pub(crate) kind: RecordKind,
    /// The certificate that is deployed.
    pub(crate) certificate_id: String,
    /// The certificate that an update replaces.
    #[serde(default)]
    pub(crate) old_certificate_id: String,
    /// The instances, with their results.
    pub(crate) items: Vec<Item>,
    /// Whether HTTPS is on after the deployment, if the request says so. For live.
    #[serde(default)]
    pub(crate) https: Option<bool>,
    /// The creation of the record itself, until its number was returned.
    #[serde(default)]
    pub(crate) preparation: Option<Work>,
    /// The deployment. It begins with the preparation, and is not over before that.
    pub(crate) work: Work,
    /// The last retry.
    #[serde(default)]
    pub(crate) retry: Option<Retry>,
    /// The record of its rollback.
    #[serde(default)]
    pub(crate) undone_by: Option<u64>,
    /// Whether its results were applied to the instances.
    #[serde(default)]
    pub(crate) settled: bool,
}

/// Failed items of a record, tried again.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Retry {
    /// The number, which is unique among records, items and tasks. Later ones have larger numbers.
    pub(crate) id: u64,
    /// The deployment to the items that are tried again.
    pub(crate) work: Work,
}

/// The kind of request that began a deployment.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RecordKind {
    /// `DeployCertificateInstance`
    Deploy,
    /// `UpdateCertificateInstance`
    Update,
    /// `UploadUpdateCertificateInstance`
    UploadUpdate,
    /// `UploadUpdateCertificateRecordRollback`. Other rollbacks have the kind of the record that they roll
    /// back.
    UploadRollback,
}

/// A deployment to one instance.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Item {
    /// The number, which is unique among records, items and tasks.
    pub(crate) id: u64,
    /// The instance before the last try, with the certificate to be replaced.
    pub(crate) resource: Resource,
    /// The name of the instance in the request, which the deployment's record shows in place of the domains:
    /// `domain|on`. For cdn.
    #[serde(default)]
    pub(crate) asked_as: Option<String>,
    /// The result, if the record's last try does not include it.
    #[serde(default)]
    pub(crate) outcome: Option<Outcome>,
    /// The certificate that a rollback restores. Other items have the record's certificate.
    #[serde(default)]
    pub(crate) target: Option<String>,
}

/// The result of a deployment to one instance.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Outcome {
    Succeeded,
    Failed,
}

/// The status of a deployment to an instance, with the vendor's numbers.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum ItemStatus {
    Pending = 0,
    Succeeded = 1,
    Failed = 2,
    Running = 3,
    RolledBack = 4,
    RollbackFailed = 5,
    /// There was no certificate before.
    NothingToRollBack = 6,
}

impl ItemStatus {
    pub(crate) fn code(self) -> u64 {
        self as u64
    }
}

/// The numbers of a record's items by status.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Totals {
    pub(crate) pending: usize,
    pub(crate) succeeded: usize,
    pub(crate) failed: usize,
    pub(crate) running: usize,
}

impl Record {
    /// Whether the record exists yet.
    pub(crate) fn is_made(&self, now: OffsetDateTime) -> bool {
        self.preparation.as_ref().is_none_or(|preparation| preparation.is_over(now))
    }

    /// The work that counts: the last try.
    fn last_try(&self) -> &Work {
        self.retry.as_ref().map_or(&self.work, |retry| &retry.work)
    }

    /// The number of its last try. Later ones have larger numbers.
    pub(crate) fn number(&self) -> u64 {
        self.retry.as_ref().map_or(self.id, |retry| retry.id)
    }

    /// Whether the deployment is over.
    pub(crate) fn is_over(&self, now: OffsetDateTime) -> bool {
        self.is_made(now) && self.last_try().is_over(now)
    }

    /// The progress, as a request sees it. This counts as a look.
    pub(crate) fn look(&self, now: OffsetDateTime) -> Stage {
        self.last_try().look(now)
    }

    /// Begins to retry the chosen failed items, given by number with the present form of their instances. The
    /// record must have ended and been settled.
    pub(super) fn try_again(&mut self, retry: Retry, mut chosen: HashMap<u64, Resource>) {
        let outcome = |(item, status): (&Item, ItemStatus)| match status {
            ItemStatus::Failed if chosen.contains_key(&item.id) => None,
            ItemStatus::Failed => Some(Outcome::Failed),
            _ => Some(Outcome::Succeeded),
        };
        let outcomes: Vec<_> = self.statuses(Stage::Over).map(outcome).collect();
        for (item, outcome) in self.items.iter_mut().zip(outcomes) {
            item.outcome = outcome;
            if let Some(resource) = chosen.remove(&item.id) {
                item.resource = resource;
            }
        }
        self.retry = Some(retry);
        self.settled = false;
    }

    /// The number for a repeated request of the update: 0 until the record exists.
    pub(crate) fn tell_number(&mut self, now: OffsetDateTime) -> u64 {
        let preparation = self.preparation.as_ref();
        if preparation.is_some_and(|preparation| preparation.look(now) != Stage::Over) {
            return 0;
        }
        self.preparation = None;
        self.id
    }

    /// The certificate for an instance.
    pub(crate) fn certificate_of<'a>(&'a self, item: &'a Item) -> &'a str {
        item.target.as_deref().unwrap_or(&self.certificate_id)
    }

    /// The items that a rollback restores: those that succeeded and had a certificate before.
    pub(crate) fn taken_back(&self) -> impl Iterator<Item = &Item> {
        let succeeded =
            self.statuses(Stage::Over).filter(|(_, status)| *status == ItemStatus::Succeeded);
        succeeded.map(|(item, _)| item).filter(|item| item.resource.certificate_id.is_some())
    }

    /// Whether the request named the instance, instead of the certificate that it had.
    pub(crate) fn is_by_name(&self, item: &Item) -> bool {
        self.kind == RecordKind::Deploy && item.target.is_none()
    }

    /// The certificate that is replaced; nothing for a deployment by name, which replaces any certificate.
    pub(crate) fn replaces(&self) -> Option<&str> {
        Some(self.old_certificate_id.as_str()).filter(|id| !id.is_empty())
    }

    /// The items of its last try, and whether that gives them the certificate in the end.
    pub(crate) fn tried(&self) -> impl Iterator<Item = (&Item, bool)> {
        let end = self.last_try().end();
        let tried = self.items.iter().filter(|item| item.outcome.is_none()).enumerate();
        tried.map(move |(part, item)| (item, end.succeeds(part)))
    }

    /// The items with their statuses at this stage of the last try. While the try is running, its first items
    /// are running and the others wait.
    pub(crate) fn statuses(&self, stage: Stage) -> impl Iterator<Item = (&Item, ItemStatus)> {
        let (end, parts) = (self.last_try().end(), self.tried().count());
        let mut tried = 0..parts;
        self.items.iter().map(move |item| {
            let status = match (item.outcome, stage) {
                (Some(Outcome::Succeeded), _) => ItemStatus::Succeeded,
                (Some(Outcome::Failed), _) => ItemStatus::Failed,
                (None, stage) => {
                    let part = tried.next().unwrap_or(parts);
                    match stage {
                        Stage::Running if part * 2 < parts => ItemStatus::Running,
                        Stage::Running | Stage::Waiting => ItemStatus::Pending,
                        Stage::Over if end.succeeds(part) => ItemStatus::Succeeded,
                        Stage::Over => ItemStatus::Failed,
                    }
                }
            };
            (item, status)
        })
    }

    /// The status of the whole record: pending, then running until all items are done, then failed if an item
    /// failed, else succeeded.
    pub(crate) fn status(&self, stage: Stage) -> ItemStatus {
        let has_failed = || self.statuses(stage).any(|(_, status)| status == ItemStatus::Failed);
        match stage {
            Stage::Waiting => ItemStatus::Pending,
            Stage::Running => ItemStatus::Running,
            Stage::Over if has_failed() => ItemStatus::Failed,
            Stage::Over => ItemStatus::Succeeded,
        }
    }

    pub(crate) fn totals(&self, stage: Stage) -> Totals {
        self.statuses(stage).fold(Totals::default(), |mut totals, (_, status)| {
            match status {
                ItemStatus::Pending => totals.pending += 1,
                ItemStatus::Succeeded => totals.succeeded += 1,
                ItemStatus::Failed => totals.failed += 1,
                ItemStatus::Running => totals.running += 1,
                ItemStatus::RolledBack
                | ItemStatus::RollbackFailed
                | ItemStatus::NothingToRollBack => {}
            }
            totals
        })
    }

    /// Whether this part of its last try, counted from 0, gives an instance a certificate. An update in place
    /// and its rollback do not: they change the contents of the certificate, whichever instances have it.
    pub(crate) fn gives(&self, part: usize) -> bool {
        !matches!(self.kind, RecordKind::UploadUpdate | RecordKind::UploadRollback)
            && self.last_try().end().succeeds(part)
    }

    /// The items whose instances get a certificate in the last try.
    pub(crate) fn given(&self) -> impl Iterator<Item = &Item> {
        let given = self.tried().enumerate().filter(|(part, _)| self.gives(*part));
        given.map(|(_, (item, _))| item)
    }

    /// When its items were last changed.
    pub(crate) fn updated(&self) -> OffsetDateTime {
        self.last_try().begun()
    }

    /// The services of its instances, each once.
    pub(crate) fn types(&self) -> Vec<ResourceType> {
        let mut types: Vec<_> = self.items.iter().map(|item| item.resource.kind).collect();
        types.sort();
        types.dedup();
        types
    }

    /// The regions of its instances, without repetitions.
    pub(crate) fn regions(&self) -> Vec<String> {
        let regions = self.items.iter().map(|item| item.resource.region.clone());
        let mut regions: Vec<_> = regions.filter(|region| !region.is_empty()).collect();
        regions.sort();
        regions.dedup();
        regions
    }
}

/// A deletion, or a search for the resources that a certificate is bound to.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Task {
    /// The number, which is unique among records, items and tasks.
    pub(crate) id: u64,
    /// The id of the certificate.
    pub(crate) certificate_id: String,
    /// The certificate's name when it began.
    pub(crate) domain: String,
    /// What it is for.
    pub(crate) goal: Goal,
    /// The progress of the work.
    pub(crate) work: Work,
}

/// The purpose of a task.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Goal {
    /// To delete the certificate, if that is possible.
    Delete(Deletion),
    /// To find the resources that it is bound to.
    FindResources,
}

/// The result of a deletion.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Deletion {
    /// The certificate will be deleted when the work has ended, if it still can be.
    Possible,
    /// It was deleted.
    Done,
    /// Not deleted: it is bound to resources.
    Bound,
    /// Not deleted: its status does not allow it.
    WrongStatus,
    /// Not deleted: the service may not search for resources.
    NoRole,
}

impl Task {
    /// Whether it is a deletion whose result is not settled yet and whose work does not fail.
    pub(crate) fn may_delete(&self) -> bool {
        self.goal == Goal::Delete(Deletion::Possible) && self.work.end() == End::Success
    }

    /// Whether it has ended and its result is not settled yet.
    pub(crate) fn is_due(&self, now: OffsetDateTime) -> bool {
        self.may_delete() && self.work.is_over(now)
    }

    /// Settles the result. Returns whether the certificate is to be deleted.
    pub(crate) fn settle(&mut self, outcome: Deletion) -> bool {
        let goes = outcome == Deletion::Possible;
        self.goal = Goal::Delete(if goes { Deletion::Done } else { outcome });
        goes
    }
}
