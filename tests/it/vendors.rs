//! What a test of every provider has to know of its vendor's wire.

use std::ops::RangeInclusive;

use certmock::internals::spec::Provider;
use serde_json::Value;

use crate::mock::{Answer, Request};
use crate::{huawei, qiniu, rainbond, tencent};

/// The vendors. A provider on one of their wires needs nothing here.
static VENDORS: [&Vendor; 4] =
    [&huawei::VENDOR, &qiniu::VENDOR, &rainbond::VENDOR, &tencent::VENDOR];

/// A vendor, as far as its wire makes a difference to a test of every provider.
pub(crate) struct Vendor {
    /// What the ids of its providers begin with.
    pub(crate) prefix: &'static str,
    /// Gives a request credentials that are admitted.
    pub(crate) admit: fn(Request) -> Request,
    /// The code of a refusal, in the body of its envelope.
    pub(crate) code_of: fn(&Value) -> Option<&Value>,
    /// The statuses that its refusals have.
    pub(crate) refusals: RangeInclusive<u16>,
    /// The status and the code that refuse a request without credentials.
    pub(crate) unsigned: (u16, &'static str),
    /// What is in the page that refuses an unknown path, where no envelope does.
    pub(crate) unknown_path_page: Option<&'static str>,
}

impl Vendor {
    #[track_caller]
    pub(crate) fn of(provider: &Provider) -> &'static Self {
        let vendor = VENDORS.into_iter().find(|vendor| provider.id.starts_with(vendor.prefix));
        vendor.unwrap_or_else(|| panic!("{} is of no vendor", provider.id))
    }
}

/// The request with credentials that are admitted.
pub(crate) fn admitted(provider: &Provider, request: Request) -> Request {
    (Vendor::of(provider).admit)(request)
}

/// The code that a vendor's envelope carries, as text.
pub(crate) fn code_of(provider: &Provider, answer: &Answer) -> Option<String> {
    let body: Value = serde_json::from_slice(&answer.body).ok()?;
    let code = (Vendor::of(provider).code_of)(&body);
    // An envelope that has words alone has them in the place of a code.
    let code = code.or_else(|| body.get("error"))?;
    Some(code.to_string().trim_matches('"').to_owned())
}
