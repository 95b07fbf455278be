//! What a project holds at Huawei ELB.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use time::macros::format_description;
use time::{OffsetDateTime, UtcOffset};

use crate::accounts::Declaration;
use crate::store::{Identified, Shelf, State};
use crate::verbatim::Verbatim;

/// The project, as `GET /_certmock/state` exports it.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Project {
    /// How many certificates there may be.
    pub(super) quota: usize,
    /// Certificates.
    pub(super) certificates: Shelf<Certificate>,
}

impl Default for Project {
    fn default() -> Self {
        Self { quota: 120, certificates: Shelf::default() }
    }
}

impl State for Project {
    fn open(_: Option<&Declaration>) -> Self {
        Self::default()
    }

    fn holds(&self, id: &str) -> bool {
        self.certificates.find(id).is_some()
    }
}

/// A certificate. Its texts are kept to the byte.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Certificate {
    /// 32 hexadecimal digits.
    pub(super) id: String,
    /// Its name.
    #[serde(default)]
    pub(super) name: String,
    /// What its owner says of it.
    #[serde(default)]
    pub(super) description: String,
    /// The domain that it is for.
    #[serde(default)]
    pub(super) domain: Option<String>,
    /// PEM, the leaf first.
    pub(super) certificate: Verbatim,
    /// PEM.
    pub(super) private_key: Verbatim,
    /// When it was made.
    #[serde(with = "crate::moment")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub(super) create_time: OffsetDateTime,
    /// When it was last changed.
    #[serde(with = "crate::moment")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub(super) update_time: OffsetDateTime,
    /// The listeners that use it.
    #[serde(default)]
    pub(super) listener_ids: Vec<String>,
}

impl Identified for Certificate {
    const MANY: &'static str = "certificates";

    fn id(&self) -> &str {
        &self.id
    }
}

/// A moment as the service prints it: in UTC, without a zone.
pub(super) fn print(moment: OffsetDateTime) -> String {
    let format = format_description!("[year]-[month]-[day] [hour]:[minute]:[second]");
    // A moment of the calendar can always be written so; a state may have one of another zone.
    let moment = moment.checked_to_offset(UtcOffset::UTC).unwrap_or(moment);
    moment.format(format).unwrap_or_default()
}
