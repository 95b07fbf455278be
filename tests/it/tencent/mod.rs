//! Tencent Cloud, SSL.

mod client;
mod deletions;
mod deployments;
mod documented;
mod lists;
mod orders;
mod paid_orders;
mod parallel;
mod properties;
mod reissues;
mod signatures;
mod signer;
mod uploads;
mod wire;

pub(crate) use self::client::signed;
