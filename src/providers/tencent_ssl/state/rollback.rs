//! A deployment, with what has become of it since it was taken back.

use time::OffsetDateTime;

use super::records::{Item, ItemStatus, Record, RecordKind};
use super::work::Records;
use crate::pace::Stage;

/// A record, as somebody sees it.
pub(crate) struct Seen<'a> {
    pub(crate) record: &'a Record,
    pub(crate) stage: Stage,
    /// The record that has taken it back, where that is over.
    rollback: Option<&'a Record>,
}

impl Records {
    /// How far a record is, and its rollback, as somebody sees them who asks; that counts as a look at
    /// those that cannot be asked after by themselves.
    pub(crate) fn see<'a>(&'a self, record: &'a Record, now: OffsetDateTime) -> Seen<'a> {
        let is_over = |rollback: &&Record| match rollback.kind {
            RecordKind::UploadRollback => rollback.look(now) == Stage::Over,
            _ => rollback.is_over(now),
        };
        let rollback = self.rollback_of(record).filter(is_over);
        Seen { record, stage: record.look(now), rollback }
    }
}

impl<'a> Seen<'a> {
    /// Where the whole stands.
    pub(crate) fn status(&self) -> ItemStatus {
        match self.rollback {
            None => self.record.status(self.stage),
            Some(rollback) => taken_back(rollback.status(Stage::Over)),
        }
    }

    /// Its items, and where each stands.
    pub(crate) fn statuses(&self) -> impl Iterator<Item = (&'a Item, ItemStatus)> {
        let rollback = self.rollback;
        let mut ends = rollback.into_iter().flat_map(|rollback| rollback.statuses(Stage::Over));
        self.record.statuses(self.stage).map(move |(item, status)| {
            let status = match (status, rollback, &item.resource.certificate_id) {
                (ItemStatus::Succeeded, Some(_), None) => ItemStatus::NothingToRollBack,
                (ItemStatus::Succeeded, Some(_), Some(_)) => {
                    ends.next().map_or(status, |(_, end)| taken_back(end))
                }
                _ => status,
            };
            (item, status)
        })
    }
}

/// Where that stands which a rollback takes back, by where the rollback stands.
pub(crate) fn taken_back(rollback: ItemStatus) -> ItemStatus {
    match rollback {
        ItemStatus::Succeeded => ItemStatus::RolledBack,
        ItemStatus::Failed => ItemStatus::RollbackFailed,
        other => other,
    }
}
