//! The state of an account at Huawei CDN.

mod certificate;
mod domain;
mod source;

use std::collections::HashMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub(super) use self::certificate::Certificate;
pub(super) use self::domain::{
    BusinessType, Domain, DomainStatus, ForceRedirect, OriginProtocol, RedirectType, ServiceArea,
    TLS_VERSIONS,
};
pub(super) use self::source::Source;
use crate::accounts::Declaration;
use crate::store::{Shelf, State};

/// The domains, and the permissions of this service at other services.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(try_from = "Exported", into = "Exported")]
pub(crate) struct Account {
    /// Whether the service may read the account's certificates at the certificate manager.
    pub(crate) scm_delegation: bool,
    /// The most domains that the account can have.
    pub(crate) quota: usize,
    pub(crate) domains: Domains,
}

impl State for Account {
    fn open(_: Option<&Declaration>) -> Self {
        // Assumption: an account lets the service read its certificates where nothing else is said.
        // From: users of tools, who were refused once and then never again.
        //
        // Assumption: an account may have 100 domains. From: the guide's quota of a new account.
        Self { scm_delegation: true, quota: 100, domains: Domains::default() }
    }

    fn holds(&self, id: &str) -> bool {
        self.domains.find(id).is_some()
    }
}

/// The domains in order of insertion, found by id and by name.
#[derive(Clone, Default)]
pub(crate) struct Domains {
    shelf: Shelf<Domain>,
    ids_by_name: HashMap<String, String>,
}

impl Domains {
    pub(super) fn len(&self) -> usize {
        self.shelf.len()
    }

    pub(super) fn insert(&mut self, domain: Domain) {
        self.ids_by_name.insert(domain.domain_name.clone(), domain.id.clone());
        self.shelf.insert(domain);
    }

    pub(super) fn remove(&mut self, id: &str) -> Option<Domain> {
        let (_, domain) = self.shelf.remove(id)?;
        self.ids_by_name.remove(&domain.domain_name);
        Some(domain)
    }

    pub(super) fn find(&self, id: &str) -> Option<&Domain> {
        self.shelf.find(id)
    }

    pub(super) fn find_mut(&mut self, id: &str) -> Option<&mut Domain> {
        self.shelf.find_mut(id)
    }

    pub(super) fn named(&self, name: &str) -> Option<&Domain> {
        self.find(self.ids_by_name.get(name)?)
    }

    pub(super) fn named_mut(&mut self, name: &str) -> Option<&mut Domain> {
        self.shelf.find_mut(self.ids_by_name.get(name)?)
    }

    /// All of them, the newest first.
    pub(super) fn newest_first(&self) -> impl Iterator<Item = &Domain> {
        self.shelf.newest_first(0)
    }
}

/// The exported form of the account.
#[derive(Deserialize, JsonSchema, Serialize)]
#[serde(default, deny_unknown_fields)]
struct Exported {
    /// Whether the service may read the certificates of the certificate manager.
    scm_delegation: bool,
    /// The most domains that the account can have.
    quota: usize,
    /// Acceleration domains.
    domains: Vec<Domain>,
}

impl Default for Exported {
    fn default() -> Self {
        Account::open(None).into()
    }
}

impl From<Account> for Exported {
    fn from(Account { scm_delegation, quota, domains }: Account) -> Self {
        Self { scm_delegation, quota, domains: domains.shelf.oldest_first().cloned().collect() }
    }
}

impl TryFrom<Exported> for Account {
    type Error = String;

    fn try_from(mut exported: Exported) -> Result<Self, String> {
        let mut domains = Domains::default();
        for domain in std::mem::take(&mut exported.domains) {
            let name = domain.domain_name.clone();
            let domain = domain.complete().map_err(|flaw| format!("{name}: {flaw}"))?;
            if domains.find(&domain.id).is_some() {
                return Err(format!("two domains have the id {:?}", domain.id));
            }
            if domains.named(&name).is_some() {
                return Err(format!("two domains have the domain_name {name:?}"));
            }
            domains.insert(domain);
        }
        let Exported { scm_delegation, quota, .. } = exported;
        Ok(Self { scm_delegation, quota, domains })
    }
}
