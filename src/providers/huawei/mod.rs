//! What the services of Huawei Cloud share beside the protocol: the API versions that clients discover, and
//! the format in which newer services write a time.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use time::{OffsetDateTime, UtcOffset};

/// Asks for versions.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct AskVersion {}

/// A version.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct ShowVersionReply {
    pub(crate) version: Version,
}

/// A version of the API.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct Version {
    id: &'static str,
    links: Vec<Link>,
    min_version: &'static str,
    status: &'static str,
    updated: &'static str,
    version: &'static str,
}

#[derive(Debug, JsonSchema, Serialize)]
struct Link {
    href: String,
    rel: &'static str,
}

impl Version {
    /// The link has the scheme that the client asks by: clients follow it. Assumption: anyone may ask
    /// for versions. From: OpenStack's services, which this one is made after.
    pub(crate) fn new(id: &'static str, status: &'static str, href: String) -> Self {
        Self {
            id,
            links: vec![Link { href, rel: "self" }],
            min_version: "",
            status,
            updated: "2018-09-30T00:00:00Z",
            version: "",
        }
    }
}

/// A moment in milliseconds since 1970.
pub(crate) fn milliseconds(moment: OffsetDateTime) -> i64 {
    // An imported state may contain a time in another time zone.
    let moment = moment.checked_to_offset(UtcOffset::UTC).unwrap_or(moment);
    moment.unix_timestamp() * 1000 + i64::from(moment.millisecond())
}
