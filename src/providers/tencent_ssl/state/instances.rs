//! The instances that certificates are deployed to. Some products store their instances themselves; those of
//! all others are in the account's own list.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use time::OffsetDateTime;

use super::super::super::{
    tencent_cdn, tencent_clb, tencent_live, tencent_scf, tencent_teo, tencent_vod, tencent_waf,
};
use super::Account;
use super::deliveries::Bindings;
use super::deployments::Deployments;
use super::records::{Item, Record};
use super::resource_type::ResourceType;
use super::resources::Resource;
use crate::store::{Given, Others, State};

/// The state of a product that stores its instances itself.
pub(in crate::providers) trait Product: State {
    /// SSL's name of the product.
    const KIND: ResourceType;

    /// Its instances, the oldest first, each with its present certificate.
    fn instances(
        &self,
        others: Others<'_>,
        deployments: &Deployments<'_>,
        now: OffsetDateTime,
    ) -> Vec<Resource>;
}

/// A product, whatever its type.
struct Row {
    kind: ResourceType,
    /// The product's instances in an account.
    tell: fn(Others<'_>, &Deployments<'_>, OffsetDateTime) -> Vec<Resource>,
    /// Whether the product's state is among given states.
    is_given: fn(&Given<'_>) -> bool,
}

impl Row {
    const fn of<P: Product>() -> Self {
        Self {
            kind: P::KIND,
            tell: |others, deployments, now| {
                let product = others.find::<P>();
                product.map_or_else(Vec::new, |product| product.instances(others, deployments, now))
            },
            is_given: |given| given.has::<P>(),
        }
    }
}

/// The products. A new product needs only a row here; it gets the deployments to its instances from
/// [`Deployments`].
const PRODUCTS: [Row; 7] = [
    Row::of::<tencent_cdn::Account>(),
    Row::of::<tencent_clb::Account>(),
    Row::of::<tencent_teo::Account>(),
    Row::of::<tencent_vod::Account>(),
    Row::of::<tencent_live::Account>(),
    Row::of::<tencent_scf::Account>(),
    Row::of::<tencent_waf::Account>(),
];

impl ResourceType {
    /// Whether a place is that of an instance of this kind.
    pub(super) fn has_place(self, place: &str) -> bool {
        place.split_once(':').is_some_and(|(kind, _)| kind == self.name())
    }

    /// Whether a product that is emulated keeps its instances itself.
    pub(crate) fn is_kept_by_product(self) -> bool {
        PRODUCTS.iter().any(|product| product.kind == self)
    }
}

impl Account {
    /// Forgets the deliveries to products that are given a new state.
    pub(super) fn forget_deliveries(&mut self, given: &Given<'_>) {
        for product in PRODUCTS.iter().filter(|product| (product.is_given)(given)) {
            self.deliveries.forget(|place| product.kind.has_place(place));
        }
    }

    /// The instances of these kinds, or of all, each with its present certificate. If an instance is also in
    /// the account's own list, the product's counts.
    pub(crate) fn instances<'a>(
        &'a self,
        kinds: Option<&[ResourceType]>,
        others: Others<'_>,
        now: OffsetDateTime,
    ) -> Vec<Cow<'a, Resource>> {
        let wanted = |kind: ResourceType| kinds.is_none_or(|kinds| kinds.contains(&kind));
        let mut found = Vec::new();
        let mut places = HashSet::new();
        for Row { kind, tell, .. } in PRODUCTS.iter().filter(|product| wanted(product.kind)) {
            let told = tell(others, &Deployments::of(self, *kind, now), now);
            places.extend(told.iter().map(Resource::place));
            found.extend(told.into_iter().map(Cow::Owned));
        }
        let deployed = self.deployed(now);
        let listed = self.resources.iter().filter(|resource| wanted(resource.kind));
        if places.is_empty() && deployed.is_empty() {
            found.extend(listed.map(Cow::Borrowed));
            return found;
        }
        for resource in listed {
            let place = resource.place();
            if places.contains(&place) {
                continue;
            }
            found.push(match deployed.get(&place) {
                None => Cow::Borrowed(resource),
                Some((record, item)) => {
                    let mut resource = resource.clone();
                    Bindings::with(record, item).give(&mut resource);
                    Cow::Owned(resource)
                }
            });
        }
        found
    }

    /// The instances of these kinds, by place.
    pub(crate) fn by_place<'a>(
        &'a self,
        kinds: &[ResourceType],
        others: Others<'_>,
        now: OffsetDateTime,
    ) -> HashMap<String, Cow<'a, Resource>> {
        let found = self.instances(Some(kinds), others, now);
        found.into_iter().map(|resource| (resource.place(), resource)).collect()
    }

    /// Ended deployments that are not settled yet: the last one to each instance, by place.
    fn deployed(&self, now: OffsetDateTime) -> HashMap<String, (&Record, &Item)> {
        let given = self.records.given(now);
        given.map(|(record, item)| (item.resource.place(), (record, item))).collect()
    }

    /// The instances that have a certificate.
    pub(crate) fn bound_to<'a>(
        &'a self,
        id: &str,
        others: Others<'_>,
        now: OffsetDateTime,
    ) -> Vec<Cow<'a, Resource>> {
        let mut found = self.instances(None, others, now);
        found.retain(|resource| resource.has(id));
        found
    }
}
