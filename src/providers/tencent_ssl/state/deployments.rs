//! What deployments bring to the instances of products that keep their instances themselves.
//!
//! A product and SSL see one truth about what an instance has: the later of the product's own write and
//! of a deployment that is over. Neither writes to the other. The product notes with each write of an
//! instance the number of the last deployment to it that was over by then: what has a larger number came
//! later. Moments would not tell that, because a clock may stand still.

use std::collections::{BTreeMap, HashMap};

use time::OffsetDateTime;

use super::Account;
use super::deliveries::{Deliveries, Delivery};
use super::records::Record;
use super::resources::{Resource, ResourceType};
use crate::store::Others;

/// The last deployment to an instance that is over, as the product sees it.
#[derive(Clone, Debug)]
pub(in crate::providers) struct Deployment<'a> {
    /// Its number; a later one has a larger number.
    pub(in crate::providers) record: u64,
    /// The certificate that it brought.
    pub(in crate::providers) certificate_id: &'a str,
    /// When it began.
    pub(in crate::providers) at: OffsetDateTime,
    /// How the instance was named, of those that may be named in several ways.
    pub(in crate::providers) asked_as: Option<&'a str>,
    /// Whether the instance was named, and not found by the certificate that it had.
    pub(in crate::providers) is_by_name: bool,
    /// Whether HTTPS is on from then, where that is known: of live.
    pub(in crate::providers) https: Option<bool>,
}

/// The deployments to the instances of one product.
#[derive(Default)]
pub(in crate::providers) struct Deployments<'a> {
    /// Those that are over.
    over: HashMap<String, Deployment<'a>>,
    /// Those that go on.
    running: HashMap<String, &'a Record>,
    /// What they brought that are over and were looked at before.
    settled: Option<&'a Deliveries>,
    kind: Option<ResourceType>,
}

impl<'a> Deployments<'a> {
    /// Those to instances of that kind, as the product that keeps them asks for them.
    pub(in crate::providers) fn to_instances_of(
        others: Others<'a>,
        kind: ResourceType,
        now: OffsetDateTime,
    ) -> Self {
        let account = others.find::<Account>();
        account.map_or_else(Self::default, |account| Self::of(account, kind, now))
    }

    /// The same, as SSL does.
    pub(super) fn of(account: &'a Account, kind: ResourceType, now: OffsetDateTime) -> Self {
        let mut found =
            Self { settled: Some(&account.deliveries), kind: Some(kind), ..Self::default() };
        for record in account.records.open() {
            let is_over = record.is_over(now);
            if is_over && record.settled {
                continue;
            }
            for (item, succeeds) in record.tried() {
                if item.resource.kind != kind {
                    continue;
                }
                let place = item.resource.place();
                if !is_over {
                    found.running.insert(place, record);
                } else if succeeds {
                    found.over.insert(
                        place,
                        Deployment {
                            record: record.number(),
                            certificate_id: record.certificate_of(item),
                            at: record.updated(),
                            asked_as: item.asked_as.as_deref(),
                            is_by_name: record.is_by_name(item),
                            https: record.https_of(item),
                        },
                    );
                }
            }
        }
        found
    }

    /// The last one to the instance of a product whose instances are named by their domains.
    pub(in crate::providers) fn to(&self, domain: &str) -> Option<Deployment<'a>> {
        self.to_place(&Resource::place_of_domain(self.kind?, domain))
    }

    /// The last one to an instance that is more than a domain.
    pub(in crate::providers) fn to_instance(&self, instance: &Resource) -> Option<Deployment<'a>> {
        self.to_place(&instance.place())
    }

    /// The last one to that place.
    pub(super) fn to_place(&self, place: &str) -> Option<Deployment<'a>> {
        self.over.get(place).cloned().or_else(|| {
            let Delivery { record, certificate_id, at, asked_as, is_by_name, https } =
                self.settled?.get(place)?;
            Some(Deployment {
                record: *record,
                certificate_id,
                at: *at,
                asked_as: asked_as.as_deref(),
                is_by_name: *is_by_name,
                https: *https,
            })
        })
    }

    /// Whether one to the domain goes on.
    pub(in crate::providers) fn runs_to(&self, domain: &str) -> bool {
        self.running(domain).is_some()
    }

    /// Counts that somebody saw which of those to these domains go on, each once.
    pub(in crate::providers) fn look<'d>(
        &self,
        domains: impl Iterator<Item = &'d str>,
        now: OffsetDateTime,
    ) {
        look_each(domains.filter_map(|domain| self.running(domain)), now);
    }

    /// The same of instances that are more than domains.
    pub(in crate::providers) fn look_at<'i>(
        &self,
        instances: impl Iterator<Item = &'i Resource>,
        now: OffsetDateTime,
    ) {
        let running = |instance: &Resource| self.running.get(&instance.place()).copied();
        look_each(instances.filter_map(running), now);
    }

    fn running(&self, domain: &str) -> Option<&'a Record> {
        self.running.get(&Resource::place_of_domain(self.kind?, domain)).copied()
    }
}

/// Counts that somebody saw how far these records are, each once.
fn look_each<'r>(seen: impl Iterator<Item = &'r Record>, now: OffsetDateTime) {
    for record in seen.map(|record| (record.id, record)).collect::<BTreeMap<_, _>>().values() {
        record.look(now);
    }
}
