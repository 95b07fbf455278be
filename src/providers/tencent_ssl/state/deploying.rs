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

/// Begins a deployment. Returns its number, which is 0 while the record of an update does not exist yet.
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

/// Begins the rollback of a record. Returns the number of the rollback's record. The instances are given in
/// their present form, each with the certificate that is restored.
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
    /// The number of new work on these instances. It is larger than any number that their products know, for
    /// example from an imported state.
    pub(crate) fn next_number_at<'a>(&mut self, there: impl Iterator<Item = &'a Resource>) -> u64 {
        self.last_number =
            there.map(|resource| resource.deployment).fold(self.last_number, u64::max);
        self.next_number()
    }

    /// The contents of a certificate that can be deployed: it must be issued and not an authority's.
    pub(crate) fn deployable<'a>(
        &self,
        certificate: &'a Certificate,
        now: OffsetDateTime,
    ) -> Result<&'a Contents, Error> {
        let contents = self.available(certificate, now);
        contents.filter(|_| certificate.kind != Kind::Ca).ok_or(Error::CertificateNotAvailable)
    }

    /// An instance prepared for the certificate `new` in place of `old`. It is changed only if its service
    /// has a certificate for each algorithm: then the certificate to be replaced becomes its main one, which
    /// is `old` or one of the new one's algorithm, and those of other algorithms are kept as paired ones.
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
        // The product cannot restore these certificates either.
        if let Some(possible) = &mut resource.possible_certificate_ids {
            possible.retain(|id| !goes(id));
        }
        resource
    }
}
