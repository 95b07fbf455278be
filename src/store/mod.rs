//! The accounts and what each holds.
//!
//! The only file that names `DashMap`. What an account holds is used through closures alone: no
//! guard leaves this file, so that no operation can hold one account and ask for another.

mod facts;
mod held;
mod idle;
mod reset;
mod shelf;
mod states;

use std::collections::HashSet;
use std::fmt;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};

use dashmap::DashMap;
use dashmap::mapref::one::{Ref, RefMut};
use time::OffsetDateTime;

pub use self::facts::Facts;
pub(crate) use self::facts::{Grant, Login, Tenant};
pub(crate) use self::held::{Held, Users};
pub(crate) use self::shelf::{Identified, Shelf};
pub(crate) use self::states::{Beginning, Given, Others};
use self::states::{Beginnings, Kind, States};
use crate::accounts::{Declaration, Directory};
use crate::bell::{Bell, Change};
use crate::clock::Clock;
use crate::ids::{Ids, Seed};
use crate::issue::Issuer;
use crate::moment::NoMoment;
use crate::pace::Paces;

/// What an account holds of one provider.
pub trait State: Send + Sync + 'static {
    /// What an account begins with; `declared` where somebody declared it.
    fn open(declared: Option<&Declaration>) -> Self;

    /// Whether the object of that id is in it: of a provider that tells the objects of other accounts
    /// from those that are not there.
    fn holds(&self, _id: &str) -> bool {
        false
    }

    /// Adds to what somebody gives what an account begins with, where nothing is said of it.
    fn complete(&mut self, _: Option<&Declaration>) {}

    /// Says what in it does not fit together, when somebody gives it.
    fn check(&self) -> Result<(), String> {
        Ok(())
    }

    /// Lets go of what does not hold any more, where the account is given states of other providers and
    /// this one stays.
    fn stay_beside(&mut self, _given: &Given<'_>, _now: OffsetDateTime) {}

    /// Whether something in it is over whose end depends on what the account holds of other providers.
    fn is_due(&self, _now: OffsetDateTime) -> bool {
        false
    }

    /// Makes that final. It is asked for before anybody looks at the account.
    fn settle_beside(&mut self, _others: Others<'_>, _now: OffsetDateTime) {}

    /// The certificates in it, with what uses each.
    fn certificates(_: &View<'_, Self>) -> Vec<Held>
    where
        Self: Sized,
    {
        Vec::new()
    }
}

/// One account.
struct Account {
    clock: Clock,
    ids: Ids,
    states: States,
    /// Whether somebody gave it a state.
    is_given: bool,
    /// When it last asked for something, as [`Store::uses`] counts it.
    used: AtomicU64,
}

/// An account's state of one provider, to look at.
#[derive(Debug)]
pub struct View<'a, S> {
    /// What it holds.
    pub state: &'a S,
    /// What it holds of other providers.
    pub others: Others<'a>,
    /// What is known of the request.
    pub facts: &'a Facts,
    /// What answers are made with.
    pub tools: Tools<'a>,
}

/// An account's state of one provider, to change.
#[derive(Debug)]
pub struct Context<'a, S> {
    /// What it holds.
    pub state: &'a mut S,
    /// What it holds of other providers.
    pub others: Others<'a>,
    /// What is known of the request.
    pub facts: &'a Facts,
    /// What answers are made with.
    pub tools: Tools<'a>,
}

/// What an account's answers are made with.
#[derive(Clone, Copy, Debug)]
pub struct Tools<'a> {
    /// Its clock.
    pub clock: Clock,
    /// Its ids.
    pub ids: &'a Ids,
    /// How long its asynchronous work takes.
    pub paces: &'a Paces,
    /// Who issues certificates.
    pub issuer: &'a Issuer,
    /// The declared accounts.
    pub directory: &'a Directory,
}

/// What accounts begin with.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The declared accounts.
    pub directory: Directory,
    /// What ids and tokens are made from.
    pub seed: Seed,
    /// The clock of an account that is new.
    pub clock: Clock,
    /// The clock that a reset goes back to.
    first_clock: Clock,
    /// How long asynchronous work takes.
    pub paces: Paces,
    /// Who issues certificates.
    pub issuer: Arc<Issuer>,
    beginnings: Beginnings,
    /// The accounts that something was declared or given for since the start.
    posted: HashSet<String>,
}

impl Settings {
    /// Whether somebody declared the account or gave it something, or it is nobody's.
    fn know(&self, name: &str) -> bool {
        name.is_empty() || self.directory.find(name).is_some() || self.beginnings.contains_key(name)
    }

    fn tools<'a>(&'a self, clock: Clock, ids: &'a Ids) -> Tools<'a> {
        Tools { clock, ids, paces: &self.paces, issuer: &self.issuer, directory: &self.directory }
    }
}

/// How many accounts are kept, where nothing else is said, that nobody declared and nobody gave a
/// state.
pub const MOST_MADE_UP: usize = 10_000;

/// All accounts. An account is there from the first time that it is asked for.
pub struct Store {
    settings: RwLock<Arc<Settings>>,
    /// Those that the server was started with.
    start: OnceLock<Arc<Settings>>,
    /// How often accounts went, so that no ids are drawn twice.
    generation: AtomicU64,
    /// How often they went since everything last began again: with a seed that was given, ids are the
    /// same then.
    given_generation: AtomicU64,
    accounts: DashMap<String, Account>,
    /// How many accounts are kept that nobody declared and nobody gave a state.
    most_made_up: usize,
    /// How many of them there are, at the most.
    made_up: AtomicUsize,
    /// How often accounts have asked for something.
    uses: AtomicU64,
    /// Held by who lets the idle ones go.
    tidying: Mutex<()>,
    /// Rung when a clock was turned or what an account holds has changed.
    bell: Bell,
}

impl fmt::Debug for Store {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Store")
            .field("accounts", &self.accounts.len())
            .finish_non_exhaustive()
    }
}

impl Store {
    /// A store whose accounts draw their ids from that seed and begin with that clock and those
    /// paces.
    pub fn new(directory: Directory, seed: Seed, clock: Clock, paces: Paces) -> Self {
        let issuer = Arc::new(Issuer::new(seed.clone()));
        let beginnings = Beginnings::new();
        let first_clock = clock;
        let posted = HashSet::new();
        let settings =
            Settings { directory, seed, clock, first_clock, paces, issuer, beginnings, posted };
        Self {
            settings: RwLock::new(Arc::new(settings)),
            start: OnceLock::new(),
            generation: AtomicU64::new(0),
            given_generation: AtomicU64::new(0),
            accounts: DashMap::new(),
            most_made_up: MOST_MADE_UP,
            made_up: AtomicUsize::new(0),
            uses: AtomicU64::new(0),
            tidying: Mutex::new(()),
            bell: Bell::default(),
        }
    }

    /// The same, which keeps so many accounts that nobody declared and nobody gave a state.
    #[must_use]
    pub fn keeping(self, most_made_up: usize) -> Self {
        Self { most_made_up, ..self }
    }

    /// The same, which rings that bell.
    #[must_use]
    pub fn ringing(self, bell: Bell) -> Self {
        Self { bell, ..self }
    }

    /// What accounts begin with.
    pub fn settings(&self) -> Arc<Settings> {
        self.settings.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Has new accounts begin with something else; those that are there stay as they are.
    pub fn change_settings(&self, change: impl FnOnce(&mut Settings)) {
        let mut settings = self.settings.write().unwrap_or_else(PoisonError::into_inner);
        change(Arc::make_mut(&mut settings));
    }

    /// The account's clock.
    pub fn clock(&self, name: &str) -> Clock {
        self.accounts.get(name).map_or_else(|| self.settings().clock, |account| account.clock)
    }

    /// Sets the clock of the named account, if it can be.
    pub fn set_clock(
        &self,
        name: &str,
        set: impl Fn(Clock) -> Result<Clock, NoMoment>,
    ) -> Result<(), NoMoment> {
        // No account is opened for what cannot be.
        set(self.clock(name))?;
        let mut account = self.account(name);
        account.clock = set(account.clock)?;
        drop(account);
        self.bell.ring(Change::Clock);
        Ok(())
    }

    /// Has the clocks begin otherwise, those of the accounts that are there included.
    pub fn begin_with_clock(&self, clock: Clock) {
        self.change_settings(|settings| settings.first_clock = clock);
        self.turn_clocks(|_| clock);
    }

    /// Sets the clocks of all accounts, those included that are still to come; none where one cannot
    /// be.
    pub fn set_clocks(
        &self,
        set: impl Fn(Clock) -> Result<Clock, NoMoment>,
    ) -> Result<(), NoMoment> {
        set(self.settings().clock)?;
        self.accounts.iter().try_for_each(|account| set(account.clock).map(drop))?;
        // One that came meanwhile may be another, and stays.
        self.turn_clocks(|clock| set(clock).unwrap_or(clock));
        Ok(())
    }

    fn turn_clocks(&self, turn: impl Fn(Clock) -> Clock) {
        self.change_settings(|settings| settings.clock = turn(settings.clock));
        self.accounts.iter_mut().for_each(|mut account| account.clock = turn(account.clock));
        self.bell.ring(Change::Clock);
    }

    /// Looks at the account that asks, together with others who only look.
    pub fn read<S: State, T>(&self, facts: &Facts, look: impl FnOnce(View<'_, S>) -> T) -> T {
        let (account, is_changed) = self.share(&facts.account, &Kind::of::<S>());
        let settings = self.settings();
        let state = account.states.opened();
        let others = Others { before: &account.states.0, after: &[] };
        let tools = settings.tools(account.clock, &account.ids);
        let seen = look(View { state, others, facts, tools });
        drop(account);
        if is_changed {
            self.bell.ring(Change::State);
        }
        seen
    }

    /// Changes the account that asks, alone.
    pub fn write<S: State, T>(&self, facts: &Facts, change: impl FnOnce(Context<'_, S>) -> T) -> T {
        let mut account = self.hold(&facts.account);
        let settings = self.settings();
        let Account { clock, ids, states, .. } = &mut *account;
        let (state, others) = states.find_or_open(settings.directory.find(&facts.account));
        let changed = change(Context { state, others, facts, tools: settings.tools(*clock, ids) });
        drop(account);
        self.bell.ring(Change::State);
        changed
    }

    /// The account, for one alone, with what is over in it settled.
    fn hold(&self, name: &str) -> RefMut<'_, String, Account> {
        let known = self.accounts.get_mut(name);
        let mut account = known.unwrap_or_else(|| self.account(name));
        let now = account.clock.now();
        account.states.settle(now);
        account
    }

    /// The account, for all who only look, with its state of that kind; whether it is another now.
    fn share(&self, name: &str, kind: &Kind) -> (Ref<'_, String, Account>, bool) {
        if let Some(account) = self.accounts.get(name)
            && account.states.have(kind)
            && !account.states.are_due(account.clock.now())
        {
            return (account, false);
        }
        let mut account = self.hold(name);
        account.states.open(kind, self.settings().directory.find(name));
        (account.downgrade(), true)
    }

    /// Gives an account states in the places of its own.
    pub fn give(&self, name: &str, beginnings: Vec<Beginning>) {
        let settings = self.settings();
        let declared = settings.directory.find(name);
        let states = beginnings.into_iter().map(|it| it.begin(declared)).collect();
        let mut account = self.account(name);
        let now = account.clock.now();
        account.states.settle(now);
        account.states.put(states, now);
        account.is_given = true;
        drop(account);
        self.bell.ring(Change::State);
    }

    /// The same, now and whenever the account begins again.
    pub fn begin_with(&self, name: &str, beginnings: &[Beginning]) {
        self.change_settings(|settings| {
            let kept = settings.beginnings.entry(name.to_owned()).or_default();
            for beginning in beginnings {
                kept.retain(|old| old.kind != beginning.kind);
                kept.push(beginning.clone());
            }
        });
        self.give(name, beginnings.to_vec());
    }

    /// The names of the accounts. Nobody, for whom ids are drawn, too, is none.
    pub fn names(&self) -> Vec<String> {
        let names = self.accounts.iter().map(|account| account.key().clone());
        names.filter(|name| !name.is_empty()).collect()
    }

    /// Whether the account has a state of that kind yet.
    pub fn has<S: State>(&self, name: &str) -> bool {
        self.accounts.get(name).is_some_and(|account| account.states.find::<S>().is_some())
    }

    /// Numbers a request of an account.
    pub fn number(&self, name: &str) -> [u8; 32] {
        let number = |account: &Account| {
            account.used.store(self.uses.fetch_add(1, Ordering::Relaxed), Ordering::Relaxed);
            account.ids.number()
        };
        if let Some(account) = self.accounts.get(name) {
            return number(&account);
        }
        number(&self.account(name))
    }

    /// Whether an account other than the named one holds the object of that id.
    pub fn another_holds<S: State>(&self, name: &str, id: &str) -> bool {
        self.accounts.iter().any(|account| {
            account.key() != name && account.states.find::<S>().is_some_and(|state| state.holds(id))
        })
    }

    /// The account, which is opened where it is not there yet.
    fn account(&self, name: &str) -> RefMut<'_, String, Account> {
        self.accounts.entry(name.to_owned()).or_insert_with(|| {
            let settings = self.settings();
            if !settings.know(name) {
                self.made_up.fetch_add(1, Ordering::Relaxed);
            }
            self.open(name, &settings)
        })
    }

    fn open(&self, name: &str, settings: &Settings) -> Account {
        let beginnings = settings.beginnings.get(name).map_or(&[][..], Vec::as_slice);
        let states = States::begin(beginnings, settings.directory.find(name));
        let is_given = settings.seed.is_given();
        let generation = if is_given { &self.given_generation } else { &self.generation };
        let ids = Ids::new(&settings.seed, name, generation.load(Ordering::Relaxed));
        let used = self.uses.load(Ordering::Relaxed).into();
        Account { clock: settings.clock, ids, states, is_given: false, used }
    }
}
