//! Lists of the instances that a certificate can be or is deployed to: a request and a reply for all
//! services, and the form of an instance for each service.

pub(crate) mod domains;
pub(crate) mod listeners;
pub(crate) mod secrets;
pub(crate) mod servers;

use std::collections::HashMap;
use std::hash::Hash;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::super::super::tencent::{HostNames, Names};
use super::super::state::Account;
use super::super::state::certificate::Kind;
use super::super::state::fitting::covers;
use super::super::state::resource_type::ResourceType;
use super::super::state::resources::Resource;

/// `DescribeHostCdnInstanceList`, and the lists of other services. The vendor's data tell which members a
/// list has: those of Lighthouse, Live, VOD and WAF have no pages.
///
/// Whether the reply may be a cached list, up to half an hour old, makes no difference: the list is always
/// current.
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

/// `domainMatch`: 1 for the instances that the certificate covers, 0 for the others.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct InstanceFilter {
    pub(crate) filter_key: String,
    pub(crate) filter_value: String,
}

/// The reply of services that also search for instances in the background.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct SearchedInstanceListReply<I> {
    pub(crate) instance_list: Vec<I>,
    pub(crate) total_count: usize,
    /// The number of instances that the search found; `AsyncOffset` is the number that it has examined.
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

/// The reply of Live and WAF, which has no count.
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct WholeInstanceListReply<I> {
    pub(crate) instance_list: Vec<I>,
}

/// The form of a service's instance.
pub(crate) trait ShownInstance: Sized {
    /// The service.
    const KIND: ResourceType;

    /// The name of the instance, if all results for it are shown as one.
    fn whole(_: &Resource) -> Option<&str> {
        None
    }

    fn of(found: &Found<'_>, asked: &Asked<'_>) -> Self;
}

/// The request for a list, with the facts about certificates.
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

    /// The certificate to show for an instance: the requested one if the instance has it, else its main one.
    fn certificate(&self, resource: &Resource) -> String {
        let asked = self.old.filter(|old| resource.has(old)).map(str::to_owned);
        asked.or_else(|| resource.certificate_id.clone()).unwrap_or_default()
    }

    /// The type of the key, `RSA` or `ECC`; empty if the certificate does not exist.
    fn key_type(&self, id: &str) -> &'a str {
        let contents = self.account.find(id).and_then(|it| it.contents(self.now));
        contents.map(|contents| contents.facts.key_type()).unwrap_or_default()
    }

    /// The hosts that a certificate is for.
    fn dns_names(&self, id: &str) -> Names {
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

    /// The domains of an instance that the certificate does not cover.
    fn unmatched<'r>(&self, domains: impl IntoIterator<Item = &'r String>) -> Vec<String> {
        domains.into_iter().filter(|domain| !self.is_for(domain)).cloned().collect()
    }
}

/// The results for one object.
pub(crate) struct Found<'r> {
    first: &'r Resource,
    rest: Vec<&'r Resource>,
}

impl<'r> Found<'r> {
    fn all(&self) -> impl Iterator<Item = &'r Resource> {
        std::iter::once(self.first).chain(self.rest.iter().copied())
    }

    /// The results, grouped by part of the object.
    fn parts<K: Eq + Hash>(&self, part: impl Fn(&'r Resource) -> K) -> Vec<Self> {
        together(self.all(), part)
    }
}

/// Groups the results by object, in order of their first occurrence.
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

/// The results, grouped by instance.
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

/// The first domain of an instance, for services whose instances have only one.
fn domain(resource: &Resource) -> String {
    resource.domains.first().cloned().unwrap_or_default()
}
