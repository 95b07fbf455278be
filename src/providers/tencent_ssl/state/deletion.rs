//! The deletion of certificates.

use std::collections::HashSet;

use time::{Duration, OffsetDateTime};

use super::super::errors::Error;
use super::Account;
use super::certificate::{Certificate, Source};
use super::records::Deletion;
use super::status::Status;
use crate::store::Others;

impl Account {
    /// Refuses to delete a certificate whose status does not allow it.
    pub(crate) fn check_deletable(
        &self,
        certificate: &Certificate,
        now: OffsetDateTime,
    ) -> Result<(), Error> {
        let status = self.status(certificate, now);
        let renewal = certificate.links.renewal.as_deref().and_then(|id| self.find(id));
        let young = now - certificate.inserted < Duration::HOUR;
        match (certificate.source, status) {
            (Source::Free, _) if young => Err(Error::CannotBeDeletedWithinHour),
            (_, Status::Reissuing | Status::Revoking | Status::RevocationLetterPending) => {
                Err(Error::InvalidCertificateStatusCode)
            }
            _ if renewal.is_some_and(|new| new.own_status(now).is_pending()) => {
                Err(Error::RenewNotIssued)
            }
            // Assumption: a paid certificate is not deleted while it is issued, nor while its order is
            // being looked at. From: the words of the errors.
            (Source::Paid, Status::Issued) => Err(Error::CannotBeDeletedIssued),
            (Source::Paid, status) if status.is_pending() => {
                Err(Error::InvalidCertificateStatusCode)
            }
            _ => Ok(()),
        }
    }

    /// The certificates that instances have, or are about to have, or may have again.
    pub(crate) fn used(&self, others: Others<'_>, now: OffsetDateTime) -> HashSet<String> {
        let instances = self.instances(None, others, now);
        let had = instances.iter().flat_map(|resource| {
            let possible = resource.possible_certificate_ids.iter().flatten();
            resource.certificates().chain(possible).cloned()
        });
        let coming = self.records.running(now).flat_map(|record| {
            record.tried().map(|(item, _)| record.certificate_of(item).to_owned())
        });
        had.chain(coming).collect()
    }

    /// The result of a task that is to delete a certificate. `used` are the certificates in use.
    pub(crate) fn outcome_of_deletion(
        &self,
        id: &str,
        used: &HashSet<String>,
        now: OffsetDateTime,
    ) -> Deletion {
        let certificate = self.find(id);
        let standing = certificate.map_or(Ok(()), |found| self.check_deletable(found, now));
        if !self.service_role {
            Deletion::NoRole
        } else if used.contains(id) {
            Deletion::Bound
        } else if standing.is_err() {
            Deletion::WrongStatus
        } else {
            Deletion::Possible
        }
    }

    /// Deletes the certificates whose tasks are over.
    ///
    /// Assumption: a task looks for resources when it begins and again before it deletes. From: the answer
    /// that it has for what is bound; nothing is deleted that a resource has.
    pub(super) fn settle_deletions(&mut self, others: Others<'_>, now: OffsetDateTime) {
        let used = self.used(others, now);
        let mut tasks = std::mem::take(&mut self.tasks);
        let gone = tasks.settle(now, |id| self.outcome_of_deletion(id, &used, now));
        self.tasks = tasks;
        for id in gone {
            if self.certificates.find(&id).is_some() {
                self.certificates.remove(&id);
                self.log("delete", &id, now);
            }
        }
    }
}
