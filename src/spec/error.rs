//! The errors that vendors document, and how one of them is raised for a request.

use std::any::Any;
use std::fmt;

use axum::http::StatusCode;
use serde_json::Value;

use crate::redact;
use crate::x509::Flaw;

/// The form of an error's body, as a type that its protocol knows.
pub(crate) type Shape = &'static (dyn Any + Send + Sync);

/// An error that a vendor documents.
pub trait ErrorCode: fmt::Debug + Send + Sync {
    /// Every error of its catalogue.
    fn all() -> &'static [&'static dyn ErrorCode]
    where
        Self: Sized;
    /// The error itself, which lives as long as the program.
    fn as_static(&self) -> &'static dyn ErrorCode;
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
    /// The form of its body, if this differs from the protocol's usual form.
    fn shape(&self) -> Option<Shape>;
}

/// A catalogue whose errors can be looked up by code at compile time.
pub trait Catalogue: Copy + 'static {
    /// The errors with their codes.
    const BY_CODE: &'static [(&'static str, Self)];
}

/// Returns the error with this code. In a constant, an unknown code is a compile error, and so is a code that
/// several errors of the catalogue share: such an error has to be given by its name.
///
/// # Panics
///
/// Outside a constant, if the catalogue has no error, or several errors, with this code.
pub const fn error_of<E: Catalogue>(code: &str) -> E {
    let mut found = None;
    let mut at = 0;
    while at < E::BY_CODE.len() {
        let (known, error) = E::BY_CODE[at];
        if is_same(known.as_bytes(), code.as_bytes()) {
            assert!(found.is_none(), "several errors of the catalogue have this code");
            found = Some(error);
        }
        at += 1;
    }
    found.expect("the catalogue has no error of this code")
}

/// Whether two byte strings are equal. `==` cannot be used in constant functions.
const fn is_same(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    let mut at = 0;
    while at < one.len() {
        if one[at] != other[at] {
            return false;
        }
        at += 1;
    }
    true
}

/// An error of one provider, with the details of one request.
#[derive(Clone, Debug)]
pub struct Refusal<E> {
    error: E,
    elsewhere: Option<(String, E)>,
    case: Case,
}

/// The details of an error that belong to one request.
#[derive(Clone, Debug, Default)]
struct Case {
    words: Option<String>,
    words_in_chinese: Option<String>,
    details: Vec<(&'static str, Value)>,
    flaw: Option<Box<Flaw>>,
}

/// Redacts private keys that a message repeats from the request.
fn said(words: impl Into<String>) -> String {
    redact::message(&words.into()).into_owned()
}

impl<E> From<E> for Refusal<E> {
    fn from(error: E) -> Self {
        Self { error, elsewhere: None, case: Case::default() }
    }
}

impl<E: Copy> Refusal<E> {
    /// The error with another message than the catalogue's.
    pub fn saying(error: E, words: impl Into<String>) -> Self {
        let mut refusal = Self::from(error);
        refusal.case.words = Some(said(words));
        refusal
    }

    /// Replaces the catalogue's message.
    #[must_use]
    pub fn in_words(mut self, words: impl Into<String>) -> Self {
        self.case.words = Some(said(words));
        self
    }

    /// Sets a Chinese message that differs from the message of [`Self::saying`].
    #[must_use]
    pub fn in_chinese(mut self, words: impl Into<String>) -> Self {
        self.case.words_in_chinese = Some(said(words));
        self
    }

    /// The error with the flaw that caused it. The flaw is logged, even if the vendor's message does not
    /// mention it.
    pub fn because(error: E, flaw: Flaw) -> Self {
        let mut refusal = Self::from(error);
        refusal.case.flaw = Some(Box::new(flaw));
        refusal
    }

    /// Replaces the error and keeps its details.
    #[must_use]
    pub fn instead(self, error: E) -> Self {
        Self { error, ..self }
    }

    /// The error; or `other`, if another account holds the object with this id.
    pub fn unless_elsewhere(error: E, id: &str, other: E) -> Self {
        Self { elsewhere: Some((id.to_owned(), other)), ..error.into() }
    }

    /// Adds a member to the response body.
    #[must_use]
    pub fn with(mut self, member: &'static str, value: impl Into<Value>) -> Self {
        self.case.details.push((member, redact::detail(value.into())));
        self
    }

    /// The error.
    pub fn error(&self) -> E {
        self.error
    }

    /// Chooses between the two errors of [`Self::unless_elsewhere`].
    pub(super) fn settle(&mut self, holds: impl FnOnce(&str) -> bool) {
        if let Some((id, other)) = self.elsewhere.take()
            && holds(&id)
        {
            self.error = other;
        }
    }
}

/// A documented error with the details of one request, whatever its catalogue.
#[derive(Clone, Debug)]
pub struct Failure {
    /// The error.
    pub error: &'static dyn ErrorCode,
    case: Case,
    explanation: Option<Box<Value>>,
}

impl Failure {
    /// The error with its catalogue's message.
    pub fn new(error: &dyn ErrorCode) -> Self {
        Self { error: error.as_static(), case: Case::default(), explanation: None }
    }

    /// The error with another message.
    pub fn saying(error: &dyn ErrorCode, words: impl Into<String>) -> Self {
        let mut failure = Self::new(error);
        failure.case.words = Some(said(words));
        failure
    }

    /// Adds an explanation for the journal and the log. It must not contain a secret.
    #[must_use]
    pub fn explained(mut self, explanation: Value) -> Self {
        self.explanation = Some(Box::new(explanation));
        self
    }

    /// The explanation for the journal and the log.
    pub fn explanation(&self) -> Option<&Value> {
        self.explanation.as_deref()
    }

    /// The message in English.
    pub fn en(&self) -> &str {
        self.case.words.as_deref().unwrap_or_else(|| self.error.en())
    }

    /// The message in Chinese.
    pub fn zh(&self) -> &str {
        let words = self.case.words_in_chinese.as_ref().or(self.case.words.as_ref());
        words.map_or_else(|| self.error.zh(), String::as_str)
    }

    /// The flaw that caused the error.
    pub fn flaw(&self) -> Option<&Flaw> {
        self.case.flaw.as_deref()
    }

    /// The members that are added to the body for this request.
    pub fn details(&self) -> &[(&'static str, Value)] {
        &self.case.details
    }

    /// The value of one of these members.
    pub fn detail(&self, name: &str) -> Option<&Value> {
        self.details().iter().find_map(|(detail, value)| (*detail == name).then_some(value))
    }

    /// The form of the error's body, if it differs from the protocol's usual form.
    pub fn shape<T: 'static>(&self) -> Option<&'static T> {
        self.error.shape()?.downcast_ref()
    }
}

impl<E: ErrorCode> From<Refusal<E>> for Failure {
    fn from(Refusal { error, elsewhere: _, case }: Refusal<E>) -> Self {
        Self { error: error.as_static(), case, explanation: None }
    }
}

/// Declares a catalogue of errors, one on each line: `Name: status "code" "English" "中文"`, followed in braces
/// by the form of its body if this differs from the protocol's usual form.
///
/// If all errors of a vendor have the same status, it is given once, after the name: `enum Error as 200`.
///
/// The macro writes a fieldless enum and implements [`ErrorCode`] and [`Catalogue`] for it.
macro_rules! catalogue {
    (@) => { None };
    (@ $shape:expr) => { Some(&$shape) };
    (
        $(#[$meta:meta])*
        $vis:vis enum $name:ident as $status:literal {
            $($variant:ident: $code:literal $en:literal $zh:literal,)*
        }
    ) => {
        $crate::spec::catalogue! {
            $(#[$meta])*
            $vis enum $name {
                $($variant: $status $code $en $zh,)*
            }
        }
    };
    (
        $(#[$meta:meta])*
        $vis:vis enum $name:ident {
            $($variant:ident: $status:literal $code:literal $en:literal $zh:literal
                $({ $shape:expr })?,)*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, Eq, PartialEq)]
        $vis enum $name {
            $(#[doc = concat!("`", $code, "`: ", $en)] $variant,)*
        }

        impl $crate::spec::Catalogue for $name {
            const BY_CODE: &'static [(&'static str, Self)] = &[$(($code, Self::$variant)),*];
        }

        impl $crate::spec::ErrorCode for $name {
            fn all() -> &'static [&'static dyn $crate::spec::ErrorCode] {
                &[$(&Self::$variant),*]
            }

            fn as_static(&self) -> &'static dyn $crate::spec::ErrorCode {
                match self { $(Self::$variant => &Self::$variant,)* }
            }

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

            fn shape(&self) -> Option<$crate::spec::Shape> {
                match self { $(Self::$variant => $crate::spec::catalogue!(@ $($shape)?),)* }
            }
        }
    };
}
pub(crate) use catalogue;
