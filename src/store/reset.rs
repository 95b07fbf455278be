//! Resets the store to what the server was started with.

use std::collections::HashSet;
use std::mem;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::{Settings, Store};
use crate::bell::Change;

impl Settings {
    /// Records that these accounts were declared or given a state, so that this can be undone by name.
    pub fn note_posted<'a>(&mut self, names: impl IntoIterator<Item = &'a str>) {
        self.posted.extend(names.into_iter().map(str::to_owned));
    }

    /// Restores the declarations and given states of these accounts to those of the start.
    fn restore(&mut self, names: &HashSet<String>, start: &Self) {
        self.directory = self.directory.restored(&start.directory, |name| names.contains(name));
        for name in names {
            self.beginnings.remove(name);
            let given = start.beginnings.get(name).map(|given| (name.clone(), given.clone()));
            self.beginnings.extend(given);
            self.posted.remove(name);
        }
    }
}

impl Store {
    /// Records the current settings as those that the server was started with and that a reset restores.
    pub fn started(&self) {
        self.change_settings(|settings| settings.posted.clear());
        // A server starts only once.
        let _ = self.start.set(self.settings());
    }

    /// The settings that the server was started with; the current ones while it starts.
    fn start(&self) -> Arc<Settings> {
        self.start.get().cloned().unwrap_or_else(|| self.settings())
    }

    /// Resets every account, or only the named one, to its state at the start. What was posted since is
    /// undone.
    pub fn reset(&self, name: Option<&str>) {
        let start = self.start();
        self.generation.fetch_add(1, Ordering::Relaxed);
        if let Some(name) = name {
            let names = HashSet::from([name.to_owned()]);
            self.change_settings(|settings| settings.restore(&names, &start));
            self.begin_again(name);
        } else {
            self.change_settings(|settings| *settings = Settings::clone(&start));
            self.accounts.clear();
            self.made_up.store(0, Ordering::Relaxed);
            self.given_generation.store(0, Ordering::Relaxed);
        }
        self.open_given(|given| name.is_none_or(|name| name == given));
        self.bell.ring(Change::State);
        self.bell.ring(Change::Clock);
    }

    /// Undoes what was declared, given and set since the start, for all accounts or only the named one. The
    /// accounts that were declared or given a state are reset; others keep their states.
    pub fn forget_posted(&self, name: Option<&str>) {
        let start = self.start();
        self.generation.fetch_add(1, Ordering::Relaxed);
        let posted = self.settings().posted.clone();
        let posted: HashSet<_> =
            posted.into_iter().filter(|posted| name.is_none_or(|name| name == posted)).collect();
        self.change_settings(|settings| {
            settings.restore(&posted, &start);
            if name.is_none() {
                settings.seed = start.seed.clone();
                settings.issuer = start.issuer.clone();
                settings.paces = start.paces.clone();
            }
        });
        if name.is_none() && self.settings().first_clock != start.first_clock {
            self.begin_with_clock(start.first_clock);
        }
        for posted in &posted {
            self.begin_again(posted);
        }
        self.open_given(|given| posted.contains(given));
        self.bell.ring(Change::State);
        self.bell.ring(Change::Clock);
    }

    /// Resets an existing account. The numbers of its requests continue, because the journal may still
    /// contain earlier requests.
    fn begin_again(&self, name: &str) {
        let settings = self.settings();
        let mut again = self.open(name, &settings);
        let Some(mut account) = self.accounts.get_mut(name) else { return };
        if !settings.know(name) {
            self.made_up.fetch_add(1, Ordering::Relaxed);
        }
        again.ids.number_behind(&account.ids);
        mem::swap(&mut again, &mut account);
        drop(account);
    }

    /// Opens the accounts that are given a state, so that they can be exported before their first request.
    fn open_given(&self, which: impl Fn(&str) -> bool) {
        self.settings().beginnings.keys().filter(|given| which(given)).for_each(|given| {
            self.account(given);
        });
    }
}
