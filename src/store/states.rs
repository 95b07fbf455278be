//! The states that an account holds, with their types erased.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use time::OffsetDateTime;

use super::State;
use crate::accounts::Declaration;

/// The states that an account holds, one for each provider that it has used.
#[derive(Default)]
pub(super) struct States(pub(super) Vec<Kept>);

pub(super) type Kept = (TypeId, Box<dyn AnyState>);

/// A state with its type erased.
pub(super) trait AnyState: Any + Send + Sync {
    /// See [`State::stay_beside`].
    fn stay_beside(&mut self, given: &Given<'_>, now: OffsetDateTime);

    /// See [`State::is_due`].
    fn is_due(&self, now: OffsetDateTime) -> bool;

    /// See [`State::settle_beside`].
    fn settle_beside(&mut self, others: Others<'_>, now: OffsetDateTime);
}

impl<S: State> AnyState for S {
    fn stay_beside(&mut self, given: &Given<'_>, now: OffsetDateTime) {
        State::stay_beside(self, given, now);
    }

    fn is_due(&self, now: OffsetDateTime) -> bool {
        State::is_due(self, now)
    }

    fn settle_beside(&mut self, others: Others<'_>, now: OffsetDateTime) {
        State::settle_beside(self, others, now);
    }
}

/// A type of state, with the function that makes the initial one.
pub(super) struct Kind {
    id: TypeId,
    open: fn(Option<&Declaration>) -> Box<dyn AnyState>,
}

impl Kind {
    pub(super) fn of<S: State>() -> Self {
        Self { id: TypeId::of::<S>(), open: |declared| Box::new(S::open(declared)) }
    }
}

/// The types of the states that an account is given together.
#[derive(Debug)]
pub struct Given<'a>(&'a [TypeId]);

impl Given<'_> {
    /// Whether a state of this type is among them.
    pub fn has<S: State>(&self) -> bool {
        self.0.contains(&TypeId::of::<S>())
    }
}

/// A state that an account is given of one provider, now and at each reset.
#[derive(Clone)]
pub struct Beginning {
    pub(super) kind: TypeId,
    state: Arc<dyn Begin>,
}

/// A state, whatever its type, that accounts begin with.
trait Begin: Send + Sync {
    /// The state for an account: a copy, unless nobody else needs it.
    fn begin(self: Arc<Self>, declared: Option<&Declaration>) -> Kept;
}

impl<S: State + Clone> Begin for S {
    fn begin(self: Arc<Self>, declared: Option<&Declaration>) -> Kept {
        let mut state = Arc::unwrap_or_clone(self);
        state.complete(declared);
        (TypeId::of::<S>(), Box::new(state))
    }
}

impl Beginning {
    /// A given state.
    pub fn new<S: State + Clone>(state: S) -> Self {
        Self { kind: TypeId::of::<S>(), state: Arc::new(state) }
    }

    /// The state for an account. It is copied only if it is needed again.
    pub(super) fn begin(self, declared: Option<&Declaration>) -> Kept {
        self.state.begin(declared)
    }
}

impl fmt::Debug for Beginning {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Beginning").finish_non_exhaustive()
    }
}

/// The given states, by the names of the accounts.
pub(super) type Beginnings = HashMap<String, Vec<Beginning>>;

impl States {
    pub(super) fn begin(beginnings: &[Beginning], declared: Option<&Declaration>) -> Self {
        Self(beginnings.iter().map(|it| it.clone().begin(declared)).collect())
    }

    /// Replaces the states of the same types.
    pub(super) fn put(&mut self, states: Vec<Kept>, now: OffsetDateTime) {
        let kinds: Vec<_> = states.iter().map(|(kind, _)| *kind).collect();
        for state in states {
            self.0.retain(|(kind, _)| *kind != state.0);
            self.0.push(state);
        }
        for (_, state) in self.0.iter_mut().filter(|(kind, _)| !kinds.contains(kind)) {
            state.stay_beside(&Given(&kinds), now);
        }
    }

    /// Whether any state has something to settle.
    pub(super) fn are_due(&self, now: OffsetDateTime) -> bool {
        self.0.iter().any(|(_, state)| state.is_due(now))
    }

    /// Settles the states that are due. Each can read the others.
    pub(super) fn settle(&mut self, now: OffsetDateTime) {
        for place in 0..self.0.len() {
            let (before, rest) = self.0.split_at_mut(place);
            if let Some(((_, own), after)) = rest.split_first_mut()
                && own.is_due(now)
            {
                own.settle_beside(Others { before, after }, now);
            }
        }
    }

    pub(super) fn find<S: State>(&self) -> Option<&S> {
        find(&self.0)
    }

    /// The state of this type, which has to be open.
    pub(super) fn opened<S: State>(&self) -> &S {
        self.find().expect("a state is there that was opened")
    }

    /// Whether there is a state of this type.
    pub(super) fn have(&self, kind: &Kind) -> bool {
        self.0.iter().any(|(known, _)| *known == kind.id)
    }

    /// Opens the state of this type if there is none. Returns its index.
    pub(super) fn open(&mut self, kind: &Kind, declared: Option<&Declaration>) -> usize {
        self.0.iter().position(|(known, _)| *known == kind.id).unwrap_or_else(|| {
            self.0.push((kind.id, (kind.open)(declared)));
            self.0.len() - 1
        })
    }

    /// The state of this type, and the other states.
    pub(super) fn find_or_open<S: State>(
        &mut self,
        declared: Option<&Declaration>,
    ) -> (&mut S, Others<'_>) {
        let place = self.open(&Kind::of::<S>(), declared);
        let (before, rest) = self.0.split_at_mut(place);
        let ((_, own), after) = rest.split_first_mut().expect("its place is inside");
        let own: &mut dyn Any = &mut **own;
        let own = own.downcast_mut().expect("a state is kept under its own type");
        (own, Others { before, after })
    }
}

fn find<S: State>(states: &[Kept]) -> Option<&S> {
    let (_, state) = states.iter().find(|(kind, _)| *kind == TypeId::of::<S>())?;
    let state: &dyn Any = &**state;
    state.downcast_ref()
}

/// The account's states of other providers, for reading: the services of one vendor know each other's
/// objects.
#[derive(Clone, Copy)]
pub struct Others<'a> {
    pub(super) before: &'a [Kept],
    pub(super) after: &'a [Kept],
}

impl<'a> Others<'a> {
    /// The state of this type; nothing if the account has none yet.
    pub fn find<S: State>(self) -> Option<&'a S> {
        find(self.before).or_else(|| find(self.after))
    }
}

impl fmt::Debug for Others<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Others").finish_non_exhaustive()
    }
}
