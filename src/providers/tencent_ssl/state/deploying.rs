//! How a deployment begins.

use time::OffsetDateTime;

use super::super::super::tencent::Contents;
use super::super::errors::Error;
use super::certificate::{Certificate, Kind};
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
    let id = account.next_number_at(instances.iter().map(|(resource, _)| resource));
    let items = instances
        .into_iter()
        .map(|(resource, asked_as)| Item {
            id: account.next_number(),
            resource: account.facing(resource, &certificate_id, &old_certificate_id, now),
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
    let now = context.tools.clock.now();
    let work = context.tools.paces.begin(ROLLBACK_PACE, now);
    let account = &mut *context.state;
    let id = account.next_number_at(instances.iter().map(|(resource, _)| resource));
    let items = instances
        .into_iter()
        .map(|(resource, target)| Item {
            id: account.next_number(),
            resource: match &target {
                Some(target) => account.facing(resource, target, &old_certificate_id, now),
                None => resource,
            },
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

impl Account {
    /// The number of work on those instances: larger than that of any that their products know of, as they do
    /// where one is given a state of elsewhere.
    pub(crate) fn next_number_at<'a>(&mut self, there: impl Iterator<Item = &'a Resource>) -> u64 {
        self.last_number =
            there.map(|resource| resource.deployment).fold(self.last_number, u64::max);
        self.next_number()
    }

    /// What a certificate consists of that can be deployed: one that is issued, and no authority's.
    pub(crate) fn deployable<'a>(
        &self,
        certificate: &'a Certificate,
        now: OffsetDateTime,
    ) -> Result<&'a Contents, Error> {
        let contents = self.available(certificate, now);
        contents.filter(|_| certificate.kind != Kind::Ca).ok_or(Error::CertificateNotAvailable)
    }

    /// An instance, as it stands before a certificate that it is to be given in the place of another, or of
    /// whatever it has: with the one that is replaced as its certificate, and what it keeps beside. Of most
    /// services that is as the instance is; of those with a certificate of each algorithm, those of other
    /// algorithms stay.
    ///
    /// Assumption: a host of `EdgeOne` that SSL gives a certificate keeps those of other algorithms. From: a
    /// client that sends the other algorithm's again, to keep it, where it writes at `EdgeOne` itself.
    pub(crate) fn facing(
        &self,
        mut resource: Resource,
        new: &str,
        old: &str,
        now: OffsetDateTime,
    ) -> Resource {
        if !resource.kind.has_pairs() {
            return resource;
        }
        let key_type = |id: &str| {
            let contents = self.find(id).and_then(|certificate| certificate.contents(now));
            contents.map(|contents| contents.facts.key_type())
        };
        let new_type = key_type(new);
        let goes = |id: &String| *id == old || new_type.is_some() && key_type(id) == new_type;
        let (going, staying): (Vec<_>, Vec<_>) =
            resource.own_certificates().cloned().partition(goes);
        let named = going.iter().find(|id| **id == old).or(going.first());
        resource.certificate_id = named.cloned();
        resource.paired_certificate_ids = staying;
        // What its product may go back to goes as well.
        if let Some(possible) = &mut resource.possible_certificate_ids {
            possible.retain(|id| !goes(id));
        }
        resource
    }
}
