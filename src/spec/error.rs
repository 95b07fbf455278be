//! The errors that vendors document, and one of them as a request met it.

use std::fmt;

use axum::http::StatusCode;
use serde_json::{Map, Value};

use crate::x509::Flaw;

/// Members that an error always has in its body, beside its code and its message.
pub type Members = &'static [(&'static str, &'static str)];

/// An error that a vendor documents.
pub trait ErrorCode: fmt::Debug + Send + Sync {
    /// The name in this project, unique in its catalogue: some vendors use one code for several.
    fn name(&self) -> &'static str;
    /// The code on the wire.
    fn code(&self) -> &'static str;
    /// The HTTP status that it travels with.
    fn status(&self) -> StatusCode;
    /// The message in English, or in the only language that the vendor has.
    fn en(&self) -> &'static str;
    /// The message in Chinese, or in the only language that the vendor has.
    fn zh(&self) -> &'static str;
    /// What its body always has beside them.
    fn members(&self) -> Members;
}

/// A provider's own error, with what is particular to one request.
#[derive(Clone, Debug)]
pub struct Refusal<E> {
    error: E,
    words: Option<String>,
    details: Map<String, Value>,
    flaw: Option<Flaw>,
    elsewhere: Option<(String, E)>,
}

impl<E> From<E> for Refusal<E> {
    fn from(error: E) -> Self {
        Self { error, words: None, details: Map::new(), flaw: None, elsewhere: None }
    }
}

impl<E: Copy> Refusal<E> {
    /// The error, in other words than the catalogue's.
    pub fn saying(error: E, words: impl Into<String>) -> Self {
        Self { words: Some(words.into()), ..error.into() }
    }

    /// The error, because of a flaw, which goes to the log whatever the vendor says.
    pub fn because(error: E, flaw: Flaw) -> Self {
        Self { flaw: Some(flaw), ..error.into() }
    }

    /// The error, or the other one where another account holds the object of that id.
    pub fn unless_elsewhere(error: E, id: &str, other: E) -> Self {
        Self { elsewhere: Some((id.to_owned(), other)), ..error.into() }
    }

    /// Adds a member to the body.
    #[must_use]
    pub fn with(mut self, member: &str, value: impl Into<Value>) -> Self {
        self.details.insert(member.to_owned(), value.into());
        self
    }

    /// The error.
    pub fn error(&self) -> E {
        self.error
    }

    /// Settles what [`Self::unless_elsewhere`] left open.
    pub(super) fn settle(&mut self, holds: impl FnOnce(&str) -> bool) {
        if let Some((id, other)) = self.elsewhere.take()
            && holds(&id)
        {
            self.error = other;
        }
    }
}

/// A documented error, as one request met it.
#[derive(Clone, Debug)]
pub struct Failure {
    /// The name in this project.
    pub name: &'static str,
    /// The code on the wire.
    pub code: &'static str,
    /// The HTTP status that it travels with.
    pub status: StatusCode,
    /// The message in English.
    pub en: String,
    /// The message in Chinese.
    pub zh: String,
    /// What the body always has beside them.
    pub members: Members,
    /// What the body has beside them this time.
    pub details: Map<String, Value>,
    /// The flaw behind it.
    pub flaw: Option<Flaw>,
}

impl Failure {
    /// The error with the words that its catalogue gives it.
    pub fn new(error: &dyn ErrorCode) -> Self {
        Self {
            name: error.name(),
            code: error.code(),
            status: error.status(),
            en: error.en().to_owned(),
            zh: error.zh().to_owned(),
            members: error.members(),
            details: Map::new(),
            flaw: None,
        }
    }

    /// The error in other words.
    pub fn saying(error: &dyn ErrorCode, words: impl Into<String>) -> Self {
        let words = words.into();
        Self { en: words.clone(), zh: words, ..Self::new(error) }
    }

    /// The value of a member that its body always has.
    pub fn member(&self, name: &str) -> Option<&'static str> {
        self.members.iter().find_map(|(member, value)| (*member == name).then_some(*value))
    }
}

impl<E: ErrorCode> From<Refusal<E>> for Failure {
    fn from(refusal: Refusal<E>) -> Self {
        let Refusal { error, words, details, flaw, elsewhere: _ } = refusal;
        let failure = match words {
            Some(words) => Self::saying(&error, words),
            None => Self::new(&error),
        };
        Self { details, flaw, ..failure }
    }
}

/// Declares a catalogue of errors: a line each, as `Name: status "code" "English" "中文"`, and in
/// braces what its body always has beside them.
///
/// It writes a fieldless enum and its [`ErrorCode`].
#[macro_export]
macro_rules! catalogue {
    (
        $(#[$meta:meta])*
        $vis:vis enum $name:ident {
            $($variant:ident: $status:literal $code:literal $en:literal $zh:literal
                $({ $($member:ident: $value:literal),* })?,)*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, Eq, PartialEq)]
        $vis enum $name {
            $(#[doc = concat!("`", $code, "`: ", $en)] $variant,)*
        }

        impl $crate::spec::ErrorCode for $name {
            fn name(&self) -> &'static str {
                match self { $(Self::$variant => stringify!($variant),)* }
            }

            fn code(&self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            fn status(&self) -> axum::http::StatusCode {
                let status: u16 = match self { $(Self::$variant => $status,)* };
                axum::http::StatusCode::from_u16(status).expect("a catalogue has real statuses")
            }

            fn en(&self) -> &'static str {
                match self { $(Self::$variant => $en,)* }
            }

            fn zh(&self) -> &'static str {
                match self { $(Self::$variant => $zh,)* }
            }

            fn members(&self) -> $crate::spec::Members {
                match self {
                    $(Self::$variant => &[$($((stringify!($member), $value)),*)?],)*
                }
            }
        }
    };
}
