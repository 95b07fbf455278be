//! The accounts, and the state that each holds.
//!
//! Only this file uses `DashMap`. The state of an account can be used only inside closures. No guard leaves
//! this file, so an operation cannot lock a second account while it holds one.

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

/// The state that an account holds of one provider.
pub trait State: Send + Sync + 'static {
    /// The initial state of an account. `declared` is its declaration, if it has one.
    fn open(declared: Option<&Declaration>) -> Self;

    /// Whether the state contains the object with this id. Only for providers that answer differently if an
    /// object belongs to another account than if it does not exist.
    fn holds(&self, _id: &str) -> bool {
        false
    }

    /// Adds the objects of the initial state to a given state that does not mention them.
    fn complete(&mut self, _: Option<&Declaration>) {}

    /// Checks a given state. The error says what does not fit together.
    fn check(&self) -> Result<(), String> {
        Ok(())
    }

    /// Called when the account is given states of other providers while this state stays. Removes what is no
    /// longer valid.
    fn stay_beside(&mut self, _given: &Given<'_>, _now: OffsetDateTime) {}

    /// Whether something in the state has ended and its result depends on the account's states of other
    /// providers.
    fn is_due(&self, _now: OffsetDateTime) -> bool {
        false
    }

    /// Records these results. This is called before the account is used.
    fn settle_beside(&mut self, _others: Others<'_>, _now: OffsetDateTime) {}

    /// The certificates in the state, with the objects that use them.
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
    /// Whether the account was given a state.
    is_given: bool,
    /// The value of [`Store::uses`] at the account's last request.
    used: AtomicU64,
}

/// An account's state of one provider, for reading.
#[derive(Debug)]
pub struct View<'a, S> {
    /// The state.
    pub state: &'a S,
    /// The account's states of other providers.
    pub others: Others<'a>,
    /// What is known about the request.
    pub facts: &'a Facts,
    /// What operations need to make their replies.
    pub tools: Tools<'a>,
}

/// An account's state of one provider, for changing.
#[derive(Debug)]
pub struct Context<'a, S> {
    /// The state.
    pub state: &'a mut S,
    /// The account's states of other providers.
    pub others: Others<'a>,
    /// What is known about the request.
    pub facts: &'a Facts,
    /// What operations need to make their replies.
    pub tools: Tools<'a>,
}

/// What operations need to make their replies.
#[derive(Clone, Copy, Debug)]
pub struct Tools<'a> {
    /// The account's clock.
    pub clock: Clock,
    /// The account's source of ids.
    pub ids: &'a Ids,
    /// How long asynchronous work takes.
    pub paces: &'a Paces,
    /// The certificate authority.
    pub issuer: &'a Issuer,
    /// The declared accounts.
    pub directory: &'a Directory,
}

/// The settings that accounts are opened with.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The declared accounts.
    pub directory: Directory,
    /// What ids and tokens are derived from.
    pub seed: Seed,
    /// The clock of new accounts.
    pub clock: Clock,
    /// The clock that a reset sets.
    first_clock: Clock,
    /// How long asynchronous work takes.
    pub paces: Paces,
    /// The certificate authority.
    pub issuer: Arc<Issuer>,
    beginnings: Beginnings,
    /// The accounts that were declared or given a state since the start.
    posted: HashSet<String>,
}

impl Settings {
    /// Whether the account was declared or given a state, or has the empty name, which stands for requests
    /// without an account.
    fn know(&self, name: &str) -> bool {
        name.is_empty() || self.directory.find(name).is_some() || self.beginnings.contains_key(name)
    }

    fn tools<'a>(&'a self, clock: Clock, ids: &'a Ids) -> Tools<'a> {
        Tools { clock, ids, paces: &self.paces, issuer: &self.issuer, directory: &self.directory }
    }
}

/// The default limit of the number of accounts that are kept without having been declared or given a state.
pub const MOST_MADE_UP: usize = 10_000;

/// All accounts. An account is opened when it is first used.
pub struct Store {
    settings: RwLock<Arc<Settings>>,
    /// The settings that the server was started with.
    start: OnceLock<Arc<Settings>>,
    /// Counts the removals of accounts, so that an account that is opened again does not draw the same ids.
    generation: AtomicU64,
    /// Counts the removals of accounts since the last reset of everything. It is used instead of `generation`
    /// if the seed was given: then the ids after a reset are the same as before it.
    given_generation: AtomicU64,
    accounts: DashMap<String, Account>,
    /// The limit of the number of accounts that are kept without having been declared or given a state.
    most_made_up: usize,
    /// An upper bound of the current number of such accounts.
    made_up: AtomicUsize,
    /// The number of requests so far.
    uses: AtomicU64,
    /// Locked while idle accounts are removed.
    tidying: Mutex<()>,
    /// Rung when a clock was set or when the state of an account changed.
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
    /// A store whose accounts start with these settings.
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

    /// The same store with this limit for accounts that were neither declared nor given a state.
    #[must_use]
    pub fn keeping(self, most_made_up: usize) -> Self {
        Self { most_made_up, ..self }
    }

    /// The same store, which rings this bell.
    #[must_use]
    pub fn ringing(self, bell: Bell) -> Self {
        Self { bell, ..self }
    }

    /// The settings that accounts are opened with.
    pub fn settings(&self) -> Arc<Settings> {
        self.settings.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Changes the settings of accounts that are opened from now on; existing accounts keep theirs.
    pub fn change_settings(&self, change: impl FnOnce(&mut Settings)) {
        let mut settings = self.settings.write().unwrap_or_else(PoisonError::into_inner);
        change(Arc::make_mut(&mut settings));
    }

    /// The account's clock.
    pub fn clock(&self, name: &str) -> Clock {
        self.accounts.get(name).map_or_else(|| self.settings().clock, |account| account.clock)
    }

    /// Sets the clock of an account. `set` may fail; then nothing is changed.
    pub fn set_clock(
        &self,
        name: &str,
        set: impl Fn(Clock) -> Result<Clock, NoMoment>,
    ) -> Result<(), NoMoment> {
        // Tried first, so that no account is opened if it fails.
        set(self.clock(name))?;
        let mut account = self.account(name);
        account.clock = set(account.clock)?;
        drop(account);
        self.bell.ring(Change::Clock);
        Ok(())
    }

    /// Sets the clock of all accounts, and the clock that a reset sets.
    pub fn begin_with_clock(&self, clock: Clock) {
        self.change_settings(|settings| settings.first_clock = clock);
        self.turn_clocks(|_| clock);
    }

    /// Sets the clocks of all accounts, including those that are opened later. If `set` fails for one
    /// account, no clock is changed.
    pub fn set_clocks(
        &self,
        set: impl Fn(Clock) -> Result<Clock, NoMoment>,
    ) -> Result<(), NoMoment> {
        set(self.settings().clock)?;
        self.accounts.iter().try_for_each(|account| set(account.clock).map(drop))?;
        // An account that was opened in the meantime may be one for which `set` fails. It keeps its clock.
        self.turn_clocks(|clock| set(clock).unwrap_or(clock));
        Ok(())
    }

    fn turn_clocks(&self, turn: impl Fn(Clock) -> Clock) {
        self.change_settings(|settings| settings.clock = turn(settings.clock));
        self.accounts.iter_mut().for_each(|mut account| account.clock = turn(account.clock));
        self.bell.ring(Change::Clock);
    }

    /// Runs `look` with the account's state. Other readers of the account can run at the same time.
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

    /// Runs `change` with the account's state, exclusively.
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

    /// Locks the account exclusively, and settles what is due in it.
    fn hold(&self, name: &str) -> RefMut<'_, String, Account> {
        let known = self.accounts.get_mut(name);
        let mut account = known.unwrap_or_else(|| self.account(name));
        let now = account.clock.now();
        account.states.settle(now);
        account
    }

    /// Locks the account for reading. Its state of this kind is opened, and what is due in it is settled.
    /// Also returns whether that changed the account.
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

    /// Gives an account these states. They replace its states of the same providers.
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

    /// Gives an account these states, now and whenever it is reset.
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

    /// The names of the accounts. The empty name, which draws ids for requests without an account, is left
    /// out.
    pub fn names(&self) -> Vec<String> {
        let names = self.accounts.iter().map(|account| account.key().clone());
        names.filter(|name| !name.is_empty()).collect()
    }

    /// Whether the account already has a state of this kind.
    pub fn has<S: State>(&self, name: &str) -> bool {
        self.accounts.get(name).is_some_and(|account| account.states.find::<S>().is_some())
    }

    /// Counts a request of an account, and returns what its request id is derived from.
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

    /// Whether an account other than the named one holds the object with this id.
    pub fn another_holds<S: State>(&self, name: &str, id: &str) -> bool {
        self.accounts.iter().any(|account| {
            account.key() != name && account.states.find::<S>().is_some_and(|state| state.holds(id))
        })
    }

    /// The account, which is opened if it does not exist.
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
