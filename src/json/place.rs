//! The position of a value within another.

use std::cell::RefCell;
use std::fmt;

/// A step from a value to one of its parts.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Step {
    /// To the member with this name.
    Member(String),
    /// To the element of a list with this index, counted from 0.
    Item(usize),
}

/// The steps from a value to a part of it.
pub(crate) type Path = Vec<Step>;

/// The position of the value that is being read, and the notes of the reading.
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

/// Called with the path of each member that is not read, as names joined by dots.
pub(super) type Tell<'n> = dyn Fn(&dyn fmt::Display) + 'n;

/// What is recorded while a value is read.
#[derive(Default)]
pub(super) struct Notes<'n> {
    /// The path of the first invalid part.
    wrong: RefCell<Option<Path>>,
    unread: Option<&'n Tell<'n>>,
}

impl<'n> Notes<'n> {
    /// Notes that report members that are not read.
    pub(super) fn of_unread(unread: &'n Tell<'n>) -> Self {
        Self { wrong: RefCell::default(), unread: Some(unread) }
    }

    /// The position of the outermost value.
    pub(super) fn root(&self) -> Place<'_> {
        Place { here: Here::Root, notes: self }
    }

    /// The path of the first invalid part; empty if there is none.
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

    /// Records that the value here is invalid, unless a part of it was already recorded.
    pub(super) fn note_wrong(&self) {
        self.notes.wrong.borrow_mut().get_or_insert_with(|| self.path());
    }

    /// Reports that the value here is not read.
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
