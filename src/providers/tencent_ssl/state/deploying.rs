//! How a deployment begins.

use super::records::{Item, Record, RecordKind};
use super::resources::Resource;
use super::{Account, DEPLOY_PACE, RECORD_PACE, ROLLBACK_PACE};
use crate::pace::Stage;
use crate::store::Context;

/// Begins a deployment; its number, which is 0 while the record of an update is still made.
pub(crate) fn begin_deployment(
    context: &mut Context<'_, Account>,
    kind: RecordKind,
    certificate_id: String,
    old_certificate_id: String,
    instances: Vec<(Resource, Option<String>)>,
) -> u64 {
    let now = context.tools.clock.now();
    let work = context.tools.paces.begin(DEPLOY_PACE, now);
    // The service makes the record of an update apart: it looks for the instances first.
    let mut preparation =
        (kind != RecordKind::Deploy).then(|| context.tools.paces.begin(RECORD_PACE, now));
    let account = &mut *context.state;
    let id = account.next_number();
    let items = instances
        .into_iter()
        .map(|(resource, asked_as)| Item {
            id: account.next_number(),
            resource,
            asked_as,
            outcome: None,
            target: None,
        })
        .collect();
    preparation.take_if(|preparation| preparation.look(now) == Stage::Over);
    let told = if preparation.is_none() { id } else { 0 };
    account.records.push(Record {
        id,
        kind,
        certificate_id,
        old_certificate_id,
        items,
        https: None,
        preparation,
        work,
        retry: None,
        undone_by: None,
        settled: false,
    });
    told
}

/// Begins to take a record back; the number of the record that does so. The instances are given as they
/// are now, each with the certificate that it goes back to.
pub(crate) fn begin_rollback(
    context: &mut Context<'_, Account>,
    undone: u64,
    kind: RecordKind,
    (certificate_id, old_certificate_id): (String, String),
    instances: Vec<(Resource, Option<String>)>,
) -> u64 {
    let work = context.tools.paces.begin(ROLLBACK_PACE, context.tools.clock.now());
    let account = &mut *context.state;
    let id = account.next_number();
    let items = instances
        .into_iter()
        .map(|(resource, target)| Item {
            id: account.next_number(),
            resource,
            asked_as: None,
            outcome: None,
            target,
        })
        .collect();
    let rollback = Record {
        id,
        kind,
        certificate_id,
        old_certificate_id,
        items,
        https: None,
        preparation: None,
        work,
        retry: None,
        undone_by: None,
        settled: false,
    };
    account.records.push_rollback(undone, rollback);
    id
}
