//! Companies, whose names are in certificates with organization or extended validation.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::super::tencent::Tag;

/// A company. No request creates companies (in the real service, the console does): they come from a given
/// state.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Company {
    /// Its number.
    pub(crate) id: i64,
    /// Its name.
    pub(crate) name: String,
    /// The country, as the vendor writes it.
    pub(crate) country: String,
    /// The province.
    pub(crate) province: String,
    /// The city.
    pub(crate) city: String,
    /// The address.
    pub(crate) address: String,
    /// The telephone number.
    pub(crate) phone: String,
    /// The kind of document that identifies it, in the vendor's word.
    pub(crate) id_type: String,
    /// The number of that document.
    pub(crate) id_number: String,
    /// Its tags.
    pub(crate) tags: Vec<Tag>,
}
