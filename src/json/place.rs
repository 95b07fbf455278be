//! Where a value stands in another.

use std::cell::RefCell;
use std::fmt;

/// A step from a value to one in it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Step {
    /// To the member of that name.
    Member(String),
    /// To the item of a list, counted from 0.
    Item(usize),
}

/// The steps from a value to one in it.
pub(crate) type Path = Vec<Step>;

/// Where the value stands that is being read, and what becomes known while it is read.
#[derive(Clone, Copy)]
pub(super) struct Place<'p> {
    here: Here<'p>,
    notes: &'p Notes<'p>,
}

#[derive(Clone, Copy)]
enum Here<'p> {
    Root,
    Member(&'p Place<'p>, &'p str),
    Item(&'p Place<'p>, usize),
}

/// Is told of what is not read, by the names on the way to it with points between them.
pub(super) type Tell<'n> = dyn Fn(&dyn fmt::Display) + 'n;

/// What becomes known while a value is read.
#[derive(Default)]
pub(super) struct Notes<'n> {
    /// Where the first thing stands that is wrong.
    wrong: RefCell<Option<Path>>,
    unread: Option<&'n Tell<'n>>,
}

impl<'n> Notes<'n> {
    /// Tells of what is not read.
    pub(super) fn of_unread(unread: &'n Tell<'n>) -> Self {
        Self { wrong: RefCell::default(), unread: Some(unread) }
    }

    /// The place of the whole.
    pub(super) fn root(&self) -> Place<'_> {
        Place { here: Here::Root, notes: self }
    }

    /// Where it was wrong.
    pub(super) fn into_path(self) -> Path {
        self.wrong.into_inner().unwrap_or_default()
    }
}

impl<'p> Place<'p> {
    /// The place of a member.
    pub(super) fn member(&'p self, name: &'p str) -> Self {
        Self { here: Here::Member(self, name), notes: self.notes }
    }

    /// The place of an item.
    pub(super) fn item(&'p self, index: usize) -> Self {
        Self { here: Here::Item(self, index), notes: self.notes }
    }

    /// Notes that it is wrong here, unless something within is noted already.
    pub(super) fn note_wrong(&self) {
        self.notes.wrong.borrow_mut().get_or_insert_with(|| self.path());
    }

    /// Notes that nobody reads what is here.
    pub(super) fn note_unread(&self) {
        if let Some(tell) = self.notes.unread {
            tell(self);
        }
    }

    fn path(&self) -> Path {
        let mut path = Path::new();
        let mut place = self;
        loop {
            place = match place.here {
                Here::Root => break,
                Here::Member(parent, name) => {
                    path.push(Step::Member(name.to_owned()));
                    parent
                }
                Here::Item(parent, index) => {
                    path.push(Step::Item(index));
                    parent
                }
            };
        }
        path.reverse();
        path
    }
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let point = |parent: &Place<'_>| if matches!(parent.here, Here::Root) { "" } else { "." };
        match self.here {
            Here::Root => Ok(()),
            Here::Member(parent, name) => write!(formatter, "{parent}{}{name}", point(parent)),
            Here::Item(parent, index) => write!(formatter, "{parent}{}{index}", point(parent)),
        }
    }
}
