//! Accounts of made-up keys: the number of accounts that are kept is limited.

use std::sync::atomic::Ordering;
use std::sync::{PoisonError, TryLockError};

use super::{Account, Store};
use crate::bell::Change;

impl Store {
    /// If there are too many accounts that were neither declared nor given a state, removes those that have
    /// been idle longest and returns their names. This costs nothing until their number exceeds the limit by
    /// one percent; then it visits every account.
    pub fn forget_idle(&self) -> Vec<String> {
        let tolerated = self.most_made_up.saturating_add(self.most_made_up / 100);
        if self.made_up.load(Ordering::Relaxed) <= tolerated {
            return Vec::new();
        }
        let _tidying = match self.tidying.try_lock() {
            Ok(tidying) => tidying,
            Err(TryLockError::Poisoned(tidying)) => PoisonError::into_inner(tidying),
            // Another thread is doing it.
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
        // Before they are removed: an account that is opened again at once has to draw other ids.
        self.generation.fetch_add(1, Ordering::Relaxed);
        self.given_generation.fetch_add(1, Ordering::Relaxed);
        // Accounts are dropped here, where no request waits for it. An account that sent a request in the
        // meantime stays.
        names.retain(|name| {
            self.accounts.remove_if(name, |_, account| is_idle(account, name)).is_some()
        });
        self.bell.ring(Change::State);
        names
    }
}
