//! What an account holds at GAAP.

pub(super) mod certificate;
pub(super) mod listener;
mod numbered;
pub(super) mod place;
pub(super) mod prices;
pub(super) mod proxy;
pub(super) mod regions;
pub(super) mod tasks;

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use self::certificate::{Certificate, CertificateType};
use self::listener::{AuthType, DEFAULT, Domain, Listener, Protocol};
use self::prices::Prices;
use self::proxy::{Group, Proxy};
use self::tasks::{Change, ChangeKind, Changing, Moment, TASK_PACE, Tasks};
use super::super::tencent::{Contents, Tag, TagChange, TagFault};
use super::super::tencent_ssl::find_hosted;
use super::errors::{Error, no_certificate};
use crate::accounts::Declaration;
use crate::ids::Ids;
use crate::spec::{Parcel, Refusal};
use crate::store::{Context, Held, Others, Shelf, State, Users, View};

/// How many tokens of requests are known.
const MOST_TOKENS: usize = 10_000;

/// The account, as `GET /_certmock/state` exports it.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(default, deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "they are independent of each other")]
pub(super) struct Account {
    /// Certificates.
    pub(super) certificates: Shelf<Certificate>,
    /// Groups of proxies, which no request makes.
    pub(super) groups: Shelf<Group>,
    /// Proxies.
    pub(super) proxies: Shelf<Proxy>,
    /// Listeners of proxies and groups.
    pub(super) listeners: Shelf<Listener>,
    /// The work that writes began.
    pub(super) tasks: Tasks,
    /// The tokens of requests that may not be repeated.
    pub(super) client_tokens: BTreeSet<String>,
    /// How many listeners a proxy or a group may have.
    pub(super) listener_quota: usize,
    /// Whether the owner's name was verified, without which no proxy is made.
    pub(super) real_name_verified: bool,
    /// Whether the owner was verified as an enterprise.
    pub(super) enterprise_verified: bool,
    /// Whether the owner has accepted the terms of the service.
    pub(super) protocol_confirmed: bool,
    /// Whether something of the account violates the law.
    pub(super) in_violation: bool,
    /// Whether there is money for proxies.
    pub(super) balance_sufficient: bool,
    /// Whether the service can find out what the caller may do.
    pub(super) access_management: Health,
    /// Whether what stands behind the service works.
    pub(super) backend: Health,
    /// Whether tags can be put on and taken off.
    pub(super) tag_service: Health,
    /// The regions in which no proxy is to be had.
    pub(super) sold_out_regions: Vec<String>,
    /// What proxies cost.
    pub(super) prices: Prices,
    /// The domains that may not be served, and why.
    pub(super) refused_domains: BTreeMap<String, DomainRefusal>,
    /// The projects that are not the account's.
    pub(super) forbidden_projects: Vec<u64>,
    /// The actions that the caller may not ask for.
    pub(super) denied_actions: Vec<String>,
}

impl Default for Account {
    fn default() -> Self {
        Self {
            certificates: Shelf::default(),
            groups: Shelf::default(),
            proxies: Shelf::default(),
            listeners: Shelf::default(),
            tasks: Tasks::default(),
            client_tokens: BTreeSet::new(),
            listener_quota: 50,
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
        // A modification that fails takes back what it has changed, and not the tags.
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
                id: certificate.id.clone(),
                name: certificate.alias.clone(),
                certificate: contents.certificate.clone(),
                private_key: contents.private_key.clone(),
                used_by: users.of(&certificate.id),
            })
        };
        certificates.oldest_first().filter_map(held).collect()
    }

    fn check(&self) -> Result<(), String> {
        for listener in self.listeners.oldest_first() {
            let Listener { id, proxy_id, group_id, .. } = listener;
            match (proxy_id, group_id) {
                (Some(proxy), None) if self.proxies.find(proxy).is_some() => {}
                (None, Some(group)) if self.groups.find(group).is_some() => {}
                (Some(proxy), None) => {
                    return Err(format!("{id}: there is no proxy {proxy:?}"));
                }
                (None, Some(group)) => return Err(format!("{id}: there is no group {group:?}")),
                _ => return Err(format!("{id}: a listener has a `proxy_id` or a `group_id`")),
            }
        }
        Ok(())
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

    /// The listeners that are there, the newest first: one goes with its proxy.
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

    /// The same, where certificates belong to it; for what needs one, others are not there.
    pub(super) fn https_listener<'a>(&'a self, id: &str, at: Moment<'a>) -> Option<&'a Listener> {
        self.listener(id, at).filter(|listener| listener.protocol == Protocol::Https)
    }

    /// Makes final what is over.
    fn settle(&mut self, now: OffsetDateTime) {
        let at = Moment { tasks: &self.tasks, now };
        self.proxies.update(|proxy| proxy.change.is_some(), |proxy| proxy.settled(at));
        let proxies = &self.proxies;
        let lacks_proxy = |listener: &Listener| {
            listener.proxy_id.as_deref().is_some_and(|id| proxies.find(id).is_none())
        };
        self.listeners.update(
            |listener| lacks_proxy(listener) || listener.is_changing(),
            |listener| {
                if lacks_proxy(&listener) {
                    return None;
                }
                let mut listener = listener.settled(at)?;
                let domains = std::mem::take(&mut listener.domains).into_iter();
                listener.domains = domains.filter_map(|domain| domain.settled(at)).collect();
                Some(listener)
            },
        );
    }

    /// Gives the task of that id another, so that a new one can have it: request ids begin again when
    /// a state is put that has tasks of before.
    fn make_room(&mut self, id: &str, ids: &Ids) {
        if self.tasks.find(id).is_none() {
            return;
        }
        let is_taken = |other: &String| self.tasks.find(other).is_some();
        let other = ids.draw_until_free(|ids| ids.uuid().to_string(), is_taken);
        self.tasks.rename(id, &other);
        self.proxies.update(
            |proxy| proxy.change.is_some(),
            |proxy| Some(proxy.with_task_renamed(id, &other)),
        );
        self.listeners.update(Listener::is_changing, |listener| {
            let mut listener = listener.with_task_renamed(id, &other);
            let domains = std::mem::take(&mut listener.domains).into_iter();
            listener.domains = domains.map(|domain| domain.with_task_renamed(id, &other)).collect();
            Some(listener)
        });
    }

    /// Notes the token of a request, which may not be repeated. The service does not say for how long;
    /// here one is forgotten where there are very many.
    pub(super) fn note_token(&mut self, token: Option<String>) {
        let Some(token) = token else { return };
        if self.client_tokens.len() >= MOST_TOKENS {
            self.client_tokens.pop_first();
        }
        self.client_tokens.insert(token);
    }

    /// A word behind a prefix that no object of the account has.
    pub(super) fn new_id(&self, ids: &Ids, prefix: &str) -> String {
        const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyz0123456789";
        let is_taken = |id: &String| {
            self.certificates.find(id).is_some()
                || self.proxies.find(id).is_some()
                || self.listeners.find(id).is_some()
        };
        ids.draw_until_free(|ids| format!("{prefix}-{}", ids.word(LETTERS, 8)), is_taken)
    }

    /// The certificate of that id, of the account's own or of its SSL service's, if it is of that
    /// type.
    pub(super) fn certificate<'a>(
        &'a self,
        others: Others<'a>,
        id: &str,
        kind: CertificateType,
        now: OffsetDateTime,
    ) -> Result<Option<&'a Contents>, Unfit> {
        if let Some(certificate) = self.certificates.find(id) {
            let fits = certificate.kind == kind;
            return if fits { Ok(certificate.content.x509()) } else { Err(Unfit::WrongType) };
        }
        let hosted = find_hosted(others, id, now).ok_or(Unfit::Missing)?;
        let fits = match kind {
            CertificateType::BasicAuth => false,
            CertificateType::ClientCa | CertificateType::RealServerCa => hosted.is_ca,
            CertificateType::Server | CertificateType::Proxy => !hosted.is_ca,
        };
        match hosted.contents {
            Some(contents) if fits => Ok(Some(contents)),
            Some(_) => Err(Unfit::WrongType),
            None => Err(Unfit::Unavailable),
        }
    }

    /// Refuses clients' certificates where clients show none, and those that are no authorities'.
    ///
    /// Assumption: a client certificate for a listener of one-way authentication is `InvalidParameterValue`.
    /// From: the description of the parameter, which wants it for mutual authentication alone.
    pub(super) fn check_clients(
        &self,
        others: Others<'_>,
        listener: &Listener,
        ids: Option<&[String]>,
        at: Moment<'_>,
    ) -> Result<(), Refusal<Error>> {
        let unfit = Error::InvalidParameterValue;
        for id in ids.unwrap_or_default() {
            if listener.auth_type == AuthType::OneWay {
                return Err(unfit.into());
            }
            self.certificate(others, id, CertificateType::ClientCa, at.now)
                .map_err(|why| why.refuse(unfit, unfit))?;
        }
        Ok(())
    }

    /// The name of a certificate, wherever it is kept.
    pub(super) fn alias(&self, others: Others<'_>, id: &str, now: OffsetDateTime) -> String {
        if id == DEFAULT {
            return "默认证书".to_owned();
        }
        match self.certificates.find(id) {
            Some(certificate) => certificate.alias.clone(),
            None => {
                find_hosted(others, id, now).map(|hosted| hosted.alias).unwrap_or_default().into()
            }
        }
    }
}

/// Why a certificate cannot be used.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Unfit {
    Missing,
    /// It is not issued, or not any more.
    Unavailable,
    WrongType,
}

impl Unfit {
    /// The refusal: `unavailable` and `wrong_type` where an action has them.
    pub(super) fn refuse(self, unavailable: Error, wrong_type: Error) -> Refusal<Error> {
        match self {
            Self::Missing => no_certificate(),
            Self::Unavailable => unavailable.into(),
            Self::WrongType => wrong_type.into(),
        }
    }
}

/// Begins the work of a write, once nothing refuses it.
pub(super) fn begin(context: &mut Context<'_, Account>) {
    let now = context.tools.clock.now();
    let work = context.tools.paces.begin(TASK_PACE, now);
    context.state.settle(now);
    context.state.make_room(&context.facts.request_id, context.tools.ids);
    context.state.tasks.begin(&context.facts.request_id, work);
}

/// Ends a write: what took no time is final at once.
pub(super) fn finish(context: &mut Context<'_, Account>) {
    let now = context.tools.clock.now();
    context.state.settle(now);
}

/// Changes a domain by a task; `changed` is what it is to be.
pub(super) fn change_domain(
    context: &mut Context<'_, Account>,
    listener_id: &str,
    name: &str,
    changed: Domain,
) {
    begin(context);
    if let Some(listener) = context.state.listeners.find_mut(listener_id) {
        listener.take_default_from_others(&changed);
        if let Some(domain) = listener.domains.iter_mut().find(|domain| domain.name == name) {
            let before = Box::new(domain.clone());
            let change =
                Some(Change::new(&context.facts.request_id, ChangeKind::Modification(before)));
            *domain = Domain { change, ..changed };
        }
    }
    finish(context);
}
