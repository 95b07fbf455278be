//! Tencent Cloud, whatever the service.

pub(crate) mod client;
mod documented;
mod properties;
mod signatures;
mod signer;
mod wire;
