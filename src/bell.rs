//! Says that something has changed, to those who listen: that it has, not what it is now.
//!
//! Nobody is kept anything for. Who listens slowly hears of several changes at once, and where nobody
//! listens, nothing is rung.

use std::future::pending;

use tokio::sync::watch;

/// What has changed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Change {
    /// A request was answered, and stands in the journal.
    Written,
    /// The journal has forgotten entries because somebody wanted it.
    Journal,
    /// Rules were armed or disarmed.
    Rules,
    /// A clock was turned.
    Clock,
    /// What accounts hold, or which there are.
    State,
    /// Somebody connected and brought no request to answer.
    Strays,
}

impl Change {
    /// All of them, in the order in which they are told.
    const ALL: [Self; 6] =
        [Self::Written, Self::Journal, Self::Rules, Self::Clock, Self::State, Self::Strays];

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Written => "written",
            Self::Journal => "journal",
            Self::Rules => "rules",
            Self::Clock => "clock",
            Self::State => "state",
            Self::Strays => "strays",
        }
    }
}

/// How often each was rung while somebody listened.
type Counts = [u64; Change::ALL.len()];

/// A bell; its clones are the same one.
#[derive(Clone, Debug)]
pub struct Bell(watch::Sender<Counts>);

impl Default for Bell {
    fn default() -> Self {
        Self(watch::Sender::new(Counts::default()))
    }
}

impl Bell {
    /// Says that it has changed. Who rings holds nothing that a listener would look at.
    pub fn ring(&self, change: Change) {
        if self.0.receiver_count() > 0 {
            self.0.send_modify(|counts| counts[change as usize] += 1);
        }
    }

    /// Begins to listen.
    pub fn listen(&self) -> Listener {
        let rung = self.0.subscribe();
        let heard = *rung.borrow();
        Listener { rung, heard }
    }
}

/// Somebody who listens.
#[derive(Debug)]
pub struct Listener {
    rung: watch::Receiver<Counts>,
    heard: Counts,
}

impl Listener {
    /// Waits until the bell is rung; it has been, if it was since [`Self::hear`].
    pub async fn wait(&mut self) {
        if self.rung.changed().await.is_err() {
            // Nobody is left to ring it.
            pending().await
        }
    }

    /// What has changed since this was last asked, or since it began.
    pub fn hear(&mut self) -> impl Iterator<Item = Change> + use<> {
        let rung = *self.rung.borrow_and_update();
        let heard = std::mem::replace(&mut self.heard, rung);
        Change::ALL
            .into_iter()
            .filter(move |change| heard[*change as usize] != rung[*change as usize])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_listens_hears_once_of_what_was_rung_since_and_nothing_is_rung_for_nobody() {
        let bell = Bell::default();
        bell.ring(Change::State);
        assert_eq!(*bell.0.borrow(), Counts::default());
        let mut listener = bell.listen();
        assert_eq!(listener.hear().count(), 0);
        for change in [Change::Strays, Change::Rules, Change::Rules] {
            bell.clone().ring(change);
        }
        assert!(listener.hear().eq([Change::Rules, Change::Strays]));
        assert_eq!(listener.hear().count(), 0);
        drop(listener);
        bell.ring(Change::Rules);
        assert_eq!(bell.listen().hear().count(), 0);
        assert_eq!(bell.0.borrow()[Change::Rules as usize], 2);
    }
}
