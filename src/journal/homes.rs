//! Entries that wait to be freed by the thread that made them.
//!
//! An allocator has memory for each thread, and takes a lock to free memory of another thread. Threads that
//! freed each other's entries would wait for each other at every request.

use std::cell::Cell;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The number of threads that are distinguished; more threads share.
const HOMES: usize = 64;

/// The largest number of entries that wait for a thread, and the largest size of each, in bytes. Other entries
/// are freed at once: a thread may never write again.
const MOST_WAITING: usize = 16;
const LARGEST_WAITING: usize = 16 << 10;

/// The largest size of all entries that wait, in bytes, so that they count little beside the journal.
const MOST_BYTES: usize = 256 << 10;

/// How many entries a thread frees when it writes one, so that it catches up with those that wait.
const FREED_AT_ONCE: usize = 2;

/// The thread that made an entry.
#[derive(Clone, Copy, Debug)]
pub(super) struct Home(usize);

impl Home {
    /// This thread.
    pub(super) fn here() -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        thread_local!(static HOME: Cell<Option<usize>> = const { Cell::new(None) });
        let home = HOME.get().unwrap_or_else(|| {
            let home = NEXT.fetch_add(1, Ordering::Relaxed) % HOMES;
            HOME.set(Some(home));
            home
        });
        Self(home)
    }
}

/// Entries that left the journal and wait for their thread.
#[derive(Debug)]
pub(super) struct Homes<T> {
    waiting: [Vec<(usize, T)>; HOMES],
    bytes: usize,
}

impl<T> Default for Homes<T> {
    fn default() -> Self {
        Self { waiting: [const { Vec::new() }; HOMES], bytes: 0 }
    }
}

impl<T> Homes<T> {
    /// Leaves an entry for the thread that made it; gives it back where it is not to wait.
    pub(super) fn leave(&mut self, home: Home, size: usize, entry: T) -> Option<T> {
        let waiting = &mut self.waiting[home.0];
        let has_room = waiting.len() < MOST_WAITING && self.bytes + size <= MOST_BYTES;
        if size > LARGEST_WAITING || !has_room {
            return Some(entry);
        }
        self.bytes += size;
        waiting.push((size, entry));
        None
    }

    /// Takes entries of that thread, which frees them.
    pub(super) fn take(&mut self, home: Home) -> [Option<T>; FREED_AT_ONCE] {
        std::array::from_fn(|_| {
            let (size, entry) = self.waiting[home.0].pop()?;
            self.bytes -= size;
            Some(entry)
        })
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    #[test]
    fn an_entry_waits_for_its_own_thread_where_it_is_small_and_few_wait() {
        let here = Home::here();
        assert_eq!(here.0, Home::here().0);
        let other = thread::spawn(Home::here).join().unwrap();
        assert_ne!(here.0, other.0);
        let mut homes = Homes::default();
        for entry in 0..MOST_WAITING {
            assert_eq!(homes.leave(other, 1, entry), None);
        }
        assert_eq!(homes.leave(other, 1, 100), Some(100));
        assert_eq!(homes.leave(here, LARGEST_WAITING + 1, 101), Some(101));
        assert_eq!(homes.leave(here, LARGEST_WAITING, 102), None);
        assert_eq!(homes.take(here), [Some(102), None]);
        assert!(homes.take(other).iter().all(Option::is_some));
        assert_eq!(homes.leave(other, 1, 103), None);
        let mut homes = Homes::default();
        for home in 0..MOST_BYTES / LARGEST_WAITING {
            assert_eq!(homes.leave(Home(home), LARGEST_WAITING, home), None);
        }
        assert_eq!(homes.leave(Home(HOMES - 1), 1, 99), Some(99));
        assert_eq!(homes.take(Home(0)), [Some(0), None]);
        assert_eq!(homes.leave(Home(HOMES - 1), 1, 99), None);
    }
}
