//! Lists of the instances that a certificate can be deployed to, or is: one request and one reply for all
//! services, and for each what an instance of it is shown with.

pub(crate) mod domains;
pub(crate) mod listeners;
pub(crate) mod secrets;
pub(crate) mod servers;

use std::collections::HashMap;
use std::hash::Hash;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::super::super::tencent::HostNames;
use super::super::state::Account;
use super::super::state::certificate::Kind;
use super::super::state::fitting::covers;
use super::super::state::resource_type::ResourceType;
use super::super::state::resources::Resource;

/// `DescribeHostCdnInstanceList`, and those of other services. Which of the members a list knows is said in
/// the vendor's data: those of Lighthouse, Live, VOD and WAF have no pages.
///
/// Whether a copy may be shown that is up to half an hour old makes no difference: what is shown is new.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeHostInstanceList {
    /// The certificate that instances could have.
    pub(crate) certificate_id: Option<String>,
    /// The certificate that they have.
    pub(crate) old_certificate_id: Option<String>,
    #[serde(default)]
    pub(crate) filters: Vec<InstanceFilter>,
    pub(crate) offset: Option<u64>,
    pub(crate) limit: Option<u64>,
}

/// `DescribeHostApiGatewayInstanceList`. The service takes its `Offset` as text.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DescribeHostApiGatewayInstanceList {
    pub(crate) certificate_id: Option<String>,
    pub(crate) old_certificate_id: Option<String>,
    #[serde(default)]
    pub(crate) filters: Vec<InstanceFilter>,
    pub(crate) offset: Option<String>,
    pub(crate) limit: Option<u64>,
}

/// `domainMatch`: 1, those that the certificate is for; 0, the others.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct InstanceFilter {
    pub(crate) filter_key: String,
    pub(crate) filter_value: String,
}

/// The reply of the services that look for instances beside the request, too.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct SearchedInstanceListReply<I> {
    pub(crate) instance_list: Vec<I>,
    pub(crate) total_count: usize,
    /// How many instances the search has found, and how many it has looked at.
    pub(crate) async_total_num: usize,
    pub(crate) async_offset: usize,
    pub(crate) async_cache_time: String,
}

/// The reply of others.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CountedInstanceListReply<I> {
    pub(crate) instance_list: Vec<I>,
    pub(crate) total_count: usize,
}

/// The reply of Live and WAF, which count nothing.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct WholeInstanceListReply<I> {
    pub(crate) instance_list: Vec<I>,
}

/// How a service's instance is shown.
pub(crate) trait ShownInstance: Sized {
    /// The service.
    const KIND: ResourceType;

    /// What names the instance, where all that is found of one is shown together.
    fn whole(_: &Resource) -> Option<&str> {
        None
    }

    fn of(found: &Found<'_>, asked: &Asked<'_>) -> Self;
}

/// What a list is asked for, and what there is to be said of a certificate.
pub(crate) struct Asked<'a> {
    account: &'a Account,
    /// The hosts of the certificate that instances could have.
    pub(crate) names: Option<HostNames>,
    /// The certificate that the instances have.
    pub(crate) old: Option<&'a str>,
    now: OffsetDateTime,
}

impl<'a> Asked<'a> {
    pub(crate) fn new(
        account: &'a Account,
        names: Option<HostNames>,
        old: Option<&'a str>,
        now: OffsetDateTime,
    ) -> Self {
        Self { account, names, old, now }
    }

    /// The certificate that an instance is shown with: the one that is asked for, if it has that.
    fn certificate(&self, resource: &Resource) -> String {
        let asked = self.old.filter(|old| resource.has(old)).map(str::to_owned);
        asked.or_else(|| resource.certificate_id.clone()).unwrap_or_default()
    }

    /// The kind of key, `RSA` or `ECC`; empty where there is no such certificate.
    fn key_type(&self, id: &str) -> &'a str {
        let contents = self.account.find(id).and_then(|it| it.contents(self.now));
        contents.map(|contents| contents.facts.key_type()).unwrap_or_default()
    }

    /// The hosts that a certificate is for.
    fn dns_names(&self, id: &str) -> Vec<String> {
        let contents = self.account.find(id).and_then(|it| it.contents(self.now));
        contents.map(|contents| contents.facts.names.clone()).unwrap_or_default()
    }

    /// The certificate of an authority that an instance knows its clients by.
    fn authority<'r>(&self, resource: &'r Resource) -> Option<&'r String> {
        let mut further = resource.further_certificate_ids.iter();
        further.find(|id| self.account.find(id).is_some_and(|it| it.kind == Kind::Ca))
    }

    /// Whether the certificate is for that domain.
    fn is_for(&self, domain: &str) -> bool {
        self.names.as_ref().is_none_or(|names| covers(names, domain))
    }

    /// Those of an instance's domains that the certificate is not for.
    fn unmatched<'r>(&self, domains: impl IntoIterator<Item = &'r String>) -> Vec<String> {
        domains.into_iter().filter(|domain| !self.is_for(domain)).cloned().collect()
    }
}

/// What was found of one thing.
pub(crate) struct Found<'r> {
    first: &'r Resource,
    rest: Vec<&'r Resource>,
}

impl<'r> Found<'r> {
    fn all(&self) -> impl Iterator<Item = &'r Resource> {
        std::iter::once(self.first).chain(self.rest.iter().copied())
    }

    /// The same, with all that belongs to one part of it together.
    fn parts<K: Eq + Hash>(&self, part: impl Fn(&'r Resource) -> K) -> Vec<Self> {
        together(self.all(), part)
    }
}

/// What was found, with all that belongs to one thing together, in the order in which the things came.
fn together<'r, K: Eq + Hash>(
    found: impl Iterator<Item = &'r Resource>,
    thing: impl Fn(&'r Resource) -> K,
) -> Vec<Found<'r>> {
    let (mut places, mut things) = (HashMap::new(), Vec::<Found<'r>>::new());
    for resource in found {
        let place = *places.entry(thing(resource)).or_insert(things.len());
        match things.get_mut(place) {
            Some(known) => known.rest.push(resource),
            None => things.push(Found { first: resource, rest: Vec::new() }),
        }
    }
    things
}

/// What was found, instance by instance.
pub(crate) fn by_instance<'r, I: ShownInstance>(
    found: impl Iterator<Item = &'r Resource>,
) -> Vec<Found<'r>> {
    let (mut wholes, mut others) = (Vec::new(), Vec::new());
    for resource in found {
        match I::whole(resource) {
            Some(_) => wholes.push(resource),
            None => others.push(Found { first: resource, rest: Vec::new() }),
        }
    }
    let mut all = together(wholes.into_iter(), |resource| (&resource.region, I::whole(resource)));
    all.append(&mut others);
    all
}

/// The domain of an instance that has one.
fn domain(resource: &Resource) -> String {
    resource.domains.first().cloned().unwrap_or_default()
}
