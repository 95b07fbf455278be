//! What the services of Tencent Cloud share besides the protocol.

mod contents;
mod given;
mod pair;
mod tags;
mod timestamp;

use std::borrow::Cow;
use std::collections::HashSet;

use serde::Deserialize;
use serde::de::value::{Error as Unreadable, StrDeserializer};

pub(super) use self::contents::{Contents, Facts, HostNames, Names};
pub(super) use self::given::{Once, check_lower_case, check_members};
pub(super) use self::pair::{WrongPair, read_pair};
pub(super) use self::tags::{MOST_TAGS, Tag, TagChange, TagFault};
pub(super) use self::timestamp::{print, read};
use crate::ids::Ids;
use crate::protocol::tencent::Tencent;
use crate::spec::{Provider, Request};
use crate::store::{Identified, Shelf};

/// The definition of the provider's actions, which `build.rs` takes from the data there.
macro_rules! requests_of {
    ($provider:literal) => {
        $crate::protocol::tencent::Api::read(include_str!(concat!(
            env!("OUT_DIR"),
            "/",
            $provider,
            ".json"
        )))
    };
}
pub(super) use requests_of;

/// A row of a service's table: the macro with the errors that the vendor documents for an action, which
/// `build.rs` writes; the page that describes the actions; the action's name; its summary; the JSON of an
/// example; and the function that answers it, after `=>` and the function that prepares it. The three
/// functions of an errand have no preparation.
macro_rules! action {
    (
        $documented:ident, $page:literal, $name:tt, $summary:literal, $example:literal,
        => $run:path
    ) => {
        $crate::providers::tencent::action!(@ $page, $name, $summary, $example, Read {
            run: $run,
            errors: $documented!($name),
        })
    };
    (
        $documented:ident, $page:literal, $name:tt, $summary:literal, $example:literal,
        $prepare:path => $run:path
    ) => {
        $crate::providers::tencent::action!(@ $page, $name, $summary, $example, Write {
            check: None,
            prepare: $prepare,
            run: $run,
            errors: $documented!($name),
        })
    };
    (
        $documented:ident, $page:literal, $name:tt, $summary:literal, $example:literal,
        $check:path, $prepare:path => $run:path
    ) => {
        $crate::providers::tencent::action!(@ $page, $name, $summary, $example, Write {
            check: Some($check),
            prepare: $prepare,
            run: $run,
            errors: $documented!($name),
        })
    };
    (
        $documented:ident, $page:literal, $name:tt, $summary:literal, $example:literal,
        $load:path, $pack:path, $note:path
    ) => {
        $crate::providers::tencent::action!(@ $page, $name, $summary, $example, Errand {
            load: $load,
            pack: $pack,
            note: $note,
            errors: $documented!($name),
        })
    };
    (
        @ $page:literal, $name:literal, $summary:literal, $example:literal,
        $call:ident { $($member:ident: $value:expr),* $(,)? }
    ) => {
        $crate::spec::Operation {
            name: $name,
            methods: &[axum::http::Method::POST, axum::http::Method::GET],
            summary: $summary,
            docs: concat!($page, $name),
            example: $crate::spec::Example { body: $example, ..$crate::spec::Example::NONE },
            ..$crate::spec::Operation::of(&$crate::spec::$call { $($member: $value),* })
        }
    };
}
pub(super) use action;

/// Declares enums of the vendor's words, for values in an account's state.
macro_rules! words {
    ($($(#[$meta:meta])* enum $name:ident {
        $($(#[$variant_meta:meta])* $variant:ident: $word:literal,)*
    })*) => {$(
        $(#[$meta])*
        #[derive(
            Clone,
            Copy,
            Debug,
            Default,
            serde::Deserialize,
            Eq,
            schemars::JsonSchema,
            PartialEq,
            serde::Serialize,
        )]
        pub(crate) enum $name {
            $($(#[$variant_meta])* #[serde(rename = $word)] $variant,)*
        }

        impl $name {
            /// The vendor's word for the value.
            pub(crate) fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }
        }
    )*};
}
pub(super) use words;

/// The number of the account's owner, in the vendor's form.
pub(super) fn owner_uin(ids: &Ids) -> String {
    format!("1000{:08}", u64::from_be_bytes(ids.mark()) % 100_000_000)
}

/// An id of the services': eight letters and digits.
pub(super) fn draw_id(ids: &Ids) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    ids.word(LETTERS, 8)
}

/// Whether the action is emulated. An action that is not emulated is answered by the gateway, whatever the
/// account is allowed to do.
pub(super) fn is_emulated(provider: &Provider, request: &Request) -> bool {
    provider.named(Some(Tencent::action_of(request))).operation().is_some()
}

/// An object to be changed. `see` returns its present condition; if its work has ended since it was stored,
/// the result is stored first.
pub(super) fn settle<'a, T: Clone + Identified>(
    shelf: &'a mut Shelf<T>,
    id: &str,
    see: impl FnOnce(&T) -> Cow<'_, T>,
) -> Option<&'a mut T> {
    if let Cow::Owned(settled) = see(shelf.find(id)?) {
        *shelf.find_mut(id)? = settled;
    }
    shelf.find_mut(id)
}

/// The value with this word of the vendor's.
pub(super) fn read_word<'a, T: Deserialize<'a>>(word: &'a str) -> Option<T> {
    T::deserialize(StrDeserializer::<Unreadable>::new(word)).ok()
}

/// The texts without repetitions, in their order.
pub(super) fn once(texts: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut seen = HashSet::new();
    texts.into_iter().filter(|text| seen.insert(text.clone())).collect()
}

/// A page of a list: at most `limit` items after the first `offset`.
pub(super) fn page<T>(
    items: impl Iterator<Item = T>,
    offset: Option<u64>,
    limit: u64,
) -> impl Iterator<Item = T> {
    let place = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
    items.skip(place(offset.unwrap_or(0))).take(place(limit))
}
