//! Work that clients ask after by a number: deployments, updates, deletions, searches.

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
    /// Its number, which no other record, item or task has.
    pub(crate) id: u64,
    /// What began it.
    pub(crate) kind: RecordKind,
    /// The certificate that is deployed.
    pub(crate) certificate_id: String,
    /// The certificate that an update replaces.
    #[serde(default)]
    pub(crate) old_certificate_id: String,
    /// Where to.
    pub(crate) items: Vec<Item>,
    /// Whether HTTPS is to be on with it, where that was asked for: of live.
    #[serde(default)]
    pub(crate) https: Option<bool>,
    /// How the record itself is made, until its number is told.
    #[serde(default)]
    pub(crate) preparation: Option<Work>,
    /// The deployment. It begins with the preparation, and is not over before that.
    pub(crate) work: Work,
    /// The last time that what had failed was tried again.
    #[serde(default)]
    pub(crate) retry: Option<Retry>,
    /// The record that takes this one back.
    #[serde(default)]
    pub(crate) undone_by: Option<u64>,
    /// Whether the instances have been given what it delivered.
    #[serde(default)]
    pub(crate) settled: bool,
}

/// Failed items of a record, tried again.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Retry {
    /// Its number, which no record, item or task has: what has a larger one came later.
    pub(crate) id: u64,
    /// The deployment to the items that are tried again.
    pub(crate) work: Work,
}

/// What began a deployment.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RecordKind {
    /// `DeployCertificateInstance`
    Deploy,
    /// `UpdateCertificateInstance`
    Update,
    /// `UploadUpdateCertificateInstance`
    UploadUpdate,
    /// `UploadUpdateCertificateRecordRollback`: the other rollbacks are records of what they take back.
    UploadRollback,
}

/// A deployment to one instance.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Item {
    /// Its number, which no other record, item or task has.
    pub(crate) id: u64,
    /// The instance as it was when it was last tried, with the certificate that is replaced.
    pub(crate) resource: Resource,
    /// What the log of the deployment calls its domains, where it is not theirs: `domain|on`.
    #[serde(default)]
    pub(crate) asked_as: Option<String>,
    /// How it ended, where the record's last try leaves it alone.
    #[serde(default)]
    pub(crate) outcome: Option<Outcome>,
    /// The certificate that it goes back to, of a rollback; of all else it is the record's.
    #[serde(default)]
    pub(crate) target: Option<String>,
}

/// How a deployment to one instance ended.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Outcome {
    Succeeded,
    Failed,
}

/// Where a deployment to an instance stands, as the vendor numbers it.
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

/// How many items of a record stand where.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Totals {
    pub(crate) pending: usize,
    pub(crate) succeeded: usize,
    pub(crate) failed: usize,
    pub(crate) running: usize,
}

impl Record {
    /// Whether it is there to be asked after.
    pub(crate) fn is_made(&self, now: OffsetDateTime) -> bool {
        self.preparation.as_ref().is_none_or(|preparation| preparation.is_over(now))
    }

    /// The work that counts: the last try.
    fn last_try(&self) -> &Work {
        self.retry.as_ref().map_or(&self.work, |retry| &retry.work)
    }

    /// The number of its last try. What has a larger one came later.
    pub(crate) fn number(&self) -> u64 {
        self.retry.as_ref().map_or(self.id, |retry| retry.id)
    }

    /// Whether the deployment is over.
    pub(crate) fn is_over(&self, now: OffsetDateTime) -> bool {
        self.is_made(now) && self.last_try().is_over(now)
    }

    /// How far it is, as somebody sees it who asks; that counts as a look.
    pub(crate) fn look(&self, now: OffsetDateTime) -> Stage {
        self.last_try().look(now)
    }

    /// Begins to try those of its failed items again that are chosen, by their numbers, to the instances as
    /// they are now. It was over, and settled.
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

    /// Its number for who asks for the update again, while it is being made: 0 until it is.
    pub(crate) fn tell_number(&mut self, now: OffsetDateTime) -> u64 {
        let preparation = self.preparation.as_ref();
        if preparation.is_some_and(|preparation| preparation.look(now) != Stage::Over) {
            return 0;
        }
        self.preparation = None;
        self.id
    }

    /// The certificate that it gives to an instance.
    pub(crate) fn certificate_of<'a>(&'a self, item: &'a Item) -> &'a str {
        item.target.as_deref().unwrap_or(&self.certificate_id)
    }

    /// The items that a rollback takes back once it is over: those that succeeded, and that had a
    /// certificate before.
    pub(crate) fn taken_back(&self) -> impl Iterator<Item = &Item> {
        let succeeded =
            self.statuses(Stage::Over).filter(|(_, status)| *status == ItemStatus::Succeeded);
        succeeded.map(|(item, _)| item).filter(|item| item.resource.certificate_id.is_some())
    }

    /// Whether an instance was named, and not found by the certificate that it had.
    pub(crate) fn is_by_name(&self, item: &Item) -> bool {
        self.kind == RecordKind::Deploy && item.target.is_none()
    }

    /// The certificate whose place it takes; of a deployment by name that is whichever an instance has.
    pub(crate) fn replaces(&self) -> Option<&str> {
        Some(self.old_certificate_id.as_str()).filter(|id| !id.is_empty())
    }

    /// The items of its last try, and whether that gives them the certificate in the end.
    pub(crate) fn tried(&self) -> impl Iterator<Item = (&Item, bool)> {
        let end = self.last_try().end();
        let tried = self.items.iter().filter(|item| item.outcome.is_none()).enumerate();
        tried.map(move |(part, item)| (item, end.succeeds(part)))
    }

    /// Its items, and where each stands when the last try does so. While that runs, the first of its
    /// items run and the others wait.
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

    /// Where the whole stands: running while any item is not done, failed if any has.
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

    /// Whether that part of its last try gives an instance a certificate, from 0. An update in place gives none,
    /// and its rollback neither: the instances have that certificate, or by then another, whatever it consists
    /// of.
    pub(crate) fn gives(&self, part: usize) -> bool {
        !matches!(self.kind, RecordKind::UploadUpdate | RecordKind::UploadRollback)
            && self.last_try().end().succeeds(part)
    }

    /// The items whose instances its last try gives a certificate.
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

    /// The regions of its instances, each once.
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
    /// Its number, which no other record, item or task has.
    pub(crate) id: u64,
    /// The certificate that it is about.
    pub(crate) certificate_id: String,
    /// The certificate's name when it began.
    pub(crate) domain: String,
    /// What it is for.
    pub(crate) goal: Goal,
    /// How far it is.
    pub(crate) work: Work,
}

/// What a task is for.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Goal {
    /// To delete the certificate, if that is possible.
    Delete(Deletion),
    /// To find what it is bound to.
    FindResources,
}

/// What becomes of a deletion.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Deletion {
    /// The certificate goes when the work is over, if nothing stands in the way by then.
    Possible,
    /// It has gone.
    Done,
    /// It stays: it is bound to resources.
    Bound,
    /// It stays: it does not stand where it could go.
    WrongStatus,
    /// It stays: the service may not look for resources.
    NoRole,
}

impl Task {
    /// Whether it is to delete its certificate, and it is not settled that it has or has not.
    pub(crate) fn may_delete(&self) -> bool {
        self.goal == Goal::Delete(Deletion::Possible) && self.work.end() == End::Success
    }

    /// Whether it is over, and what becomes of its certificate is not settled.
    pub(crate) fn is_due(&self, now: OffsetDateTime) -> bool {
        self.may_delete() && self.work.is_over(now)
    }

    /// Settles what becomes of its certificate; whether that goes.
    pub(crate) fn settle(&mut self, outcome: Deletion) -> bool {
        let goes = outcome == Deletion::Possible;
        self.goal = Goal::Delete(if goes { Deletion::Done } else { outcome });
        goes
    }
}
