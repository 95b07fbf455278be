//! The state of an account at the SSL service.

pub(super) mod certificate;
mod certificates;
pub(super) mod company;
mod deletion;
pub(super) mod deliveries;
pub(super) mod deploying;
pub(super) mod deployments;
pub(super) mod domain;
pub(super) mod fitting;
pub(super) mod hosted;
pub(super) mod instances;
pub(super) mod issuing;
pub(super) mod manager;
mod open;
pub(super) mod package;
pub(super) mod products;
pub(super) mod recent;
pub(super) mod records;
pub(super) mod resource_type;
pub(super) mod resources;
pub(super) mod rollback;
pub(super) mod status;
pub(super) mod uploading;
pub(super) mod work;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use time::OffsetDateTime;

use self::certificate::{Certificate, Source};
use self::certificates::Certificates;
use self::company::Company;
use self::deliveries::{Deliveries, Delivery};
use self::manager::Manager;
use self::package::{Package, Points};
use self::recent::Recent;
use self::records::Record;
use self::resources::Resource;
use self::status::Status;
use self::work::{Records, Tasks};
use super::super::tencent::{Contents, draw_id};
use super::errors::Error;
use crate::accounts::Declaration;
use crate::ids::Ids;
use crate::store::{Given, Held, Others, State, Users, View};

/// The pace of issues, and of revocations.
pub(super) const ISSUE_PACE: &str = "tencent_ssl.issue";
/// The pace at which the record of an update is created. Its number is 0 until then.
pub(super) const RECORD_PACE: &str = "tencent_ssl.record";
/// The pace of deployments, and of searches for bound resources.
pub(super) const DEPLOY_PACE: &str = "tencent_ssl.deploy";
/// The pace of failed deployments that are tried again.
pub(super) const RETRY_PACE: &str = "tencent_ssl.retry";
/// The pace of rollbacks.
pub(super) const ROLLBACK_PACE: &str = "tencent_ssl.rollback";
/// The pace of deletions.
pub(super) const DELETE_PACE: &str = "tencent_ssl.delete";

/// The largest number of a record or a task, because clients read signed numbers.
const LARGEST_NUMBER: u64 = i64::MAX.cast_unsigned();

/// The account, as `GET /_certmock/state` exports it.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Account {
    /// Certificates, uploaded and ordered.
    #[schemars(with = "Vec<Certificate>")]
    pub(super) certificates: Certificates,
    /// The companies for which certificates with organization or extended validation are ordered.
    pub(super) companies: Vec<Company>,
    /// The managers of these companies.
    pub(super) managers: Vec<Manager>,
    /// The packages of points that certificates are paid with.
    pub(super) packages: Vec<Package>,
    /// The prices of certificates that do not cost one point.
    pub(super) points: Vec<Points>,
    /// The instances to which certificates are deployed, except those that another provider stores.
    pub(super) resources: Vec<Resource>,
    /// The last deployment to each instance that another provider stores, such as `cdn:www.example.com`.
    #[schemars(with = "BTreeMap<String, Delivery>")]
    pub(super) deliveries: Deliveries,
    /// Deployments and updates.
    #[schemars(with = "Vec<Record>")]
    pub(super) records: Records,
    /// Deletions, and searches for bound resources.
    #[schemars(with = "Vec<records::Task>")]
    pub(super) tasks: Tasks,
    /// The lines of the operation log.
    #[schemars(with = "Vec<Log>")]
    pub(super) logs: Recent<Log>,
    /// The most free certificates that the account can have.
    pub(super) free_quota: usize,
    /// The most free certificates for one main domain.
    pub(super) main_domain_quota: usize,
    /// Whether the owner's real name was verified. Otherwise no certificate can be ordered.
    pub(super) real_name_verified: bool,
    /// Whether the service may search other services for bound resources.
    pub(super) service_role: bool,
    /// Whether the account may update certificates in place, which the vendor has to allow.
    pub(super) upload_update_allowed: bool,
    /// The projects that the caller may not touch.
    pub(super) forbidden_projects: Vec<u64>,
    /// The actions that the caller's policies deny.
    pub(super) denied_actions: Vec<String>,
    /// How the authority answers the service.
    pub(super) authority: Authority,
    /// The last number of a record, an item or a task.
    pub(super) last_number: u64,
}

impl Default for Account {
    fn default() -> Self {
        Self {
            certificates: Certificates::default(),
            companies: Vec::new(),
            managers: Vec::new(),
            packages: Vec::new(),
            points: Vec::new(),
            resources: Vec::new(),
            deliveries: Deliveries::default(),
            records: Records::default(),
            tasks: Tasks::default(),
            logs: Recent::default(),
            free_quota: 50,
            main_domain_quota: 20,
            real_name_verified: true,
            service_role: true,
            upload_update_allowed: true,
            forbidden_projects: Vec::new(),
            denied_actions: Vec::new(),
            authority: Authority::default(),
            last_number: 0,
        }
    }
}

/// How the authority answers the service.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Authority {
    #[default]
    Available,
    /// Not at all.
    Busy,
    /// It refuses what it is asked for.
    Refusing,
}

/// A line of the operation log.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Log {
    /// The id of the certificate.
    pub(super) certificate_id: SmolStr,
    /// The vendor's word: `apply`, `issued`, …
    pub(super) kind: Cow<'static, str>,
    /// When it happened.
    #[serde(with = "crate::moment")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub(super) at: OffsetDateTime,
}

impl State for Account {
    fn open(_: Option<&Declaration>) -> Self {
        Self::default()
    }

    /// Earlier deployments to a product's instances do not apply to its newly given state.
    fn stay_beside(&mut self, given: &Given<'_>, now: OffsetDateTime) {
        self.settle(now);
        self.forget_deliveries(given);
    }

    fn is_due(&self, now: OffsetDateTime) -> bool {
        self.tasks.are_due(now)
    }

    fn settle_beside(&mut self, others: Others<'_>, now: OffsetDateTime) {
        self.settle_deletions(others, now);
    }

    fn holds(&self, id: &str) -> bool {
        self.certificates.find(id).is_some()
    }

    fn certificates(view: &View<'_, Self>) -> Vec<Held> {
        let now = view.tools.clock.now();
        let instances = view.state.instances(None, view.others, now);
        let bindings = instances
            .iter()
            .flat_map(|instance| instance.certificates().map(|id| (id.as_str(), instance.place())));
        let users: Users = bindings.collect();
        let held = |certificate: &Certificate| {
            let contents = certificate.contents(now)?;
            Some(Held {
                id: certificate.id.to_string(),
                name: certificate.alias.to_string(),
                certificate: contents.certificate.clone(),
                private_key: contents.private_key.clone(),
                used_by: users.of(&certificate.id),
            })
        };
        let all = view.state.certificates.newest_first(0);
        all.filter_map(held).collect()
    }
}

impl Account {
    /// The certificate of that id.
    pub(super) fn find(&self, id: &str) -> Option<&Certificate> {
        self.certificates.find(id)
    }

    /// The certificate, if it is in a project that the caller may use.
    pub(super) fn find_permitted(&self, id: &str) -> Result<&Certificate, Error> {
        let certificate = self.find(id).ok_or(Error::CertificateNotFound)?;
        self.permit(certificate.project_id)?;
        Ok(certificate)
    }

    pub(super) fn permit(&self, project: u64) -> Result<(), Error> {
        let forbidden = self.forbidden_projects.contains(&project);
        if forbidden { Err(Error::NoProjectPermission) } else { Ok(()) }
    }

    /// Refuses any order if the account or the authority does not allow it.
    pub(super) fn check_order(&self, project: u64) -> Result<(), Error> {
        self.permit(project)?;
        if !self.real_name_verified {
            return Err(Error::NoRealNameAuth);
        }
        if self.authority == Authority::Busy { Err(Error::NetworkError) } else { Ok(()) }
    }

    /// Where a certificate stands. Assumption: while a reissue waits, the certificate that it replaces
    /// is 11 and the new one 0 or 4; then both are 1. From: the meaning of the numbers; which of the two
    /// has the 11 is not documented.
    pub(super) fn status(&self, certificate: &Certificate, now: OffsetDateTime) -> Status {
        let status = certificate.own_status(now);
        let new = certificate.links.replaced_for.as_deref().and_then(|id| self.find(id));
        match new {
            Some(new) if status == Status::Issued && new.own_status(now).is_pending() => {
                Status::Reissuing
            }
            _ => status,
        }
    }

    /// The contents of a certificate that instances can use; nothing if it is not issued.
    pub(super) fn available<'a>(
        &self,
        certificate: &'a Certificate,
        now: OffsetDateTime,
    ) -> Option<&'a Contents> {
        let issued = self.status(certificate, now) == Status::Issued;
        certificate.contents(now).filter(|_| issued)
    }

    /// Makes final the deployments that are over.
    pub(super) fn settle(&mut self, now: OffsetDateTime) {
        self.records.settle(&mut self.resources, &mut self.deliveries, now);
    }

    /// Sets whether the owner is not told of the certificate's end.
    ///
    /// Assumption: each action that sets it logs `ignoreExpiringNotice-1` for the certificate, with 0
    /// where it is unset. From: a public log that has the former, which does not say what wrote it.
    pub(super) fn ignore_expiry(&mut self, id: &str, ignored: bool, now: OffsetDateTime) {
        if let Some(certificate) = self.certificates.find_mut(id) {
            certificate.ignored = ignored;
            let kind = if ignored { "ignoreExpiringNotice-1" } else { "ignoreExpiringNotice-0" };
            self.log(kind, id, now);
        }
    }

    pub(super) fn log(&mut self, kind: &'static str, certificate_id: &str, now: OffsetDateTime) {
        let certificate_id = certificate_id.into();
        // The oldest entry may be forgotten.
        let _ = self.logs.push(Log { certificate_id, kind: kind.into(), at: now });
    }

    /// An unused number for a record, an item or a task, even if a state has a wrong `last_number`.
    pub(super) fn next_number(&mut self) -> u64 {
        let largest = self.last_number.max(self.records.largest()).max(self.tasks.largest());
        if largest < LARGEST_NUMBER {
            self.last_number = largest + 1;
            return self.last_number;
        }
        let tasks = self.tasks.iter().map(|task| task.id);
        let numbers = |record: &Record| [record.id, record.number()];
        let records = self.records.iter();
        let records =
            records.flat_map(|each| each.items.iter().map(|item| item.id).chain(numbers(each)));
        let taken: HashSet<_> = tasks.chain(records).collect();
        (1..LARGEST_NUMBER).find(|number| !taken.contains(number)).unwrap_or(LARGEST_NUMBER)
    }

    /// An unused certificate id: eight letters and digits.
    pub(super) fn new_id(&self, ids: &Ids) -> String {
        let is_taken = |id: &String| self.certificates.find(id).is_some();
        ids.draw_until_free(draw_id, is_taken)
    }

    /// The free certificates that count against the quota. Reissues do not, nor those that were cancelled or
    /// revoked, have expired or failed the review.
    pub(super) fn free_in_use(&self, now: OffsetDateTime) -> impl Iterator<Item = &Certificate> {
        self.certificates.newest_first(0).filter(move |certificate| {
            certificate.source == Source::Free
                && certificate.links.replaced_by.is_none()
                && !matches!(
                    certificate.own_status(now),
                    Status::Cancelled | Status::Revoked | Status::Expired | Status::ReviewFailed
                )
        })
    }
}
