//! A deployment with the result of its rollback.

use time::OffsetDateTime;

use super::records::{Item, ItemStatus, Record, RecordKind};
use super::work::Records;
use crate::pace::Stage;

/// A record as a request sees it.
pub(crate) struct Seen<'a> {
    pub(crate) record: &'a Record,
    pub(crate) stage: Stage,
    /// The record of its rollback, if this has ended.
    rollback: Option<&'a Record>,
}

impl Records {
    /// The progress of a record and its rollback, as a request sees them. This counts as a look at the
    /// record, and at the rollback if it cannot be queried by itself.
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
    /// The status of the whole record.
    pub(crate) fn status(&self) -> ItemStatus {
        match self.rollback {
            None => self.record.status(self.stage),
            Some(rollback) => taken_back(rollback.status(Stage::Over)),
        }
    }

    /// The items with their statuses.
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

/// The status of an item that was rolled back, given the status of the rollback.
pub(crate) fn taken_back(rollback: ItemStatus) -> ItemStatus {
    match rollback {
        ItemStatus::Succeeded => ItemStatus::RolledBack,
        ItemStatus::Failed => ItemStatus::RollbackFailed,
        other => other,
    }
}
