//! The state of an account at GAAP.

pub(super) mod certificate;
mod check;
mod client_token;
pub(super) mod countries;
pub(super) mod dns_record;
pub(super) mod domain;
pub(super) mod error_page;
pub(super) mod fit;
pub(super) mod forwarding_rule;
pub(super) mod global_domain;
pub(super) mod group_domain;
pub(super) mod listener;
mod numbered;
pub(super) mod place;
pub(super) mod prices;
pub(super) mod proxy;
pub(super) mod real_server;
pub(super) mod regions;
pub(super) mod status;
pub(super) mod stream;
pub(super) mod tasks;
pub(super) mod tls;
pub(super) mod write;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use self::certificate::Certificate;
use self::check::{check_global_domains, check_group_domains, check_origins, check_places};
use self::client_token::ClientTokens;
use self::domain::Domain;
use self::forwarding_rule::ForwardingRule;
use self::global_domain::GlobalDomain;
use self::listener::{Listener, Protocol};
use self::prices::Prices;
use self::proxy::{Group, Proxy};
use self::real_server::RealServer;
use self::tasks::{Change, Changing, Moment, Tasks};
use super::super::tencent::{Tag, TagChange, TagFault};
use crate::accounts::Declaration;
use crate::ids::Ids;
use crate::spec::Parcel;
use crate::store::{Context, Held, Others, Shelf, State, Users, View};

/// The account, as `GET /_certmock/state` exports it.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(default, deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "they are independent of each other")]
pub(super) struct Account {
    /// Certificates.
    pub(super) certificates: Shelf<Certificate>,
    /// Groups of proxies. No request creates them.
    pub(super) groups: Shelf<Group>,
    /// Proxies.
    pub(super) proxies: Shelf<Proxy>,
    /// Listeners of proxies and groups.
    pub(super) listeners: Shelf<Listener>,
    /// Origins, which can be bound to rules and listeners.
    pub(super) real_servers: Shelf<RealServer>,
    /// Domains that direct clients to the nearest of several proxies.
    pub(super) global_domains: Shelf<GlobalDomain>,
    /// The work that writes began.
    pub(super) tasks: Tasks,
    /// The tokens of requests that may not be repeated.
    #[serde(deserialize_with = "client_token::read")]
    pub(super) client_tokens: ClientTokens,
    /// The most listeners that a proxy or a group can have.
    pub(super) listener_quota: usize,
    /// The most rules that a domain can have.
    pub(super) rule_quota: usize,
    /// The most global domains that the account can have.
    pub(super) global_domain_quota: usize,
    /// Whether the vendor allows the owner to create global domains.
    pub(super) global_domains_allowed: bool,
    /// Whether the owner's real name was verified, which is required to create proxies.
    pub(super) real_name_verified: bool,
    /// Whether the owner was verified as an enterprise.
    pub(super) enterprise_verified: bool,
    /// Whether the owner has accepted the terms of the service.
    pub(super) protocol_confirmed: bool,
    /// Whether something of the account violates the law.
    pub(super) in_violation: bool,
    /// Whether the balance is sufficient for proxies.
    pub(super) balance_sufficient: bool,
    /// Whether the access management, which tells the service what a caller is allowed to do, works.
    pub(super) access_management: Health,
    /// Whether the service's backend works.
    pub(super) backend: Health,
    /// Whether tags can be put on and taken off.
    pub(super) tag_service: Health,
    /// The regions in which proxies are sold out.
    pub(super) sold_out_regions: Vec<String>,
    /// The prices of proxies.
    pub(super) prices: Prices,
    /// The domains that may not be served, and why.
    pub(super) refused_domains: BTreeMap<String, DomainRefusal>,
    /// The projects that are not the account's.
    pub(super) forbidden_projects: Vec<u64>,
    /// The actions that the caller's policies deny.
    pub(super) denied_actions: Vec<String>,
}

impl Default for Account {
    fn default() -> Self {
        Self {
            certificates: Shelf::default(),
            groups: Shelf::default(),
            proxies: Shelf::default(),
            listeners: Shelf::default(),
            real_servers: Shelf::default(),
            global_domains: Shelf::default(),
            tasks: Tasks::default(),
            client_tokens: ClientTokens::default(),
            // The vendor's page of quotas: <https://www.tencentcloud.com/document/product/608/70498>.
            listener_quota: 50,
            rule_quota: 20,
            global_domain_quota: 5,
            global_domains_allowed: true,
            real_name_verified: true,
            enterprise_verified: true,
            protocol_confirmed: true,
            in_violation: false,
            balance_sufficient: true,
            access_management: Health::default(),
            backend: Health::default(),
            tag_service: Health::default(),
            sold_out_regions: Vec::new(),
            prices: Prices::default(),
            refused_domains: BTreeMap::new(),
            forbidden_projects: Vec::new(),
            denied_actions: Vec::new(),
        }
    }
}

/// The tags of the account's proxy of that id.
pub(in crate::providers) fn find_proxy_tags<'a>(
    others: Others<'a>,
    id: &str,
    now: OffsetDateTime,
) -> &'a [Tag] {
    let account = others.find::<Account>();
    let proxy = account.and_then(|account| account.proxy(id, account.at(now)));
    proxy.map_or(&[], |proxy| &proxy.tags)
}

/// Changes the tags of the proxy of that id.
pub(in crate::providers) fn change_proxy_tags(
    id: String,
    change: TagChange,
) -> Parcel<Result<(), TagFault>> {
    Parcel::new(None, (id, change), |context: &mut Context<'_, Account>, (id, change)| {
        let now = context.tools.clock.now();
        context.state.settle(now);
        let is_there = context.state.proxy(&id, context.state.at(now)).is_some();
        let proxy = context.state.proxies.find_mut(&id).filter(|_| is_there);
        let proxy = proxy.ok_or(TagFault::NoResource)?;
        change.apply(&mut proxy.tags)?;
        // If the modification fails, its changes are undone, but not the tags.
        if let Some(before) = proxy.change.as_mut().and_then(Change::before_mut) {
            before.tags.clone_from(&proxy.tags);
        }
        Ok(())
    })
}

/// Whether something does its work.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Health {
    #[default]
    Working,
    Failing,
}

/// Why a domain may not be served.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum DomainRefusal {
    Banned,
    IcpBlacklisted,
    NotRegistered,
}

impl State for Account {
    fn open(_: Option<&Declaration>) -> Self {
        Self::default()
    }

    fn holds(&self, id: &str) -> bool {
        self.certificates.find(id).is_some()
    }

    fn certificates(view: &View<'_, Self>) -> Vec<Held> {
        let Self { certificates, listeners, .. } = view.state;
        let bindings = listeners.oldest_first().flat_map(|listener| {
            listener.certificate_ids().map(|id| (id, format!("listener {}", listener.id)))
        });
        let users: Users = bindings.collect();
        let held = |certificate: &Certificate| {
            let contents = certificate.content.x509()?;
            Some(Held {
                id: certificate.id.to_string(),
                name: certificate.alias.to_string(),
                certificate: contents.certificate.clone(),
                private_key: contents.private_key.clone(),
                used_by: users.of(&certificate.id),
            })
        };
        certificates.oldest_first().filter_map(held).collect()
    }

    fn check(&self) -> Result<(), String> {
        let Self { proxies, groups, listeners, real_servers, global_domains, .. } = self;
        check_places(listeners, proxies, groups)?;
        check_origins(listeners, real_servers)?;
        check_global_domains(global_domains, proxies)?;
        check_group_domains(groups)
    }
}

impl Account {
    pub(super) fn at(&self, now: OffsetDateTime) -> Moment<'_> {
        Moment { tasks: &self.tasks, now }
    }

    /// The proxies that are there, the newest first.
    pub(super) fn proxies<'a>(&'a self, at: Moment<'a>) -> impl Iterator<Item = &'a Proxy> {
        self.proxies.newest_first(0).filter_map(move |proxy| proxy.seen(at))
    }

    pub(super) fn proxy<'a>(&'a self, id: &str, at: Moment<'a>) -> Option<&'a Proxy> {
        self.proxies.find(id)?.seen(at)
    }

    /// The existing listeners, the newest first. A listener is deleted with its proxy.
    pub(super) fn listeners<'a>(&'a self, at: Moment<'a>) -> impl Iterator<Item = &'a Listener> {
        self.listeners
            .newest_first(0)
            .filter_map(move |listener| listener.seen(at))
            .filter(move |listener| !self.is_orphan(listener, at))
    }

    fn is_orphan(&self, listener: &Listener, at: Moment<'_>) -> bool {
        listener.proxy_id.as_deref().is_some_and(|id| self.proxy(id, at).is_none())
    }

    pub(super) fn listener<'a>(&'a self, id: &str, at: Moment<'a>) -> Option<&'a Listener> {
        let listener = self.listeners.find(id)?.seen(at)?;
        (!self.is_orphan(listener, at)).then_some(listener)
    }

    /// The listener, if it can have certificates. Requests about certificates treat others as missing.
    pub(super) fn https_listener<'a>(&'a self, id: &str, at: Moment<'a>) -> Option<&'a Listener> {
        self.listener(id, at).filter(|listener| listener.protocol == Protocol::Https)
    }

    /// The listener, if it has domains. Requests about domains treat others as missing.
    pub(super) fn layer_7_listener<'a>(&'a self, id: &str, at: Moment<'a>) -> Option<&'a Listener> {
        self.listener(id, at).filter(|listener| listener.protocol.is_layer_7())
    }

    /// The listener, if it has no domains.
    pub(super) fn layer_4_listener<'a>(&'a self, id: &str, at: Moment<'a>) -> Option<&'a Listener> {
        self.listener(id, at).filter(|listener| !listener.protocol.is_layer_7())
    }

    /// The rule of that id, with its domain and its listener.
    pub(super) fn rule<'a>(
        &'a self,
        id: &str,
        at: Moment<'a>,
    ) -> Option<(&'a Listener, &'a Domain, &'a ForwardingRule)> {
        self.listeners(at).find_map(|listener| {
            let (domain, rule) = listener.rules(at).find(|(_, rule)| rule.id == id)?;
            Some((listener, domain, rule))
        })
    }

    /// The rule of that id, of that listener.
    pub(super) fn rule_mut(&mut self, listener_id: &str, id: &str) -> Option<&mut ForwardingRule> {
        let listener = self.listeners.find_mut(listener_id)?;
        let mut rules = listener.domains.iter_mut().flat_map(|domain| &mut domain.rules);
        rules.find(|rule| rule.id == id)
    }

    /// Settles ended changes.
    fn settle(&mut self, now: OffsetDateTime) {
        let at = Moment { tasks: &self.tasks, now };
        self.proxies.update(|proxy| proxy.change.is_some(), |proxy| proxy.settled(at));
        let proxies = &self.proxies;
        let is_there = |id: &str| proxies.find(id).is_some();
        self.global_domains.update(
            |domain| domain.is_changing() || !domain.proxy_ids().all(is_there),
            |domain| Some(domain.all_settled(at)?.with_proxies(&is_there)),
        );
        let lacks_proxy = |listener: &Listener| {
            listener.proxy_id.as_deref().is_some_and(|id| proxies.find(id).is_none())
        };
        self.listeners.update(
            |listener| lacks_proxy(listener) || listener.is_changing(),
            |listener| {
                if lacks_proxy(&listener) { None } else { listener.all_settled(at) }
            },
        );
    }

    /// Remembers the token of a request, which must not be used again.
    pub(super) fn note_token(&mut self, token: Option<String>) {
        if let Some(token) = token {
            client_token::note(&mut self.client_tokens, token);
        }
    }

    /// The names of the global domains that lead to proxies, by the proxies' ids.
    pub(super) fn global_domains_by_proxy<'a>(
        &'a self,
        at: Moment<'a>,
    ) -> HashMap<&'a str, BTreeSet<String>> {
        let mut found: HashMap<&str, BTreeSet<String>> = HashMap::new();
        for domain in self.global_domains.oldest_first().filter_map(|domain| domain.seen(at)) {
            for id in domain.dns_records(at).flat_map(|record| &record.proxy_ids) {
                found.entry(id).or_default().insert(domain.full_name());
            }
        }
        found
    }

    /// An unused number for a DNS record.
    pub(super) fn new_record_number(&self, ids: &Ids) -> u64 {
        let records = || self.global_domains.oldest_first().flat_map(|domain| &domain.dns_records);
        let draw = |ids: &Ids| {
            let drawn = ids.draw();
            let number = u32::from_be_bytes([drawn[0], drawn[1], drawn[2], drawn[3]]);
            // Seven digits, as in the vendor's example of `ModifyGlobalDomainDns`.
            u64::from(1_000_000 + number % 9_000_000)
        };
        ids.draw_until_free(draw, |number| records().any(|record| record.id == *number))
    }

    /// An unused id with this prefix.
    pub(super) fn new_id(&self, ids: &Ids, prefix: &str) -> String {
        const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyz0123456789";
        let is_taken = |id: &String| {
            self.certificates.find(id).is_some()
                || self.proxies.find(id).is_some()
                || self.listeners.find(id).is_some()
                || self.real_servers.find(id).is_some()
                || self.global_domains.find(id).is_some()
                || self.listeners.oldest_first().any(|listener| listener.has(id))
        };
        ids.draw_until_free(|ids| format!("{prefix}-{}", ids.word(LETTERS, 8)), is_taken)
    }
}
