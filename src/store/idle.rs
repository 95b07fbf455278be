//! The accounts of made-up keys, of which only so many are kept.

use std::sync::atomic::Ordering;
use std::sync::{PoisonError, TryLockError};

use super::{Account, Store};
use crate::bell::Change;

impl Store {
    /// Lets the accounts go that asked for nothing for the longest time, where there are too many
    /// that nobody declared and nobody gave a state; their names. Where there are not it costs
    /// nothing, and else a look at each account for every hundredth of them that is new.
    pub fn forget_idle(&self) -> Vec<String> {
        let tolerated = self.most_made_up.saturating_add(self.most_made_up / 100);
        if self.made_up.load(Ordering::Relaxed) <= tolerated {
            return Vec::new();
        }
        let _tidying = match self.tidying.try_lock() {
            Ok(tidying) => tidying,
            Err(TryLockError::Poisoned(tidying)) => PoisonError::into_inner(tidying),
            // Another does it.
            Err(TryLockError::WouldBlock) => return Vec::new(),
        };
        let settings = self.settings();
        let last_use = |account: &Account, name: &str| {
            let is_made_up = !account.is_given && !settings.know(name);
            is_made_up.then(|| account.used.load(Ordering::Relaxed))
        };
        let mut uses: Vec<_> =
            self.accounts.iter().filter_map(|account| last_use(&account, account.key())).collect();
        let surplus = uses.len().saturating_sub(self.most_made_up);
        self.made_up.store(uses.len() - surplus, Ordering::Relaxed);
        if surplus == 0 {
            return Vec::new();
        }
        let (_, latest, _) = uses.select_nth_unstable(surplus - 1);
        let is_idle = |account: &Account, name: &str| {
            last_use(account, name).is_some_and(|used| used <= *latest)
        };
        let idle = self.accounts.iter().filter(|account| is_idle(account, account.key()));
        let mut names: Vec<_> = idle.map(|account| account.key().clone()).collect();
        // Before they go: one that comes again at once is given other ids.
        self.generation.fetch_add(1, Ordering::Relaxed);
        self.given_generation.fetch_add(1, Ordering::Relaxed);
        // What goes is dropped here, while nobody waits for it. One that asked meanwhile stays.
        names.retain(|name| {
            self.accounts.remove_if(name, |_, account| is_idle(account, name)).is_some()
        });
        self.bell.ring(Change::State);
        names
    }
}
