//! Requests and replies, as the certificate manager writes them.

pub(super) mod certificate;
pub(super) mod list;
pub(super) mod moment;
pub(super) mod placement;
