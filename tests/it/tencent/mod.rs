//! Tencent Cloud, whatever the service.

pub(crate) mod client;
mod documented;
mod given;
mod products;
mod properties;
mod signatures;
mod signed_headers;
pub(crate) mod signer;
mod wire;

use self::client::signed;
use crate::vendors::Vendor;

pub(crate) static VENDOR: Vendor = Vendor {
    prefix: "tencent_",
    admit: |request| signed(request, "tester"),
    code_of: |body| body["Response"]["Error"].get("Code"),
    // Every answer has this status.
    refusals: 200..=200,
    unsigned: (200, "MissingParameter"),
    unknown_path_page: None,
};
