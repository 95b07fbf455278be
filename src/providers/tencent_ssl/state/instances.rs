//! The instances that certificates are deployed to: those of products that keep their instances
//! themselves, and for all else the account's own list.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use time::OffsetDateTime;

use super::super::super::{
    tencent_cdn, tencent_clb, tencent_live, tencent_scf, tencent_teo, tencent_vod, tencent_waf,
};
use super::Account;
use super::deliveries::Bindings;
use super::deployments::Deployments;
use super::records::Record;
use super::resource_type::ResourceType;
use super::resources::Resource;
use crate::store::Others;

/// A product that keeps its instances itself: how it tells them, with the certificate that each has by what
/// the product was told and what was deployed.
type Product = (ResourceType, fn(Others<'_>, &Deployments<'_>, OffsetDateTime) -> Vec<Resource>);

/// The products. A row is all that one more needs here; it asks for the deployments to its instances at
/// [`Deployments`], and shows them.
const PRODUCTS: [Product; 7] = [
    (ResourceType::Cdn, tencent_cdn::instances),
    (ResourceType::Clb, tencent_clb::instances),
    (ResourceType::Teo, tencent_teo::instances),
    (ResourceType::Vod, tencent_vod::instances),
    (ResourceType::Live, tencent_live::instances),
    (ResourceType::Scf, tencent_scf::instances),
    (ResourceType::Waf, tencent_waf::instances),
];

impl ResourceType {
    /// Whether a product that is emulated keeps its instances itself.
    pub(crate) fn is_kept_by_product(self) -> bool {
        PRODUCTS.iter().any(|(kind, _)| *kind == self)
    }
}

impl Account {
    /// The instances of those kinds, or of all, each with the certificate that it has now. One that is
    /// in the account's own list, too, is the product's.
    pub(crate) fn instances<'a>(
        &'a self,
        kinds: Option<&[ResourceType]>,
        others: Others<'_>,
        now: OffsetDateTime,
    ) -> Vec<Cow<'a, Resource>> {
        let wanted = |kind: ResourceType| kinds.is_none_or(|kinds| kinds.contains(&kind));
        let mut found = Vec::new();
        let mut places = HashSet::new();
        for (kind, tell) in PRODUCTS.into_iter().filter(|(kind, _)| wanted(*kind)) {
            let told = tell(others, &Deployments::of(self, kind, now), now);
            places.extend(told.iter().map(Resource::place));
            found.extend(told.into_iter().map(Cow::Owned));
        }
        let listed = self.resources.iter().filter(|resource| wanted(resource.kind));
        found.extend(
            listed
                .filter(|resource| places.is_empty() || !places.contains(&resource.place()))
                .map(|resource| self.current(resource, now)),
        );
        found
    }

    /// The instances of those kinds by their places.
    pub(crate) fn by_place<'a>(
        &'a self,
        kinds: &[ResourceType],
        others: Others<'_>,
        now: OffsetDateTime,
    ) -> HashMap<String, Cow<'a, Resource>> {
        let found = self.instances(Some(kinds), others, now);
        found.into_iter().map(|resource| (resource.place(), resource)).collect()
    }

    /// An instance of the account's own list as it is now, with the certificate that it has.
    fn current<'a>(&'a self, resource: &'a Resource, now: OffsetDateTime) -> Cow<'a, Resource> {
        let deployed = |record: &'a Record| Some((record, record.deployed(resource, now)?));
        match self.records.open().rev().find_map(deployed) {
            None => Cow::Borrowed(resource),
            Some((record, item)) => {
                let mut resource = resource.clone();
                Bindings::with(record, item).give(&mut resource);
                Cow::Owned(resource)
            }
        }
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
